package tuitest_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shakeoff/tui/tuitest"
)

// fakeT stands for a test that fails, and keeps its messages.
type fakeT struct {
	testing.TB
	messages string
}

func (f *fakeT) Helper() {}

func (f *fakeT) Errorf(format string, args ...any) { f.messages += fmt.Sprintf(format, args...) }

// complaint runs a test that should fail and returns its messages.
func complaint(test func(testing.TB)) string {
	f := &fakeT{}
	test(f)
	return f.messages
}

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

func TestGoldenTellsTheDifference(t *testing.T) {
	t.Chdir(t.TempDir())
	updating(t, true)
	tuitest.Golden(t, "deep/frame.txt", []byte("one\ntwo\nthree\nfour"))
	updating(t, false)
	tuitest.Golden(t, "deep/frame.txt", []byte("one\ntwo\nthree\nfour"))

	got := complaint(func(tb testing.TB) {
		tuitest.Golden(tb, "deep/frame.txt", []byte("zero\none\n2\nthree\nfour"))
	})
	want := "+zero\n one\n-two\n+2\n three\n"
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
	tuitest.Golden(t, "long", []byte(strings.Repeat("a\n", 5000)))
	updating(t, false)
	got := complaint(func(tb testing.TB) { tuitest.Golden(tb, "long", []byte(strings.Repeat("b\n", 5000))) })
	if len(got) > 9000 {
		t.Errorf("the test said %d bytes", len(got))
	}
}

// runs stands for the tests of a package.
type runs func() int

func (r runs) Run() int { return r() }

func TestAGoldenThatNoTestComparesFails(t *testing.T) {
	t.Chdir(t.TempDir())
	updating(t, true)
	tuitest.Golden(t, "new.svg", []byte("x"))
	if err := os.WriteFile("testdata/stale.txt", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	narrowed, stderr := flag.Lookup("test.run").Value.String(), os.Stderr
	t.Cleanup(func() { os.Stderr = stderr; _ = flag.Set("test.run", narrowed) })
	var err error
	if os.Stderr, err = os.Create("stderr"); err != nil {
		t.Fatal(err)
	}
	defer os.Stderr.Close()
	for _, c := range []struct {
		what, run  string
		update     bool
		tests      int
		code, left int
	}{
		{"a run of some tests", "New", true, 0, 0, 2},
		{"tests that failed", "", true, 3, 3, 2},
		{"all tests", "", false, 0, 1, 2},
		{"all tests with -update", "", true, 0, 0, 1},
		{"and once more", "", false, 0, 0, 1},
	} {
		updating(t, c.update)
		_ = flag.Set("test.run", c.run)
		code := tuitest.Main(runs(func() int { return c.tests }))
		if left, _ := filepath.Glob("testdata/*"); code != c.code || len(left) != c.left {
			t.Errorf("%s: exit code %d and %q left, want %d and %d files", c.what, code, left, c.code, c.left)
		}
	}
	if told, err := os.ReadFile("stderr"); err != nil || strings.Count(filepath.ToSlash(string(told)), "testdata/stale.txt") != 1 {
		t.Errorf("it told %q (%v), want the stale file named once", told, err)
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
