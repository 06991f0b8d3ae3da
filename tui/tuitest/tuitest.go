// Package tuitest is the test kit of the screens. It pumps messages through a
// tea.Model in the test's own goroutine, with a clock that moves only when told
// to, and draws the settled view: as text, for assertions and for goldens that a
// review can read, and as SVG, for the pictures of the README and the colours.
//
// It imports Bubble Tea, what Bubble Tea draws with, a diff, and the standard
// library; never the program, so that every package of the program can use it.
//
// Rejected: teatest, which runs a real program and compares a stream of cell
// differences, so a test must wait and guess; a terminal emulator, which belongs
// to the few tests of the real binary; PNG goldens, which no review can read.
package tuitest

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// maxSteps bounds the commands that one message may lead to. A model that keeps
// answering itself fails its test instead of hanging it.
const maxSteps = 10_000

// Drive holds a model and plays Bubble Tea's part for it. Commands run one by one; a command that
// blocks hangs the test, so time must come from a Clock. What a program asks its terminal, the
// test answers as a message.
type Drive struct {
	t         testing.TB
	model     tea.Model
	w, h      int
	dark      bool
	quit      bool
	suspended int
}

// New starts m in a terminal of w×h cells with a dark background: it runs Init
// and what follows from it, then sends the size.
func New(t testing.TB, m tea.Model, w, h int) *Drive {
	t.Helper()
	d := &Drive{t: t, model: m, dark: true}
	d.run(m.Init())
	d.Resize(w, h)
	return d
}

// Send gives the messages to the model, each with everything that follows from
// it before the next. After the model has quit nothing reaches it any more.
func (d *Drive) Send(msgs ...tea.Msg) {
	d.t.Helper()
	for _, msg := range msgs {
		d.run(func() tea.Msg { return msg })
	}
}

// run settles one command: it and the commands that its messages lead to.
func (d *Drive) run(first tea.Cmd) {
	d.t.Helper()
	todo := []tea.Cmd{first}
	for steps := 0; len(todo) > 0 && !d.quit; steps++ {
		if steps == maxSteps {
			d.t.Fatalf("not settled after %d commands; is a tick not on the Clock?", maxSteps)
		}
		cmd := todo[0]
		todo = todo[1:]
		if cmd == nil {
			continue
		}
		msg := cmd()
		if inner, ok := commands(msg); ok {
			todo = append(inner, todo...)
			continue
		}
		todo = append(todo, d.update(msg))
	}
}

// update does with a message what Bubble Tea's event loop does: everything but nil
// and quitting goes to the model.
func (d *Drive) update(msg tea.Msg) (cmd tea.Cmd) {
	switch msg := msg.(type) {
	case nil:
		return nil
	case tea.QuitMsg, tea.InterruptMsg:
		d.quit = true
		return nil
	case tea.SuspendMsg:
		d.suspended++
	case tea.WindowSizeMsg:
		d.w, d.h = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		d.dark = msg.IsDark()
	}
	d.model, cmd = d.model.Update(msg)
	return cmd
}

// commands returns the commands inside a tea.Batch or tea.Sequence, as a new
// slice. The type of a sequence is not exported, so it is known by its shape.
func commands(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if !v.IsValid() || v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	cmds := make([]tea.Cmd, v.Len())
	reflect.Copy(reflect.ValueOf(cmds), v)
	return cmds, true
}

// Resize gives the terminal another size, in cells.
func (d *Drive) Resize(w, h int) {
	d.t.Helper()
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Background tells the model, as a terminal would, that its background is dark
// or light, and draws frames on it from now on.
func (d *Drive) Background(dark bool) {
	d.t.Helper()
	_, background, _ := window(dark)
	d.Send(tea.BackgroundColorMsg{Color: lipgloss.Color(background)})
}

// Model returns the model as the last message left it.
func (d *Drive) Model() tea.Model { return d.model }

// Quit tells whether the model has quit or was interrupted.
func (d *Drive) Quit() bool { return d.quit }

// Suspended tells how often the model has suspended the program. The test sends
// tea.ResumeMsg when it pleases.
func (d *Drive) Suspended() int { return d.suspended }

// Frame returns what the terminal shows now.
func (d *Drive) Frame() Frame { return NewFrame(d.model.View(), d.w, d.h, d.dark) }

// Text returns the screen as plain text; see Frame.Text.
func (d *Drive) Text() string { return d.Frame().Text() }

// SVG returns the screen as a picture; see Frame.SVG.
func (d *Drive) SVG() []byte { return d.Frame().SVG() }

// Golden returns the screen for a golden of text; see Frame.Golden. A line wider
// than the terminal fails the test.
func (d *Drive) Golden(heading string) string {
	d.t.Helper()
	if got := d.Widest(); got > d.w {
		d.t.Errorf("%s: a line takes %d cells of %d", heading, got, d.w)
	}
	return d.Frame().Golden(heading)
}

// Cursor returns the cell that the cursor is on, counted from 0 at the top left,
// and whether it is shown at all.
func (d *Drive) Cursor() (x, y int, shown bool) {
	c := d.model.View().Cursor
	if c == nil {
		return 0, 0, false
	}
	return c.X, c.Y, true
}

// Widest returns the width in cells of the widest line that the model drew,
// before the terminal cuts it off.
func (d *Drive) Widest() int {
	widest := 0
	for line := range strings.Lines(d.model.View().Content) {
		widest = max(widest, ansi.StringWidth(line))
	}
	return widest
}
