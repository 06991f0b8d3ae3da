package disk

import (
	"bytes"
	"slices"

	"shakeoff/store/seal"
)

// The owner has counted every record of entries whose key lies in a wrapped box. Whoever takes one out
// notes in its tombstone what must be subtracted: its debt.

// debtSize is the size of a debt in bytes: the mark of a record without its name.
const debtSize = seal.MarkSize - seal.IDSize

// split returns a tombstone's reason and proof, and the debts after them. The lengths of proofs never
// differ by a multiple of a debt.
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

// over is the tombstone in the place of an older one, with the debts of both. It keeps its own proof,
// unless only the older one shows the owner of this file that all were taken out by right: after a
// restore the two may be from different owners.
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

// pays says whether the owner can subtract all debts of the tombstone.
func (t Tombstone) pays(rid seal.ID, owner seal.OwnerKey) bool {
	return !slices.ContainsFunc(t.Owes(rid), func(m seal.Mark) bool { return !t.Proves(m.Record(), owner) })
}

// owe notes in the tombstones which of these records were counted. Without a proof for one, nobody
// could subtract it: the tally is dropped.
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

// Settle writes a tombstone as it is, without the debts of an older one.
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

// RenewTally replaces the tally of a restored file, with uncounted if it was dropped. Either may be
// nil.
func (t *Tx) RenewTally(tally, uncounted []byte) error {
	if t.getMeta(MetaTally) == nil {
		tally = uncounted
	}
	if tally == nil {
		return nil
	}
	return t.PutMeta(MetaTally, tally)
}
