//go:build unix

package faulttest_test

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"shakeoff/store"
	"shakeoff/store/storetest"
)

// TestFirstJournalIsPublishedOnce lets two first writes each find no journal and
// build one. With a hard link the second finds the name taken, and
// adds to the first one's journal; the control publishes with a rename, and
// loses what the first had acknowledged.
func TestFirstJournalIsPublishedOnce(t *testing.T) {
	for name, publish := range map[string]func(from, to string) error{"link": os.Link, "rename": os.Rename} {
		dir := t.TempDir()
		path := filepath.Join(dir, "journal.db")
		for n := range 2 {
			own := filepath.Join(dir, "built-"+strconv.Itoa(n))
			// An empty journal, as create builds it.
			if err := storetest.Open(own).MarkOffered(t.Context(), store.OfferLock); err != nil {
				t.Fatal(err)
			}
			if err := publish(own, path); err != nil && !errors.Is(err, os.ErrExist) {
				t.Fatal(err)
			}
			if err := addOne(storetest.Open(path), strconv.Itoa(n)); err != nil {
				t.Fatal(err)
			}
		}
		if count := found(t, path, ""); name == "link" && len(count) != 2 {
			t.Errorf("published by %s: %d of 2 acknowledged entries", name, len(count))
		} else if name == "rename" && len(count) != 1 {
			t.Errorf("the control failed: published by %s, %d entries", name, len(count))
		}
	}
}

// TestManyProcessesAtOnce lets eight processes add at once, the first of them
// creating the journal, while a ninth drafts and keeps pages as a window does.
func TestManyProcessesAtOnce(t *testing.T) {
	t.Parallel()
	const processes = 8
	adds, pages := rounds(40, 200), rounds(10, 40)
	path := filepath.Join(t.TempDir(), "shakeoff", "journal.db")
	done := make(chan int)
	run := func(task string, from, count int) {
		cmd, lines := worker(t, task, path, from, count)
		go func() {
			acked := 0
			for lines.Scan() {
				acked++
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("worker from %d: %v", from, err)
			}
			done <- acked
		}()
	}
	for p := range processes {
		run("add", p*adds, adds)
	}
	run("draft", processes*adds, pages)
	acked := 0
	for range processes + 1 {
		acked += <-done
	}
	count := found(t, path, "")
	for n := range processes*adds + pages {
		if count[strconv.Itoa(n)] != 1 {
			t.Errorf("entry %d is there %d times", n, count[strconv.Itoa(n)])
		}
	}
	if s, err := storetest.Open(path).Status(t.Context()); err != nil || len(s.Waiting) != 0 {
		t.Errorf("%d drafts left: %v", len(s.Waiting), err)
	}
	t.Logf("processes %d, acknowledged %d, there %d, refused %d", processes+1, acked, len(count), processes*adds+pages-acked)
}
