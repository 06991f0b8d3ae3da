package guard

import (
	"encoding/binary"
	"errors"
	"io"
)

// Carved is a key and its value, or a bucket, that was found in something that looks like a leaf.
// The slices are valid only during the call that gives it.
type Carved struct {
	Offset int64  // bytes: where the leaf begins in the file
	ID     uint64 // the number that the leaf bears, true or not
	Key    []byte
	Value  []byte // nil for a bucket

	// Inline is the bucket of this name, when Key lies in a small bucket that is a part of
	// the leaf; otherwise no one can tell to which bucket the leaf belongs.
	Inline string

	IsBucket bool   // Key is a bucket's name
	Root     uint64 // of a bucket: the page where it begins, 0 if it lies inline
	Sequence uint64 // of a bucket: its counter, which only ever rises
}

// How far Carve believes what it meets.
const (
	// maxCarved is the longest value that is read: one record is never longer.
	maxCarved = 16 << 20
	// carveFactor bounds what is read in all, as a multiple of the size of the file: leaves that
	// were set free may lie across each other, but not all of them again and again.
	carveFactor = 16
)

// Carve looks for leaves everywhere in a file, whatever its headers and branches say, and gives
// what lies in them to fn: what is in use, and copies from before that were set free and not yet
// written over, in the order of the file. Nothing of it is checked but that it lies in the file.
// Whoever carves must know by themselves what is genuine, and which copy is the newer.
//
// It looks at every place where a page of the smallest size can begin, so that it needs no
// header to tell it the page size. A leaf is known by its kind, or by a count and a first element
// that agree; each element stands for itself: one that does not lie in the file costs no other.
//
// An error of fn ends it and is returned. The error is [ErrEmpty], [ErrDamaged] if it gave up a
// part of what it found because leaves lie across each other too often, or the reader's own,
// which ends nothing but the leaf where it was met.
func Carve(r io.ReaderAt, size int64, fn func(c Carved) error) error {
	if size <= 0 {
		return ErrEmpty
	}
	c := carver{f: File{r: r, size: size}, fn: fn, budget: carveFactor * size}
	var faults walk
	for at := int64(0); at+leafHead <= size; at += minPageSize {
		err := c.page(at)
		if own := new(ended); errors.As(err, own) {
			return own.err
		}
		faults.fault(err)
	}
	if c.budget < 0 {
		faults.fault(damaged("its pages lie across each other; not all that they hold was read"))
	}
	return faults.join(nil)
}

// ended is an error of fn.
type ended struct{ err error }

func (e ended) Error() string { return e.err.Error() }

// carver is one carving.
type carver struct {
	f      File
	fn     func(Carved) error
	budget int64 // bytes that may still be read

	head, table, element []byte // buffers
}

// page carves what begins at an offset, if it looks like a leaf.
func (c *carver) page(at int64) error {
	c.head = sized(c.head, leafHead)
	if err := c.f.readAt(c.head, at); err != nil {
		return err
	}
	n := leafCount(c.head)
	length := min(int64(n)*elementSize, c.f.size-at-pageHeader)
	if length < elementSize || !c.spend(length) {
		return nil
	}
	c.table = sized(c.table, length)
	if err := c.f.readAt(c.table, at+pageHeader); err != nil {
		return err
	}
	leaf := Carved{Offset: at, ID: binary.LittleEndian.Uint64(c.head)}
	for i := range int(length / elementSize) {
		e, ok := elementAt(c.table, i, c.f.size-at-pageHeader)
		if !ok || !c.spend(e.end-e.start) {
			continue
		}
		c.element = sized(c.element, e.end-e.start)
		if err := c.f.readAt(c.element, at+pageHeader+e.start); err != nil {
			return err
		}
		key, value := c.element[:e.split-e.start:e.split-e.start], c.element[e.split-e.start:]
		if err := c.give(leaf, e.flags, key, value); err != nil {
			return ended{err}
		}
	}
	return nil
}

// spend says whether so many bytes may still be read, and counts them.
func (c *carver) spend(n int64) bool {
	if c.budget < 0 {
		return false
	}
	c.budget -= n
	return c.budget >= 0
}

// give gives an element of a leaf to fn. A bucket that lies inline is given first, then what is in it.
func (c *carver) give(leaf Carved, flags uint32, key, value []byte) error {
	leaf.Key, leaf.Value = key, value
	if flags&bucketElement == 0 {
		return c.fn(leaf)
	}
	if len(value) < bucketHeader {
		return nil
	}
	leaf.Value, leaf.IsBucket = nil, true
	leaf.Root, leaf.Sequence = binary.LittleEndian.Uint64(value), binary.LittleEndian.Uint64(value[8:])
	if err := c.fn(leaf); err != nil {
		return err
	}
	inline := value[bucketHeader:]
	if leaf.Root != 0 || len(inline) < pageHeader+elementSize {
		return nil
	}
	leaf = Carved{Offset: leaf.Offset, ID: leaf.ID, Inline: string(key)}
	table := inline[pageHeader:]
	for i := range min(leafCount(inline), len(table)/elementSize) {
		e, ok := elementAt(table, i, int64(len(table)))
		if !ok || e.flags != 0 {
			continue
		}
		leaf.Key, leaf.Value = table[e.start:e.split:e.split], table[e.split:e.end]
		if err := c.fn(leaf); err != nil {
			return err
		}
	}
	return nil
}

// leafHead is as much of a leaf as leafCount looks at.
const leafHead = pageHeader + 2*elementSize

// leafCount returns how many elements the leaf has that begins with head, 0 if it does not look
// like one. Elements lie one right behind the other and all behind the last of the table, so that
// the first and the second tell the count too: what two of the three say is believed, whatever
// kind the page says it is. Where each says another the larger loses nothing.
func leafCount(head []byte) int {
	le, p := binary.LittleEndian, parsePage(head)
	first := int64(le.Uint32(head[pageHeader+4:]))
	second := int64(-1)
	if len(head) >= leafHead {
		e := head[pageHeader:leafHead]
		second = elementSize + int64(le.Uint32(e[elementSize+4:])) - int64(le.Uint32(e[8:])) - int64(le.Uint32(e[12:]))
	}
	count := int64(p.count) * elementSize
	switch {
	case count == first, count == second:
		return p.count
	case first == second && first%elementSize == 0 && first <= 0xFFFF*elementSize:
		return int(first / elementSize)
	case p.flags != leafPage:
		return 0
	case first%elementSize == 0 && first <= 0xFFFF*elementSize:
		return max(p.count, int(first/elementSize))
	}
	return p.count
}

// place is where an element lies, in bytes behind the page header: its key from start to split,
// its value from there to end.
type place struct {
	flags             uint32
	start, split, end int64
}

// elementAt returns element i of a leaf's table, and whether it can be one that lies within limit.
func elementAt(table []byte, i int, limit int64) (place, bool) {
	off := i * elementSize
	le, e := binary.LittleEndian, table[off:off+elementSize]
	keySize, valueSize := int64(le.Uint32(e[8:])), int64(le.Uint32(e[12:]))
	p := place{flags: le.Uint32(e[0:]), start: int64(off) + int64(le.Uint32(e[4:]))}
	p.split = p.start + keySize
	p.end = p.split + valueSize
	ok := p.flags&^bucketElement == 0 && p.start >= int64(off)+elementSize &&
		keySize > 0 && keySize <= maxKeySize && valueSize <= maxCarved && p.end <= limit
	return p, ok
}
