package write

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// unfinished is the list of unfinished pages, to open, save or delete. While locked, its rows say
// nothing.
type unfinished struct {
	pages   []journal.WaitingEntry // opened, the newest first; none while locked
	of      []journal.Waiting      // what they were opened from
	list    kit.SelectList
	none    bool // there is no unfinished page
	locked  bool // none can be read, nor deleted
	deletes kit.Twice
}

// askUnfinished opens the unfinished pages if they have changed, and no passphrase is needed.
func (w *room) askUnfinished(e kit.Env) tea.Cmd {
	waiting := e.Status.Waiting
	if e.Locked || slices.Equal(waiting, w.unfinished.of) {
		return nil
	}
	return e.Do(func(ctx context.Context) tea.Msg {
		pages, ok := page.Unfinished(ctx, e.Opts.Journal, e.Unlocked)
		if !ok {
			return nil // the line is shown without a time
		}
		return kit.Then(func(kit.Env) tea.Cmd {
			w.unfinished.pages, w.unfinished.of = pages, waiting
			return nil
		})
	})
}

// unfinishedLine is the one line about unfinished pages, "" for none.
func (w *room) unfinishedLine(e kit.Env) string {
	said, pages := e.Words.Waiting, w.unfinished.pages
	if e.Locked || !slices.Equal(w.unfinished.of, e.Status.Waiting) {
		pages = nil
	}
	lines := page.Lines{From: said.From, One: said.One, Several: said.Several}
	line := lines.Say(len(e.Status.Waiting), pages, e.Words, e.Now)
	if editor.Width(line) > e.Width-kit.Gutter {
		return said.One
	}
	return line
}

// openUnfinished goes on with the only unfinished page, or shows which there are.
func (w *room) openUnfinished(e kit.Env) tea.Cmd {
	switch n := len(e.Status.Waiting); {
	case n == 0:
		return nil
	case n == 1 && !e.Locked:
		return e.App.Unlock(func(e kit.Env) tea.Cmd { return w.adopt(e, journal.LastWaiting(e.Status.Waiting)) })
	}
	w.phase, w.unfinished.list, w.unfinished.deletes = listing, kit.SelectList{}, kit.Twice{}
	return w.askUnfinished(e)
}

func (w *room) chosen(e kit.Env) (journal.Waiting, bool) {
	waiting := e.Status.Waiting
	i := len(waiting) - 1 - w.unfinished.list.Chosen
	if i < 0 || i >= len(waiting) {
		return journal.Waiting{}, false
	}
	return waiting[i], true
}

func (w *room) pressUnfinished(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	u, does := &w.unfinished, e.Action(kit.InChoice, k)
	chosen, ok := w.chosen(e)
	deletes := u.deletes
	switch u.deletes = (kit.Twice{}); {
	case !ok || w.moving:
	case does == kit.ActTakeUp:
		return w.goOnWith(e, chosen)
	case does == kit.ActFile: // no letter, for while locked that may be one of a passphrase
		return w.pass(e, does, chosen)
	case does == kit.ActDelete && !e.Locked:
		if deletes.Press(e.Now) {
			return w.pass(e, does, chosen)
		}
		u.deletes = deletes
	default:
		u.list.Press(does, w.passage(e).Viewport(e.Height))
	}
	return nil
}

// goOnWith opens a page. If the rows said nothing before the passphrase came, the list is shown again.
func (w *room) goOnWith(e kit.Env, p journal.Waiting) tea.Cmd {
	locked := e.Locked
	return e.App.Unlock(func(e kit.Env) tea.Cmd {
		if w.phase = writing; locked && len(e.Status.Waiting) > 1 {
			return w.openUnfinished(e)
		}
		return w.adopt(e, p)
	})
}

func (w *room) pickUnfinished(e kit.Env, row int) tea.Cmd {
	if w.unfinished.list.Pick(w.passage(e).Viewport(e.Height), row) {
		return nil
	}
	if chosen, ok := w.chosen(e); ok {
		return w.goOnWith(e, chosen)
	}
	return nil
}

// Escape leaves the list, or the field that says when.
func (w *room) Escape(e kit.Env) (tea.Cmd, bool) {
	switch {
	case w.phase == listing:
		w.phase = writing
	case w.phase == writing && w.page.LeaveWhen(e):
		return w.note(e), true
	default:
		return nil, false
	}
	return nil, true
}

// pass saves an unfinished page unread, or deletes it. This may have to wait for another window, so
// typing goes on meanwhile.
func (w *room) pass(e kit.Env, does kit.Action, p journal.Waiting) tea.Cmd {
	w.phase, w.moving = writing, true
	return e.Do(func(ctx context.Context) tea.Msg {
		var err error
		said := e.Words.Write.KeptAsIs
		if does == kit.ActFile {
			err = e.Opts.Journal.FileWaiting(ctx, p)
		} else {
			err = page.Delete(ctx, e.Unlocked, e.Opts.Journal, p)
			said = page.Reached(e.Opts.Journal, e.Words.Change.Gone, e.Words.Change.Unreached)
		}
		return kit.Held{Then: func(e kit.Env) tea.Cmd {
			w.moving = false
			if e.App.Problem(err); err == nil {
				w.quiet = said
			}
			return e.App.AskStatus()
		}}
	})
}

// adopt takes up an unfinished page, once the current one is sealed. Words typed meanwhile stay with
// that, see page.Autosaver.Adopt.
func (w *room) adopt(e kit.Env, p journal.Waiting) tea.Cmd {
	if e.Unlocked == nil || w.moving || w.phase != writing {
		return nil
	}
	w.moving = true
	to := w.save.To
	return e.Do(func(ctx context.Context) tea.Msg {
		draft, entry, err := page.TakeUp(ctx, to, e.Unlocked, p)
		return kit.Held{Then: func(e kit.Env) tea.Cmd {
			w.moving = false
			if e.App.Problem(err); err == nil {
				to.Adopt(draft, entry)
				w.fresh("")
				w.open(page.Open(w.opts.Guide, entry))
				w.save.Put = entry
			}
			return tea.Batch(w.save.Tick(e), e.App.AskStatus())
		}, LetGo: func() {
			if err == nil {
				draft.Forget()
			}
		}}
	})
}

// passage draws the list, newest first, and what is asked or said below it.
func (w *room) passage(e kit.Env) kit.Passage {
	said, u := e.Words.Waiting, &w.unfinished
	var c kit.Passage
	c.Add(kit.Heading(e, said.Title), "")
	for i := range e.Status.Waiting {
		row := strconv.Itoa(i+1) + "  " + said.Sealed
		if i < len(u.pages) && !e.Locked {
			row = w.row(e, u.pages[i].Entry)
		}
		begin, style := e.Row(i == u.list.Chosen)
		c.Items = append(c.Items, kit.Item{From: len(c.Lines), To: len(c.Lines) + 1})
		c.Add(begin + style.Render(editor.Truncate(row, e.Width-kit.Gutter)))
	}
	c.Add("")
	switch {
	case u.deletes.Asked():
		c.Add(kit.Paragraph(e, said.DeleteAsk)...)
	case e.Locked:
		c.Add(kit.Prose(e, said.Line, e.Theme.Soft)...)
	}
	return c
}

// row is when a page was left, how heavy it was, and how it begins.
func (w *room) row(e kit.Env, p journal.Entry) string {
	const when, weight = 18, 4
	heavy, words := "", p.Title()
	if n, ok := p.Weight(journal.Before); ok {
		heavy = fmt.Sprint(n)
	}
	if p.Blank() {
		words = e.Words.Waiting.Wordless
	}
	return kit.PadRight(e.Words.Dates.Lately(p.Written, e.Now), when) + kit.PadRight(heavy, weight) + words
}

func (w *room) viewUnfinished(e kit.Env) kit.Frame {
	return w.unfinished.list.Frame(e, w.passage(e))
}
