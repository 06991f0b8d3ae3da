// Package wire is the adapter between the store and the screens: a store.Journal with
// the interfaces of tui/page. Nothing under tui imports the store, and the store imports
// nothing of tui.
//
// A write goes on to its end even if its context is cancelled: once filing a page has
// begun, the page is filed. Reading ends with its context.
//
// Rejected: putting it into the command, since the tests of the screens run on the real
// store through this package.
package wire

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// Window is a journal for one run of the program. It knows which drafts are its own
// pages, and leaves them out of the unfinished ones.
type Window struct {
	*store.Journal
	daily   *daily
	folders []string    // for pages that the journal does not take; the home folder first
	own     sync.Map    // the records of its own drafts
	scour   *time.Timer // nil unless safeguarded
	again   *time.Timer // scours once more: on a busy machine the first may come too soon

	mu      sync.Mutex
	rescued []string
	written map[journal.ID]bool // the pages and entries written, and which of them are unfinished
}

// New returns a window on j that makes no backups and rescues nothing.
func New(j *store.Journal) *Window {
	return &Window{Journal: j, daily: &daily{over: true, stop: func() {}}, written: map[journal.ID]bool{}}
}

// Safeguard has the window scour the memory, make a backup after the first write of a day,
// and put pages that the journal does not take into the first folder that does. The home
// folder is the first.
func (w *Window) Safeguard(now func() time.Time, folders ...string) {
	w.daily, w.folders = newDaily(w.Journal.Backups().Daily, now), folders
	w.scour = time.AfterFunc(settled, func() {
		scour()
		w.again.Reset(settled)
	})
	w.again = time.AfterFunc(settled, scour)
	w.scour.Stop()
	w.again.Stop()
}

// End waits for a backup under way, as daily.end does.
func (w *Window) End(patience time.Duration) { w.daily.end(patience) }

// Rescued returns the files with pages that the journal did not take, and has not taken since.
func (w *Window) Rescued() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(w.rescued), func(path string) bool {
		_, err := os.Stat(path)
		return errors.Is(err, fs.ErrNotExist)
	})
}

// Written says what this run has left in the journal: whether anything, and how many
// unfinished pages.
func (w *Window) Written() (any bool, unfinished int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, u := range w.written {
		if u {
			unfinished++
		}
	}
	return len(w.written) > 0, unfinished
}

// note remembers what a write without an error was about, and passes on the error.
func (w *Window) note(id journal.ID, unfinished bool, err error) error {
	if err == nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.written[id] = unfinished
	}
	return err
}

// renamed follows a page that goes on under another name.
func (w *Window) renamed(old, now journal.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if unfinished, ours := w.written[old]; ours {
		delete(w.written, old)
		w.written[now] = unfinished
	}
}

// gone forgets what was deleted, unless there is an error, which it passes on.
func (w *Window) gone(err error, ids ...journal.ID) error {
	if err == nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, id := range ids {
			delete(w.written, id)
		}
	}
	return err
}

// Status leaves out the drafts that are this window's own.
func (w *Window) Status(ctx context.Context) (page.Status, error) {
	s, err := w.Journal.Status(ctx)
	if err = cmp.Or(err, s.Trouble); err != nil {
		return page.Status{}, err
	}
	return page.Status{
		Exists: s.Exists, Locked: s.Locked, ReadOnly: s.ReadOnly || s.Newer, Pending: s.Pending, Entries: s.Few,
		OneHeader: s.OneHeader,
		Waiting:   slices.DeleteFunc(s.Waiting, func(d journal.Waiting) bool { return w.owns(d.Record) }),
		Offered:   page.Offer(s.Offered),
	}, nil
}

// Unlock also scours: a passphrase has done its work.
func (w *Window) Unlock(ctx context.Context, secret []byte) (page.Unlocked, error) {
	u, err := w.Journal.Unlock(ctx, secret)
	if len(secret) > 0 {
		w.scourKeys()
	}
	if err != nil {
		return nil, err
	}
	return unlocked{u, w}, nil
}

// NewDraft returns a draft of this window's own.
func (w *Window) NewDraft() page.Draft { return w.claim(w.Journal.NewDraft()) }

// FileWaiting is store.Journal.FileWaiting.
func (w *Window) FileWaiting(ctx context.Context, d journal.Waiting) error {
	return w.filed(w.note(d.Record, false, w.Journal.FileWaiting(context.WithoutCancel(ctx), d)))
}

// MarkOffered is store.Journal.MarkOffered.
func (w *Window) MarkOffered(ctx context.Context, o page.Offer) error {
	return w.Journal.MarkOffered(context.WithoutCancel(ctx), store.Offer(o))
}

// Backups says how the backups stand.
func (w *Window) Backups(ctx context.Context) (page.Backups, error) {
	all := w.Journal.Backups()
	last, err := all.Last(ctx)
	return page.Backups{Folder: w.Told(all.Folder()), Off: all.Off(), Last: last.At, Sound: last.Sound}, err
}

// BackUp makes a backup now.
func (w *Window) BackUp(ctx context.Context) error {
	_, err := w.Journal.Backups().Make(ctx, "")
	return err
}

// Told is a path as a person would be told it: short if it lies in the home folder.
func (w *Window) Told(path string) string {
	if len(w.folders) > 0 && runtime.GOOS != "windows" {
		if rest, ok := strings.CutPrefix(path, filepath.Clean(w.folders[0])+string(filepath.Separator)); ok {
			return "~/" + rest
		}
	}
	return path
}

// Unreached says that some backup could not be reached.
func (w *Window) Unreached() bool { return len(w.Journal.Backups().Unreached()) > 0 }

// wrote passes on the error of a write, and begins the day's backup if there is none.
func (w *Window) wrote(err error) error {
	if err == nil {
		w.daily.wrote()
	}
	return err
}

// filed is wrote for a page whose earlier versions must be overwritten.
func (w *Window) filed(err error) error {
	if w.wrote(err) == nil {
		w.daily.after(w.FinishPending)
	}
	return err
}

// claim makes a draft this window's own, until it is filed or forgotten.
func (w *Window) claim(d *store.Draft) *draft {
	w.own.Store(d.Record(), true)
	return &draft{d, w, d.Record()}
}

func (w *Window) owns(record journal.ID) bool {
	_, own := w.own.Load(record)
	return own
}

// draft is a store.Draft of a window.
type draft struct {
	draft  *store.Draft
	window *Window
	record journal.ID
}

func (d *draft) Save(ctx context.Context, e journal.Entry) error {
	err := d.draft.Save(context.WithoutCancel(ctx), e)
	// If another window took the page up, this one goes on under another name.
	if record := d.draft.Record(); record != d.record {
		d.window.own.Store(record, true)
		d.window.own.Delete(d.record)
		d.window.renamed(d.record, record)
		d.record = record
	}
	return d.window.wrote(d.window.note(d.record, true, err))
}

func (d *draft) File(ctx context.Context, e journal.Entry) (page.Filed, error) {
	f, err := d.draft.File(context.WithoutCancel(ctx), e)
	if err != nil {
		return nil, err
	}
	d.window.own.Delete(d.record)
	return filed{f, d}, d.window.filed(d.window.note(d.record, false, nil))
}

func (d *draft) Discard(ctx context.Context) error {
	return d.window.gone(d.draft.Discard(context.WithoutCancel(ctx)), d.record)
}

func (d *draft) Forget() {
	if left, older := d.draft.Left(); older {
		d.window.daily.after(func(ctx context.Context) error { return d.window.ForgetVersions(ctx, left) })
	}
	d.draft.Forget()
	d.window.own.Delete(d.record)
}

// Rescue puts the page into a sealed file in the first folder that takes it. The path it
// returns is short if that is the home folder.
func (d *draft) Rescue(ctx context.Context, e journal.Entry) (string, error) {
	w, failed := d.window, []error(nil)
	for _, folder := range w.folders {
		path, err := d.draft.Rescue(context.WithoutCancel(ctx), folder, e)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		w.mu.Lock()
		w.rescued = append(w.rescued, path)
		w.mu.Unlock()
		return w.Told(path), nil
	}
	return "", errors.Join(append(failed, errors.ErrUnsupported)...)
}

// filed is a store.Filed whose writing is not cancelled.
type filed struct {
	*store.Filed
	from *draft
}

func (f filed) Weigh(ctx context.Context, w journal.Weighing) error {
	return f.Filed.Weigh(context.WithoutCancel(ctx), w)
}

func (f filed) Burn(ctx context.Context) error {
	return f.from.window.gone(f.Filed.Burn(context.WithoutCancel(ctx)), f.from.record)
}

// unlocked is a store.Unlocked of a window, whose writing is not cancelled.
type unlocked struct {
	*store.Unlocked
	window *Window
}

func (u unlocked) Lock() {
	defer u.window.Scour()
	u.Unlocked.Lock()
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
	claimed := u.window.claim(draft)
	u.window.renamed(d.Record, claimed.record)
	return claimed, e, nil
}

func (u unlocked) Mark(ctx context.Context, id journal.ID, i journal.Intention) error {
	return u.window.note(id, false, u.Unlocked.Mark(context.WithoutCancel(ctx), id, i))
}

func (u unlocked) Edit(ctx context.Context, e journal.Entry, others ...journal.ID) error {
	_, err := u.Unlocked.Edit(context.WithoutCancel(ctx), e, others...)
	return u.window.note(e.ID, false, err)
}

func (u unlocked) EditDraft(ctx context.Context, d page.Draft, e journal.Entry) error {
	from := d.(*draft) //nolint:forcetypeassert // of this window, like u
	_, err := u.Unlocked.EditDraft(context.WithoutCancel(ctx), from.draft, e)
	return u.window.note(from.record, false, err)
}

func (u unlocked) MarkDraft(ctx context.Context, d page.Draft, id journal.ID, i journal.Intention) error {
	from := d.(*draft) //nolint:forcetypeassert // of this window, like u
	return u.window.note(from.record, false, u.Unlocked.MarkDraft(context.WithoutCancel(ctx), from.draft, id, i))
}

func (u unlocked) Weigh(ctx context.Context, id journal.ID, w journal.Weighing) error {
	return u.window.note(id, false, u.Unlocked.Weigh(context.WithoutCancel(ctx), id, w))
}

func (u unlocked) SetPassphrase(ctx context.Context, passphrase []byte) error {
	defer u.window.scourKeys()
	return u.Unlocked.SetPassphrase(context.WithoutCancel(ctx), passphrase)
}

func (u unlocked) RemoveLock(ctx context.Context) error {
	defer u.window.scourKeys()
	return u.Unlocked.RemoveLock(context.WithoutCancel(ctx))
}

func (u unlocked) Delete(ctx context.Context, ids ...journal.ID) error {
	return u.window.gone(u.Unlocked.Delete(context.WithoutCancel(ctx), store.Deleted, ids...), ids...)
}
