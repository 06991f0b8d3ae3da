package tui

import (
	"context"
	"errors"

	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
)

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
func keepOrRescue(ctx context.Context, keeper *page.Autosaver, k keep) keptMsg {
	kept, err := keeper.File(ctx, k.entry)
	msg := keptMsg{kept: kept, err: err}
	if err != nil && k.rescue && !errors.Is(err, journal.ErrInUse) {
		path, _ := keeper.Rescue(ctx, k.entry) // why not matters less than that it is not
		msg.rescue = rescue{tried: true, path: path}
	}
	return msg
}
