package guard

import (
	"bytes"
	"fmt"
)

// Get returns the value of one key of a bucket of the top level, nil if it is not there or is a
// bucket itself. The slice is valid until the next Get; it may be called from within a walk.
//
// The error is [ErrDamaged] for a page on the way that cannot be relied on, [ErrNoBucket], or the
// reader's own.
func (f *File) Get(name string, key []byte) ([]byte, error) {
	// A walk that is under way keeps its pages in f's buffers: these are others.
	if f.lookup == nil {
		f.lookup = f.again()
	}
	value, isBucket, err := f.lookup.find(f.head.root, []byte(name))
	if err != nil {
		return nil, err
	}
	if !isBucket {
		return nil, fmt.Errorf("%w: %q", ErrNoBucket, name)
	}
	root, inline, err := bucket(value)
	if err != nil {
		return nil, err
	}
	var nested bool
	if root == 0 {
		value, nested = inline.lookup(key)
	} else {
		value, nested, err = f.lookup.find(root, key)
	}
	if nested {
		value = nil
	}
	return value, err
}

// again returns the same file with buffers of its own.
func (f *File) again() *File {
	return &File{r: f.r, size: f.size, pageSize: f.pageSize, head: f.head, older: f.older, two: f.two}
}

// find looks for a key in a tree.
func (f *File) find(root uint64, key []byte) (value []byte, isBucket bool, err error) {
	for level, id := 0, root; ; level++ {
		p, err := f.tree(level, id)
		if err != nil {
			return nil, false, err
		}
		if p.flags == leafPage {
			value, isBucket = p.lookup(key)
			return value, isBucket, nil
		}
		if p.count == 0 {
			return nil, false, damaged("page %d: it is empty", id)
		}
		_, id = p.branch(p.search(key))
	}
}

// lookup returns the value of a key of a leaf page, nil if it is not there.
func (p *page) lookup(key []byte) (value []byte, isBucket bool) {
	low, high := 0, p.count
	for low < high {
		mid := (low + high) / 2
		flags, k, v := p.leaf(mid)
		switch c := bytes.Compare(k, key); {
		case c == 0:
			return v, flags&bucketElement != 0
		case c < 0:
			low = mid + 1
		default:
			high = mid
		}
	}
	return nil, false
}

// OneHeader is the warning of [Report], for a file that is only read.
func (f *File) OneHeader() bool { return !f.two }
