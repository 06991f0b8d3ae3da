package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// State is what a file tells of itself without a key.
type State struct {
	Exists   bool
	Readable bool // as far as its head
	Strange  bool // it is not the journal that was seen there, and counts as one that cannot be read
	Locked   bool
	Records  int       // entries, and what was noted on them later
	Written  time.Time // when the file was last written

	file *guard.File // nil if it has no header
	meta disk.Meta
}

// Change is what a restore would change, and what it asks for first. At most one of Secret and Refused
// is set.
type Change struct {
	Now, Then State
	// Secret says that the passphrase or the recovery key is needed: that of the present journal
	// or, if its head cannot be read, of the file that is restored.
	Secret bool
	// Refused says why only Force is enough; it is a journal.ErrLocked.
	Refused error
}

// SameLock says whether what opens the journal now will open it then.
func (c Change) SameLock() bool {
	return c.Now.Readable && bytes.Equal(c.Now.meta.Identity, c.Then.meta.Identity)
}

// Proof is what allows a restore.
type Proof struct {
	Secret []byte // the caller's to wipe
	Force  bool   // a person gives up, on purpose, what the lock guards
}

// change returns what it would mean to put a file in the journal's place. Over a lock, what opens it
// is asked for: an older state, another lock or none would all undo what its owner did. If the
// present head is gone or cannot be read, the backups here tell whether the file is of the same
// journal, and whether that had a lock.
func (s *Set) change(ctx context.Context, from string, then State) (c Change, err error) {
	c.Then = then
	present, err := s.file.Hold(ctx, false)
	lost := s.file.Path + " cannot be read"
	switch {
	case errors.Is(err, journal.ErrNoJournal):
		lost = s.file.Path + " is not there"
	case err != nil:
		return c, err
	default:
		defer present.Close()
		c.Now = s.present(present.File)
	}
	switch {
	case c.Now.Strange:
		lost = s.file.Path + " is not the journal that was there before"
	case c.Now.Readable:
		c.Secret = c.Now.Locked
		return c, nil
	}
	all, err := s.copies(ctx, s.Folder(), seal.ID{}, s.timeOfThis)
	own, failed := s.own(ctx, then.meta)
	err = errors.Join(err, failed)
	switch {
	case !c.Now.Exists && len(all) == 0: // there never was one
	case len(own) == 0:
		c.Refused = fmt.Errorf("%s, and no backup of it shows that %s is of the same journal: %w", lost, from, journal.ErrLocked)
	case then.Locked:
		c.Secret = c.Now.Exists
	case slices.ContainsFunc(own, func(o Info) bool { return o.Locked }):
		c.Refused = fmt.Errorf("%s, and has backups with a lock, but %s has none: %w", lost, from, journal.ErrLocked)
	}
	return c, err
}

// present is stateOf for the file in the journal's place.
func (s *Set) present(held *os.File) State {
	now := stateOf(held)
	if now.Readable && s.ours(now.meta) != nil {
		now.Readable, now.Strange, now.Locked = false, true, false
	}
	return now
}

func stateOf(held *os.File) State {
	s := State{Exists: true}
	if info, err := held.Stat(); err == nil {
		s.Written = info.ModTime()
	}
	var err error
	if s.file, err = disk.Open(held); err == nil {
		s.meta, err = disk.ReadMeta(s.file)
	}
	if s.Readable = err == nil; s.Readable {
		s.Locked = s.meta.Locked()
		_ = s.file.Walk(disk.BucketEntries, func(_, _ []byte) error { // as far as they can be reached
			s.Records++
			return nil
		})
	}
	return s
}

// word is what the owner signs for a restored file.
type word struct {
	handovers []byte // by which others recognise it, nil if its own are enough
	// Its tally, and the one to use if something was left out that they cannot subtract; nil if
	// they cannot say. The counter goes on, so that the file does not pass for an older copy.
	tally, uncounted []byte
	signed           []byte // the owner of the head, so that it does not pass for an older lock
	key              seal.OwnerKey
}

// outrun says whether another restore has counted further since: then the file would pass for an older
// copy.
func (w word) outrun(present disk.Meta) bool {
	last, ok := w.key.Tally(present.Tally)
	mine, signed := w.key.Tally(w.uncounted)
	return ok && signed && last.Counter > mine.Counter
}

// allows returns the word of the owner if the proof is the one that was asked for. A damaged lock that
// nothing opens is treated like a head that cannot be read.
func (c Change) allows(p Proof, now time.Time) (w word, err error) {
	if p.Force {
		return w, nil
	}
	if !c.Secret {
		return w, c.Refused
	}
	var id *seal.Identity
	if c.Now.Readable {
		id, err = c.Now.meta.Open(p.Secret)
	}
	same := c.Then.Locked && c.Then.meta.Journal == c.Now.meta.Journal
	if !c.Now.Readable || errors.Is(err, journal.ErrDamaged) && same {
		id, err = c.Then.meta.Open(p.Secret)
	}
	if err != nil {
		return w, err
	}
	defer id.Wipe()
	return c.word(id, now), nil
}

func (c Change) word(owner *seal.Identity, now time.Time) (w word) {
	here, signed := c.Now.meta.OwnerKey()
	then, ok := c.Then.meta.OwnerKey()
	if c.Now.Readable && signed && ok && here != then {
		head := c.Now.meta
		head.HandOver(owner, then)
		w.handovers = head.Handovers
	}
	key := owner.OwnerKey()
	if !ok || then != key || !c.Then.Locked {
		return w
	}
	w.key = key
	last, _ := key.Tally(c.Now.meta.Tally)
	tally, counted := key.Tally(c.Then.meta.Tally)
	// Ahead of what another window may count until the file is in place.
	tally.Counter = max(tally.Counter, last.Counter, uint64(max(0, now.Add(time.Minute).UnixNano())))
	head := c.Then.meta
	turn := 1 + max(c.Now.meta.Turn(), head.Turn(), last.Turn, tally.Turn)
	head.Own(owner, head.Identity, turn)
	w.signed, tally.Turn = head.Owner, turn
	w.uncounted = tally.Next(owner, seal.Uncounted(), now)
	if counted {
		w.tally = tally.Next(owner, tally.Count, tally.At)
	}
	return w
}
