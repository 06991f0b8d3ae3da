package guard

import (
	"bytes"
	"encoding/binary"
	"io"
)

// Carved is a key and its value, or a bucket, found in something that looks like a leaf. The slices
// are valid only during the call that it is passed to.
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

// Carve looks for leaves everywhere in a file, whatever its headers and branches say, and passes
// their content to fn in the order of the file: what is in use, and older copies that were set free
// and not yet written over. It checks only that they are within the file: the caller must know what
// is genuine, and which copy is newer.
//
// It looks wherever a page of the smallest size can begin, and recognises a leaf by its kind, or by a
// count and a first element that agree. An element outside the file costs no other.
//
// An error of fn ends it and is returned. Others are [ErrEmpty], [ErrDamaged] if leaves overlap so
// often that part of them was given up, or the reader's own, which ends only the leaf that it is in.
func Carve(r io.ReaderAt, size int64, fn func(c Carved) error) error {
	if size <= 0 {
		return ErrEmpty
	}
	c := carver{fn: fn, budget: carveFactor * size}
	var faults walk
	for at := int64(0); at+leafHead <= size; at += minPageSize {
		faults.fault(c.leaf(File{r: io.NewSectionReader(r, at, size-at), size: size - at}, Carved{Offset: at}))
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
	fn     func(Carved) error
	ended  error // what fn returned, if it ended the carving
	budget int64 // bytes that may still be read

	table, content []byte // buffers
}

// leaf carves the leaf that f begins with, in the file or an inline bucket, if it looks like one.
func (c *carver) leaf(f File, carved Carved) error {
	c.table = sized(c.table, min(leafHead, f.size))
	if err := f.readAt(c.table, 0); err != nil {
		return err
	}
	count := min(int64(leafCount(c.table)), (f.size-pageHeader)/elementSize)
	if count == 0 || !c.spend(pageHeader+elementSize*count) {
		return nil
	}
	c.table = sized(c.table, pageHeader+elementSize*count)
	if err := f.readAt(c.table, 0); err != nil {
		return err
	}
	leaf := page{flags: leafPage, data: c.table}
	inline := carved.Inline != ""
	if !inline {
		carved.ID = binary.LittleEndian.Uint64(c.table)
	}
	for i := range int(count) {
		e := leaf.element(i)
		if !e.plausible(i, f.size) || inline && e.flags != 0 || !c.spend(e.end-e.start) {
			continue
		}
		c.content = sized(c.content, e.end-e.start)
		if err := f.readAt(c.content, e.start); err != nil {
			return err
		}
		size := e.split - e.start
		carved.Key, carved.Value = c.content[:size:size], c.content[size:]
		if e.flags&bucketElement != 0 {
			c.bucket(carved)
		} else {
			c.ended = c.fn(carved)
		}
		if c.ended != nil {
			return nil
		}
	}
	return nil
}

// plausible says whether e can be element i of a leaf that ends before limit.
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

// bucket gives a bucket to fn, and what is in it if it is inline.
func (c *carver) bucket(carved Carved) {
	name, value := carved.Key, carved.Value
	if len(value) < bucketHeader {
		return
	}
	carved.Value, carved.IsBucket = nil, true
	carved.Root, carved.Sequence = binary.LittleEndian.Uint64(value), binary.LittleEndian.Uint64(value[8:])
	if c.ended = c.fn(carved); c.ended != nil || carved.Root != 0 {
		return
	}
	if inline := value[bucketHeader:]; len(inline) >= pageHeader+elementSize {
		f := File{r: bytes.NewReader(inline), size: int64(len(inline))}
		within := carver{fn: c.fn, budget: c.budget} // the bucket itself lies in a buffer of c's
		_ = within.leaf(f, Carved{Offset: carved.Offset, ID: carved.ID, Inline: string(name)})
		c.budget, c.ended = within.budget, within.ended
	}
}

// leafHead is as much of a leaf as leafCount looks at.
const leafHead = pageHeader + 2*elementSize

// leafCount returns how many elements the leaf that begins with head has, 0 if it does not look like
// one. Three places tell: the page header; the first element, which begins right after the table;
// and the second, right after the first. What two agree on is believed, whatever kind the page claims
// to be. Otherwise the larger count is taken: an element too many is implausible and does no harm.
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
