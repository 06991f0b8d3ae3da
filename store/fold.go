package store

import (
	"slices"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// fold puts entries together from their records: the versions of each, and
// the weighings and marks that came later. Records may come in any order.
type fold struct {
	versions []*version
	later    map[journal.ID][]note
	replaced map[replacement]bool
	index    index
}

// version is one version of an entry.
type version struct {
	rid   seal.ID
	entry journal.Entry
}

// note is a weighing or a mark.
type note struct {
	place uint64
	kind  kind
	entry journal.Entry
}

// replacement names a version by record and entry: a page says of drafts that
// it was taken up from, too, what it replaces, and those are never entries.
type replacement struct {
	rid   seal.ID
	entry journal.ID
}

// index says where the records of an entry lie.
type index map[journal.ID][]uint64

func newFold() *fold { return newFoldOf(0) }

// newFoldOf is newFold with room for about n records.
func newFoldOf(n int) *fold {
	return &fold{
		versions: make([]*version, 0, n),
		later:    make(map[journal.ID][]note),
		replaced: make(map[replacement]bool),
		index:    make(index, n),
	}
}

// add takes a record in, and says whether it was a version of an entry.
func (f *fold) add(place uint64, rid seal.ID, p payload) bool {
	return f.addTo(p.id(rid), place, rid, p)
}

// addTo is add for who knows the entry's id already. A version that a search
// has missed is remembered only for where it lies and what it replaces.
func (f *fold) addTo(id journal.ID, place uint64, rid seal.ID, p payload) bool {
	f.index[id] = append(f.index[id], place)
	if p.kind != kindEntry {
		f.later[id] = append(f.later[id], note{place: place, kind: p.kind, entry: p.entry})
		return false
	}
	for _, r := range p.replaces {
		f.replaced[replacement{r, id}] = true
	}
	if !p.missed {
		f.versions = append(f.versions, newVersion(id, rid, p))
	}
	return true
}

func newVersion(id journal.ID, rid seal.ID, p payload) *version {
	v := &version{rid: rid, entry: p.entry}
	v.entry.ID, v.entry.Record = id, id
	if p.promises && v.entry.Intention.State == journal.None {
		// A page that was filed while locked, unread: Keep would have done this.
		v.entry.Intention = journal.Intention{State: journal.Open, At: v.entry.Written}
	}
	if p.of != (seal.ID{}) {
		v.entry.Record = journal.NewID(rid)
	}
	return v
}

// id is the entry a record belongs to: its own, for the first record of one.
func (p payload) id(rid seal.ID) journal.ID {
	if p.of != (seal.ID{}) {
		return journal.NewID(p.of)
	}
	return journal.NewID(rid)
}

// entries returns what lives, newest first; of a search, what has its words.
// A version that another one names as replaced, or that the file calls dead,
// is left out; an entry that was edited twice at once comes in both versions.
func (f *fold) entries(r *reading) ([]journal.Entry, error) {
	// Moving pointers is cheaper than moving entries.
	slices.SortFunc(f.versions, func(a, b *version) int { return journal.CompareNewest(&a.entry, &b.entry) })
	out := make([]journal.Entry, 0, len(f.versions))
	for _, v := range f.versions {
		if f.replaced[replacement{v.rid, v.entry.ID}] {
			continue
		}
		gone, err := f.dead(r, v)
		if err != nil {
			return nil, err
		}
		if !gone {
			out = append(out, f.withLater(v.entry))
		}
	}
	return out, nil
}

func (f *fold) dead(r *reading, v *version) (bool, error) {
	why, err := r.dead(v.rid)
	if why != 0 || err != nil || v.entry.ID == v.entry.Record {
		return why != 0, err
	}
	// An edited entry that was deleted is named by its first record.
	first, err := v.entry.ID.Bytes()
	if err != nil {
		return false, err
	}
	why, err = r.dead(first)
	return why == whyDeleted || why == whyBurnt, err
}

// withLater adds the weighings and the newest mark, in the order of time; what
// was noted at the same instant stays in the order of the file. A version that
// was edited from what was seen of it may hold a later weighing already.
func (f *fold) withLater(e journal.Entry) journal.Entry {
	notes := f.later[e.ID]
	inTime := func(a, b journal.Weighing) int { return a.At.Compare(b.At) }
	if len(notes) == 0 && slices.IsSortedFunc(e.Weighings, inTime) {
		return e
	}
	slices.SortFunc(notes, func(a, b note) int { return int(a.place) - int(b.place) }) //nolint:gosec // counters
	e.Weighings = slices.Clone(e.Weighings)
	for _, n := range notes {
		switch n.kind {
		case kindWeighing:
			for _, w := range n.entry.Weighings {
				if !slices.ContainsFunc(e.Weighings, w.Same) {
					e.Weighings = append(e.Weighings, w)
				}
			}
		case kindMark:
			if !n.entry.Intention.At.Before(e.Intention.At) {
				e.Intention = n.entry.Intention
			}
		case kindEntry: // a version, never a note
		}
	}
	slices.SortStableFunc(e.Weighings, inTime)
	return e
}
