package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
)

// rescuer is a Draft that can put its page into a file of its own elsewhere,
// sealed as the journal is, when the journal itself cannot be written. The path
// is as a person would be told.
type rescuer interface {
	Rescue(ctx context.Context, e journal.Entry) (path string, err error)
}

// Rescue puts e, the current page, into a file of its own elsewhere. The page
// stays here as it is, to be kept or flushed once that can be done.
func (k *Keeper) Rescue(ctx context.Context, e journal.Entry) (path string, err error) {
	if err := k.take(ctx); err != nil {
		return "", err
	}
	defer k.give()

	k.mu.Lock()
	p := k.leaf
	if p == nil {
		p = k.put(e)
	}
	p.busy = true
	k.mu.Unlock()

	r, ok := p.draft.(rescuer)
	if err = errors.ErrUnsupported; ok {
		path, err = r.Rescue(ctx, e)
	}

	k.mu.Lock()
	defer k.mu.Unlock()
	k.end(p)
	return path, err
}

// rescue is what became of the attempt to put a page elsewhere.
type rescue struct {
	tried bool
	path  string // "" if that was not possible either
}

// notTaken is a page that the journal did not take, whose words are still on
// the screen: the error, and what became of a rescue of it so far.
type notTaken struct {
	rescue rescue
	err    error
}

func (n notTaken) Error() string { return n.err.Error() }
func (n notTaken) Unwrap() error { return n.err }

// rescues says whether keeping the page as it is puts it elsewhere if it fails
// again: once it has failed, and unless these words lie there already.
func (w *write) rescues() bool { return w.warned && w.rescue.path == "" }

// trouble says that the page is not in the journal, and where else it is or
// could be. A journal that somebody else holds cannot even be asked to whom a
// page would be sealed; and it will be let go.
func (w *write) trouble(err error) tea.Cmd {
	w.warned = true
	said := unsaved(err)
	if !errors.Is(err, journal.ErrInUse) {
		said = notTaken{w.rescue, said}
	}
	return send(problem{said})
}

// keepOrRescue files the page, and where that fails, and it was asked for,
// puts it elsewhere.
func keepOrRescue(ctx context.Context, keeper *Keeper, k keep) keptMsg {
	kept, err := keeper.Keep(ctx, k.entry)
	msg := keptMsg{kept: kept, err: err}
	if err != nil && k.rescue && !errors.Is(err, journal.ErrInUse) {
		path, _ := keeper.Rescue(ctx, k.entry) // why not matters less than that it is not
		msg.rescue = rescue{tried: true, path: path}
	}
	return msg
}
