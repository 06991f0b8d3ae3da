package settings

import (
	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// someone asks whom a person could turn to: a line in clear. What is typed is kept where the line
// will be, as it is typed, so that no name is lost; esc leaves it as it was. As an offer it comes once,
// and esc puts it off.
type someone struct {
	room    *room
	of      kit.Env // the room's, which stays when this is gone
	offered bool
	was     string
	line    *editor.Editor
}

// maxSomeone is how many letters the line may have, see the setting.
const maxSomeone = 200

func (r *room) askSomeone(e kit.Env, offered bool) {
	s := &someone{room: r, of: e, offered: offered, was: e.Opts.Someone, line: editor.New()}
	s.line.SetText(s.was)
	e.App.Push(s)
}

// offerSomeone asks, once, whom the person could turn to.
func (r *room) offerSomeone(e kit.Env) {
	if e.Opts.Someone == "" && e.Status.Offered&page.OfferSomeone == 0 {
		r.askSomeone(e, true)
	}
}

func (r *room) setSomeone(e kit.Env, line string) tea.Cmd {
	e.Opts.Someone = line
	return r.keep(e, settingSomeone, line)
}

// settingSomeone is the name of the setting.
const settingSomeone = "someone"

// typedSomeone keeps what was typed, soon. One timer is pending at most.
func (r *room) typedSomeone(e kit.Env, line string) tea.Cmd {
	e.Opts.Someone = line
	r.pending.Store(settingSomeone, line)
	if r.typing {
		return nil
	}
	r.typing = true
	return e.After(page.SaveAfter, kit.Then(func(e kit.Env) tea.Cmd {
		r.typing = false
		return r.keepPending(e, settingSomeone)
	}))
}

func (*someone) KeyContext() kit.KeyContext { return kit.InSomeone }

func (s *someone) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	s.line.SetWidth(kit.TextWidth(e))
	s.line.SetCells(e.Cells)
	before := s.text()
	switch msg := msg.(type) {
	case tea.PasteMsg:
		s.line.Insert(msg.Content)
	case tea.KeyPressMsg:
		a := e.Action(kit.InSomeone, msg)
		if a == kit.ActDone {
			return s.done(e)
		}
		kit.Edit(s.line, a, msg)
	}
	if line := s.text(); line != before {
		return s.room.typedSomeone(s.of, line)
	}
	return nil
}

// text is the line as it is kept.
func (s *someone) text() string {
	line := []rune(editor.Safe(page.HowLine(s.line.Text())))
	return string(line[:min(len(line), maxSomeone)])
}

func (s *someone) done(e kit.Env) tea.Cmd {
	e.App.Pop(s)
	var cmds []tea.Cmd
	if line := s.text(); line != s.was {
		cmds = append(cmds, s.room.setSomeone(s.of, line))
	}
	if s.offered {
		cmds = append(cmds, e.App.MarkOffered(page.OfferSomeone))
	}
	return tea.Batch(cmds...)
}

// Escape leaves the line as it was.
func (s *someone) Escape(e kit.Env) (tea.Cmd, bool) {
	e.App.Pop(s)
	if e.Opts.Someone == s.was {
		return nil, true
	}
	return s.room.setSomeone(s.of, s.was), true
}

func (s *someone) View(e kit.Env) kit.Frame {
	c := kit.NewCanvas(e)
	c.Ask(e.Words.Someone.Ask, e.Words.Someone.Line)
	c.Bar("")
	c.Editor(s.line)
	return c.Frame
}
