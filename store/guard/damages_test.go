package guard_test

import "bytes"

// damage is one way to break a journal, and what guard says of it.
type damage struct {
	name string
	says string
	do   func(s *sample)
}

// damages are the ways that storage.md and bbolt's own source give, each for a page that the
// paths walk. In the sample, entries, keys, dead and drafts are trees and meta is inline.
func damages() []damage {
	const headers, freelists, trees, inlines = "header", "freelist page", "page", "inline bucket"
	zero := func(b []byte, n int) { copy(b[:n], make([]byte, n)) }
	list := func(s *sample) []byte { return s.page(s.freelist()) }
	return []damage{
		{"both headers broken", headers, func(s *sample) { s.header(0)[20]++; s.header(1)[20]++ }},
		{"both headers zeroed", headers, func(s *sample) { zero(s.data, 2*pageSize) }},
		{"another page size, sealed", headers, func(s *sample) {
			le.PutUint32(s.header(0)[8:], 4096)
			s.seal()
		}},
		{"another page size in the second header", headers, func(s *sample) {
			le.PutUint32(s.header(1)[8:], 4096)
			s.seal()
		}},
		{"another page size in the only header", headers, func(s *sample) {
			le.PutUint32(s.header(1)[8:], 4096)
			s.seal()
			s.header(0)[0]++
		}},
		{"an absurd page size", headers, func(s *sample) {
			le.PutUint32(s.header(0)[8:], 1<<31)
			s.seal()
		}},
		{"a page size of 0", headers, func(s *sample) {
			le.PutUint32(s.header(0)[8:], 0)
			s.seal()
		}},
		{"truncated by a page", "needs", func(s *sample) { s.data = s.data[:(s.highWater()-1)*pageSize] }},
		{"truncated by a byte", "needs", func(s *sample) { s.data = s.data[:s.highWater()*pageSize-1] }},
		{"truncated to the headers", "needs", func(s *sample) { s.data = s.data[:2*pageSize] }},
		{"a high-water mark beyond the file", "needs", func(s *sample) {
			le.PutUint64(s.current()[40:], 1<<62)
			s.seal()
		}},
		{"a high-water mark of 3", trees, func(s *sample) {
			le.PutUint64(s.current()[40:], 3)
			s.seal()
		}},
		{"the root at page 0", trees, func(s *sample) {
			le.PutUint64(s.current()[16:], 0)
			s.seal()
		}},
		{"the freelist not saved", "not saved", func(s *sample) {
			le.PutUint64(s.current()[32:], 1<<64-1)
			s.seal()
		}},

		{"freelist zeroed", trees, func(s *sample) { zero(list(s), pageSize) }},
		{"freelist of another kind", freelists, func(s *sample) { le.PutUint16(list(s)[8:], 2) }},
		{"freelist of two kinds", freelists, func(s *sample) { le.PutUint16(list(s)[8:], 0x12) }},
		{"freelist with another number", trees, func(s *sample) { list(s)[0]++ }},
		{"freelist count forged", freelists, func(s *sample) { le.PutUint16(list(s)[10:], 0xFFFE) }},
		{"freelist count forged in the form for many", freelists, func(s *sample) {
			le.PutUint16(list(s)[10:], 0xFFFF)
			le.PutUint64(list(s)[16:], 1<<61)
		}},
		{"freelist count negative in the form for many", freelists, func(s *sample) {
			le.PutUint16(list(s)[10:], 0xFFFF)
			le.PutUint64(list(s)[16:], 1<<64-1)
		}},
		{"freelist count small in the form for many", freelists, func(s *sample) {
			le.PutUint16(list(s)[10:], 0xFFFF)
			le.PutUint64(list(s)[16:], 2)
		}},
		{"freelist runs on beyond the end", trees, func(s *sample) { le.PutUint32(list(s)[12:], 1<<31) }},
		{"freelist runs on beyond the mark", "runs on", func(s *sample) {
			s.data = append(s.data, make([]byte, 2*pageSize)...)
			le.PutUint32(list(s)[12:], uint32(s.highWater()-s.freelist()))
		}},
		{"the freelist within a record", "belongs to the freelist", func(s *sample) {
			within := s.child(s.top("entries"), -1) + 1
			zero(s.page(within), 16)
			le.PutUint64(s.page(within), within)
			s.page(within)[8] = 0x10
			le.PutUint64(s.current()[32:], within)
			s.seal()
		}},
		{"a free page beyond the end", freelists, func(s *sample) {
			le.PutUint64(s.free()[len(s.free())-8:], s.highWater())
		}},
		{"a header listed as free", freelists, func(s *sample) { le.PutUint64(s.free(), 1) }},
		{"free pages unsorted", freelists, func(s *sample) {
			a, b := le.Uint64(s.free()), le.Uint64(s.free()[8:])
			le.PutUint64(s.free(), b)
			le.PutUint64(s.free()[8:], a)
		}},
		{"a free page twice", freelists, func(s *sample) { copy(s.free()[8:16], s.free()[:8]) }},
		{"the freelist listed as free", freelists, func(s *sample) { s.onlyFree(s.freelist()) }},
		{"the root listed as free", "listed as free", func(s *sample) { s.onlyFree(s.root()) }},
		{"a page run on over listed as free", "listed as free", func(s *sample) {
			s.onlyFree(s.child(s.top("entries"), -1) + 1)
		}},
		{"the freelist is a page of a tree", freelists, func(s *sample) {
			le.PutUint64(s.current()[32:], s.top("keys"))
			s.seal()
		}},

		{"root zeroed", trees, func(s *sample) { zero(s.page(s.root()), pageSize) }},
		{"root of another kind", trees, func(s *sample) { le.PutUint16(s.page(s.root())[8:], 0x10) }},
		{"root with another number", trees, func(s *sample) { s.page(s.root())[0]++ }},
		{"a bucket's first page zeroed", trees, func(s *sample) { zero(s.page(s.top("entries")), pageSize) }},
		{"a leaf zeroed", trees, func(s *sample) { zero(s.page(s.child(s.top("entries"), -1)), pageSize) }},
		{"a leaf with another number", trees, func(s *sample) { s.page(s.child(s.top("dead"), 0))[1]++ }},
		{"a leaf without elements", trees, func(s *sample) {
			zero(s.page(s.child(s.top("entries"), -1))[10:], 6)
		}},
		{"a branch without elements", trees, func(s *sample) { zero(s.page(s.top("entries"))[10:], 2) }},
		{"a branch that points at itself", trees, func(s *sample) { s.setChild("entries", -1, s.top("entries")) }},
		{"a branch that points above", trees, func(s *sample) { s.setChild("entries", -1, s.root()) }},
		{"a branch that points at a header", trees, func(s *sample) { s.setChild("entries", -1, 1) }},
		{"a branch that points at a header, off the path", trees, func(s *sample) { s.setChild("entries", 1, 1) }},
		{"a branch that points at itself, off the path", trees, func(s *sample) { s.setChild("entries", 1, s.top("entries")) }},
		{"a branch that points beyond the end", trees, func(s *sample) { s.setChild("entries", -1, s.highWater()) }},
		{"a branch that points far beyond the end", trees, func(s *sample) { s.setChild("entries", 0, 1<<60) }},
		{"a branch that points at another bucket", trees, func(s *sample) {
			s.setChild("dead", 0, s.child(s.top("keys"), 0))
		}},
		{"two buckets at one page", trees, func(s *sample) { le.PutUint64(s.bucket("dead"), s.top("entries")) }},
		{"a bucket at the root", trees, func(s *sample) { le.PutUint64(s.bucket("dead"), s.root()) }},
		{"a bucket at a header", trees, func(s *sample) { le.PutUint64(s.bucket("keys"), 1) }},
		{"a bucket beyond the end", trees, func(s *sample) { le.PutUint64(s.bucket("keys"), 1<<50) }},
		{"a bucket inline that is not", inlines + " of", func(s *sample) { le.PutUint64(s.bucket("keys"), 0) }},
		{"a bucket not inline that is", "further bytes", func(s *sample) { le.PutUint64(s.bucket("meta"), 5) }},
		{"a bucket within a record", "used twice", func(s *sample) {
			within := s.child(s.top("entries"), -1) + 1
			s.putLeaf(within)
			le.PutUint64(s.bucket("dead"), within)
		}},
		{"a bucket that is a value", "not a bucket", func(s *sample) {
			for i := range buckets() {
				element, _ := s.element(s.root(), i)
				element[0] = 0
			}
		}},

		{"a leaf runs on beyond the end", trees, func(s *sample) {
			le.PutUint32(s.page(s.child(s.top("keys"), 0))[12:], 1<<32-1)
		}},
		{"a leaf runs on over a page too many", trees, func(s *sample) {
			s.page(s.child(s.top("keys"), 0))[12]++
		}},
		{"a leaf runs on over a page too few", trees, func(s *sample) {
			s.page(s.child(s.top("entries"), -1))[12]--
		}},
		{"an element before its place", trees, field("entries", -1, 4, 0)},
		{"an element beyond the page", trees, field("entries", -1, 4, pageSize)},
		{"an element far beyond the page", trees, field("entries", -1, 4, 1<<31)},
		{"a key beyond the page", trees, field("entries", -1, 8, 20000)},
		{"a key far beyond the page", trees, field("entries", -1, 8, 1<<32-1)},
		{"a key without bytes", trees, field("entries", -1, 8, 0)},
		{"a key longer than bbolt allows", trees, func(s *sample) {
			page := s.child(s.top("entries"), -1)
			element, _ := s.element(page, int(le.Uint16(s.page(page)[10:]))-1)
			le.PutUint32(element[12:], le.Uint32(element[12:])+8-33000)
			le.PutUint32(element[8:], 33000)
		}},
		{"a value beyond the page", trees, field("entries", -1, 12, 4*pageSize)},
		{"a value far beyond the page", trees, field("entries", -1, 12, 1<<32-1)},
		{"flags that are none", trees, field("entries", -1, 0, 4)},
		{"a count beyond the page", trees, func(s *sample) {
			le.PutUint16(s.page(s.child(s.top("entries"), -1))[10:], 0xFFFF)
		}},
		{"a branch with a count beyond the page", trees, func(s *sample) {
			le.PutUint16(s.page(s.top("entries"))[10:], 0xFFFF)
		}},
		{"a branch key beyond the page", trees, func(s *sample) {
			element, _ := s.element(s.top("entries"), 0)
			le.PutUint32(element[4:], 30000)
		}},
		{"a branch key without bytes", trees, func(s *sample) {
			element, _ := s.element(s.top("entries"), 1)
			le.PutUint32(element[4:], 0)
		}},
		{"keys of a leaf out of order", trees, func(s *sample) {
			_, key := s.element(s.child(s.top("dead"), 0), 3)
			key[0] = 0xFF
		}},
		{"a key twice", trees, func(s *sample) {
			page := s.child(s.top("dead"), 0)
			_, a := s.element(page, 3)
			_, b := s.element(page, 4)
			copy(b[:8], a[:8])
		}},
		{"keys of a branch out of order", trees, func(s *sample) {
			_, key := s.element(s.top("entries"), 1)
			key[0] = 0xFF
		}},
		{"a leaf with keys before its branch's", trees, func(s *sample) {
			_, key := s.element(s.child(s.top("entries"), -1), 0)
			copy(key[:8], number(0))
		}},
		{"a leaf with keys after its branch's", trees, func(s *sample) {
			page := s.child(s.top("dead"), 0)
			_, key := s.element(page, int(le.Uint16(s.page(page)[10:]))-1)
			key[0] = 0xFF
		}},
		{"the neighbour of a page that loses a record", trees, func(s *sample) {
			zero(s.page(s.child(s.top("drafts"), 1)), pageSize)
		}},
		{"a neighbour of another kind", "another kind", func(s *sample) {
			page := s.child(s.top("drafts"), 1)
			_, key := s.element(page, 0)
			first := bytes.Clone(key[:8])
			p := s.page(page)
			clear(p[8:pageSize])
			p[8], p[10] = 1, 1
			le.PutUint32(p[16:], 16)
			le.PutUint32(p[20:], 8)
			le.PutUint64(p[24:], s.child(s.top("drafts"), 2))
			copy(p[32:], first)
		}},

		{"an inline page of another kind", inlines, func(s *sample) { s.bucket("meta")[16+8] = 1 }},
		{"an inline page with a number", inlines, func(s *sample) { s.bucket("meta")[16] = 9 }},
		{"an inline page that runs on", inlines, func(s *sample) { s.bucket("meta")[16+12] = 1 }},
		{"an inline count beyond the value", "elements", func(s *sample) { s.bucket("meta")[16+11] = 9 }},
		{"an inline value beyond the value", inlines, func(s *sample) { s.bucket("meta")[32+2*16+12]++ }},
		{"an inline value that ends before the value", inlines, func(s *sample) { s.bucket("meta")[32+2*16+12]-- }},
		{"a bucket of 8 bytes", "a bucket of", func(s *sample) {
			element, _ := s.element(s.root(), len(buckets())-1)
			le.PutUint32(element[12:], 8)
		}},
		{"an inline bucket of 20 bytes", inlines, func(s *sample) {
			element, _ := s.element(s.root(), len(buckets())-1)
			le.PutUint32(element[12:], 20)
		}},
		{"an inline key without bytes", "key of 0", func(s *sample) { s.bucket("meta")[32+8] = 0 }},
		{"an inline bucket in an inline bucket", inlines, func(s *sample) { s.bucket("meta")[32] = 1 }},
		{"inline keys out of order", "out of order", func(s *sample) {
			value := s.bucket("meta")
			value[32+int(le.Uint32(value[36:]))] = 0xFF
		}},
	}
}

// field sets a field of element 0 of the leaf under element i of a bucket's first page.
func field(bucket string, i, at int, to uint32) func(s *sample) {
	return func(s *sample) {
		element, _ := s.element(s.child(s.top(bucket), i), 0)
		le.PutUint32(element[at:], to)
	}
}

// putLeaf makes a page a leaf of one key without a value.
func (s *sample) putLeaf(id uint64) {
	p := s.page(id)[:s.pageSize]
	clear(p)
	le.PutUint64(p, id)
	p[8], p[10] = 2, 1
	le.PutUint32(p[20:], 16)
	le.PutUint32(p[24:], 8)
	copy(p[32:], number(0))
}

// onlyFree makes the list of free pages name one page.
func (s *sample) onlyFree(id uint64) {
	le.PutUint16(s.page(s.freelist())[10:], 1)
	le.PutUint64(s.free(), id)
}

func (s *sample) setChild(bucket string, i int, id uint64) {
	if i < 0 {
		i += int(le.Uint16(s.page(s.top(bucket))[10:]))
	}
	element, _ := s.element(s.top(bucket), i)
	le.PutUint64(element[8:], id)
}
