package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

// TestAWindowTakesWhatTheOwnerRestored restores a file without a lock over a locked
// journal that a window has open. With the passphrase the window goes on in it, as its
// owner wants; by force it writes nothing in clear where a lock was, whereas whoever
// forced it goes on.
func TestAWindowTakesWhatTheOwnerRestored(t *testing.T) {
	for name, proof := range map[string]backup.Proof{"the passphrase": {Secret: []byte(storetest.Passphrase)}, "force": {Force: true}} {
		t.Run(name, func(t *testing.T) {
			j := storetest.New(t)
			storetest.Add(t, j, storetest.Entry("one"))
			before, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "before.db"))
			if err != nil {
				t.Fatal(err)
			}
			storetest.Lock(t, j)
			window := storetest.Open(j.Path())
			storetest.Unlock(t, window, storetest.Passphrase)
			if _, err := j.Restore(t.Context(), before, func(backup.Change) (backup.Proof, error) { return proof, nil }); err != nil {
				t.Fatal(err)
			}
			want := map[bool]error{true: journal.ErrReplaced}[proof.Force]
			if _, err := window.Add(t.Context(), storetest.Entry("two")); !errors.Is(err, want) {
				t.Errorf("the window writes: %v, want %v", err, want)
			}
			storetest.Add(t, j, storetest.Entry("three"))
		})
	}
}

// TestRestoreWhereAnotherJournalLies brings a locked journal back over one that somebody
// put in its place. What opens that one is no proof, and what it has deleted is not
// deleted here.
func TestRestoreWhereAnotherJournalLies(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("one"))
	lockless, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "lockless.db"))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Lock(t, j)
	from, err := j.Backups().Make(t.Context(), "") // the second: the lock made one
	if err != nil {
		t.Fatal(err)
	}
	strange := storetest.New(t)
	storetest.Add(t, strange, storetest.Entry("strange"))
	storetest.Lock(t, strange)
	theirs := storetest.Unlock(t, strange, storetest.Passphrase)
	if err := theirs.SetPassphrase(t.Context(), []byte("theirs")); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"locked": storetest.ReadFile(t, strange.Path()), "lockless": storetest.ReadFile(t, lockless)} {
		storetest.WriteFile(t, j.Path(), text)
		for _, c := range []struct {
			from, secret string
			want         error
		}{
			{lockless, storetest.Passphrase, journal.ErrLocked},
			{lockless, "theirs", journal.ErrLocked},
			{from, "theirs", journal.ErrPassphrase},
			{strange.Path(), "theirs", journal.ErrLocked},
			{from, storetest.Passphrase, nil},
		} {
			if _, err := j.Restore(t.Context(), c.from, storetest.Proof(c.secret)); !errors.Is(err, c.want) {
				t.Errorf("%s: restoring %s: %v, want %v", name, filepath.Base(c.from), err, c.want)
			}
		}
		storetest.Add(t, j, storetest.Entry("two"))
		if got := storetest.All(t, storetest.Unlock(t, j, storetest.Passphrase)); len(got) != 2 {
			t.Errorf("%s: %d entries", name, len(got))
		}
		if backups, err := j.Backups().List(t.Context()); err != nil || len(backups) != 2 {
			t.Errorf("%s: %d backups are known by the restored journal: %v", name, len(backups), err)
		}
	}
}

// TestTheDeadStayDeadUnderAnEarlierLock deletes an entry under a lock, and then restores copies from
// before that lock, the second over the first, whatever becomes of the lock in between.
func TestTheDeadStayDeadUnderAnEarlierLock(t *testing.T) {
	again := []byte(storetest.Passphrase)
	for name, change := range map[string]func(t *testing.T, u *store.Unlocked){
		"as it is": func(*testing.T, *store.Unlocked) {},
		"rekey":    func(t *testing.T, u *store.Unlocked) { t.Helper(); must(t, u.Rekey(t.Context(), again)) },
		"off and on": func(t *testing.T, u *store.Unlocked) {
			t.Helper()
			must(t, u.RemoveLock(t.Context()))
			must(t, u.SetPassphrase(t.Context(), again))
		},
		"off": func(t *testing.T, u *store.Unlocked) { t.Helper(); must(t, u.RemoveLock(t.Context())) },
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			j := m.open()
			u := m.accepted(t)
			copied := storetest.ReadFile(t, m.path)
			must(t, u.RemoveLock(t.Context()))
			must(t, u.SetPassphrase(t.Context(), again))
			must(t, u.Delete(t.Context(), store.Deleted, storetest.All(t, u)[0].ID))
			for range 2 {
				from := filepath.Join(t.TempDir(), "copy.db") // as no purge has reached it
				storetest.WriteFile(t, from, copied)
				_, err := j.Restore(t.Context(), from, storetest.Proof(storetest.Passphrase))
				must(t, err)
				u := storetest.Unlock(t, m.open(), storetest.Passphrase)
				if got := storetest.All(t, u); len(got) != 2 {
					t.Fatalf("%d entries, want 2", len(got))
				}
				change(t, u)
			}
		})
	}
}

// TestAnEarlierOwnerTakesNothingOut has somebody who knows the identity from before a rekey say that
// an entry was deleted. What is restored has it all the same.
func TestAnEarlierOwnerTakesNothingOut(t *testing.T) {
	m := newMachine(t)
	j := m.open()
	u := m.accepted(t)
	earlier, err := seal.ParseIdentity([]byte(u.RecoveryKey()))
	must(t, err)
	must(t, u.Rekey(t.Context(), []byte(storetest.Passphrase)))
	from, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "copy.db"))
	must(t, err)
	write(t, m.path, func(tx *disk.Tx) error {
		_, v, err := first(tx)
		r, failed := seal.ParseRecord(v)
		word := earlier.Sign(seal.ClaimTombstone, r.RID[:])
		return errors.Join(err, failed, tx.Bury(disk.Tombstones{r.RID: disk.NewTombstone(disk.Deleted, word)}), tx.BackupsLater())
	})
	must(t, j.FinishPending(t.Context()))
	_, err = j.Restore(t.Context(), from, storetest.Proof(storetest.Passphrase))
	must(t, err)
	if got := storetest.All(t, storetest.Unlock(t, m.open(), storetest.Passphrase)); len(got) != 3 {
		t.Errorf("%d entries, want 3", len(got))
	}
}
