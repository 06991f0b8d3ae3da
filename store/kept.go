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
	records []filed // the entry and its later weighings, where they were put
}

// filed is a record and where it was put.
type filed struct {
	place uint64
	rid   seal.ID
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
		place, err := t.file(key, rid, p)
		k.records = append(k.records, filed{place: place, rid: rid})
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

// Burn takes the entry out and overwrites where it lay. It needs no secret:
// what it takes out is what it put there itself.
func (k *Kept) Burn(ctx context.Context) error {
	err := k.j.update(ctx, func(t *tx) error {
		for _, f := range k.records {
			_, r, ok := t.record(bucketEntries, f.place)
			if !ok || r.RID != f.rid {
				continue // taken out by another window, or never committed
			}
			if err := t.takeOut(f.place, r); err != nil {
				return err
			}
		}
		if err := t.put(bucketDead, k.rid[:], []byte{whyBurnt}); err != nil {
			return err
		}
		return t.scrubLater()
	})
	if err == nil {
		k.Forget()
	}
	return err
}

// takeOut removes a record and its key, which no other record has: keys are
// shared only within one add, and those are taken out by Unlocked.
func (t *tx) takeOut(place uint64, r seal.Record) error {
	if err := t.remove(bucketEntries, addressKey(place)); err != nil {
		return err
	}
	return t.remove(bucketKeys, r.KID[:])
}

// Forget wipes the key.
func (k *Kept) Forget() {
	if k.key != nil {
		k.key.Wipe()
	}
	k.key = nil
}

// Why a record is dead: the value in the dead bucket.
const (
	whyReplaced = 1
	whyDeleted  = 2
	whyBurnt    = 3
)
