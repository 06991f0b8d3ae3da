package guard_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
	"shakeoff/store/guard"
)

func TestWalkFindsWhatBboltFinds(t *testing.T) {
	for _, size := range []int{1024, 4096, pageSize} {
		s := journal(t, size, 600)
		for _, name := range append(buckets(), "none") {
			want, there := bboltBucket(t, s, name)
			got, err := contents(s, name)
			if there && err != nil || !there && !errors.Is(err, guard.ErrNoBucket) {
				t.Fatalf("page size %d, %q: %v", size, name, err)
			}
			if !bytes.Equal(got, want) {
				t.Fatalf("page size %d, %q: got %d bytes, want %d", size, name, len(got), len(want))
			}
		}
	}
}

// contents are the keys and values of a bucket one behind the other, by guard.
func contents(s *sample, bucket string) ([]byte, error) {
	var all []byte
	err := walk(s.reader(), s.size(), bucket, func(k, v []byte) error {
		all = append(append(all, k...), v...)
		return nil
	})
	return all, err
}

// bboltBucket is the same by bbolt.
func bboltBucket(t *testing.T, s *sample, bucket string) (all []byte, there bool) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	must(t, os.WriteFile(path, s.data, 0o600))
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	must(t, err)
	defer db.Close()
	must(t, db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		if b == nil {
			return nil
		}
		there = true
		return b.ForEach(func(k, v []byte) error {
			all = append(append(all, k...), v...)
			return nil
		})
	}))
	return all, there
}

func TestWalkGivesNestedBucketsWithoutValue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nested.db")
	db := open(t, path, pageSize)
	update(t, db, func(tx *bbolt.Tx) {
		top, err := tx.CreateBucket([]byte("top"))
		must(t, err)
		_, err = top.CreateBucket([]byte("inner"))
		must(t, err)
		must(t, top.Put([]byte("plain"), []byte{}))
	})
	must(t, db.Close())
	s := load(t, path, pageSize)
	var seen []string
	must(t, walk(s.reader(), s.size(), "top", func(k, v []byte) error {
		if (v == nil) == (string(k) == "inner") {
			seen = append(seen, string(k))
		}
		return nil
	}))
	if strings.Join(seen, " ") != "inner plain" {
		t.Fatalf("got %q", seen)
	}
}

// One bad page costs its own records and no others.
func TestWalkPassesOverABadPage(t *testing.T) {
	whole := journal(t, pageSize, 600)
	all := count(whole, "entries")
	for _, c := range []struct {
		name string
		lost int // records; those on element 2's page, or none
		do   func(s *sample, page uint64)
	}{
		{"zeroed", 1, func(s *sample, page uint64) { copy(s.page(page)[:pageSize], make([]byte, pageSize)) }},
		{"another number", 1, func(s *sample, page uint64) { s.page(page)[0]++ }},
		{"a key without bytes", 1, func(s *sample, page uint64) {
			element, _ := s.element(page, 1)
			le.PutUint32(element[8:], 0)
		}},
		{"beyond the end", 1, func(s *sample, page uint64) { s.setChild("entries", 2, 1<<40) }},
		{"back to the top", 1, func(s *sample, page uint64) { s.setChild("entries", 2, s.top("entries")) }},
		{"a page twice", 1, func(s *sample, page uint64) { s.setChild("entries", 2, s.child(s.top("entries"), 0)) }},
		{"runs on over its neighbours", 1, func(s *sample, page uint64) { le.PutUint32(s.page(page)[12:], 9) }},
		{"keys out of order", 0, func(s *sample, page uint64) {
			_, key := s.element(page, 1)
			key[0] = 0xFF
		}},
		{"branch keys out of order", 0, func(s *sample, page uint64) {
			_, key := s.element(s.top("entries"), 2)
			key[0] = 0xFF
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := whole.clone()
			page := s.child(s.top("entries"), 2)
			on := int(le.Uint16(s.page(page)[10:]))
			c.do(s, page)
			got := 0
			err := walk(s.reader(), s.size(), "entries", func(_, _ []byte) error { got++; return nil })
			if !errors.Is(err, guard.ErrDamaged) || got != all-c.lost*on {
				t.Fatalf("got %d of %d records, %v", got, all, err)
			}
		})
	}
}

// A page that is in use and listed as free is from before, if what leads to it is damaged: it is
// read, and told of.
func TestWalkTellsOfAFreePage(t *testing.T) {
	s := journal(t, pageSize, 600)
	all := count(s, "entries")
	s.listAlso(s.child(s.top("entries"), 2))
	for _, bucket := range buckets() {
		n := 0
		err := walk(s.reader(), s.size(), bucket, func(_, _ []byte) error { n++; return nil })
		if bucket == "entries" && (!errors.Is(err, guard.ErrDamaged) || n != all) || bucket != "entries" && err != nil {
			t.Errorf("%q: %d records, %v", bucket, n, err)
		}
	}
}

// A leaf that lies deeper than the others of its tree, everything else in order, is read and told
// of by every reader: bbolt merges pages beside each other without looking of what kind they are.
func TestLeavesLieAtOneDepth(t *testing.T) {
	s := journal(t, pageSize, 600)
	all := count(s, "entries")
	leaf := s.child(s.top("entries"), 2)
	high := s.highWater()
	s.data = append(s.data[:high*pageSize], bytes.Clone(s.page(leaf)[:pageSize])...)
	le.PutUint64(s.page(high), high)
	_, key := s.element(leaf, 0)
	first := bytes.Clone(key[:8])
	s.putLeaf(leaf)
	p := s.page(leaf)
	p[8] = 1 // a branch, with the leaf's copy below it
	clear(p[16:32])
	le.PutUint32(p[16:], 16)
	le.PutUint32(p[20:], 8)
	le.PutUint64(p[24:], high)
	copy(p[32:], first)
	le.PutUint64(s.current()[40:], high+1)
	s.seal()

	faults, err := deep(s.reader(), s.size())
	if err != nil || len(faults) != 1 || !strings.Contains(faults[0].Error(), "another kind") {
		t.Errorf("deep: %v, %v", faults, err)
	}
	n := 0
	err = walk(s.reader(), s.size(), "entries", func(_, _ []byte) error { n++; return nil })
	if !errors.Is(err, guard.ErrDamaged) || n != all {
		t.Errorf("walk: %d of %d records, %v", n, all, err)
	}
	if _, err := spread(t, s, "entries", 3); !errors.Is(err, guard.ErrDamaged) {
		t.Errorf("spread: %v", err)
	}
}

// What a truncated file still has is read, and the faults are counted, not listed for ever.
func TestWalkReadsWhatIsLeftOfATruncatedFile(t *testing.T) {
	whole := upperHeavy(t)
	all, some := count(whole, "entries"), 0
	for tenth := range uint64(10) {
		cut := 4 + whole.highWater()*tenth/10
		s := whole.clone()
		s.data = s.data[:cut*1024]
		want := 0
		if whole.root() < cut {
			want = whole.before(whole.top("entries"), cut)
		}
		got := 0
		err := walk(s.reader(), s.size(), "entries", func(_, _ []byte) error { got++; return nil })
		if !errors.Is(err, guard.ErrDamaged) || got != want || got == all {
			t.Fatalf("%d pages: got %d of %d records, want %d: %v", cut, got, all, want, err)
		}
		if lines := strings.Count(err.Error(), "\n") + 1; lines > 18 {
			t.Fatalf("the error has %d lines", lines)
		}
		some += got
	}
	if some == 0 {
		t.Fatal("nothing was read of any")
	}
}

// upperHeavy is a file whose root and whose buckets' first pages are in the lower part, so that a
// cut leaves them: the last commit finds its pages where the first freed them.
func upperHeavy(t *testing.T) *sample {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.db")
	db := open(t, path, 1024)
	fill := func(tx *bbolt.Tx, bucket string, from, to int) {
		b, err := tx.CreateBucketIfNotExists([]byte(bucket))
		must(t, err)
		for n := from; n < to; n++ {
			must(t, b.Put(number(n), make([]byte, 400)))
		}
	}
	update(t, db, func(tx *bbolt.Tx) {
		fill(tx, "drafts", 0, 100)
		fill(tx, "entries", 0, 500)
	})
	update(t, db, func(tx *bbolt.Tx) {
		must(t, tx.DeleteBucket([]byte("drafts")))
		fill(tx, "entries", 500, 2000)
	})
	update(t, db, func(tx *bbolt.Tx) { fill(tx, "entries", 0, 1) })
	must(t, db.Close())
	return load(t, path, 1024)
}

// before counts the records of a tree on pages that lie before a cut, with all above them.
func (s *sample) before(id, cut uint64) (n int) {
	p := s.page(id)
	if id+uint64(le.Uint32(p[12:])) >= cut {
		return 0
	}
	if n = int(le.Uint16(p[10:])); le.Uint16(p[8:]) == 2 {
		return n
	}
	for i := range n {
		n += s.before(s.child(id, i), cut) - 1
	}
	return n
}

// WalkBack finds what Walk does, the other way round, and Get finds each of it meanwhile.
func TestWalkBackAndGetFindWhatWalkDoes(t *testing.T) {
	for _, size := range []int{1024, pageSize} {
		s := journal(t, size, 600)
		f, err := guard.Open(s.reader(), s.size())
		must(t, err)
		for _, name := range buckets() {
			var keys, values [][]byte
			must(t, f.Walk(name, func(k, v []byte) error {
				keys, values = append(keys, bytes.Clone(k)), append(values, bytes.Clone(v))
				return nil
			}))
			n := len(keys)
			must(t, f.WalkBack(name, func(k, v []byte) error {
				n--
				got, err := f.Get(name, keys[n])
				must(t, err)
				if !bytes.Equal(k, keys[n]) || !bytes.Equal(v, values[n]) || !bytes.Equal(got, values[n]) {
					t.Fatalf("%q: record %d differs", name, n)
				}
				return nil
			}))
			if n != 0 {
				t.Fatalf("%q: %d records are missing", name, n)
			}
			from := []byte{}
			for n, want := range append(keys, nil) {
				k, err := f.Next(name, from)
				if err != nil || !bytes.Equal(k, want) {
					t.Fatalf("%q: key %d is not the next: %v", name, n, err)
				}
				if again, _ := f.Next(name, k); n < len(keys) && !bytes.Equal(again, want) {
					t.Fatalf("%q: key %d is not the next of itself", name, n)
				}
				from = append(bytes.Clone(want), 0)
			}
			for _, other := range [][]byte{{}, {1}, {0xFF, 0xFF}, append(keys[0], 0)} {
				if v, err := f.Get(name, other); v != nil || err != nil {
					t.Fatalf("%q: a key that is not there: %d bytes, %v", name, len(v), err)
				}
			}
		}
		if _, err := f.Next("none", number(1)); !errors.Is(err, guard.ErrNoBucket) {
			t.Fatalf("a bucket that is not there has a next: %v", err)
		}
		if _, err := f.Get("none", number(1)); !errors.Is(err, guard.ErrNoBucket) {
			t.Fatalf("a bucket that is not there: %v", err)
		}
	}
}

// Get refuses a page that cannot be read, and comes to an end in a tree that leads back.
func TestGetRefusesADamagedPage(t *testing.T) {
	whole := journal(t, pageSize, 600)
	for name, do := range map[string]func(s *sample, page uint64){
		"zeroed":     func(s *sample, page uint64) { clear(s.page(page)[:pageSize]) },
		"leads back": func(s *sample, page uint64) { s.setChild("entries", 0, s.top("entries")) },
		"no elements": func(s *sample, page uint64) {
			p := s.page(s.top("entries"))
			clear(p[10:12])
			copy(p[16:pageSize], bytes.Repeat([]byte{0xFF}, pageSize))
		},
		"root": func(s *sample, page uint64) { clear(s.page(s.root())[:pageSize]) },
	} {
		s := whole.clone()
		do(s, s.child(s.top("entries"), 0))
		f, err := guard.Open(s.reader(), s.size())
		must(t, err)
		if v, err := f.Get("entries", number(1)); !errors.Is(err, guard.ErrDamaged) || v != nil {
			t.Errorf("%s: got %d bytes, %v", name, len(v), err)
		}
		if k, err := f.Next("entries", number(1)); !errors.Is(err, guard.ErrDamaged) || k != nil {
			t.Errorf("%s: %d bytes are next, %v", name, len(k), err)
		}
	}
}

func TestWalkEndsWithTheErrorItWasGiven(t *testing.T) {
	s := journal(t, pageSize, 600)
	enough := errors.New("enough")
	for _, bucket := range []string{"entries", "meta"} {
		calls := 0
		err := walk(s.reader(), s.size(), bucket, func(_, _ []byte) error { calls++; return enough })
		if err != enough || calls != 1 {
			t.Fatalf("%q: %d calls, %v", bucket, calls, err)
		}
	}
}

func count(s *sample, bucket string) (n int) {
	_ = walk(s.reader(), s.size(), bucket, func(_, _ []byte) error { n++; return nil })
	return n
}

// However many pages claim the same ones to run on over, those are read once.
func TestWalkReadsWhatPagesRunOnOverOnce(t *testing.T) {
	s := journal(t, pageSize, 600)
	const claims, run = 20, 200
	high := s.highWater()
	s.data = append(s.data[:high*pageSize], make([]byte, (claims+run)*pageSize)...)
	for i := range claims {
		id := high + uint64(i)
		s.putLeaf(id)
		le.PutUint32(s.page(id)[12:], run-1)
		le.PutUint32(s.page(id)[28:], run*pageSize-16-16-8)
		s.setChild("entries", i, id)
	}
	le.PutUint64(s.current()[40:], high+claims+run)
	s.seal()
	m := &meter{Reader: s.reader()}
	if err := walk(m, s.size(), "entries", ignore); !errors.Is(err, guard.ErrDamaged) {
		t.Fatalf("got %v", err)
	}
	if m.read > s.size() {
		t.Errorf("%d bytes of %d were read", m.read, s.size())
	}
}
