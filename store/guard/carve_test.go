package guard_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"

	"shakeoff/store/guard"
)

// pair is a key and its value as text, to be counted.
type pair struct{ key, value string }

// carved is everything that is carved out of a file.
func carved(t testing.TB, s *sample) map[pair]int {
	t.Helper()
	found := make(map[pair]int)
	must(t, guard.Carve(s.reader(), s.size(), func(c guard.Carved) error {
		if !c.IsBucket {
			found[pair{string(c.Key), string(c.Value)}]++
		}
		return nil
	}))
	return found
}

// inUse is everything that the file holds.
func inUse(t testing.TB, s *sample) (all []pair) {
	t.Helper()
	for _, name := range buckets() {
		must(t, walk(s.reader(), s.size(), name, func(k, v []byte) error {
			all = append(all, pair{string(k), string(v)})
			return nil
		}))
	}
	return all
}

// missing counts what of all is not found.
func missing(all []pair, found map[pair]int) (n int) {
	for _, p := range all {
		if found[p] == 0 {
			n++
		}
	}
	return n
}

// Of a file without headers, branches and freelists everything is found, in every page size.
func TestCarveNeedsLeavesOnly(t *testing.T) {
	for _, size := range []int{1024, 4096, pageSize, 65536} {
		s := journal(t, size, 300)
		all := inUse(t, s)
		clear(s.data[:2*size])
		for id := uint64(2); id < s.pages(); id++ {
			if kind := le.Uint16(s.page(id)[8:]); le.Uint64(s.page(id)) == id && (kind == 1 || kind == 16) {
				clear(s.page(id)[:size])
			}
		}
		if _, err := guard.Open(s.reader(), s.size()); !errors.Is(err, guard.ErrDamaged) {
			t.Fatalf("page size %d: it still opens: %v", size, err)
		}
		if n := missing(all, carved(t, s)); n > 0 {
			t.Errorf("page size %d: %d of %d are missing", size, n, len(all))
		}
	}
}

func (s *sample) pages() uint64 { return uint64(len(s.data) / s.pageSize) }

// What was written over in a new place is still found in the old one, until that is used again.
func TestCarveFindsWhatWasSetFree(t *testing.T) {
	s := journal(t, pageSize, 600)
	stale := carved(t, s)
	for _, p := range inUse(t, s) {
		delete(stale, p)
	}
	if len(stale) == 0 {
		t.Fatal("nothing from before was found")
	}
}

// A flipped bit costs at most what it lies in: the element, and never its neighbours.
func TestCarveLosesNoMoreThanWhatIsDamaged(t *testing.T) {
	whole := journal(t, pageSize, 300)
	// Only what is in use counts: a stale copy must not stand in for a leaf that was lost.
	entry := func(s *sample) uint64 { return s.child(s.top("entries"), 2) }
	for id := uint64(2); id < whole.pages(); id++ {
		if !whole.reaches(id) && le.Uint16(whole.page(id)[8:]) == 2 {
			clear(whole.page(id)[:pageSize])
		}
	}
	all := inUse(t, whole)
	for _, c := range []struct {
		name string
		lost int
		do   func(s *sample)
	}{
		{"its number", 0, func(s *sample) { s.page(entry(s))[0] ^= 0x10 }},
		{"its kind", 0, func(s *sample) { s.page(entry(s))[8] ^= 0x11 }},
		{"its count", 0, func(s *sample) { s.page(entry(s))[10] ^= 4 }},
		{"its count and its kind", 0, func(s *sample) { s.page(entry(s))[10] ^= 4; s.page(entry(s))[8] = 0 }},
		{"its count to many", 0, func(s *sample) { le.PutUint16(s.page(entry(s))[10:], 0xFFFF) }},
		{"its count to none", 0, func(s *sample) { s.page(entry(s))[10] = 0 }},
		{"how far it runs on", 0, func(s *sample) { s.page(entry(s))[15] ^= 0x80 }},
		{"the place of an element", 1, func(s *sample) { e, _ := s.element(entry(s), 3); e[4] ^= 1 }},
		{"the place of the first element", 1, func(s *sample) { e, _ := s.element(entry(s), 0); e[4] ^= 0x20 }},
		{"the size of a key", 1, func(s *sample) { e, _ := s.element(entry(s), 3); e[9] ^= 0x80 }},
		{"the size of a value", 1, func(s *sample) { e, _ := s.element(entry(s), 3); e[15] ^= 0x80 }},
		{"a key", 1, func(s *sample) { _, k := s.element(entry(s), 3); k[7] ^= 1 }},
		{"a value", 1, func(s *sample) { _, k := s.element(entry(s), 3); k[70] ^= 1 }},
	} {
		s := whole.clone()
		c.do(s)
		if n := missing(all, carved(t, s)); n != c.lost {
			t.Errorf("%s: %d of %d are missing, want %d", c.name, n, len(all), c.lost)
		}
	}
}

// reaches tells whether the root or a bucket leads to a page, or it runs on over it.
func (s *sample) reaches(id uint64) bool {
	if id == s.root() {
		return true
	}
	for _, name := range buckets() {
		top := s.top(name)
		if top == 0 {
			continue
		}
		pages := []uint64{top}
		if le.Uint16(s.page(top)[8:]) == 1 {
			for i := range int(le.Uint16(s.page(top)[10:])) {
				pages = append(pages, s.child(top, i))
			}
		}
		for _, p := range pages {
			if id >= p && id <= p+uint64(le.Uint32(s.page(p)[12:])) {
				return true
			}
		}
	}
	return false
}

// The root tells where the buckets begin and how far they have counted, and holds the small ones.
func TestCarveTellsOfTheRoot(t *testing.T) {
	s := journal(t, pageSize, 300)
	roots, inline := make(map[string]uint64), 0
	must(t, guard.Carve(s.reader(), s.size(), func(c guard.Carved) error {
		at := c.Offset == int64(s.root())*pageSize && c.ID == s.root()
		switch {
		case at && c.IsBucket:
			roots[string(c.Key)] = c.Root
		case at && c.Inline == "meta":
			inline++
		case c.Inline != "" && c.Inline != "meta":
			t.Fatalf("%q is too large to lie inline", c.Inline)
		}
		return nil
	}))
	for _, name := range buckets() {
		if want := s.top(name); roots[name] != want || want == 0 && inline == 0 {
			t.Errorf("%q begins at %d, want %d; %d values inline", name, roots[name], want, inline)
		}
	}
}

func TestCarveEnds(t *testing.T) {
	s := journal(t, pageSize, 300)
	enough := errors.New("enough")
	calls := 0
	err := guard.Carve(s.reader(), s.size(), func(guard.Carved) error { calls++; return enough })
	if err != enough || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
	if err := guard.Carve(s.reader(), 0, nil); !errors.Is(err, guard.ErrEmpty) {
		t.Errorf("no bytes: %v", err)
	}
	text := &sample{data: bytes.Repeat([]byte("It was a long day.\n"), 9000), pageSize: pageSize}
	if found := carved(t, text); len(found) > 0 {
		t.Errorf("%d found in a text", len(found))
	}
}

// A file in which every page claims to be a leaf of large values costs no more than a bounded
// number of readings, and that not all was read is said.
func TestCarveIsBounded(t *testing.T) {
	data := make([]byte, 1<<20)
	for at := 0; at < len(data); at += 1024 {
		p := data[at:]
		le.PutUint16(p[8:], 2)
		le.PutUint16(p[10:], 40)
		for i := range 40 {
			le.PutUint32(p[16+16*i+4:], 16*40)
			le.PutUint32(p[16+16*i+8:], 8)
			le.PutUint32(p[16+16*i+12:], uint32(min(1<<19, len(data)-at-4096)))
		}
	}
	m := &meter{Reader: bytes.NewReader(data)}
	err := guard.Carve(m, int64(len(data)), func(guard.Carved) error { return nil })
	if !errors.Is(err, guard.ErrDamaged) || m.read > 18*int64(len(data)) {
		t.Fatalf("%d bytes were read of %d: %v", m.read, len(data), err)
	}
}

// Whatever is done to a file, carving ends, reads it a bounded number of times, and gives nothing
// that is not in it.
func carveAny(t *testing.T, s *sample) {
	t.Helper()
	m := &meter{Reader: s.reader()}
	err := guard.Carve(m, s.size(), func(c guard.Carved) error {
		if len(c.Key) == 0 || c.IsBucket != (c.Value == nil) || c.Offset < 0 || c.Offset >= s.size() {
			t.Fatalf("a key of %d bytes at %d", len(c.Key), c.Offset)
		}
		if !bytes.Contains(s.data[c.Offset:], append(bytes.Clone(c.Key), c.Value...)) {
			t.Fatal("what was carved is not in the file")
		}
		return nil
	})
	if err != nil && !errors.Is(err, guard.ErrDamaged) && !errors.Is(err, guard.ErrEmpty) {
		t.Fatal(err)
	}
	if m.read > 18*s.size()+1<<12 {
		t.Fatalf("%d bytes were read of %d", m.read, s.size())
	}
}

func TestCarveWithstandsRandomDamage(t *testing.T) {
	whole := journal(t, 4096, 100)
	vital := []uint64{whole.root(), whole.top("entries"), whole.child(whole.top("entries"), 1)}
	r := rand.New(rand.NewPCG(4, 2))
	for range 60 {
		s := whole.clone()
		for range 1 + r.IntN(6) {
			harm(s, r, vital)
		}
		carveAny(t, s)
	}
}

func FuzzCarve(f *testing.F) {
	whole := journal(f, 4096, 20)
	seeds(f, whole)
	f.Fuzz(func(t *testing.T, changes []byte, seal bool, cut uint32) {
		carveAny(t, changed(whole, changes, seal, cut))
	})
}
