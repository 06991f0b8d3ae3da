//go:build unix

package main_test

import (
	"errors"
	"os"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"

	program "shakeoff/cmd/shakeoff"
)

// unprivileged is the program as another runs it: a root may open everything.
func unprivileged() {
	if os.Getuid() == 0 {
		const nobody = 65534
		if err := errors.Join(syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
			panic(err)
		}
	}
	program.Main()
}

// hold holds a journal, as another program does while it writes, until the
// script ends: hold FILE.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold FILE")
	}
	file, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(func() { _ = file.Close() })
	ts.Check(syscall.Flock(int(file.Fd()), syscall.LOCK_EX))
}
