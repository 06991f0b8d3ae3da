package tuitest_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/tuitest"
)

func TestNewRunsInitBeforeItSendsTheSize(t *testing.T) {
	m := newDiary()
	m.first = say("init")
	tuitest.New(t, m, 80, 24)
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
			d := tuitest.New(t, m, 80, 24)
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
		tuitest.New(tb, m, 80, 24).Send(note("again"))
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
			d := tuitest.New(t, m, 80, 24)
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
	d := tuitest.New(t, m, 80, 24)
	d.Send(note("rest"), tea.ResumeMsg{}, note("rest"))
	if got, want := m.story(), "80x24 rest tea.SuspendMsg tea.ResumeMsg rest tea.SuspendMsg"; got != want || d.Suspended() != 2 {
		t.Errorf("the model saw %q and was suspended %d times, want %q and 2", got, d.Suspended(), want)
	}
}

func TestResizeChangesTheFrame(t *testing.T) {
	m := newDiary()
	m.view = tea.NewView("one\ntwo\nthree")
	d := tuitest.New(t, m, 80, 4)
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
	d := tuitest.New(t, newDiary(), 10, 2)
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
	d := tuitest.New(t, m, 4, 3)
	if got := d.Widest(); got != 6 {
		t.Errorf("the widest line has %d cells, want 6", got)
	}
	if _, _, shown := d.Cursor(); shown {
		t.Error("a cursor is shown though the view has none")
	}
	m.view.Cursor = tea.NewCursor(2, 1)
	d = tuitest.New(t, m, 4, 3)
	if x, y, shown := d.Cursor(); x != 2 || y != 1 || !shown {
		t.Errorf("cursor at %d,%d shown=%v, want 2,1", x, y, shown)
	}
}
