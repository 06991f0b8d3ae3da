package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// renewal is the note that the journal's own copies must be renewed: the mark
// of the transaction that made it, then the epochs that the journal has left
// and that no copy may be opened by any more.
type renewal []byte

const markSize = 8

// left says whether the journal has left an epoch since its copies were renewed.
func (r renewal) left(e seal.Epoch) bool {
	for rest := r.epochs(); len(rest) > 0; rest = rest[seal.EpochSize:] {
		if seal.Epoch(rest[:seal.EpochSize]) == e {
			return true
		}
	}
	return false
}

// epochs returns the epochs, one after the other.
func (r renewal) epochs() []byte {
	if len(r) <= markSize {
		return nil
	}
	whole := (len(r) - markSize) / seal.EpochSize * seal.EpochSize
	return r[markSize : markSize+whole]
}

// renewLater notes that the copies must be renewed. update then does it, at
// the latest the next one.
func (t *tx) renewLater(left ...seal.Epoch) error {
	note := append(renewal(t.mark()), t.meta.renewDue.epochs()...)
	for _, e := range left {
		note = append(note, e[:]...)
	}
	t.meta.renewDue = note
	return t.putMeta(keyRenewDue, note)
}

// due says that something taken out must still be overwritten somewhere.
func (m meta) due() bool { return m.scrubDue || len(m.renewDue) > 0 }

// renew brings what lies around the journal up to what the journal has
// forgotten. It needs no secret, so that any writer can finish what another
// was killed in, and doing it twice does no harm:
//
//   - leftovers of killed processes, and copies put aside before a damaged
//     header was written over, are overwritten and removed;
//   - a backup of this epoch loses the entries that were taken out, and its
//     identity becomes the journal's: the same one, under the present passphrase;
//   - a backup of an epoch that was left, or without a lock when the journal
//     has one, is overwritten and removed. A fresh one is made in its place;
//   - what a restore put aside loses the entries too, and gets a lock if the
//     journal has one. It is never removed: it may hold words that are nowhere else.
func (j *Journal) renew(ctx context.Context) error {
	var now meta
	dead := make(map[seal.ID]bool)
	err := j.view(ctx, func(f *guard.File) (err error) {
		if now, err = readMeta(fileGetter(f)); err != nil || len(now.renewDue) == 0 {
			return err
		}
		return f.Walk(bucketDead, func(rid, why []byte) error {
			if len(rid) == seal.IDSize && goneForGood(why) {
				dead[seal.ID(rid)] = true
			}
			return nil
		})
	})
	if err != nil || len(now.renewDue) == 0 {
		return err
	}
	failed := errors.Join(j.sweep(ctx), j.forgetHeaders(ctx), j.renewCopies(ctx, now, dead), j.renewAsides(ctx, now, dead))
	if len(now.renewDue.epochs()) > 0 && !j.opts.Backups.Off {
		failed = errors.Join(failed, j.refresh(ctx, now.epoch))
	}
	if failed != nil {
		return failed
	}
	return j.locked(ctx, func(t *tx) error { return t.settled(keyRenewDue, now.renewDue) })
}

// renewCopies renews the backups. One that is too damaged to be written cannot
// be made to forget: it is removed.
func (j *Journal) renewCopies(ctx context.Context, now meta, dead map[seal.ID]bool) error {
	own, failed := j.ownBackups(ctx)
	for _, c := range own {
		if err := ctx.Err(); err != nil {
			return errors.Join(failed, err)
		}
		forget := now.renewDue.left(c.meta.epoch) || now.locked() && !c.meta.locked()
		if !forget {
			err := c.journal(j).renewAs(ctx, now, dead)
			forget = errors.Is(err, journal.ErrDamaged)
			if !forget {
				failed = errors.Join(failed, err)
			}
		}
		if forget {
			failed = errors.Join(failed, j.remove(ctx, c.path))
		}
	}
	return failed
}

// errSame rolls a transaction back in which nothing was changed.
var errSame = errors.New("nothing to change")

// renewAs makes a copy of the journal forget what the journal has forgotten. A
// copy is a journal: it happens in place, in one transaction and with a scrub,
// and is as safe from a kill as it is there.
func (j *Journal) renewAs(ctx context.Context, now meta, dead map[seal.ID]bool) error {
	due := false
	err := j.locked(ctx, func(t *tx) error {
		taken, err := t.takeOut(dead, bucketEntries, bucketDrafts)
		if err != nil {
			return err
		}
		for rid := range taken {
			if err := t.put(bucketDead, rid[:], []byte{whyDeleted}); err != nil {
				return err
			}
		}
		changed, err := t.takeIdentity(now)
		if err != nil {
			return err
		}
		due = changed || len(taken) > 0 || t.meta.scrubDue
		if !due {
			return errSame
		}
		return t.scrubLater()
	})
	if err != nil && !errors.Is(err, errSame) || !due {
		return ignore(err, errSame)
	}
	return j.scrub(ctx)
}

// takeIdentity gives a copy of the same epoch the journal's identity, sealed as
// it is there now; and a copy without a lock, if it is asked at all, the lock.
func (t *tx) takeIdentity(now meta) (changed bool, err error) {
	switch {
	case t.meta.epoch == now.epoch:
		if bytes.Equal(t.meta.identity, now.identity) {
			return false, nil
		}
		return true, t.putMeta(keyIdentity, now.identity)
	case t.meta.locked() || !now.locked():
		return false, nil
	}
	// It opens by itself: so its keys can be sealed to whoever may open them now.
	id, err := t.meta.clearIdentity()
	if err != nil {
		return false, err
	}
	defer id.Wipe()
	w, err := id.Wrapper()
	if err != nil {
		return false, err
	}
	to, err := now.sealTo()
	if err != nil {
		return false, err
	}
	open := func(kid seal.ID, box []byte) (*seal.Key, error) { return id.OpenKey(w, kid, box) }
	if err := t.rewrap(open, to.SealKey); err != nil {
		return false, err
	}
	return true, t.putIdentity(to, now.identity)
}

func ignore(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}

// renewAsides renews what restores have put aside. One that is damaged is left
// as it is: it was put aside for what can still be saved from it.
func (j *Journal) renewAsides(ctx context.Context, now meta, dead map[seal.ID]bool) error {
	path := j.resolved()
	asides, failed := j.copiesIn(ctx, filepath.Dir(path), seal.ID{}, func(name string) (time.Time, bool) {
		at, ok := strings.CutPrefix(name, filepath.Base(path)+restoreSuffix)
		_, err := time.Parse(backupTime, at)
		return time.Time{}, ok && err == nil
	})
	for _, c := range asides {
		if err := c.journal(j).renewAs(ctx, now, dead); !errors.Is(err, journal.ErrDamaged) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// refresh makes a backup of the present epoch, unless there is one.
func (j *Journal) refresh(ctx context.Context, epoch seal.Epoch) error {
	own, err := j.ownBackups(ctx)
	if err != nil {
		return err
	}
	for _, c := range own {
		if c.meta.epoch == epoch {
			return nil
		}
	}
	_, err = j.Backup(ctx, "")
	return err
}

// goneSuffix ends the hidden name of a file that is being forgotten.
const goneSuffix = ".gone"

// remove overwrites a file of our own and removes it. It takes its name away
// first: a file that is half overwritten could no longer be told for ours, and
// under the hidden name the next renewal knows it and goes on.
func (j *Journal) remove(ctx context.Context, path string) error {
	hidden := filepath.Join(filepath.Dir(path), "."+strings.TrimPrefix(filepath.Base(path), ".")+goneSuffix)
	err := os.Rename(path, hidden)
	if errors.Is(err, os.ErrNotExist) {
		return nil // another process was quicker
	}
	if err != nil {
		return err
	}
	return errors.Join(erase(ctx, hidden), syncDir(filepath.Dir(path)))
}

// forgetHeaders overwrites and removes the copies that were put aside before a
// damaged header was written over.
func (j *Journal) forgetHeaders(ctx context.Context) error {
	asides, failed := j.asides()
	for _, path := range asides {
		failed = errors.Join(failed, j.remove(ctx, path))
	}
	return failed
}

// sweep overwrites and removes what killed processes have left: files that were
// being forgotten, and journals that never got their name.
func (j *Journal) sweep(ctx context.Context) (failed error) {
	beside, backups := filepath.Dir(j.resolved()), j.opts.Backups.Dir
	for dir, start := range map[string]string{beside: filepath.Base(j.resolved()), backups: j.stem() + "-"} {
		in, err := os.ReadDir(dir)
		if err != nil {
			failed = errors.Join(failed, ignore(err, os.ErrNotExist))
			continue
		}
		for _, e := range in {
			path := filepath.Join(dir, e.Name())
			switch {
			case !strings.HasPrefix(e.Name(), "."+start) || !e.Type().IsRegular():
			case strings.HasSuffix(e.Name(), goneSuffix):
				failed = errors.Join(failed, erase(ctx, path))
			case strings.HasSuffix(e.Name(), newSuffix) && isLeft(path):
				failed = errors.Join(failed, j.remove(ctx, path))
			}
		}
	}
	return failed
}

// isLeft says that nobody is at work on a file in the making, and that it is
// not empty: then it may not be locked yet.
func isLeft(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	free, err := tryLock(file, true)
	return free && err == nil
}
