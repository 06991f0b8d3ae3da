package store

import (
	"context"
	"errors"
	"fmt"
	"io"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Adopt takes up a waiting draft: in one transaction it becomes a new draft of
// this process and the old one goes. journal.ErrChanged if another window was
// quicker: nothing is lost then, it has the page.
func (u *Unlocked) Adopt(ctx context.Context, w journal.Waiting) (*Draft, journal.Entry, error) {
	d := u.j.NewDraft()
	var e journal.Entry
	err := u.write(ctx, func(t *tx) error {
		value, err := t.waiting(w)
		if err != nil {
			return err
		}
		old, err := seal.ParseRecord(value)
		if err != nil {
			return fmt.Errorf("%w: %w", journal.ErrDamaged, err)
		}
		p, err := u.open(t, old)
		if err != nil {
			return err
		}
		e, p.of = p.entry, seal.ID{}
		sealed, err := d.seal(t, p)
		if err != nil {
			return err
		}
		if err := t.remove(bucketDrafts, addressKey(w.Address)); err != nil {
			return err
		}
		if err := t.remove(bucketKeys, old.KID[:]); err != nil {
			return err
		}
		return d.put(t, sealed)
	})
	if err != nil {
		d.Forget()
		return nil, journal.Entry{}, err
	}
	return d, e, nil
}

// open opens a record within a writing transaction.
func (u *Unlocked) open(t *tx, rec seal.Record) (payload, error) {
	box := t.bucket(bucketKeys).Get(rec.KID[:])
	k, err := u.id.OpenKey(u.wrap, rec.KID, box)
	if err != nil {
		return payload{}, fmt.Errorf("%w: %w", journal.ErrDamaged, err)
	}
	defer k.Wipe()
	plain, err := k.OpenRecord(rec, nil)
	defer clear(plain)
	if err != nil {
		return payload{}, fmt.Errorf("%w: %w", journal.ErrDamaged, err)
	}
	return decodePayload(plain)
}

// Edit replaces one version of an entry, e.Record, by one with the answers of
// e, and returns the new version's id. The new version is a record that names
// the old; only it is kept. If another window replaced the same version
// meanwhile, both new ones live, for the person to choose from;
// journal.ErrNotFound if the entry was taken out.
func (u *Unlocked) Edit(ctx context.Context, e journal.Entry) (journal.ID, error) {
	if err := e.Validate(); err != nil {
		return "", err
	}
	first, err := e.ID.Bytes()
	if err != nil {
		return "", err
	}
	old, err := e.Record.Bytes()
	if err != nil {
		return "", err
	}
	current, err := u.version(ctx, e.Record)
	if errors.Is(err, journal.ErrNotFound) {
		// Another window replaced it: what was seen of it stands in for it.
		current, err = placed{payload: payload{kind: kindEntry, entry: e}}, nil
	}
	if err != nil {
		return "", err
	}
	p := current.payload
	p.entry.Answers = e.Answers
	p.entry = p.entry.Promised()
	p.of, p.replaces = first, []seal.ID{old}
	rid, err := u.j.newRID()
	if err != nil {
		return "", err
	}
	err = u.fileUnder(ctx, e.ID, rid, p, func(t *tx) error {
		if t.takenOut(first) {
			return journal.ErrNotFound
		}
		if _, r, ok := t.record(bucketEntries, current.place); ok && r.RID == old {
			if err := t.takeOutShared(current.place, r); err != nil {
				return err
			}
		}
		return t.put(bucketDead, old[:], []byte{whyReplaced})
	})
	return journal.NewID(rid), err
}

// takenOut says that an entry, named by its first record, was deleted or burnt.
func (t *tx) takenOut(first seal.ID) bool {
	why := t.bucket(bucketDead).Get(first[:])
	return len(why) > 0 && why[0] != whyReplaced
}

// Weigh adds a weighing to an entry.
func (u *Unlocked) Weigh(ctx context.Context, id journal.ID, w journal.Weighing) error {
	if err := w.Validate(); err != nil {
		return err
	}
	return u.note(ctx, id, payload{kind: kindWeighing, entry: journal.Entry{Weighings: []journal.Weighing{w}}})
}

// Mark marks an entry's intention as tried or let go, or opens it again.
func (u *Unlocked) Mark(ctx context.Context, id journal.ID, i journal.Intention) error {
	if i.State < journal.Open || i.State > journal.LetGo {
		return fmt.Errorf("an intention is open, tried or let go: %w", journal.ErrInvalid)
	}
	return u.note(ctx, id, payload{kind: kindMark, entry: journal.Entry{Intention: i}})
}

func (u *Unlocked) note(ctx context.Context, id journal.ID, p payload) error {
	first, err := id.Bytes()
	if err != nil {
		return err
	}
	if found, err := u.Entries(ctx, id); err != nil || len(found) == 0 {
		if err == nil {
			err = journal.ErrNotFound
		}
		return err
	}
	p.of = first
	rid, err := u.j.newRID()
	if err != nil {
		return err
	}
	return u.fileUnder(ctx, id, rid, p, func(t *tx) error {
		if t.takenOut(first) {
			return journal.ErrNotFound
		}
		return nil
	})
}

// fileUnder files one record under a key of its own, after before had its say
// in the same transaction, and adds it to the index.
func (u *Unlocked) fileUnder(ctx context.Context, id journal.ID, rid seal.ID, p payload, before func(t *tx) error) error {
	var place uint64
	err := u.write(ctx, func(t *tx) error {
		if err := before(t); err != nil {
			return err
		}
		key, err := t.keyOf(nil, seal.Epoch{})
		if err != nil {
			return err
		}
		defer key.Wipe()
		place, err = t.file(key, rid, p)
		return err
	})
	if err != nil {
		return err
	}
	u.indexMu.Lock()
	defer u.indexMu.Unlock()
	if u.index != nil {
		u.index[id] = append(u.index[id], place)
	}
	return nil
}

func (j *Journal) newRID() (rid seal.ID, err error) {
	_, err = io.ReadFull(j.opts.Random, rid[:])
	return rid, err
}

// placed is a payload and where it lies.
type placed struct {
	place   uint64
	payload payload
}

// version finds one version of an entry by its record.
func (u *Unlocked) version(ctx context.Context, record journal.ID) (found placed, err error) {
	rid, err := record.Bytes()
	if err != nil {
		return found, err
	}
	err = u.read(ctx, func(r *reading) error {
		defer r.close()
		return r.file.WalkBack(bucketEntries, func(k, v []byte) error {
			// The name of a record is in clear: only the one is opened.
			if rec, err := seal.ParseRecord(v); err != nil || rec.RID != rid {
				return r.ctx.Err()
			}
			_, p, err := r.try(v)
			if err != nil {
				return fmt.Errorf("%w: %w", journal.ErrDamaged, err)
			}
			found = placed{place: address(k), payload: p}
			return errStop
		})
	})
	if isStop(err) {
		return found, nil
	}
	if err == nil {
		err = journal.ErrNotFound
	}
	return found, err
}

// takeOutShared removes a record, and its key if no other record has it.
func (t *tx) takeOutShared(place uint64, r seal.Record) error {
	if err := t.remove(bucketEntries, addressKey(place)); err != nil {
		return err
	}
	for _, bucket := range []string{bucketEntries, bucketDrafts} {
		c := t.bucket(bucket).Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			if other, err := seal.ParseRecord(v); err == nil && other.KID == r.KID {
				return nil
			}
		}
	}
	return t.remove(bucketKeys, r.KID[:])
}
