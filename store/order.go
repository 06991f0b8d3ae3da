package store

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// order keeps disk.BucketOrder up to date while no lock is set, and takes it out where one is.
// Readers do without it: damage there is no reason to refuse somebody's words.
func (t tx) order() error {
	if t.Meta.Locked() {
		return t.ForgetOrder()
	}
	if err := t.orderNew(); !errors.Is(err, guard.ErrDamaged) {
		return err
	}
	return nil
}

// orderNew takes in what was filed since, and anew the blocks that have lost a record.
func (t tx) orderNew() error {
	known, counter := t.Ordered(), t.Counter(disk.BucketEntries)
	blocks := make(map[uint64]bool)
	for address := range t.Removed() {
		if block := disk.BlockOf(address); block <= disk.BlockOf(known) {
			blocks[block] = true
		}
	}
	if known == counter && len(blocks) == 0 {
		return nil
	}
	id, err := t.Meta.OpenClear()
	if err != nil {
		return err
	}
	defer id.Wipe()
	r := &reading{ctx: context.Background(), file: t.Before, meta: t.Meta, boxes: t.Get, id: id, decoder: decoder{collector: collect(new(journal.Query))}}
	defer r.close()
	if err := t.SetOrdered(known); err != nil {
		return err
	}
	for block := range blocks {
		from := block * disk.BlockSize
		if err := t.orderRecords(r, from, min(from+disk.BlockSize-1, known)); err != nil {
			return err
		}
	}
	if err := t.orderRecords(r, known+1, counter); err != nil {
		return err
	}
	return t.SetOrdered(counter)
}

// orderRecords takes the records in at these addresses, both included.
func (t tx) orderRecords(r *reading, from, to uint64) error {
	newest := make(map[uint64]int64)
	see := func(address uint64, value []byte) error {
		p, err := r.open(value)
		if p == nil {
			return err
		}
		if first := p.first(); first != p.rid {
			err = t.PutLink(first, address)
		}
		second := int64(math.MinInt64) // what is noted later makes nothing newer
		if p.kind == kindEntry {
			second = p.entry.When().Unix()
		}
		block := disk.BlockOf(address)
		if other, seen := newest[block]; seen {
			second = max(second, other)
		}
		newest[block] = second
		return err
	}
	before, err := t.Before.Sequence(disk.BucketEntries)
	if err != nil {
		return err
	}
	if from <= before {
		err = t.Before.WalkFrom(disk.BucketEntries, disk.AddressKey(from), func(k, v []byte) error {
			switch address := disk.Address(k); {
			case address > to:
				return guard.ErrStop
			case t.Removed()[address]:
				return nil
			default:
				return see(address, v)
			}
		})
	}
	for address := max(from, before+1); address <= to && err == nil; address++ {
		var value []byte
		if value, err = t.Get(disk.BucketEntries, disk.AddressKey(address)); value != nil {
			err = see(address, slices.Clone(value))
		}
	}
	for block, second := range newest {
		err = errors.Join(err, t.PutNewest(block, second))
	}
	return err
}

// Last returns the newest entry, in both versions if it was edited twice at once.
func (u *Unlocked) Last(ctx context.Context) ([]journal.Entry, error) {
	if live, known, damaged := u.newest(ctx, 1); known {
		return entriesOf(slices.DeleteFunc(live, func(v *version) bool { return v.first != live[0].first })), damaged
	}
	found, damaged := u.First(ctx, journal.Query{}, 1)
	if len(found) == 0 {
		return nil, damaged
	}
	found, err := u.Entries(ctx, found[0].ID)
	return found, cmp.Or(damaged, err)
}

// newest returns at least n versions, unless there are fewer, and opens about as many records.
// known is false where a lock is set: there all is read, so that what is missing is told.
func (u *Unlocked) newest(ctx context.Context, n int) (live []*version, known bool, err error) {
	err = u.read(ctx, func(r *reading) error {
		if known = !r.meta.Locked(); !known {
			return nil
		}
		var err error
		if live, err = r.found().newest(n); err == nil {
			err = r.damaged()
		}
		return err
	})
	return live, known, err
}

// newest opens entries from the newest spans on, until at least n versions that live are newer
// than anything unread, or all is read. It returns those that live, the newest first: of each
// that is among the n every version, with all that was noted later.
func (f *found) newest(n int) ([]*version, error) {
	spans, err := disk.Spans(f.r.file)
	if err != nil && !errors.Is(err, guard.ErrDamaged) { // then what was read of it will do
		return nil, err
	}
	slices.SortStableFunc(spans, func(a, b disk.Span) int { return cmp.Compare(b.Newest, a.Newest) })
	for wanted := n; ; wanted *= 2 {
		for len(spans) > 0 && f.newerThan(spans[0], f.merger.versions) < wanted {
			if err := f.read(spans[0]); err != nil {
				return nil, err
			}
			spans = spans[1:]
		}
		live, err := f.living()
		if err != nil || len(spans) == 0 || f.newerThan(spans[0], live) >= n {
			return live, err
		}
	}
}

// found is what was opened on the way to the newest.
type found struct {
	r        *reading
	merger   *merger
	opened   map[uint64]bool  // by address
	followed map[seal.ID]bool // entries of which all that was noted later is here
}

func (r *reading) found() *found {
	return &found{r: r, merger: newMerger(0), opened: make(map[uint64]bool), followed: make(map[seal.ID]bool)}
}

// newerThan returns how many of these are newer than all in a span.
func (f *found) newerThan(s disk.Span, versions []*version) (n int) {
	for _, v := range versions {
		if v.entry.When().Unix() > s.Newest {
			n++
		}
	}
	return n
}

func (f *found) read(s disk.Span) error {
	return f.r.readable(f.r.file.WalkFrom(disk.BucketEntries, disk.AddressKey(s.From), func(k, v []byte) error {
		if disk.Address(k) > s.To {
			return guard.ErrStop
		}
		return f.take(disk.Address(k), v)
	}))
}

func (f *found) take(address uint64, value []byte) error {
	if f.opened[address] {
		return nil
	}
	f.opened[address] = true
	_, err := f.r.take(f.merger, address, value)
	return err
}

// living returns the versions that live, once all that belongs to their entries is here.
func (f *found) living() ([]*version, error) {
	for i := 0; i < len(f.merger.versions); i++ { // following one may find another
		first := f.merger.versions[i].first
		if f.followed[first] {
			continue
		}
		f.followed[first] = true
		linked, err := disk.Linked(f.r.file, first)
		if err != nil && !errors.Is(err, guard.ErrDamaged) {
			return nil, err
		}
		for _, address := range linked {
			value, err := f.r.file.Get(disk.BucketEntries, disk.AddressKey(address))
			if err == nil && value != nil {
				err = f.take(address, value)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	all := *f.merger
	all.versions = slices.Clone(f.merger.versions) // of which live keeps those that live
	return all.live(f.r)
}
