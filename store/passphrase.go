package store

import (
	"context"
	"fmt"

	"shakeoff/store/guard"
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
// The old identity is then overwritten in the file.
func (u *Unlocked) SetPassphrase(ctx context.Context, passphrase []byte) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.id == nil {
		return journal.ErrLocked
	}
	wasLocked, err := u.j.isLocked(ctx)
	if err != nil {
		return err
	}
	id := u.id
	if !wasLocked || len(passphrase) == 0 {
		if id, err = seal.NewIdentity(); err != nil {
			return err
		}
	}
	identity := append([]byte{identityClear}, id.RecoveryKey()...)
	if len(passphrase) > 0 {
		// The slow part, before the file is held.
		box, err := id.SealUnder(passphrase, u.j.opts.WorkFactor)
		if err != nil {
			return err
		}
		identity = append([]byte{identitySealed}, box...)
	}
	err = u.writeHeld(ctx, func(t *tx) error {
		if t.meta.locked() != wasLocked {
			return errEpoch
		}
		if id != u.id {
			if err := u.rewrapAll(t, id); err != nil {
				return err
			}
		}
		if err := t.putIdentity(id.Recipient(), identity); err != nil {
			return err
		}
		return t.scrubLater()
	})
	if err != nil || id == u.id {
		return err
	}
	u.id.Wipe()
	return u.hold(id)
}

func (j *Journal) isLocked(ctx context.Context) (locked bool, err error) {
	err = j.view(ctx, func(f *guard.File) error {
		m, err := readMeta(fileGetter(f))
		locked = err == nil && m.locked()
		return err
	})
	return locked, err
}

// rewrapAll wraps every key of the journal for another identity. A key that
// does not open is left as it lies: its record is lost to the old identity
// too, and doctor tells of it.
func (u *Unlocked) rewrapAll(t *tx, id *seal.Identity) error {
	w, err := id.Wrapper()
	if err != nil {
		return err
	}
	type wrapped struct{ kid, box []byte }
	var all []wrapped
	c := t.bucket(bucketKeys).Cursor()
	for kid, box := c.First(); kid != nil; kid, box = c.Next() {
		if len(kid) != seal.IDSize {
			continue
		}
		k, err := u.id.OpenKey(u.wrap, seal.ID(kid), box)
		if err != nil {
			continue
		}
		next, err := w.WrapKey(k, t.j.opts.Random)
		k.Wipe()
		if err != nil {
			return err
		}
		all = append(all, wrapped{kid: append([]byte(nil), kid...), box: next})
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
				if _, still, err := seal.BoxEpoch(t.bucket(bucketKeys).Get(kid[:])); err != nil || !still {
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
