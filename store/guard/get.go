package guard

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// Get returns the value of one key of a bucket of the top level, nil if it is not there or is a
// bucket itself. It is valid until the next Get or Next in that bucket, and both may be called from
// within a walk. The error is [ErrDamaged] for a page on the way, [ErrNoBucket], or the reader's own.
func (f *File) Get(name string, key []byte) ([]byte, error) {
	_, root, leaf, err := f.top(name)
	if root != 0 {
		leaf, _, err = f.leafOf(name, root, key)
	}
	if err != nil {
		return nil, err
	}
	value, nested := leaf.lookup(key)
	if nested {
		value = nil
	}
	return value, nil
}

// Next returns the first key from one on in a bucket of the top level, nil if there is none, with the
// errors of [File.Get].
func (f *File) Next(name string, from []byte) ([]byte, error) {
	_, root, leaf, err := f.top(name)
	for err == nil {
		var high []byte
		if root != 0 {
			if leaf, high, err = f.leafOf(name, root, from); err != nil {
				break
			}
		}
		if k := leaf.next(from); k != nil || bytes.Compare(high, from) <= 0 {
			return k, nil
		}
		from = bytes.Clone(high) // which is later: this ends
	}
	return nil, err
}

// Sequence returns the counter of a bucket of the top level, with the errors of [File.Get].
func (f *File) Sequence(name string) (uint64, error) {
	value, _, _, err := f.top(name)
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint64(value[8:]), nil
}

// top returns the value of a bucket of the top level, and what it says.
func (f *File) top(name string) (value []byte, root uint64, inline page, err error) {
	leaf, _, err := f.leafOf("", f.header.root, []byte(name))
	if err != nil {
		return nil, 0, page{}, err
	}
	value, isBucket := leaf.lookup([]byte(name))
	if !isBucket {
		return nil, 0, page{}, fmt.Errorf("%w: %q", ErrNoBucket, name)
	}
	root, inline, err = bucket(value)
	return value, root, inline, err
}

// leafOf returns the leaf of a tree where a key is or would be, and the key from which on the next
// leaf is, nil after the last.
func (f *File) leafOf(tree string, root uint64, key []byte) (leaf page, high []byte, err error) {
	for level, id := 0, root; ; level++ {
		p, err := f.keep(f.kept, tree, level, id)
		switch {
		case err != nil:
			return page{}, nil, err
		case p.flags == leafPage:
			return p, high, nil
		case p.count == 0:
			return page{}, nil, damaged("page %d: it is empty", id)
		}
		id, _, high = p.child(p.search(key), high)
	}
}

// keep is page, but reads the same page of a level of a tree only once in a row. Where another one is
// read, the buffers of what was kept on that level and below are used again.
func (f *File) keep(pages map[string][]page, tree string, level int, id uint64) (page, error) {
	kept := pages[tree]
	if level < len(kept) && kept[level].id == id {
		return kept[level], nil
	}
	for _, p := range kept[min(level, len(kept)):] {
		f.reuse(p)
	}
	kept = kept[:min(level, len(kept))]
	p, err := f.page(level, id)
	if err == nil {
		kept = append(kept, p)
	}
	pages[tree] = kept
	return p, err
}
