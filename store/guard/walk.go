package guard

import (
	"errors"
	"fmt"
	"io"
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
	w := walk{File: f, seen: newPageSet(min(f.head.pages, uint64(f.size/f.pageSize)))}
	// A file whose list of free pages is damaged is read all the same.
	if free, err := f.freelist(); err == nil {
		w.free = free
	}
	var value []byte
	var there bool
	find := func(flags uint32, k, v []byte) error {
		if string(k) == name && flags&bucketElement != 0 && !there {
			value, there = append(value, v...), true
		}
		return nil
	}
	if err := w.visit(0, f.head.root, nil, nil, find); err != nil || !there {
		return w.join(fmt.Errorf("%w: %q", ErrNoBucket, name))
	}
	root, inline, err := bucket(value)
	if err != nil {
		w.fault(err)
		return w.join(nil)
	}
	each := func(flags uint32, k, v []byte) error {
		if flags&bucketElement != 0 {
			v = nil
		}
		return fn(k, v)
	}
	w.back = back
	if root == 0 {
		w.fault(inline.order(nil, nil))
		return w.join(w.leaf(&inline, each))
	}
	return w.join(w.visit(0, root, nil, nil, each))
}

// walk is one walk: which pages were seen, and what was wrong.
type walk struct {
	*File
	back   bool // from the last element to the first
	seen   pageSet
	free   freelist // empty if it cannot be read
	faults []error
	more   int // faults that are only counted
}

// visit walks a tree from a page down. It returns an error of fn and notes every other.
func (w *walk) visit(level int, id uint64, low, high []byte, fn func(flags uint32, k, v []byte) error) error {
	p, err := w.tree(level, id)
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

// pageSet is a set of page numbers, one bit each.
type pageSet struct {
	bits []uint64
	n    uint64 // the pages are below n
}

func newPageSet(n uint64) pageSet { return pageSet{bits: make([]uint64, (n+63)/64), n: n} }

func (s pageSet) has(id uint64) bool { return s.bits[id/64]&(1<<(id%64)) != 0 }

// add puts in the pages from first to last, which must be new to the set.
func (s pageSet) add(first, last uint64) error {
	for id := first; id <= last; id++ {
		if id >= s.n {
			return damaged("page %d is not one of %d", id, s.n)
		}
		if s.has(id) {
			return damaged("page %d: it is used twice", id)
		}
		s.bits[id/64] |= 1 << (id % 64)
	}
	return nil
}
