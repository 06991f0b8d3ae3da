package guard

import (
	"encoding/binary"
	"fmt"
)

// Size returns the size of the file in bytes, as it was given.
func (f *File) Size() int64 { return f.size }

// Sequence returns the counter of a bucket of the top level: the last number that bbolt gave for
// it, which a copy of the file must go on from. The errors are those of [File.Get].
func (f *File) Sequence(name string) (uint64, error) {
	value, isBucket, err := f.again().find(f.head.root, []byte(name))
	if err != nil {
		return 0, err
	}
	if !isBucket {
		return 0, fmt.Errorf("%w: %q", ErrNoBucket, name)
	}
	if _, _, err := bucket(value); err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint64(value[8:]), nil
}
