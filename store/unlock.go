package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Unlocked is the journal opened for reading: the only thing that reads. It holds the identity
// and nothing of the file, and is safe for several goroutines. Its methods return
// journal.ErrLocked after Lock, or once another window has changed the lock.
//
// Methods that read return what they could read, and an error that wraps journal.ErrDamaged if
// that is not all: one bad record never hides the others.
type Unlocked struct {
	j *Journal
	// life ends with Lock, so that a long reading does not hold Lock up.
	life context.Context //nolint:containedctx // the lifetime of the secret, not of a call
	end  context.CancelFunc

	mu    sync.RWMutex // held for reading by every method, for writing by Lock and SetPassphrase
	id    *seal.Identity
	lacks atomic.Bool // something was missing when all was read last

	index atomic.Pointer[index] // nil until everything was read once
}

// Unlock opens the journal with the passphrase or the recovery key, in about a second by
// design; where no lock is set, secret is not looked at.
//
// Errors: journal.ErrNoJournal, journal.ErrGone, journal.ErrElsewhere, journal.ErrLocked (secret
// is empty), journal.ErrPassphrase, journal.ErrDamaged.
func (j *Journal) Unlock(ctx context.Context, secret []byte) (*Unlocked, error) {
	m, err := j.file.Meta(ctx)
	if errors.Is(err, journal.ErrNoJournal) {
		err = cmp.Or(j.Missing(), err)
	}
	if err != nil {
		return nil, err
	}
	_ = j.trust.saw(m) // it may be read whosever it is; Trouble tells
	id, err := m.Open(secret)
	if err != nil {
		return nil, err
	}
	u := &Unlocked{j: j, id: id}
	u.life, u.end = context.WithCancel(context.Background())
	id.Pin()
	return u, nil
}

// Lock forgets the identity. A reading that is under way ends at once.
func (u *Unlocked) Lock() {
	u.end()
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.id != nil {
		u.id.Wipe()
	}
	u.id = nil
	u.index.Store(nil)
}

// RecoveryKey returns the identity as text: it opens the journal, and an age
// export, when the passphrase is forgotten. "" once locked.
func (u *Unlocked) RecoveryKey() string {
	u.mu.RLock()
	defer u.mu.RUnlock()
	if u.id == nil {
		return ""
	}
	return u.id.RecoveryKey()
}

var errEpoch = fmt.Errorf("its lock was changed by another window: %w", journal.ErrLocked)

func (u *Unlocked) read(ctx context.Context, fn func(r *reading) error) error {
	u.mu.RLock()
	defer u.mu.RUnlock()
	if u.id == nil {
		return journal.ErrLocked
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(u.life, cancel)()
	return u.j.file.View(ctx, func(g *guard.File) error {
		m, err := disk.ReadMeta(g)
		if err != nil {
			return err
		}
		if m.Epoch != u.id.Recipient().Epoch() {
			return errEpoch
		}
		r := &reading{ctx: ctx, file: g, meta: m, id: u.id}
		defer r.close()
		return fn(r)
	})
}

// write is update, if the file is still the one that this identity opens.
func (u *Unlocked) write(ctx context.Context, fn func(t tx) error) error {
	u.mu.RLock()
	after, err := u.commit(ctx, fn)
	u.mu.RUnlock()
	if err == nil {
		u.j.finish(ctx, after, nil) // Lock need not wait for this
	}
	return err
}

// commit makes one transaction on a file that this identity opens. The caller holds mu.
func (u *Unlocked) commit(ctx context.Context, fn func(t tx) error) (after disk.Meta, err error) {
	if u.id == nil {
		return after, journal.ErrLocked
	}
	return u.j.commit(ctx, 0, func(t tx) error {
		if t.Meta.Epoch != u.id.Recipient().Epoch() {
			return errEpoch
		}
		t.Owner = u.id
		return errors.Join(t.own(), fn(t))
	})
}

// own has the owner sign the head of a journal from before heads were signed.
func (t tx) own() error {
	if t.Meta.Signed() || t.Meta.Recipient != t.Owner.Recipient().String() {
		return nil
	}
	head := t.Meta
	head.Own(t.Owner, t.Meta.Identity, 1)
	return t.PutHead(head)
}
