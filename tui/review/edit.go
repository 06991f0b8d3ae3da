package review

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// edit changes the words of an entry, on a page like the one they were written on. Until it is saved
// the new words are a draft of their own: after a crash or a lock they are an unfinished page in Write,
// and the entry is as it was.
type edit struct {
	subject
	page  kit.Answers
	save  kit.Autosave
	was   []journal.Answer // as the page was opened
	begun bool             // the autosaver has had words of it
	ask   kit.KeyContext   // the question in the place of the page; 0 for none
}

func newEdit(e kit.Env, s subject) *edit {
	t := &edit{subject: s, save: kit.Autosave{To: e.Opts.Autosaver.Other("edit")}}
	t.page = kit.NewAnswers(page.Edit(e.Opts.Guide, s.entry))
	t.page.At = max(0, slices.IndexFunc(t.page.Answers, func(a string) bool { return strings.TrimSpace(a) != "" }))
	t.save.Put = t.page.Entry(e.Now)
	t.was = t.save.Put.Answers
	t.page.Fit(e)
	return t
}

func (t *edit) KeyContext() kit.KeyContext {
	if t.ask != 0 {
		return t.ask
	}
	return kit.InEdit
}

func (t *edit) Disables(a kit.Action) bool { return t.ask == 0 && t.page.Disables(a) }

func (t *edit) changed(e kit.Env) bool {
	return !slices.Equal(t.save.Put.Answers, t.was) || !page.SameTime(t.told(e), t.entry)
}

func (t *edit) told(e kit.Env) journal.Entry {
	at, dayOnly := t.page.Told(e.Now)
	return page.Tell(t.entry, at, dayOnly)
}

func (t *edit) leave(e kit.Env, r *room) tea.Cmd {
	switch {
	case t.ask != 0:
		t.ask = 0
	case t.page.LeaveWhen(e):
		return t.note(e)
	case t.changed(e):
		t.ask = kit.InDrop
	default:
		return t.drop(e, r)
	}
	return nil
}

func (t *edit) update(e kit.Env, r *room, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return t.press(e, r, msg)
	case tea.PasteMsg:
		if t.ask == 0 {
			t.page.Paste(e, msg.Content)
			return t.note(e)
		}
	case kit.SaveDue, kit.Saved:
		return t.save.Update(e, msg)
	case kit.HoldDue:
		if ended := t.page.Goes(); ended && t.ask == 0 && !t.busy {
			return t.keep(e, r)
		}
		return t.note(e)
	case kit.Failed:
		return t.save.Tick(e)
	}
	return nil
}

// note gives the autosaver what has changed, and brings the cursor into sight.
func (t *edit) note(e kit.Env) tea.Cmd {
	_, cmd := t.save.Note(e, t.page.Entry(e.Now))
	t.begun = t.begun || t.changed(e)
	t.page.Fit(e)
	return cmd
}

func (t *edit) press(e kit.Env, r *room, k tea.KeyPressMsg) tea.Cmd {
	if t.page.Due(e, k) && t.page.Goes() {
		return t.keep(e, r)
	}
	a := e.Action(t.KeyContext(), k)
	switch {
	case a == kit.ActDone:
		return t.keep(e, r)
	case a == kit.ActKeepNew:
		return t.keepNew(e, r)
	case a == kit.ActDrop:
		return t.drop(e, r)
	case t.ask != 0:
		return nil
	}
	return tea.Batch(t.page.Press(e, a, k), t.note(e))
}

func (t *edit) keep(e kit.Env, r *room) tea.Cmd {
	t.ask = 0
	t.page.LeaveWhen(e)
	said := strings.TrimSpace(e.Words.Change.Edited + " " + t.page.Remark)
	if !t.changed(e) {
		return t.drop(e, r)
	}
	entry := t.told(e)
	entry.Answers = t.save.Put.Answers
	if entry.Blank() {
		e.App.Notice(e.Words.Change.Wordless)
		return nil
	}
	return r.finish(e, said, func(ctx context.Context) (filed journal.ID, err error) {
		return "", t.save.To.Edit(ctx, e.Unlocked, entry)
	})
}

// keepNew files the words as a new page when their entry is gone.
func (t *edit) keepNew(e kit.Env, r *room) tea.Cmd {
	entry := t.page.Entry(e.Now)
	return r.finish(e, e.Words.Write.Kept, func(ctx context.Context) (journal.ID, error) {
		filed, err := t.save.To.File(ctx, entry)
		if err != nil {
			return "", err
		}
		filed.Forget()
		return filed.ID(), nil
	})
}

func (t *edit) failed(e kit.Env, err error) tea.Cmd {
	t.busy = false
	switch {
	case errors.Is(err, journal.ErrNotFound):
		t.ask = kit.InHomeless
	case errors.Is(err, journal.ErrLocked):
		return e.App.Relock()
	default:
		e.App.Problem(page.Unsaved(err))
	}
	return nil
}

// drop ends the edit once the draft is gone, since the next edit will use the same autosaver.
func (t *edit) drop(e kit.Env, r *room) tea.Cmd {
	if !t.begun {
		r.task = nil
		return nil
	}
	t.ask = 0
	return r.finish(e, e.Words.Change.AsItWas, func(ctx context.Context) (filed journal.ID, err error) {
		_ = page.Drop(ctx, t.save.To) // a draft that stays is an unfinished page: better twice than lost
		return "", nil
	})
}

func (t *edit) view(e kit.Env) kit.Frame {
	said, c := e.Words.Change, kit.NewCanvas(e)
	switch t.ask { // no question shows a word: it may have been esc because somebody walked past
	case kit.InDrop:
		c.Ask(said.DropAsk, strings.TrimSpace(said.DropLine))
	case kit.InHomeless:
		c.Ask(said.GoneAsk, strings.TrimSpace(said.GoneLine))
	default:
		return t.page.View(e)
	}
	return c.Frame
}
