// Package tui is the program in the terminal: the root model, and the dialogs that lie
// on top of the rooms.
//
// Data flows one way: a key comes to the root, the root gives it to a screen, the
// screen changes its own state and may return a command, the command talks to the
// journal, and its result comes back as a message. Only Update changes state, only
// commands do I/O, and only the root is a tea.Model: a screen is a plain struct behind
// kit.Screen.
//
// It may import package journal (what an entry is), its own packages below it, and the
// terminal libraries. It never imports package store: what is needed of the journal
// file is declared in tui/page, and cmd/shakeoff adapts the one to the other. So no
// screen can reach the file, hold it open, or read from it before it was unlocked.
//
// Rejected: nested tea.Models (every level repeats the routing, and keys are lost
// between them), a tree of components with their own commands, and glamour or huh for
// text and forms (start time and binary size, and forms that ask one screen at a time).
package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/input"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/theme"
	"shakeoff/tui/write"
)

// Model is the program: it owns the rooms and what lies on top of them, the size and look of
// the terminal, and who gets a key.
type Model struct {
	opts  *kit.Options
	keys  kit.KeyTable
	own   *lifetime // of the root itself; it never ends
	rooms []*stackItem
	room  kit.Room
	// stack lie on the room, the last on top: dialogs, and at most one cover.
	stack []*stackItem
	bared time.Time // when something was taken off it last

	theme         *theme.Theme
	width, height int
	cells         editor.Cells // as the terminal counts them

	status    page.Status
	known     bool             // the status was asked
	asking    bool             // it is being asked
	held      []func() tea.Cmd // unlockings that go on once it is known
	unlocked  page.Unlocked    // nil while locked
	stale     bool             // another window has changed the lock: unlocked is of no use
	opening   *lifetime        // of the screen for which it is being unlocked without a passphrase
	locking   *lifetime        // a lock is being set
	lockSet   bool             // the lock was set in this sitting
	finishing bool             // what is pending in the file is being done

	deletions []kit.Deletion // what can still be taken back, the oldest first
	underway  []journal.ID   // what is being deleted, and cannot be taken back
	counting  bool           // a tick for them is pending

	problem error  // shown until it is solved
	notice  string // shown until the next key

	leaving   leaving   // what goes on behind the cover
	next      *kit.Room // where to go once that is done
	closeHint bool      // ctrl+c could not save: once more closes all the same
	blank     bool      // the last frame shows nothing
	broken    bool      // a view has failed

	at      kit.KeyContext // whose keys hold
	since   time.Time      // and since when
	pressed time.Time      // the last key
	idling  time.Duration  // for how long the idle tick waits that is pending; 0 for none
}

// New returns the program, ready to run. Init makes what it consists of.
func New(o kit.Options) *Model {
	return &Model{
		opts: &o, own: newLifetime(), room: o.Room,
		width: assumedWidth, height: assumedHeight, cells: editor.ByRune,
	}
}

// dress chooses the styles: without colours, which can be read on any background, until it is known.
func (m *Model) dress() {
	profile := m.opts.Profile
	if m.opts.Unlit && m.opts.Look != theme.Dark && m.opts.Look != theme.Light {
		profile = colorprofile.ASCII
	}
	m.theme = theme.New(m.opts.Look, m.opts.Dark, profile)
}

// Init makes the rooms, and asks the terminal for its background and the journal how it stands.
// The first frame waits for neither.
func (m *Model) Init() tea.Cmd {
	m.keys = kit.NewKeyTable()
	m.dress()
	m.pressed, m.bared = m.opts.Now(), m.opts.Now()
	if m.opts.ASCII {
		m.notice = m.opts.Words.Write.LettersLost
	}
	m.newRooms()
	return tea.Batch(tableWidths, tea.RequestBackgroundColor, m.AskStatus(), m.wakeLater(), m.deliver(m.rooms[m.room], kit.Entered{}))
}

// tableWidths has the library build its table of widths, which takes 2 ms, while Bubble Tea
// waits for its first tick, and not in the first frame.
func tableWidths() tea.Msg {
	ansi.StringWidthWc(theme.BarAcross)
	return nil
}

// Update is the one place where anything changes. A panic costs the screen, never the words, which
// the autosaver holds, and its value is never printed.
func (m *Model) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	defer func() {
		if recover() != nil {
			model, cmd = m, m.mend()
		}
	}()
	if m.broken {
		return m, m.mend()
	}
	cmd = m.update(msg)
	if at := m.keyContext(m.top()); at != m.at {
		m.at, m.since = at, m.opts.Now()
	}
	return m, cmd
}

func (m *Model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		return m.paste(msg)
	case tea.MouseClickMsg:
		return m.pointed(tea.Mouse(msg))
	case tea.MouseWheelMsg:
		return m.pointed(tea.Mouse(msg))
	case tea.WindowSizeMsg:
		if msg.Width > 0 && msg.Height > 0 {
			m.width, m.height = msg.Width, msg.Height
		}
	case tea.BackgroundColorMsg:
		m.opts.Dark, m.opts.Unlit = msg.IsDark(), false
		m.dress()
	case tea.ModeReportMsg: // Bubble Tea turns the mode on wherever that can be done
		if v := msg.Value; msg.Mode == ansi.ModeUnicodeCore && (v.IsSet() || v == ansi.ModeReset) {
			m.cells = editor.ByGrapheme
		}
	case input.Measured:
		return m.measured(editor.Measured(msg))
	case tea.FocusMsg:
		return m.deliver(m.rooms[m.room], msg)
	case tea.BlurMsg:
		return tea.Batch(m.deliver(m.rooms[m.room], msg), m.onBlur())
	case Suspend:
		return m.leave(leaveSuspended)
	case tea.ResumeMsg:
		m.cover()
	case idleMsg:
		return m.idle(msg)
	case result:
		return m.result(msg)
	}
	return nil
}

// measured takes how the terminal counts where it does not tell. Bubble Tea counts by grapheme if it
// is told that the terminal always does; else it goes on by code point, which is as near as it gets.
func (m *Model) measured(c editor.Cells) tea.Cmd {
	if m.cells == editor.ByGrapheme {
		return nil
	}
	if c == editor.ByGrapheme {
		return func() tea.Msg { return tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModePermanentlySet} }
	}
	m.cells = c
	return nil
}

func (m *Model) top() *stackItem {
	if n := len(m.stack); n > 0 {
		return m.stack[n-1]
	}
	return m.rooms[m.room]
}

// keyContext says which keys hold on a screen. While locked, a room that reads has those that lead
// to the passphrase.
func (m *Model) keyContext(l *stackItem) kit.KeyContext {
	if m.locked() && slices.Contains(m.rooms[kit.Review:kit.Settings], l) {
		return kit.InSealed
	}
	return l.screen.KeyContext()
}

func (m *Model) locked() bool { return m.unlocked == nil && m.known && m.status.Locked }

func (m *Model) deliver(l *stackItem, msg tea.Msg) tea.Cmd {
	return l.screen.Update(m.env(l), msg)
}

// Pop is app.Pop.
func (m *Model) Pop(dialog kit.Screen) {
	if i := slices.IndexFunc(m.stack, func(l *stackItem) bool { return l.screen == dialog }); i >= 0 {
		m.stack[i].end()
		m.stack = slices.Delete(slices.Clone(m.stack), i, i+1)
		m.bared = m.opts.Now()
	}
}

func (m *Model) clear() {
	for _, l := range m.stack {
		l.end()
	}
	m.stack, m.bared = nil, m.opts.Now()
}

// open goes to a room.
func (m *Model) open(r kit.Room) tea.Cmd {
	m.clear()
	m.room = r
	return m.enter()
}

// enter goes on in the room. What it shows may have changed since it was left, so the
// file is looked at again.
func (m *Model) enter() tea.Cmd {
	m.solved()
	return tea.Batch(m.deliver(m.rooms[m.room], kit.Entered{}), m.AskStatus())
}

// solved clears the problem, unless there still are words that exist only in memory.
func (m *Model) solved() {
	if !m.opts.Autosaver.Pending() {
		m.problem = nil
	}
}

// OpenReview is app.OpenReview.
func (m *Model) OpenReview(what tea.Msg) tea.Cmd {
	return tea.Batch(m.open(kit.Review), m.deliver(m.rooms[kit.Review], what))
}

// Changed is app.Changed.
func (m *Model) Changed() tea.Cmd {
	m.dress()
	if w := m.rooms[kit.Write]; m.opts.Autosaver.Empty() && w.screen.KeyContext() == kit.InAnswer {
		w.end() // a page on which nothing stands asks in the language of now
		m.rooms[kit.Write] = newStackItem(write.New(m.opts))
	}
	return tea.Batch(m.wakeLater(), m.AskStatus())
}

// Cover is app.Cover.
func (m *Model) Cover(said string) tea.Cmd {
	cmd := m.leave(leaveCovered)
	onStack[*cover](m).done = said
	return cmd
}

// Relock is app.Relock. It comes back to ask for the passphrase, unless the screen
// was covered meanwhile.
func (m *Model) Relock() tea.Cmd {
	m.stale = true
	if !m.covered() {
		room := m.room
		m.next = &room
	}
	return m.leave(leaveLocked)
}

// OfferLock is app.OfferLock.
func (m *Model) OfferLock() {
	if page.LockOffer(m.status) != 0 {
		m.Push(&lockOffer{root: m, stage: kit.InOffer})
	}
}

// Problem is app.Problem.
func (m *Model) Problem(err error) { m.problem = err }

// Notice is app.Notice.
func (m *Model) Notice(text string) { m.notice = text }
