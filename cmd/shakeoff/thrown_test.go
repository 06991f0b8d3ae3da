//go:build unix

package main_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestThrownAwayWordsAreGone types words, waits until the journal and the backup of that
// minute hold them, deletes them by hand and closes the window: no file has them still,
// in use or in a freed page.
func TestThrownAwayWordsAreGone(t *testing.T) {
	const words = "what nobody shall read"
	for name, secret := range map[string]string{"no lock": "", "locked": secret} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			if secret != "" {
				h.run("passphrase", "--new-passphrase-file", h.passphraseFile(secret))
			}
			x := h.open()
			x.see("What happened?")
			x.write(words)
			x.drafted(h, secret, words)
			j := store.New(store.Options{Path: h.journal()})
			var record journal.ID
			x.wait("a backup with the page", func() bool {
				s, err := j.Status(t.Context())
				if err != nil || len(s.Waiting) != 1 {
					return false
				}
				record = s.Waiting[0].Record
				if secret != "" { // setting the lock has made today's
					h.run("backup", filepath.Join(filepath.Dir(h.journal()), "backups"))
				}
				backups := filepath.Join(filepath.Dir(h.journal()), "backups")
				if _, err := os.Stat(backups); err != nil {
					return false
				}
				return len(storetest.Sealed(t, backups, record)) > 0
			})
			sealed := storetest.Sealed(t, h.dir, record)

			x.press("\x15") // ctrl+u
			x.wait("an empty page", func() bool { return !strings.Contains(x.text(), words) })
			x.close()
			if s, err := j.Status(t.Context()); err == nil && s.Pending {
				// The end does not wait for ever: whoever writes next finishes it.
				must(t, j.FinishPending(t.Context()))
			}
			for _, path := range storetest.FilesUnder(t, h.dir) {
				text := storetest.ReadFile(t, path)
				if slices.ContainsFunc(sealed, func(part string) bool { return strings.Contains(text, part) }) {
					t.Errorf("the words still lie in %s", filepath.Base(path))
				}
			}
			if s, err := j.Status(t.Context()); err != nil || s.Pending || len(s.Waiting) > 0 {
				t.Errorf("%+v, %v", s, err)
			}
		})
	}
}
