package guard_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"shakeoff/store/guard"
)

// spread are the keys and values of a bucket by Spread, in the order of the keys, having held
// that each of so many functions met its own in order.
func spread(t *testing.T, s *sample, bucket string, fns int) ([]byte, error) {
	t.Helper()
	f, err := guard.Open(s.reader(), s.size())
	if err != nil {
		return nil, err
	}
	met := make([][][]byte, fns)
	each := make([]func(k, v []byte) error, fns)
	for i := range each {
		each[i] = func(k, v []byte) error {
			met[i] = append(met[i], slices.Concat(k, v))
			return nil
		}
	}
	err = f.Spread(bucket, each)
	var all [][]byte
	for _, own := range met {
		if err == nil && !slices.IsSortedFunc(own, bytes.Compare) {
			t.Fatalf("%q: a function met its keys out of order", bucket)
		}
		all = append(all, own...)
	}
	slices.SortFunc(all, bytes.Compare)
	return bytes.Join(all, nil), err
}

// walked is the same by Walk.
func walked(s *sample, bucket string) ([]byte, error) {
	var all [][]byte
	err := walk(s.reader(), s.size(), bucket, func(k, v []byte) error {
		all = append(all, slices.Concat(k, v))
		return nil
	})
	slices.SortFunc(all, bytes.Compare)
	return bytes.Join(all, nil), err
}

func TestSpreadFindsWhatWalkDoes(t *testing.T) {
	for _, size := range []int{1024, 4096, pageSize} {
		s := journal(t, size, 600)
		for _, name := range append(buckets(), "none") {
			want, wrong := walked(s, name)
			for _, fns := range []int{1, 2, 5} {
				got, err := spread(t, s, name, fns)
				if !bytes.Equal(got, want) || errors.Is(err, guard.ErrNoBucket) != errors.Is(wrong, guard.ErrNoBucket) || (err == nil) != (wrong == nil) {
					t.Fatalf("page size %d, %q, %d functions: got %d bytes, want %d: %v", size, name, fns, len(got), len(want), err)
				}
			}
		}
	}
}

// Damage costs Spread what it costs Walk, a tree that is not even included.
func TestSpreadFindsWhatWalkDoesInADamagedFile(t *testing.T) {
	whole := journal(t, 4096, 1500)
	r := rand.New(rand.NewPCG(6, 2026))
	top := whole.top("entries")
	vital := []uint64{whole.root(), top, whole.child(top, 0), whole.child(whole.child(top, 1), 0)}
	damaged := 0
	try := func(s *sample) {
		want, wrong := walked(s, "entries")
		got, err := spread(t, s, "entries", 3)
		if !bytes.Equal(got, want) || errors.Is(err, guard.ErrDamaged) != errors.Is(wrong, guard.ErrDamaged) {
			t.Fatalf("got %d bytes, want %d: %v, want %v", len(got), len(want), err, wrong)
		}
		if errors.Is(err, guard.ErrDamaged) {
			damaged++
		}
	}
	files := rounds(50, 150)
	for range files {
		s := whole.clone()
		harm(s, r, vital)
		try(s)
	}
	s := whole.clone() // a leaf where a branch belongs
	s.setChild("entries", 0, s.child(s.child(top, 1), 0))
	try(s)
	s = whole.clone() // a branch where a leaf belongs
	le.PutUint64(s.page(s.child(top, 0))[16+8:], s.child(top, 1))
	try(s)
	if damaged < files/3 {
		t.Errorf("only %d were damaged", damaged)
	}
}

// A leaf too far up is damage also to a function that meets it as its first: all hold
// their leaves to the level of the first leaf of the tree.
func TestSpreadHoldsAllLeavesToOneLevel(t *testing.T) {
	s := journal(t, 1024, 600)
	top := s.top("entries")
	before := s.count(s.child(top, 0)) // leaves that are dealt out before the one too far up
	s.setChild("entries", 1, s.child(s.child(top, 1), 0))
	_, want := walked(s, "entries")
	if !errors.Is(want, guard.ErrDamaged) || !strings.Contains(want.Error(), "another kind") {
		t.Fatalf("the control failed: %v", want)
	}
	// Each waits with its first leaf until all have one, and so has that one alone.
	fns := make([]func(k, v []byte) error, before+1)
	var begun sync.WaitGroup
	begun.Add(len(fns))
	for i := range fns {
		begin := sync.OnceFunc(func() {
			begun.Done()
			begun.Wait()
		})
		fns[i] = func(_, _ []byte) error { begin(); return nil }
	}
	f, err := guard.Open(s.reader(), s.size())
	must(t, err)
	if err := f.Spread("entries", fns); err == nil || err.Error() != want.Error() {
		t.Errorf("got %v, want %v", err, want)
	}
}

func TestSpreadEndsWithTheErrorItWasGiven(t *testing.T) {
	s := journal(t, 1024, 600)
	f, err := guard.Open(s.reader(), s.size())
	must(t, err)
	enough := errors.New("enough")
	calls := 0
	stop := func(_, _ []byte) error { calls++; return enough }
	if err := f.Spread("entries", []func(k, v []byte) error{stop}); err != enough || calls != 1 {
		t.Fatalf("%d calls, %v", calls, err)
	}
}
