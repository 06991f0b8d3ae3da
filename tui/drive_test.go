package tui_test

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

// drive holds a model and plays Bubble Tea's part for it, in the test's own goroutine. Commands run
// one by one; a command that blocks hangs the test, so time must come from a clock. What a program
// asks its terminal, the test answers as a message.
//
// Rejected: teatest, which runs a real program and compares a stream of cell differences, so a test
// must wait and guess; PNG goldens, which no review can read.
type drive struct {
	t         testing.TB
	model     tea.Model
	w, h      int
	dark      bool
	quit      bool
	suspended int
}

// newDrive starts m in a terminal of w×h cells with a dark background: it runs Init
// and what follows from it, then sends the size.
func newDrive(t testing.TB, m tea.Model, w, h int) *drive {
	t.Helper()
	d := &drive{t: t, model: m, dark: true}
	d.run(m.Init())
	d.Resize(w, h)
	return d
}

// Send gives the messages to the model, each with everything that follows from
// it before the next. After the model has quit nothing reaches it any more.
func (d *drive) Send(msgs ...tea.Msg) {
	d.t.Helper()
	for _, msg := range msgs {
		d.run(func() tea.Msg { return msg })
	}
}

// run settles one command: it and the commands that its messages lead to.
func (d *drive) run(first tea.Cmd) {
	d.t.Helper()
	todo := []tea.Cmd{first}
	for steps := 0; len(todo) > 0 && !d.quit; steps++ {
		if steps == maxSteps {
			d.t.Fatalf("not settled after %d commands; is a tick not on the clock?", maxSteps)
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
func (d *drive) update(msg tea.Msg) (cmd tea.Cmd) {
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
func (d *drive) Resize(w, h int) {
	d.t.Helper()
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Background tells the model, as a terminal would, that its background is dark
// or light, and draws frames on it from now on.
func (d *drive) Background(dark bool) {
	d.t.Helper()
	_, background, _ := window(dark)
	d.Send(tea.BackgroundColorMsg{Color: lipgloss.Color(background)})
}

// Model returns the model as the last message left it.
func (d *drive) Model() tea.Model { return d.model }

// Quit tells whether the model has quit or was interrupted.
func (d *drive) Quit() bool { return d.quit }

// Suspended tells how often the model has suspended the program. The test sends
// tea.ResumeMsg when it pleases.
func (d *drive) Suspended() int { return d.suspended }

// frame returns what the terminal shows now.
func (d *drive) Frame() frame { return newFrame(d.model.View(), d.w, d.h, d.dark) }

// Text returns the screen as plain text; see frame.Text.
func (d *drive) Text() string { return d.Frame().Text() }

// SVG returns the screen as a picture; see frame.SVG.
func (d *drive) SVG() []byte { return d.Frame().SVG() }

// Golden returns the screen for a golden of text; see frame.Golden. A line wider
// than the terminal fails the test.
func (d *drive) Golden(heading string) string {
	d.t.Helper()
	if got := d.Widest(); got > d.w {
		d.t.Errorf("%s: a line takes %d cells of %d", heading, got, d.w)
	}
	return d.Frame().Golden(heading)
}

// Cursor returns the cell that the cursor is on, counted from 0 at the top left,
// and whether it is shown at all.
func (d *drive) Cursor() (x, y int, shown bool) {
	c := d.model.View().Cursor
	if c == nil {
		return 0, 0, false
	}
	return c.X, c.Y, true
}

// Widest returns the width in cells of the widest line that the model drew,
// before the terminal cuts it off.
func (d *drive) Widest() int {
	widest := 0
	for line := range strings.Lines(d.model.View().Content) {
		widest = max(widest, ansi.StringWidth(line))
	}
	return widest
}

func TestNewRunsInitBeforeItSendsTheSize(t *testing.T) {
	m := newDiary()
	m.first = say("init")
	newDrive(t, m, 80, 24)
	if got, want := m.story(), "init 80x24"; got != want {
		t.Errorf("the model saw %q, want %q", got, want)
	}
}

func TestSendSettlesEachMessageBeforeTheNext(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer tea.Cmd
		want   string
	}{
		{"no answer", nil, "ask next"},
		{"one", say("a"), "ask a then next"},
		{"none", func() tea.Msg { return nil }, "ask next"},
		{"batch", tea.Batch(say("a"), nil, say("b")), "ask a b then next"},
		{"sequence", tea.Sequence(say("b"), say("a"), nil), "ask b a then next"},
		{"batch in a sequence", tea.Sequence(tea.Batch(say("b"), say("c")), say("d"), say("a")), "ask b c d a then next"},
		{"an empty batch", func() tea.Msg { return tea.BatchMsg{nil} }, "ask next"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newDiary()
			m.answers["ask"] = c.answer
			m.answers["a"] = say("then")
			d := newDrive(t, m, 80, 24)
			*m.seen = nil
			d.Send(note("ask"), note("next"))
			if got := m.story(); got != c.want {
				t.Errorf("the model saw %q, want %q", got, c.want)
			}
		})
	}
}

func TestAModelThatNeverSettlesFailsItsTest(t *testing.T) {
	m := newDiary()
	m.answers["again"] = say("again")
	got := complaint(func(tb testing.TB) {
		newDrive(tb, m, 80, 24).Send(note("again"))
	})
	if !strings.Contains(got, "not settled") {
		t.Errorf("the test said %q", got)
	}
}

func TestNothingReachesAModelThatHasQuit(t *testing.T) {
	for name, quit := range map[string]tea.Cmd{"quit": tea.Quit, "interrupt": tea.Interrupt} {
		t.Run(name, func(t *testing.T) {
			m := newDiary()
			m.answers["leave"] = tea.Batch(say("a"), quit, say("b"))
			d := newDrive(t, m, 80, 24)
			*m.seen = nil
			d.Send(note("hello"))
			if d.Quit() {
				t.Error("it has quit too early")
			}
			d.Send(note("leave"), note("c"))
			if got, want := m.story(), "hello leave a"; got != want || !d.Quit() {
				t.Errorf("the model saw %q, quit=%v; want %q", got, d.Quit(), want)
			}
		})
	}
}

func TestSuspendIsCountedAndSeenByTheModel(t *testing.T) {
	m := newDiary()
	m.answers["rest"] = tea.Suspend
	d := newDrive(t, m, 80, 24)
	d.Send(note("rest"), tea.ResumeMsg{}, note("rest"))
	if got, want := m.story(), "80x24 rest tea.SuspendMsg tea.ResumeMsg rest tea.SuspendMsg"; got != want || d.Suspended() != 2 {
		t.Errorf("the model saw %q and was suspended %d times, want %q and 2", got, d.Suspended(), want)
	}
}

func TestResizeChangesTheFrame(t *testing.T) {
	m := newDiary()
	m.view = tea.NewView("one\ntwo\nthree")
	d := newDrive(t, m, 80, 4)
	if got, want := d.Text(), "one\ntwo\nthree\n"; got != want {
		t.Errorf("at 80x4: %q, want %q", got, want)
	}
	d.Resize(3, 3)
	if got, want := d.Text(), "one\ntwo\nthr"; got != want {
		t.Errorf("at 3x3: %q, want %q", got, want)
	}
	if got, want := m.story(), "80x4 3x3"; got != want {
		t.Errorf("the model saw %q, want %q", got, want)
	}
}

func TestBackgroundIsToldAndDrawn(t *testing.T) {
	d := newDrive(t, newDiary(), 10, 2)
	dark := string(d.SVG())
	d.Background(false)
	light := string(d.SVG())
	if dark == light {
		t.Error("a light frame looks like a dark one")
	}
	d.Background(true)
	if string(d.SVG()) != dark {
		t.Error("a frame that is dark again looks different")
	}
	if got, want := d.Model().(diary).story(), "10x2 tea.BackgroundColorMsg tea.BackgroundColorMsg"; got != want {
		t.Errorf("the model saw %q, want %q", got, want)
	}
}

func TestCursorAndWidest(t *testing.T) {
	m := newDiary()
	m.view = tea.NewView("\x1b[1mabc\x1b[m\n日本語\nab")
	d := newDrive(t, m, 4, 3)
	if got := d.Widest(); got != 6 {
		t.Errorf("the widest line has %d cells, want 6", got)
	}
	if _, _, shown := d.Cursor(); shown {
		t.Error("a cursor is shown though the view has none")
	}
	m.view.Cursor = tea.NewCursor(2, 1)
	d = newDrive(t, m, 4, 3)
	if x, y, shown := d.Cursor(); x != 2 || y != 1 || !shown {
		t.Errorf("cursor at %d,%d shown=%v, want 2,1", x, y, shown)
	}
}
