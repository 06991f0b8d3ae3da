package store

import (
	"context"
	"io"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Kept is a page that was filed in this sitting. Its key is still in memory,
// so it can be weighed once more, or burnt, while the journal is locked.
type Kept struct {
	j       *Journal
	rid     seal.ID
	key     *seal.Key
	epoch   seal.Epoch
	records []seal.ID // the entry, its later weighings, and drafts it was taken up from
}

// ID returns the entry's id.
func (k *Kept) ID() journal.ID { return journal.NewID(k.rid) }

// Weigh adds a weighing to the entry: a small record of its own.
func (k *Kept) Weigh(ctx context.Context, w journal.Weighing) error {
	if err := w.Validate(); err != nil {
		return err
	}
	p := payload{kind: kindWeighing, of: k.rid, entry: journal.Entry{Weighings: []journal.Weighing{w}}}
	var rid seal.ID
	if _, err := io.ReadFull(k.j.opts.Random, rid[:]); err != nil {
		return err
	}
	return k.j.update(ctx, func(t *tx) error {
		if t.takenOut(k.rid) {
			return journal.ErrNotFound
		}
		key, err := t.keyOf(k.key, k.epoch)
		if err != nil {
			return err
		}
		k.key, k.epoch = key, t.meta.epoch
		k.records = append(k.records, rid)
		_, err = t.file(key, rid, p)
		return err
	})
}

// file seals a payload and puts it among the entries.
func (t *tx) file(key *seal.Key, rid seal.ID, p payload) (uint64, error) {
	plain := p.encode()
	defer clear(plain)
	value, err := key.SealRecord(rid, plain, t.j.opts.Random)
	if err != nil {
		return 0, err
	}
	return t.append(bucketEntries, value)
}

// Burn takes the entry out and overwrites where it lay, here and in the
// journal's own backups. It needs no secret: what it takes out is what it put
// there itself, known by name.
func (k *Kept) Burn(ctx context.Context) error {
	err := k.j.update(ctx, func(t *tx) error { return t.forget(Burnt, setOf(k.records...)) })
	if err == nil {
		k.Forget()
	}
	return err
}

// Forget wipes the key.
func (k *Kept) Forget() {
	if k.key != nil {
		k.key.Wipe()
	}
	k.key = nil
}
