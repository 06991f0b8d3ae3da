package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Adopt takes up a waiting draft: in one transaction it becomes a draft of this process and the
// old one goes. journal.ErrChanged if another window was quicker.
func (u *Unlocked) Adopt(ctx context.Context, w journal.Waiting) (*Draft, journal.Entry, error) {
	d := u.j.NewDraft()
	var e journal.Entry
	err := u.change(ctx, func(t tx, r *reading) error {
		value, old, err := t.waiting(w)
		if err != nil {
			return err
		}
		p, err := r.openOne(value)
		if err != nil {
			return err
		}
		// A backup may have what it was before, and must be able to find it. The owner signs for
		// these names, so what is an entry is none of them, whatever the draft says.
		d.from, d.unknown, e = slices.DeleteFunc(append(p.replaces, old.RID), t.hasEntry), p.unknown, p.entry
		for _, rid := range d.from {
			d.proofs[rid] = t.Sign(rid)
		}
		removed := t.Remove(disk.BucketDrafts, disk.AddressKey(w.Address))
		return errors.Join(removed, t.dropKey(old.KID), d.put(t, e))
	})
	if err != nil {
		d.Forget()
		return nil, journal.Entry{}, err
	}
	d.saved = true
	return d, e, nil
}

// Edit replaces one version of an entry, e.Record, by a new record with the answers of e and
// when it happened, and returns its id. If another window replaced the same version meanwhile
// both live, for the person to choose from: choosing is an Edit that replaces the others too.
// journal.ErrNotFound if the entry was taken out.
func (u *Unlocked) Edit(ctx context.Context, e journal.Entry, others ...journal.ID) (journal.ID, error) {
	return u.EditDraft(ctx, nil, e, others...)
}

// EditDraft is Edit with words from d, if any, which leaves the drafts in the same transaction.
func (u *Unlocked) EditDraft(ctx context.Context, d *Draft, e journal.Entry, others ...journal.ID) (journal.ID, error) {
	e = e.Joined()
	if err := e.Validate(); err != nil {
		return "", err
	}
	names, err := ridsOf(append([]journal.ID{e.ID, e.Record}, others...))
	if err != nil {
		return "", err
	}
	first, replaced, rid := names[0], names[1:], u.j.newRID()
	err = u.change(ctx, func(t tx, r *reading) error {
		versions, err := r.versions(first, replaced)
		if err != nil {
			return err
		}
		p, ok := versions[replaced[0]]
		if !ok && t.forGood(first) {
			return journal.ErrNotFound
		}
		if !ok {
			// Another window replaced it: what was seen of it must do.
			p = payload{kind: kindEntry, entry: e}
		}
		p.entry.Answers, p.entry.Happened, p.entry.DayOnly, p.entry.Edited = e.Answers, e.Happened, e.DayOnly, u.j.now()
		p.entry, p.of, p.replaces = p.entry.Promised(), first, nil
		// And what these have replaced: a deletion must know the names of all that a backup
		// may hold.
		for _, rid := range replaced {
			version := versions[rid]
			p.replaces = append(append(p.replaces, version.takesOut()...), rid)
		}
		p.replaces = append(p.replaces, d.names()...)
		return errors.Join(t.replace(nil, replaced...), d.discard(t, disk.Replaced), u.fileOwn(t, rid, p))
	})
	if err == nil {
		d.end(ctx)
	}
	return journal.NewID(rid), err
}

// versions returns those of these versions of an entry that are there.
func (r *reading) versions(first seal.ID, rids []seal.ID) (map[seal.ID]payload, error) {
	found, wanted := make(map[seal.ID]payload, len(rids)), make(map[seal.ID]bool, len(rids))
	for _, rid := range rids {
		wanted[rid] = true
	}
	err := r.file.WalkBack(disk.BucketEntries, func(_, v []byte) error {
		// The name of a record is in clear: only these are opened.
		rec, err := seal.ParseRecord(v)
		if err != nil || !wanted[rec.RID] {
			return r.ctx.Err()
		}
		p, err := r.openOne(v)
		if err == nil && p.first() != first {
			err = fmt.Errorf("a version of another entry: %w", journal.ErrInvalid)
		}
		if found[rec.RID] = p; err == nil && len(found) == len(rids) {
			err = guard.ErrStop
		}
		return err
	})
	return found, err
}

// Weigh adds a weighing to an entry.
func (u *Unlocked) Weigh(ctx context.Context, id journal.ID, w journal.Weighing) error {
	if err := w.Validate(); err != nil {
		return err
	}
	return u.note(ctx, id, nil, payload{kind: kindWeighing, entry: journal.Entry{Weighings: []journal.Weighing{w}}})
}

// Mark marks an entry's intention as tried or let go, or opens it again. Earlier marks go from the
// file and from the journal's own backups.
func (u *Unlocked) Mark(ctx context.Context, id journal.ID, i journal.Intention) error {
	return u.MarkDraft(ctx, nil, id, i)
}

// MarkDraft is Mark with a line from d, if any, which leaves the drafts in the same transaction.
func (u *Unlocked) MarkDraft(ctx context.Context, d *Draft, id journal.ID, i journal.Intention) error {
	if i.State < journal.Open || i.State > journal.LetGo {
		return fmt.Errorf("an intention is open, tried or let go: %w", journal.ErrInvalid)
	}
	err := u.note(ctx, id, d, payload{kind: kindMark, entry: journal.Entry{Intention: i}})
	if err == nil {
		d.end(ctx)
	}
	return err
}

// errStale is an entry that does not lie where the index says.
var errStale = errors.New("the index is stale")

func (u *Unlocked) note(ctx context.Context, id journal.ID, d *Draft, p payload) (err error) {
	if p.of, err = id.Bytes(); err != nil {
		return err
	}
	for last := false; ; last = true {
		err = u.change(ctx, func(t tx, r *reading) error {
			index, err := u.caughtUp(r)
			if err != nil {
				return err
			}
			f, stale, err := r.entry(index.of(p.of))
			switch {
			case err != nil:
				return err
			case !last && (stale || len(f.versions) == 0):
				return errStale
			case len(f.versions) == 0:
				return journal.ErrNotFound
			}
			p.replaces = d.names()
			err = d.discard(t, disk.Replaced)
			if gone := f.marks(p.of); err == nil && p.kind == kindMark && len(gone) > 0 {
				err = t.purge(Deleted, gone, nil)
			}
			return errors.Join(err, u.fileOwn(t, u.j.newRID(), p))
		})
		if !errors.Is(err, errStale) {
			return err
		}
		if _, err := u.Heads(ctx); err != nil && !errors.Is(err, journal.ErrDamaged) {
			return err
		}
	}
}

// change makes one transaction, with a reading of the file as it was before.
func (u *Unlocked) change(ctx context.Context, fn func(t tx, r *reading) error) error {
	looking, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(u.life, cancel)()
	return u.write(ctx, func(t tx) error {
		r := &reading{ctx: looking, file: t.Before, meta: t.Meta, id: u.id}
		defer r.close()
		return fn(t, r)
	})
}

// fileOwn files what the owner writes, and under a lock counts it at once.
func (u *Unlocked) fileOwn(t tx, rid seal.ID, p payload) error {
	tally, counted := t.tally()
	if !t.Meta.Locked() || u.j.trust.older(t.Meta) {
		return t.fileUnderNew(rid, p)
	}
	key := seal.NewKey(t.Random, t.Meta.Epoch)
	defer key.Wipe()
	err := t.Put(disk.BucketKeys, key.ID[:], u.id.WrapKey(key, t.Random))
	r := t.seal(key, rid, p)
	if err == nil {
		_, err = t.Append(disk.BucketEntries, r.Value)
	}
	if err != nil || !counted {
		return err
	}
	tally.Add(u.id.Counter().Of(r.Mark()))
	return u.recount(t, tally)
}
