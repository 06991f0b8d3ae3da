package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// replacedSuffix and the time follow the journal's name.
const replacedSuffix = ".before-restore-"

// Restore puts a copy of the file from, which must be sound from end to end, in the journal's place,
// once agree has heard what that changes and has returned the proof that it may be done. The present
// file, in whatever state, is never overwritten: it is moved to replaced, "" if there was none. At
// every moment the journal's path names the one or the other.
//
// What was deleted or burnt in the present file does not come back, as far as that can be read, nor
// does a draft that was filed or discarded since. If the present file has a lock, that takes a proof
// that its owner or the writer did it, or the draft's entry in that file: anything else comes back. A
// window on a file of another epoch becomes locked; pages being written go on.
//
// Errors: journal.ErrDamaged or journal.ErrNotJournal if from cannot be trusted, journal.ErrInvalid if
// it is the journal itself, journal.ErrLocked or journal.ErrPassphrase for the wrong proof,
// journal.ErrChanged, journal.ErrNewer, journal.ErrInUse, and that of agree.
func (s *Set) Restore(ctx context.Context, from string, agree func(Change) (Proof, error)) (replaced string, err error) {
	source := s.at(from)
	held, err := source.Hold(ctx, false)
	if err != nil {
		return "", err
	}
	defer held.Close()
	if s.isPresent(from) {
		return "", fmt.Errorf("%s is the journal you are using: %w", from, journal.ErrInvalid)
	}
	if err := source.Verify(held.File); err != nil {
		return "", err
	}
	then := stateOf(held.File)
	switch {
	case !then.Readable:
		return "", fmt.Errorf("%s: %w", from, journal.ErrDamaged)
	case !then.meta.Writable():
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
	return s.put(ctx, then.file, c.Now, owner)
}

// put puts a copy of g in the journal's place, unless the file or the lock there is no longer the one
// that was agreed on.
func (s *Set) put(ctx context.Context, g *guard.File, agreed State, owner word) (replaced string, err error) {
	r := restored{owner: owner}
	fill := func(t *disk.Tx) error { return r.fill(ctx, t, g) }
	present, err := s.file.Hold(ctx, true)
	if errors.Is(err, journal.ErrNoJournal) {
		made, err := s.file.Build(ctx, g.Size(), fill)
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
	if now.file != nil && !now.Strange {
		r.take(now, g)
	}
	suffix := func(at time.Time) string { return replacedSuffix + at.Format(timeInName) }
	replaced, err = s.file.Replace(ctx, present.File, suffix, s.now(), g.Size(), fill)
	if err == nil && now.Readable {
		s.remember(now.meta.Journal, replaced, now.meta.Journal[:])
	}
	return replaced, err
}

// restored is what a restored file does not take from the backup.
type restored struct {
	owner word
	meta  disk.Meta       // of the file that it replaces: its name, and what its backups must still lose
	gone  disk.Tombstones // what was deleted or burnt there
	ended disk.Tombstones // drafts of the backup that were filed or taken out there
}

// take reads as much of that as possible from the present file, which may be anything.
func (r *restored) take(now State, backup *guard.File) {
	r.gone, _ = disk.GoneForGood(now.file)
	if drafts, err := disk.Drafts(backup); err == nil {
		r.ended, _ = disk.Ended(now.file, drafts)
	}
	if r.meta = now.meta; now.Locked {
		owner, _ := r.meta.OwnerKey()
		owners := r.meta.Heirs(owner)
		r.gone = provenIn(r.gone, nil, backup, owners)
		r.ended = provenIn(r.ended, now.file, backup, owners)
	}
}

// provenIn returns the tombstones of a locked journal that its owner has signed, or that show the
// token of the writer of the record in the backup: the other records come back. A draft also stays
// out if the journal here has it as an entry under the same key.
func provenIn(gone disk.Tombstones, here, backup *guard.File, owners []seal.OwnerKey) disk.Tombstones {
	proven, filed := make(disk.Tombstones), make(map[[2]seal.ID]bool)
	if here != nil && len(gone) > 0 {
		_ = disk.Records(here, disk.BucketEntries, func(_ []byte, r seal.Record) {
			filed[[2]seal.ID{r.RID, r.KID}] = true
		})
	}
	take := func(_ []byte, r seal.Record) {
		if stone := gone[r.RID]; stone != "" && (stone.Proves(r, owners...) || filed[[2]seal.ID{r.RID, r.KID}]) {
			proven[r.RID] = stone
		}
	}
	for rid := range gone {
		take(nil, seal.Record{RID: rid})
	}
	for _, bucket := range []string{disk.BucketEntries, disk.BucketDrafts} {
		_ = disk.Records(backup, bucket, take)
	}
	return proven
}

// fill fills the file from a backup and with what it does not take from there.
func (r restored) fill(ctx context.Context, t *disk.Tx, backup *guard.File) error {
	err := t.CopyFrom(ctx, backup, r.gone, r.ended)
	if r.meta.Journal != (seal.ID{}) {
		err = errors.Join(err, t.PutMeta(disk.MetaJournal, r.meta.Journal[:]))
	}
	for key, value := range map[string][]byte{
		disk.MetaHandovers:      r.owner.handovers,
		disk.MetaOwner:          r.owner.signed,
		disk.MetaBackupsPending: r.meta.BackupsPending,
	} {
		if len(value) > 0 {
			err = errors.Join(err, t.PutMeta(key, value))
		}
	}
	return errors.Join(err, t.RenewTally(r.owner.tally, r.owner.uncounted))
}
