package disk

import (
	"bytes"
	"slices"

	"shakeoff/store/guard"
	"shakeoff/store/seal"
)

// Reason says why a record was taken out. The numbers are part of the file format.
type Reason byte

// The reasons.
const (
	Replaced Reason = 1 // by a later version
	Deleted  Reason = 2
	Burnt    Reason = 3
)

// ForGood says whether a person took the record out: it was not replaced by a later version.
func (r Reason) ForGood() bool { return r == Deleted || r == Burnt }

// Tombstone is a value in the bucket of tombstones. It says why a record was taken out, and proves
// that no stranger did it, by the owner's signature or the token of the record's key. A locked copy
// of the journal loses nothing without a proof, since whoever can write the journal's file can put a
// tombstone there. After it may come what the owner must subtract from their tally.
type Tombstone string

// NewTombstone returns the tombstone of a reason; proof may be nil.
func NewTombstone(r Reason, proof []byte) Tombstone {
	return Tombstone(append([]byte{byte(r)}, proof...))
}

// Reason returns why the record was taken out; 0 if it was not.
func (t Tombstone) Reason() Reason {
	if t == "" {
		return 0
	}
	return Reason(t[0])
}

// Valid says whether it has the form of a tombstone.
func (t Tombstone) Valid() bool {
	r := t.Reason()
	bare, _ := t.split()
	return r >= Replaced && r <= Burnt && slices.Contains([]int{1, 1 + seal.TokenSize, 1 + seal.SignatureSize}, len(bare))
}

// Proves says whether the record was taken out by one of these owners, or by the process that wrote
// it.
func (t Tombstone) Proves(r seal.Record, owners ...seal.OwnerKey) bool {
	if t == "" {
		return false
	}
	switch proof := []byte(t.Settled()[1:]); len(proof) {
	case seal.TokenSize:
		return r.KID.ShownBy(proof)
	case seal.SignatureSize:
		return slices.ContainsFunc(owners, func(k seal.OwnerKey) bool {
			return k.Signed(proof, seal.ClaimTombstone, r.RID[:])
		})
	}
	return false
}

// Tombstones are the tombstones of records, by name.
type Tombstones map[seal.ID]Tombstone

// GoneForGood returns the tombstones of what a person took out, without debts.
func GoneForGood(g *guard.File) (Tombstones, error) {
	gone := make(Tombstones)
	err := g.Walk(BucketTombstones, func(rid, value []byte) error {
		if t := Tombstone(value); len(rid) == seal.IDSize && t.Reason().ForGood() {
			gone[seal.ID(rid)] = t.Settled()
		}
		return nil
	})
	return gone, err
}

// Bury notes that records were taken out.
func (t *Tx) Bury(gone Tombstones) error {
	m, _ := t.readMeta() // a head that was salvaged in parts has no owner
	owner, _ := m.OwnerKey()
	for rid, stone := range gone {
		old, err := t.Get(BucketTombstones, rid[:])
		if err == nil {
			err = t.Settle(rid, stone.over(Tombstone(old), rid, owner))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Purge removes the records of these names from these buckets, and their keys unless another record
// uses them. It returns the tombstones of the records that it met, with their debts. may, if not nil,
// says which may go.
func (t *Tx) Purge(gone Tombstones, may func(r seal.Record) bool, buckets ...string) (met Tombstones, err error) {
	return t.purge(t.Before, gone, may, buckets...)
}

func (t *Tx) purge(from *guard.File, gone Tombstones, may func(r seal.Record) bool, buckets ...string) (met Tombstones, err error) {
	met = make(Tombstones)
	if len(gone) == 0 {
		return met, nil
	}
	keys, shared := make(map[seal.ID]bool), make(map[seal.ID]bool)
	var marks []seal.Mark
	for _, bucket := range []string{BucketEntries, BucketDrafts} {
		var at [][]byte
		err := Records(from, bucket, func(k []byte, r seal.Record) {
			if gone[r.RID] == "" || !slices.Contains(buckets, bucket) || may != nil && !may(r) {
				shared[r.KID] = true
				return
			}
			at = append(at, bytes.Clone(k))
			met[r.RID], keys[r.KID] = gone[r.RID], true
			if bucket == BucketEntries {
				marks = append(marks, r.Mark())
			}
		})
		if err != nil {
			return nil, err
		}
		for _, k := range at {
			if err := t.Remove(bucket, k); err != nil {
				return nil, err
			}
		}
		if bucket == BucketEntries && len(at) > 0 {
			if err := t.disorder(from, at); err != nil {
				return nil, err
			}
		}
	}
	err = t.owe(met, marks)
	for kid := range keys {
		if err == nil && !shared[kid] {
			err = t.Remove(BucketKeys, kid[:])
		}
	}
	return met, err
}

// Rewrap puts every key of the file into another box, and drops the tally. A key that does not open
// stays as it is: the old identity cannot read its record either, and doctor reports it.
func (t *Tx) Rewrap(open func(kid seal.ID, box []byte) (*seal.Key, error), shut func(*seal.Key) ([]byte, error)) error {
	type wrapped struct{ kid, box []byte }
	var all []wrapped
	err := t.Before.Walk(BucketKeys, func(kid, box []byte) error {
		if len(kid) != seal.IDSize {
			return nil
		}
		k, err := open(seal.ID(kid), box)
		if err != nil {
			return nil
		}
		defer k.Wipe()
		next, err := shut(k)
		all = append(all, wrapped{kid: bytes.Clone(kid), box: next})
		return err
	})
	for _, k := range all {
		if err == nil {
			err = t.Put(BucketKeys, k.kid, k.box)
		}
	}
	if err != nil {
		return err
	}
	return t.Remove(BucketMeta, []byte(MetaTally))
}
