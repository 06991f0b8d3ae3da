package store

import (
	"cmp"
	"maps"
	"slices"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// merger puts entries together from their records: the versions of each, and
// the weighings and marks that came later. Records may come in any order.
type merger struct {
	versions  []*version
	later     map[seal.ID][]note
	replaced  map[replacement]bool
	locations []location
	known     uint64 // up to this address none is missing, if everything was read

	room arena[version]
}

type version struct {
	rid, first, kid seal.ID
	entry           journal.Entry
	answered        []journal.Step // of a list without answers
}

// note is a weighing or a mark.
type note struct {
	records []seal.ID // its own, and drafts of it that a backup may still have
	address uint64
	kind    kind
	posted  bool
	entry   journal.Entry
}

// replacement names a version by record and entry: a page also replaces the
// drafts that it was taken up from, which are never entries.
type replacement struct{ rid, first seal.ID }

// newMerger returns one with room for about n records.
func newMerger(n int) *merger {
	return &merger{
		later:     make(map[seal.ID][]note),
		replaced:  make(map[replacement]bool),
		locations: make([]location, 0, n),
	}
}

// add takes a record in, and says whether it was a version. Of one that a search has missed
// only where it lies and what it replaces is remembered.
func (f *merger) add(address uint64, p *payload) bool {
	first := p.first()
	f.locations = append(f.locations, location{first, address})
	if p.kind != kindEntry {
		f.later[first] = append(f.later[first], note{append(p.takesOut(), p.rid), address, p.kind, p.posted, p.entry})
		return false
	}
	for _, r := range p.takesOut() {
		f.replaced[replacement{r, first}] = true
	}
	if !p.missed {
		f.versions = append(f.versions, f.version(first, p))
	}
	return true
}

func (f *merger) marks(first seal.ID) (rids []seal.ID) {
	for _, n := range f.later[first] {
		if n.kind == kindMark {
			rids = append(rids, n.records...)
		}
	}
	return rids
}

func (f *merger) version(first seal.ID, p *payload) *version {
	v := &f.room.add([]version{{rid: p.rid, first: first, kid: p.kid, entry: p.entry, answered: p.answered}})[0]
	v.entry.ID = journal.NewID(first)
	v.entry.Record, v.entry.Posted = v.entry.ID, p.posted
	if p.rid != first {
		v.entry.Record = journal.NewID(p.rid)
	}
	if p.promises && v.entry.Intention.State == journal.None {
		// A page that was filed while locked, unread: File would have done this.
		v.entry.Intention = journal.Intention{State: journal.Open, At: v.entry.Written}
	}
	return v
}

// first is the first record of the entry that a record belongs to.
func (p *payload) first() seal.ID { return cmp.Or(p.of, p.rid) }

// takesOut returns the records that it replaces. What was posted takes nothing out, even when the
// lock has come off since: nobody vouches for it.
func (p *payload) takesOut() []seal.ID {
	if p.posted {
		return nil
	}
	return p.replaces
}

// join takes in what others have put together.
func (f *merger) join(others ...*merger) {
	for _, o := range others {
		f.versions = append(f.versions, o.versions...)
		f.locations = append(f.locations, o.locations...)
		maps.Copy(f.replaced, o.replaced)
		for first, notes := range o.later {
			f.later[first] = append(f.later[first], notes...)
		}
	}
}

// live returns what lives, in order, and of a search what has its words. Versions that were
// replaced or taken out are left out; an entry edited twice at once comes in both.
func (f *merger) live(r *reading) ([]*version, error) {
	// Moving pointers is cheaper than moving entries.
	slices.SortFunc(f.versions, func(a, b *version) int { return journal.CompareNewest(&a.entry, &b.entry) })
	out := f.versions[:0]
	for _, v := range f.versions {
		if f.replaced[replacement{v.rid, v.first}] {
			continue
		}
		gone, err := r.gone(v)
		if err != nil {
			return nil, err
		}
		if !gone {
			f.addLater(v)
			if !r.meta.Locked() { // then that is nothing to tell
				v.entry.Posted, v.entry.PostedLater = false, false
			}
			out = append(out, v)
		}
	}
	return out, nil
}

func (f *merger) entries(r *reading) ([]journal.Entry, error) {
	live, err := f.live(r)
	return entriesOf(live), err
}

func entriesOf(versions []*version) []journal.Entry {
	out := make([]journal.Entry, len(versions))
	for i, v := range versions {
		out[i] = v.entry
	}
	return out
}

// addLater adds the weighings and the newest mark by time, and by place in the file where that is
// the same. A version that was edited from what was seen of it may hold a later weighing already.
func (f *merger) addLater(v *version) {
	e, notes := &v.entry, f.later[v.first]
	inTime := func(a, b journal.Weighing) int { return a.At.Compare(b.At) }
	if len(notes) == 0 && slices.IsSortedFunc(e.Weighings, inTime) {
		return
	}
	slices.SortFunc(notes, func(a, b note) int { return cmp.Compare(a.address, b.address) })
	e.Weighings = slices.Clone(e.Weighings)
	seen := make(map[journal.Weighing]bool, len(e.Weighings)+len(notes))
	for _, w := range e.Weighings {
		seen[w.Key()] = true
	}
	for _, n := range notes {
		e.PostedLater = e.PostedLater || n.posted && !e.Posted
		for _, w := range n.entry.Weighings {
			if key := w.Key(); !seen[key] {
				seen[key] = true
				e.Weighings = append(e.Weighings, w)
			}
		}
		if i := n.entry.Intention; n.kind == kindMark && !i.At.Before(e.Intention.At) {
			e.Intention = i
		}
	}
	slices.SortStableFunc(e.Weighings, inTime)
}

// arena holds many small lists in few pieces of memory, for a long journal.
type arena[T any] struct{ room []T }

// arenaSize is the most that a piece has room for; the first has room for one.
const arenaSize = 256

// add returns a copy of a list, nil if it is empty.
func (a *arena[T]) add(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	if cap(a.room)-len(a.room) < len(list) {
		a.room = make([]T, 0, max(len(list), min(2*cap(a.room), arenaSize)))
	}
	from := len(a.room)
	a.room = append(a.room, list...)
	return a.room[from:len(a.room):len(a.room)]
}
