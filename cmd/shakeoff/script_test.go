package main_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	program "shakeoff/cmd/shakeoff"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
)

// Most tests of the program in a terminal wait: more of them run at once than there are cores.
const waiting = "8"

func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", waiting); err != nil { // -parallel comes later, and wins
		panic(err)
	}
	testscript.Main(m, map[string]func(){
		"shakeoff":              program.Main,
		"shakeoff-unprivileged": unprivileged,
		"shakeoff-broken":       func() { program.Broken(os.Args[1]) },
	})
}

// oneLine is how an error reads; it may begin with a path, which has a letter first on Windows.
var oneLine = regexp.MustCompile(`^shakeoff: ([A-Z]:\\|[^A-Z\n])[^\n]*: [a-z][^\n]*\n$`)

func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("sh"); err != nil {
		scripts = slices.DeleteFunc(scripts, needsShell)
		t.Logf("there is no sh: %d scripts do without", len(scripts))
	}
	testscript.Run(t, testscript.Params{
		Files:               scripts,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":  exits,
			"mode":   mode,
			"damage": damage,
			"hold":   hold,
			"readme": readme,
			"steal":  steal,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "data"))
			env.Setenv("XDG_STATE_HOME", filepath.Join(env.WorkDir, "state"))
			env.Setenv("TZ", "UTC")
			env.Setenv("LANG", "C")
			env.Setenv("GORACE", "atexit_sleep_ms=0") // 2 s a command otherwise
			// Testscript's folders are its owner's alone; nobody must get in.
			return errors.Join(os.Chmod(filepath.Dir(env.WorkDir), 0o755), os.Chmod(env.WorkDir, 0o755))
		},
	})
}

// needsShell says that a script runs what only a system with a shell has.
func needsShell(path string) bool {
	text, err := os.ReadFile(path)
	return err == nil && regexp.MustCompile(`(?m)^(! )?(exec|exits \d) (sh|bash|mv|ln|test|sed|grep|groff) |^(hold|mode) |shakeoff-unprivileged|^chmod |/dev/`).Match(text)
}

// exits runs a command that must end with just this exit code:
//
//	exits 2 shakeoff list --nonsense
//
// Unless the code is 0, it also holds that standard error is one lower-case
// line of the form "shakeoff: what happened: what to do next".
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	if line := ts.ReadFile("stderr"); want != 0 && !oneLine.MatchString(line) {
		ts.Fatalf("not one line that says what happened and what to do next: %q", line)
	}
}

// mode holds that a file has just these permissions: mode 600 FILE.
func mode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: mode PERMISSIONS FILE")
	}
	want, err := strconv.ParseUint(args[0], 8, 32)
	ts.Check(err)
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := info.Mode().Perm(); got != os.FileMode(want) {
		ts.Fatalf("%s has mode %o, want %o", args[1], got, want)
	}
}

// damage spoils one record of a journal, wherever it lies: damage FILE IDS,
// where the first line of IDS is the id of the entry.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: damage FILE IDS")
	}
	first, _, _ := strings.Cut(ts.ReadFile(args[1]), "\n")
	id, err := journal.ParseID(first)
	ts.Check(err)
	rid, err := id.Bytes()
	ts.Check(err)
	name := ts.MkAbs(args[0])
	file, err := os.ReadFile(name)
	ts.Check(err)
	found := 0
	for at := 0; ; found++ {
		next := bytes.Index(file[at:], rid[:])
		if next < 0 {
			break
		}
		at += next + len(rid)
		file[at+50] ^= 1 // behind the key's name and the nonce: the ciphertext
	}
	if found == 0 {
		ts.Fatalf("%s does not hold %s", args[0], id)
	}
	ts.Check(os.WriteFile(name, file, 0o600))
}

// steal takes the first record out of a journal, as somebody would who can write the file
// and knows its format: steal FILE.
func steal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: steal FILE")
	}
	file := disk.File{Path: ts.MkAbs(args[0]), Patience: time.Minute}
	ts.Check(file.Write(context.Background(), func(t *disk.Tx) error {
		var at []byte
		err := t.Before.Walk(disk.BucketEntries, func(k, _ []byte) error {
			if at == nil {
				at = bytes.Clone(k)
			}
			return nil
		})
		return errors.Join(err, t.Remove(disk.BucketEntries, at))
	}))
}

// readme takes the one example of a kind from the README, to be used as it stands
// there: readme KIND FILE.
func readme(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: readme KIND FILE")
	}
	text, err := os.ReadFile(filepath.Join(top, "README.md"))
	ts.Check(err)
	parts := strings.Split(string(text), "\n```"+args[0]+"\n")
	if len(parts) != 2 {
		ts.Fatalf("the README has %d examples of %s, want one", len(parts)-1, args[0])
	}
	example, _, _ := strings.Cut(parts[1], "\n```\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(example+"\n"), 0o600))
}
