package store

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// index says where the records of an entry lie. Once it was asked it does not change.
type index struct {
	locations []location
	known     uint64 // the counter of entries: up to this address no record is missing
	sort      sync.Once
}

// location is where a record lies, and the first record of the entry it belongs to.
type location struct {
	first   seal.ID
	address uint64
}

func (l location) compare(other location) int {
	return cmp.Or(bytes.Compare(l.first[:], other.first[:]), cmp.Compare(l.address, other.address))
}

func (x *index) add(first seal.ID, address uint64) {
	x.locations = append(x.locations, location{first, address})
}

func (x *index) sorted() []location {
	x.sort.Do(func() { slices.SortFunc(x.locations, location.compare) })
	return x.locations
}

// of returns where the records of an entry lie, in the order of the file.
func (x *index) of(first seal.ID) []location {
	all := x.sorted()
	from, _ := slices.BinarySearchFunc(all, location{first: first}, location.compare)
	to := from
	for to < len(all) && all[to].first == first {
		to++
	}
	return all[from:to]
}

// caughtUp returns the index with what was filed since it was made, by whichever window; an empty
// one if there is none. If the counter has gone back, another file lies there, and the index is
// of no use.
func (u *Unlocked) caughtUp(r *reading) (*index, error) {
	x := u.index.Load()
	if x == nil {
		return new(index), nil
	}
	counter, err := r.file.Sequence(disk.BucketEntries)
	switch {
	case err != nil || counter == x.known:
		return x, err
	case counter < x.known:
		u.index.Store(nil)
		return new(index), nil
	}
	next, bad := &index{locations: slices.Clone(x.sorted()), known: counter}, r.bad
	err = r.file.WalkBack(disk.BucketEntries, func(k, v []byte) error {
		address := disk.Address(k)
		if address <= x.known {
			return guard.ErrStop
		}
		p, err := r.open(v)
		if p != nil {
			next.add(p.first(), address)
		}
		return err
	})
	// If a record cannot be opened, whoever asks for its entry is told no more than that.
	if r.bad = bad; err == nil {
		u.index.Store(next)
	}
	return next, err
}

func ridsOf(ids []journal.ID) ([]seal.ID, error) {
	rids := make([]seal.ID, len(ids))
	for i, id := range ids {
		rid, err := id.Bytes()
		if err != nil {
			return nil, err
		}
		rids[i] = rid
	}
	return rids, nil
}
