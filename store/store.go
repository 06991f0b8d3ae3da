package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Options are what the store takes from outside. Only Path is needed.
type Options struct {
	// Path is the journal file. It need not exist; nor need its folder.
	Path string
	// Random is where keys and nonces come from; crypto/rand by default. The
	// identity itself always comes from the system.
	Random io.Reader
	// WorkFactor is the scrypt cost of the lock as log2; seal.WorkFactor by default.
	WorkFactor int
	// Patience is how long to wait while another process holds the file; 30 s by default.
	Patience time.Duration
	// Aside, if there is one, is told of a copy of the file that was put aside
	// before a write, because one of the file's two headers is damaged.
	Aside func(path string)
	// Backups says where copies of the journal lie and how many are kept.
	Backups Backups
	// Now tells the time, which names backups; time.Now by default.
	Now func() time.Time
}

// Journal can write, and say how the file stands; it cannot read a word. It
// holds nothing open, and is safe for use by several goroutines.
type Journal struct {
	opts Options
	copy bool // it is a backup of a journal, or was put aside: nothing is kept beside it
}

// New returns the journal at opts.Path. It does no I/O.
func New(opts Options) *Journal {
	if opts.Random == nil {
		opts.Random = rand.Reader
	}
	if opts.WorkFactor == 0 {
		opts.WorkFactor = seal.WorkFactor
	}
	if opts.Patience == 0 {
		opts.Patience = 30 * time.Second
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	opts.Backups = opts.Backups.withDefaults(opts.Path)
	return &Journal{opts: opts}
}

// Path returns the journal's file.
func (j *Journal) Path() string { return j.opts.Path }

// Offer is something that is offered once in the life of a journal.
type Offer uint8

// The offers; each is one bit in the file.
const (
	OfferLock     Offer = 1
	OfferRecovery Offer = 2
)

// Status is what can be known without opening a single record.
type Status struct {
	Exists   bool
	Locked   bool              // a lock is set
	ReadOnly bool              // the file cannot be written
	OneHead  bool              // one of the file's two headers is damaged
	Newer    bool              // a newer shakeoff must write it
	Due      bool              // what was taken out must still be overwritten, here or in a backup; the next write tries again
	Entries  int               // records ever filed here; 0 if none lies there now
	Waiting  []journal.Waiting // drafts, the oldest first
	Offered  Offer             // bits
}

// Status says how the journal stands. No file yet is not an error.
func (j *Journal) Status(ctx context.Context) (Status, error) {
	var s Status
	err := j.view(ctx, func(f *guard.File) error {
		m, err := readMeta(fileGetter(f))
		if err != nil {
			return err
		}
		s = Status{Exists: true, Locked: m.locked(), Newer: !m.writable(), Offered: m.offered, OneHead: f.OneHeader(), Due: m.due()}
		if s.Waiting, err = waiting(f); err != nil {
			return err
		}
		s.Entries, err = lastAddress(f, bucketEntries)
		return err
	})
	if errors.Is(err, journal.ErrNoJournal) {
		return Status{}, nil
	}
	if s.Exists {
		s.ReadOnly = !writable(j.opts.Path)
	}
	return s, err
}

// MarkOffered notes that something was offered, so that it is not offered again.
func (j *Journal) MarkOffered(ctx context.Context, o Offer) error {
	return j.update(ctx, func(t *tx) error {
		t.meta.offered |= o
		return t.putMeta(keyOffered, []byte{byte(t.meta.offered)})
	})
}

// Sealed returns a writer that seals what is written to it, into one age file
// on w, to the identity of this journal; it must be closed. The recovery key
// and stock age open it: so everything can be taken elsewhere in one file that
// nobody else can read. journal.ErrInvalid while no lock is set, for then there
// is no recovery key yet.
func (j *Journal) Sealed(ctx context.Context, w io.Writer) (io.WriteCloser, error) {
	m, err := j.head(ctx)
	if err != nil {
		return nil, err
	}
	if !m.locked() {
		return nil, fmt.Errorf("no lock is set, so there is no recovery key: %w", journal.ErrInvalid)
	}
	r, err := m.sealTo()
	if err != nil {
		return nil, err
	}
	return r.Writer(w)
}

// waiting lists the drafts by what their records say in clear. A damaged draft
// is left out here; doctor finds it.
func waiting(f *guard.File) ([]journal.Waiting, error) {
	var out []journal.Waiting
	err := f.Walk(bucketDrafts, func(k, v []byte) error {
		if r, err := seal.ParseRecord(v); err == nil {
			out = append(out, journal.Waiting{Address: address(k), Record: journal.NewID(r.RID), Nonce: r.Nonce})
		}
		return nil
	})
	return out, err
}

// errStop ends a walk early.
var errStop = errors.New("enough")

func isStop(err error) bool { return errors.Is(err, errStop) }

func lastAddress(f *guard.File, bucket string) (last int, err error) {
	err = f.WalkBack(bucket, func(k, _ []byte) error {
		last = int(address(k)) //nolint:gosec // a counter of records; it never comes near the limit
		return errStop
	})
	if isStop(err) {
		err = nil
	}
	return last, err
}
