package guard

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Span is a range of bytes in the file.
type Span struct {
	Offset, Length int64
}

// FreeInBoth returns what can be overwritten without touching either state that the file can
// be opened in: the pages that are free according to both headers, coalesced and in order, and
// the offset from which on no page was ever in use, up to the end of the file.
//
// A list of free pages is believed only when every page up to the high-water mark is in use
// once or free once, in both states. So the whole tree is walked, all pages of branches and the
// beginning of each other page.
//
// The error is [ErrDamaged] if the newer state does not add up or there is only one header,
// which may be the older of two; [ErrStale] if only the older state does not add up; or one of
// [Open]'s.
func FreeInBoth(r io.ReaderAt, size int64) (free []Span, end int64, pageSize int, err error) {
	f, err := Open(r, size)
	if err != nil {
		return nil, 0, 0, err
	}
	if !f.two {
		return nil, 0, 0, damaged("only one header is valid")
	}
	used, err := f.account()
	if err != nil {
		return nil, 0, 0, err
	}
	older := File{r: f.r, size: f.size, pageSize: f.pageSize, head: f.older, levels: f.levels, list: f.list}
	usedBefore, err := older.account()
	if errors.Is(err, ErrDamaged) {
		return nil, 0, 0, fmt.Errorf("%w: %v", ErrStale, err) //nolint:errorlint // what is stale must not pass for damage
	}
	if err != nil {
		return nil, 0, 0, err
	}
	high := max(used.n, usedBefore.n)
	for id := uint64(2); id < high; id++ {
		if id < used.n && used.has(id) || id < usedBefore.n && usedBefore.has(id) {
			continue
		}
		off := int64(id) * f.pageSize
		if n := len(free); n > 0 && free[n-1].Offset+free[n-1].Length == off {
			free[n-1].Length += f.pageSize
		} else {
			free = append(free, Span{off, f.pageSize})
		}
	}
	return free, int64(high) * f.pageSize, int(f.pageSize), nil
}

// account returns the pages in use as of the header in use, when all others are free.
func (f *File) account() (pageSet, error) {
	if f.head.pages > uint64(f.size/f.pageSize) {
		return pageSet{}, damaged("it has %d bytes and needs %d pages of %d", f.size, f.head.pages, f.pageSize)
	}
	list, err := f.freelist()
	if err != nil {
		return pageSet{}, err
	}
	used := newPageSet(f.head.pages)
	if err := used.add(0, 1); err != nil {
		return pageSet{}, err
	}
	if err := used.add(list.first, list.last); err != nil {
		return pageSet{}, err
	}
	if err := f.reach(0, f.head.root, used); err != nil {
		return pageSet{}, err
	}
	next := 0
	for id := range used.n {
		listed := next < list.count() && list.at(next) == id
		if listed {
			next++
		}
		switch {
		case listed && used.has(id):
			return pageSet{}, damaged("page %d: it is in use and listed as free", id)
		case !listed && !used.has(id):
			return pageSet{}, damaged("page %d: it is neither in use nor listed as free", id)
		}
	}
	return used, nil
}

// reach adds the pages of a tree, and of the buckets in it, to those in use.
func (f *File) reach(level int, id uint64, used pageSet) error {
	if level >= maxDepth {
		return damaged("page %d: the tree is deeper than %d pages", id, maxDepth)
	}
	const beginning = 1 << 10 // bytes: the elements of most leaves
	p, err := f.start(f.level(level), id, min(beginning, f.pageSize))
	if err != nil {
		return err
	}
	if err := used.add(id, id+uint64(p.overflow)); err != nil {
		return err
	}
	if p.flags == leafPage && pageHeader+p.count*elementSize <= len(p.data) && !p.holdsBuckets() {
		return nil
	}
	if p, err = f.tree(level, id); err != nil {
		return err
	}
	for i := range p.count {
		if p.flags == branchPage {
			_, child := p.branch(i)
			if err := f.reach(level+1, child, used); err != nil {
				return err
			}
			continue
		}
		flags, _, value := p.leaf(i)
		if flags&bucketElement == 0 {
			continue
		}
		root, _, err := bucket(value)
		if err != nil {
			return err
		}
		if root != 0 {
			if err := f.reach(level+1, root, used); err != nil {
				return err
			}
		}
	}
	return nil
}

// holdsBuckets returns whether any element of a leaf page is a bucket. It needs the elements
// only, not what they point at.
func (p *page) holdsBuckets() bool {
	for i := range p.count {
		if binary.LittleEndian.Uint32(p.data[pageHeader+i*elementSize:])&bucketElement != 0 {
			return true
		}
	}
	return false
}
