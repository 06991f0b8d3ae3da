package store

import (
	"bytes"
	"cmp"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// index says where the records of an entry lie. It is sorted when it is first asked.
type index struct {
	locations []location
	sorted    bool
	known     uint64 // the counter of entries: up to this address no record is missing
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
	x.locations, x.sorted = append(x.locations, location{first, address}), false
}

// of returns where the records of an entry lie, in the order of the file.
func (x *index) of(first seal.ID) []location {
	if !x.sorted {
		slices.SortFunc(x.locations, location.compare)
		x.locations = slices.Compact(x.locations) // catching up may have failed halfway
		x.sorted = true
	}
	from, _ := slices.BinarySearchFunc(x.locations, location{first: first}, location.compare)
	to := from
	for to < len(x.locations) && x.locations[to].first == first {
		to++
	}
	return x.locations[from:to]
}

// catchUp adds to the index what was filed since it was made, by whichever window. If
// the counter has gone back, another file lies there, and the index is of no use.
func (u *Unlocked) catchUp(r *reading) error {
	u.indexMu.Lock()
	defer u.indexMu.Unlock()
	x := u.index
	if x == nil {
		return nil
	}
	counter, err := r.file.Sequence(disk.BucketEntries)
	if err != nil || counter == x.known {
		return err
	}
	if counter < x.known {
		u.index = nil
		return nil
	}
	bad := r.bad
	err = r.file.WalkBack(disk.BucketEntries, func(k, v []byte) error {
		address := disk.Address(k)
		if address <= x.known {
			return guard.ErrStop
		}
		p, err := r.open(v)
		if p != nil {
			x.add(p.first(), address)
		}
		return err
	})
	// Of a record that cannot be opened nobody asks for more than it is missing.
	if r.bad = bad; err == nil {
		x.known = counter
	}
	return err
}

// locate returns where the records of an entry lie, nil if that is not known.
func (u *Unlocked) locate(first seal.ID) []location {
	u.indexMu.Lock()
	defer u.indexMu.Unlock()
	if u.index == nil {
		return nil
	}
	return slices.Clone(u.index.of(first))
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

func (u *Unlocked) setIndex(x *index) {
	u.indexMu.Lock()
	defer u.indexMu.Unlock()
	u.index = x
}
