// Package wire joins the store and the screens: it is a store.Journal as tui/page
// asks for one. Nothing under tui knows the store, and the store knows nobody; here,
// and here alone, both are imported.
//
// Whatever writes goes on to its end here, even when whoever began it has stopped
// waiting: a page that was begun to be filed is filed. Reading ends with its context.
//
// It is a package and not a file of the command so that the tests of the screens
// run on the real store, through what the program itself runs on.
package wire

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// Window is a journal for one run of the program. It remembers which drafts are
// this window's own pages: those are no unfinished pages to it.
type Window struct {
	journal *store.Journal
	daily   *daily   // nil for no backups
	folders []string // where a page may be put that the journal does not take

	mu      sync.Mutex
	own     map[journal.ID]bool
	rescued []string
}

// New returns a window on j that makes no backups and rescues nothing.
func New(j *store.Journal) *Window {
	return &Window{journal: j, own: make(map[journal.ID]bool)}
}

// Safeguard has the window make the day's backup behind the first write of a day,
// by the clock now, and put pages that the journal does not take into the first of
// the folders that takes them, of which the first is the home folder.
func (w *Window) Safeguard(now func() time.Time, folders ...string) {
	w.daily, w.folders = newDaily(w.journal.Backups().Daily, now), folders
}

// End waits for a backup under way, but no longer than patience, twice.
func (w *Window) End(patience time.Duration) { w.daily.end(patience) }

// Rescued returns the files with pages that the journal did not take.
func (w *Window) Rescued() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.rescued)
}

// Status leaves out the drafts that are this window's own.
func (w *Window) Status(ctx context.Context) (page.Status, error) {
	s, err := w.journal.Status(ctx)
	if err != nil {
		return page.Status{}, err
	}
	return page.Status{
		Exists: s.Exists, Locked: s.Locked, ReadOnly: s.ReadOnly || s.Newer, Pending: s.Pending, Entries: s.Entries,
		Waiting: slices.DeleteFunc(s.Waiting, func(d journal.Waiting) bool { return w.owns(d.Record) }),
		Offered: map[page.Offer]bool{
			page.OfferLock:     s.Offered&store.OfferLock != 0,
			page.OfferRecovery: s.Offered&store.OfferRecovery != 0,
		},
	}, nil
}

// Unlock gives back the 256 MB that deriving the key took, which the collector
// would hold on to for minutes. Nobody waits for that.
func (w *Window) Unlock(ctx context.Context, secret []byte) (page.Unlocked, error) {
	u, err := w.journal.Unlock(ctx, secret)
	if len(secret) > 0 {
		go giveBack()
	}
	if err != nil {
		return nil, err
	}
	return unlocked{u, w}, nil
}

// giveBack returns the memory that is not used to the system, if that is worth a
// collection: after a cheap key, as tests derive them, it is not.
func giveBack() {
	const worth = 100 << 20
	var m runtime.MemStats
	if runtime.ReadMemStats(&m); m.HeapSys-m.HeapReleased > worth {
		debug.FreeOSMemory()
	}
}

// NewDraft returns a draft of this window's own.
func (w *Window) NewDraft() page.Draft { return w.claim(w.journal.NewDraft()) }

// FileWaiting is store.Journal.FileWaiting.
func (w *Window) FileWaiting(ctx context.Context, d journal.Waiting) error {
	return w.wrote(w.journal.FileWaiting(context.WithoutCancel(ctx), d))
}

// MarkOffered is store.Journal.MarkOffered.
func (w *Window) MarkOffered(ctx context.Context, o page.Offer) error {
	return w.journal.MarkOffered(context.WithoutCancel(ctx), map[page.Offer]store.Offer{
		page.OfferLock: store.OfferLock, page.OfferRecovery: store.OfferRecovery,
	}[o])
}

// FinishPending is store.Journal.FinishPending.
func (w *Window) FinishPending(ctx context.Context) error { return w.journal.FinishPending(ctx) }

// wrote passes on the error of a write, and begins the day's backup behind a
// write that succeeded.
func (w *Window) wrote(err error) error {
	if err == nil {
		w.daily.wrote()
	}
	return err
}

// claim makes a draft this window's own, until it is left.
func (w *Window) claim(d *store.Draft) *draft {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.own[d.Record()] = true
	return &draft{d, w, d.Record()}
}

func (w *Window) owns(record journal.ID) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.own[record]
}

// draft is a store.Draft of a window.
type draft struct {
	draft  *store.Draft
	window *Window
	record journal.ID
}

func (d *draft) Save(ctx context.Context, e journal.Entry) error {
	err := d.draft.Save(context.WithoutCancel(ctx), e)
	// A draft that another window has taken up goes on under another name.
	d.window.mu.Lock()
	delete(d.window.own, d.record)
	d.record = d.draft.Record()
	d.window.own[d.record] = true
	d.window.mu.Unlock()
	return d.window.wrote(err)
}

func (d *draft) File(ctx context.Context, e journal.Entry) (page.Filed, error) {
	f, err := d.draft.File(context.WithoutCancel(ctx), e)
	if err != nil {
		return nil, err
	}
	d.leave()
	return filed{f}, d.window.wrote(nil)
}

func (d *draft) Discard(ctx context.Context) error {
	return d.draft.Discard(context.WithoutCancel(ctx))
}

func (d *draft) Forget() {
	d.draft.Forget()
	d.leave()
}

// leave gives the draft up: what lies in the file of it is an unfinished page from
// now on.
func (d *draft) leave() {
	d.window.mu.Lock()
	defer d.window.mu.Unlock()
	delete(d.window.own, d.record)
}

// Rescue puts the page into a sealed file of its own, in the first folder that
// takes it, and returns where, as a person would be told.
func (d *draft) Rescue(ctx context.Context, e journal.Entry) (string, error) {
	var failed []error
	for _, folder := range d.window.folders {
		path, err := d.draft.Rescue(context.WithoutCancel(ctx), folder, e)
		if err == nil {
			return d.window.noteRescued(path), nil
		}
		failed = append(failed, err)
	}
	return "", errors.Join(append(failed, errors.ErrUnsupported)...)
}

// noteRescued remembers a path, and returns it as a person is told it: short, if
// it lies in the home folder.
func (w *Window) noteRescued(path string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rescued = append(w.rescued, path)
	if rest, ok := strings.CutPrefix(path, filepath.Clean(w.folders[0])+string(filepath.Separator)); ok && runtime.GOOS != "windows" {
		return "~/" + rest
	}
	return path
}

// filed is a store.Filed whose writing is not cancelled.
type filed struct{ *store.Filed }

func (f filed) Weigh(ctx context.Context, w journal.Weighing) error {
	return f.Filed.Weigh(context.WithoutCancel(ctx), w)
}

func (f filed) Burn(ctx context.Context) error { return f.Filed.Burn(context.WithoutCancel(ctx)) }

// unlocked is a store.Unlocked of a window. What reads is the store's as it is.
type unlocked struct {
	*store.Unlocked
	window *Window
}

func (u unlocked) Drafts(ctx context.Context) ([]journal.WaitingEntry, error) {
	drafts, err := u.Unlocked.Drafts(ctx)
	return slices.DeleteFunc(drafts, func(d journal.WaitingEntry) bool { return u.window.owns(d.Record) }), err
}

func (u unlocked) Adopt(ctx context.Context, d journal.Waiting) (page.Draft, journal.Entry, error) {
	draft, e, err := u.Unlocked.Adopt(context.WithoutCancel(ctx), d)
	if err != nil {
		return nil, journal.Entry{}, err
	}
	return u.window.claim(draft), e, nil
}

func (u unlocked) Mark(ctx context.Context, id journal.ID, i journal.Intention) error {
	return u.Unlocked.Mark(context.WithoutCancel(ctx), id, i)
}

func (u unlocked) Edit(ctx context.Context, e journal.Entry, others ...journal.ID) (journal.ID, error) {
	return u.Unlocked.Edit(context.WithoutCancel(ctx), e, others...)
}

func (u unlocked) EditDraft(ctx context.Context, d page.Draft, e journal.Entry) (journal.ID, error) {
	return u.Unlocked.EditDraft(context.WithoutCancel(ctx), d.(*draft).draft, e) //nolint:forcetypeassert // of this window, like u
}

func (u unlocked) MarkDraft(ctx context.Context, d page.Draft, id journal.ID, i journal.Intention) error {
	return u.Unlocked.MarkDraft(context.WithoutCancel(ctx), d.(*draft).draft, id, i) //nolint:forcetypeassert // of this window, like u
}

func (u unlocked) Weigh(ctx context.Context, id journal.ID, w journal.Weighing) error {
	return u.Unlocked.Weigh(context.WithoutCancel(ctx), id, w)
}

func (u unlocked) SetPassphrase(ctx context.Context, passphrase []byte) error {
	return u.Unlocked.SetPassphrase(context.WithoutCancel(ctx), passphrase)
}

func (u unlocked) Delete(ctx context.Context, ids ...journal.ID) error {
	return u.Unlocked.Delete(context.WithoutCancel(ctx), store.Deleted, ids...)
}

func (u unlocked) Burn(ctx context.Context, ids ...journal.ID) error {
	return u.Unlocked.Delete(context.WithoutCancel(ctx), store.Burnt, ids...)
}
