package store

import (
	"bytes"
	"cmp"
	"slices"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// index says where the records of an entry lie. It is put in order when it is
// asked for the first time: most searches end before that.
type index struct {
	places []place
	sorted bool
}

// place is where a record lies, and the first record of the entry it belongs to.
type place struct {
	first   seal.ID
	address uint64
}

func (p place) compare(other place) int {
	return cmp.Or(bytes.Compare(p.first[:], other.first[:]), cmp.Compare(p.address, other.address))
}

func (x *index) add(first seal.ID, address uint64) {
	x.places, x.sorted = append(x.places, place{first, address}), false
}

// of returns where the records of an entry lie, in the order of the file.
func (x *index) of(first seal.ID) []place {
	if !x.sorted {
		slices.SortFunc(x.places, place.compare)
		x.sorted = true
	}
	from, _ := slices.BinarySearchFunc(x.places, place{first: first}, place.compare)
	to := from
	for to < len(x.places) && x.places[to].first == first {
		to++
	}
	return x.places[from:to]
}

// drop takes an entry out.
func (x *index) drop(first seal.ID) {
	x.places = slices.DeleteFunc(x.places, func(p place) bool { return p.first == first })
}

// places is the part of the index about these entries.
func (u *Unlocked) places(ids []journal.ID) map[journal.ID][]place {
	u.indexMu.Lock()
	defer u.indexMu.Unlock()
	at := make(map[journal.ID][]place, len(ids))
	for _, id := range ids {
		if first, err := id.Bytes(); err == nil && u.index != nil {
			at[id] = slices.Clone(u.index.of(first))
		}
	}
	return at
}

func (u *Unlocked) indexed() bool {
	u.indexMu.Lock()
	defer u.indexMu.Unlock()
	return u.index != nil
}

// reindex brings the index up to a change of our own. A reading of everything
// that began before it may or may not have seen the change.
func (u *Unlocked) reindex(change func(x *index)) {
	u.indexMu.Lock()
	defer u.indexMu.Unlock()
	u.changes++
	if u.index != nil {
		change(u.index)
	}
}

// keepIndex takes the index that a reading has made, unless something was
// changed since it began: then the next one makes it again.
func (u *Unlocked) keepIndex(x *index, changes int) {
	u.indexMu.Lock()
	defer u.indexMu.Unlock()
	if u.index = x; u.changes != changes {
		u.index = nil
	}
}

func (u *Unlocked) changesNow() int {
	u.indexMu.Lock()
	defer u.indexMu.Unlock()
	return u.changes
}
