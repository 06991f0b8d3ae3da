package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/page"
)

// edit changes the words of an entry, on a page like the one on which they were
// written. The entry stays as it is until the edit is kept. Until then the
// words are a draft of their own, sealed as they are typed like every page: after
// a crash or a lock it is an unfinished page in Write, so that neither the words
// before nor the new ones are lost.
type edit struct {
	subject
	page  answers
	save  autosave
	was   []journal.Answer // as the page was opened
	begun bool             // the autosaver has had words of it
	ask   place            // the question in the place of the page; 0 for none
	busy  bool
}

// edited is the end of keeping an edit: the entry in all its versions, or why it
// could not be kept.
type edited struct {
	version journal.ID
	now     *changed
	err     error
}

func newEdit(e env, s subject) *edit {
	g := e.opts.Guide
	g.Before, g.After = guide.Weigh{}, guide.Weigh{} // they stay as they were
	t := &edit{subject: s, save: autosave{to: e.opts.Autosaver.Other("edit")}}
	t.page = newAnswers(page.Open(g, journal.Entry{Answers: s.entry.Answers}))
	t.page.At = max(0, slices.IndexFunc(t.page.Answers, func(a string) bool { return strings.TrimSpace(a) != "" }))
	t.save.put = t.page.Entry(e.now)
	t.was = t.save.put.Answers
	t.page.fit(e)
	return t
}

func (t *edit) place() place {
	if t.ask != 0 {
		return t.ask
	}
	return placeEdit
}

func (t *edit) mutes(a action) bool { return t.ask == 0 && t.page.mutes(a) }

func (t *edit) changed() bool { return !slices.Equal(t.save.put.Answers, t.was) }

// leave ends an edit that has changed nothing, and asks what to do with one that
// has; from a question it leads back to the words.
func (t *edit) leave(e env, r *review) tea.Cmd {
	switch {
	case t.busy:
		return nil
	case t.ask != 0:
		t.ask = 0
		return nil
	case t.changed():
		t.ask = placeDrop
		return nil
	default:
		return t.drop(e, r)
	}
}

func (t *edit) update(e env, r *review, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if !t.busy {
			return t.press(e, r, msg)
		}
	case tea.PasteMsg:
		if !t.busy && t.ask == 0 {
			t.page.paste(msg.Content)
			return t.note(e)
		}
	case saveDue, saved:
		return t.save.update(e, msg)
	case closeDue:
		if t.page.closes() && !t.busy {
			return t.keep(e, r)
		}
	case edited:
		return t.edited(e, r, msg)
	case failed:
		t.busy = false
		return t.save.tick(e)
	}
	return nil
}

// note gives the autosaver what has changed, and brings the cursor into sight.
func (t *edit) note(e env) tea.Cmd {
	_, cmd := t.save.note(e, t.page.Entry(e.now))
	t.begun = t.begun || t.changed()
	t.page.fit(e)
	return cmd
}

func (t *edit) press(e env, r *review, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(t.place(), k)
	switch {
	case a == actLeave:
		return t.leave(e, r)
	case t.ask != 0:
		return t.answer(e, r, a)
	case a == actDone:
		return t.keep(e, r)
	}
	cmd, ended := t.page.press(e, a, k)
	if ended {
		return t.keep(e, r)
	}
	return tea.Batch(cmd, t.note(e))
}

// answer takes the answer to the question that is open.
func (t *edit) answer(e env, r *review, a action) tea.Cmd {
	switch a {
	case actDone:
		return t.keep(e, r)
	case actKeepNew:
		return t.keepNew(e, r)
	case actDrop:
		return t.drop(e, r)
	}
	return nil
}

// keep puts the words in the place of those before, and then lets go of the
// draft.
func (t *edit) keep(e env, r *review) tea.Cmd {
	t.ask = 0
	if !t.changed() {
		return t.drop(e, r)
	}
	entry := t.entry
	entry.Answers = t.save.put.Answers
	if entry.Blank() {
		e.app.Notice(e.words.Change.Wordless)
		return nil
	}
	t.busy = true
	u, to, reread := e.unlocked, t.save.to, r.rereading(e, entry.ID)
	return e.do(func(ctx context.Context) tea.Msg {
		version, err := page.Edit(ctx, to, u, entry)
		if err != nil {
			return edited{err: err}
		}
		return edited{version: version, now: reread(ctx)}
	})
}

// keepNew files the words as a new page, since their entry is gone.
func (t *edit) keepNew(e env, r *review) tea.Cmd {
	t.busy = true
	to, said := t.save.to, e.words.Write.Kept
	entry := t.page.Entry(e.now)
	reread := r.rereading(e, t.entry.ID)
	return e.do(func(ctx context.Context) tea.Msg {
		filed, err := to.File(ctx, entry)
		if err != nil {
			return edited{err: page.Unsaved(err)}
		}
		filed.Forget()
		return done{version: filed.ID(), said: said, now: reread(ctx, filed.ID())}
	})
}

// edited ends the edit, or stays with the words: of an entry that is gone it
// asks what shall become of them.
func (t *edit) edited(e env, r *review, msg edited) tea.Cmd {
	t.busy = false
	switch {
	case errors.Is(msg.err, journal.ErrNotFound):
		t.ask = placeHomeless
		return nil
	case errors.Is(msg.err, journal.ErrLocked):
		return e.app.Relock()
	case msg.err != nil:
		e.app.Problem(page.Unsaved(msg.err))
		return nil
	}
	e.app.Problem(nil)
	return r.done(e, done{version: msg.version, said: e.words.Change.Edited, now: msg.now})
}

// drop ends the edit; the entry is as it was. It waits until the draft is gone, for
// the next edit will have the same autosaver.
func (t *edit) drop(e env, r *review) tea.Cmd {
	if !t.begun {
		r.task = nil
		return nil
	}
	t.busy, t.ask = true, 0
	to, said := t.save.to, e.words.Change.AsItWas
	return e.do(func(ctx context.Context) tea.Msg {
		_ = page.Drop(ctx, to) // a draft that stays is an unfinished page: rather twice than lost
		return done{said: said}
	})
}

func (t *edit) view(e env, _ *review) frame {
	said := e.words.Change
	switch t.ask {
	case placeDrop:
		return t.question(e, said.DropAsk, said.DropLine)
	case placeHomeless:
		return t.question(e, said.GoneAsk, said.GoneLine)
	default:
		return t.page.view(e)
	}
}

// question shows no word of the edit: it may have been esc because somebody
// walked past.
func (t *edit) question(e env, ask, line string) frame {
	c := &canvas{theme: e.theme, width: reading(e)}
	c.barred(e.theme.Strong, editor.Wrap(ask, c.width)...)
	c.barred(e.theme.Soft, editor.Wrap(strings.TrimSpace(line), c.width)...)
	return c.frame
}
