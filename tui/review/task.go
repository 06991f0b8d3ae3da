package review

import (
	"cmp"
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

// task is something done with an entry, in place of list and reader: to edit, weigh again, delete or
// export it.
type task interface {
	KeyContext() kit.KeyContext
	of() *subject
	update(e kit.Env, r *room, msg tea.Msg) tea.Cmd
	view(e kit.Env) kit.Frame
	// leave is esc: it ends the task, or asks first.
	leave(e kit.Env, r *room) tea.Cmd
}

// subject is the entry that a task is about.
type subject struct {
	head  journal.Head
	entry journal.Entry
	title string // its first line, or what can be said in its place
	busy  bool   // work is under way for the task, which takes no key until it ends
}

func (s *subject) of() *subject { return s }

func (s *subject) leave(_ kit.Env, r *room) tea.Cmd {
	r.task = nil
	return nil
}

func (r *room) begin(e kit.Env, a kit.Action) bool {
	if e.Unlocked == nil {
		return false
	}
	h := r.list.rows[r.list.chosen]
	if e.TakesBack(h.ID) != "" { // a change would be deleted with it
		return slices.Contains([]kit.Action{kit.ActDelete, kit.ActEdit, kit.ActAgain, kit.ActExport, kit.ActVersion}, a)
	}
	p, opened := r.pages[h.Record]
	s := subject{head: h, entry: p.entry, title: p.entry.Title()}
	switch {
	case !opened:
		s.title = theme.Ellipsis
	case p.err != nil:
		s.title = unreadable(e.Words.Review, p.err)
	}
	switch {
	case a == kit.ActDelete: // also what cannot be opened
		r.task = newDecision(e, s, a)
	case !opened || p.err != nil:
		return false
	case a == kit.ActEdit:
		r.task = newEdit(e, s)
	case a == kit.ActAgain:
		r.task = &again{subject: s}
	case a == kit.ActExport:
		r.export(e, s)
	case a == kit.ActVersion && r.whole.versions[h.ID] == nil:
		e.App.Notice(e.Words.Change.OneVersion)
	case a == kit.ActVersion:
		r.task = newDecision(e, s, a)
	default:
		return false
	}
	return true
}

func (r *room) updateTask(e kit.Env, msg tea.Msg) tea.Cmd {
	if r.task == nil {
		return nil
	}
	switch of := r.task.of(); msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, kit.Picked:
		if of.busy {
			return nil
		}
	case kit.Failed:
		of.busy = false
	}
	return r.task.update(e, r, msg)
}

// finish does the work that ends the task; said tells that it is done. The entry is read again before
// another key can change it. If its words are a new entry, work returns the ID of that.
func (r *room) finish(e kit.Env, said string, work func(ctx context.Context) (filed journal.ID, err error)) tea.Cmd {
	t, reread := r.task, r.reread(e)
	t.of().busy = true
	return e.Do(func(ctx context.Context) tea.Msg {
		filed, err := work(ctx)
		ids := []journal.ID{t.of().head.ID}
		if filed != "" {
			ids = append(ids, filed)
		}
		var again kit.Then
		if err == nil || errors.Is(err, journal.ErrNotFound) {
			again = reread(ctx, ids...)
		}
		return kit.Then(func(e kit.Env) tea.Cmd {
			if err == nil && r.task == t {
				r.next = cmp.Or(filed, t.of().head.ID)
			}
			return r.finished(e, t, said, err, again)
		})
	})
}

// finished ends a task, also when another window has deleted the entry. again shows it as it was read
// again, and is nil if the work has failed.
func (r *room) finished(e kit.Env, t task, said string, err error, again kit.Then) tea.Cmd {
	switch t, editing := t.(*edit); {
	case editing && err != nil:
		return t.failed(e, err)
	case editing:
		e.App.Problem(nil)
	}
	if r.task == t { // it could be left if other work broke down meanwhile
		r.task = nil
	}
	switch {
	case again == nil:
		return e.Trouble(err)
	case err != nil:
		e.App.Problem(err)
	default:
		e.App.Notice(said)
	}
	return tea.Batch(again(e), e.App.AskStatus())
}

func (s *subject) draw(e kit.Env) *kit.Canvas {
	c := kit.NewCanvas(e)
	c.Line(e.Theme.Soft.Render(editor.Truncate(e.Words.Dates.Happened(s.head.When(), s.head.DayOnly), c.Width)))
	c.Line(e.Theme.Text.Render(editor.Truncate(s.title, c.Width)))
	c.Line(aboutLines(e, s.head, c.Width)...)
	c.Gap()
	return c
}

type again struct {
	subject
	scale kit.Scale
}

func (*again) KeyContext() kit.KeyContext { return kit.InAgain }

func (t *again) update(e kit.Env, r *room, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if a := e.Action(kit.InAgain, msg); !t.scale.Press(a, msg, e.Now) && a == kit.ActDone {
			return t.weigh(e, r)
		}
	case kit.Picked:
		if msg.Does == kit.ActDone {
			return t.weigh(e, r)
		}
		t.scale.Pick(msg.At, e.Now)
	}
	return nil
}

func (t *again) weigh(e kit.Env, r *room) tea.Cmd {
	weighed := t.scale.Weighing(journal.Later)
	if weighed == nil {
		return t.leave(e, r)
	}
	return r.finish(e, e.Words.Change.Weighed, func(ctx context.Context) (filed journal.ID, err error) {
		return "", e.Unlocked.Weigh(ctx, t.head.ID, *weighed)
	})
}

func (t *again) view(e kit.Env) kit.Frame {
	c := t.draw(e)
	c.Barred(e.Theme.Strong, editor.Truncate(e.Words.Change.AgainAsk, c.Width))
	c.Barred(e.Theme.Soft, editor.Wrap(e.Words.Change.AgainLine, c.Width)...)
	c.Bar("")
	c.DrawScale(t.scale, kit.ActDone)
	c.Cut(e.Height)
	return c.Frame
}

// decision asks before an entry is deleted, or one of two versions kept. The same key decides, any
// other leaves it.
type decision struct {
	subject
	about kit.Action
	asks  kit.Twice
}

func newDecision(e kit.Env, s subject, about kit.Action) *decision {
	t := &decision{subject: s, about: about}
	t.asks.Press(e.Now)
	return t
}

func (t *decision) KeyContext() kit.KeyContext {
	if t.about == kit.ActVersion {
		return kit.InVersion
	}
	return kit.InDelete
}

func (t *decision) update(e kit.Env, r *room, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
		return nil
	case e.Action(t.KeyContext(), k) != t.about:
		return t.leave(e, r)
	case !t.asks.Press(e.Now):
		return nil
	}
	if t.about == kit.ActDelete {
		return tea.Batch(t.leave(e, r), e.App.Delete(t.head.ID))
	}
	others := slices.DeleteFunc(slices.Clone(r.whole.versions[t.head.ID]), func(v journal.ID) bool { return v == t.head.Record })
	return r.finish(e, e.Words.Change.Chosen, func(ctx context.Context) (filed journal.ID, err error) {
		return "", e.Unlocked.Edit(ctx, t.entry, others...)
	})
}

func (t *decision) view(e kit.Env) kit.Frame {
	said, c := e.Words.Change, t.draw(e)
	ask, line := said.DeleteAsk, said.DeleteLine
	if t.about == kit.ActVersion {
		ask, line = said.VersionAsk, said.VersionLine
		for _, a := range t.entry.Answers { // since two versions may begin alike
			c.Prose(e.Theme.Soft, e.Opts.Guide.QuestionOf(a))
			c.Prose(e.Theme.Text, a.Text)
			c.Gap()
		}
	}
	if t.busy {
		line = said.Working
	}
	c.Ask(ask, line)
	c.Cut(e.Height)
	return c.Frame
}
