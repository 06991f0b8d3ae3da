package tui

import (
	"context"
	"slices"
	"time"

	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

// screen is one room or one dialog: a plain struct that changes only in
// update, draws itself from its own state, and never does I/O by itself.
type screen interface {
	// update takes a key, a paste or the result of this screen's own command.
	// Keys come already routed: what the root keeps to itself (ctrl+c, esc,
	// ctrl+l, and outside of text the room numbers and help) never arrives.
	update(e env, msg tea.Msg) tea.Cmd
	// view draws the screen into e.width × e.height cells, the first two cells of
	// every line being the gutter.
	view(e env) frame
	// place says which part of the key table holds here just now; it drives
	// the footer, the help and what counts as a clash.
	place() place
	// typing says that a printable key is text here: global letters and
	// numbers are not taken by the root.
	typing() bool
}

// gutter is how many cells at the left of every line a screen keeps for the
// bar: "┃ " beside the open step or the chosen row, two spaces elsewhere.
const gutter = 2

// escaper is a screen with something of its own to leave before esc covers it,
// or closes it if it is a dialog: a reader in front of its list, a work under way.
type escaper interface {
	// escape says whether it took the key, and what follows from it.
	escape(e env) (cmd tea.Cmd, taken bool)
}

// muter is a screen in which a key of its place may have nothing to do just now.
// Neither the footer nor help names it then.
type muter interface{ mutes(a action) bool }

// muted leaves out of rows what a screen mutes.
func muted(s screen, rows []binding) []binding {
	m, ok := s.(muter)
	if !ok {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(b binding) bool { return m.mutes(b.action) })
}

// sealer is a room with words of its own that are not a page's. seal returns the
// work that brings them to disk as they stand now, nil if they are there already. The
// root does it before anything is forgotten or closed; forget says that the room
// will be.
type sealer interface {
	seal(e env, forget bool) func(ctx context.Context) error
}

// wiper is a dialog that holds a secret. wipe forgets it; it is called as soon as
// the dialog is gone, however that came.
type wiper interface{ wipe() }

// frame is what a screen draws: its lines, and where the terminal's own cursor
// stands, in cells from the frame's top left; nil for no cursor.
type frame struct {
	lines  []string
	cursor *tea.Position
	aside  string // one quiet line above the keys, where nothing else has to be said

	targets []target // what takes the mouse
	words   bool     // words are being written here, so the mouse is left to the terminal
}

// move moves everything but the lines themselves, which were put elsewhere.
func (f *frame) move(right, down int) {
	if f.cursor != nil {
		f.cursor.X += right
		f.cursor.Y += down
	}
	for i := range f.targets {
		f.targets[i].x += right
		f.targets[i].y += down
	}
}

// env is all that a screen may know of the world around it, made anew by the
// root for every call. It holds no state of its own.
type env struct {
	app      app
	opts     *Options
	keys     keyTable
	theme    theme.Theme
	words    words.Words
	width    int // cells the screen may use, gutter included; margins are the root's
	height   int
	compact  bool          // under 60×20: one thing at a time
	tiny     bool          // under 40×12: words are still taken, enter is not
	hidden   bool          // something covers it, or another room is open
	status   page.Status   // as last asked
	known    bool          // the status was asked: until then it says nothing
	unlocked page.Unlocked // nil while locked
	now      time.Time
	// shiftEnter says that the terminal reports shift+enter.
	shiftEnter bool
	cells      editor.Cells // how the terminal counts, for what the cursor stands in
	// do makes a command of work: the one way to the journal. It stamps the
	// visit, so that results that come after a screen was left are dropped,
	// cancels ctx when the visit ends, and turns a panic into an error message
	// without its value.
	do func(work func(ctx context.Context) tea.Msg) tea.Cmd
	// after is Options.After for this screen: msg comes to it when d has passed,
	// unless its visit has ended.
	after func(d time.Duration, msg tea.Msg) tea.Cmd
}

// action returns what a key asks for in a place, or "".
func (e env) action(p place, msg tea.KeyPressMsg) action { return e.keys.find(p, msg) }

// local is a time as the clock on this wall would have shown it. What is filed
// keeps the offset of where it was written.
func (e env) local(t time.Time) time.Time { return t.In(e.now.Location()) }

// What the root tells the rooms.
type (
	// openEntry tells Review which entry is to be read. It comes right after
	// entered.
	openEntry struct{ id journal.ID }
	// unlockedMsg tells every room that the journal is open for reading now.
	unlockedMsg struct{ unlocked page.Unlocked }
	// lockedMsg tells every room that the journal was locked: what was written is
	// sealed already, and whatever is in memory is to be forgotten. A new visit
	// has begun.
	lockedMsg struct{}
	// entered tells a room that it is in sight, also after a cover. It does not
	// begin a new visit: the visit to a room lasts until the journal is locked or
	// the rooms are made anew, so timers and work go on while a room is covered
	// or another is open, and their results still come. Work that may be writing
	// is not to be begun again on entered.
	entered struct{}
	// statusMsg tells the rooms how the file stands.
	statusMsg struct{ page.Status }
	// failed tells a screen that its own work broke down, and will not answer.
	failed struct{}
)

// late is a result that holds something, or has changed the file. Late is called
// when it comes after its visit has ended and nobody takes it: it lets go of what
// the result holds. It may wait for a disk.
type late interface{ Late() }

// Room is one of the four rooms.
type Room int

// The rooms, in the order of the header and of their numbers.
const (
	Write Room = iota
	Review
	Ready
	Patterns
)
