package store

import (
	"context"
	"io"
	"slices"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// posted is an entry, the name under which it is filed, and the name with which
// it came: zero for none.
type posted struct {
	rid, came seal.ID
	entry     journal.Entry
}

// Import is Add for entries that come from elsewhere with ids of their own. Each
// is filed under its id, so that the same entry can be known when it comes again:
// one whose id the journal has, or had and was told to forget, is left out. That
// is seen without reading, for names are not sealed. An entry without an id gets
// a new one, and so does the second of two in one call, which is another version
// of the first.
//
// It returns the ids of what was filed, in order.
func (j *Journal) Import(ctx context.Context, entries ...journal.Entry) ([]journal.ID, error) {
	all, err := j.posted(entries)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	var since uint64
	var fresh []posted
	err = j.update(ctx, func(t *tx) error {
		some, err := t.unknown(all)
		if err != nil || len(some) == 0 {
			return err
		}
		fresh, since = some, t.bucket(bucketEntries).Sequence()
		key, err := t.keyOf(nil, seal.Epoch{})
		if err != nil {
			return err
		}
		defer key.Wipe()
		for _, p := range fresh {
			if _, err := t.file(key, p.rid, payload{kind: kindEntry, entry: p.entry.Promised()}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && len(fresh) > 0 && j.filed(ctx, since, fresh[0].rid) {
		err = nil // the commit failed after the header was written: it is there
	}
	if err != nil {
		return nil, err
	}
	ids := make([]journal.ID, len(fresh))
	for i, p := range fresh {
		ids[i] = journal.NewID(p.rid)
	}
	return ids, nil
}

// posted gives each entry its name, and holds it to the rules.
func (j *Journal) posted(entries []journal.Entry) ([]posted, error) {
	all, seen := make([]posted, len(entries)), make(map[seal.ID]bool)
	for i, e := range entries {
		if err := e.Validate(); err != nil {
			return nil, err
		}
		p := &all[i]
		p.entry = e
		if e.ID != "" {
			came, err := e.ID.Bytes()
			if err != nil {
				return nil, err
			}
			p.came = came
		}
		// No record is named by zeros: in the file that says "none".
		if p.came != (seal.ID{}) && !seen[p.came] {
			p.rid, seen[p.came] = p.came, true
		} else if _, err := io.ReadFull(j.opts.Random, p.rid[:]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// unknown returns those that came without a name, and those whose name neither
// lies in the file nor is dead.
func (t *tx) unknown(all []posted) ([]posted, error) {
	came := make(map[seal.ID]bool)
	for _, p := range all {
		if p.came != (seal.ID{}) {
			came[p.came] = true
		}
	}
	if len(came) == 0 {
		return all, nil
	}
	known := make(map[seal.ID]bool)
	err := t.pages.Walk(bucketEntries, func(_, v []byte) error {
		if r, err := seal.ParseRecord(v); err == nil && came[r.RID] {
			known[r.RID] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = t.pages.Walk(bucketDead, func(rid, _ []byte) error {
		if len(rid) == seal.IDSize && came[seal.ID(rid)] {
			known[seal.ID(rid)] = true
		}
		return nil
	})
	return slices.DeleteFunc(slices.Clone(all), func(p posted) bool { return known[p.came] }), err
}
