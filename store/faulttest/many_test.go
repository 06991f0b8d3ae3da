//go:build unix

package faulttest_test

import (
	"path/filepath"
	"strconv"
	"testing"

	"shakeoff/store/storetest"
)

// TestManyProcessesAtOnce lets eight processes add at once, the first of them
// creating the journal, while a ninth drafts and keeps pages as a window does.
func TestManyProcessesAtOnce(t *testing.T) {
	const processes, adds, pages = 8, 200, 40
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
