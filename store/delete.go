package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Why says why an entry was taken out. The numbers are part of the file format.
type Why byte

// The reasons for which a person takes an entry out.
const (
	Deleted Why = whyDeleted
	Burnt   Why = whyBurnt
)

// Why a record is dead: the value in the dead bucket.
const (
	whyReplaced = 1
	whyDeleted  = 2
	whyBurnt    = 3
)

// goneForGood says that a person took the record out, whereas one that was
// replaced lives on in its next version.
func goneForGood(why []byte) bool {
	return len(why) > 0 && (why[0] == whyDeleted || why[0] == whyBurnt)
}

// Delete takes entries out, all or none: every version, weighing and mark, and
// each key that nothing else is sealed under. What they leave in the file is
// overwritten, and so is what the journal's own backups have of them; if that
// is interrupted or fails, Status says Due and the next write goes on with it.
//
// Errors: journal.ErrNotFound, naming the id that is not there; journal.ErrLocked;
// journal.ErrDamaged if a part of the file cannot be read, for then nobody
// could say that nothing is left.
func (u *Unlocked) Delete(ctx context.Context, why Why, ids ...journal.ID) error {
	if why != Deleted && why != Burnt {
		return fmt.Errorf("an entry is deleted or burnt: %w", journal.ErrInvalid)
	}
	firsts := make([]seal.ID, len(ids))
	for i, id := range ids {
		first, err := id.Bytes()
		if err != nil {
			return err
		}
		firsts[i] = first
	}
	if len(firsts) == 0 {
		return nil
	}
	looking, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(u.life, cancel)()
	err := u.write(ctx, func(t *tx) error {
		r := &reading{ctx: looking, file: t.pages, id: u.id, wrap: u.wrap}
		defer r.close()
		rids, err := r.recordsOf(firsts)
		if err != nil {
			return err
		}
		return t.forget(why, rids)
	})
	if err == nil {
		u.reindex(func(x *index) {
			for _, first := range firsts {
				x.drop(first)
			}
		})
	}
	return err
}

// recordsOf returns the names of all that belongs to these entries: what lies
// in the file now, and what was replaced, which may lie in a backup.
func (r *reading) recordsOf(firsts []seal.ID) (map[seal.ID]bool, error) {
	if err := r.loadKeys(); err != nil {
		return nil, err
	}
	wanted, there, rids := setOf(firsts...), make(map[seal.ID]bool), setOf(firsts...)
	err := r.walk(bucketEntries, func(_, v []byte) error {
		rid, p, ok, err := r.open(v)
		if wanted[rid] {
			there[rid] = true // even if it can no longer be opened
		}
		if err != nil || !ok {
			return err
		}
		first := p.first(rid)
		if !wanted[first] {
			return nil
		}
		rids[rid] = true
		for _, old := range p.replaces {
			rids[old] = true
		}
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
	return rids, nil
}

// forget takes records out for good, notes that they are dead, and has what
// they leave overwritten, here and in the backups.
func (t *tx) forget(why Why, rids map[seal.ID]bool) error {
	if _, err := t.takeOut(rids, bucketEntries, bucketDrafts); err != nil {
		return err
	}
	for rid := range rids {
		if err := t.put(bucketDead, rid[:], []byte{byte(why)}); err != nil {
			return err
		}
	}
	if err := t.scrubLater(); err != nil {
		return err
	}
	return t.renewLater()
}

// takeOut removes the records of these names from these buckets, and their
// keys unless another record has one too; it returns the names it met. It reads
// what every record says in clear, through the bounded reader: the file as it
// was before this transaction.
func (t *tx) takeOut(rids map[seal.ID]bool, buckets ...string) (taken map[seal.ID]bool, err error) {
	taken = make(map[seal.ID]bool)
	gone, shared := make(map[seal.ID]bool), make(map[seal.ID]bool)
	for _, bucket := range []string{bucketEntries, bucketDrafts} {
		var places [][]byte
		err := t.pages.Walk(bucket, func(k, v []byte) error {
			r, err := seal.UncheckedRecord(v)
			switch {
			case err != nil: // carried along, or for doctor to tell of
			case rids[r.RID] && slices.Contains(buckets, bucket):
				places = append(places, slices.Clone(k))
				taken[r.RID], gone[r.KID] = true, true
			default:
				shared[r.KID] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, place := range places {
			if err := t.remove(bucket, place); err != nil {
				return nil, err
			}
		}
	}
	maps.DeleteFunc(gone, func(kid seal.ID, _ bool) bool { return shared[kid] })
	for kid := range gone {
		if err := t.remove(bucketKeys, kid[:]); err != nil {
			return nil, err
		}
	}
	return taken, nil
}

func setOf(ids ...seal.ID) map[seal.ID]bool {
	set := make(map[seal.ID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}
