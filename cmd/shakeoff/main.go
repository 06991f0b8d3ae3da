package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"time"
)

func main() { os.Exit(run(context.Background(), system(), os.Args)) }

// host is everything that a command is given from outside.
type host struct {
	stdin, stdout, stderr *os.File

	args    []string // the command line, the name of the program first
	environ []string // as in os.Environ
	now     func() time.Time
	// The cost of the lock as log2, and how long to wait for another program; 0
	// leaves both to the store. Only tests set them.
	workFactor int
	patience   time.Duration

	oneHeader func() // tells, once, that one of the file's two headers is damaged
}

func system() host {
	return host{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(), now: time.Now}
}

// env returns the value of a variable, or "".
func (h host) env(name string) string {
	for _, pair := range h.environ {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// run runs one command line, says on standard error what went wrong, and
// returns the exit code. Any command may hold words or a passphrase at some point.
func run(ctx context.Context, h host, args []string) int {
	h.args = args
	h.oneHeader = sync.OnceFunc(func() {
		h.fail(failure{exitDone, errors.New("one of the journal's two headers is damaged, and what was written last may be missing"), "shakeoff doctor says what to do"})
	})
	err := undumpable()
	if err == nil {
		err = h.root().Run(ctx, args)
	}
	return h.fail(err)
}
