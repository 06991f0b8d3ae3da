package guard

import (
	"cmp"
	"errors"
	"fmt"
)

// Span is a range of bytes in the file.
type Span struct {
	Offset, Length int64
}

// FreeInBoth returns what can be overwritten without touching either state in which the file can be
// opened: the pages that are free according to both headers, in order, and at last what lies beyond
// every page that was ever in use.
//
// A list of free pages is believed only if every page up to the high-water mark is in use once or
// free once. So the whole tree of both states is walked: all branches, and the beginning of each
// other page.
//
// The error is [ErrDamaged] if the newer state does not add up, or if there is only one header, which
// may be the older one; [ErrStale] if only the older state does not add up; or the reader's own.
func (f *File) FreeInBoth() ([]Span, error) {
	if f.OneHeader() {
		return nil, damaged("only one header is valid")
	}
	used, err := f.inUse()
	if err != nil {
		return nil, err
	}
	older := File{r: f.r, size: f.size, pageSize: f.pageSize, header: f.older, spare: f.spare}
	usedBefore, err := older.inUse()
	if errors.Is(err, ErrDamaged) {
		return nil, fmt.Errorf("%w: %v", ErrStale, err) //nolint:errorlint // what is stale must not pass for damage
	}
	if err != nil {
		return nil, err
	}
	var free []Span
	add := func(from, to int64) {
		if n := len(free); n > 0 && free[n-1].Offset+free[n-1].Length == from {
			free[n-1].Length += to - from
		} else if to > from {
			free = append(free, Span{from, to - from})
		}
	}
	high := max(used.n, usedBefore.n)
	for id := uint64(2); id < high; id++ {
		if !used.has(id) && !usedBefore.has(id) {
			add(int64(id)*f.pageSize, int64(id+1)*f.pageSize)
		}
	}
	add(int64(high)*f.pageSize, f.size)
	return free, nil
}

// inUse returns the pages in use as of f's header, if all others are free.
func (f *File) inUse() (pageSet, error) {
	if err := f.complete(); err != nil {
		return pageSet{}, err
	}
	list, err := f.freelist()
	if err != nil {
		return pageSet{}, err
	}
	used := newPageSet(f.header.pages)
	if err := cmp.Or(used.add(0, 1), used.add(list.first, list.last), f.reach(0, f.header.root, used)); err != nil {
		return pageSet{}, err
	}
	list.account(used, true, func(fault error) { err = cmp.Or(err, fault) })
	return used, err
}

// reach adds the pages of a tree and of the buckets in it to those in use.
func (f *File) reach(level int, id uint64, used pageSet) error {
	const beginning = 1 << 10 // bytes: the elements of most leaves
	p, err := f.start(level, id, min(beginning, f.pageSize))
	if err != nil {
		return err
	}
	if err := used.add(id, p.last()); err != nil {
		return err
	}
	bare := p.flags == leafPage && pageHeader+p.count*elementSize <= len(p.data) && !p.holdsBuckets()
	f.reuse(p)
	if bare {
		return nil
	}
	if p, err = f.page(level, id); err != nil {
		return err
	}
	defer f.reuse(p)
	for i := range p.count {
		child := p.element(i).child
		if p.flags == leafPage {
			flags, _, value := p.leaf(i)
			if flags&bucketElement == 0 {
				continue
			}
			if child, _, err = bucket(value); err != nil {
				return err
			}
			if child == 0 { // inline
				continue
			}
		}
		if err := f.reach(level+1, child, used); err != nil {
			return err
		}
	}
	return nil
}

// holdsBuckets says whether any element of a leaf page is a bucket. It needs only the table.
func (p *page) holdsBuckets() bool {
	for i := range p.count {
		if p.element(i).flags&bucketElement != 0 {
			return true
		}
	}
	return false
}
