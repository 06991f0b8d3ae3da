package backup

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/state"
)

// FinishPending overwrites what is noted as pending, in the journal and around it. old is the identity
// that the journal had before, if at hand.
func (s *Set) FinishPending(ctx context.Context, m disk.Meta, old *seal.Identity) (err error) {
	if m.ScrubPending {
		err = s.ForgetVersions(ctx, journal.Waiting{})
	}
	if len(m.BackupsPending) > 0 {
		err = errors.Join(err, s.purge(ctx, old))
	}
	return err
}

// purge brings every known copy up to date with what was taken out of the journal, and with its lock.
// Doing it twice does no harm:
//
//   - leftovers of killed processes, and copies made before a damaged header was
//     written over, are overwritten and removed;
//   - a backup of this epoch loses the entries that were taken out, and its
//     identity becomes the journal's: the same one, under the present passphrase;
//   - a backup of a retired epoch, or without a lock when the journal has one, is
//     overwritten and removed. A fresh one is made in its place;
//   - a file that a restore replaced, and a copy in a place that a person chose, lose
//     the entries too, and get a lock if the journal has one. They are never removed:
//     they may hold words that are nowhere else.
func (s *Set) purge(ctx context.Context, old *seal.Identity) error {
	o, err := s.orders(ctx)
	now := o.now
	if err != nil || len(now.BackupsPending) == 0 && old == nil {
		return err
	}
	o.old = old
	places := s.places(now)
	failed := errors.Join(s.sweep(ctx, places), s.removeHeaderCopies(ctx), s.visit(ctx, o, places), s.purgeReplaced(ctx, o))
	if len(now.BackupsPending.Retired()) > 0 && !s.opts.Off && !slices.Contains(s.Unreached(), s.Folder()) {
		failed = errors.Join(failed, s.ensureOf(ctx, now))
	}
	if failed != nil {
		return failed
	}
	return s.file.Write(ctx, func(t *disk.Tx) error { return t.Done(disk.MetaBackupsPending, now.BackupsPending) })
}

// orders are what a copy has to follow.
type orders struct {
	now  disk.Meta
	gone disk.Tombstones
	old  *seal.Identity // the previous one, if at hand
}

func (s *Set) orders(ctx context.Context) (o orders, err error) {
	err = s.file.View(ctx, func(g *guard.File) (err error) {
		if o.now, err = disk.ReadMeta(g); err == nil {
			o.gone, err = disk.GoneForGood(g)
		}
		return err
	})
	return o, err
}

// purgeFolder purges the backups of a folder. One too damaged to be written is removed.
func (s *Set) purgeFolder(ctx context.Context, o orders, dir string) error {
	own, failed := s.copies(ctx, dir, o.now.Journal, s.timeOf)
	for _, c := range own {
		if err := ctx.Err(); err != nil {
			return errors.Join(failed, err)
		}
		remove := o.retired(c.meta) || o.now.Locked() && !c.Locked
		if !remove {
			err := o.follow(ctx, s.at(c.Path))
			if remove = errors.Is(err, journal.ErrDamaged); !remove {
				failed = errors.Join(failed, err)
			}
		}
		if remove {
			failed = errors.Join(failed, disk.Remove(ctx, c.Path))
		}
	}
	return failed
}

// retired says whether a copy opens by an identity that the journal's owner has given up. If the copy
// knows an owner, their handover must show it. Only for other copies the journal's note is enough,
// as whoever can write the journal can write that.
func (o orders) retired(copied disk.Meta) bool {
	owner, known := copied.OwnerKey()
	switch {
	case copied.Epoch == o.now.Epoch:
		return false
	case known && o.now.IsOf(owner):
		return true
	}
	return (!copied.Locked() || !known) && slices.Contains(o.now.BackupsPending.Retired(), copied.Epoch)
}

// may says which records of a copy go: without a lock all that have a tombstone in the journal, with
// one those whose tombstone proves it.
func (o orders) may(t *disk.Tx) func(r seal.Record) bool {
	if !t.Meta.Locked() {
		return nil
	}
	var owners []seal.OwnerKey
	then, known := t.Meta.OwnerKey()
	if known {
		owners = append(owners, then)
	}
	if now, ok := o.now.OwnerKey(); ok && (!known || o.now.IsOf(then)) {
		owners = append(owners, o.now.Heirs(now)...)
	}
	return func(r seal.Record) bool {
		return o.gone[r.RID].Proves(r, owners...)
	}
}

// errSame rolls back a transaction that changed nothing.
var errSame = errors.New("nothing to change")

// follow removes from a copy what was taken out of the journal, and gives it the journal's lock, in
// one transaction and with a scrub: as safe from a kill as in the journal.
func (o orders) follow(ctx context.Context, file disk.File) error {
	err := file.Write(ctx, func(t *disk.Tx) error {
		met, err := t.Purge(o.gone, o.may(t), disk.BucketEntries, disk.BucketDrafts)
		if err = errors.Join(err, t.Bury(met)); err != nil {
			return err
		}
		resealed, err := o.reseal(t)
		if err == nil && !resealed && len(met) == 0 && !t.Meta.ScrubPending {
			return errSame
		}
		return errors.Join(err, t.ScrubLater())
	})
	switch {
	case errors.Is(err, errSame):
		return nil
	case err != nil:
		return err
	}
	return file.Scrub(ctx, nil)
}

// reseal gives the journal's lock to a copy of the same epoch, without a lock, or of the previous
// identity.
func (o orders) reseal(t *disk.Tx) (changed bool, err error) {
	now, id := o.now, o.old
	switch {
	case t.Meta.Epoch == now.Epoch:
		owner, known := t.Meta.OwnerKey()
		if bytes.Equal(t.Meta.Identity, now.Identity) || known && (!now.IsOf(owner) || now.Turn() <= t.Meta.Turn()) {
			return false, nil
		}
		return true, t.PutHead(now)
	case !now.Locked(): // a copy's lock stays
		return false, nil
	case id != nil && t.Meta.Epoch == id.Recipient().Epoch():
	case t.Meta.Locked():
		return false, nil
	default: // its identity lies in clear, so its keys can be sealed to the present one
		if id, err = t.Meta.OpenClear(); err != nil {
			return false, err
		}
		defer id.Wipe()
	}
	to, err := now.SealTo()
	if err != nil {
		return false, err
	}
	if err := t.Rewrap(id.OpenKey, to.SealKey); err != nil {
		return false, err
	}
	return true, t.PutHead(now)
}

// replacedCopies returns the files that restores have replaced, of any journal.
func (s *Set) replacedCopies(ctx context.Context) ([]Info, error) {
	path := s.file.Resolved()
	return s.copies(ctx, filepath.Dir(path), seal.ID{}, func(name string) (time.Time, bool) {
		at, ok := strings.CutPrefix(name, filepath.Base(path)+replacedSuffix)
		_, err := time.Parse(timeInName, at)
		return time.Time{}, ok && err == nil
	})
}

// purgeReplaced purges the files that restores have replaced. It leaves damaged ones, from which
// something may still be saved.
func (s *Set) purgeReplaced(ctx context.Context, o orders) error {
	replaced, failed := s.replacedCopies(ctx)
	for _, c := range replaced {
		if err := o.follow(ctx, s.at(c.Path)); !errors.Is(err, journal.ErrDamaged) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// ensureOf makes a backup of the present epoch, unless there is one.
func (s *Set) ensureOf(ctx context.Context, now disk.Meta) error {
	own, err := s.own(ctx, now)
	if err == nil && !slices.ContainsFunc(own, func(c Info) bool { return c.meta.Epoch == now.Epoch }) {
		_, err = s.Make(ctx, "")
	}
	return err
}

// removeHeaderCopies overwrites and removes the copies made before a damaged header was repaired.
func (s *Set) removeHeaderCopies(ctx context.Context) error {
	copies, failed := s.file.HeaderCopies()
	for _, path := range copies {
		failed = errors.Join(failed, disk.Remove(ctx, path))
	}
	return failed
}

// sweep removes leftovers next to the journal and where its copies lie. It holds the journal, as does
// whoever makes a backup: for a moment nothing else tells a file in the making from a leftover.
func (s *Set) sweep(ctx context.Context, places []state.Copy) error {
	held, err := s.file.Hold(ctx, true)
	if err != nil {
		return err
	}
	defer held.Close()
	beside := func(path string) error {
		dir, base := filepath.Split(path)
		return disk.Sweep(ctx, filepath.Clean(dir), func(name string) bool { return strings.HasPrefix(name, base) }, 0)
	}
	err = errors.Join(beside(s.file.Resolved()), disk.Sweep(ctx, s.Folder(), s.isBackup, 0))
	for _, c := range places {
		if c.Own != nil {
			_ = beside(c.Path) // what cannot be reached is told when it is purged
		} else {
			_ = disk.Sweep(ctx, c.Path, s.isBackup, 0)
		}
	}
	return err
}

// isBackup says whether a leftover, from making or erasing a file, was a backup.
func (s *Set) isBackup(name string) bool {
	end := strings.LastIndex(name, ".db")
	if end < 0 {
		return false
	}
	_, ok := s.timeOf(name[:end+len(".db")])
	return ok
}
