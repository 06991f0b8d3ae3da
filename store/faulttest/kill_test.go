//go:build unix

package faulttest_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestKilledWhileWriting kills a process that adds, or drafts and keeps, again
// and again at a random moment of a random write. Whatever was acknowledged is
// there once; nothing is there twice; the file is sound.
func TestKilledWhileWriting(t *testing.T) {
	kills := rounds(25, 500)
	for _, task := range []string{"add", "draft"} {
		t.Run(task, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "shakeoff", "journal.db")
			random := rand.New(rand.NewPCG(1, 2))
			acked, next := make(map[int]bool), 0
			for range kills {
				next = killOne(t, random, task, path, next, acked)
			}
			count := found(t, path, "")
			lost := 0
			for n := range acked {
				if count[strconv.Itoa(n)] == 0 {
					lost++
				}
			}
			for text, times := range count {
				if times != 1 {
					t.Errorf("entry %s is there %d times", text, times)
				}
			}
			if lost > 0 {
				t.Errorf("%d acknowledged entries are lost", lost)
			}
			checkSound(t, path)
			t.Logf("kills %d, acknowledged %d, lost %d", kills, len(acked), lost)
		})
	}
}

// killOne starts a worker, lets it acknowledge a few writes, kills it in the
// middle of the next one, and returns the first number that it can never have
// written.
func killOne(t *testing.T, random *rand.Rand, task, path string, from int, acked map[int]bool) int {
	t.Helper()
	const most = 1000
	cmd, lines := worker(t, task, path, from, most)
	var last time.Time
	took := time.Millisecond
	for after := 2 + random.IntN(3); after > 0 && lines.Scan(); after-- {
		acked[acknowledged(t, lines.Text())] = true
		if !last.IsZero() {
			took = time.Since(last)
		}
		last = time.Now()
	}
	// A moment within the next write, which takes about as long as this one did
	// on this machine just now: this draws it, and waits for nothing.
	time.Sleep(time.Duration(random.Int64N(int64(took) + 1)))
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // what it had said before it died
		acked[acknowledged(t, lines.Text())] = true
	}
	err := cmd.Wait()
	if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the worker was not killed: %v", err)
	}
	return from + most
}

// checkSound walks the whole file without trusting it.
func checkSound(t *testing.T, path string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	f, err := guard.Open(file, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	for _, bucket := range []string{"meta", "keys", "drafts", "entries", "dead"} {
		if err := f.Walk(bucket, func(_, _ []byte) error { return nil }); err != nil {
			t.Errorf("%s: %v", bucket, err)
		}
	}
	if _, err := f.FreeInBoth(); err != nil && !errors.Is(err, guard.ErrStale) {
		t.Errorf("free pages: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*.new"))
	if err != nil || len(left) > 3 {
		t.Errorf("%d unpublished journals left behind: %v", len(left), err)
	}
}

// TestTwoWindowsDraftAtOnce lets two processes write pages on one journal
// while the lock is set, and finds every page once.
func TestTwoWindowsDraftAtOnce(t *testing.T) {
	t.Parallel()
	pages := rounds(20, 50)
	path := filepath.Join(t.TempDir(), "shakeoff", "journal.db")
	storetest.Lock(t, storetest.Open(path))
	first, firstLines := worker(t, "draft", path, 0, pages)
	second, secondLines := worker(t, "draft", path, pages, pages)
	for firstLines.Scan() {
		acknowledged(t, firstLines.Text())
	}
	for secondLines.Scan() {
		acknowledged(t, secondLines.Text())
	}
	if err := errors.Join(first.Wait(), second.Wait()); err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, storetest.Open(path), storetest.Passphrase)
	entries, err := u.All(t.Context())
	if err != nil || len(entries) != 2*pages {
		t.Fatalf("%d entries, want %d: %v", len(entries), 2*pages, err)
	}
	for _, e := range entries {
		if e.Text(journal.Control) != " more and more" {
			t.Errorf("a page lacks its last words")
		}
	}
}
