package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// restoreSuffix and the time, behind the journal's name, are the name of what a
// restore put aside.
const restoreSuffix = ".before-restore-"

// Restore puts a copy of the file from in the journal's place. from is read
// first, every page and every record, and must be sound. The present file, in
// whatever state it is, is never overwritten: aside is where it lies
// afterwards, "" if there was none. At every moment the journal's path names
// the one or the other.
//
// What was deleted or burnt in the present file, as far as that can be read,
// does not come back. A window that is open on a file of another epoch finds
// itself locked; pages being written go on in the restored file.
//
// Errors: journal.ErrDamaged or journal.ErrNotJournal for a from that cannot be
// trusted, journal.ErrNewer, journal.ErrInUse.
func (j *Journal) Restore(ctx context.Context, from string) (aside string, err error) {
	source := ownCopy{path: from}.journal(j)
	file, err := source.hold(ctx, false)
	if err != nil {
		return "", err
	}
	defer file.Close()
	if present, err := os.Stat(j.opts.Path); err == nil {
		if info, err := file.Stat(); err != nil || os.SameFile(info, present) {
			return "", errors.Join(err, fmt.Errorf("%s is the journal itself: %w", from, journal.ErrInvalid))
		}
	}
	if err := verify(file); err != nil {
		return "", source.fileError(err)
	}
	present, err := j.hold(ctx, true)
	if errors.Is(err, journal.ErrNoJournal) {
		return "", j.restoreNew(ctx, file)
	}
	if err != nil {
		return "", err
	}
	defer present.Close()
	path := j.resolved()
	err = j.restored(ctx, path, file, rememberedBy(present), func(temp string) error {
		aside, err = replace(present, temp, path, j.opts.Now())
		return err
	})
	return aside, err
}

// restoreNew restores where no journal is. If one was created meanwhile, it stays.
func (j *Journal) restoreNew(ctx context.Context, from *os.File) error {
	return j.restored(ctx, j.opts.Path, from, remembered{}, func(temp string) error {
		made, err := publish(ctx, temp, j.opts.Path)
		if err == nil && !made {
			err = fmt.Errorf("%s: a new journal was begun there: %w", j.opts.Path, journal.ErrChanged)
		}
		return err
	})
}

// remembered is what a restored file must take over from the one it replaces.
type remembered struct {
	journal seal.ID            // its name, by which it knows its backups
	dead    map[seal.ID][]byte // what was deleted or burnt, and why
	renew   renewal            // what its backups must still forget
}

// rememberedBy reads as much of that as can be read: the file may be damaged,
// empty, or something else.
func rememberedBy(file *os.File) remembered {
	r := remembered{dead: make(map[seal.ID][]byte)}
	info, err := file.Stat()
	if err != nil {
		return r
	}
	f, err := guard.Open(file, info.Size())
	if err != nil {
		return r
	}
	_ = f.Walk(bucketDead, func(rid, why []byte) error {
		if len(rid) == seal.IDSize && goneForGood(why) {
			r.dead[seal.ID(rid)] = append([]byte(nil), why...)
		}
		return nil
	})
	if m, err := readMeta(fileGetter(f)); err == nil {
		r.journal, r.renew = m.journal, m.renewDue
	}
	return r
}

// restored builds the file that takes the journal's place.
func (j *Journal) restored(ctx context.Context, path string, from *os.File, r remembered, publish func(temp string) error) error {
	info, err := from.Stat()
	if err != nil {
		return err
	}
	f, err := guard.Open(from, info.Size())
	if err != nil {
		return err
	}
	m, err := readMeta(fileGetter(f))
	if err != nil {
		return err
	}
	if !m.writable() {
		return fmt.Errorf("%s: %w", from.Name(), journal.ErrNewer)
	}
	leave, err := r.leave(f)
	if err != nil {
		return err
	}
	return assemble(ctx, path, info.Size(), func(t *tx) error {
		if err := t.copyFrom(ctx, f, leave); err != nil {
			return err
		}
		for rid, why := range r.dead {
			if err := t.put(bucketDead, rid[:], why); err != nil {
				return err
			}
		}
		return r.putMeta(t)
	}, publish)
}

func (r remembered) putMeta(t *tx) (err error) {
	if r.journal != (seal.ID{}) {
		err = t.putMeta(keyJournal, r.journal[:])
	}
	if len(r.renew) > 0 {
		err = errors.Join(err, t.putMeta(keyRenewDue, r.renew))
	}
	return err
}

// leave says what is not to be brought back: dead records, and the keys that
// only they have.
func (r remembered) leave(f *guard.File) (func(bucket string, k, v []byte) bool, error) {
	gone, shared := make(map[seal.ID]bool), make(map[seal.ID]bool)
	for _, bucket := range []string{bucketEntries, bucketDrafts} {
		err := f.Walk(bucket, func(_, v []byte) error {
			rec, err := seal.UncheckedRecord(v)
			switch {
			case err != nil:
			case r.dead[rec.RID] != nil:
				gone[rec.KID] = true
			default:
				shared[rec.KID] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return func(bucket string, k, v []byte) bool {
		switch bucket {
		case bucketEntries, bucketDrafts:
			rec, err := seal.UncheckedRecord(v)
			return err == nil && r.dead[rec.RID] != nil
		case bucketKeys:
			return len(k) == seal.IDSize && gone[seal.ID(k)] && !shared[seal.ID(k)]
		}
		return false
	}, nil
}

// replace puts temp in the place of a file that is held, and returns where
// that lies afterwards. First the old file gets its second name, then the new
// one takes the first: there is no moment at which the path names nothing.
func replace(held *os.File, temp, path string, now time.Time) (aside string, err error) {
	for at := now; ; at = at.Add(time.Second) {
		aside = path + restoreSuffix + at.Format(backupTime)
		if err = os.Link(path, aside); err == nil {
			break
		}
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		// The disk knows no second names: a copy does, and takes longer.
		if err = copyFile(held, aside); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", err
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return aside, err
	}
	if runtime.GOOS == "windows" {
		// There nobody can take the name of an open file.
		if err := held.Close(); err != nil {
			return aside, err
		}
	}
	return aside, os.Rename(temp, path)
}
