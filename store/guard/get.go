package guard

import (
	"bytes"
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
		value, nested, err = f.lookupIn(name).find(root, key)
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
	value, isBucket, err := f.lookupIn("").find(f.header.root, []byte(name))
	if err == nil && !isBucket {
		err = fmt.Errorf("%w: %q", ErrNoBucket, name)
	}
	return value, err
}

// lookupIn returns what looks keys up in a bucket: f's own buffers may hold the pages of a walk.
func (f *File) lookupIn(name string) *File {
	own := f.lookup[name]
	if own == nil {
		own = f.again()
		if f.lookup == nil {
			f.lookup = make(map[string]*File)
		}
		f.lookup[name] = own
	}
	return own
}

// found is page, of a file that nothing but find reads: what was read last on a level is kept.
func (f *File) found(level int, id uint64) (page, error) {
	if level == len(f.pages) {
		f.pages = append(f.pages, page{})
	}
	if p := f.pages[level]; p.data != nil && p.id == id {
		return p, nil
	}
	p, err := f.page(level, id)
	if err != nil {
		p = page{}
	}
	f.pages[level] = p
	return p, err
}

// Next returns the first key from one on in a bucket of the top level, nil if there is none. It is
// valid until the next Get or Next, and the errors are those of [File.Get].
func (f *File) Next(name string, from []byte) ([]byte, error) {
	value, err := f.bucketValue(name)
	if err != nil {
		return nil, err
	}
	root, inline, err := bucket(value)
	if err != nil || root == 0 {
		return inline.next(from), err
	}
	return f.lookupIn(name).next(root, from)
}

// next ends, for each descent begins at a later key.
func (f *File) next(root uint64, from []byte) ([]byte, error) {
	for {
		var high []byte // where the next leaf begins
		for level, id := 0, root; ; level++ {
			p, err := f.found(level, id)
			if err != nil {
				return nil, err
			}
			if p.flags == leafPage {
				if k := p.next(from); k != nil || bytes.Compare(high, from) <= 0 {
					return k, nil
				}
				break
			}
			if p.count == 0 {
				return nil, damaged("page %d: it is empty", id)
			}
			id, _, high = p.child(p.search(from), high)
		}
		from = bytes.Clone(high)
	}
}

func (f *File) find(root uint64, key []byte) (value []byte, isBucket bool, err error) {
	for level, id := 0, root; ; level++ {
		p, err := f.found(level, id)
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
