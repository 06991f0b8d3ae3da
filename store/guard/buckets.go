package guard

import (
	"encoding/binary"
	"fmt"
)

// Buckets returns the names of the buckets of the top level, in the order of their names. As in
// a walk, a page that cannot be read is passed over: the error then joins what was found, and
// the names are those that could be read.
func (f *File) Buckets() (names []string, err error) {
	w := walk{File: f, seen: newPageSet(min(f.head.pages, uint64(f.size/f.pageSize)))}
	err = w.visit(0, f.head.root, nil, nil, func(flags uint32, k, _ []byte) error {
		if flags&bucketElement != 0 {
			names = append(names, string(k))
		}
		return nil
	})
	return names, w.join(err)
}

// Sequence returns the counter of a bucket of the top level: a copy of the bucket must go on
// counting where it stood. The error is [ErrNoBucket], [ErrDamaged] or the reader's own.
func (f *File) Sequence(name string) (uint64, error) {
	value, isBucket, err := f.find(f.head.root, []byte(name))
	switch {
	case err != nil:
		return 0, err
	case !isBucket:
		return 0, fmt.Errorf("%w: %q", ErrNoBucket, name)
	case len(value) < bucketHeader:
		return 0, damaged("a bucket of %d bytes", len(value))
	}
	return binary.LittleEndian.Uint64(value[8:]), nil
}

// Txid returns the number of the last commit as of the header in use.
func (f *File) Txid() uint64 { return f.head.txid }
