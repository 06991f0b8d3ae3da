package guard

import (
	"errors"
	"fmt"
	"io"
	"sync/atomic"
)

// maxFaults is how many faults a walk names; the others are counted.
const maxFaults = 16

// Walk visits every key and value of a bucket of the top level, in the order of the keys,
// without bbolt. The slices are valid only during the call of fn; a value that is a bucket
// itself is nil. Each page is visited once, so that a walk ends whatever the file says.
//
// A page that cannot be read is passed over, and everything else is still visited; where keys
// are out of order they come in the order of the file. The error then joins what was found,
// each an [ErrDamaged] or the reader's own. An error of fn ends the walk and is returned, joined
// with what was found until then. If the bucket is not there the error is [ErrNoBucket].
func Walk(r io.ReaderAt, size int64, bucket string, fn func(k, v []byte) error) error {
	f, err := Open(r, size)
	if err != nil {
		return err
	}
	return f.Walk(bucket, fn)
}

// Walk is the function of the same name, for a file that is open.
func (f *File) Walk(name string, fn func(k, v []byte) error) error {
	return f.walk(name, false, fn)
}

// WalkBack is Walk from the last key to the first: what was put last is met first, and a walk
// that fn ends soon reads no more than the last pages.
func (f *File) WalkBack(name string, fn func(k, v []byte) error) error {
	return f.walk(name, true, fn)
}

func (f *File) walk(name string, back bool, fn func(k, v []byte) error) error {
	w := f.newWalk()
	root, inline, err := w.begin(name)
	w.back = back
	switch {
	case err != nil:
	case root != 0:
		err = w.visit(0, root, nil, nil, values(fn))
	case inline != nil:
		err = w.leaf(inline, values(fn))
	}
	return w.join(err)
}

// values passes over what kind an element is: a bucket within has no value.
func values(fn func(k, v []byte) error) func(flags uint32, k, v []byte) error {
	return func(flags uint32, k, v []byte) error {
		if flags&bucketElement != 0 {
			v = nil
		}
		return fn(k, v)
	}
}

// walk is one walk: which pages were seen, and what was wrong.
type walk struct {
	*File
	back   bool // from the last element to the first
	seen   pageSet
	free   freelist // empty if it cannot be read
	faults []error
	more   int // faults that are only counted

	// deal, if there is one, takes the pages of the level dealt to be visited elsewhere.
	deal  func(subtree)
	dealt int
}

func (f *File) newWalk() *walk {
	w := &walk{File: f, seen: newPageSet(min(f.head.pages, uint64(f.size/f.pageSize)))}
	// A file whose list of free pages is damaged is read all the same.
	if free, err := f.freelist(); err == nil {
		w.free = free
	}
	return w
}

// begin finds where a bucket begins: at a page, or inline. It is neither if the bucket is
// damaged, which is noted; the error is [ErrNoBucket].
func (w *walk) begin(name string) (root uint64, inline *page, err error) {
	var value []byte
	var there bool
	find := func(flags uint32, k, v []byte) error {
		if string(k) == name && flags&bucketElement != 0 && !there {
			value, there = append(value, v...), true
		}
		return nil
	}
	if err := w.visit(0, w.head.root, nil, nil, find); err != nil || !there {
		return 0, nil, fmt.Errorf("%w: %q", ErrNoBucket, name)
	}
	root, p, err := bucket(value)
	if err != nil {
		w.fault(err)
		return 0, nil, nil
	}
	if root == 0 {
		w.fault(p.order(nil, nil))
		return 0, &p, nil
	}
	return root, nil, nil
}

// visit walks a tree from a page down. It returns an error of fn and notes every other.
func (w *walk) visit(level int, id uint64, low, high []byte, fn func(flags uint32, k, v []byte) error) error {
	if w.deal != nil && level == w.dealt {
		w.deal(subtree{level: level, id: id, low: low, high: high})
		return nil
	}
	p, err := w.tree(level, id)
	if w.deal != nil && err == nil && p.flags == leafPage { // a leaf too far up
		w.deal(subtree{level: level, id: id, low: low, high: high})
		return nil
	}
	if err == nil {
		err = w.seen.add(id, id+uint64(p.overflow))
	}
	if err != nil {
		w.fault(err)
		return nil
	}
	w.fault(p.order(low, high))
	if w.free.free(id, id+uint64(p.overflow)) {
		// What leads here is damaged: this is a page from before, and shows what was there then.
		w.fault(damaged("page %d: it is in use and listed as free", id))
	}
	if p.flags == leafPage {
		return w.leaf(&p, fn)
	}
	for n := range p.count {
		i := w.element(n, p.count)
		from, child := p.branch(i)
		to := high
		if i+1 < p.count {
			to = p.key(i + 1)
		}
		if err := w.visit(level+1, child, from, to, fn); err != nil {
			return err
		}
	}
	return nil
}

// leaf gives the elements of a leaf page to fn.
func (w *walk) leaf(p *page, fn func(flags uint32, k, v []byte) error) error {
	for n := range p.count {
		if err := fn(p.leaf(w.element(n, p.count))); err != nil {
			return err
		}
	}
	return nil
}

// element returns which of count elements comes nth.
func (w *walk) element(n, count int) int {
	if w.back {
		return count - 1 - n
	}
	return n
}

// fault notes an error, if there is one.
func (w *walk) fault(err error) {
	switch {
	case err == nil:
	case len(w.faults) < maxFaults:
		w.faults = append(w.faults, err)
	default:
		w.more++
	}
}

// join returns what was noted, together with err.
func (w *walk) join(err error) error {
	if len(w.faults) == 0 {
		return err
	}
	all := append(w.faults, err)
	if w.more > 0 {
		all = append(all, damaged("and %d more", w.more))
	}
	return errors.Join(all...)
}

// pageSet is a set of page numbers, one bit each. It is safe for concurrent use.
type pageSet struct {
	bits []atomic.Uint64
	n    uint64 // the pages are below n
}

func newPageSet(n uint64) pageSet { return pageSet{bits: make([]atomic.Uint64, (n+63)/64), n: n} }

func (s pageSet) has(id uint64) bool { return s.bits[id/64].Load()&(1<<(id%64)) != 0 }

// add puts in the pages from first to last, which must be new to the set.
func (s pageSet) add(first, last uint64) error {
	for id := first; id <= last; id++ {
		if id >= s.n {
			return damaged("page %d is not one of %d", id, s.n)
		}
		if bit := uint64(1) << (id % 64); s.bits[id/64].Or(bit)&bit != 0 {
			return damaged("page %d: it is used twice", id)
		}
	}
	return nil
}
