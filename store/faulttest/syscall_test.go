//go:build linux

package faulttest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestEverySystemCallFailsInTurn lets each call on the journal that a save and
// a keep make fail once, as on a full or a broken disk: the page can be saved
// and kept by trying again, and is there once.
func TestEverySystemCallFailsInTurn(t *testing.T) {
	base := filepath.Join(t.TempDir(), "base.db")
	for n := range 5 {
		if err := draftOne(storetest.Open(base), strconv.Itoa(-n-1)); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.ReadFile(base)
	if err != nil {
		t.Fatal(err)
	}
	t.Parallel()
	type fault struct{ call, with string }
	faults := []fault{{"pwrite64", "ENOSPC"}, {"fdatasync", "EIO"}, {"openat", "EIO"}, {"flock", "EIO"}, {"ftruncate", "ENOSPC"}}
	if *full {
		faults = nil
		for _, call := range []string{
			"pwrite64", "fdatasync", "openat", "flock", "ftruncate",
			"fstat", "newfstatat", "pread64", "mmap", "fsync", "madvise", "munmap",
		} {
			faults = append(faults, fault{call, "ENOSPC"}, fault{call, "EIO"})
		}
	}
	failed, told, lost, twice := 0, 0, 0, 0
	for _, f := range faults {
		for n := 1; ; n++ {
			hit, complaint, count := failOnce(t, before, f.call, f.with, n)
			if !hit {
				break
			}
			failed++
			if complaint {
				told++
			}
			switch {
			case count == 0:
				lost++
				t.Errorf("%s number %d failing with %s: the page is lost", f.call, n, f.with)
			case count > 1:
				twice++
				t.Errorf("%s number %d failing with %s: the page is there %d times", f.call, n, f.with, count)
			}
		}
	}
	t.Logf("calls failed %d, told %d, lost %d, twice %d", failed, told, lost, twice)
	// The control: calls did fail, and most of them were noticed.
	if failed < 10 || told < failed/2 {
		t.Errorf("the control failed: only %d calls were made to fail, %d noticed", failed, told)
	}
}

// failOnce runs a worker on a copy of a journal and lets its nth call of a kind
// on that file fail. hit is false when it makes fewer calls than that.
func failOnce(t *testing.T, before []byte, call, with string, n int) (hit, told bool, count int) {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	path, trace := filepath.Join(dir, "journal.db"), filepath.Join(dir, "trace")
	if err := os.WriteFile(path, before, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := straced(t, []string{
		"-f", "-qq", "-o", trace, "-P", path, "-e", "trace=" + call, "-e", "signal=none",
		"-e", fmt.Sprintf("inject=%s:error=%s:when=%d", call, with, n),
	}, "insist", path, 0, 1)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s number %d failing with %s: %v: %s", call, n, with, err, out)
	}
	log, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(log), "(INJECTED)") {
		return false, false, 0
	}
	u := storetest.Unlock(t, storetest.Open(path), "")
	defer u.Lock()
	entries, err := u.All(t.Context())
	if err != nil {
		t.Errorf("%s number %d failing with %s: %v", call, n, with, err)
	}
	for _, e := range entries {
		if e.Text(journal.Happened) == "0" && e.Text(journal.Control) == "more" {
			count++
		}
	}
	if s, err := storetest.Open(path).Status(t.Context()); err != nil || len(s.Waiting) > 1 {
		t.Errorf("%s number %d failing with %s: %d drafts left, %v", call, n, with, len(s.Waiting), err)
	}
	return true, strings.Contains(string(out), "failed "), count
}
