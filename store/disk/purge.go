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

// ReasonOf reads a tombstone; 0 if there is none.
func ReasonOf(value []byte) Reason {
	if len(value) == 0 {
		return 0
	}
	return Reason(value[0])
}

// ForGood says that a person took the record out: it was not replaced by a next version.
func (r Reason) ForGood() bool { return r == Deleted || r == Burnt }

// Tombstones names records that are taken out, and says why.
type Tombstones map[seal.ID]Reason

// NewTombstones names records that are taken out for one reason.
func NewTombstones(reason Reason, rids ...seal.ID) Tombstones {
	t := make(Tombstones, len(rids))
	for _, rid := range rids {
		t[rid] = reason
	}
	return t
}

// GoneForGood returns the tombstones of what a person took out.
func GoneForGood(g *guard.File) (Tombstones, error) {
	gone := make(Tombstones)
	err := g.Walk(BucketTombstones, func(rid, value []byte) error {
		if reason := ReasonOf(value); len(rid) == seal.IDSize && reason.ForGood() {
			gone[seal.ID(rid)] = reason
		}
		return nil
	})
	return gone, err
}

// Bury notes that records were taken out.
func (t *Tx) Bury(gone Tombstones) error {
	for rid, reason := range gone {
		if err := t.Put(BucketTombstones, rid[:], []byte{byte(reason)}); err != nil {
			return err
		}
	}
	return nil
}

// Purge removes the records of these names from these buckets, and their keys unless another
// record has one too; it returns the names it met.
func (t *Tx) Purge(gone Tombstones, buckets ...string) (met Tombstones, err error) {
	return t.purge(t.Before, gone, buckets...)
}

func (t *Tx) purge(from *guard.File, gone Tombstones, buckets ...string) (met Tombstones, err error) {
	met = make(Tombstones)
	if len(gone) == 0 {
		return met, nil
	}
	keys, shared := make(map[seal.ID]bool), make(map[seal.ID]bool)
	for _, bucket := range []string{BucketEntries, BucketDrafts} {
		var at [][]byte
		err := from.Walk(bucket, func(k, v []byte) error {
			r, err := seal.UncheckedRecord(v)
			switch {
			case err != nil: // carried along, or for doctor to tell of
			case gone[r.RID] != 0 && slices.Contains(buckets, bucket):
				at = append(at, bytes.Clone(k))
				met[r.RID], keys[r.KID] = gone[r.RID], true
			default:
				shared[r.KID] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, k := range at {
			if err := t.Remove(bucket, k); err != nil {
				return nil, err
			}
		}
	}
	for kid := range keys {
		if shared[kid] {
			continue
		}
		if err := t.Remove(BucketKeys, kid[:]); err != nil {
			return nil, err
		}
	}
	return met, nil
}

// Rewrap puts every key of the file into another box. One that does not open is left as it
// lies: its record is lost to the old identity too, and doctor tells of it.
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
	if err != nil {
		return err
	}
	for _, k := range all {
		if err := t.Put(BucketKeys, k.kid, k.box); err != nil {
			return err
		}
	}
	return nil
}
