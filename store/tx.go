package store

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// tx is a transaction on records.
type tx struct{ *disk.Tx }

// update makes one transaction that adds about growth bytes, and then overwrites what is
// pending here and in the backups.
func (j *Journal) update(ctx context.Context, growth int64, fn func(t tx) error) error {
	after, err := j.commit(ctx, growth, fn)
	if err == nil {
		j.finish(ctx, after, nil)
	}
	return err
}

// commit is update without the overwriting, for which nobody should wait while typing: the
// next writer does it. Where there is no journal, and one may be begun, it makes one first.
func (j *Journal) commit(ctx context.Context, growth int64, fn func(t tx) error) (after disk.Meta, err error) {
	file := j.file
	file.Growth = growth
	after, err = file.Commit(ctx, j.trust.mayBegin, func(t *disk.Tx) error {
		if err := j.trust.check(t.Meta); err != nil {
			return err
		}
		if err := fn(tx{t}); err != nil {
			return err
		}
		return tx{t}.order()
	})
	if err == nil {
		j.trust.hold(after)
	}
	return after, err
}

// finish does what is pending. What fails stays pending, since the change itself is committed.
// old is the previous identity, nil if it is still the same.
func (j *Journal) finish(ctx context.Context, m disk.Meta, old *seal.Identity) {
	_ = j.backups.FinishPending(ctx, m, old)
}

// FinishPending overwrites what was taken out, if Status says that something is Pending. So does
// every write, except those of a page that is being written.
func (j *Journal) FinishPending(ctx context.Context) error {
	m, err := j.trusted(ctx)
	if err != nil {
		return err
	}
	return j.backups.FinishPending(ctx, m, nil)
}

// ForgetVersions overwrites what earlier versions of pages have left, here and in the backups,
// once somebody walks away from page w, since nothing notes that as pending. w may be zero.
func (j *Journal) ForgetVersions(ctx context.Context, w journal.Waiting) error {
	if _, err := j.trusted(ctx); err != nil {
		return err
	}
	return j.backups.ForgetVersions(ctx, w)
}

// trusted returns the head of the journal, if it is the one seen here before.
func (j *Journal) trusted(ctx context.Context) (m disk.Meta, err error) {
	if m, err = j.file.Meta(ctx); err == nil {
		err = j.trust.check(m)
	}
	return m, err
}

// keyOf returns k if it is of this epoch, else a new one: a key that an old identity could
// open is not used again, nor one in a box that only the owner makes, whose records are counted.
// It makes sure that the key lies in the file. After an error, too, what it returns takes the
// place of k.
func (t tx) keyOf(k *seal.Key) (*seal.Key, error) {
	stale := k == nil || k.Epoch != t.Meta.Epoch
	if !stale {
		old, err := t.Get(disk.BucketKeys, k.ID[:])
		if err != nil {
			return k, err
		}
		lies, sealed, none := seal.BoxEpoch(old)
		stale = t.Meta.Locked() && none == nil && !sealed
		if !stale && none == nil && lies == k.Epoch {
			return k, nil
		}
	}
	if stale {
		k.Wipe()
		k = seal.NewKey(t.Random, t.Meta.Epoch)
	}
	box, err := t.box(k)
	if err == nil {
		err = t.Put(disk.BucketKeys, k.ID[:], box)
	}
	return k, err
}

// box puts a key into a box, of the small kind while no lock is set.
func (t tx) box(k *seal.Key) ([]byte, error) {
	if t.Meta.Locked() {
		r, err := t.Meta.SealTo()
		if err != nil {
			return nil, err
		}
		return r.SealKey(k)
	}
	id, err := t.Meta.OpenClear()
	if err != nil {
		return nil, err
	}
	defer id.Wipe()
	return id.WrapKey(k, t.Random), nil
}

func (t tx) seal(key *seal.Key, rid seal.ID, p payload) seal.Record {
	plain := p.encode()
	defer clear(plain)
	return key.SealRecord(rid, plain, t.Random)
}

func (t tx) file(key *seal.Key, rid seal.ID, p payload) error {
	_, err := t.Append(disk.BucketEntries, t.seal(key, rid, p).Value)
	return err
}

func (t tx) fileUnderNew(rid seal.ID, p payload) error {
	key, err := t.keyOf(nil)
	if err != nil {
		return err
	}
	defer key.Wipe()
	return t.file(key, rid, p)
}

// filed says whether a record like this was filed, even by a try that seemed to fail.
func filed(g *guard.File, is func(r seal.Record) bool) (found bool) {
	_ = g.WalkBack(disk.BucketEntries, func(_, v []byte) error {
		if r, err := seal.ParseRecord(v); err == nil {
			found = is(r)
		}
		if found {
			return guard.ErrStop
		}
		return nil
	})
	return found
}

// forGood says that an entry, named by its first record, was deleted or burnt. If that record
// is still there, somebody has only planted the tombstone.
func (t tx) forGood(first seal.ID) bool {
	value, err := t.Get(disk.BucketTombstones, first[:])
	return err == nil && disk.Tombstone(value).Reason().ForGood() && !t.hasEntry(first)
}

func (t tx) hasEntry(rid seal.ID) bool {
	return filed(t.Before, func(r seal.Record) bool { return r.RID == rid })
}

// purge takes records out for good, and has what they leave here and in backups overwritten.
func (t tx) purge(reason disk.Reason, rids []seal.ID, by proofs) error {
	gone := t.tombstones(reason, rids, by)
	return errors.Join(t.takeOut(gone, disk.BucketEntries, disk.BucketDrafts), t.ScrubLater(), t.BackupsLater())
}

// takeOut removes records and buries them.
func (t tx) takeOut(gone disk.Tombstones, buckets ...string) error {
	met, err := t.Purge(gone, nil, buckets...)
	maps.Copy(gone, met) // with what they owe
	if err != nil {
		return err
	}
	return t.Bury(gone)
}

// proofs show that records are their writer's to take out while the owner is away: the token
// of each record's key, or the owner's word for a draft that was taken up.
type proofs map[seal.ID][]byte

// tombstones returns those of records to take out, with what proves that they may go.
func (t tx) tombstones(reason disk.Reason, rids []seal.ID, by proofs) disk.Tombstones {
	gone := make(disk.Tombstones)
	for _, rid := range rids {
		proof := by[rid]
		if t.Owner != nil {
			proof = t.Sign(rid)
		}
		gone[rid] = disk.NewTombstone(reason, proof)
	}
	return gone
}

// replace takes out versions of an entry that another one replaces.
func (t tx) replace(by proofs, rids ...seal.ID) error {
	return t.takeOut(t.tombstones(disk.Replaced, rids, by), disk.BucketEntries)
}

// outgrow notes that drafts live on in the page they were taken up into, whose words have
// changed since.
func (t tx) outgrow(drafts []seal.ID, by proofs) error {
	for _, rid := range drafts {
		value, err := t.Get(disk.BucketTombstones, rid[:])
		if err == nil && value == nil {
			err = t.Settle(rid, disk.NewTombstone(disk.Replaced, by[rid]))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// waiting returns the value of a waiting draft, if it is still in that version.
func (t tx) waiting(w journal.Waiting) ([]byte, seal.Record, error) {
	value, r, ok := t.Record(disk.BucketDrafts, w.Address)
	if !ok || journal.NewID(r.RID) != w.Record || r.Nonce != w.Nonce {
		return nil, r, fmt.Errorf("the waiting page: %w", journal.ErrChanged)
	}
	return value, r, nil
}

func (j *Journal) newRID() seal.ID { return seal.NewID(j.file.Random) }
