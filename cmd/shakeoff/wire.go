package main

import (
	"context"
	"runtime/debug"
	"slices"
	"sync"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui"
)

// window is a store.Journal as the screens want it: the adapter between the
// two, and the memory of which drafts are this window's own pages. Those do not
// wait for anybody.
type window struct {
	journal  *store.Journal
	daily    *daily   // nil for no backups
	rescueTo []string // where a page may lie that the journal does not take

	mu      sync.Mutex
	own     map[journal.ID]bool
	rescued []string // where such pages lie
}

func newWindow(j *store.Journal) *window {
	return &window{journal: j, own: make(map[journal.ID]bool)}
}

func (w *window) Status(ctx context.Context) (tui.Status, error) {
	s, err := w.journal.Status(ctx)
	if err != nil {
		return tui.Status{}, err
	}
	return tui.Status{
		Exists: s.Exists, Locked: s.Locked, ReadOnly: s.ReadOnly || s.Newer, Due: s.Due, Entries: s.Entries,
		Waiting: slices.DeleteFunc(s.Waiting, func(d journal.Waiting) bool { return w.owns(d.Record) }),
		Offered: map[tui.Offer]bool{
			tui.OfferLock:     s.Offered&store.OfferLock != 0,
			tui.OfferRecovery: s.Offered&store.OfferRecovery != 0,
		},
	}, nil
}

func (w *window) Unlock(ctx context.Context, secret []byte) (tui.Unlocked, error) {
	u, err := w.journal.Unlock(ctx, secret)
	if len(secret) > 0 {
		// Deriving the key took 256 MB, which the collector would hold on to for
		// minutes. Nobody waits for this.
		go debug.FreeOSMemory()
	}
	if err != nil {
		return nil, err
	}
	return unlocked{Unlocked: u, window: w}, nil
}

func (w *window) NewDraft() tui.Draft { return w.page(w.journal.NewDraft()) }

func (w *window) KeepWaiting(ctx context.Context, d journal.Waiting) error {
	err := w.journal.KeepWaiting(ctx, d)
	if err == nil {
		w.daily.wrote()
	}
	return err
}

func (w *window) MarkOffered(ctx context.Context, o tui.Offer) error {
	return w.journal.MarkOffered(ctx, map[tui.Offer]store.Offer{
		tui.OfferLock: store.OfferLock, tui.OfferRecovery: store.OfferRecovery,
	}[o])
}

func (w *window) Settle(ctx context.Context) error { return w.journal.Settle(ctx) }

// page makes a draft this window's own, until it is left.
func (w *window) page(d *store.Draft) *page {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.own[d.Record()] = true
	return &page{Draft: d, window: w, record: d.Record()}
}

func (w *window) owns(record journal.ID) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.own[record]
}

// page is a store.Draft of a window.
type page struct {
	*store.Draft
	window *window
	record journal.ID
}

func (p *page) Save(ctx context.Context, e journal.Entry) error {
	err := p.Draft.Save(ctx, e)
	p.follow()
	if err == nil {
		p.window.daily.wrote()
	}
	return err
}

// follow keeps up with the page's name: one that another window has taken goes
// on under another.
func (p *page) follow() {
	p.window.mu.Lock()
	defer p.window.mu.Unlock()
	delete(p.window.own, p.record)
	p.record = p.Record()
	p.window.own[p.record] = true
}

func (p *page) Keep(ctx context.Context, e journal.Entry) (tui.Kept, error) {
	kept, err := p.Draft.Keep(ctx, e)
	if err != nil {
		return nil, err
	}
	p.leave()
	p.window.daily.wrote()
	return kept, nil
}

func (p *page) Forget() {
	p.Draft.Forget()
	p.leave()
}

// leave gives the page up: what lies in the file of it waits from now on.
func (p *page) leave() {
	p.window.mu.Lock()
	defer p.window.mu.Unlock()
	delete(p.window.own, p.record)
}

// unlocked is a store.Unlocked of a window. Most of it is the store's as it is.
type unlocked struct {
	*store.Unlocked
	window *window
}

func (u unlocked) Drafts(ctx context.Context) ([]journal.WaitingEntry, error) {
	drafts, err := u.Unlocked.Drafts(ctx)
	return slices.DeleteFunc(drafts, func(d journal.WaitingEntry) bool { return u.window.owns(d.Record) }), err
}

func (u unlocked) Adopt(ctx context.Context, d journal.Waiting) (tui.Draft, journal.Entry, error) {
	draft, e, err := u.Unlocked.Adopt(ctx, d)
	if err != nil {
		return nil, journal.Entry{}, err
	}
	return u.window.page(draft), e, nil
}

func (u unlocked) Delete(ctx context.Context, ids ...journal.ID) error {
	return u.Unlocked.Delete(ctx, store.Deleted, ids...)
}

func (u unlocked) Burn(ctx context.Context, ids ...journal.ID) error {
	return u.Unlocked.Delete(ctx, store.Burnt, ids...)
}
