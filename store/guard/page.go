package guard

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"
)

// A page, from bbolt v1.5.0, internal/common/page.go:
//
//	 0 id       uint64, the page's own number
//	 8 flags    uint16, the kind of page
//	10 count    uint16, how many elements
//	12 overflow uint32, how many further pages it runs on over
//
// After it come the elements, 16 bytes each, then the key and value of each element in turn
// (inode.go, WriteInodeToPage). A position counts from the element's own first byte.
//
//	branch element   0 position uint32, 4 key size uint32, 8 child page uint64
//	leaf element     0 flags uint32, 4 position uint32, 8 key size uint32, 12 value size uint32
//
// A page is exactly as long as its content needs (node.go, spill), and the elements always fit in the
// first: bbolt splits what is too long unless at most four elements are left.
const (
	pageHeader  = 16
	elementSize = 16

	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10

	bucketElement = 0x01 // the flag of a leaf element whose value is a bucket

	maxKeySize = 32768 // bbolt's MaxKeySize, in bucket.go
)

// A bucket's value, from bbolt v1.5.0, internal/common/bucket.go: the page where it begins and its
// sequence, each uint64. Page 0 says that it follows inline, as a leaf page without a number.
const bucketHeader = 16

// MaxPage is the largest page that is read, in bytes, with all that it runs on over. bbolt puts up to
// four records into one page, so a record may have nearly 16 MiB.
const MaxPage = 64 << 20

// maxDepth is how deep a tree may be. No real one comes near it.
const maxDepth = 64

// page is a page as it lies in the file. Its elements may be used only after shape.
type page struct {
	id       uint64
	flags    uint16
	count    int
	overflow uint32
	data     []byte // from the page's first byte
}

// parsePage reads the page header of data, which is at least that long.
func parsePage(data []byte) page {
	le := binary.LittleEndian
	return page{
		id:       le.Uint64(data[0:]),
		flags:    le.Uint16(data[8:]),
		count:    int(le.Uint16(data[10:])),
		overflow: le.Uint32(data[12:]),
		data:     data,
	}
}

func (p *page) last() uint64 { return p.id + uint64(p.overflow) }

// element has the flags, or in a branch the child, of an element, and the span in the page of its key,
// up to split, and value.
type element struct {
	flags             uint32
	child             uint64
	start, split, end int64
}

// element reads element i, which must be in the table. It does not check where the key is.
func (p *page) element(i int) element {
	at := pageHeader + int64(i)*elementSize
	le, e := binary.LittleEndian, p.data[at:at+elementSize]
	if p.flags == branchPage {
		start := at + int64(le.Uint32(e))
		end := start + int64(le.Uint32(e[4:]))
		return element{child: le.Uint64(e[8:]), start: start, split: end, end: end}
	}
	start := at + int64(le.Uint32(e[4:]))
	split := start + int64(le.Uint32(e[8:]))
	return element{flags: le.Uint32(e), start: start, split: split, end: split + int64(le.Uint32(e[12:]))}
}

func (p *page) leaf(i int) (flags uint32, key, value []byte) {
	e := p.element(i)
	return e.flags, p.data[e.start:e.split], p.data[e.split:e.end]
}

func (p *page) key(i int) []byte {
	e := p.element(i)
	return p.data[e.start:e.split]
}

// shape checks the elements of a branch or leaf page, without the keys and values, and returns how
// many bytes the page needs.
func (p *page) shape() (used int64, err error) {
	if p.flags != branchPage && p.flags != leafPage {
		return 0, damaged("page %d: kind %#x where a branch or a leaf belongs", p.id, p.flags)
	}
	used = pageHeader + int64(p.count)*elementSize
	if used > int64(len(p.data)) {
		return 0, damaged("page %d: %d elements go beyond the page", p.id, p.count)
	}
	for i := range p.count {
		e := p.element(i)
		switch keySize := e.split - e.start; {
		case e.start != used:
			return 0, damaged("page %d: element %d is not where it belongs", p.id, i)
		case keySize == 0 || keySize > maxKeySize:
			return 0, damaged("page %d: element %d has a key of %d bytes", p.id, i, keySize)
		case e.flags&^bucketElement != 0:
			return 0, damaged("page %d: element %d has flags %#x", p.id, i, e.flags)
		}
		if used = e.end; used > MaxPage {
			return 0, damaged("page %d: element %d goes beyond %d bytes", p.id, i, int64(MaxPage))
		}
	}
	return used, nil
}

// order checks that the keys rise, from low up to but not including high; nil is no bound.
func (p *page) order(low, high []byte) error {
	for i := range p.count {
		key := p.key(i)
		if c := bytes.Compare(low, key); c > 0 || c == 0 && i > 0 {
			return damaged("page %d: the key of element %d is out of order", p.id, i)
		}
		low = key
	}
	if high != nil && p.count > 0 && bytes.Compare(low, high) >= 0 {
		return damaged("page %d: its last key belongs on a later page", p.id)
	}
	return nil
}

// children checks that the children of a branch page are pages that can be in use.
func (p *page) children(pages uint64) error {
	if p.flags != branchPage {
		return nil
	}
	for i := range p.count {
		switch child := p.element(i).child; {
		case child < 2 || child >= pages:
			return damaged("page %d: element %d points at page %d of %d", p.id, i, child, pages)
		case child == p.id:
			return damaged("page %d: element %d points at the page itself", p.id, i)
		}
	}
	return nil
}

// child returns the page under element i of a branch, and the bounds of its keys; high is p's.
func (p *page) child(i int, high []byte) (id uint64, from, to []byte) {
	if i+1 < p.count {
		high = p.key(i + 1)
	}
	return p.element(i).child, p.key(i), high
}

// search returns the element of a branch under which bbolt looks for key.
func (p *page) search(key []byte) int {
	return max(0, sort.Search(p.count, func(i int) bool { return bytes.Compare(p.key(i), key) > 0 })-1)
}

// lookup returns the value of a key of a leaf page, nil if it is not there.
func (p *page) lookup(key []byte) (value []byte, isBucket bool) {
	i, found := sort.Find(p.count, func(i int) int { return bytes.Compare(key, p.key(i)) })
	if !found {
		return nil, false
	}
	flags, _, value := p.leaf(i)
	return value, flags&bucketElement != 0
}

// next returns the first key from one on of a leaf page, nil if there is none.
func (p *page) next(from []byte) []byte {
	i, _ := sort.Find(p.count, func(i int) int { return bytes.Compare(from, p.key(i)) })
	if i == p.count {
		return nil
	}
	return p.key(i)
}

// start reads the first n bytes of a page on a level of its tree, and checks that the page has its own
// number and lies within the file.
func (f *File) start(level int, id uint64, n int64) (page, error) {
	switch {
	case level >= maxDepth:
		return page{}, damaged("page %d: the tree is deeper than %d pages", id, maxDepth)
	case id < 2 || id >= f.header.pages:
		return page{}, damaged("page %d is not one of %d", id, f.header.pages)
	case id >= uint64(f.size/f.pageSize):
		return page{}, damaged("page %d lies beyond the end of the file", id)
	}
	var data []byte
	select {
	case data = <-f.spare:
	default:
	}
	data = sized(data, n)
	if err := f.readAt(data, int64(id)*f.pageSize); err != nil {
		return page{}, err
	}
	p := parsePage(data)
	switch end := p.last(); {
	case p.id != id:
		return page{}, damaged("page %d: its number says %d", id, p.id)
	case end >= f.header.pages || end >= uint64(f.size/f.pageSize):
		return page{}, damaged("page %d: it runs on to page %d of %d", id, end, f.header.pages)
	}
	return p, nil
}

// maxSpare is the longest buffer that is kept for another page, in bytes: a file may have any number
// of pages of [MaxPage].
const maxSpare = 1 << 20

// reuse lets another page be read into the buffer of one that nobody looks at any more.
func (f *File) reuse(p page) {
	if p.id == 0 || cap(p.data) > maxSpare { // an inline one lies in the page of its bucket
		return
	}
	select {
	case f.spare <- p.data:
	default:
	}
}

// sized returns n bytes, in the buffer if they fit.
func sized(buf []byte, n int64) []byte { return slices.Grow(buf[:0], int(n))[:n] }

// page reads a branch or leaf page and checks its shape and length.
func (f *File) page(level int, id uint64) (page, error) {
	p, err := f.first(level, id)
	if err == nil {
		err = f.extend(&p, f.length(p))
	}
	return p, err
}

// length returns how many bytes a page has, with all that it runs on over.
func (f *File) length(p page) int64 { return (int64(p.overflow) + 1) * f.pageSize }

// first is page without what it runs on over.
func (f *File) first(level int, id uint64) (page, error) {
	p, err := f.start(level, id, f.pageSize)
	if err != nil {
		return page{}, err
	}
	used, err := p.shape()
	if err != nil {
		return page{}, err
	}
	if want := (used + f.pageSize - 1) / f.pageSize * f.pageSize; f.length(p) != want {
		return page{}, damaged("page %d: it is %d bytes long and needs %d", id, f.length(p), want)
	}
	return p, nil
}

// extend reads more of a page, up to a length.
func (f *File) extend(p *page, length int64) error {
	read := int64(len(p.data))
	if length <= read {
		return nil
	}
	p.data = slices.Grow(p.data, int(length-read))[:length]
	return f.readAt(p.data[read:], int64(p.id)*f.pageSize+read)
}

// bucket parses the value of a bucket. There is an inline page if the root is 0.
func bucket(value []byte) (root uint64, inline page, err error) {
	if len(value) < bucketHeader {
		return 0, page{}, damaged("a bucket of %d bytes", len(value))
	}
	if root = binary.LittleEndian.Uint64(value); root != 0 {
		if len(value) != bucketHeader {
			return 0, page{}, damaged("a bucket at page %d with %d further bytes", root, len(value)-bucketHeader)
		}
		return root, page{}, nil
	}
	if len(value) < bucketHeader+pageHeader {
		return 0, page{}, damaged("an inline bucket of %d bytes", len(value))
	}
	inline = parsePage(value[bucketHeader:])
	if inline.id != 0 || inline.overflow != 0 || inline.flags != leafPage {
		return 0, page{}, damaged("an inline bucket that is not a leaf")
	}
	switch used, err := inline.shape(); {
	case err != nil:
		return 0, page{}, err
	case used != int64(len(inline.data)):
		return 0, page{}, damaged("an inline bucket of %d bytes that needs %d", len(inline.data), used)
	}
	for i := range inline.count {
		if inline.element(i).flags != 0 {
			return 0, page{}, damaged("an inline bucket that holds a bucket")
		}
	}
	return 0, inline, nil
}
