package store

import (
	"context"

	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Filed is a page that was filed in this sitting. Its key is still in memory,
// so it can be weighed once more, or burnt, while the journal is locked.
type Filed struct {
	j       *Journal
	rid     seal.ID
	key     *seal.Key
	epoch   seal.Epoch
	records []seal.ID // the entry, its later weighings, and drafts it was taken up from
}

// ID returns the entry's id.
func (f *Filed) ID() journal.ID { return journal.NewID(f.rid) }

// Weigh adds a weighing to the entry: a small record of its own.
func (f *Filed) Weigh(ctx context.Context, w journal.Weighing) error {
	if err := w.Validate(); err != nil {
		return err
	}
	p := payload{kind: kindWeighing, of: f.rid, entry: journal.Entry{Weighings: []journal.Weighing{w}}}
	rid, err := f.j.newRID()
	if err != nil {
		return err
	}
	_, err = f.j.commit(ctx, func(t tx) error {
		if t.forGood(f.rid) {
			return journal.ErrNotFound
		}
		key, err := t.keyOf(f.key, f.epoch)
		if err != nil {
			return err
		}
		f.key, f.epoch = key, t.Meta.Epoch
		f.records = append(f.records, rid)
		_, err = t.file(key, rid, p)
		return err
	})
	return err
}

// Burn takes the entry out and overwrites where it lay, here and in the
// journal's own backups. It needs no secret: what it takes out is what it put
// there itself, known by name.
func (f *Filed) Burn(ctx context.Context) error {
	err := f.j.update(ctx, func(t tx) error {
		_, err := t.purge(disk.NewTombstones(Burnt, f.records...))
		return err
	})
	if err == nil {
		f.Forget()
	}
	return err
}

// Forget wipes the key.
func (f *Filed) Forget() {
	f.key.Wipe()
	f.key = nil
}
