package write

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// What Write hears of unfinished pages.
type (
	// newestPage is the one that was left last, and when.
	newestPage struct {
		page journal.Waiting
		at   time.Time
	}
	// adopted is an unfinished page that is this window's now.
	adopted struct {
		draft page.Draft
		entry journal.Entry
		err   error
	}
	// passed is an unfinished page that was filed as it is, without reading it.
	passed struct{ err error }
)

// Late lets a page that nobody took up any more be unfinished again.
func (m adopted) Late() {
	if m.draft != nil {
		m.draft.Forget()
	}
}

// Late has nothing to let go of; the file has changed.
func (passed) Late() {}

func (w *room) askNewest(e kit.Env) tea.Cmd {
	waiting := e.Status.Waiting
	if len(waiting) == 0 || w.newest.page == journal.LastWaiting(waiting) || e.Locked {
		return nil
	}
	return e.Do(func(ctx context.Context) tea.Msg {
		p, at, ok := page.Newest(ctx, e.Opts.Journal, e.Unlocked)
		if !ok {
			return nil // the line is shown without a date
		}
		return newestPage{p, at}
	})
}

// unfinishedLine is the one line about unfinished pages, or "". Where there is
// little room it says no more than that there is one.
func (w *room) unfinishedLine(e kit.Env) string {
	waiting, said := e.Status.Waiting, e.Words.Waiting
	if w.hidden || len(waiting) == 0 {
		return ""
	}
	var day string
	if w.newest.page == journal.LastWaiting(waiting) && !w.newest.at.IsZero() && !e.Locked {
		day = e.Words.Dates.DaySeen(w.newest.at, e.Now)
	}
	count, _ := e.Words.Dates.Count(len(waiting))
	line := page.Lines{From: said.From, One: said.One, Several: said.Several, Many: said.Many}.Say(len(waiting), day, count)
	if editor.Width(line) > e.Width-kit.Gutter {
		return said.One
	}
	return line
}

// openUnfinished opens the unfinished page, or, while locked, asks what to do with
// it.
func (w *room) openUnfinished(e kit.Env) tea.Cmd {
	switch {
	case len(e.Status.Waiting) == 0:
		return nil
	case e.Locked:
		w.phase, w.chose = choosing, w.phase
		return nil
	default:
		return e.App.Unlock(w.adopt)
	}
}

func (w *room) pressChoice(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	switch e.Action(kit.InChoice, k) {
	case kit.ActUnlock:
		w.phase = w.chose
		return e.App.Unlock(w.adopt)
	case kit.ActFile:
		return w.pass(e)
	case kit.ActFresh:
		w.phase, w.hidden = w.chose, true
	}
	return nil
}

// Escape leaves the choice as if it had not been asked for; otherwise esc covers.
func (w *room) Escape(kit.Env) (tea.Cmd, bool) {
	if w.phase != choosing {
		return nil, false
	}
	w.phase = w.chose
	return nil, true
}

// pass files the unfinished page as it is, without reading it. That may have to wait for another
// window, so words for the page in hand are taken meanwhile.
func (w *room) pass(e kit.Env) tea.Cmd {
	w.phase = w.chose
	if len(e.Status.Waiting) == 0 {
		return nil
	}
	w.passing = true
	newest := journal.LastWaiting(e.Status.Waiting)
	return e.Do(func(ctx context.Context) tea.Msg { return passed{e.Opts.Journal.FileWaiting(ctx, newest)} })
}

func (w *room) isPassed(e kit.Env, err error) tea.Cmd {
	w.passing = false
	e.App.Problem(err)
	if err == nil {
		e.App.Notice(e.Words.Write.KeptAsIs)
	}
	return e.App.AskStatus()
}

// adopt takes up the unfinished page. The page in hand is sealed before that; words
// that are typed meanwhile stay with it, see page.Autosaver.Adopt.
func (w *room) adopt(e kit.Env) tea.Cmd {
	if e.Unlocked == nil || w.opening || w.phase != writing {
		return nil
	}
	w.opening = true
	to := w.save.To
	return e.Do(func(ctx context.Context) tea.Msg {
		draft, entry, err := page.TakeUp(ctx, to, e.Unlocked)
		return adopted{draft, entry, err}
	})
}

func (w *room) isAdopted(e kit.Env, msg adopted) tea.Cmd {
	w.opening = false
	e.App.Problem(msg.err)
	if msg.err != nil {
		return e.App.AskStatus()
	}
	w.save.To.Adopt(msg.draft, msg.entry)
	w.fresh("")
	w.open(page.Open(w.opts.Guide, msg.entry))
	w.save.Put = msg.entry
	return tea.Batch(w.save.Tick(e), e.App.AskStatus())
}

func (w *room) viewChoice(e kit.Env) kit.Frame {
	said := e.Words.Waiting
	c := kit.NewCanvas(e)
	c.Ask(said.Title, said.Line)
	c.Bar("")
	does := map[kit.Action]string{kit.ActUnlock: said.Unlock, kit.ActFile: said.Keep, kit.ActFresh: said.Fresh}
	for _, b := range e.Keys.Only(kit.InChoice) {
		label := b.Label
		c.Bar(e.Theme.Key.Render(label) + kit.Spaces(choiceColumn-editor.Width(label)) +
			e.Theme.Text.Render(editor.Truncate(does[b.Action], c.Width-choiceColumn)))
	}
	return c.Frame
}

// choiceColumn is where it is said what a key does.
const choiceColumn = 8
