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

// index says where the records of an entry lie. It does not change.
type index struct {
	sorted func() []location
	later  []location // filed since that was made, in the order of the file
	known  uint64     // the counter of entries: up to this address no record is missing
}

// maxLater is how many records may be searched one by one.
const maxLater = 1024

// newIndex takes the locations over, and sorts them when it is first asked.
func newIndex(locations []location, known uint64) *index {
	sorted := func() []location {
		slices.SortFunc(locations, location.compare)
		return locations
	}
	return &index{sorted: sync.OnceValue(sorted), known: known}
}

// location is where a record lies, and the first record of the entry it belongs to.
type location struct {
	first   seal.ID
	address uint64
}

func (l location) compare(other location) int {
	return cmp.Or(bytes.Compare(l.first[:], other.first[:]), cmp.Compare(l.address, other.address))
}

// of returns where the records of an entry lie, in the order of the file. A nil index knows none.
func (x *index) of(first seal.ID) []location {
	if x == nil {
		return nil
	}
	all := x.sorted()
	from, _ := slices.BinarySearchFunc(all, location{first: first}, location.compare)
	to := from
	for to < len(all) && all[to].first == first {
		to++
	}
	found := slices.Clip(all[from:to])
	for _, l := range x.later {
		if l.first == first {
			found = append(found, l)
		}
	}
	return found
}

// caughtUp returns the index with what was filed since it was made, by whichever window; nil if
// there is none. If the counter has gone back, another file lies there, and the index is of no use.
func (u *Unlocked) caughtUp(r *reading) (*index, error) {
	x := u.index.Load()
	if x == nil {
		return nil, nil //nolint:nilnil // as said above
	}
	counter, err := r.file.Sequence(disk.BucketEntries)
	switch {
	case err != nil || counter == x.known:
		return x, err
	case counter < x.known:
		u.index.Store(nil)
		return nil, nil //nolint:nilnil // as said above
	}
	bad := r.bad
	var filed []location // the last first
	err = r.file.WalkBack(disk.BucketEntries, func(k, v []byte) error {
		address := disk.Address(k)
		if address <= x.known {
			return guard.ErrStop
		}
		p, err := r.open(v)
		if p != nil {
			filed = append(filed, location{p.first(), address})
		}
		return err
	})
	// If a record cannot be opened, whoever asks for its entry is told no more than that.
	if r.bad = bad; err != nil {
		return nil, err
	}
	slices.Reverse(filed)
	next := &index{sorted: x.sorted, later: slices.Concat(x.later, filed), known: counter}
	if len(next.later) > maxLater {
		next = newIndex(slices.Concat(x.sorted(), next.later), counter)
	}
	u.index.Store(next)
	return next, nil
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
