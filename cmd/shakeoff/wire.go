package main

import (
	"context"
	"slices"
	"sync"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui"
)

// window is a store.Journal as the screens want it: the adapter between the
// two, and the memory of which drafts in the file are this window's own.
type window struct {
	journal *store.Journal
	// order keeps a draft from being seen in the file before it is known whose
	// it is. It is held for as long as a disk takes.
	order sync.Mutex

	mu  sync.Mutex // guards own; held for a moment only
	own map[journal.ID]*page
}

func newWindow(j *store.Journal) *window {
	return &window{journal: j, own: make(map[journal.ID]*page)}
}

func (w *window) Status(ctx context.Context) (tui.Status, error) {
	w.order.Lock()
	defer w.order.Unlock()
	s, err := w.journal.Status(ctx)
	if err != nil {
		return tui.Status{}, err
	}
	return tui.Status{
		Exists: s.Exists, Locked: s.Locked, ReadOnly: s.ReadOnly || s.Newer, Entries: s.Entries,
		Waiting: slices.DeleteFunc(s.Waiting, func(d journal.Waiting) bool { return w.owns(d.Record) }),
		Offered: map[tui.Offer]bool{
			tui.OfferLock:     s.Offered&store.OfferLock != 0,
			tui.OfferRecovery: s.Offered&store.OfferRecovery != 0,
		},
	}, nil
}

func (w *window) Unlock(ctx context.Context, secret []byte) (tui.Unlocked, error) {
	u, err := w.journal.Unlock(ctx, secret)
	if err != nil {
		return nil, err
	}
	return unlocked{Unlocked: u, window: w}, nil
}

func (w *window) NewDraft() tui.Draft { return &page{draft: w.journal.NewDraft(), window: w} }

func (w *window) KeepWaiting(ctx context.Context, d journal.Waiting) error {
	return w.journal.KeepWaiting(ctx, d)
}

func (w *window) MarkOffered(ctx context.Context, o tui.Offer) error {
	return w.journal.MarkOffered(ctx, map[tui.Offer]store.Offer{
		tui.OfferLock: store.OfferLock, tui.OfferRecovery: store.OfferRecovery,
	}[o])
}

func (w *window) owns(record journal.ID) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.own[record] != nil
}

// claim runs fn, which puts the page p among the drafts for the first time, and
// takes note of what is new there. A draft that another program puts there in
// the same millisecond is taken for this window's too: it is not offered here,
// and waits all the same.
func (w *window) claim(ctx context.Context, p *page, fn func() error) error {
	w.order.Lock()
	defer w.order.Unlock()
	before, err := w.journal.Status(ctx)
	if err != nil {
		return err
	}
	failed := fn() // even then the page may lie there
	after, err := w.journal.Status(ctx)
	if err != nil {
		return failed // fn has told already if there is no journal to look at
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range after.Waiting {
		if !slices.ContainsFunc(before.Waiting, func(b journal.Waiting) bool { return b.Record == d.Record }) {
			w.own[d.Record] = p
			p.claimed = true
		}
	}
	return failed
}

// page is a store.Draft of a window.
type page struct {
	draft   *store.Draft
	window  *window
	claimed bool // guarded by window.mu
}

func (p *page) Save(ctx context.Context, e journal.Entry) error {
	p.window.mu.Lock()
	claimed := p.claimed
	p.window.mu.Unlock()
	if claimed {
		return p.draft.Save(ctx, e)
	}
	return p.window.claim(ctx, p, func() error { return p.draft.Save(ctx, e) })
}

func (p *page) Keep(ctx context.Context, e journal.Entry) (tui.Kept, error) {
	kept, err := p.draft.Keep(ctx, e)
	if err != nil {
		return nil, err
	}
	p.leave()
	return kept, nil
}

func (p *page) Discard(ctx context.Context) error { return p.draft.Discard(ctx) }

func (p *page) Forget() {
	p.draft.Forget()
	p.leave()
}

// leave gives the page up: what lies in the file of it waits from now on.
func (p *page) leave() {
	p.window.mu.Lock()
	defer p.window.mu.Unlock()
	for record, owner := range p.window.own {
		if owner == p {
			delete(p.window.own, record)
		}
	}
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
	p := &page{window: u.window}
	var e journal.Entry
	err := u.window.claim(ctx, p, func() (err error) {
		p.draft, e, err = u.Unlocked.Adopt(ctx, d)
		return err
	})
	if err != nil {
		return nil, journal.Entry{}, err
	}
	return p, e, nil
}
