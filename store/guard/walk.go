package guard

import (
	"bytes"
	"errors"
	"fmt"
)

// maxFaults is how many faults a walk names; the others are counted.
const maxFaults = 16

// Walk visits every key and value of a bucket of the top level, in the order of the keys, without
// bbolt. The slices are valid only during the call of fn; a value that is itself a bucket is nil.
// Each page is visited once, so that a walk ends whatever the file says.
//
// It skips pages that cannot be read; keys that are out of order come in the order of the file. The
// error then joins what was found, each an [ErrDamaged] or the reader's own. An error of fn ends the
// walk and is joined to those. A missing bucket is [ErrNoBucket].
func (f *File) Walk(name string, fn func(k, v []byte) error) error {
	return f.walk(name, walk{}, fn)
}

// WalkFrom is Walk from a key on, that one included. What lies before it is not read.
func (f *File) WalkFrom(name string, from []byte, fn func(k, v []byte) error) error {
	return f.walk(name, walk{from: from}, fn)
}

// WalkBack is Walk from the last key to the first.
func (f *File) WalkBack(name string, fn func(k, v []byte) error) error {
	return f.walk(name, walk{back: true}, fn)
}

func (f *File) walk(name string, how walk, fn func(k, v []byte) error) error {
	w := f.newWalk()
	value, err := w.find(name)
	if w.back, w.from = how.back, how.from; err == nil {
		err = w.bucket(value, func(p page) error { return w.each(p, fn) })
	}
	return w.join(err)
}

// Buckets returns the names of the buckets of the top level in order, with a walk's errors.
func (f *File) Buckets() (names []string, err error) {
	w := f.newWalk()
	w.top(func(flags uint32, name, _ []byte) {
		if flags&bucketElement != 0 {
			names = append(names, string(name))
		}
	})
	return names, w.join(nil)
}

// walk is one walk: which pages were seen, and what was wrong.
type walk struct {
	*File
	back   bool   // from the last element to the first
	from   []byte // the key from which on elements are visited
	seen   pageSet
	free   freelist // empty if it cannot be read
	leaves int      // the level of the leaves of this tree, 0 if not known yet
	faults []error
	more   int // faults that are only counted
}

func (f *File) newWalk() *walk {
	free, _ := f.freelist() // if it is damaged the file is read all the same
	return &walk{File: f, seen: newPageSet(min(f.header.pages, uint64(f.size/f.pageSize))), free: free}
}

// top walks the top level.
func (w *walk) top(fn func(flags uint32, name, value []byte)) {
	_ = w.tree(w.header.root, func(p page) error {
		for i := range p.count {
			fn(p.leaf(i))
		}
		return nil
	})
}

func (w *walk) find(name string) (value []byte, err error) {
	w.top(func(flags uint32, k, v []byte) {
		if string(k) == name && flags&bucketElement != 0 && value == nil {
			value = v
		}
	})
	if value == nil {
		err = fmt.Errorf("%w: %q", ErrNoBucket, name)
	}
	return value, err
}

// bucket walks a bucket, inline or a tree, and passes each leaf to fn.
func (w *walk) bucket(value []byte, fn func(p page) error) error {
	root, inline, err := bucket(value)
	switch {
	case err != nil:
		w.fault(err)
		return nil
	case root != 0:
		return w.tree(root, fn)
	}
	w.fault(inline.order(nil, nil))
	return fn(inline)
}

func (w *walk) tree(root uint64, fn func(p page) error) error {
	w.leaves = 0
	return w.visit(subtree{id: root}, fn)
}

// subtree is a page to visit, and the bounds of its keys.
type subtree struct {
	level     int
	id        uint64
	low, high []byte
}

// visit walks a tree from a page down. It returns an error of fn and notes every other.
func (w *walk) visit(s subtree, fn func(p page) error) error {
	p, err := w.first(s.level, s.id)
	if err == nil {
		err = w.seen.add(s.id, p.last()) // before all of it is read: many pages may claim the same rest
	}
	if err == nil {
		err = w.extend(&p, w.length(p))
	}
	if err != nil {
		w.fault(err)
		return nil
	}
	w.fault(w.check(&p, s))
	if p.flags == leafPage {
		return fn(p)
	}
	for n := range p.count {
		child := subtree{level: s.level + 1}
		child.id, child.low, child.high = p.child(w.nth(n, p.count), s.high)
		if child.high != nil && bytes.Compare(child.high, w.from) <= 0 {
			continue
		}
		if err := w.visit(child, fn); err != nil {
			return err
		}
	}
	return nil
}

// check finds what is wrong with a page that is read all the same.
func (w *walk) check(p *page, s subtree) error {
	if p.flags == leafPage && w.leaves == 0 {
		w.leaves = s.level
	}
	switch err := p.order(s.low, s.high); {
	case err != nil:
		return err
	case p.count == 0 && (s.level > 0 || p.flags == branchPage):
		return damaged("page %d: it is empty", p.id)
	case p.flags == leafPage && s.level != w.leaves:
		return damaged("page %d: it is of another kind than the pages beside it", p.id)
	case w.free.free(p.id, p.last()):
		// The path to it is damaged: this is an old page, and shows what was there then.
		return damaged("page %d: it is in use and listed as free", p.id)
	}
	return nil
}

// each passes the keys and values of a leaf to fn, a bucket without its value.
func (w *walk) each(p page, fn func(k, v []byte) error) error {
	for n := range p.count {
		flags, k, v := p.leaf(w.nth(n, p.count))
		if flags&bucketElement != 0 {
			v = nil
		}
		if bytes.Compare(k, w.from) < 0 {
			continue
		}
		if err := fn(k, v); err != nil {
			return err
		}
	}
	w.reuse(p)
	return nil
}

// nth returns which of count elements is visited nth.
func (w *walk) nth(n, count int) int {
	if w.back {
		return count - 1 - n
	}
	return n
}

func (w *walk) fault(err error) {
	switch {
	case err == nil:
	case len(w.faults) < maxFaults:
		w.faults = append(w.faults, err)
	default:
		w.more++
	}
}

// join returns the faults together with err.
func (w *walk) join(err error) error {
	switch {
	case errors.Is(err, ErrStop):
		return nil
	case len(w.faults) == 0:
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

func (s pageSet) has(id uint64) bool { return id < s.n && s.bits[id/64]&(1<<(id%64)) != 0 }

// add puts in the pages from first to last, which must be new to the set.
func (s pageSet) add(first, last uint64) error {
	for id := first; id <= last; id++ {
		switch {
		case id >= s.n:
			return damaged("page %d is not one of %d", id, s.n)
		case s.has(id):
			return damaged("page %d: it is used twice", id)
		}
		s.bits[id/64] |= 1 << (id % 64)
	}
	return nil
}
