package seal

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
	"time"

	"golang.org/x/crypto/chacha20poly1305"
)

// A tally is the owner's word for which records they had in the journal when they last
// looked, so that one that is taken out or exchanged behind their back is missed.

// MarkSize is the number of bytes of a Mark.
const MarkSize = IDSize + IDSize + NonceSize + chacha20poly1305.Overhead

// Mark tells a sealed record from every other: rid, kid, nonce, and the tag of its ciphertext.
type Mark [MarkSize]byte

// Mark returns the mark of a record.
func (r Record) Mark() (m Mark) {
	copy(m[:], r.Value[ridAt:cipherAt])
	copy(m[cipherAt-ridAt:], r.Value[len(r.Value)-sumSize-chacha20poly1305.Overhead:])
	return m
}

// Record returns the names that a mark begins with.
func (m Mark) Record() Record { return Record{RID: ID(m[:IDSize]), KID: ID(m[IDSize : 2*IDSize])} }

// Count is of a set of records: how many, and the sum of their keyed hashes modulo
// 2^256. So it costs the same to change it by one record however many there are.
type Count struct {
	N   uint64
	sum [4]uint64
}

// Add adds another set.
func (c *Count) Add(other Count) {
	c.N += other.N
	var carry uint64
	for i := range c.sum {
		c.sum[i], carry = bits.Add64(c.sum[i], other.sum[i], carry)
	}
}

// Sub takes another set out.
func (c *Count) Sub(other Count) {
	c.N -= other.N
	var borrow uint64
	for i := range c.sum {
		c.sum[i], borrow = bits.Sub64(c.sum[i], other.sum[i], borrow)
	}
}

// Spoil makes a count that no records have, for what was not as it should be.
func (c *Count) Spoil() { c.sum[0]++ }

// Counter counts records for an owner. Only an Identity gives one.
type Counter struct {
	Owner OwnerKey
	key   [sha256.Size]byte
}

// Of returns the count of one record.
func (c *Counter) Of(m Mark) Count {
	var text [sha256.Size + MarkSize]byte
	copy(text[:], c.key[:])
	copy(text[sha256.Size:], m[:])
	sum := sha256.Sum256(text[:])
	one := Count{N: 1}
	for i := range one.sum {
		one.sum[i] = binary.BigEndian.Uint64(sum[8*i:])
	}
	return one
}

// Tally is what the owner had, and when.
type Tally struct {
	Counter uint64 // rises with every change, in nanoseconds since 1970 if the clock is right
	At      time.Time
	Turn    uint64 // of the form in which the identity lay in the file: none before it is right since
	Count
}

// uncounted as a number of records says that they will be counted when the owner comes.
const uncounted = math.MaxUint64

// Counted says that it is a count at all.
func (t Tally) Counted() bool { return t.N != uncounted }

// Uncounted is the count that a tally has before there is one.
func Uncounted() Count { return Count{N: uncounted} }

const tallySize = 3*8 + sha256.Size + 8

// Next returns the tally that follows one, as it lies in the file, with a count and a time:
//
//	counter(8) · number(8) · seconds(8) · sum(32) · turn(8) · signature(64)
func (t Tally) Next(id *Identity, c Count, now time.Time) []byte {
	value := make([]byte, 0, tallySize+SignatureSize)
	counter := max(t.Counter+1, uint64(max(0, now.UnixNano())))
	for _, n := range slices.Concat([]uint64{counter, c.N, uint64(now.Unix())}, c.sum[:], []uint64{t.Turn}) { //nolint:gosec // back again in Tally
		value = binary.BigEndian.AppendUint64(value, n)
	}
	return append(value, id.Sign(ClaimTally, value)...)
}

// Tally reads a tally, if it is this owner's word.
func (k OwnerKey) Tally(value []byte) (t Tally, ok bool) {
	size := len(value) - SignatureSize
	// The first ones had no turn.
	if size != tallySize && size != tallySize-8 || !k.Signed(value[size:], ClaimTally, value[:size]) {
		return t, false
	}
	at := func(i int) uint64 { return binary.BigEndian.Uint64(value[8*i:]) }
	t.Counter, t.N, t.At = at(0), at(1), time.Unix(int64(at(2)), 0) //nolint:gosec // as Next wrote it
	for i := range t.sum {
		t.sum[i] = at(3 + i)
	}
	if size == tallySize {
		t.Turn = at(7)
	}
	return t, true
}
