package tui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// task is something that is done with an entry, in the place of list and
// reader: to edit it, to weigh it again, to take it out, to export it. It is a
// plain struct of Review, which gives it the keys and the results of its work.
type task interface {
	place() place
	update(e env, r *review, msg tea.Msg) tea.Cmd
	view(e env, r *review) frame
	// leave is esc: it ends the task, or asks first what to do with words.
	leave(e env, r *review) tea.Cmd
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
func (r *review) begin(e env, a action) (begun bool, cmd tea.Cmd) {
	if e.unlocked == nil {
		return false, nil
	}
	h := r.list.rows[r.list.chosen]
	p, opened := r.pages[h.Record]
	s := subject{h, p.entry, p.entry.Title()}
	switch {
	case !opened:
		s.title = theme.Ellipsis
	case p.err != nil:
		s.title = unreadable(e.words.Review, p.err)
	}
	if a == actDelete || a == actBurn { // what cannot be opened can still be taken out
		r.task = &decision{subject: s, about: a, at: e.now}
		return true, nil
	}
	if !opened || p.err != nil {
		return false, nil
	}
	switch a {
	case actEdit:
		r.task = newEdit(e, s)
	case actAgain:
		r.task = &again{subject: s}
	case actExport:
		r.export(e, s)
		return true, nil
	case actVersion:
		if r.whole.versions[h.ID] == nil {
			e.app.Notice(e.words.Change.OneVersion)
			return true, nil
		}
		r.task = &decision{subject: s, about: a, at: e.now}
	default:
		return false, nil
	}
	return true, nil
}

// done ends a task. Of an entry that another window has taken out meanwhile
// nothing is left to do.
func (r *review) done(e env, msg done) tea.Cmd {
	r.task = nil
	if msg.err != nil && !errors.Is(msg.err, journal.ErrNotFound) {
		return e.trouble(msg.err)
	}
	if msg.version != "" {
		r.next = msg.version
	}
	if msg.err != nil {
		e.app.Problem(msg.err)
	} else {
		e.app.Notice(msg.said)
	}
	return tea.Batch(r.take(e, msg.now), e.app.AskStatus())
}

// draw begins the page of a task: which entry it is about.
func (s *subject) draw(e env, c *canvas) {
	c.line(e.theme.Soft.Render(editor.Truncate(e.words.Dates.Full(e.local(s.head.Written)), c.width)))
	c.line(e.theme.Text.Render(editor.Truncate(s.title, c.width)))
	for _, line := range aboutLines(e, s.head, c.width) {
		c.line(line)
	}
	c.gap()
}

// again weighs an entry again, looking back at it.
type again struct {
	subject
	scale scale
	busy  bool
}

func (*again) place() place { return placeAgain }

func (t *again) leave(_ env, r *review) tea.Cmd {
	if !t.busy {
		r.task = nil
	}
	return nil
}

func (t *again) update(e env, r *review, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case failed:
		t.busy = false
	case tea.KeyPressMsg:
		if !t.busy {
			return t.press(e, r, msg)
		}
	case picked:
		switch {
		case t.busy:
		case msg.does == actDigit:
			t.scale.pick(msg.at, e.now)
		case msg.does == actDone:
			return t.weigh(e, r)
		}
	}
	return nil
}

func (t *again) press(e env, r *review, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(placeAgain, k)
	if !t.scale.press(a, k, e.now) && a == actDone {
		return t.weigh(e, r)
	}
	return nil
}

func (t *again) weigh(e env, r *review) tea.Cmd {
	weighed := t.scale.weighing(journal.Later)
	if weighed == nil {
		return t.leave(e, r)
	}
	t.busy = true
	u, id, said, reread := e.unlocked, t.head.ID, e.words.Change.Weighed, r.rereading(e, t.head.ID)
	return e.do(func(ctx context.Context) tea.Msg {
		err := u.Weigh(ctx, id, *weighed)
		return done{said: said, err: err, now: reread(ctx)}
	})
}

func (t *again) view(e env, _ *review) frame {
	c := &canvas{theme: e.theme, width: reading(e)}
	t.draw(e, c)
	c.barred(e.theme.Strong, editor.Truncate(e.words.Change.AgainAsk, c.width))
	c.barred(e.theme.Soft, editor.Wrap(e.words.Change.AgainLine, c.width)...)
	c.bar("")
	c.weigh(t.scale, actDone)
	c.cut(e.height)
	return c.frame
}

// decision asks once more before words are taken out: to delete an entry, to burn
// it, or to keep one of two versions. The same key again decides; any other
// leaves it. A key held down counts once.
type decision struct {
	subject
	about action
	at    time.Time // when it was asked
	busy  bool
}

func (t *decision) place() place {
	switch t.about {
	case actBurn:
		return placeBurnt
	case actVersion:
		return placeVersion
	default:
		return placeDelete
	}
}

func (t *decision) leave(_ env, r *review) tea.Cmd {
	if !t.busy {
		r.task = nil
	}
	return nil
}

func (t *decision) update(e env, r *review, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if _, broke := msg.(failed); broke {
		t.busy = false
	}
	switch {
	case !ok || t.busy:
		return nil
	case e.action(t.place(), k) != t.about:
		return t.leave(e, r)
	case e.now.Sub(t.at) < enterPause:
		t.at = e.now
		return nil
	}
	t.busy = true
	return t.decide(e, r)
}

func (t *decision) decide(e env, r *review) tea.Cmd {
	u, entry, said := e.unlocked, t.entry, e.words.Change
	id, others := t.head.ID, othersOf(r.whole.versions[t.head.ID], t.head.Record)
	about, reread := t.about, r.rereading(e, id)
	return e.do(func(ctx context.Context) tea.Msg {
		d := done{said: said.Gone}
		switch about {
		case actBurn:
			d.err = u.Burn(ctx, id)
		case actVersion:
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

func (t *decision) view(e env, _ *review) frame {
	said := e.words.Change
	ask, line := said.DeleteAsk, said.DeleteLine
	switch t.about {
	case actBurn:
		ask, line = said.BurnAsk, said.BurnLine
	case actVersion:
		ask, line = said.VersionAsk, said.VersionLine
	}
	if t.busy {
		line = said.Working
	}
	c := &canvas{theme: e.theme, width: reading(e)}
	t.draw(e, c)
	if t.about == actVersion {
		t.drawWords(e, c)
	}
	c.barred(e.theme.Strong, editor.Wrap(ask, c.width)...)
	c.barred(e.theme.Soft, editor.Wrap(line, c.width)...)
	c.cut(e.height)
	return c.frame
}

// drawWords adds the answers themselves, for two versions may well begin alike.
func (t *decision) drawWords(e env, c *canvas) {
	for _, a := range t.entry.Answers {
		c.prose(e.theme.Soft, e.opts.Guide.QuestionOf(a))
		c.prose(e.theme.Text, a.Text)
		c.gap()
	}
}
