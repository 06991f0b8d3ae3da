//go:build unix

package mend_test

import (
	"os/exec"
	"testing"

	"shakeoff/store/mend"
)

// TestQuoted holds that a shell reads a quoted path as one word that is the path, and that usual
// paths are left as they are.
func TestQuoted(t *testing.T) {
	for _, path := range []string{
		"/home/sam/journal.db", "my journal.db", "it's.db", `"q".db`, "$(touch x)", "`x`", "a;b&c|d>e", "~sam", "#x", "*", `back\slash`, "two\nlines", "Müller/日記.db", "!x", "{a,b}", "=x", "",
	} {
		out, err := exec.Command("sh", "-c", "printf %s "+mend.Quoted(path)).Output()
		if err != nil || string(out) != path {
			t.Errorf("%q is quoted as %s, which a shell reads as %q: %v", path, mend.Quoted(path), out, err)
		}
	}
	for path, want := range map[string]string{
		"/home/sam/journal.db": "/home/sam/journal.db", "a b.db": "'a b.db'", "-v.db": "./-v.db", "Müller.db": "Müller.db",
	} {
		if got := mend.Quoted(path); got != want {
			t.Errorf("%q is quoted as %s, want %s", path, got, want)
		}
	}
}
