package store_test

import (
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

// write makes a transaction as somebody would who can write the file, and knows no secret.
func write(t *testing.T, path string, fn func(tx *disk.Tx) error) {
	t.Helper()
	must(t, disk.File{Path: path, Patience: time.Minute}.Write(t.Context(), fn))
}

// entriesIn counts the entries of a backup.
func entriesIn(t *testing.T, path, secret string) int {
	t.Helper()
	return len(storetest.All(t, storetest.Unlock(t, storetest.Open(path), secret)))
}

// TestForgedTombstonesSpareTheBackups has somebody write into a locked journal whatever
// has backups erased: neither the next write nor the next unlocking takes a word from them.
func TestForgedTombstonesSpareTheBackups(t *testing.T) {
	stranger := seal.NewIdentity()
	for name, forge := range map[string]func(tx *disk.Tx, rids []seal.ID) error{
		"tombstones": func(tx *disk.Tx, rids []seal.ID) error {
			return errors.Join(tx.Bury(tombstones(disk.Deleted, rids...)), tx.BackupsLater())
		},
		"signed by a stranger": func(tx *disk.Tx, rids []seal.ID) error {
			gone := make(disk.Tombstones)
			for _, rid := range rids {
				gone[rid] = disk.NewTombstone(disk.Deleted, stranger.Sign(seal.ClaimTombstone, rid[:]))
			}
			return errors.Join(tx.Bury(gone), tx.BackupsLater())
		},
		"with a wrong token": func(tx *disk.Tx, rids []seal.ID) error {
			gone := make(disk.Tombstones)
			for _, rid := range rids {
				gone[rid] = disk.NewTombstone(disk.Burnt, rid[:])
			}
			return errors.Join(tx.Bury(gone), tx.BackupsLater())
		},
		"this epoch retired": func(tx *disk.Tx, _ []seal.ID) error { return tx.BackupsLater(tx.Meta.Epoch) },
		"another identity": func(tx *disk.Tx, _ []seal.ID) error {
			m := tx.Meta
			m.Identity = append([]byte{disk.IdentitySealed}, "age-encryption.org/v1\n-> scrypt of somebody"...)
			return errors.Join(tx.PutHead(m), tx.BackupsLater())
		},
	} {
		t.Run(name, func(t *testing.T) {
			j := storetest.New(t)
			storetest.Lock(t, j)
			storetest.Add(t, j, storetest.Entry("one"), storetest.Entry("two"))
			u := storetest.Unlock(t, j, storetest.Passphrase)
			must(t, u.Tidy(t.Context())) // the owner has seen the pages
			entries := storetest.All(t, u)
			backup, err := j.Backups().Make(t.Context(), "")
			must(t, err)
			var rids []seal.ID
			for _, e := range entries {
				rid, err := e.ID.Bytes()
				must(t, err)
				rids = append(rids, rid)
			}
			write(t, j.Path(), func(tx *disk.Tx) error { return forge(tx, rids) })
			storetest.Add(t, storetest.Open(j.Path()), storetest.Entry("three"))
			if err := u.Tidy(t.Context()); err != nil && !errors.Is(err, journal.ErrReplaced) {
				t.Fatal(err)
			}
			storetest.Add(t, storetest.Open(j.Path()), storetest.Entry("four"))
			if got := entriesIn(t, backup, storetest.Passphrase); got != 2 {
				t.Errorf("%d entries are left in the backup", got)
			}
		})
	}
}

// TestOwnersWordReachesEveryCopy is the control: what the owner takes out goes from
// the backup, and what a window burns that holds its page's token, while all is locked.
func TestOwnersWordReachesEveryCopy(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	ids := storetest.Add(t, j, storetest.Entry("one"), storetest.Entry("two"))
	page, err := j.NewDraft().File(t.Context(), storetest.Entry("three"))
	must(t, err)
	backup, err := j.Backups().Make(t.Context(), "")
	must(t, err)
	must(t, page.Burn(t.Context()))
	if got := entriesIn(t, backup, storetest.Passphrase); got != 2 {
		t.Errorf("after a burning while locked: %d entries", got)
	}
	must(t, storetest.Unlock(t, j, storetest.Passphrase).Delete(t.Context(), store.Deleted, ids[0]))
	if got := entriesIn(t, backup, storetest.Passphrase); got != 1 {
		t.Errorf("after a deletion: %d entries", got)
	}
}

// TestUnprovenTombstonesSpareEveryCopy takes out a page without a proof, one that the owner
// had not read when the backup was made, and has read since. The backup keeps it.
func TestUnprovenTombstonesSpareEveryCopy(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	ids := storetest.Add(t, j, storetest.Entry("posted"))
	backup, err := j.Backups().Make(t.Context(), "")
	must(t, err)
	must(t, storetest.Unlock(t, j, storetest.Passphrase).Tidy(t.Context()))
	rid, err := ids[0].Bytes()
	must(t, err)
	write(t, j.Path(), func(tx *disk.Tx) error {
		gone := tombstones(disk.Deleted, rid)
		_, err := tx.Purge(gone, nil, disk.BucketEntries)
		return errors.Join(err, tx.Bury(gone), tx.BackupsLater())
	})
	storetest.Add(t, storetest.Open(j.Path()), storetest.Entry("another"))
	must(t, storetest.Unlock(t, j, storetest.Passphrase).Tidy(t.Context()))
	if got := entriesIn(t, backup, storetest.Passphrase); got != 1 {
		t.Errorf("%d entries in the backup", got)
	}
}

// TestForgedEndsSpareTheDraftsOfBackups has somebody write into a locked journal that a page
// which is not finished was filed, or went on as another one. The backup keeps it, and brings it back.
func TestForgedEndsSpareTheDraftsOfBackups(t *testing.T) {
	for name, forge := range map[string]func(tx *disk.Tx, rid seal.ID) error{
		"a tombstone": func(tx *disk.Tx, rid seal.ID) error { return tx.Bury(tombstones(disk.Replaced, rid)) },
		"an entry of that name": func(tx *disk.Tx, rid seal.ID) error {
			key := seal.NewKey(rand.Reader, seal.Epoch{})
			to, err := tx.Meta.SealTo()
			must(t, err)
			box, err := to.SealKey(key)
			must(t, err)
			_, err = tx.Append(disk.BucketEntries, key.SealRecord(rid, []byte("no page at all"), rand.Reader).Value)
			return errors.Join(err, tx.Put(disk.BucketKeys, key.ID[:], box))
		},
	} {
		j := storetest.New(t)
		storetest.Lock(t, j)
		d := j.NewDraft()
		save(t, d, "half a page")
		backup, err := j.Backups().Make(t.Context(), "")
		must(t, err)
		rid, err := d.Record().Bytes()
		must(t, err)
		write(t, j.Path(), func(tx *disk.Tx) error {
			return errors.Join(tx.Remove(disk.BucketDrafts, disk.AddressKey(1)), forge(tx, rid), tx.ScrubLater())
		})
		storetest.Add(t, storetest.Open(j.Path()), storetest.Entry("another"))
		_ = storetest.Unlock(t, j, storetest.Passphrase).Tidy(t.Context())
		if got := len(storetest.Keys(t, backup, "drafts")); got != 1 {
			t.Errorf("%s: %d pages wait in the backup", name, got)
		}
		if _, waiting := restored(t, j, backup, storetest.Passphrase); waiting != 1 {
			t.Errorf("%s: restoring the backup brings back %d pages", name, waiting)
		}
	}
}

// TestDraftFiledUnreadLeavesTheBackupsAtUnlock files a waiting page without its key, while all
// is locked: the backups keep it until the owner has seen the entry.
func TestDraftFiledUnreadLeavesTheBackupsAtUnlock(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	save(t, j.NewDraft(), "half a page")
	backup, err := j.Backups().Make(t.Context(), "")
	must(t, err)
	s, err := j.Status(t.Context())
	must(t, err)
	must(t, j.FileWaiting(t.Context(), s.Waiting[0]))
	must(t, j.FinishPending(t.Context()))
	if got := len(storetest.Keys(t, backup, "drafts")); got != 1 {
		t.Errorf("%d pages wait in the backup before the owner has seen the entry", got)
	}
	must(t, storetest.Unlock(t, j, storetest.Passphrase).Tidy(t.Context()))
	if got := len(storetest.Keys(t, backup, "drafts")); got != 0 {
		t.Errorf("%d pages wait in the backup still", got)
	}
}

// TestUnprovenTombstonesEndWithTheLock takes pages out without a proof, and their tombstones lie
// there when the lock comes off, and when the next is set: the pages come home all the same. What
// the owner deleted stays out.
func TestUnprovenTombstonesEndWithTheLock(t *testing.T) {
	stranger := seal.NewIdentity()
	for name, proof := range map[string]func(rid seal.ID) []byte{
		"none":          func(seal.ID) []byte { return nil },
		"a wrong token": func(rid seal.ID) []byte { return rid[:] },
		"a stranger's":  func(rid seal.ID) []byte { return stranger.Sign(seal.ClaimTombstone, rid[:]) },
	} {
		t.Run(name, func(t *testing.T) {
			j := storetest.New(t)
			storetest.Lock(t, j)
			ids := storetest.Add(t, j, storetest.Entry("taken out"), storetest.Entry("hidden"), storetest.Entry("deleted"))
			u := storetest.Unlock(t, j, storetest.Passphrase)
			must(t, u.Tidy(t.Context()))
			before := storetest.All(t, u)
			must(t, u.Delete(t.Context(), store.Deleted, ids[2]))
			write(t, j.Path(), func(tx *disk.Tx) error {
				taken, hidden := rid(t, ids[0]), rid(t, ids[1])
				gone := disk.Tombstones{taken: disk.NewTombstone(disk.Deleted, proof(taken))}
				_, err := tx.Purge(gone, nil, disk.BucketEntries)
				gone[hidden] = disk.NewTombstone(disk.Burnt, proof(hidden))
				return errors.Join(err, tx.Bury(gone))
			})
			must(t, u.RemoveLock(t.Context()))
			if n := len(storetest.All(t, u)); n != 1 {
				t.Errorf("%d pages are left", n)
			}
			must(t, u.SetPassphrase(t.Context(), []byte(storetest.Passphrase)))
			must(t, u.RemoveLock(t.Context()))
			back, err := j.Import(t.Context(), before...)
			must(t, err)
			if len(back) != 1 || back[0] != ids[0] || len(storetest.All(t, u)) != 2 {
				t.Errorf("of %v came back %v, and %d pages are there", ids, back, len(storetest.All(t, u)))
			}
		})
	}
}

// TestUnprovenTombstonesLeaveARestoreWhole takes a page out of the journal without a proof. The
// owner is told, and restores the backup that has it: it has it still.
func TestUnprovenTombstonesLeaveARestoreWhole(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	ids := storetest.Add(t, j, storetest.Entry("one"), storetest.Entry("two"), storetest.Entry("deleted"))
	u := storetest.Unlock(t, j, storetest.Passphrase)
	must(t, u.Tidy(t.Context()))
	backup, err := j.Backups().Make(t.Context(), "")
	must(t, err)
	kept := filepath.Join(t.TempDir(), "kept.db")
	storetest.WriteFile(t, kept, storetest.ReadFile(t, backup))
	must(t, u.Delete(t.Context(), store.Deleted, ids[2]))
	taken := rid(t, ids[0])
	write(t, j.Path(), func(tx *disk.Tx) error {
		gone := tombstones(disk.Deleted, taken)
		_, err := tx.Purge(gone, nil, disk.BucketEntries)
		return errors.Join(err, tx.Bury(gone))
	})
	_, err = j.Restore(t.Context(), kept, storetest.Proof(storetest.Passphrase))
	must(t, err)
	if n := len(storetest.All(t, storetest.Unlock(t, storetest.Open(j.Path()), storetest.Passphrase))); n != 2 {
		t.Errorf("%d pages came back", n)
	}
}

// tombstones are those of records that are taken out for one reason, without a proof.
func tombstones(reason disk.Reason, rids ...seal.ID) disk.Tombstones {
	t := make(disk.Tombstones, len(rids))
	for _, rid := range rids {
		t[rid] = disk.NewTombstone(reason, nil)
	}
	return t
}
