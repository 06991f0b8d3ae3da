package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
)

// edit changes the words of an entry, on a page like the one on which they were
// written. The entry stays as it is until the edit is kept. Until then the
// words are a draft of their own, sealed as they are typed like every page: after
// a crash or a lock it waits in Write as a page of its own, so that neither the
// words before nor the new ones are lost.
type edit struct {
	subject
	page   *write
	keeper *page.Autosaver
	was    []journal.Answer // as the page was opened
	begun  bool             // the keeper has had words of it
	asking place            // the question in the place of the page; 0 for none
	busy   bool
}

// edited is the end of keeping an edit.
type edited struct {
	version journal.ID
	err     error
}

func newEdit(e env, s subject) *edit {
	t := &edit{subject: s, keeper: e.opts.Autosaver.Other("edit")}
	opts := *e.opts
	opts.Autosaver, opts.Guide = t.keeper, e.opts.Guide
	opts.Guide.Before, opts.Guide.After = guide.Weigh{}, guide.Weigh{} // they stay as they were
	t.page = &write{opts: &opts}
	t.page.load(journal.Entry{Answers: s.entry.Answers})
	t.page.at = max(0, slices.IndexFunc(t.page.answers, func(a answer) bool { return !blankText(a.text) }))
	t.page.hidden = true // pages that wait are Write's
	t.page.put = t.page.entry(e.now)
	t.was = t.page.put.Answers
	t.page.fit(e)
	return t
}

func (t *edit) place() place {
	if t.asking != 0 {
		return t.asking
	}
	return placeEdit
}

func (t *edit) mutes(a action) bool { return t.asking == 0 && t.page.mutes(a) }

func (t *edit) changed() bool { return !slices.Equal(t.page.put.Answers, t.was) }

// leave ends an edit that has changed nothing, and asks what to do with one that
// has; from a question it leads back to the words.
func (t *edit) leave(e env, r *review) tea.Cmd {
	switch {
	case t.busy:
		return nil
	case t.asking != 0:
		t.asking = 0
		return nil
	case t.changed():
		t.asking = placeDrop
		return nil
	default:
		return t.drop(e, r)
	}
}

func (t *edit) update(e env, r *review, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if t.busy {
			return nil
		}
		return t.press(e, r, msg)
	case edited:
		return t.edited(e, r, msg)
	case closeDue:
		if closing := t.page.closing; closing {
			t.page.closing = false
			return t.keep(e, r)
		}
		return nil
	case failed:
		t.busy = false
	}
	return t.pass(e, msg)
}

// pass gives a message to the page, which gives new words to the keeper.
func (t *edit) pass(e env, msg tea.Msg) tea.Cmd {
	cmd := t.page.update(e, msg)
	t.begun = t.begun || t.changed()
	return cmd
}

func (t *edit) press(e env, r *review, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(t.place(), k)
	switch {
	case a == actLeave:
		return t.leave(e, r)
	case t.asking != 0:
		return t.answer(e, r, a)
	case a == actDone, a == actNext && !isEnter(k) && t.page.at+1 == len(t.page.answers):
		return t.keep(e, r)
	case a == "" && e.action(placeAnswer, k) != "": // what only a page in Write can do
		return nil
	default:
		return t.pass(e, k)
	}
}

// answer takes the answer to the question that is open.
func (t *edit) answer(e env, r *review, a action) tea.Cmd {
	switch a {
	case actDone:
		return t.keep(e, r)
	case actKeepNew:
		return t.keepNew(e)
	case actDrop:
		return t.drop(e, r)
	}
	return nil
}

// keep puts the words in the place of those before, and then lets go of the
// draft.
func (t *edit) keep(e env, r *review) tea.Cmd {
	t.asking = 0
	if !t.changed() {
		return t.drop(e, r)
	}
	entry := t.entry
	entry.Answers = t.page.put.Answers
	if entry.Blank() {
		return send(notice{e.words.Change.Wordless})
	}
	t.busy = true
	u, keeper := e.unlocked, t.keeper
	return e.do(func(ctx context.Context) tea.Msg {
		version, err := u.Edit(ctx, entry)
		if err != nil {
			return edited{err: err}
		}
		// A draft that could not be taken out waits as a page: rather twice than lost.
		_ = keeper.Discard(ctx)
		keeper.Forget()
		return edited{version: version}
	})
}

// keepNew files the words as a new page, since their entry is gone.
func (t *edit) keepNew(e env) tea.Cmd {
	t.busy = true
	keeper, said := t.keeper, e.words.Write.Kept
	entry := t.page.entry(e.now)
	return e.do(func(ctx context.Context) tea.Msg {
		kept, err := keeper.File(ctx, entry)
		if err != nil {
			return edited{err: unsaved(err)}
		}
		kept.Forget()
		return done{version: kept.ID(), said: said}
	})
}

// edited ends the edit, or stays with the words: of an entry that is gone it
// asks what shall become of them.
func (t *edit) edited(e env, r *review, msg edited) tea.Cmd {
	t.busy = false
	switch {
	case errors.Is(msg.err, journal.ErrNotFound):
		t.asking = placeHomeless
		return nil
	case errors.Is(msg.err, journal.ErrLocked):
		return send(lockNow{})
	case msg.err != nil:
		return send(problem{unsaved(msg.err)})
	}
	return tea.Batch(send(problem{}), r.done(e, done{version: msg.version, said: e.words.Change.Edited}))
}

// drop ends the edit; the entry is as it was. It waits until the draft is gone, for
// the next edit will have the same keeper.
func (t *edit) drop(e env, r *review) tea.Cmd {
	if !t.begun {
		r.task = nil
		return nil
	}
	t.busy, t.asking = true, 0
	keeper, said := t.keeper, e.words.Change.AsItWas
	return e.do(func(ctx context.Context) tea.Msg {
		_ = keeper.Discard(ctx) // see keep
		keeper.Forget()
		return done{said: said}
	})
}

func (t *edit) view(e env, _ *review) frame {
	said := e.words.Change
	switch t.asking {
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
