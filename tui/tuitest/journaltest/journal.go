// Package journaltest gives a test of the screens a journal: a real one, in a file
// of the test, behind the adapter that the program itself runs on. The test prepares
// the file, counts the calls of the screens, breaks them or acts before them, and
// asks the file afterwards.
//
// It imports store, storetest, tui/page and cmd/shakeoff/wire. Only tests import it.
// Rejected: a journal in memory, which is a second store that no test holds to the
// first.
package journaltest

import (
	"context"
	"sync"
	"testing"
	"time"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// Journal is a journal as the screens get it.
type Journal struct {
	// What a test wants of the methods, by their names.
	Fail   map[string]error  // a method returns this and does nothing
	Panics map[string]any    // a method panics with this
	Before func(name string) // is called before every method
	Deaf   bool              // reading does not hear that it was cancelled
	Away   bool              // a copy cannot be reached

	Scoured int // how often memory was to be scoured

	Calls []string     // the methods that were called, in order
	Read  []journal.ID // the entries that Entries was asked for
	Pages []*draft     // the drafts that were handed out
	Filed []*filed     // the filed pages that were handed out

	Opened []page.Unlocked // what was unlocked

	Window *wire.Window // the one that the program itself runs on

	t            testing.TB
	now          func() time.Time
	store, other *store.Journal // for the window, and as another process
	content      content
	made         bool   // the file holds the content
	ids          uint64 // of the entries that were added
	secret       string // what opens it; "" where no lock is set

	mu sync.Mutex // guards what the calls note
}

// During has act called while the next call of a method is under way; "" stands for
// any method.
func (j *Journal) During(method string, act func()) {
	j.Before = func(name string) {
		if method == "" || method == name {
			j.Before = nil
			act()
		}
	}
}

// begin notes a call, and breaks it where the test wants that.
func (j *Journal) begin(name string) error {
	j.mu.Lock()
	j.make()
	j.Calls = append(j.Calls, name)
	before, boom, err := j.Before, j.Panics[name], j.Fail[name]
	j.mu.Unlock()
	if before != nil {
		before(name)
	}
	if boom != nil {
		panic(boom)
	}
	return err
}

// write makes a call that goes on to its end.
func (j *Journal) write(name string, do func() error) error {
	if err := j.begin(name); err != nil {
		return err
	}
	return do()
}

// read makes a call that ends with its context.
func read[T any](ctx context.Context, j *Journal, name string, do func(context.Context) (T, error)) (got T, err error) {
	if err := j.begin(name); err != nil {
		return got, err
	}
	if j.Deaf {
		return do(context.WithoutCancel(ctx))
	}
	if err := ctx.Err(); err != nil {
		return got, err
	}
	return do(ctx)
}

// Status is that of the file.
func (j *Journal) Status(ctx context.Context) (page.Status, error) {
	return read(ctx, j, "Status", j.Window.Status)
}

// Unlock is that of the file.
func (j *Journal) Unlock(ctx context.Context, secret []byte) (page.Unlocked, error) {
	return read(ctx, j, "Unlock", func(ctx context.Context) (page.Unlocked, error) {
		u, err := j.Window.Unlock(ctx, secret)
		if err != nil {
			return nil, err
		}
		j.mu.Lock()
		defer j.mu.Unlock()
		j.Opened = append(j.Opened, u)
		return &unlocked{u, j}, nil
	})
}

// NewDraft is that of the file. It is not counted, for it does no I/O.
func (j *Journal) NewDraft() page.Draft {
	if boom := j.Panics["NewDraft"]; boom != nil {
		panic(boom)
	}
	return j.hand(j.Window.NewDraft())
}

func (j *Journal) hand(d page.Draft) *draft {
	j.mu.Lock()
	defer j.mu.Unlock()
	mine := &draft{Draft: d, j: j}
	j.Pages = append(j.Pages, mine)
	return mine
}

// FileWaiting is that of the file.
func (j *Journal) FileWaiting(ctx context.Context, w journal.Waiting) error {
	return j.write("FileWaiting", func() error { return j.Window.FileWaiting(ctx, w) })
}

// MarkOffered is that of the file.
func (j *Journal) MarkOffered(ctx context.Context, o page.Offer) error {
	return j.write("MarkOffered", func() error { return j.Window.MarkOffered(ctx, o) })
}

// Backups is that of the file, with a folder that stays the same.
func (j *Journal) Backups(ctx context.Context) (page.Backups, error) {
	return read(ctx, j, "Backups", func(ctx context.Context) (page.Backups, error) {
		b, err := j.Window.Backups(ctx)
		b.Folder, b.Off = "~/.local/share/shakeoff/backups", false
		return b, err
	})
}

// BackUp is that of the file.
func (j *Journal) BackUp(ctx context.Context) error {
	return j.write("BackUp", func() error { return j.Window.BackUp(ctx) })
}

// Unreached returns Away.
func (j *Journal) Unreached() bool { return j.Away }

// FinishPending is that of the file.
func (j *Journal) FinishPending(ctx context.Context) error {
	return j.write("FinishPending", func() error { return j.Window.FinishPending(ctx) })
}

// Scour counts how often it was asked for.
func (j *Journal) Scour() { j.Scoured++ }
