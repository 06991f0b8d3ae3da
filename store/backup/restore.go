package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// replacedSuffix and the time, behind the journal's name, are the name of the
// file that a restore replaced.
const replacedSuffix = ".before-restore-"

// Restore puts a copy of the file from in the journal's place. from is read
// first, every page and every record, and must be sound. The present file, in
// whatever state it is, is never overwritten: replaced is where it lies
// afterwards, "" if there was none. At every moment the journal's path names
// the one or the other.
//
// What was deleted or burnt in the present file, as far as that can be read,
// does not come back. A window that is open on a file of another epoch finds
// itself locked; pages being written go on in the restored file.
//
// Errors: journal.ErrDamaged or journal.ErrNotJournal for a from that cannot be
// trusted, journal.ErrNewer, journal.ErrInUse.
func (s *Set) Restore(ctx context.Context, from string) (replaced string, err error) {
	source := s.at(from)
	file, err := source.Hold(ctx, false)
	if err != nil {
		return "", err
	}
	defer file.Close()
	if present, err := os.Stat(s.file.Path); err == nil {
		if info, err := file.Stat(); err != nil || os.SameFile(info, present) {
			return "", errors.Join(err, fmt.Errorf("%s is the journal itself: %w", from, journal.ErrInvalid))
		}
	}
	if err := source.Verify(file); err != nil {
		return "", err
	}
	present, err := s.file.Hold(ctx, true)
	if errors.Is(err, journal.ErrNoJournal) {
		return "", s.restoreNew(ctx, file)
	}
	if err != nil {
		return "", err
	}
	defer present.Close()
	g, fill, err := restoring(ctx, file, rememberedBy(present))
	if err != nil {
		return "", err
	}
	return s.file.Replace(ctx, present, replacedAt, s.now(), g.Size(), fill)
}

func replacedAt(at time.Time) string { return replacedSuffix + at.Format(timeInName) }

// restoreNew restores where no journal is. If one was created meanwhile, it stays.
func (s *Set) restoreNew(ctx context.Context, from *os.File) error {
	g, fill, err := restoring(ctx, from, remembered{})
	if err != nil {
		return err
	}
	made, err := s.file.Build(ctx, g.Size(), fill)
	if err == nil && !made {
		err = fmt.Errorf("%s: a new journal was begun there: %w", s.file.Path, journal.ErrChanged)
	}
	return err
}

// remembered is what a restored file must take over from the one it replaces.
type remembered struct {
	journal seal.ID         // its name, by which it knows its backups
	gone    disk.Tombstones // what was deleted or burnt
	pending disk.Pending    // what its backups must still lose
}

// rememberedBy reads as much of that as can be read: the file may be damaged,
// empty, or something else.
func rememberedBy(file *os.File) (r remembered) {
	g, err := disk.Open(file)
	if err != nil {
		return r
	}
	r.gone, _ = disk.GoneForGood(g)
	if m, err := disk.ReadMeta(g); err == nil {
		r.journal, r.pending = m.Journal, m.BackupsPending
	}
	return r
}

// restoring returns the reader of a backup, and what fills the file that takes
// the journal's place.
func restoring(ctx context.Context, from *os.File, r remembered) (*guard.File, func(t *disk.Tx) error, error) {
	g, err := disk.Open(from)
	if err != nil {
		return nil, nil, err
	}
	m, err := disk.ReadMeta(g)
	if err != nil {
		return nil, nil, err
	}
	if !m.Writable() {
		return nil, nil, fmt.Errorf("%s: %w", from.Name(), journal.ErrNewer)
	}
	return g, func(t *disk.Tx) error {
		err := t.CopyFrom(ctx, g, r.gone)
		if r.journal != (seal.ID{}) {
			err = errors.Join(err, t.PutMeta(disk.MetaJournal, r.journal[:]))
		}
		if len(r.pending) > 0 {
			err = errors.Join(err, t.PutMeta(disk.MetaBackupsPending, r.pending))
		}
		return err
	}, nil
}
