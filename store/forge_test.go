package store_test

import (
	"errors"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/disk"
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
	stranger, err := seal.NewIdentity()
	must(t, err)
	for name, forge := range map[string]func(tx *disk.Tx, rids []seal.ID) error{
		"tombstones": func(tx *disk.Tx, rids []seal.ID) error {
			return errors.Join(tx.Bury(disk.NewTombstones(disk.Deleted, rids...)), tx.BackupsLater())
		},
		"signed by a stranger": func(tx *disk.Tx, rids []seal.ID) error {
			gone := make(disk.Tombstones)
			for _, rid := range rids {
				proof, err := stranger.Sign(seal.ClaimTombstone, rid[:])
				must(t, err)
				gone[rid] = disk.NewTombstone(disk.Deleted, proof)
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
			must(t, u.Tidy(t.Context()))
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
		gone := disk.NewTombstones(disk.Deleted, rid)
		_, err := tx.Purge(gone, nil, disk.BucketEntries)
		return errors.Join(err, tx.Bury(gone), tx.BackupsLater())
	})
	storetest.Add(t, storetest.Open(j.Path()), storetest.Entry("another"))
	must(t, storetest.Unlock(t, j, storetest.Passphrase).Tidy(t.Context()))
	if got := entriesIn(t, backup, storetest.Passphrase); got != 1 {
		t.Errorf("%d entries in the backup", got)
	}
}
