package guard

import (
	"encoding/binary"
	"slices"
)

// manyFree is the count of a freelist page whose true count is the first number of the list, from
// bbolt v1.5.0, internal/freelist/shared.go.
const manyFree = 0xFFFF

// freelist is the list of the pages that are free as of one header.
type freelist struct {
	first, last uint64   // the pages that the list itself takes up
	ids         []uint64 // sorted
}

// free returns whether any page from first to last is free.
func (l freelist) free(first, last uint64) bool {
	i, _ := slices.BinarySearch(l.ids, first)
	return i < len(l.ids) && l.ids[i] <= last
}

// freelist reads the list of f's header, once, and checks that the free pages rise, exist, and are
// not those of the list itself.
func (f *File) freelist() (freelist, error) {
	if f.free != nil {
		return *f.free, nil
	}
	id := f.header.freelist
	if id == noFreelist {
		return freelist{}, damaged("the list of free pages was not saved")
	}
	p, err := f.start(0, id, f.pageSize)
	if err != nil {
		return freelist{}, err
	}
	if p.flags != freelistPage {
		return freelist{}, damaged("freelist page %d: kind %#x", id, p.flags)
	}
	count, skip := uint64(p.count), int64(pageHeader)
	if count == manyFree {
		count, skip = binary.LittleEndian.Uint64(p.data[pageHeader:]), pageHeader+8
		if count < manyFree {
			return freelist{}, damaged("freelist page %d: count %d in the form for many", id, count)
		}
	}
	length := min(f.length(p), MaxPage)
	if count > uint64(length-skip)/8 {
		return freelist{}, damaged("freelist page %d: count %d goes beyond the page", id, count)
	}
	if err := f.extend(&p, skip+8*int64(count)); err != nil {
		return freelist{}, err
	}
	l := freelist{first: id, last: p.last(), ids: make([]uint64, count)}
	before := uint64(1)
	for i := range l.ids {
		free := binary.LittleEndian.Uint64(p.data[skip+8*int64(i):])
		switch {
		case free >= f.header.pages:
			return freelist{}, damaged("freelist page %d: free page %d is not one of %d", id, free, f.header.pages)
		case free <= before:
			return freelist{}, damaged("freelist page %d: free page %d comes after %d", id, free, before)
		case free >= l.first && free <= l.last:
			return freelist{}, damaged("freelist page %d: it lists itself as free", id)
		}
		l.ids[i], before = free, free
	}
	f.free = &l
	return l, nil
}

// account reports each run of pages that are both in use and listed as free and, if all pages in use
// are known, each run that is neither.
func (l freelist) account(used pageSet, allKnown bool, fault func(error)) {
	wrong := func(id uint64) string {
		switch listed := l.free(id, id); {
		case listed && used.has(id):
			return "in use and listed as free"
		case allKnown && !listed && !used.has(id):
			return "neither in use nor listed as free"
		}
		return ""
	}
	for id := uint64(0); id < used.n; {
		first, what := id, wrong(id)
		for id++; id < used.n && wrong(id) == what; id++ {
		}
		switch {
		case what == "":
		case id-first == 1:
			fault(damaged("page %d: it is %s", first, what))
		default:
			fault(damaged("pages %d to %d: they are %s", first, id-1, what))
		}
	}
}
