package guard

import (
	"encoding/binary"
	"io"
)

// Carved is a key and its value, or a bucket, found in something that looks like a leaf. The
// slices are valid only during the call that gives it.
type Carved struct {
	Offset int64  // bytes: where the leaf begins in the file
	ID     uint64 // the number that the leaf bears, true or not
	Key    []byte
	Value  []byte // nil for a bucket

	// Inline is the bucket that Key is in, if it is a small one within the leaf.
	Inline string

	IsBucket bool   // Key is a bucket's name
	Root     uint64 // of a bucket: the page where it begins, 0 if it is inline
	Sequence uint64 // of a bucket: its counter, which only ever rises
}

// How far Carve believes what it meets.
const (
	// maxCarved is the longest value that is read: one record is never longer.
	maxCarved = 16 << 20
	// carveFactor bounds what is read in all, in sizes of the file: free leaves may overlap.
	carveFactor = 16
)

// Carve looks for leaves everywhere in a file, whatever its headers and branches say, and gives
// their content to fn in the order of the file: what is in use, and older copies that were set
// free and not yet written over. It checks only that they are within the file: the caller must
// know what is genuine, and which copy is the newer.
//
// It looks wherever a page of the smallest size can begin, and knows a leaf by its kind, or by a
// count and a first element that agree. An element that is not within the file costs no other.
//
// An error of fn ends it and is returned. Others are [ErrEmpty], [ErrDamaged] if leaves overlap so
// often that a part was given up, or the reader's own, which ends only the leaf where it was met.
func Carve(r io.ReaderAt, size int64, fn func(c Carved) error) error {
	if size <= 0 {
		return ErrEmpty
	}
	c := carver{f: File{r: r, size: size}, fn: fn, budget: carveFactor * size}
	var faults walk
	for at := int64(0); at+leafHead <= size; at += minPageSize {
		faults.fault(c.page(at))
		if c.ended != nil {
			return c.ended
		}
	}
	if c.budget < 0 {
		faults.fault(damaged("its pages lie across each other; not all that they hold was read"))
	}
	return faults.join(nil)
}

type carver struct {
	f      File
	fn     func(Carved) error
	ended  error // what fn returned, if it ended the carving
	budget int64 // bytes that may still be read

	table, content []byte // buffers
}

// page carves what begins at an offset, if it looks like a leaf.
func (c *carver) page(at int64) error {
	c.table = sized(c.table, leafHead)
	if err := c.f.readAt(c.table, at); err != nil {
		return err
	}
	limit := c.f.size - at
	length := pageHeader + elementSize*min(int64(leafCount(c.table)), (limit-pageHeader)/elementSize)
	if length == pageHeader || !c.spend(length) {
		return nil
	}
	c.table = sized(c.table, length)
	if err := c.f.readAt(c.table, at); err != nil {
		return err
	}
	leaf := page{flags: leafPage, data: c.table}
	carved := Carved{Offset: at, ID: binary.LittleEndian.Uint64(c.table)}
	for i := range int(length-pageHeader) / elementSize {
		e := leaf.element(i)
		if !e.plausible(i, limit) || !c.spend(e.end-e.start) {
			continue
		}
		c.content = sized(c.content, e.end-e.start)
		if err := c.f.readAt(c.content, at+e.start); err != nil {
			return err
		}
		size := e.split - e.start
		if c.ended = c.give(carved, e.flags, c.content[:size:size], c.content[size:]); c.ended != nil {
			return nil
		}
	}
	return nil
}

// plausible says that e can be element i of a leaf that ends before limit.
func (e element) plausible(i int, limit int64) bool {
	keySize, valueSize := e.split-e.start, e.end-e.split
	return e.flags&^bucketElement == 0 && e.start >= pageHeader+int64(i+1)*elementSize &&
		keySize > 0 && keySize <= maxKeySize && valueSize <= maxCarved && e.end <= limit
}

// spend says whether so many bytes may still be read, and counts them.
func (c *carver) spend(n int64) bool {
	if c.budget < 0 {
		return false
	}
	c.budget -= n
	return c.budget >= 0
}

// give gives an element of a leaf to fn; of an inline bucket, the bucket and what is in it.
func (c *carver) give(carved Carved, flags uint32, key, value []byte) error {
	carved.Key, carved.Value = key, value
	if flags&bucketElement == 0 {
		return c.fn(carved)
	}
	if len(value) < bucketHeader {
		return nil
	}
	carved.Value, carved.IsBucket = nil, true
	carved.Root, carved.Sequence = binary.LittleEndian.Uint64(value), binary.LittleEndian.Uint64(value[8:])
	if err := c.fn(carved); err != nil {
		return err
	}
	inline := page{flags: leafPage, data: value[bucketHeader:]}
	if carved.Root != 0 || len(inline.data) < pageHeader+elementSize {
		return nil
	}
	carved = Carved{Offset: carved.Offset, ID: carved.ID, Inline: string(key)}
	for i := range min(leafCount(inline.data), (len(inline.data)-pageHeader)/elementSize) {
		e := inline.element(i)
		if !e.plausible(i, int64(len(inline.data))) || e.flags != 0 {
			continue
		}
		carved.Key, carved.Value = inline.data[e.start:e.split:e.split], inline.data[e.split:e.end]
		if err := c.fn(carved); err != nil {
			return err
		}
	}
	return nil
}

// leafHead is as much of a leaf as leafCount looks at.
const leafHead = pageHeader + 2*elementSize

// leafCount returns how many elements the leaf has that begins with head, 0 if it does not look
// like one. Three places tell: the page header, the first element, which begins right behind
// the table, and the second, right behind the first. What two agree on is believed, whatever
// kind the page says it is. Otherwise it is the larger one: an element too many is implausible
// and costs nothing.
func leafCount(head []byte) int {
	p := parsePage(head)
	p.flags = leafPage
	first := p.element(0).start - pageHeader
	second := int64(-1)
	if len(head) >= leafHead {
		e, next := p.element(0), p.element(1)
		second = next.start - (e.end - e.start) - pageHeader
	}
	fits := first%elementSize == 0 && first <= 0xFFFF*elementSize
	switch count := int64(p.count) * elementSize; {
	case count == first, count == second:
		return p.count
	case first == second && fits:
		return int(first / elementSize)
	case binary.LittleEndian.Uint16(head[8:]) != leafPage:
		return 0
	case fits:
		return max(p.count, int(first/elementSize))
	}
	return p.count
}
