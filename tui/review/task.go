package review

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

// task is something that is done with an entry, in the place of list and
// reader: to edit it, to weigh it again, to take it out, to export it. It is a
// plain struct of Review, which gives it the keys and the results of its work.
type task interface {
	KeyContext() kit.KeyContext
	update(e kit.Env, r *Room, msg tea.Msg) tea.Cmd
	view(e kit.Env, r *Room) kit.Frame
	// leave is esc: it ends the task, or asks first what to do with words.
	leave(e kit.Env, r *Room) tea.Cmd
}

// done is the end of what was done to the journal for a task.
type done struct {
	version journal.ID // the version to go on with; "" for none
	said    string
	now     *changed // what has become of the list; nil for no change
	err     error
}

// subject is the entry that a task is about, as it was when that began.
type subject struct {
	head  journal.Head
	entry journal.Entry
	title string // its first line, or what can be said in its place
}

// begin begins a task with the chosen entry, if the key asks for one.
func (r *Room) begin(e kit.Env, a kit.Action) bool {
	if e.Unlocked == nil {
		return false
	}
	h := r.list.rows[r.list.chosen]
	p, opened := r.pages[h.Record]
	s := subject{h, p.entry, p.entry.Title()}
	switch {
	case !opened:
		s.title = theme.Ellipsis
	case p.err != nil:
		s.title = unreadable(e.Words.Review, p.err)
	}
	if a == kit.ActDelete || a == kit.ActBurn { // what cannot be opened can still be taken out
		r.task = &decision{subject: s, about: a, at: e.Now}
		return true
	}
	if !opened || p.err != nil {
		return false
	}
	switch a {
	case kit.ActEdit:
		r.task = newEdit(e, s)
	case kit.ActAgain:
		r.task = &again{subject: s}
	case kit.ActExport:
		r.export(e, s)
		return true
	case kit.ActVersion:
		if r.whole.versions[h.ID] == nil {
			e.App.Notice(e.Words.Change.OneVersion)
			return true
		}
		r.task = &decision{subject: s, about: a, at: e.Now}
	default:
		return false
	}
	return true
}

// done ends a task. Of an entry that another window has taken out meanwhile
// nothing is left to do.
func (r *Room) done(e kit.Env, msg done) tea.Cmd {
	r.task = nil
	if msg.err != nil && !errors.Is(msg.err, journal.ErrNotFound) {
		return e.Trouble(msg.err)
	}
	if msg.version != "" {
		r.next = msg.version
	}
	if msg.err != nil {
		e.App.Problem(msg.err)
	} else {
		e.App.Notice(msg.said)
	}
	return tea.Batch(r.take(e, msg.now), e.App.AskStatus())
}

// draw begins the page of a task: which entry it is about.
func (s *subject) draw(e kit.Env, c *kit.Canvas) {
	c.Line(e.Theme.Soft.Render(editor.Truncate(e.Words.Dates.Full(e.Local(s.head.Written)), c.Width)))
	c.Line(e.Theme.Text.Render(editor.Truncate(s.title, c.Width)))
	for _, line := range aboutLines(e, s.head, c.Width) {
		c.Line(line)
	}
	c.Gap()
}

// again weighs an entry again, looking back at it.
type again struct {
	subject
	scale kit.Scale
	busy  bool
}

func (*again) KeyContext() kit.KeyContext { return kit.InAgain }

func (t *again) leave(_ kit.Env, r *Room) tea.Cmd {
	if !t.busy {
		r.task = nil
	}
	return nil
}

func (t *again) update(e kit.Env, r *Room, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case kit.Failed:
		t.busy = false
	case tea.KeyPressMsg:
		if !t.busy {
			return t.press(e, r, msg)
		}
	case kit.Picked:
		switch {
		case t.busy:
		case msg.Does == kit.ActDigit:
			t.scale.Pick(msg.At, e.Now)
		case msg.Does == kit.ActDone:
			return t.weigh(e, r)
		}
	}
	return nil
}

func (t *again) press(e kit.Env, r *Room, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(kit.InAgain, k)
	if !t.scale.Press(a, k, e.Now) && a == kit.ActDone {
		return t.weigh(e, r)
	}
	return nil
}

func (t *again) weigh(e kit.Env, r *Room) tea.Cmd {
	weighed := t.scale.Weighing(journal.Later)
	if weighed == nil {
		return t.leave(e, r)
	}
	t.busy = true
	u, id, said, reread := e.Unlocked, t.head.ID, e.Words.Change.Weighed, r.rereading(e, t.head.ID)
	return e.Do(func(ctx context.Context) tea.Msg {
		err := u.Weigh(ctx, id, *weighed)
		return done{said: said, err: err, now: reread(ctx)}
	})
}

func (t *again) view(e kit.Env, _ *Room) kit.Frame {
	c := &kit.Canvas{Theme: e.Theme, Width: kit.TextWidth(e)}
	t.draw(e, c)
	c.Barred(e.Theme.Strong, editor.Truncate(e.Words.Change.AgainAsk, c.Width))
	c.Barred(e.Theme.Soft, editor.Wrap(e.Words.Change.AgainLine, c.Width)...)
	c.Bar("")
	c.DrawScale(t.scale, kit.ActDone)
	c.Cut(e.Height)
	return c.Frame
}

// decision asks once more before words are taken out: to delete an entry, to burn
// it, or to keep one of two versions. The same key again decides; any other
// leaves it. A key held down counts once.
type decision struct {
	subject
	about kit.Action
	at    time.Time // when it was asked
	busy  bool
}

func (t *decision) KeyContext() kit.KeyContext {
	switch t.about {
	case kit.ActBurn:
		return kit.InBurnt
	case kit.ActVersion:
		return kit.InVersion
	default:
		return kit.InDelete
	}
}

func (t *decision) leave(_ kit.Env, r *Room) tea.Cmd {
	if !t.busy {
		r.task = nil
	}
	return nil
}

func (t *decision) update(e kit.Env, r *Room, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if _, broke := msg.(kit.Failed); broke {
		t.busy = false
	}
	switch {
	case !ok || t.busy:
		return nil
	case e.Action(t.KeyContext(), k) != t.about:
		return t.leave(e, r)
	case e.Now.Sub(t.at) < kit.EnterPause:
		t.at = e.Now
		return nil
	}
	t.busy = true
	return t.decide(e, r)
}

func (t *decision) decide(e kit.Env, r *Room) tea.Cmd {
	u, entry, said := e.Unlocked, t.entry, e.Words.Change
	id, others := t.head.ID, othersOf(r.whole.versions[t.head.ID], t.head.Record)
	about, reread := t.about, r.rereading(e, id)
	return e.Do(func(ctx context.Context) tea.Msg {
		d := done{said: said.Gone}
		switch about {
		case kit.ActBurn:
			d.err = u.Burn(ctx, id)
		case kit.ActVersion:
			d.said = said.Chosen
			d.version, d.err = u.Edit(ctx, entry, others...)
		default:
			d.err = u.Delete(ctx, id)
		}
		d.now = reread(ctx)
		return d
	})
}

// othersOf are the versions of an entry but this one.
func othersOf(versions []journal.ID, this journal.ID) []journal.ID {
	var others []journal.ID
	for _, v := range versions {
		if v != this {
			others = append(others, v)
		}
	}
	return others
}

func (t *decision) view(e kit.Env, _ *Room) kit.Frame {
	said := e.Words.Change
	ask, line := said.DeleteAsk, said.DeleteLine
	switch t.about {
	case kit.ActBurn:
		ask, line = said.BurnAsk, said.BurnLine
	case kit.ActVersion:
		ask, line = said.VersionAsk, said.VersionLine
	}
	if t.busy {
		line = said.Working
	}
	c := &kit.Canvas{Theme: e.Theme, Width: kit.TextWidth(e)}
	t.draw(e, c)
	if t.about == kit.ActVersion {
		t.drawWords(e, c)
	}
	c.Barred(e.Theme.Strong, editor.Wrap(ask, c.Width)...)
	c.Barred(e.Theme.Soft, editor.Wrap(line, c.Width)...)
	c.Cut(e.Height)
	return c.Frame
}

// drawWords adds the answers themselves, for two versions may well begin alike.
func (t *decision) drawWords(e kit.Env, c *kit.Canvas) {
	for _, a := range t.entry.Answers {
		c.Prose(e.Theme.Soft, e.Opts.Guide.QuestionOf(a))
		c.Prose(e.Theme.Text, a.Text)
		c.Gap()
	}
}
