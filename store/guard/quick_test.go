package guard_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
	"shakeoff/store/guard"
)

const pageSize = 16384

// paths are what the damages below are looked for with.
func paths() []guard.Path {
	return []guard.Path{
		{Bucket: "meta"},
		{Bucket: "keys", Key: number(40)},
		{Bucket: "drafts", Key: number(30), Delete: true},
		{Bucket: "entries", Last: true},
		{Bucket: "dead", Key: number(0)},
	}
}

func TestQuickPassesWhatBboltMade(t *testing.T) {
	for _, size := range []int{1024, 4096, pageSize, 65536} {
		for _, entries := range []int{0, 1, 20, 600} {
			s := journal(t, size, entries)
			for _, path := range append(paths(), guard.Path{Bucket: "entries", Key: number(entries), Delete: true}) {
				f, err := guard.Open(s.reader(), s.size())
				must(t, err)
				if err := f.Quick(path); err != nil {
					t.Fatalf("page size %d, %d entries, %q: %v", size, entries, path.Bucket, err)
				}
				if f.Pages() != s.highWater() || f.Txid() != le.Uint64(s.current()[48:]) || f.OneHeader() {
					t.Fatalf("page size %d, %d entries: %d pages, transaction %d, one header: %v", size, entries, f.Pages(), f.Txid(), f.OneHeader())
				}
			}
		}
	}
}

// A new file has both headers and nothing in it: no bucket either.
func TestQuickNewFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	must(t, open(t, path, pageSize).Close())
	s := load(t, path, pageSize)
	if err := quick(s.reader(), s.size()); err != nil {
		t.Fatal(err)
	}
	for _, bucket := range []string{"entries", ""} {
		if err := quick(s.reader(), s.size(), guard.Path{Bucket: bucket}); !errors.Is(err, guard.ErrNoBucket) || errors.Is(err, guard.ErrDamaged) {
			t.Fatalf("bucket %q: got %v", bucket, err)
		}
	}
}

func TestQuickRefusesWhatIsNoJournal(t *testing.T) {
	random := make([]byte, 300_000)
	for i, r := 0, rand.New(rand.NewPCG(1, 2)); i < len(random); i++ {
		random[i] = byte(r.Uint32())
	}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"no bytes", nil, guard.ErrEmpty},
		{"one byte", []byte{0}, guard.ErrNotBolt},
		{"short", random[:500], guard.ErrNotBolt},
		{"random", random, guard.ErrNotBolt},
		{"zeroes", make([]byte, 100_000), guard.ErrNotBolt},
		{"text", bytes.Repeat([]byte("It was a long day.\n"), 9000), guard.ErrNotBolt},
		{"half a header", journal(t, pageSize, 1).data[:60], guard.ErrDamaged},
		{"one header and no more", journal(t, pageSize, 1).data[:4096], guard.ErrDamaged},
	} {
		err := quick(bytes.NewReader(c.data), int64(len(c.data)), paths()...)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

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
		{"an element before its place", trees, s2("entries", -1, 4, 0)},
		{"an element beyond the page", trees, s2("entries", -1, 4, pageSize)},
		{"an element far beyond the page", trees, s2("entries", -1, 4, 1<<31)},
		{"a key beyond the page", trees, s2("entries", -1, 8, 20000)},
		{"a key far beyond the page", trees, s2("entries", -1, 8, 1<<32-1)},
		{"a key without bytes", trees, s2("entries", -1, 8, 0)},
		{"a key longer than bbolt allows", trees, func(s *sample) {
			page := s.child(s.top("entries"), -1)
			element, _ := s.element(page, int(le.Uint16(s.page(page)[10:]))-1)
			le.PutUint32(element[12:], le.Uint32(element[12:])+8-33000)
			le.PutUint32(element[8:], 33000)
		}},
		{"a value beyond the page", trees, s2("entries", -1, 12, 4*pageSize)},
		{"a value far beyond the page", trees, s2("entries", -1, 12, 1<<32-1)},
		{"flags that are none", trees, s2("entries", -1, 0, 4)},
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

// s2 sets a field of element 0 of the leaf under element i of a bucket's first page.
func s2(bucket string, i, field int, to uint32) func(s *sample) {
	return func(s *sample) {
		element, _ := s.element(s.child(s.top(bucket), i), 0)
		le.PutUint32(element[field:], to)
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

func TestQuickFindsEveryDamage(t *testing.T) {
	whole := journal(t, pageSize, 700)
	if err := quick(whole.reader(), whole.size(), paths()...); err != nil {
		t.Fatalf("the sample itself: %v", err)
	}
	for _, d := range damages() {
		t.Run(d.name, func(t *testing.T) {
			s := whole.clone()
			d.do(s)
			if bytes.Equal(s.data, whole.data) {
				t.Fatal("the damage changed nothing")
			}
			before := bytes.Clone(s.data)
			err := quick(s.reader(), s.size(), paths()...)
			if !errors.Is(err, guard.ErrDamaged) || !strings.Contains(err.Error(), d.says) {
				t.Fatalf("got %v, want %v that says %q", err, guard.ErrDamaged, d.says)
			}
			if !bytes.Equal(s.data, before) {
				t.Fatal("the check changed the file")
			}
		})
	}
}

// On the path of a deletion the pages before and after it are looked at on every level, and no
// others; on any other path it is the page itself alone.
func TestQuickChecksThePagesBesideADeletion(t *testing.T) {
	s := journal(t, 1024, 300)
	var above []uint64 // the branches on the path
	id := s.top("entries")
	for ; le.Uint16(s.page(id)[8:]) == 1; id = s.child(id, s.count(id)/2) {
		above = append(above, id)
	}
	_, key := s.element(id, 0)
	key = bytes.Clone(key[:8])
	if len(above) < 2 {
		t.Fatal("the tree is not as deep as it must be")
	}
	for _, branch := range above {
		on := s.count(branch) / 2
		if on < 2 || on+1 >= s.count(branch) {
			t.Fatalf("a branch of %d pages is too small", s.count(branch))
		}
		for n := range s.count(branch) {
			page := s.page(s.child(branch, n))[:1024]
			whole := bytes.Clone(page)
			clear(page)
			for _, deletes := range []bool{true, false} {
				want := n == on || deletes && (n == on-1 || n == on+1)
				err := quick(s.reader(), s.size(), guard.Path{Bucket: "entries", Key: key, Delete: deletes})
				if errors.Is(err, guard.ErrDamaged) != want {
					t.Errorf("page %d of %d zeroed, on the path is %d, a deletion %v: %v", n, s.count(branch), on, deletes, err)
				}
			}
			copy(page, whole)
		}
	}
}

// A tree of one child after another, each page well in itself, is deeper than any real one.
func TestQuickRefusesAnEndlessTree(t *testing.T) {
	s := journal(t, pageSize, 600)
	const more = 70
	high := s.highWater()
	s.data = append(s.data[:high*pageSize], make([]byte, more*pageSize)...)
	key := number(0)
	for n := range uint64(more) {
		p := s.page(high + n)
		le.PutUint64(p, high+n)
		le.PutUint16(p[8:], 1)
		le.PutUint16(p[10:], 1)
		le.PutUint32(p[16:], 16)
		le.PutUint32(p[20:], 8)
		le.PutUint64(p[24:], high+n+1)
		copy(p[32:], key)
	}
	le.PutUint64(s.bucket("entries"), high)
	le.PutUint64(s.current()[40:], high+more)
	s.seal()
	err := quick(s.reader(), s.size(), guard.Path{Bucket: "entries", Last: true})
	if !errors.Is(err, guard.ErrDamaged) || !strings.Contains(err.Error(), "deeper") {
		t.Fatalf("got %v", err)
	}
	if err := walk(s.reader(), s.size(), "entries", ignore); !errors.Is(err, guard.ErrDamaged) {
		t.Fatalf("walk: got %v", err)
	}
}

// A branch can lead back to one further up that is not the first of its tree.
func TestQuickRefusesACycle(t *testing.T) {
	s := journal(t, 1024, 2000)
	branch := s.child(s.top("entries"), -1)
	if le.Uint16(s.page(branch)[8:]) != 1 {
		t.Fatal("the tree is not as deep as it must be")
	}
	element, _ := s.element(branch, int(le.Uint16(s.page(branch)[10:]))-1)
	le.PutUint64(element[8:], s.top("entries"))
	err := quick(s.reader(), s.size(), guard.Path{Bucket: "entries", Last: true})
	if !errors.Is(err, guard.ErrDamaged) || !strings.Contains(err.Error(), "leads back") {
		t.Fatalf("got %v", err)
	}
}

// zeroes is a file that goes on with zeroes behind its data, as a sparse one does.
type zeroes struct{ data []byte }

func (z zeroes) ReadAt(b []byte, off int64) (int, error) {
	clear(b)
	if off < int64(len(z.data)) {
		copy(b, z.data[off:])
	}
	return len(b), nil
}

// A page may claim to be as large as a sparse file, which has no blocks for it: no such buffer
// is made. A page of a size that bbolt may write is read.
func TestQuickBoundsThePageItReads(t *testing.T) {
	for _, c := range []struct {
		value int
		want  error
	}{
		{10 << 20, nil},
		{guard.MaxPage, guard.ErrDamaged},
		{1 << 31, guard.ErrDamaged},
	} {
		s := journal(t, pageSize, 600)
		high := s.highWater()
		run := uint64(16+16+8+c.value+pageSize-1) / pageSize
		s.data = append(s.data[:high*pageSize], make([]byte, pageSize)...)
		p := s.page(high)
		le.PutUint64(p, high)
		p[8], p[10] = 2, 1
		le.PutUint32(p[12:], uint32(run-1))
		le.PutUint32(p[20:], 16)
		le.PutUint32(p[24:], 8)
		le.PutUint32(p[28:], uint32(c.value))
		le.PutUint64(s.bucket("entries"), high)
		le.PutUint64(s.current()[40:], high+run)
		s.seal()
		err := quick(zeroes{s.data}, int64(high+run)*pageSize, guard.Path{Bucket: "entries"})
		if !errors.Is(err, c.want) {
			t.Errorf("a value of %d bytes: got %v", c.value, err)
		}
		if c.want != nil && !strings.Contains(err.Error(), "goes beyond") {
			t.Errorf("a value of %d bytes: refused for %v", c.value, err)
		}
	}
}

// With one header broken, bbolt falls back to the other without a word. Guard must choose the
// same, and say so.
func TestQuickChoosesTheHeaderThatBboltDoes(t *testing.T) {
	whole := journal(t, pageSize, 700)
	for name, do := range map[string]func(s *sample){
		"both well":             func(*sample) {},
		"first broken":          func(s *sample) { s.header(0)[50]++ },
		"second broken":         func(s *sample) { s.header(1)[50]++ },
		"first page zeroed":     func(s *sample) { copy(s.data[:pageSize], make([]byte, pageSize)) },
		"second page zeroed":    func(s *sample) { copy(s.data[pageSize:2*pageSize], make([]byte, pageSize)) },
		"first of a version 3":  func(s *sample) { s.header(0)[4] = 3; s.seal() },
		"second without magic":  func(s *sample) { s.header(1)[0] = 0; s.seal() },
		"same number, sealed":   func(s *sample) { copy(s.header(1)[48:56], s.header(0)[48:56]); s.seal() },
		"first newer by one":    func(s *sample) { le.PutUint64(s.header(0)[48:], le.Uint64(s.header(1)[48:])+1); s.seal() },
		"the newer one broken":  func(s *sample) { s.current()[60]++ },
		"the older one's state": func(s *sample) { s.header(s.newest())[0] = 0 },
	} {
		t.Run(name, func(t *testing.T) {
			s := whole.clone()
			do(s)
			path := filepath.Join(t.TempDir(), "copy.db")
			must(t, os.WriteFile(path, s.data, 0o600))
			db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
			must(t, err)
			defer db.Close()
			var txid, bucketRoot uint64
			must(t, db.View(func(tx *bbolt.Tx) error {
				txid, bucketRoot = uint64(tx.ID()), uint64(tx.Bucket([]byte("meta")).Stats().KeyN)
				return nil
			}))
			f, err := guard.Open(s.reader(), s.size())
			must(t, err)
			must(t, f.Quick(paths()...))
			if f.Txid() != txid {
				t.Errorf("guard uses transaction %d, bbolt %d", f.Txid(), txid)
			}
			var keys uint64
			must(t, walk(s.reader(), s.size(), "meta", func(_, _ []byte) error { keys++; return nil }))
			if keys != bucketRoot {
				t.Errorf("guard finds %d keys in meta, bbolt %d", keys, bucketRoot)
			}
			valid := 2
			for n := range 2 {
				if c := whole.clone(); !bytes.Equal(c.header(n)[:8], s.header(n)[:8]) || !sealed(s, n) {
					valid--
				}
			}
			if f.OneHeader() != (valid == 1) {
				t.Errorf("%d valid headers, reported one: %v", valid, f.OneHeader())
			}
		})
	}
}

// sealed returns whether the checksum of header n is right.
func sealed(s *sample, n int) bool {
	c := s.clone()
	c.seal()
	return bytes.Equal(c.header(n), s.header(n))
}

// After every commit the file has at least as many pages as its high-water mark says, also while
// it grows and in a file that was copied: otherwise the check of the size would refuse what is
// well.
func TestBboltKeepsTheFileAtLeastAsLongAsItsMark(t *testing.T) {
	for _, alloc := range []int{1 << 20, 0} {
		path := filepath.Join(t.TempDir(), "journal.db")
		db := open(t, path, pageSize)
		db.NoGrowSync = false
		db.AllocSize = alloc
		commits := rounds(20, 60)
		for n := range commits {
			update(t, db, func(tx *bbolt.Tx) {
				b, err := tx.CreateBucketIfNotExists([]byte("entries"))
				must(t, err)
				must(t, b.Put(number(n), make([]byte, 1+n*180_000/commits)))
			})
			s := load(t, path, pageSize)
			if err := quick(s.reader(), s.size(), guard.Path{Bucket: "entries", Last: true}); err != nil {
				t.Fatalf("after %d commits: %v", n+1, err)
			}
		}
		var copied bytes.Buffer
		must(t, db.View(func(tx *bbolt.Tx) error { _, err := tx.WriteTo(&copied); return err }))
		s := &sample{data: copied.Bytes(), pageSize: pageSize}
		if err := quick(s.reader(), s.size()); err != nil || int64(s.highWater())*pageSize != s.size() {
			t.Fatalf("copy of %d bytes, %d pages: %v", s.size(), s.highWater(), err)
		}
		must(t, db.Close())
	}
}

// More than 65,534 free pages are listed in another form, here in a file that is sparse.
func TestQuickReadsALongFreelist(t *testing.T) {
	const many = 70_000
	s := journal(t, 1024, 20)
	list := s.highWater()
	pages := uint64(24+8*many)/1024 + 1
	s.data = append(s.data[:list*1024], make([]byte, pages*1024)...)
	p := s.page(list)
	le.PutUint64(p, list)
	p[8] = 0x10
	le.PutUint16(p[10:], 0xFFFF)
	le.PutUint32(p[12:], uint32(pages-1))
	le.PutUint64(p[16:], many)
	for n := range uint64(many) {
		le.PutUint64(p[24+8*n:], list+pages+n)
	}
	le.PutUint64(s.current()[32:], list)
	le.PutUint64(s.current()[40:], list+pages+many)
	s.seal()
	readsALongFreelist(t, s, zeroes{s.data}, int64(list+pages+many)*1024)
}

// The same in a file that bbolt made, which takes 70 MB.
func TestQuickReadsALongFreelistOfBbolt(t *testing.T) {
	if !*full {
		t.Skip("needs -full")
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	db := open(t, path, 1024)
	update(t, db, func(tx *bbolt.Tx) {
		b, err := tx.CreateBucket([]byte("entries"))
		must(t, err)
		for n := range 70 {
			must(t, b.Put(number(n), make([]byte, 1<<20)))
		}
	})
	update(t, db, func(tx *bbolt.Tx) {
		must(t, tx.DeleteBucket([]byte("entries")))
		_, err := tx.CreateBucket([]byte("entries"))
		must(t, err)
	})
	must(t, db.Close())
	s := load(t, path, 1024)
	readsALongFreelist(t, s, s.reader(), s.size())
}

// readsALongFreelist holds that the list is read to its last number.
func readsALongFreelist(t *testing.T, s *sample, r io.ReaderAt, size int64) {
	t.Helper()
	p := s.page(s.freelist())
	free := le.Uint64(p[16:])
	if le.Uint16(p[10:]) != 0xFFFF || free < 70_000 {
		t.Fatalf("%d pages are free", free)
	}
	must(t, quick(r, size, guard.Path{Bucket: "entries"}))
	le.PutUint64(p[24+8*(free-1):], s.highWater())
	if err := quick(r, size); !errors.Is(err, guard.ErrDamaged) {
		t.Fatalf("with the last free page beyond the end: %v", err)
	}
}

// An error of the disk is handed on as it is.
func TestQuickHandsOnTheReadersError(t *testing.T) {
	s := journal(t, pageSize, 600)
	broken := errors.New("input/output error")
	for n := range 20 {
		err := quick(&failing{s.reader(), n, broken}, s.size(), paths()...)
		if err != nil && (!errors.Is(err, broken) || errors.Is(err, guard.ErrDamaged)) {
			t.Fatalf("at read %d: %v", n, err)
		}
		if n < 5 && err == nil {
			t.Fatalf("read %d failed and the check did not", n)
		}
	}
}

// failing fails read n.
type failing struct {
	*bytes.Reader
	n   int
	err error
}

func (f *failing) ReadAt(b []byte, off int64) (int, error) {
	if f.n--; f.n < 0 {
		return 0, f.err
	}
	return f.Reader.ReadAt(b, off)
}

func ignore(_, _ []byte) error { return nil }
