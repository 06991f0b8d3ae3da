package store

import (
	"context"
	"fmt"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Reason says why an entry was taken out.
type Reason = disk.Reason

// The reasons for which a person takes an entry out.
const (
	Deleted = disk.Deleted
	Burnt   = disk.Burnt
)

// Delete takes entries out, all or none: every version, weighing and mark, and each key that
// nothing else is sealed under. What they leave here and in the journal's own backups is
// overwritten; while it is not, Status says Pending and the next write goes on with it.
//
// Errors: journal.ErrNotFound, naming the id; journal.ErrLocked; journal.ErrDamaged if a part
// of the file cannot be read, for then nobody could say that nothing is left.
func (u *Unlocked) Delete(ctx context.Context, reason Reason, ids ...journal.ID) error {
	if !reason.ForGood() {
		return fmt.Errorf("an entry is deleted or burnt: %w", journal.ErrInvalid)
	}
	firsts, err := ridsOf(ids)
	if err != nil || len(firsts) == 0 {
		return err
	}
	return u.change(ctx, func(t tx, r *reading) error {
		gone, err := r.recordsOf(firsts)
		if err != nil {
			return err
		}
		return t.purge(reason, gone, nil)
	})
}

// recordsOf returns the names of all that belongs to these entries: what lies
// in the file now, and what was replaced, which may lie in a backup.
func (r *reading) recordsOf(firsts []seal.ID) (gone []seal.ID, err error) {
	if err := r.loadKeys(); err != nil {
		return nil, err
	}
	there := make(map[seal.ID]bool)
	for _, first := range firsts {
		there[first] = false
	}
	gone = slices.Clone(firsts)
	err = r.walk(disk.BucketEntries, func(_, v []byte) error {
		rec, err := seal.UncheckedRecord(v)
		if _, wanted := there[rec.RID]; wanted && err == nil {
			there[rec.RID] = true // even if it can no longer be opened
		}
		p, err := r.open(v)
		if p == nil {
			return err
		}
		first := p.first()
		if _, wanted := there[first]; !wanted {
			return nil
		}
		gone = append(append(gone, p.rid), p.takesOut()...)
		if p.kind == kindEntry {
			there[first] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, first := range firsts {
		if !there[first] {
			return nil, fmt.Errorf("%s: %w", journal.NewID(first), journal.ErrNotFound)
		}
	}
	return gone, nil
}
