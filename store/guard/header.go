package guard

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// The header of a file, from bbolt v1.5.0, internal/common/meta.go and types.go. Pages 0 and 1
// each hold one, behind the page's own 16 bytes; commits write them in turn.
//
//	 0 magic     uint32
//	 4 version   uint32
//	 8 page size uint32
//	12 flags     uint32, unused
//	16 root      uint64, the page where the root bucket begins
//	24 sequence  uint64 of the root bucket, unused
//	32 freelist  uint64, the page where the free pages are listed
//	40 pages     uint64, the high-water mark: the first page number never used
//	48 txid      uint64
//	56 checksum  uint64, FNV-1a of what precedes
const (
	headerSize   = 64
	headerSummed = 56
	magic        = 0xED0CDAED
	version      = 2
	noFreelist   = 1<<64 - 1 // the freelist was not saved (PgidNoFreelist)
)

// Page sizes are powers of two, from the first place where bbolt looks for the second header (db.go,
// getPageSizeFromSecondMeta) to the largest page of any platform.
const (
	minPageSize = 1 << 10
	maxPageSize = 1 << 16
)

// header is one of the two headers, its checksum verified.
type header struct {
	pageSize uint32
	root     uint64
	freelist uint64
	pages    uint64
	txid     uint64
}

// File is a journal file whose headers are known. It is not safe for concurrent use.
type File struct {
	r        io.ReaderAt
	size     int64 // bytes
	pageSize int64 // bytes

	header header // the one that bbolt would use
	older  header // the other one, if it is valid too

	free  *freelist         // once it was read
	spare chan []byte       // buffers of pages that were read
	kept  map[string][]page // of each tree, the last page that Get and Next have read on each level; "" is the root's
	paths map[string][]page // the same of Quick: what Get returned may still be in use
}

// Open reads the headers and chooses as bbolt would: of those with a valid checksum the one with the
// higher transaction number, or the first. The error is [ErrEmpty], [ErrNotBolt], [ErrDamaged] if no
// header or page size can be relied on, or the reader's own.
func Open(r io.ReaderAt, size int64) (*File, error) {
	if size <= 0 {
		return nil, ErrEmpty
	}
	f := &File{r: r, size: size, spare: make(chan []byte, 16), kept: make(map[string][]page), paths: make(map[string][]page)}
	first, ok, err := f.headerAt(0)
	if err != nil {
		return nil, err
	}
	if n := first.pageSize; ok && (n < minPageSize || n > maxPageSize || n&(n-1) != 0) {
		return nil, damaged("header 0: page size %d", n)
	}
	second, at, err := f.secondHeader(int64(first.pageSize))
	switch {
	case err != nil:
		return nil, err
	case at == 0 && !ok:
		return nil, f.noHeader()
	case at != int64(second.pageSize), ok && at != 0 && first.pageSize != second.pageSize:
		return nil, damaged("the headers disagree about the page size")
	}
	f.header, f.older = first, second
	if at != 0 && (!ok || second.txid > first.txid) {
		f.header, f.older = second, first
	}
	f.pageSize = int64(f.header.pageSize)
	return f, nil
}

// Size returns the size of the file in bytes, as it was given to Open.
func (f *File) Size() int64 { return f.size }

// Pages returns the high-water mark: the first page number never used.
func (f *File) Pages() uint64 { return f.header.pages }

// Txid returns the number of the last commit.
func (f *File) Txid() uint64 { return f.header.txid }

// OneHeader warns that only one of the two headers is valid. If the other was the newer, the last
// commit is missing, and the next makes that final.
func (f *File) OneHeader() bool { return f.older == header{} }

// headerAt reads the header of the page at off, which is not valid if its checksum is wrong.
func (f *File) headerAt(off int64) (h header, valid bool, err error) {
	var buf [headerSize]byte
	if off+pageHeader+headerSize > f.size {
		return header{}, false, nil
	}
	if err := f.readAt(buf[:], off+pageHeader); err != nil {
		return header{}, false, err
	}
	sum := fnv.New64a()
	sum.Write(buf[:headerSummed])
	le := binary.LittleEndian
	if le.Uint32(buf[0:]) != magic || le.Uint32(buf[4:]) != version || le.Uint64(buf[56:]) != sum.Sum64() {
		return header{}, false, nil
	}
	return header{
		pageSize: le.Uint32(buf[8:]),
		root:     le.Uint64(buf[16:]),
		freelist: le.Uint64(buf[32:]),
		pages:    le.Uint64(buf[40:]),
		txid:     le.Uint64(buf[48:]),
	}, true, nil
}

// secondHeader looks for the second header where the first says it is, then everywhere else it can be.
// It returns the offset, 0 if there is none.
func (f *File) secondHeader(likely int64) (header, int64, error) {
	offsets := []int64{likely}
	for off := int64(minPageSize); off <= maxPageSize; off *= 2 {
		offsets = append(offsets, off)
	}
	for _, off := range offsets {
		if h, valid, err := f.headerAt(off); err != nil || valid {
			return h, off, err
		}
	}
	return header{}, 0, nil
}

// noHeader tells whether a file without a valid header was once a journal: it still has the magic
// number, or a page with its own number.
func (f *File) noHeader() error {
	const pages = 256 // enough to meet one that is in use
	var buf [pageHeader + 4]byte
	for size := int64(minPageSize); size <= maxPageSize; size *= 2 {
		for id := int64(0); id < pages && id*size+int64(len(buf)) <= f.size; id++ {
			if err := f.readAt(buf[:], id*size); err != nil {
				return err
			}
			p := parsePage(buf[:])
			switch {
			case id < 2 && binary.LittleEndian.Uint32(buf[pageHeader:]) == magic,
				id >= 2 && p.id == uint64(id) && (p.flags == branchPage || p.flags == leafPage || p.flags == freelistPage):
				return damaged("neither header is valid")
			}
		}
	}
	return ErrNotBolt
}

// complete checks that the file has all pages up to the high-water mark.
func (f *File) complete() error {
	if f.header.pages > uint64(f.size/f.pageSize) {
		return damaged("it has %d bytes and needs %d pages of %d", f.size, f.header.pages, f.pageSize)
	}
	return nil
}

// readAt fills buf from off. A file that ends before its size is damaged.
func (f *File) readAt(buf []byte, off int64) error {
	n, err := f.r.ReadAt(buf, off)
	switch {
	case n == len(buf):
		return nil
	case err == nil, errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return damaged("it ends before byte %d", off+int64(len(buf)))
	default:
		return fmt.Errorf("read %d bytes at %d: %w", len(buf), off, err)
	}
}
