package disk

import (
	"bytes"
	"slices"

	"shakeoff/store/seal"
)

// What the owner has counted is every record of entries whose key lies in a wrapped box.
// Whoever takes one out leaves behind in its tombstone what must be subtracted.

// debtSize is the number of bytes of that: the mark of a record without its name.
const debtSize = seal.MarkSize - seal.IDSize

// split returns a tombstone's reason and proof, and the debts behind them. No length of a
// proof differs from another by a debt.
func (t Tombstone) split() (bare Tombstone, debts string) {
	for _, n := range []int{0, seal.TokenSize, seal.SignatureSize} {
		if rest := len(t) - 1 - n; rest >= 0 && rest%debtSize == 0 {
			return t[:1+n], string(t[1+n:])
		}
	}
	return t, ""
}

// Settled is the tombstone without debts.
func (t Tombstone) Settled() Tombstone {
	bare, _ := t.split()
	return bare
}

// Owes returns the counted records of a name that were taken out and not yet subtracted.
func (t Tombstone) Owes(rid seal.ID) (marks []seal.Mark) {
	_, debts := t.split()
	for debt := range slices.Chunk([]byte(debts), debtSize) {
		marks = append(marks, seal.Mark(append(rid[:], debt...)))
	}
	return marks
}

// over is the tombstone in the place of an older one, whose debts stay. Its own proof goes
// before the older one's, unless only that shows the owner of this file that all were taken
// out by right: after a restore it may be of another owner of the journal.
func (t Tombstone) over(old Tombstone, rid seal.ID, owner seal.OwnerKey) Tombstone {
	was, debts := old.split()
	if debts == "" {
		return t
	}
	bare, more := t.split()
	stone := bare + Tombstone(debts+more)
	if kept := bare[:1] + was[1:] + Tombstone(debts+more); !stone.pays(rid, owner) && kept.pays(rid, owner) {
		return kept
	}
	return stone
}

// pays says that the owner can subtract everything that the tombstone owes.
func (t Tombstone) pays(rid seal.ID, owner seal.OwnerKey) bool {
	return !slices.ContainsFunc(t.Owes(rid), func(m seal.Mark) bool { return !t.Proves(m.Record(), owner) })
}

// owe notes in the tombstones which of these records were counted. What no proof shows to
// be taken out by right nobody could subtract: then the file has no tally any more.
func (t *Tx) owe(met Tombstones, marks []seal.Mark) error {
	if t.getMeta(MetaTally) == nil {
		return nil
	}
	m, err := t.readMeta()
	if err != nil {
		return err
	}
	owner, _ := m.OwnerKey()
	for _, mark := range marks {
		r := mark.Record()
		box, err := t.Get(BucketKeys, r.KID[:])
		if err != nil {
			return err
		}
		if epoch, sealed, err := seal.BoxEpoch(box); err != nil || sealed || epoch != m.Epoch {
			continue
		}
		if t.Owner != nil && !met[r.RID].Proves(r, owner) {
			met[r.RID] = NewTombstone(met[r.RID].Reason(), t.Sign(r.RID)).over(met[r.RID], r.RID, owner)
		}
		if !met[r.RID].Proves(r, owner) {
			return t.Remove(BucketMeta, []byte(MetaTally))
		}
		met[r.RID] += Tombstone(mark[seal.IDSize:])
	}
	return nil
}

// Settle writes a tombstone as it is, over what an older one owed.
func (t *Tx) Settle(rid seal.ID, stone Tombstone) error {
	return t.Put(BucketTombstones, rid[:], []byte(stone))
}

// Owing returns the tombstones that owe something.
func Owing(walk func(bucket string, fn func(k, v []byte) error) error) (Tombstones, error) {
	owing := make(Tombstones)
	err := walk(BucketTombstones, func(rid, value []byte) error {
		if _, debts := Tombstone(value).split(); len(rid) == seal.IDSize && debts != "" {
			owing[seal.ID(rid)] = Tombstone(bytes.Clone(value))
		}
		return nil
	})
	return owing, err
}

// RenewTally puts a tally in the place of the one of a restored file, or uncounted if there
// is none any more. Either may be nil.
func (t *Tx) RenewTally(tally, uncounted []byte) error {
	if t.getMeta(MetaTally) == nil {
		tally = uncounted
	}
	if tally == nil {
		return nil
	}
	return t.PutMeta(MetaTally, tally)
}
