//go:build unix

package faulttest_test

import (
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// pageSize is that of a journal, in bytes.
const pageSize = 16384

var le = binary.LittleEndian

// namedDamage is a damage that storage.md names.
type namedDamage struct {
	name string
	want outcome
	do   func(b []byte) []byte
}

func namedDamages() []namedDamage {
	sealed := func(change func(header []byte)) func(b []byte) []byte {
		return func(b []byte) []byte {
			for _, at := range []int{0, pageSize} {
				h := b[at+16 : at+80]
				change(h)
				sum := fnv.New64a()
				sum.Write(h[:56])
				le.PutUint64(h[56:], sum.Sum64())
			}
			return b
		}
	}
	return []namedDamage{
		{"zero length", refused, func([]byte) []byte { return nil }},
		{"one byte", refused, func(b []byte) []byte { return b[:1] }},
		{"a header and no more", refused, func(b []byte) []byte { return b[:pageSize] }},
		{"both headers and no more", refused, func(b []byte) []byte { return b[:2*pageSize] }},
		{"all zero", refused, func(b []byte) []byte { clear(b); return b }},
		{"text", refused, func(b []byte) []byte { return slices.Repeat([]byte("It was a long day.\n"), 9000) }},
		{"newest header flipped", readWhole, func(b []byte) []byte { b[newest(b)+16+20] ^= 4; return b }},
		{"older header flipped", readWhole, func(b []byte) []byte { b[pageSize-newest(b)+16+20] ^= 4; return b }},
		{"both headers flipped", refused, func(b []byte) []byte { b[16+20]++; b[pageSize+16+20]++; return b }},
		{"freelist zeroed", readWhole, func(b []byte) []byte { zero(b, le.Uint64(b[newest(b)+16+32:])); return b }},
		{"root zeroed", refused, func(b []byte) []byte { zero(b, le.Uint64(b[newest(b)+16+16:])); return b }},
		{"branches zeroed", refused, func(b []byte) []byte { return zeroKinds(b, 1) }},
		{"headers, branches and freelists gone", refused, func(b []byte) []byte { clear(b[:2*pageSize]); return zeroKinds(b, 1, 16) }},
		{"a cycle of pages", readInPart, func(b []byte) []byte {
			for id := range len(b) / pageSize {
				if p := b[id*pageSize:]; le.Uint16(p[8:]) == 1 && le.Uint64(p) == uint64(id) {
					le.PutUint64(p[16+8:], uint64(id)) // the first child is the page itself
				}
			}
			return b
		}},
		{"counts forged", refused, func(b []byte) []byte {
			for id := 2; id < len(b)/pageSize; id++ {
				if p := b[id*pageSize:]; le.Uint16(p[8:]) == 2 && le.Uint64(p) == uint64(id) {
					le.PutUint16(p[10:], 0xFFFF)
				}
			}
			return b
		}},
		{"a root beyond the end", refused, sealed(func(h []byte) { le.PutUint64(h[16:], 1<<60) })},
		{"a page size forged", refused, sealed(func(h []byte) { le.PutUint32(h[8:], 4096) })},
		{"more pages than there are", readWhole, sealed(func(h []byte) { le.PutUint64(h[40:], 1<<62) })},
	}
}

// newest is where the page of the newer header begins.
func newest(b []byte) int {
	if le.Uint64(b[pageSize+16+48:]) > le.Uint64(b[16+48:]) {
		return pageSize
	}
	return 0
}

func zero(b []byte, id uint64) { clear(b[id*pageSize:][:pageSize]) }

// zeroKinds zeroes all pages of these kinds: 1 branch, 2 leaf, 16 freelist.
func zeroKinds(b []byte, kinds ...uint16) []byte {
	for id := 2; id < len(b)/pageSize; id++ {
		if p := b[id*pageSize:]; le.Uint64(p) == uint64(id) && slices.Contains(kinds, le.Uint16(p[8:])) {
			zero(b, uint64(id))
		}
	}
	return b
}

// harm damages a file in one way at random, within the part that is used, and
// says how.
func harm(b []byte, r *rand.Rand, used int) ([]byte, string) {
	used = min(used, len(b))
	if used < 2*pageSize {
		return b, "no more"
	}
	at, page := r.IntN(used), func() []byte { return b[r.IntN(used/pageSize)*pageSize:][:pageSize] }
	switch r.IntN(9) {
	case 0:
		for range 1 + r.IntN(8) {
			b[r.IntN(used)] ^= 1 << r.IntN(8)
		}
		return b, "bits flipped"
	case 1: // where a page, a header or the elements say what they are
		page()[r.IntN(120)] ^= 1 << r.IntN(8)
		return b, "a page header flipped"
	case 2:
		clear(page())
		return b, "a page zeroed"
	case 3:
		if r.IntN(3) > 0 {
			clear(b[at : at/512*512+512])
			return b, "a sector zeroed"
		}
		return b[:at], "truncated"
	case 4:
		one, other := page(), page()
		kept := slices.Clone(one)
		copy(one, other)
		copy(other, kept)
		return b, "two pages swapped"
	case 5:
		copy(page(), page())
		return b, "a page over another"
	case 6:
		p := page()
		r.Shuffle(pageSize/512, func(i, k int) {
			kept := slices.Clone(p[i*512:][:512])
			copy(p[i*512:][:512], p[k*512:][:512])
			copy(p[k*512:][:512], kept)
		})
		return b, "sectors of a page shuffled"
	case 7:
		for i := at; i < min(at+1+r.IntN(5000), used); i++ {
			b[i] = byte(r.Uint32())
		}
		return b, "a run of random bytes"
	}
	for i := at; i < min(at+8, used); i++ {
		b[i] = 0xFF
	}
	return b, "a number made large"
}
