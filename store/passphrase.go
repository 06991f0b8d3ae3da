package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// SetPassphrase sets or changes the lock, in one transaction: if killed at any point, the journal
// opens with the old or the new passphrase. It stays unlocked here. An empty passphrase is
// journal.ErrInvalid, so that failing to read one takes no lock off.
//
// Setting makes a new identity and epoch, under which every key is wrapped again: whoever
// copied the file while its identity lay in clear cannot open what comes later.
// Changing seals the same identity anew, which does not keep out someone with the old
// passphrase and an old copy of the file.
//
// The old identity is overwritten in the file. Backups of the same identity get it under the new
// passphrase; those of an old one are overwritten and removed, and a fresh one is made. Until all
// of that is done Status says Pending, and the next write goes on with it.
func (u *Unlocked) SetPassphrase(ctx context.Context, passphrase []byte) error {
	return u.setIdentity(ctx, setLock, passphrase)
}

// RemoveLock takes the lock off, as SetPassphrase sets it: with a new identity and epoch. Where
// no lock is set it changes nothing.
func (u *Unlocked) RemoveLock(ctx context.Context) error { return u.setIdentity(ctx, removeLock, nil) }

// Rekey is SetPassphrase with a new identity, for when someone may know the old one. The passphrase
// may be the present one. It may be empty only where no lock is set.
func (u *Unlocked) Rekey(ctx context.Context, passphrase []byte) error {
	return u.setIdentity(ctx, rekey, passphrase)
}

// CheckPassphrase says whether a passphrase is short, and returns journal.ErrInvalid for one that
// cannot be set, as no field would ever take it. SetPassphrase and Rekey ask it too.
func CheckPassphrase(passphrase []byte) (short bool, err error) {
	text := seal.AsTyped(passphrase)
	defer clear(text)
	switch {
	case seal.LooksLikeIdentity(text):
		// Unlock would take it for one, and the journal would never open again.
		return false, fmt.Errorf("a passphrase that looks like a recovery key: %w", journal.ErrInvalid)
	case len(text) == 0:
		return false, fmt.Errorf("an empty passphrase: %w", journal.ErrInvalid)
	case bytes.ContainsFunc(text, journal.Untypable):
		return false, fmt.Errorf("a passphrase with something in it that cannot be typed: %w", journal.ErrInvalid)
	}
	return utf8.RuneCount(text) < journal.ShortPassphrase, nil
}

// purpose is what a lock is touched for.
type purpose uint8

const (
	setLock purpose = iota
	removeLock
	rekey
)

// setIdentity seals the identity under the passphrase: a new one to rekey, and
// where a lock is set or removed.
func (u *Unlocked) setIdentity(ctx context.Context, to purpose, passphrase []byte) error {
	if _, err := CheckPassphrase(passphrase); err != nil && (to == setLock || len(passphrase) > 0) {
		return err
	}
	u.mu.Lock()
	old := u.id
	after, err := u.setIdentityHeld(ctx, to, passphrase)
	if old == u.id {
		old = nil
	}
	u.mu.Unlock()
	if old != nil {
		defer old.Wipe()
	}
	if err == nil {
		u.j.finish(ctx, after, old)
	}
	return err
}

func (u *Unlocked) setIdentityHeld(ctx context.Context, to purpose, passphrase []byte) (after disk.Meta, err error) {
	if u.id == nil {
		return after, journal.ErrLocked
	}
	before, err := u.j.file.Meta(ctx)
	if err != nil {
		return after, err
	}
	switch {
	case to == removeLock && !before.Locked():
		return before, nil
	case to == rekey && before.Locked() && len(passphrase) == 0:
		return after, fmt.Errorf("a new identity of a locked journal needs a passphrase: %w", journal.ErrInvalid)
	}
	id := u.id
	if to != setLock || !before.Locked() {
		id = seal.NewIdentity()
	}
	// The slow part, before the file is held.
	identity, err := sealIdentity(id, passphrase, u.j.workFactor)
	if err != nil {
		return after, err
	}
	// First the note: a commit that is cut short leaves in free pages what it had
	// written of a lock that never came to be.
	if _, err := u.commit(ctx, func(t tx) error { return t.ScrubLater() }); err != nil {
		return after, err
	}
	after, err = u.commit(ctx, func(t tx) error {
		if t.Meta.Locked() != before.Locked() {
			return errEpoch
		}
		head, retired := t.Meta, t.Meta.Epoch
		tally, counted := t.tally()
		turn := uint64(1)
		if id == u.id {
			turn += max(t.Meta.Turn(), tally.Turn, u.j.trust.turn(t.Meta))
		}
		head.Own(id, identity, turn)
		if id == u.id {
			err := errors.Join(t.PutHead(head), t.ScrubLater(), t.BackupsLater())
			if counted {
				err = errors.Join(err, u.recount(t, tally))
			}
			return err
		}
		head.HandOver(u.id, id.OwnerKey())
		if err := t.PutHead(head); err != nil {
			return err
		}
		t.Meta.Offered &^= byte(OfferRecovery | KeyShown) // whatever was shown, it was another key
		offered := t.PutMeta(disk.MetaOffered, []byte{t.Meta.Offered})
		return errors.Join(offered, u.rewrap(t, id, len(passphrase) > 0), u.resign(t, id, before.Locked(), to == removeLock), t.ScrubLater(), t.BackupsLater(retired))
	})
	if err != nil || id == u.id {
		return after, err
	}
	u.id = id
	id.Pin()
	return after, nil
}

// resign has the next identity sign the tombstones that this one signed, or all of them if there
// was no lock, when none needs a signature. Others do not count under a lock, and stay. Without
// one they would count, so they go.
func (u *Unlocked) resign(t tx, next *seal.Identity, locked, unlocks bool) error {
	again := make(disk.Tombstones)
	owners := t.Meta.Heirs(u.id.OwnerKey())
	err := t.Before.Walk(disk.BucketTombstones, func(k, v []byte) error {
		stone := disk.Tombstone(v)
		switch {
		case len(k) != seal.IDSize:
			return nil
		case locked && !stone.Proves(seal.Record{RID: seal.ID(k)}, owners...):
			if unlocks {
				again[seal.ID(k)] = ""
			}
			return nil
		}
		again[seal.ID(k)] = disk.NewTombstone(stone.Reason(), next.Sign(seal.ClaimTombstone, k))
		return nil
	})
	for rid, stone := range again {
		if stone == "" {
			err = errors.Join(err, t.Remove(disk.BucketTombstones, rid[:]))
		} else {
			err = errors.Join(err, t.Settle(rid, stone))
		}
	}
	return err
}

// sealIdentity returns the identity as it lies in the file: in clear without a passphrase.
func sealIdentity(id *seal.Identity, passphrase []byte, workFactor int) ([]byte, error) {
	if len(passphrase) == 0 {
		return disk.ClearIdentity(id), nil
	}
	box, err := id.SealUnder(passphrase, workFactor)
	return append([]byte{disk.IdentitySealed}, box...), err
}

// tidyBatch is how many keys Tidy wraps in one transaction, a few milliseconds.
const tidyBatch = 256

// Tidy wraps the keys of what was posted, which makes the next reading quick and the file
// smaller, and counts it: from now on it is missed if somebody else takes it out. If Tidy
// fails nothing is lost.
//
// It leaves an older copy of the journal alone, so that it can still be told for one.
func (u *Unlocked) Tidy(ctx context.Context) error {
	if older, err := u.j.Older(ctx); err != nil || older {
		return err
	}
	for {
		sealed, err := u.sealedKeys(ctx)
		if err != nil {
			return err
		}
		if len(sealed) == 0 {
			return errors.Join(u.settle(ctx), u.endDrafts(ctx))
		}
		err = u.write(ctx, func(t tx) error {
			now := make(map[seal.ID]bool)
			for kid, box := range sealed {
				// One that is gone, or wrapped by another window meanwhile, stays so.
				old, err := t.Get(disk.BucketKeys, kid[:])
				if err != nil {
					return err
				}
				if _, still, err := seal.BoxEpoch(old); err != nil || !still {
					continue
				}
				if err := t.Put(disk.BucketKeys, kid[:], box); err != nil {
					return err
				}
				now[kid] = true
			}
			return u.accept(t, now)
		})
		if err != nil {
			return err
		}
	}
}

// endDrafts takes out of locked backups the drafts that are entries of the owner's by now.
// Whoever filed them unread, or was killed after filing them, could not prove that. A draft that
// is later than the entry stays: somebody has filed an earlier version of the page.
func (u *Unlocked) endDrafts(ctx context.Context) error {
	drafts := u.j.backups.Drafts(ctx)
	if len(drafts) == 0 {
		return nil
	}
	ended := false
	err := u.read(ctx, func(r *reading) error {
		if !r.meta.Locked() {
			return nil
		}
		return r.walk(disk.BucketEntries, func(_, v []byte) error {
			rec, err := seal.UncheckedRecord(v)
			versions := drafts[[2]seal.ID{rec.RID, rec.KID}]
			if err != nil || len(versions) == 0 {
				return nil
			}
			filed, err := r.openOne(v)
			if err != nil {
				return nil // somebody without its key says that it is this page
			}
			for _, version := range versions {
				if draft, err := r.openOne(version); err == nil && draft.revision > filed.revision {
					return nil
				}
			}
			u.j.backups.Show(rec.RID, u.id.Sign(seal.ClaimTombstone, rec.RID[:]))
			ended = true
			return nil
		})
	})
	if err != nil || !ended {
		return err
	}
	return u.j.ForgetVersions(ctx, journal.Waiting{})
}

// sealedKeys wraps a batch of the sealed keys of entries, without holding the file for writing:
// opening one takes a tenth of a millisecond. Those of drafts stay sealed, since a draft may be
// filed without the owner.
func (u *Unlocked) sealedKeys(ctx context.Context) (map[seal.ID][]byte, error) {
	wrapped := make(map[seal.ID][]byte)
	err := u.read(ctx, func(r *reading) error {
		sealed := make(map[seal.ID][]byte)
		err := r.file.Walk(disk.BucketKeys, func(kid, box []byte) error {
			if _, is, err := seal.BoxEpoch(box); err == nil && is && len(kid) == seal.IDSize {
				sealed[seal.ID(kid)] = bytes.Clone(box)
			}
			return r.ctx.Err()
		})
		if err != nil || len(sealed) == 0 {
			return err
		}
		err = disk.Records(r.file, disk.BucketDrafts, func(_ []byte, rec seal.Record) { delete(sealed, rec.KID) })
		if err != nil || len(sealed) == 0 {
			return err
		}
		return r.file.Walk(disk.BucketEntries, func(_, v []byte) error {
			rec, err := seal.UncheckedRecord(v)
			box, waits := sealed[rec.KID]
			if err != nil || !waits {
				return r.ctx.Err()
			}
			delete(sealed, rec.KID)
			if k, err := u.id.OpenKey(rec.KID, box); err == nil { // doctor tells of others
				wrapped[rec.KID] = u.id.WrapKey(k, u.j.file.Random)
				k.Wipe()
			}
			if len(wrapped) == tidyBatch {
				return guard.ErrStop
			}
			return r.ctx.Err()
		})
	})
	return wrapped, err
}
