// Package tuitest holds what tests print to files in testdata, which a review can read. It imports a
// diff and the standard library, never the program, so that every package can use it.
package tuitest

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// compared holds the paths of the goldens that the tests of this binary compared.
var compared sync.Map

// Main runs the tests of a package and returns the exit code. When all ran and passed, a file in
// testdata that none of them compared is an error; with the flag -update it is deleted.
func Main(m interface{ Run() int }) int {
	// Each test makes and drops a program: the collector need not keep up with that.
	debug.SetGCPercent(400)
	code := m.Run()
	for _, narrowed := range []string{"test.run", "test.skip", "test.list"} {
		if code != 0 || flag.Lookup(narrowed).Value.String() != "" {
			return code
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "*.*"))
	for _, path := range files {
		if _, ok := compared.Load(path); ok {
			continue
		}
		stale := fmt.Errorf("golden: no test writes %s (go test -update deletes it)", path)
		if *update {
			stale = os.Remove(path)
		}
		err = errors.Join(err, stale)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// Golden compares got with testdata/NAME; with the flag -update it writes the file instead. A
// difference does not end the test, so that one run shows all goldens that have changed.
func Golden(t testing.TB, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name))
	compared.Store(path, true)
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, got, 0o644)); err != nil {
			t.Fatalf("golden: %v", err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("golden: %v (go test -update writes it)", err)
		return
	}
	if change := diff.Diff("was", want, "is", got); change != nil {
		t.Errorf("%s is not what it was; look at it, then renew it with go test -update:\n%.8000s", path, change)
	}
}
