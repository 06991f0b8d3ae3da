package guard_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
	"shakeoff/store/guard"
)

// What guard calls free can be zeroed: both states that the file can be opened in are whole
// afterwards, by bbolt's own check, and what was deleted is nowhere left. The control is that
// it was there before.
func TestFreeInBothCanBeZeroed(t *testing.T) {
	secret := []byte("the words that were taken out")
	path := filepath.Join(t.TempDir(), "journal.db")
	must(t, os.WriteFile(path, journal(t, 4096, 600).data, 0o600))
	db := open(t, path, 4096)
	update(t, db, func(tx *bbolt.Tx) {
		must(t, tx.Bucket([]byte("entries")).Put(number(300), bytes.Repeat(secret, 400)))
	})
	update(t, db, func(tx *bbolt.Tx) { must(t, tx.Bucket([]byte("entries")).Delete(number(300))) })
	update(t, db, func(tx *bbolt.Tx) { must(t, tx.Bucket([]byte("meta")).Put(number(9), []byte("due"))) })
	must(t, db.Close())

	s := load(t, path, 4096)
	if !bytes.Contains(s.data, secret) {
		t.Fatal("bbolt left nothing to zero")
	}
	s.data = append(s.data, bytes.Repeat(secret, 400)...) // behind the last page, too
	free, err := freeInBoth(s.reader(), s.size())
	must(t, err)
	before := map[string][]byte{}
	for _, name := range buckets() {
		before[name], _ = contents(s, name)
	}
	for i, span := range free {
		if i > 0 && span.Offset <= free[i-1].Offset+free[i-1].Length {
			t.Fatalf("%+v comes after %+v", span, free[i-1])
		}
		copy(s.data[span.Offset:span.Offset+span.Length], make([]byte, span.Length))
	}
	if bytes.Contains(s.data, secret) {
		t.Fatal("what was deleted is still there")
	}
	for _, state := range []string{"newer", "older"} {
		checked(t, s)
		for _, name := range buckets() {
			if got, err := contents(s, name); err != nil || state == "newer" && !bytes.Equal(got, before[name]) {
				t.Fatalf("%s state, %q: changed, %v", state, name, err)
			}
		}
		s.current()[60]++ // and fall back
	}
}

// checked has bbolt check a file that guard called well.
func checked(t *testing.T, s *sample) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	must(t, os.WriteFile(path, s.data, 0o600))
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	must(t, err)
	defer db.Close()
	must(t, db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		return nil
	}))
}

func TestFreeInBothRefuses(t *testing.T) {
	whole := journal(t, 4096, 600)
	for _, c := range []struct {
		name string
		want error
		do   func(s *sample)
	}{
		{"one header", guard.ErrDamaged, func(s *sample) { s.header(0)[9]++ }},
		{"truncated", guard.ErrDamaged, func(s *sample) { s.data = s.data[:(s.highWater()-1)*4096] }},
		{"freelist zeroed", guard.ErrDamaged, func(s *sample) { copy(s.page(s.freelist())[:4096], make([]byte, 4096)) }},
		{"a page in use listed, all else in order", guard.ErrDamaged, func(s *sample) { s.swapFree() }},
		{"a free page not listed", guard.ErrDamaged, func(s *sample) {
			n := le.Uint16(s.page(s.freelist())[10:])
			le.PutUint16(s.page(s.freelist())[10:], n-1)
		}},
		{"a page in use listed, too", guard.ErrDamaged, func(s *sample) { s.listAlso(s.root()) }},
		{"the root listed", guard.ErrDamaged, func(s *sample) { s.onlyFree(s.root()) }},
		{"a leaf zeroed", guard.ErrDamaged, func(s *sample) {
			copy(s.page(s.child(s.top("keys"), 3))[:4096], make([]byte, 4096))
		}},
		{"a page of two parents", guard.ErrDamaged, func(s *sample) { s.setChild("dead", 0, s.child(s.top("dead"), 1)) }},
		{"the older root written over", guard.ErrStale, func(s *sample) {
			older := s.header(1 - s.newest())
			copy(s.page(le.Uint64(older[16:]))[:4096], make([]byte, 4096))
		}},
		{"the older freelist written over", guard.ErrStale, func(s *sample) {
			older := s.header(1 - s.newest())
			copy(s.page(le.Uint64(older[32:]))[:4096], bytes.Repeat([]byte("x"), 4096))
		}},
		{"no bytes", guard.ErrEmpty, func(s *sample) { s.data = nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := whole.clone()
			c.do(s)
			spans, err := freeInBoth(s.reader(), s.size())
			if !errors.Is(err, c.want) || spans != nil {
				t.Fatalf("got %d spans, %v; want %v", len(spans), err, c.want)
			}
			if c.want == guard.ErrStale && errors.Is(err, guard.ErrDamaged) {
				t.Fatal("it is called damaged too")
			}
		})
	}
}

// swapFree replaces one number in the list of free pages by that of a page in use, in its place
// in the order: what one flipped bit can do, and what no look at the list alone can find.
func (s *sample) swapFree() {
	list := s.free()
	for i := 0; i < len(list); i += 8 {
		id := le.Uint64(list[i:])
		after := s.highWater()
		if i+8 < len(list) {
			after = le.Uint64(list[i+8:])
		}
		if id+1 < after && id+1 != s.freelist() {
			le.PutUint64(list[i:], id+1)
			return
		}
	}
	panic("every free page is followed by another")
}

// listAlso puts one more number in its place in the list of free pages.
func (s *sample) listAlso(id uint64) {
	p := s.page(s.freelist())
	list := p[16:]
	n := le.Uint16(p[10:])
	i := int(n)
	for ; i > 0 && le.Uint64(list[8*(i-1):]) > id; i-- {
		copy(list[8*i:8*i+8], list[8*(i-1):])
	}
	le.PutUint64(list[8*i:], id)
	le.PutUint16(p[10:], n+1)
}

// Whatever bbolt is made to do, guard takes the file that it leaves: after each of many random
// commits every path is well, both readers find the same, and every page is accounted for.
func TestGuardTakesWhateverBboltLeaves(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 7))
		size := []int{1024, 4096, pageSize, 4096}[seed]
		path := filepath.Join(t.TempDir(), "journal.db")
		db := open(t, path, size)
		for range rounds(15, 60) {
			update(t, db, func(tx *bbolt.Tx) { scramble(t, tx, r, size) })
			s := load(t, path, size)
			for _, name := range buckets() {
				path := guard.Path{Bucket: name, Key: number(r.IntN(500)), Delete: true}
				if err := quick(s.reader(), s.size(), path, guard.Path{Bucket: name, Last: true}); err != nil && !errors.Is(err, guard.ErrNoBucket) {
					t.Fatalf("seed %d: quick: %v", seed, err)
				}
				got, err := contents(s, name)
				if err != nil && !errors.Is(err, guard.ErrNoBucket) {
					t.Fatalf("seed %d: walk: %v", seed, err)
				}
				must(t, db.View(func(tx *bbolt.Tx) error {
					if b := tx.Bucket([]byte(name)); b != nil {
						var want []byte
						must(t, b.ForEach(func(k, v []byte) error { want = append(append(want, k...), v...); return nil }))
						if !bytes.Equal(got, want) {
							t.Fatalf("seed %d: %q differs", seed, name)
						}
					}
					return nil
				}))
			}
			if faults, err := deep(s.reader(), s.size()); err != nil || len(faults) > 0 {
				t.Fatalf("seed %d: deep: %v, %v", seed, faults, err)
			}
			if _, err := freeInBoth(s.reader(), s.size()); err != nil {
				t.Fatalf("seed %d: free: %v", seed, err)
			}
		}
		must(t, db.Close())
	}
}

// scramble puts and deletes at random, at every fill that bbolt knows, nested buckets included.
func scramble(t *testing.T, tx *bbolt.Tx, r *rand.Rand, size int) {
	t.Helper()
	name := []byte(buckets()[r.IntN(5)])
	if r.IntN(12) == 0 && tx.Bucket(name) != nil {
		must(t, tx.DeleteBucket(name))
	}
	b, err := tx.CreateBucketIfNotExists(name)
	must(t, err)
	b.FillPercent = 0.1 + 0.9*r.Float64()
	for range r.IntN(200) {
		key := number(r.IntN(500))
		if r.IntN(3) == 0 {
			must(t, b.Delete(key))
			continue
		}
		long := 10 + r.IntN(300)
		if r.IntN(20) == 0 {
			long = r.IntN(4 * size)
		}
		must(t, b.Put(key, make([]byte, long)))
	}
	if r.IntN(4) == 0 {
		inner, err := b.CreateBucketIfNotExists([]byte("inner"))
		must(t, err)
		for n := range r.IntN(60) {
			must(t, inner.Put(number(n), make([]byte, 100)))
		}
	}
}

// It runs after every deletion: no page has a buffer of its own.
func TestFreeInBothUsesItsBuffersAgain(t *testing.T) {
	s := journal(t, pageSize, 20_000)
	const most = 200
	if n := testing.AllocsPerRun(1, func() {
		_, err := freeInBoth(s.reader(), s.size())
		must(t, err)
	}); n > most {
		t.Errorf("%v allocations for %d pages", n, s.highWater())
	}
}

// Looking up keys that lie far apart reads another leaf for each, into one buffer.
func TestGetUsesItsBuffersAgain(t *testing.T) {
	s := journal(t, pageSize, 20_000)
	g, err := guard.Open(s.reader(), s.size())
	must(t, err)
	const times = 300
	before := testing.AllocsPerRun(1, func() {})
	n := testing.AllocsPerRun(1, func() {
		for i := range times {
			v, err := g.Get("entries", number(1+i*7919%20_000))
			if err != nil || v == nil {
				t.Fatal(i, v, err)
			}
		}
	}) - before
	if n > 2*times { // of the key that is asked for one, and no buffer
		t.Errorf("%v allocations for %d keys", n, times)
	}
}
