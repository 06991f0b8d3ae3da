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
		// What it was before may lie in a backup: forgetting must find it there.
		d.from = append(p.replaces, old.RID)
		d.unknown = p.unknown
		e = p.entry
		sealed, err := d.seal(t, d.rid, d.payload(e))
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
	d.saved = true
	return d, e, nil
}

// open opens a record within a writing transaction.
func (u *Unlocked) open(t *tx, rec seal.Record) (payload, error) {
	box, err := t.look(bucketKeys, rec.KID[:])
	if err != nil {
		return payload{}, err
	}
	k, err := u.id.OpenKey(u.wrap, rec.KID, box)
	if err != nil {
		return payload{}, fmt.Errorf("%w: %w", journal.ErrDamaged, err)
	}
	defer k.Wipe()
	plain, err := k.OpenRecord(rec)
	defer clear(plain)
	if err != nil {
		return payload{}, fmt.Errorf("%w: %w", journal.ErrDamaged, err)
	}
	return decodePayload(plain)
}

// Edit replaces one version of an entry, e.Record, by one with the answers of
// e, and returns the new version's id. The new version is a record that names
// the old; only it is kept. If another window replaced the same version
// meanwhile, both new ones live, for the person to choose from: choosing is an
// Edit that replaces the others too. journal.ErrNotFound if the entry was taken
// out.
func (u *Unlocked) Edit(ctx context.Context, e journal.Entry, others ...journal.ID) (journal.ID, error) {
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
	p, err := u.version(ctx, e.Record)
	if errors.Is(err, journal.ErrNotFound) {
		// Another window replaced it: what was seen of it stands in for it.
		p, err = payload{kind: kindEntry, entry: e}, nil
	}
	if err != nil {
		return "", err
	}
	p.entry.Answers = e.Answers
	p.entry = p.entry.Promised()
	// All that it replaces, not only the last: a backup may hold any of them,
	// and forgetting must know their names.
	p.of, p.replaces = first, append(p.replaces, old)
	now := setOf(old)
	for _, other := range others {
		rid, replaces, err := u.otherVersion(ctx, e.ID, other)
		if err != nil {
			return "", err
		}
		p.replaces = append(append(p.replaces, replaces...), rid)
		now[rid] = true
	}
	rid, err := u.j.newRID()
	if err != nil {
		return "", err
	}
	err = u.fileUnder(ctx, rid, p, func(t *tx) error {
		if t.takenOut(first) {
			return journal.ErrNotFound
		}
		if _, err := t.takeOut(now, bucketEntries); err != nil {
			return err
		}
		for rid := range now {
			if err := t.put(bucketDead, rid[:], []byte{whyReplaced}); err != nil {
				return err
			}
		}
		return nil
	})
	return journal.NewID(rid), err
}

// otherVersion names a version of an entry, and what that has replaced itself.
// One that is gone by now has replaced nothing that is left; one of another
// entry is nobody's to replace.
func (u *Unlocked) otherVersion(ctx context.Context, id, record journal.ID) (rid seal.ID, replaces []seal.ID, err error) {
	if rid, err = record.Bytes(); err != nil {
		return rid, nil, err
	}
	p, err := u.version(ctx, record)
	if errors.Is(err, journal.ErrNotFound) {
		return rid, nil, nil
	}
	if err == nil && journal.NewID(p.first(rid)) != id {
		err = fmt.Errorf("a version of another entry: %w", journal.ErrInvalid)
	}
	return rid, p.replaces, err
}

// takenOut says that an entry, named by its first record, was deleted or burnt.
func (t *tx) takenOut(first seal.ID) bool {
	why, err := t.look(bucketDead, first[:])
	return err == nil && len(why) > 0 && why[0] != whyReplaced
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
	return u.fileUnder(ctx, rid, p, func(t *tx) error {
		if t.takenOut(first) {
			return journal.ErrNotFound
		}
		return nil
	})
}

// fileUnder files one record under a key of its own, after before had its say
// in the same transaction, and adds it to the index.
func (u *Unlocked) fileUnder(ctx context.Context, rid seal.ID, p payload, before func(t *tx) error) error {
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
	u.reindex(func(x *index) { x.add(p.first(rid), place) })
	return nil
}

func (j *Journal) newRID() (rid seal.ID, err error) {
	_, err = io.ReadFull(j.opts.Random, rid[:])
	return rid, err
}

// version finds one version of an entry by its record.
func (u *Unlocked) version(ctx context.Context, record journal.ID) (found payload, err error) {
	rid, err := record.Bytes()
	if err != nil {
		return found, err
	}
	err = u.read(ctx, func(r *reading) error {
		defer r.close()
		return r.file.WalkBack(bucketEntries, func(_, v []byte) error {
			// The name of a record is in clear: only the one is opened.
			if rec, err := seal.ParseRecord(v); err != nil || rec.RID != rid {
				return r.ctx.Err()
			}
			_, p, err := r.try(v)
			if err != nil {
				return fmt.Errorf("%w: %w", journal.ErrDamaged, err)
			}
			found = *p
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
