package tuitest_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shakeoff/tui/tuitest"
)

// updating runs the test as with -update, or as without.
func updating(t *testing.T, on bool) {
	t.Helper()
	before := flag.Lookup("update").Value.String()
	set := func(value string) {
		if err := flag.Set("update", value); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { set(before) })
	set(map[bool]string{true: "true", false: "false"}[on])
}

func TestGoldenTellsTheDifferenceByLines(t *testing.T) {
	t.Chdir(t.TempDir())
	updating(t, true)
	tuitest.Golden(t, "deep/frame.txt", []byte("one\ntwo\nthree\nfour"))
	updating(t, false)
	tuitest.Golden(t, "deep/frame.txt", []byte("one\ntwo\nthree\nfour"))

	got := complaint(func(tb testing.TB) {
		tuitest.Golden(tb, "deep/frame.txt", []byte("zero\none\n2\nthree\nfour"))
	})
	want := "   1 + zero\n   2 - two\n   3 + 2\n"
	if !strings.Contains(got, want) || !strings.Contains(got, "-update") {
		t.Errorf("the test said:\n%s\nwant the lines\n%s", got, want)
	}
	if kept, err := os.ReadFile(filepath.Join("testdata", "deep", "frame.txt")); err != nil || string(kept) != "one\ntwo\nthree\nfour" {
		t.Errorf("without -update the file became %q (%v)", kept, err)
	}
}

func TestGoldenShowsOnlyTheBeginningOfALongDifference(t *testing.T) {
	t.Chdir(t.TempDir())
	updating(t, true)
	tuitest.Golden(t, "long", []byte(strings.Repeat("a\n", 500)))
	updating(t, false)
	got := complaint(func(tb testing.TB) { tuitest.Golden(tb, "long", []byte(strings.Repeat("b\n", 500))) })
	if lines := strings.Count(got, "\n"); lines > 70 || !strings.Contains(got, "and more") {
		t.Errorf("the test said %d lines", lines)
	}
}

func TestAMissingGoldenFails(t *testing.T) {
	t.Chdir(t.TempDir())
	updating(t, false)
	got := complaint(func(tb testing.TB) { tuitest.Golden(tb, "none.svg", nil) })
	if !strings.Contains(got, "-update writes it") {
		t.Errorf("the test said %q", got)
	}
}
