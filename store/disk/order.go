package disk

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"

	"shakeoff/store/guard"
	"shakeoff/store/seal"
)

// BucketOrder says where the newest entries lie, so that they are found without opening all others.
// It is derived from entries, and exists only while no lock is set: the identity then lies in clear
// and gives away more. Its counter is the address up to which it is complete.
//
//	0 · block(8)               seconds(8): no version in these addresses is of a later second
//	1 · first(16) · address(8) nothing: a record of this entry that is not its first
//
// A block that it does not name must be read.
const BucketOrder = "order"

const (
	orderBlock = 0
	orderLink  = 1

	// BlockSize is the number of addresses in a block. On average half a block is opened in vain;
	// 100,000 records have three thousand blocks to choose from.
	BlockSize = 32

	// Unknown is the Newest of a span about which nothing is known.
	Unknown = math.MaxInt64
)

// BlockOf returns the block of an address.
func BlockOf(address uint64) uint64 { return address / BlockSize }

// Span is a range of addresses, both included. No version in it is from a second after Newest.
type Span struct {
	From, To uint64
	Newest   int64
}

// Spans divides entries, in the order of the file, by what is known of them.
func Spans(g *guard.File) (spans []Span, err error) {
	counter, err := g.Sequence(BucketEntries)
	if err != nil {
		return nil, err
	}
	known, err := g.Sequence(BucketOrder)
	if err != nil || known > counter {
		return []Span{{0, counter, Unknown}}, ignore(err, guard.ErrNoBucket)
	}
	next := uint64(0)
	until := func(end uint64) {
		if next < end {
			spans = append(spans, Span{next, end - 1, Unknown})
		}
	}
	err = g.Walk(BucketOrder, func(k, v []byte) error {
		if len(k) != 9 || k[0] != orderBlock || len(v) != 8 {
			return guard.ErrStop
		}
		from := binary.BigEndian.Uint64(k[1:])
		if from > BlockOf(known) {
			return guard.ErrStop
		}
		from *= BlockSize
		until(from)
		next = min(from+BlockSize, known+1)
		spans = append(spans, Span{from, next - 1, int64(binary.BigEndian.Uint64(v))}) //nolint:gosec // as it was put
		return nil
	})
	until(counter + 1)
	return spans, err
}

// Linked returns the addresses of an entry's later records.
func Linked(g *guard.File, first seal.ID) (addresses []uint64, err error) {
	prefix := linkKey(first, 0)[:1+seal.IDSize]
	for from := prefix; ; {
		k, err := g.Next(BucketOrder, from)
		address, ours := bytes.CutPrefix(k, prefix)
		if err != nil || !ours {
			return addresses, ignore(err, guard.ErrNoBucket)
		}
		addresses = append(addresses, Address(address))
		from = append(bytes.Clone(k), 0) // what comes next
	}
}

func blockKey(block uint64) []byte { return binary.BigEndian.AppendUint64([]byte{orderBlock}, block) }

func linkKey(first seal.ID, address uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte{orderLink}, first[:]...), address)
}

// Ordered returns the address up to which the order is complete.
func (t *Tx) Ordered() uint64 {
	if t.bucket(BucketOrder) == nil {
		return 0
	}
	return t.Counter(BucketOrder)
}

// SetOrdered sets that address, and makes the bucket if need be.
func (t *Tx) SetOrdered(address uint64) error {
	if err := t.guard(guard.Path{Bucket: BucketOrder}); err != nil {
		return err
	}
	b, err := t.bolt.CreateBucketIfNotExists([]byte(BucketOrder))
	if err != nil {
		return err
	}
	return b.SetSequence(address)
}

// PutNewest notes the second of a version in a block, unless a later one is known.
func (t *Tx) PutNewest(block uint64, newest int64) error {
	old, err := t.Get(BucketOrder, blockKey(block))
	if err != nil || len(old) == 8 && int64(binary.BigEndian.Uint64(old)) >= newest { //nolint:gosec // as it was put
		return err
	}
	return t.Put(BucketOrder, blockKey(block), binary.BigEndian.AppendUint64(nil, uint64(newest))) //nolint:gosec // and back
}

// PutLink notes the address of a later record of an entry.
func (t *Tx) PutLink(first seal.ID, address uint64) error {
	return t.Put(BucketOrder, linkKey(first, address), nil)
}

// ForgetOrder removes the order, to be overwritten.
func (t *Tx) ForgetOrder() error {
	if t.bucket(BucketOrder) == nil {
		return nil
	}
	// All of it is checked first, since bbolt walks it all.
	err := t.Before.Walk(BucketOrder, func(_, _ []byte) error { return nil })
	if err = ignore(err, guard.ErrNoBucket); err != nil {
		return err
	}
	return errors.Join(t.bolt.DeleteBucket([]byte(BucketOrder)), t.ScrubLater())
}

// Removed returns the addresses in entries from which this transaction has removed records.
func (t *Tx) Removed() map[uint64]bool { return t.removed }

// disorder removes from the order these records and the blocks that they were in.
func (t *Tx) disorder(from *guard.File, addresses [][]byte) error {
	if t.removed == nil {
		t.removed = make(map[uint64]bool)
	}
	gone := make(map[string]bool)
	for _, k := range addresses {
		t.removed[Address(k)] = true
		gone[string(k)] = true
	}
	if t.bucket(BucketOrder) == nil {
		return nil
	}
	var keys [][]byte
	err := from.Walk(BucketOrder, func(k, _ []byte) error {
		if k[0] == orderLink && gone[string(k[max(0, len(k)-8):])] {
			keys = append(keys, bytes.Clone(k))
		}
		return nil
	})
	for _, k := range addresses {
		keys = append(keys, blockKey(BlockOf(Address(k))))
	}
	if err = ignore(err, guard.ErrNoBucket); err != nil {
		return err
	}
	for _, k := range keys {
		if err := t.Remove(BucketOrder, k); err != nil {
			return err
		}
	}
	return nil
}
