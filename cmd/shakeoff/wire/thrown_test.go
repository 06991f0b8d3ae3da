package wire_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
	"shakeoff/tui/page"
)

// TestWordsDeletedByHandAreGone writes a page, has the backup of the same minute made,
// deletes its words and ends with it in each way: no version of it with those words is
// left in any file, once the window has ended.
func TestWordsDeletedByHandAreGone(t *testing.T) {
	for name, c := range map[string]struct {
		end           func(*page.Autosaver) error
		wait, entries int
	}{
		"emptied": {end: func(a *page.Autosaver) error {
			a.Put(journal.Entry{Written: storetest.At})
			return a.Flush(t.Context())
		}},
		"discarded": {end: func(a *page.Autosaver) error { return a.Discard(t.Context()) }},
		"filed": {entries: 1, end: func(a *page.Autosaver) error {
			_, err := a.File(t.Context(), storetest.Entry("all is well"))
			return err
		}},
		"left": {wait: 1, end: func(a *page.Autosaver) error {
			a.Put(storetest.Entry("all is well"))
			return a.Flush(t.Context())
		}},
	} {
		for _, locked := range []bool{false, true} {
			j := storetest.New(t)
			if locked {
				storetest.Lock(t, j)
			}
			d := wire.NewDaily(func(context.Context) error { return nil }, time.Now)
			w := wire.With(j, d)
			a := page.NewAutosaver(w)
			for _, text := range []string{"names", "names and more"} {
				a.Put(storetest.Entry(text))
				do(t, a.Flush(t.Context()))
			}
			_, err := j.Backups().Make(t.Context(), "")
			do(t, err)
			s, err := j.Status(t.Context())
			do(t, err)
			dir := filepath.Dir(j.Path())
			sealed := storetest.Sealed(t, dir, s.Waiting[0].Record)
			if len(sealed) < 2 {
				t.Fatalf("the control failed: %d sealed versions", len(sealed))
			}
			do(t, c.end(a))
			a.Forget()
			d.End(time.Minute)

			for _, path := range storetest.FilesUnder(t, dir) {
				text := storetest.ReadFile(t, path)
				if slices.ContainsFunc(sealed, func(part string) bool { return strings.Contains(text, part) }) {
					t.Errorf("%s, locked %v: the words lie in %s", name, locked, filepath.Base(path))
				}
			}
			s, err = j.Status(t.Context())
			if err != nil || s.Pending || len(s.Waiting) != c.wait || s.Entries != c.entries {
				t.Errorf("%s: %+v, %v", name, s, err)
			}
		}
	}
}
