package guard_test

import (
	"errors"
	"strings"
	"testing"

	"shakeoff/store/guard"
)

func TestDeepFindsNoFaultInWhatBboltMade(t *testing.T) {
	for _, size := range []int{1024, 4096, pageSize, 65536} {
		for _, entries := range []int{0, 1, 20, 600} {
			s := journal(t, size, entries)
			if faults, err := deep(s.reader(), s.size()); err != nil || len(faults) > 0 {
				t.Fatalf("page size %d, %d entries: %v, %v", size, entries, faults, err)
			}
		}
	}
}

// Every damage that a quick look at some paths finds is found, and those that only a look at
// every page can find.
func TestDeepNamesEveryDamage(t *testing.T) {
	whole := journal(t, pageSize, 700)
	middle := func(s *sample, name string) uint64 { return s.child(s.top(name), 3) }
	for _, c := range append(damages(),
		damage{"a leaf in the middle zeroed", "page", func(s *sample) {
			clear(s.page(middle(s, "entries"))[:pageSize])
		}},
		damage{"a leaf in the middle without elements", "page", func(s *sample) {
			clear(s.page(middle(s, "entries"))[10:pageSize])
		}},
		damage{"a key in the middle out of order", "out of order", func(s *sample) {
			_, key := s.element(middle(s, "entries"), 2)
			key[0] = 0xFF
		}},
		damage{"a page of two parents", "used twice", func(s *sample) { s.setChild("dead", 0, s.child(s.top("dead"), 1)) }},
		damage{"a free page not listed", "neither in use nor listed as free", func(s *sample) {
			n := le.Uint16(s.page(s.freelist())[10:])
			le.PutUint16(s.page(s.freelist())[10:], n-1)
		}},
		damage{"a page in use listed, all else in order", "listed as free", func(s *sample) { s.swapFree() }},
		damage{"a page in use listed, too", "in use and listed as free", func(s *sample) { s.listAlso(middle(s, "entries")) }},
	) {
		s := whole.clone()
		c.do(s)
		faults, err := deep(s.reader(), s.size())
		if err == nil && len(faults) == 0 {
			t.Errorf("%s: nothing was found", c.name)
			continue
		}
		// A freelist within a record is a page of two uses, here as there.
		joined := errors.Join(append(faults, err)...)
		says := strings.Contains(joined.Error(), c.says) || strings.Contains(joined.Error(), "used twice")
		if !errors.Is(joined, guard.ErrDamaged) || !says {
			t.Errorf("%s: got %v, want %q", c.name, joined, c.says)
		}
	}
}

func TestDeepNamesNoMoreThanAPageful(t *testing.T) {
	s := journal(t, 1024, 600)
	for id := uint64(2); id < s.highWater(); id++ {
		if id != s.root() && le.Uint16(s.page(id)[8:]) == 2 && le.Uint64(s.page(id)) == id {
			s.page(id)[0]++
		}
	}
	faults, err := deep(s.reader(), s.size())
	must(t, err)
	if len(faults) != 16 {
		t.Fatalf("%d faults", len(faults))
	}
}

func TestDeepRefusesWhatIsNoJournal(t *testing.T) {
	for _, c := range []struct {
		data []byte
		want error
	}{{nil, guard.ErrEmpty}, {make([]byte, 100_000), guard.ErrNotBolt}} {
		s := sample{data: c.data}
		if faults, err := deep(s.reader(), s.size()); !errors.Is(err, c.want) || len(faults) > 0 {
			t.Errorf("%d bytes: %v, want %v", len(c.data), err, c.want)
		}
	}
}

func TestBucketsAreNamed(t *testing.T) {
	s := journal(t, pageSize, 20)
	f, err := guard.Open(s.reader(), s.size())
	must(t, err)
	names, err := f.Buckets()
	if err != nil || strings.Join(names, " ") != "dead drafts entries keys meta" {
		t.Fatalf("got %q, %v", names, err)
	}
	clear(s.page(s.root())[:pageSize])
	if names, err := f.Buckets(); !errors.Is(err, guard.ErrDamaged) || len(names) > 0 {
		t.Fatalf("without a root: got %q, %v", names, err)
	}
}

// FuzzDeep holds that what a deep look finds well is well for every other part of guard, and that
// it ends, having read the file a few times at most.
func FuzzDeep(f *testing.F) {
	whole := journal(f, 4096, 60)
	seeds(f, whole)
	f.Fuzz(func(t *testing.T, changes []byte, seal bool, cut uint32) {
		s := changed(whole, changes, seal, cut)
		m := &meter{Reader: s.reader()}
		faults, err := deep(m, s.size())
		if m.read > 4*s.size()+1<<16 {
			t.Fatalf("%d bytes were read of %d", m.read, s.size())
		}
		if err != nil || len(faults) > 0 {
			return
		}
		for _, path := range paths() {
			if err := quick(s.reader(), s.size(), path); err != nil && !errors.Is(err, guard.ErrNoBucket) {
				t.Fatalf("well, and quick says %v", err)
			}
			if err := walk(s.reader(), s.size(), path.Bucket, ignore); err != nil && !errors.Is(err, guard.ErrNoBucket) {
				t.Fatalf("well, and a walk says %v", err)
			}
		}
		f, err := guard.Open(s.reader(), s.size())
		must(t, err)
		if _, err := f.FreeInBoth(); err != nil && !errors.Is(err, guard.ErrStale) && !f.OneHeader() {
			t.Fatalf("well, and the free pages say %v", err)
		}
	})
}
