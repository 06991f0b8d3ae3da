package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"shakeoff/store/backup"
	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/state"
)

// Options are what the store takes from outside. Only Path is needed.
type Options struct {
	// Path is the journal file; neither it nor its folder need exist.
	Path string
	// Random gives keys and nonces, crypto/rand by default and not for the identity; it never fails.
	Random io.Reader
	// WorkFactor is the scrypt cost of the lock as log2; seal.WorkFactor by default.
	WorkFactor int
	// Patience is how long to wait while another process holds the file; 30 s by default.
	Patience time.Duration
	// OneHeader may be nil; see disk.File.
	OneHeader func()
	// State is where this machine remembers which journals it has seen.
	State state.File
	// Chosen says that a person named the Path. If nothing lies there the name may be
	// wrong or a disk missing: no journal is begun there before MeanIt was called.
	Chosen bool
	// Backups says where copies of the journal lie and how many are kept.
	Backups backup.Options
	// Now tells the time, which names backups; time.Now by default.
	Now func() time.Time
}

// Journal can write, and say how the file stands; it cannot read a word. It
// holds nothing open, and is safe for use by several goroutines.
type Journal struct {
	file       disk.File
	trust      *trust
	backups    *backup.Set
	workFactor int
	now        func() time.Time
}

// New returns the journal at opts.Path. It does no I/O.
func New(opts Options) *Journal {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	file := disk.File{
		Path: opts.Path, Random: cmp.Or(opts.Random, rand.Reader), Patience: cmp.Or(opts.Patience, 30*time.Second),
		OneHeader: opts.OneHeader,
	}
	t := &trust{file: file, state: opts.State, chosen: opts.Chosen}
	return &Journal{
		file: file, trust: t, backups: backup.New(file, opts.Backups, opts.Now, t.check, t),
		workFactor: cmp.Or(opts.WorkFactor, seal.WorkFactor), now: opts.Now,
	}
}

// Path returns the journal's file.
func (j *Journal) Path() string { return j.file.Path }

// Shared says that other computers may write the file too: one at a time should.
func (j *Journal) Shared() bool {
	path := j.file.Whole()
	return disk.Network(path) != "" || disk.Synced(path) != ""
}

// File returns the journal's file, for package mend.
func (j *Journal) File() disk.File { return j.file }

// Backups returns the journal's own backups.
func (j *Journal) Backups() *backup.Set { return j.backups }

// Offer is what is offered in the life of a journal: bits, each offered once.
type Offer uint8

// The offers; each is one bit in the file.
const (
	OfferLock     Offer = 1 | 4 | 8 // after the first, the third and the tenth entry
	OfferRecovery Offer = 2
	KeyShown      Offer = 16 // no offer: the recovery key was shown
	OfferSomeone  Offer = 32
)

// Status is what can be known without opening a single record.
type Status struct {
	Exists    bool
	Locked    bool              // a lock is set
	ReadOnly  bool              // the file cannot be written
	OneHeader bool              // one of the file's two headers is damaged
	Newer     bool              // a newer shakeoff must write it
	Pending   bool              // what was taken out must still be overwritten, here or in a backup; the next write tries again
	Entries   int               // records ever filed here; 0 if none lies there now
	Few       int               // their keys, about one an entry, counted from the newest up to ten
	Waiting   []journal.Waiting // drafts, the oldest first
	Offered   Offer             // bits
	Trouble   error             // why nothing is written here: journal.ErrGone, journal.ErrReplaced or nil
}

// Status says how the journal stands. No file yet is not an error.
func (j *Journal) Status(ctx context.Context) (Status, error) {
	var s Status
	err := j.file.View(ctx, func(g *guard.File) error {
		m, err := disk.ReadMeta(g)
		if err != nil {
			return err
		}
		s = Status{
			Exists: true, Locked: m.Locked(), Newer: !m.Writable(), Offered: Offer(m.Offered),
			OneHeader: g.OneHeader(), Pending: m.Pending(), ReadOnly: !j.file.Writable(), Trouble: j.trust.saw(m),
		}
		err = g.Walk(disk.BucketDrafts, func(k, v []byte) error {
			// A damaged draft is left out here; doctor finds it.
			if r, err := seal.ParseRecord(v); err == nil {
				s.Waiting = append(s.Waiting, waitingAt(k, r))
			}
			return nil
		})
		if err != nil {
			return err
		}
		keys := map[seal.ID]bool{} // a weighing has that of its entry
		return g.WalkBack(disk.BucketEntries, func(k, v []byte) error {
			s.Entries = max(s.Entries, int(disk.Address(k))) //nolint:gosec // a counter of records; it never comes near the limit
			if r, err := seal.UncheckedRecord(v); err == nil {
				keys[r.KID] = true
			}
			if s.Few = len(keys); s.Few < 10 {
				return nil
			}
			return guard.ErrStop
		})
	})
	if errors.Is(err, journal.ErrNoJournal) {
		if err = j.trust.mayBegin(); !errors.Is(err, journal.ErrGone) {
			err = nil
		}
		return Status{Trouble: err}, nil
	}
	return s, err
}

// MarkOffered notes that something was offered, so that it is not offered again.
func (j *Journal) MarkOffered(ctx context.Context, o Offer) error {
	return j.update(ctx, 0, func(t tx) error {
		t.Meta.Offered |= byte(o)
		return t.PutMeta(disk.MetaOffered, []byte{t.Meta.Offered})
	})
}

// Sealed returns a writer that seals to the identity of this journal, into one age file on w
// that the recovery key and stock age open; it must be closed. journal.ErrInvalid while no lock
// is set, for then there is no recovery key.
func (j *Journal) Sealed(ctx context.Context, w io.Writer) (io.WriteCloser, error) {
	m, err := j.file.Meta(ctx)
	if err != nil {
		return nil, err
	}
	if !m.Locked() {
		return nil, fmt.Errorf("no lock is set, so there is no recovery key: %w", journal.ErrInvalid)
	}
	r, err := m.SealTo()
	if err != nil {
		return nil, err
	}
	return r.Writer(w)
}

func waitingAt(k []byte, r seal.Record) journal.Waiting {
	return journal.Waiting{Address: disk.Address(k), Record: journal.NewID(r.RID), Nonce: r.Nonce}
}
