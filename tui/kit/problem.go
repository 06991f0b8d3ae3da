package kit

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/page"
	"shakeoff/tui/words"
)

// What can go wrong, in addition to what package journal names.
var (
	// ErrBroken is a fault of the program itself. What exactly is never told: a
	// panic's value may hold words.
	ErrBroken = errors.New("a screen has failed")
	// ErrNotWeighed and ErrNotBurnt are about a page that is kept already.
	ErrNotWeighed = errors.New("the second weight is not saved")
	ErrNotBurnt   = errors.New("the page is not burnt")
	// ErrNotDeleted is an entry that was to be deleted, and is still there.
	ErrNotDeleted = errors.New("the entry is not deleted")
	// ErrNotRemoved is an exported file that could not be deleted.
	ErrNotRemoved = errors.New("the exported file is not deleted")
	// ErrNotExported is an export that wrote no file.
	ErrNotExported = errors.New("the export is not written")
	// ErrNotSet is a setting that could not be kept. ErrNotUsed is one that is, in a file that is
	// not used as it stands.
	ErrNotSet  = errors.New("the setting is not kept")
	ErrNotUsed = errors.New("the settings are not used as they stand")
)

// Say turns an error into the one line that is shown: what happened, and what
// to do next.
func Say(p words.Problems, err error) string {
	var n page.NotTaken
	if errors.As(err, &n) {
		switch {
		case n.Rescue.Path != "":
			return fmt.Sprintf(p.Rescued, editor.Safe(n.Rescue.Path))
		case n.Rescue.Tried:
			return p.NotRescued
		}
		// A line that ends with a command has no full stop, which would read as a part of it.
		return strings.TrimSuffix(Say(p, n.Err), ".") + ". " + p.Rescue
	}
	lines := []struct {
		is   error
		line string
	}{
		{ErrBroken, p.Broken},
		{ErrNotWeighed, p.NotWeighed},
		{ErrNotBurnt, p.NotBurnt},
		{ErrNotDeleted, p.NotDeleted},
		{ErrNotExported, p.NotExported},
		{ErrNotRemoved, p.NotRemoved},
		{ErrNotSet, p.NotSet},
		{ErrNotUsed, p.NotUsed},
		{journal.ErrGone, p.Gone},
		{journal.ErrReplaced, p.Replaced},
		{journal.ErrFull, p.Full},
		{journal.ErrReadOnly, p.ReadOnly},
		{journal.ErrInUse, p.InUse},
		{journal.ErrNoLocks, p.NoLocks},
		{journal.ErrForbidden, p.Forbidden},
		{journal.ErrNotJournal, p.NotJournal},
		{journal.ErrOlder, p.Older},
		{journal.ErrMissing, p.Missing},
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

// Because says what failed, and why; nil if nothing did.
func Because(failed, why error) error {
	if why == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", failed, why)
}

// Trouble tells what went wrong with reading, if anything did. If another window has changed the
// lock, what was unlocked here is of no use any more.
func (e Env) Trouble(err error) tea.Cmd {
	switch {
	case errors.Is(err, journal.ErrLocked):
		return e.App.Relock()
	case err != nil:
		e.App.Problem(err)
	}
	return nil
}

// Readable says that what came with an error can be shown: a damaged journal still gives all that
// can be read.
func Readable(err error) bool { return err == nil || errors.Is(err, journal.ErrDamaged) }
