package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// SetPassphrase sets, changes or (when it is empty) removes the lock, in one
// transaction; killed at any point, the journal opens with the old or the new
// passphrase. The journal stays unlocked here.
//
// Setting and removing make a new identity and a new epoch, under which every
// key is wrapped again: whoever copied the file while its identity lay in
// clear cannot open what comes later. Changing only seals the same identity
// anew; if someone may know the old passphrase, and has an old copy of the
// file, a new identity is needed.
//
// The old identity is then overwritten in the file. Of the journal's own
// backups none opens as before: where the identity stays, it is sealed under
// the new passphrase there too; where it is a new one, those under the old are
// overwritten and removed, and a fresh one is made. If any of that is
// interrupted or fails, Status says Due and the next write goes on with it.
func (u *Unlocked) SetPassphrase(ctx context.Context, passphrase []byte) error {
	return u.setIdentity(ctx, passphrase, func(wasLocked bool) (fresh bool, err error) {
		return !wasLocked || len(passphrase) == 0, nil
	})
}

// Rekey makes a new identity, for when someone may know the old one: from the
// recovery key, or from an old copy of the file and the passphrase of then. It
// is sealed under the passphrase, which may be the present one; where no lock
// is set that may be empty. A lock cannot be removed so: journal.ErrInvalid.
// The old recovery key opens nothing of it any more. For all else it is
// SetPassphrase.
func (u *Unlocked) Rekey(ctx context.Context, passphrase []byte) error {
	return u.setIdentity(ctx, passphrase, func(wasLocked bool) (fresh bool, err error) {
		if wasLocked && len(passphrase) == 0 {
			return false, fmt.Errorf("a new identity of a locked journal needs a passphrase: %w", journal.ErrInvalid)
		}
		return true, nil
	})
}

// setIdentity seals the identity under the passphrase, or a new one if fresh
// says so, which is told whether a lock is set.
func (u *Unlocked) setIdentity(ctx context.Context, passphrase []byte, fresh func(wasLocked bool) (bool, error)) error {
	if seal.LooksLikeIdentity(passphrase) {
		// Unlock would take it for one, and the journal would never open again.
		return fmt.Errorf("a passphrase that looks like a recovery key: %w", journal.ErrInvalid)
	}
	u.mu.Lock()
	owed, err := u.setIdentityHeld(ctx, passphrase, fresh)
	u.mu.Unlock()
	if err == nil {
		u.j.settle(ctx, owed)
	}
	return err
}

func (u *Unlocked) setIdentityHeld(ctx context.Context, passphrase []byte, fresh func(wasLocked bool) (bool, error)) (owed meta, err error) {
	if u.id == nil {
		return owed, journal.ErrLocked
	}
	before, err := u.j.head(ctx)
	if err != nil {
		return owed, err
	}
	makeNew, err := fresh(before.locked())
	if err != nil {
		return owed, err
	}
	id := u.id
	if makeNew {
		if id, err = seal.NewIdentity(); err != nil {
			return owed, err
		}
	}
	// The slow part, before the file is held.
	identity, err := sealIdentity(id, passphrase, u.j.opts.WorkFactor)
	if err != nil {
		return owed, err
	}
	// A commit that is cut short leaves in free pages what it had written of a
	// lock that never came to be. So the note that they must be overwritten
	// comes first.
	if _, err := u.commit(ctx, (*tx).scrubLater); err != nil {
		return owed, err
	}
	owed, err = u.commit(ctx, func(t *tx) error {
		if t.meta.locked() != before.locked() {
			return errEpoch
		}
		if id == u.id {
			return errors.Join(t.putMeta(keyIdentity, identity), t.scrubLater(), t.renewLater())
		}
		left := t.meta.epoch
		if err := u.rewrapFor(t, id); err != nil {
			return err
		}
		return errors.Join(t.putIdentity(id.Recipient(), identity), t.scrubLater(), t.renewLater(left))
	})
	if err != nil || id == u.id {
		return owed, err
	}
	u.id.Wipe()
	return owed, u.hold(id)
}

// sealIdentity returns the identity as it lies in the file: sealed under the
// passphrase, or in clear if that is empty.
func sealIdentity(id *seal.Identity, passphrase []byte, workFactor int) ([]byte, error) {
	if len(passphrase) == 0 {
		return append([]byte{identityClear}, id.RecoveryKey()...), nil
	}
	box, err := id.SealUnder(passphrase, workFactor)
	return append([]byte{identitySealed}, box...), err
}

// rewrapFor wraps every key of the journal for another identity.
func (u *Unlocked) rewrapFor(t *tx, id *seal.Identity) error {
	w, err := id.Wrapper()
	if err != nil {
		return err
	}
	return t.rewrap(
		func(kid seal.ID, box []byte) (*seal.Key, error) { return u.id.OpenKey(u.wrap, kid, box) },
		func(k *seal.Key) ([]byte, error) { return w.WrapKey(k, t.j.opts.Random) })
}

// rewrap puts every key of the file into another box. A key that does not open
// is left as it lies: its record is lost to the old identity too, and doctor
// tells of it.
func (t *tx) rewrap(open func(kid seal.ID, box []byte) (*seal.Key, error), shut func(*seal.Key) ([]byte, error)) error {
	type wrapped struct{ kid, box []byte }
	var all []wrapped
	err := t.pages.Walk(bucketKeys, func(kid, box []byte) error {
		if len(kid) != seal.IDSize {
			return nil
		}
		k, err := open(seal.ID(kid), box)
		if err != nil {
			return nil
		}
		defer k.Wipe()
		next, err := shut(k)
		all = append(all, wrapped{kid: bytes.Clone(kid), box: next})
		return err
	})
	if err != nil {
		return err
	}
	for _, k := range all {
		if err := t.put(bucketKeys, k.kid, k.box); err != nil {
			return err
		}
	}
	return nil
}

// tidyBatch is how many keys Tidy wraps in one transaction: a few
// milliseconds, so that it never stands in another window's way.
const tidyBatch = 256

// Tidy wraps the keys that were sealed while the journal was locked, so that
// the next reading is quick and the file smaller. If it fails nothing is lost.
func (u *Unlocked) Tidy(ctx context.Context) error {
	for {
		sealed, err := u.sealedKeys(ctx)
		if err != nil || len(sealed) == 0 {
			return err
		}
		err = u.write(ctx, func(t *tx) error {
			for kid, box := range sealed {
				// One that is gone, or wrapped by another window meanwhile, stays so.
				now, err := t.look(bucketKeys, kid[:])
				if err != nil {
					return err
				}
				if _, still, err := seal.BoxEpoch(now); err != nil || !still {
					continue
				}
				if err := t.put(bucketKeys, kid[:], box); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// sealedKeys opens a batch of sealed keys and wraps them, without holding the
// file for writing: opening one takes a tenth of a millisecond.
func (u *Unlocked) sealedKeys(ctx context.Context) (map[seal.ID][]byte, error) {
	out := make(map[seal.ID][]byte)
	bad := 0
	err := u.read(ctx, func(r *reading) error {
		defer r.close()
		return r.file.Walk(bucketKeys, func(kid, box []byte) error {
			if _, sealed, err := seal.BoxEpoch(box); err != nil || !sealed || len(kid) != seal.IDSize {
				return r.ctx.Err()
			}
			k, err := u.id.OpenKey(u.wrap, seal.ID(kid), box)
			if err != nil {
				bad++
				return r.ctx.Err()
			}
			defer k.Wipe()
			if out[k.ID], err = u.wrap.WrapKey(k, u.j.opts.Random); err != nil {
				return err
			}
			if len(out) == tidyBatch {
				return errStop
			}
			return r.ctx.Err()
		})
	})
	if err != nil && !isStop(err) {
		return nil, fmt.Errorf("opening keys, %d of them damaged: %w", bad, err)
	}
	return out, nil
}
