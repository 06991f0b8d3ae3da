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
	entry     *journal.Entry
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
	var fresh []posted
	err = j.update(ctx, takes(all), func(t tx) error {
		some, err := t.unknown(all, j.trust)
		if err != nil || len(some) == 0 {
			return err
		}
		fresh = some
		key, err := t.keyOf(nil)
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
			if filed(g, func(r seal.Record) bool { return r.RID == fresh[0].rid }) {
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

// takes is about how many bytes entries take in the file.
func takes(all []posted) (size int64) {
	const more = 300 // of a record beside its texts, and of the pages that lead to it
	for _, p := range all {
		size += more
		for _, a := range p.entry.Answers {
			size += int64(len(a.Text))
		}
	}
	return size
}

// posted gives each entry its name, and holds it to the rules.
func (j *Journal) posted(entries []journal.Entry) ([]posted, error) {
	all, seen := make([]posted, len(entries)), make(map[seal.ID]bool)
	for i := range entries {
		e, p := &entries[i], &all[i]
		if err := e.Validate(); err != nil {
			return nil, err
		}
		p.entry = e
		if e.ID != "" {
			var err error
			if p.came, err = e.ID.Bytes(); err != nil {
				return nil, err
			}
		}
		// No record is named by zeros: in the file that says "none".
		if p.came != (seal.ID{}) && !seen[p.came] {
			p.rid, seen[p.came] = p.came, true
		} else {
			p.rid = j.newRID()
		}
	}
	return all, nil
}

// fate is what the journal knows of a name that came.
type fate uint8

const (
	asked fate = iota + 1 // nothing so far
	taken                 // a draft has it, or a tombstone that proves nothing
	known                 // it is an entry, or the owner took it out
)

// unknown returns the entries to file: those without a name, and those whose name is not known.
// One whose name is taken, as that of a page which was rescued after it was saved, is filed under
// another: what becomes of the draft must not become of the entry. A draft that is known to be an
// earlier state of the rescued page ends with that; if it went on since, the page is at home.
func (t tx) unknown(all []posted, by *trust) ([]posted, error) {
	fates := make(map[seal.ID]fate)
	for _, p := range all {
		if p.came != (seal.ID{}) {
			fates[p.came], fates[otherName(p.came)] = asked, asked
		}
	}
	if len(fates) == 0 {
		return all, nil
	}
	see := func(rid seal.ID, f fate) {
		if was := fates[rid]; was > 0 {
			fates[rid] = max(was, f)
		}
	}
	ended := make(map[uint64]seal.Record) // drafts, by their addresses
	owner, _ := t.Meta.OwnerKey()
	err := errors.Join(
		t.Before.Walk(disk.BucketEntries, func(_, v []byte) error {
			if r, err := seal.ParseRecord(v); err == nil {
				see(r.RID, known)
			}
			return nil
		}),
		t.Before.Walk(disk.BucketDrafts, func(k, v []byte) error {
			r, err := seal.ParseRecord(v)
			if err != nil || fates[r.RID] == 0 {
				return nil
			}
			switch goneOn, rescued := by.rescued(t.Meta.Journal, r); {
			case !rescued:
				see(r.RID, taken)
			case goneOn:
				see(r.RID, known)
			default:
				ended[disk.Address(k)] = r
			}
			return nil
		}),
		t.Before.Walk(disk.BucketTombstones, func(k, v []byte) error {
			switch {
			case len(k) != seal.IDSize:
			case !t.Meta.Locked() || disk.Tombstone(v).Proves(seal.Record{RID: seal.ID(k)}, owner):
				see(seal.ID(k), known)
			default:
				see(seal.ID(k), taken)
			}
			return nil
		}))
	var fresh []posted
	for _, p := range all {
		if fates[p.came] == known || fates[otherName(p.came)] == known {
			continue
		}
		if fates[p.rid] == taken {
			p.rid = otherName(p.rid)
		}
		fresh = append(fresh, p)
	}
	for address, r := range ended {
		if fates[r.RID] == known {
			continue // and stays, as its entry does
		}
		err = errors.Join(err, t.Remove(disk.BucketDrafts, disk.AddressKey(address)), t.dropKey(r.KID), t.ScrubLater())
	}
	return fresh, err
}

// otherName is always the same for a name, so that what comes again is known.
func otherName(rid seal.ID) seal.ID {
	sum := sha256.Sum256(rid[:])
	return seal.ID(sum[:seal.IDSize])
}
