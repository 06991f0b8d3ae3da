package store

import (
	"cmp"
	"context"
	"errors"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Tail returns the n newest entries, the newest first, without opening more: what Review shows
// while everything is still being read. Where a lock is set these are the n filed last, and
// what was imported late may belong elsewhere.
func (u *Unlocked) Tail(ctx context.Context, n int) (out []journal.Entry, err error) {
	if live, known, err := u.newest(ctx, n); known {
		return entriesOf(live[:min(n, len(live))]), err
	}
	err = u.read(ctx, func(r *reading) error {
		out, err = r.tail(n)
		return err
	})
	return out, err
}

func (r *reading) tail(n int) ([]journal.Entry, error) {
	if err := r.readTombstones(); err != nil {
		return nil, err
	}
	f, versions := newMerger(0), 0
	err := r.file.WalkBack(disk.BucketEntries, func(k, v []byte) error {
		if versions >= n {
			return guard.ErrStop
		}
		version, err := r.take(f, disk.Address(k), v)
		if version {
			versions++
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	out, err := f.entries(r)
	return out, errors.Join(err, r.damaged())
}

// All returns every entry, newest first.
func (u *Unlocked) All(ctx context.Context) ([]journal.Entry, error) {
	live, err := u.all(ctx, nil)
	return entriesOf(live), err
}

// all reads the whole file once, for a search or, if q is nil, with every word, and remembers
// where everything lies. If all of it can be read, a journal.ErrMissing may come with it.
func (u *Unlocked) all(ctx context.Context, q *journal.Query) (live []*version, err error) {
	err = u.read(ctx, func(r *reading) error {
		if err := r.loadKeys(); err != nil {
			return err
		}
		if r.meta.Locked() {
			r.counter = u.id.Counter()
		}
		f, err := r.openAll(q)
		if err = errors.Join(err, r.readTombstones()); err != nil {
			return err
		}
		if live, err = f.live(r); err != nil {
			return err
		}
		u.index.Store(newIndex(f.locations, f.known))
		return cmp.Or(r.damaged(), u.missing(r))
	})
	return live, err
}

// Entries opens these entries, in this order. One that is gone is left out, one edited twice at
// once comes in both versions. Once everything was read it opens no other record.
func (u *Unlocked) Entries(ctx context.Context, ids ...journal.ID) ([]journal.Entry, error) {
	out, stale, err := u.entries(ctx, ids)
	if !stale {
		return out, err
	}
	// Nothing was read yet, or another window has changed the file since.
	_, damaged := u.Heads(ctx)
	if damaged != nil && !errors.Is(damaged, journal.ErrDamaged) {
		return nil, damaged
	}
	if out, stale, err = u.entries(ctx, ids); stale && err == nil {
		err = damaged // what is not found may be what cannot be read
	}
	return out, err
}

// entries opens entries where the index says they lie; stale tells that one is not there.
func (u *Unlocked) entries(ctx context.Context, ids []journal.ID) (out []journal.Entry, stale bool, err error) {
	out = make([]journal.Entry, 0, len(ids))
	err = u.read(ctx, func(r *reading) error {
		index, err := u.caughtUp(r)
		if err != nil {
			return err
		}
		for _, id := range ids {
			first, err := id.Bytes()
			if err != nil {
				continue // it names nothing
			}
			f, wrong, err := r.entry(index.of(first))
			if err != nil {
				return err
			}
			entries, err := f.entries(r)
			if err != nil {
				return err
			}
			stale = stale || wrong || len(entries) == 0
			out = append(out, entries...)
		}
		return r.damaged()
	})
	return out, stale, err
}

// entry opens the records that lie at these locations. One that is gone was replaced
// or taken out; stale tells that something else lies there.
func (r *reading) entry(at []location) (f *merger, stale bool, err error) {
	f = newMerger(0)
	for _, l := range at {
		value, err := r.file.Get(disk.BucketEntries, disk.AddressKey(l.address))
		if err != nil {
			return nil, false, err
		}
		if value == nil {
			continue
		}
		p, err := r.open(value)
		if err != nil {
			return nil, false, err
		}
		if p != nil && p.first() == l.first {
			f.add(l.address, p)
		} else {
			stale = true
		}
	}
	return f, stale, nil
}

// Drafts opens the drafts that wait, the oldest first.
func (u *Unlocked) Drafts(ctx context.Context) ([]journal.WaitingEntry, error) {
	var out []journal.WaitingEntry
	err := u.read(ctx, func(r *reading) error {
		err := r.walk(disk.BucketDrafts, func(k, v []byte) error {
			p, err := r.open(v)
			if p == nil {
				return err
			}
			rec, err := seal.UncheckedRecord(v)
			out = append(out, journal.WaitingEntry{Waiting: waitingAt(k, rec), Entry: p.entry})
			return err
		})
		return errors.Join(err, r.damaged())
	})
	return out, err
}
