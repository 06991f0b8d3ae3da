package store

import (
	"context"
	"errors"
	"fmt"

	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Adopt takes up a waiting draft: in one transaction it becomes a new draft of
// this process and the old one goes. journal.ErrChanged if another window was
// quicker: nothing is lost then, it has the page.
func (u *Unlocked) Adopt(ctx context.Context, w journal.Waiting) (*Draft, journal.Entry, error) {
	d := u.j.NewDraft()
	var e journal.Entry
	err := u.write(ctx, func(t tx) error {
		_, old, err := t.waiting(w)
		if err != nil {
			return err
		}
		p, err := u.open(t, old)
		if err != nil {
			return err
		}
		// What it was before may lie in a backup, and must be found there.
		d.from, d.unknown, e = append(p.replaces, old.RID), p.unknown, p.entry
		if err := errors.Join(
			t.Remove(disk.BucketDrafts, disk.AddressKey(w.Address)),
			t.Remove(disk.BucketKeys, old.KID[:]),
			d.detach(t)); err != nil {
			return err
		}
		return d.put(t, e)
	})
	if err != nil {
		d.Forget()
		return nil, journal.Entry{}, err
	}
	d.saved = true
	return d, e, nil
}

// open opens a record within a writing transaction.
func (u *Unlocked) open(t tx, rec seal.Record) (payload, error) {
	box, err := t.Get(disk.BucketKeys, rec.KID[:])
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
	old, p, err := u.version(ctx, e.ID, e.Record)
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
	// and a deletion must know their names.
	p.of, p.replaces = first, append(p.replaces, old)
	now := []seal.ID{old}
	for _, other := range others {
		rid, also, err := u.version(ctx, e.ID, other)
		// One that is gone by now has replaced nothing that is left.
		if err != nil && !errors.Is(err, journal.ErrNotFound) {
			return "", err
		}
		p.replaces = append(append(p.replaces, also.replaces...), rid)
		now = append(now, rid)
	}
	rid, err := u.fileUnder(ctx, first, p, func(t tx) error { return t.replace(now...) })
	return journal.NewID(rid), err
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
	found, err := u.Entries(ctx, id)
	if err == nil && len(found) == 0 {
		err = journal.ErrNotFound
	}
	if err != nil {
		return err
	}
	if p.of, err = id.Bytes(); err != nil {
		return err
	}
	_, err = u.fileUnder(ctx, p.of, p, func(tx) error { return nil })
	return err
}

// fileUnder files one record of an entry, unless that was taken out, after
// before had its say in the same transaction, and adds it to the index.
func (u *Unlocked) fileUnder(ctx context.Context, first seal.ID, p payload, before func(t tx) error) (seal.ID, error) {
	rid, err := u.j.newRID()
	if err != nil {
		return rid, err
	}
	var address uint64
	err = u.write(ctx, func(t tx) error {
		if t.forGood(first) {
			return journal.ErrNotFound
		}
		if err := before(t); err != nil {
			return err
		}
		address, err = t.fileUnderNew(rid, p)
		return err
	})
	if err == nil {
		u.reindex(func(x *index) { x.add(first, address) })
	}
	return rid, err
}

// version finds one version of an entry by its record. One of another entry is
// nobody's to replace.
func (u *Unlocked) version(ctx context.Context, id, record journal.ID) (rid seal.ID, found payload, err error) {
	if rid, err = record.Bytes(); err != nil {
		return rid, found, err
	}
	err = u.read(ctx, func(r *reading) error {
		defer r.close()
		return r.file.WalkBack(disk.BucketEntries, func(_, v []byte) error {
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
	switch {
	case err == nil:
		err = journal.ErrNotFound
	case isStop(err):
		err = nil
		if journal.NewID(found.first(rid)) != id {
			err = fmt.Errorf("a version of another entry: %w", journal.ErrInvalid)
		}
	}
	return rid, found, err
}
