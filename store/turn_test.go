package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

const nextPassphrase = "another horse, another battery"

// changed is a locked journal whose passphrase its owner has changed, and the head of before.
func (m machine) changed(t *testing.T) (u *store.Unlocked, before disk.Meta) {
	t.Helper()
	u = m.accepted(t)
	before, err := disk.File{Path: m.path}.Meta(t.Context())
	must(t, err)
	must(t, u.SetPassphrase(t.Context(), []byte(nextPassphrase)))
	return u, before
}

// TestAnEarlierLockIsTold has somebody put the lock back from before the passphrase was changed:
// with all that its owner had signed then, or in parts.
func TestAnEarlierLockIsTold(t *testing.T) {
	for name, forge := range map[string]func(now, before disk.Meta) disk.Meta{
		"as it was":     func(_, before disk.Meta) disk.Meta { return before },
		"its form only": func(now, before disk.Meta) disk.Meta { now.Identity = before.Identity; return now },
		"without turns": func(_, before disk.Meta) disk.Meta { before.Owner = before.Owner[:160]; return before },
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			_, before := m.changed(t)
			window := m.open()
			must(t, statusOf(t, window))
			backup, err := m.open().Backups().Make(t.Context(), "")
			must(t, err)
			write(t, m.path, func(tx *disk.Tx) error { return tx.PutHead(forge(tx.Meta, before)) })
			for who, j := range map[string]*store.Journal{"a window": window, "a command": m.open()} {
				if _, err := j.Add(t.Context(), storetest.Entry("four")); !errors.Is(err, journal.ErrReplaced) || !errors.Is(statusOf(t, j), journal.ErrReplaced) {
					t.Errorf("%s is not told: %v", who, err)
				}
			}
			elsewhere := storetest.Open(m.path) // a computer that never saw it
			told := missed(t, elsewhere, storetest.Passphrase)
			if told == nil || !told.Lock {
				t.Errorf("told: %v", told)
			}
			u := storetest.Unlock(t, elsewhere, storetest.Passphrase)
			must(t, u.Delete(t.Context(), store.Deleted, all(t, u)[0].ID)) // which reaches the backups
			if _, err := storetest.Open(backup).Unlock(t.Context(), []byte(storetest.Passphrase)); !errors.Is(err, journal.ErrPassphrase) {
				t.Errorf("the old passphrase and the backup: %v", err)
			}
			if told := missed(t, elsewhere, storetest.Passphrase); told == nil || !told.Lock {
				t.Errorf("after a write told: %v", told)
			}
			must(t, u.SetPassphrase(t.Context(), []byte("the third passphrase")))
			if told := missed(t, elsewhere, "the third passphrase"); told != nil {
				t.Errorf("after it was set again: %v", told)
			}
			storetest.Add(t, m.open(), storetest.Entry("four"))
		})
	}
}

// all returns the entries, though something may be missing.
func all(t *testing.T, u *store.Unlocked) []journal.Entry {
	t.Helper()
	entries, err := u.All(t.Context())
	if err != nil && !errors.Is(err, journal.ErrMissing) {
		t.Fatal(err)
	}
	return entries
}

// The owner may restore a copy from before the change: the windows that were open go on.
func TestARestoredLockIsTheOwners(t *testing.T) {
	m := newMachine(t)
	m.accepted(t)
	from := filepath.Join(t.TempDir(), "copy.db")
	storetest.WriteFile(t, from, storetest.ReadFile(t, m.path))
	must(t, storetest.Unlock(t, m.open(), storetest.Passphrase).SetPassphrase(t.Context(), []byte(nextPassphrase)))
	window := m.open()
	must(t, statusOf(t, window))
	_, err := m.open().Restore(t.Context(), from, storetest.Proof(nextPassphrase))
	must(t, err)
	for _, j := range []*store.Journal{window, m.open()} {
		storetest.Add(t, j, storetest.Entry("since"))
	}
	if told := missed(t, m.open(), storetest.Passphrase); told != nil {
		t.Errorf("told: %v", told)
	}
}
