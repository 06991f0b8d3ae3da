package backup

import (
	"bytes"
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

// replacedSuffix and the time follow the journal's name.
const replacedSuffix = ".before-restore-"

// Restore puts a copy of the file from, which must be sound from end to end, in the journal's
// place, once agree was told what that changes and has returned the proof that it may be done.
// The present file, in whatever state, is never overwritten: it then lies at replaced, "" if
// there was none. At every moment the journal's path names the one or the other.
//
// What was deleted or burnt in the present file, as far as that can be read, does not come
// back, nor does a draft that was filed since. A window on a file of another epoch finds
// itself locked; pages being written go on.
//
// Errors: journal.ErrDamaged or journal.ErrNotJournal for a from that cannot be trusted,
// journal.ErrLocked or journal.ErrPassphrase for another proof than the one asked for,
// journal.ErrChanged, journal.ErrNewer, journal.ErrInUse, and that of agree.
func (s *Set) Restore(ctx context.Context, from string, agree func(Change) (Proof, error)) (replaced string, err error) {
	source := s.at(from)
	held, err := source.Hold(ctx, false)
	if err != nil {
		return "", err
	}
	defer held.Close()
	if present, err := os.Stat(s.file.Path); err == nil {
		if info, err := held.Stat(); err != nil || os.SameFile(info, present) {
			return "", errors.Join(err, fmt.Errorf("%s is the journal you are using: %w", from, journal.ErrInvalid))
		}
	}
	if err := source.Verify(held.File); err != nil {
		return "", err
	}
	g, err := disk.Open(held.File)
	if err != nil {
		return "", err
	}
	then := stateOf(held.File)
	if !then.meta.Writable() {
		return "", fmt.Errorf("%s: %w", from, journal.ErrNewer)
	}
	c, err := s.change(ctx, from, then)
	if err != nil {
		return "", err
	}
	proof, err := agree(c)
	if err != nil {
		return "", err
	}
	owner, err := c.allows(proof, s.now())
	if err != nil {
		return "", err
	}
	return s.put(ctx, g, c.Now, owner)
}

// put puts a copy of g in the journal's place, unless another file or another lock
// is there than the one that was agreed on.
func (s *Set) put(ctx context.Context, g *guard.File, agreed State, owner word) (replaced string, err error) {
	present, err := s.file.Hold(ctx, true)
	if errors.Is(err, journal.ErrNoJournal) {
		made, err := s.file.Build(ctx, g.Size(), func(t *disk.Tx) error { return remembered{owner: owner}.over(ctx, g)(t) })
		if err == nil && !made {
			err = fmt.Errorf("%s: a new journal was begun there: %w", s.file.Path, journal.ErrChanged)
		}
		return "", err
	}
	if err != nil {
		return "", err
	}
	defer present.Close()
	now := s.present(present.File)
	if now.Exists != agreed.Exists || now.Readable != agreed.Readable || !bytes.Equal(now.meta.Identity, agreed.meta.Identity) || owner.outrun(now.meta) {
		return "", fmt.Errorf("%s is another file, or has another lock: %w", s.file.Path, journal.ErrChanged)
	}
	suffix := func(at time.Time) string { return replacedSuffix + at.Format(timeInName) }
	keep := remembered{owner: owner}
	if !now.Strange {
		keep.by(present.File, g)
	}
	if replaced, err = s.file.Replace(ctx, present.File, suffix, s.now(), g.Size(), keep.over(ctx, g)); err == nil && now.Readable {
		s.remember(now.meta.Journal, replaced, now.meta.Journal[:])
	}
	return replaced, err
}

// remembered is what a restored file must take over from the one it replaces.
type remembered struct {
	journal seal.ID         // its name, by which it knows its backups
	gone    disk.Tombstones // what was deleted or burnt
	ended   disk.Tombstones // drafts of the backup that were filed or taken out
	pending disk.Pending    // what its backups must still lose

	owner word // for the restored one
}

// by reads as much of that as can be read in a file that may be anything.
func (r *remembered) by(file *os.File, backup *guard.File) {
	g, err := disk.Open(file)
	if err != nil {
		return
	}
	r.gone, _ = disk.GoneForGood(g)
	if drafts, err := disk.Drafts(backup); err == nil {
		r.ended, _ = disk.Ended(g, drafts)
	}
	m, err := disk.ReadMeta(g)
	if err != nil {
		return
	}
	r.journal, r.pending = m.Journal, m.BackupsPending
	if owner, _ := m.OwnerKey(); m.Locked() {
		owners := m.Heirs(owner)
		r.gone = provenIn(r.gone, nil, backup, owners)
		r.ended = provenIn(r.ended, g, backup, owners)
	}
}

// provenIn returns those tombstones of a locked journal that its owner signed, or that show the token
// of the record's writer, as its copy in the backup tells: the rest comes back. A draft also stays
// out if the journal here has it as an entry under the same key.
func provenIn(gone disk.Tombstones, here, backup *guard.File, owners []seal.OwnerKey) disk.Tombstones {
	proven, filed := make(disk.Tombstones), make(map[[2]seal.ID]bool)
	if here != nil && len(gone) > 0 {
		_ = here.Walk(disk.BucketEntries, func(_, v []byte) error {
			if r, err := seal.UncheckedRecord(v); err == nil {
				filed[[2]seal.ID{r.RID, r.KID}] = true
			}
			return nil
		})
	}
	take := func(r seal.Record) {
		if stone := gone[r.RID]; stone != "" && (stone.Proves(r, owners...) || filed[[2]seal.ID{r.RID, r.KID}]) {
			proven[r.RID] = stone
		}
	}
	for rid := range gone {
		take(seal.Record{RID: rid})
	}
	for _, bucket := range []string{disk.BucketEntries, disk.BucketDrafts} {
		_ = backup.Walk(bucket, func(_, v []byte) error {
			if r, err := seal.UncheckedRecord(v); err == nil {
				take(r)
			}
			return nil
		})
	}
	return proven
}

// over returns what fills a file from a backup, but for what is remembered.
func (r remembered) over(ctx context.Context, g *guard.File) func(t *disk.Tx) error {
	return func(t *disk.Tx) error {
		err := t.CopyFrom(ctx, g, r.gone, r.ended)
		if r.journal != (seal.ID{}) {
			err = errors.Join(err, t.PutMeta(disk.MetaJournal, r.journal[:]))
		}
		if len(r.owner.handovers) > 0 {
			err = errors.Join(err, t.PutMeta(disk.MetaHandovers, r.owner.handovers))
		}
		if len(r.owner.signed) > 0 {
			err = errors.Join(err, t.PutMeta(disk.MetaOwner, r.owner.signed))
		}
		err = errors.Join(err, t.RenewTally(r.owner.tally, r.owner.uncounted))
		if len(r.pending) > 0 {
			err = errors.Join(err, t.PutMeta(disk.MetaBackupsPending, r.pending))
		}
		return err
	}
}
