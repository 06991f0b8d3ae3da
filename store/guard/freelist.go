package guard

import (
	"encoding/binary"
	"sort"
)

// manyFree is the count of a freelist page whose true count is the first number of the list, from
// bbolt v1.5.0, internal/freelist/shared.go.
const manyFree = 0xFFFF

// freelist is the list of the pages that are free as of one header. The numbers are sorted, 8
// bytes each, and stay where they were read.
type freelist struct {
	first, last uint64 // the pages that the list itself takes up
	raw         []byte
}

func (l freelist) count() int      { return len(l.raw) / 8 }
func (l freelist) at(i int) uint64 { return binary.LittleEndian.Uint64(l.raw[8*i:]) }

// free returns whether any page from first to last is free.
func (l freelist) free(first, last uint64) bool {
	i := sort.Search(l.count(), func(i int) bool { return l.at(i) >= first })
	return i < l.count() && l.at(i) <= last
}

// freelist reads and checks the list of the header in use, once.
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
	length := min((int64(p.overflow)+1)*f.pageSize, MaxPage)
	if count > uint64(length-skip)/8 {
		return freelist{}, damaged("freelist page %d: count %d goes beyond the page", id, count)
	}
	end := skip + 8*int64(count)
	if err := f.extend(&p, end); err != nil {
		return freelist{}, err
	}
	l := freelist{first: id, last: p.last(), raw: p.data[skip:end]}
	if err := l.check(f.header.pages); err != nil {
		return freelist{}, err
	}
	f.free = &l
	return l, nil
}

// check checks that the free pages rise, exist, and are not those of the list itself.
func (l freelist) check(pages uint64) error {
	before := uint64(1)
	for i := range l.count() {
		switch id := l.at(i); {
		case id >= pages:
			return damaged("freelist page %d: free page %d is not one of %d", l.first, id, pages)
		case id <= before:
			return damaged("freelist page %d: free page %d comes after %d", l.first, id, before)
		case id >= l.first && id <= l.last:
			return damaged("freelist page %d: it lists itself as free", l.first)
		default:
			before = id
		}
	}
	return nil
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
