package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"

	"shakeoff/store/backup"
	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/state"
)

// trust knows which journal lies at the path: what this process has read there, or
// else what the machine remembers. Nothing is written where another one lies.
type trust struct {
	file   disk.File
	state  state.File
	chosen bool // no journal is begun where none was seen

	mu   sync.Mutex
	anew bool        // whatever was seen, the one that lies there is meant, or a new one
	seen *state.Seen // nil for none so far
	head *disk.Meta  // as it was last read, for what must be written elsewhere

	trouble error // with the head that was read last
}

// known returns what was seen. The caller holds mu.
func (t *trust) known() *state.Seen {
	if t.seen == nil {
		t.seen = t.state.Seen(t.paths()...)
	}
	if t.anew {
		return nil
	}
	return t.seen
}

// paths are the names by which the journal is remembered.
func (t *trust) paths() []string {
	path, err := filepath.Abs(t.file.Path)
	if err != nil {
		return nil
	}
	paths := []string{path}
	if real := t.file.Whole(); real != path {
		paths = append(paths, real)
	}
	return paths
}

// Missing says why no journal is begun at the path, if none lies there:
// journal.ErrGone or journal.ErrElsewhere.
func (j *Journal) Missing() error {
	if _, err := os.Stat(j.file.Path); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return j.trust.mayBegin()
}

// MeanIt takes whatever lies at the path for the journal that is meant, or lets the next
// write begin one there, whatever was seen before. Only a person can say so.
func (j *Journal) MeanIt() {
	j.trust.mu.Lock()
	defer j.trust.mu.Unlock()
	j.trust.anew = true
}

// Restore is backup.Set.Restore. The copy becomes the journal that is meant if it was put there
// with the proof that was asked for, by force, or over a journal without a lock, since an earlier
// copy may have the lock of its time. Otherwise only what was seen here before is meant.
func (j *Journal) Restore(ctx context.Context, from string, agree func(backup.Change) (backup.Proof, error)) (replaced string, err error) {
	proven := false
	replaced, err = j.backups.Restore(ctx, from, func(c backup.Change) (backup.Proof, error) {
		p, err := agree(c)
		proven = p.Force || c.Secret || c.Now.Readable && !c.Now.Locked
		return p, err
	})
	if err != nil {
		return replaced, err
	}
	m, err := j.file.Meta(ctx)
	if err == nil {
		if proven {
			j.MeanIt()
		}
		_ = j.trust.saw(m) // Trouble tells
	}
	return replaced, err
}

// mayBegin says why no journal may be begun here, nil if one may.
func (t *trust) mayBegin() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.anew:
		return nil
	case t.known() != nil:
		return fmt.Errorf("%s: %w", t.file.Path, journal.ErrGone)
	case t.chosen:
		return fmt.Errorf("%s: %w", t.file.Path, journal.ErrElsewhere)
	}
	return nil
}

// check says why the journal with this head is not the one that was seen here, nil if it is.
// Only the owner can change whose it is: by setting a lock, taking it off, or beginning a new
// identity. Where no lock was seen it need only be the same journal.
func (t *trust) check(m disk.Meta) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	was := t.known()
	var why string
	switch {
	case was == nil:
	case !bytes.Equal(was.Journal, m.Journal[:]) && !bytes.Equal(was.Journal, make([]byte, seal.IDSize)):
		why = "another journal lies there now"
	case t.ours(m) && m.Turn() < was.Turn:
		why = "its lock is an earlier one, and the passphrase from before it was changed opens it"
	case !was.Locked || len(was.Owner) != seal.OwnerKeySize && bytes.Equal(was.Epoch, m.Epoch[:]):
	case len(was.Owner) == seal.OwnerKeySize && m.IsOf(seal.OwnerKey(was.Owner)):
	case !m.Locked():
		why = "the journal had a lock, and this copy of it has none"
	default:
		why = "new pages would be sealed to somebody else's key, or to an older one"
	}
	if why != "" {
		return fmt.Errorf("%s: %s: %w", t.file.Path, why, journal.ErrReplaced)
	}
	return nil
}

// ours says that the head is of the very owner that was seen. The caller holds mu.
func (t *trust) ours(m disk.Meta) bool {
	owner, ok := m.OwnerKey()
	return ok && t.seen != nil && bytes.Equal(t.seen.Owner, owner[:])
}

// turn returns the highest turn that was seen of this owner.
func (t *trust) turn(m disk.Meta) uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.known(); !t.ours(m) {
		return 0
	}
	return t.seen.Turn
}

// saw remembers a head that was read, unless it is not the one to trust.
func (t *trust) saw(m disk.Meta) error {
	err := t.check(m)
	if err == nil {
		t.hold(m)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.trouble = err
	return err
}

// Trouble says why nothing is written into the journal as it was last read, nil if it
// may be: journal.ErrReplaced.
func (j *Journal) Trouble() error {
	j.trust.mu.Lock()
	defer j.trust.mu.Unlock()
	return j.trust.trouble
}

// Older says that an older copy of the locked journal lies there than this machine has seen.
func (j *Journal) Older(ctx context.Context) (older bool, err error) {
	err = j.file.View(ctx, func(g *guard.File) error {
		m, err := disk.ReadMeta(g)
		older = err == nil && j.trust.older(m)
		return err
	})
	return older, err
}

// hold remembers a head. If that fails, it is as if it had not been seen.
func (t *trust) hold(m disk.Meta) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.head = &m
	next := state.Seen{Paths: t.paths(), Journal: m.Journal[:], Epoch: m.Epoch[:], Locked: m.Locked(), Turn: m.Turn()}
	if owner, ok := m.OwnerKey(); ok {
		next.Owner = owner[:]
	}
	was := t.known()
	if was != nil && bytes.Equal(was.Owner, next.Owner) {
		next.Tally = was.Tally
	}
	if was == nil || !bytes.Equal(was.Journal, next.Journal) {
		next.Copy = t.chosen && t.state.Elsewhere(m.Journal[:], t.file.Whole())
	} else {
		next.Copy = was.Copy
		// It may be called by another of its names next time, and that one lead nowhere.
		for _, path := range was.Paths {
			if !slices.Contains(next.Paths, path) {
				next.Paths = append(next.Paths, path)
			}
		}
		if reflect.DeepEqual(*was, next) {
			return
		}
	}
	if now := t.state.Seen(next.Paths...); !t.anew && now != nil && bytes.Equal(now.Owner, next.Owner) {
		next.Tally, next.Turn = max(next.Tally, now.Tally), max(next.Turn, now.Turn) // another process may know more
	}
	t.seen, t.anew = &next, false
	_ = t.state.Remember(next)
}

// Copies is that of backup.Memory. A file that is itself a copy of a journal elsewhere has no
// business taking anything out of other copies.
func (t *trust) Copies(of seal.ID) []state.Copy {
	t.mu.Lock()
	seen := t.known()
	t.mu.Unlock()
	path := t.file.Whole()
	if seen != nil && seen.Copy && t.state.Elsewhere(of[:], path) {
		return nil
	}
	return t.state.Copies(of[:], []byte(path))
}

// Note is that of backup.Memory. If that fails, it is as if the copies had not been there.
func (t *trust) Note(copies ...state.Copy) { _ = t.state.Note(copies...) }
