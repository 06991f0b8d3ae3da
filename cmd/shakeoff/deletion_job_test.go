//go:build unix

package main_test

import (
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
	"shakeoff/tui/kit"
)

// TestTheEndOfADeletion ends the program while a deletion can still be taken back. Killed, the
// entry is there again, and the file is as it was; ended, hung up or after the ten seconds no
// file has it still, no backup either, in use or in a freed page.
func TestTheEndOfADeletion(t *testing.T) {
	for name, test := range map[string]struct {
		end  func(x *terminal)
		gone bool
	}{
		"killed":      {func(x *terminal) { x.kill() }, false},
		"ended":       {func(x *terminal) { _ = x.cmd.Process.Signal(syscall.SIGTERM); _ = x.end() }, true},
		"hang-up":     {func(x *terminal) { _ = x.cmd.Process.Signal(syscall.SIGHUP); _ = x.end() }, true},
		"ten seconds": {func(x *terminal) { x.see("Deleted, here and in shakeoff's own backups."); x.close() }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			j := store.New(store.Options{Path: h.journal()})
			ids := storetest.Add(t, j, journal.Entry{Written: time.Now(), Answers: []journal.Answer{{Step: journal.Happened, Text: "The lift was stuck."}}})
			h.run("backup")
			sealed := storetest.Sealed(t, h.dir, ids...)
			if len(sealed) < 2 {
				t.Fatal("no backup has the entry")
			}
			x := h.open("review")
			x.see("1 of 1")
			x.press("d")
			x.see("Delete this entry?")
			asked := time.Now()
			x.wait("the pause between two keys", func() bool { return time.Since(asked) > kit.Seeing })
			x.press("d")
			x.see("u takes it back")
			test.end(x)
			if s, err := j.Status(t.Context()); err == nil && s.Pending {
				must(t, j.FinishPending(t.Context()))
			}
			var left []string
			for _, path := range storetest.FilesUnder(t, h.dir) {
				text := storetest.ReadFile(t, path)
				if slices.ContainsFunc(sealed, func(part string) bool { return strings.Contains(text, part) }) {
					left = append(left, filepath.Base(path))
				}
			}
			listed := strings.Contains(string(h.run("list")), "The lift was stuck.")
			if listed == test.gone || (len(left) > 0) == test.gone {
				t.Errorf("listed %v, and it lies in %v", listed, left)
			}
		})
	}
}
