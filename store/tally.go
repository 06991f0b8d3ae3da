package store

import (
	"bytes"
	"context"
	"errors"
	"time"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// The tally counts every record of entries whose key the owner has wrapped: the key of what was
// posted since is in a sealed box until Tidy. So only the owner adds to it, and whoever takes a
// counted record out leaves in its tombstone what is owed for it.

// tally returns the owner's tally, if there is one and they have counted.
func (t tx) tally() (tally seal.Tally, counted bool) {
	tally, ok := t.Owner.OwnerKey().Tally(t.Meta.Tally)
	return tally, ok && tally.Counted()
}

func (t tx) putTally(after seal.Tally, by *seal.Identity, c seal.Count, now time.Time) error {
	after.Turn = t.Meta.Turn()
	t.Meta.Tally = after.Next(by, c, now)
	return t.PutMeta(disk.MetaTally, t.Meta.Tally)
}

// recount puts a tally whose count has changed. As long as something is missing it keeps the
// time since which it is.
func (u *Unlocked) recount(t tx, tally seal.Tally) error {
	at := tally.At
	if !u.lacks.Load() {
		at = u.j.now()
	}
	return t.putTally(tally, t.Owner, tally.Count, at)
}

// count returns the count of the entries whose key is one of these.
func count(g *guard.File, by *seal.Counter, kids map[seal.ID]bool) (sum seal.Count, err error) {
	err = disk.Records(g, disk.BucketEntries, func(_ []byte, r seal.Record) {
		if kids[r.KID] {
			sum.Add(by.Of(r.Mark()))
		}
	})
	return sum, err
}

// owed returns the count of what was rightly taken out since the tally, and the tombstones that
// say so, without their debts.
func owed(by *seal.Counter, owing disk.Tombstones) (sum seal.Count, paid disk.Tombstones) {
	paid = make(disk.Tombstones)
	for rid, stone := range owing {
		for _, m := range stone.Owes(rid) {
			if stone.Proves(m.Record(), by.Owner) {
				sum.Add(by.Of(m))
				paid[rid] = stone.Settled()
			}
		}
	}
	return sum, paid
}

// accept counts the entries under keys that were sealed and are wrapped now.
func (u *Unlocked) accept(t tx, kids map[seal.ID]bool) error {
	tally, counted := t.tally()
	if !counted || len(kids) == 0 {
		return nil
	}
	sum, err := count(t.Before, u.id.Counter(), kids)
	if err != nil {
		return err
	}
	tally.Add(sum)
	return u.recount(t, tally)
}

// settle brings the tally up to date: it makes one where there is none yet, and subtracts
// what was taken out since.
func (u *Unlocked) settle(ctx context.Context) error {
	var anew, due bool
	err := u.read(ctx, func(r *reading) error {
		if !r.meta.Locked() {
			return nil
		}
		tally, _ := u.id.OwnerKey().Tally(r.meta.Tally)
		anew = len(r.meta.Tally) == 0 || !tally.Counted()
		owing, err := disk.Owing(r.file.Walk)
		due = len(owing) > 0
		return err
	})
	if err != nil || !anew && !due {
		return err
	}
	return u.write(ctx, func(t tx) error {
		tally, counted := t.tally()
		switch {
		case !counted && anew && t.Meta.Locked():
			return u.rewrap(t, u.id, true)
		case !counted:
			return nil
		}
		owing, err := disk.Owing(t.Before.Walk)
		if err != nil {
			return err
		}
		sum, paid := owed(u.id.Counter(), owing)
		if len(paid) == 0 {
			return nil
		}
		for rid, stone := range paid {
			// A token was for its own key; the owner's word holds for every copy.
			if err := t.Settle(rid, disk.NewTombstone(stone.Reason(), t.Sign(rid))); err != nil {
				return err
			}
		}
		tally.Sub(sum)
		return u.recount(t, tally)
	})
}

// rewrap puts every key into a box of an identity, and counts the records anew. Under a lock the
// keys of drafts are sealed, as they may be filed without the owner. If the old tally did not
// agree with what is there, the new one does not either. If not all can be read it is counted
// later.
func (u *Unlocked) rewrap(t tx, to *seal.Identity, locked bool) error {
	drafts := make(map[seal.ID]bool)
	damaged := disk.Records(t.Before, disk.BucketDrafts, func(_ []byte, r seal.Record) { drafts[r.KID] = true })
	before, after := make(map[seal.ID]bool), make(map[seal.ID]bool)
	open := func(kid seal.ID, box []byte) (*seal.Key, error) {
		k, err := u.id.OpenKey(kid, box)
		before[kid] = err == nil && k.Wrapped
		return k, err
	}
	err := t.Rewrap(open, func(k *seal.Key) ([]byte, error) {
		if locked && drafts[k.ID] {
			return to.Recipient().SealKey(k)
		}
		after[k.ID] = true
		return to.WrapKey(k, t.Random), nil
	})
	if err != nil {
		return err
	}
	if !locked {
		return nil
	}
	sum, failed := count(t.Before, to.Counter(), after)
	damaged = errors.Join(damaged, failed)
	owing, failed := disk.Owing(t.Before.Walk)
	if damaged = errors.Join(damaged, failed); damaged != nil {
		sum = seal.Uncounted()
	}
	for rid, stone := range owing {
		err = errors.Join(err, t.Settle(rid, stone.Settled()))
	}
	now := u.j.now()
	tally, counted := t.tally()
	switch {
	case damaged != nil:
	case counted:
		was, wrong := count(t.Before, u.id.Counter(), before)
		gone, _ := owed(u.id.Counter(), owing)
		if was.Add(gone); was != tally.Count {
			now = tally.At
			sum.N += tally.N - was.N
			sum.Spoil()
		}
		err = errors.Join(err, wrong)
	case len(t.Meta.Tally) > 0 && tally.Counted(): // somebody else's
		now = tally.At
		sum.Spoil()
	}
	return errors.Join(err, t.putTally(tally, to, sum, now))
}

// missing says what is gone since the owner left the journal, if everything could be read: nil
// or a journal.Missing. It does not look at what was posted since.
func (u *Unlocked) missing(r *reading) error {
	if r.counter == nil || r.bad > 0 {
		return nil
	}
	then, _ := u.id.OwnerKey().Tally(r.meta.Tally)
	var told *journal.Missing
	switch {
	case len(r.meta.Tally) > 0 && then.Counter == 0:
		told = &journal.Missing{}
	case u.j.trust.older(r.meta):
		told = &journal.Missing{Older: true}
	case then.Turn > r.meta.Turn():
		told = &journal.Missing{Older: true, Lock: true}
	case then.Counter == 0 || !then.Counted():
		return nil
	default:
		owing, err := disk.Owing(r.walk)
		if err != nil || r.bad > 0 {
			return errors.Join(err, r.damaged())
		}
		there, _ := owed(u.id.Counter(), owing)
		there.Add(r.counted)
		u.lacks.Store(there != then.Count)
		if !u.lacks.Load() {
			return nil
		}
		told = &journal.Missing{Records: int(then.N - there.N), At: then.At} //nolint:gosec // below zero for more than there were
	}
	return told
}

// WholeBackup returns the newest of the journal's own backups from which nothing is missing, for
// when the journal lacks something; "" for none. If the journal was replaced by an older copy,
// the backup is newer than that.
func (u *Unlocked) WholeBackup(ctx context.Context, told *journal.Missing) (path string) {
	_ = u.read(ctx, func(r *reading) error {
		owner := u.id.OwnerKey()
		here, _ := owner.Tally(r.meta.Tally)
		for _, p := range u.j.backups.Paths(ctx, r.meta) {
			copied := &Unlocked{j: New(Options{Path: p}), id: u.id, life: u.life}
			_, lacks := copied.all(ctx, new(journal.Query))
			m, err := copied.j.file.Meta(ctx)
			tally, ok := owner.Tally(m.Tally)
			if lacks == nil && err == nil && ok && (!told.Older || tally.Counter > here.Counter) {
				path = p
				break
			}
		}
		return nil
	})
	return path
}

// older says that a later tally of its owner was seen here, so that this is an older copy of a
// locked journal. The caller holds the file, so that nobody writes it meanwhile.
func (t *trust) older(m disk.Meta) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	was := t.state.Seen(t.paths()...)
	if was == nil || was.Copy || t.anew || !m.Locked() || !bytes.Equal(was.Journal, m.Journal[:]) ||
		len(m.Owner) < seal.OwnerKeySize || !bytes.Equal(was.Owner, m.Owner[:seal.OwnerKeySize]) {
		return false
	}
	tally, _ := seal.OwnerKey(was.Owner).Tally(m.Tally)
	if tally.Counter > was.Tally {
		was.Tally = tally.Counter
		t.seen = was
		_ = t.state.Remember(*was)
	}
	return tally.Counter < was.Tally
}
