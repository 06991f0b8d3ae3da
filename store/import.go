package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Add files entries, all or none and under one key, and returns their new ids. It needs no
// passphrase. Intentions are opened where there is a change answer; Written must be set.
func (j *Journal) Add(ctx context.Context, entries ...journal.Entry) ([]journal.ID, error) {
	fresh := slices.Clone(entries)
	for i := range fresh {
		fresh[i].ID = ""
	}
	return j.Import(ctx, fresh...)
}

// posted is an entry with the name under which it is filed.
type posted struct {
	rid, came seal.ID // came: with which it came, zero for none
	entry     journal.Entry
}

// Import is Add for entries that come with ids of their own, and are filed under them, so that
// the same entry is known when it comes again: one that the journal has, or was told to delete,
// is left out. No reading is needed for that, since names are not sealed. The second of two
// with one id in one call is another version of the first, and gets a new id. It returns the
// ids of what was filed, in order.
func (j *Journal) Import(ctx context.Context, entries ...journal.Entry) ([]journal.ID, error) {
	all, err := j.posted(entries)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	var since uint64
	var fresh []posted
	err = j.update(ctx, func(t tx) error {
		some, err := t.unknown(all)
		if err != nil || len(some) == 0 {
			return err
		}
		fresh, since = some, t.Counter(disk.BucketEntries)
		key, err := t.keyOf(nil, seal.Epoch{})
		if err != nil {
			return err
		}
		defer key.Wipe()
		for _, p := range fresh {
			if err := t.file(key, p.rid, payload{kind: kindEntry, entry: p.entry.Promised()}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && len(fresh) > 0 {
		_ = j.file.View(ctx, func(g *guard.File) error {
			if filedAfter(g, since, func(r seal.Record) bool { return r.RID == fresh[0].rid }) {
				err = nil // the commit failed after the header was written: it is there
			}
			return nil
		})
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
		var err error
		if e.ID != "" {
			if p.came, err = e.ID.Bytes(); err != nil {
				return nil, err
			}
		}
		// No record is named by zeros: in the file that says "none".
		if p.came != (seal.ID{}) && !seen[p.came] {
			p.rid, seen[p.came] = p.came, true
		} else if p.rid, err = j.newRID(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// unknown returns those that came without a name, and those whose name neither lies in
// the file nor has a tombstone. Where a draft has the name, as of a page that was
// rescued after it was saved, what came is filed under another one: what becomes of
// the draft must not become of the entry.
func (t tx) unknown(all []posted) ([]posted, error) {
	met := make(map[seal.ID]bool) // of the names that came, and the other ones
	for _, p := range all {
		if p.came != (seal.ID{}) {
			met[p.came], met[otherName(p.came)] = false, false
		}
	}
	if len(met) == 0 {
		return all, nil
	}
	meet := func(rid seal.ID) {
		if _, came := met[rid]; came {
			met[rid] = true
		}
	}
	records := func(bucket string, fn func(rid seal.ID)) error {
		return t.Before.Walk(bucket, func(_, v []byte) error {
			if r, err := seal.ParseRecord(v); err == nil {
				fn(r.RID)
			}
			return nil
		})
	}
	waiting := make(map[seal.ID]bool)
	err := errors.Join(
		records(disk.BucketEntries, meet),
		records(disk.BucketDrafts, func(rid seal.ID) { waiting[rid] = true }),
		t.Before.Walk(disk.BucketTombstones, func(rid, _ []byte) error {
			if len(rid) == seal.IDSize {
				meet(seal.ID(rid))
			}
			return nil
		}))
	var fresh []posted
	for _, p := range all {
		if p.came != (seal.ID{}) && (met[p.came] || met[otherName(p.came)]) {
			continue
		}
		if waiting[p.rid] {
			p.rid = otherName(p.rid)
		}
		fresh = append(fresh, p)
	}
	return fresh, err
}

// otherName is always the same for a name, so that what comes again is known.
func otherName(rid seal.ID) seal.ID {
	sum := sha256.Sum256(rid[:])
	return seal.ID(sum[:seal.IDSize])
}
