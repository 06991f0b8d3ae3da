package tui

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/page"
	"shakeoff/tui/words"
)

// What can be wrong beside what package journal names.
var (
	// errBroken is a fault of the program itself. What exactly is never told: a
	// panic's value may hold words.
	errBroken = errors.New("a screen has failed")
	errGone   = errors.New("the journal is gone")
	// errNotWeighed and errNotBurnt are about a page that is kept already.
	errNotWeighed = errors.New("the second weight is not saved")
	errNotBurnt   = errors.New("the page is not burnt")
	// errNotExported is an export of which no file was written.
	errNotExported = errors.New("the export is not written")
)

// say turns an error into the one line that is shown: what happened, and what
// to do next.
func say(p words.Problems, err error) string {
	var n page.NotTaken
	if errors.As(err, &n) {
		switch {
		case n.Rescue.Path != "":
			return fmt.Sprintf(p.Rescued, editor.Safe(n.Rescue.Path))
		case n.Rescue.Tried:
			return p.NotRescued
		}
		return say(p, n.Err) + " " + p.Rescue
	}
	lines := []struct {
		is   error
		line string
	}{
		{errBroken, p.Broken},
		{errGone, p.Gone},
		{errNotWeighed, p.NotWeighed},
		{errNotBurnt, p.NotBurnt},
		{errNotExported, p.NotExported},
		{journal.ErrFull, p.Full},
		{journal.ErrReadOnly, p.ReadOnly},
		{journal.ErrInUse, p.InUse},
		{journal.ErrForbidden, p.Forbidden},
		{journal.ErrNotJournal, p.NotJournal},
		{journal.ErrDamaged, p.Damaged},
		{journal.ErrNewer, p.Newer},
		{page.ErrUnsaved, p.NotSaved},
		{journal.ErrLocked, p.Locked},
		{journal.ErrPassphrase, p.Passphrase},
		{journal.ErrChanged, p.Changed},
		{journal.ErrNotFound, p.NotFound},
	}
	for _, l := range lines {
		if errors.Is(err, l.is) {
			return l.line
		}
	}
	return p.Unknown
}

// trouble tells what went wrong with reading. Where another window has changed the
// lock, what we hold is of no use any more.
func (e env) trouble(err error) tea.Cmd {
	if errors.Is(err, journal.ErrLocked) {
		return e.app.Relock()
	}
	e.app.Problem(err)
	return nil
}

// readInPart says of an error that what came with it can be shown: a damaged
// journal still gives all that can be read of it.
func readInPart(err error) bool { return errors.Is(err, journal.ErrDamaged) }
