package guard

import (
	"encoding/binary"
	"fmt"
)

// Get returns the value of one key of a bucket of the top level, nil if it is not there or is a
// bucket itself. The slice is valid until the next Get; it may be called from within a walk.
// The error is [ErrDamaged] for a page on the way, [ErrNoBucket], or the reader's own.
func (f *File) Get(name string, key []byte) ([]byte, error) {
	value, err := f.bucketValue(name)
	if err != nil {
		return nil, err
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

// Sequence returns the counter of a bucket of the top level, with the errors of [File.Get].
func (f *File) Sequence(name string) (uint64, error) {
	value, err := f.bucketValue(name)
	if err != nil {
		return 0, err
	}
	if _, _, err := bucket(value); err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint64(value[8:]), nil
}

func (f *File) bucketValue(name string) ([]byte, error) {
	if f.lookup == nil {
		f.lookup = f.again() // f's own buffers may hold the pages of a walk
	}
	value, isBucket, err := f.lookup.find(f.header.root, []byte(name))
	if err == nil && !isBucket {
		err = fmt.Errorf("%w: %q", ErrNoBucket, name)
	}
	return value, err
}

func (f *File) find(root uint64, key []byte) (value []byte, isBucket bool, err error) {
	for level, id := 0, root; ; level++ {
		p, err := f.page(level, id)
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
		id = p.element(p.search(key)).child
	}
}
