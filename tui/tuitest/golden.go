package tuitest

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// updateFlag renews goldens: go test ./tui -update.
const updateFlag = "update"

// The flag must exist before the test binary parses its flags, hence init. It is
// looked up by name, so that another package may have defined it first.
func init() {
	if flag.Lookup(updateFlag) == nil {
		flag.Bool(updateFlag, false, "rewrite the golden files in testdata")
	}
}

// compared holds the paths of the goldens that the tests of this binary compared.
var compared sync.Map

// Main runs the tests of a package, given its *testing.M, and returns the exit
// code. When all tests ran and passed, a file in testdata that none of them
// compared is an error; with the flag -update it is deleted.
func Main(m interface{ Run() int }) int {
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
		if updating() {
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

func updating() bool { return flag.Lookup(updateFlag).Value.String() == "true" }

// Golden compares got with testdata/NAME. With the flag -update it writes the
// file instead. A difference is shown line by line, and fails the test without
// ending it, so that one run shows all goldens that have changed.
func Golden(t testing.TB, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name))
	compared.Store(path, true)
	if updating() {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatalf("golden: %v", err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatalf("golden: %v", err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("golden: %v (go test -update writes it)", err)
		return
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what it was (- was, + is); look at it, then renew it with go test -update:\n%s",
			path, diff(string(want), string(got)))
	}
}

// maxDiff is how many differing lines are worth reading in a test's output.
const maxDiff = 60

// diff shows the lines that differ, with their numbers, by the longest common
// subsequence.
func diff(was, is string) string {
	a, b := strings.Split(was, "\n"), strings.Split(is, "\n")
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out strings.Builder
	for i, j, shown := 0, 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
			continue
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			i++
			fmt.Fprintf(&out, "%4d - %s\n", i, a[i-1])
		default:
			j++
			fmt.Fprintf(&out, "%4d + %s\n", j, b[j-1])
		}
		if shown++; shown == maxDiff {
			out.WriteString("     and more\n")
			break
		}
	}
	return out.String()
}
