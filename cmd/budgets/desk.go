package main

import (
	"context"
	"reflect"

	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store"
	"shakeoff/store/journal"
)

// desk is a store.Journal as the screens want it: what cmd/shakeoff/wire.go is
// to the program, without backups and without a second window. Without a journal
// its pages are kept by nobody.
type desk struct{ journal *store.Journal }

// Status says that every offer was made: what is measured is not interrupted.
func (d desk) Status(ctx context.Context) (page.Status, error) {
	out := page.Status{Offered: map[page.Offer]bool{page.OfferLock: true, page.OfferRecovery: true}}
	if d.journal == nil {
		return out, nil
	}
	s, err := d.journal.Status(ctx)
	out.Exists, out.Locked, out.Entries = s.Exists, s.Locked, s.Entries
	return out, err
}

// Unlock opens the journal.
func (d desk) Unlock(ctx context.Context, secret []byte) (page.Unlocked, error) {
	u, err := d.journal.Unlock(ctx, secret)
	if err != nil {
		return nil, err
	}
	return reader{u}, nil
}

// NewDraft returns a page.
func (d desk) NewDraft() page.Draft {
	if d.journal == nil {
		return nobody{}
	}
	return draft{d.journal.NewDraft()}
}

// FileWaiting, MarkOffered and FinishPending have nothing to do here.
func (d desk) FileWaiting(context.Context, journal.Waiting) error { return nil }

// MarkOffered notes nothing: every offer counts as made.
func (d desk) MarkOffered(context.Context, page.Offer) error { return nil }

// FinishPending owes nothing: nothing is taken out here.
func (d desk) FinishPending(context.Context) error { return nil }

type draft struct{ *store.Draft }

func (p draft) File(ctx context.Context, e journal.Entry) (page.Filed, error) {
	return p.Draft.File(ctx, e)
}

type reader struct{ *store.Unlocked }

func (r reader) Adopt(ctx context.Context, w journal.Waiting) (page.Draft, journal.Entry, error) {
	d, e, err := r.Unlocked.Adopt(ctx, w)
	return draft{d}, e, err
}

func (r reader) Delete(ctx context.Context, ids ...journal.ID) error {
	return r.Unlocked.Delete(ctx, store.Deleted, ids...)
}

func (r reader) Burn(ctx context.Context, ids ...journal.ID) error {
	return r.Unlocked.Delete(ctx, store.Burnt, ids...)
}

// nobody is a page that is nowhere.
type nobody struct{}

func (nobody) Save(context.Context, journal.Entry) error { return nil }
func (nobody) File(context.Context, journal.Entry) (page.Filed, error) {
	return nil, journal.ErrReadOnly
}
func (nobody) Discard(context.Context) error                         { return nil }
func (nobody) Rescue(context.Context, journal.Entry) (string, error) { return "", journal.ErrReadOnly }
func (nobody) Forget()                                               {}

// settle runs a command and all that follow from it, as Bubble Tea does, but
// one after the other.
func settle(m tea.Model, first tea.Cmd) {
	for todo := []tea.Cmd{first}; len(todo) > 0; {
		cmd := todo[0]
		if todo = todo[1:]; cmd == nil {
			continue
		}
		msg := cmd()
		// A batch, or a sequence, whose type is not exported.
		if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() {
				todo = append(todo, v.Index(i).Interface().(tea.Cmd)) //nolint:forcetypeassert // just looked
			}
			continue
		}
		if msg != nil {
			_, next := m.Update(msg)
			todo = append(todo, next)
		}
	}
}

// Rescue is for a journal that cannot be written, which none here is.
func (p draft) Rescue(ctx context.Context, e journal.Entry) (string, error) {
	return "", journal.ErrReadOnly
}
