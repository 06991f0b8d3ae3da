// Package kit is what rooms and dialogs are made of: what a screen is and may know
// of the world around it, what it draws, the key table, lists, fields and scales, and
// a page as it is written on the screen.
//
// It imports tui/page and what lies below it, Bubble Tea and Lip Gloss, and never a
// room: the root puts the rooms together, and rooms ask it for what concerns others
// through App. Rejected: messages for such questions, which took nine rounds to keep
// one edit; a key table for each room, since none of them could tell whether two clash.
package kit

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/page"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

// Screen is one room or one dialog: a plain struct that changes only in
// Update, draws itself from its own state, and never does I/O by itself.
type Screen interface {
	// Update takes a key, a paste or the result of this screen's own command. What the root
	// keeps to itself (ctrl+c, esc, ctrl+l, room numbers outside of text) never arrives.
	Update(e Env, msg tea.Msg) tea.Cmd
	// View draws the screen into e.Width × e.Height cells, the first two cells of
	// every line being the gutter.
	View(e Env) Frame
	// KeyContext says which part of the key table holds here just now: it drives the
	// footer, the help, and whether a printable key is text. In a room that reads, while
	// the journal is locked, InSealed holds instead.
	KeyContext() KeyContext
}

// Gutter is how many cells at the left of every line a screen keeps for the
// bar: "┃ " beside the open step or the chosen row, two spaces elsewhere.
const Gutter = 2

// Escaper is a screen with something of its own to leave before esc covers it,
// or closes it if it is a dialog: a reader in front of its list, a work under way.
type Escaper interface {
	// Escape says whether it took the key, and what follows from it.
	Escape(e Env) (cmd tea.Cmd, taken bool)
}

// Disabler is a screen in which a key of its context may have nothing to do just now.
// Neither the footer nor help names it then.
type Disabler interface{ Disables(a Action) bool }

// Enabled leaves out the rows of keys that have nothing to do just now.
func Enabled(s Screen, rows []Binding) []Binding {
	m, ok := s.(Disabler)
	if !ok {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(b Binding) bool { return m.Disables(b.Action) })
}

// Sealer is a room with words of its own that are not a page's. Seal returns the work that brings
// them to disk as they stand now, nil if there is none; forget says that the room will be forgotten.
type Sealer interface {
	Seal(e Env, forget bool) func(ctx context.Context) error
}

// Wiper is a dialog that holds a secret. Wipe forgets it, and is called as soon as the dialog is
// gone for whatever reason.
type Wiper interface{ Wipe() }

// Hider is a dialog that may show a secret. Hide stops that; it is called as soon as
// something else is laid on top.
type Hider interface{ Hide() }

// Frame is what a screen draws: its lines, and where the terminal's own cursor
// stands, in cells from the frame's top left; nil for no cursor.
type Frame struct {
	Lines  []string
	Cursor *tea.Position
	Hint   string // one quiet line above the keys, unless there is something else to say

	Targets []Target // what takes the mouse
	Words   bool     // words are being written here, so the mouse is left to the terminal
}

// Move moves everything but the lines, for when those were put elsewhere.
func (f *Frame) Move(right, down int) {
	if f.Cursor != nil {
		f.Cursor.X += right
		f.Cursor.Y += down
	}
	for i := range f.Targets {
		f.Targets[i].X += right
		f.Targets[i].Y += down
	}
}

// Env is all that a screen may know of the world around it, made anew by the
// root for every call. It holds no state of its own.
type Env struct {
	App      App
	Opts     *Options
	Keys     KeyTable
	Theme    *theme.Theme
	Words    *words.Words
	Width    int // cells the screen may use, gutter included; margins are the root's
	Height   int
	Compact  bool          // under 60×20: one thing at a time
	Tiny     bool          // under 40×12: text is still taken, enter is not
	Hidden   bool          // something covers it, or another room is open
	Status   page.Status   // as last asked
	Known    bool          // the status was asked: until then it says nothing
	Troubled bool          // the problem line says what is wrong, and nothing under way will mend it
	Unlocked page.Unlocked // nil while locked
	Locked   bool          // a lock is set, and the passphrase has not come yet
	// Deletions can still be taken back, the oldest first; Underway are those that cannot.
	Deletions []Deletion
	Underway  []journal.ID
	Now       time.Time
	Since     time.Time    // when something else was on top, or covered it, last
	Cells     editor.Cells // how the terminal counts, for what the cursor stands in
	// Do makes a command of work: the one way to the journal. What comes after the screen was
	// left is dropped, ctx is cancelled then, and a panic becomes Failed, without its value.
	Do func(work func(ctx context.Context) tea.Msg) tea.Cmd
	// After is Options.After for this screen: msg comes to it when d has passed,
	// unless its lifetime has ended.
	After func(d time.Duration, msg tea.Msg) tea.Cmd
}

// Deletion is an entry that will be deleted when its time has come, unless that is taken back.
type Deletion struct {
	ID  journal.ID
	Due time.Time
}

// TakesBack says that the deletion of an entry can be taken back, and for how many seconds, or that
// it is under way; "" for any other entry.
func (e Env) TakesBack(id journal.ID) string {
	if slices.Contains(e.Underway, id) {
		return e.Words.Change.Working
	}
	for _, d := range e.Deletions {
		if d.ID == id {
			left := d.Due.Sub(e.Now) + time.Second - 1 // rounded up
			return fmt.Sprintf(e.Words.Change.TakeBack, max(0, int(left/time.Second)))
		}
	}
	return ""
}

// Action returns what a key asks for in a context, or "".
func (e Env) Action(p KeyContext, msg tea.KeyPressMsg) Action { return e.Keys.Find(p, msg) }

// What the root tells the rooms.
type (
	// OpenEntry tells Review which entry is to be read. It comes right after
	// Entered.
	OpenEntry struct{ ID journal.ID }
	// OpenDay tells Review of which day the entries are to be shown. It comes right after
	// Entered.
	OpenDay struct{ Day journal.Day }
	// UnlockedMsg tells every room that the journal is open for reading now.
	UnlockedMsg struct{}
	// LockedMsg tells every room that the journal was locked: whatever is in memory is to be
	// forgotten, for it is sealed already. A new lifetime has begun.
	LockedMsg struct{}
	// Entered tells a room that it is in sight, also after a cover. Its lifetime, timers and work
	// go on while it is covered or another room is open, until the journal is locked or the rooms
	// are made anew: work that may be writing must not be started twice.
	Entered struct{}
	// StatusMsg tells the rooms how the file stands.
	StatusMsg struct{ page.Status }
	// Deleted tells the rooms which entries are gone, or are not although they were to be.
	Deleted struct{ IDs []journal.ID }
	// CalmUnlock tells Settings that a passphrase was just given only to read: a good moment for
	// its offers.
	CalmUnlock struct{}
	// Failed tells a screen that its own work broke down, and will not answer.
	Failed struct{}
)

// Then is a result of work that knows what follows from it, in the update of its own screen.
type Then func(e Env) tea.Cmd

// Late is a result that holds something, or has changed the file. Late lets go of that when it
// comes after its lifetime has ended; it may wait for a disk.
type Late interface{ Late() }

// Held is a Then that is Late.
type Held struct {
	Then
	LetGo func() // nil where the file has changed, and that is all
}

// Late is Late.Late.
func (h Held) Late() {
	if h.LetGo != nil {
		h.LetGo()
	}
}

// Room is one of the rooms.
type Room int

// The rooms, in the order of the header and of their numbers.
const (
	Write Room = iota
	Review
	Ready
	Patterns
	Settings
)

// App is what a screen may ask of the program around it, in the middle of its own update. All of it
// is done on return; a command that it returns is for the screen to hand on.
type App interface {
	// OpenReview goes to Review, and has an OpenEntry or an OpenDay shown there.
	OpenReview(what tea.Msg) tea.Cmd
	// Unlock runs then once the journal is open for reading, which may be at once. Where a
	// passphrase is needed it is asked for; then may be nil.
	Unlock(then func(e Env) tea.Cmd) tea.Cmd
	// Delete deletes an entry in ten seconds, unless that is taken back until then.
	Delete(id journal.ID) tea.Cmd
	// Cover covers the screen, and brings what is written to disk. What is said there, if anything,
	// must not tell what this is about.
	Cover(said string) tea.Cmd
	// Push lays a dialog on top of all else, and Pop takes it away.
	Push(dialog Screen)
	Pop(dialog Screen)
	// Confirm asks for the passphrase, even if the journal is open, and then runs then.
	Confirm(title, line string, then func(e Env) tea.Cmd) tea.Cmd
	// SetLock asks for a new passphrase, and RemoveLock takes the lock off. Where one is set, both
	// ask for its passphrase first.
	SetLock() tea.Cmd
	RemoveLock() tea.Cmd
	// MarkOffered notes in the file that the person was asked.
	MarkOffered(o page.Offer) tea.Cmd
	// Changed says that options were changed: what follows from them is done at once.
	Changed() tea.Cmd
	// Relock says that what was unlocked is of no use any more: another window has
	// changed the lock.
	Relock() tea.Cmd
	// OfferLock asks, once a page was filed, whether to put a lock on the journal, if it is time to.
	OfferLock()
	// AskStatus looks at the file again; the rooms hear of it by StatusMsg.
	AskStatus() tea.Cmd
	// Problem shows one line: what happened and what to do next. nil clears it.
	Problem(err error)
	// Notice shows one quiet line, until the next key.
	Notice(text string)
}

// Target is a part of a frame that the mouse can be used on. The frame carries it, so that there is
// no second notion of where things stand.
type Target struct {
	X, Y, Width, Height int    // in cells, from the top left of the frame it is part of
	Does                Action // what a click asks for; "" for nothing
	At                  int    // which row, which weight, or what the wheel moves
	Wheel               bool   // the wheel moves what is here
}

// Holds says that a cell lies on the target.
func (t Target) Holds(x, y int) bool {
	return x >= t.X && x < t.X+t.Width && y >= t.Y && y < t.Y+t.Height
}

// Picked is a click on a target, for its screen.
type Picked struct {
	Does Action
	At   int
}

// Wheeled is a turn of the wheel over a target: by a number of lines, down if positive.
type Wheeled struct{ At, By int }

// WheelLines is how far one notch of the wheel scrolls something to read.
const WheelLines = 3

// WheelAll is the part of a frame that the wheel scrolls as one.
func WheelAll(e Env) []Target {
	return []Target{{X: 0, Y: 0, Width: e.Width, Height: e.Height, Wheel: true}}
}
