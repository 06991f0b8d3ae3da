package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
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

func (w *write) handleUnfinished(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case statusMsg, unlockedMsg:
		return w.askNewest(e)
	case newestPage:
		w.newest = msg
	case adopted:
		return w.isAdopted(e, msg)
	case passed:
		return w.isPassed(e, msg.err)
	}
	return nil
}

// askNewest looks up how old the unfinished page is, where it can be read.
func (w *write) askNewest(e env) tea.Cmd {
	waiting := e.status.Waiting
	if len(waiting) == 0 || w.newest.page == journal.LastWaiting(waiting) || e.unlocked == nil && e.status.Locked {
		return nil
	}
	j, unlocked := e.opts.Journal, e.unlocked
	return e.do(func(ctx context.Context) tea.Msg {
		p, at, ok := page.Newest(ctx, j, unlocked)
		if !ok {
			return nil // the line is shown without a date
		}
		return newestPage{p, at}
	})
}

// unfinishedLine is the one line about unfinished pages, or "". Where there is
// little room it says no more than that there is one.
func (w *write) unfinishedLine(e env) string {
	waiting, said := e.status.Waiting, e.words.Waiting
	if w.hidden || len(waiting) == 0 {
		return ""
	}
	var day string
	if w.newest.page == journal.LastWaiting(waiting) && !w.newest.at.IsZero() && (e.unlocked != nil || !e.status.Locked) {
		day = e.words.Dates.DaySeen(w.newest.at, e.now)
	}
	count, _ := e.words.Dates.Count(len(waiting))
	line := page.Lines{From: said.From, One: said.One, Several: said.Several, Many: said.Many}.Say(len(waiting), day, count)
	if editor.Width(line) > e.width-gutter {
		return said.One
	}
	return line
}

// openUnfinished opens the unfinished page, or, while locked, asks what to do with
// it.
func (w *write) openUnfinished(e env) tea.Cmd {
	switch {
	case len(e.status.Waiting) == 0:
		return nil
	case e.unlocked == nil && e.status.Locked:
		w.phase, w.chose = choosing, w.phase
		return nil
	default:
		return e.app.Unlock(w.adopt)
	}
}

func (w *write) pressChoice(e env, k tea.KeyPressMsg) tea.Cmd {
	switch e.action(placeChoice, k) {
	case actUnlock:
		w.phase = w.chose
		return e.app.Unlock(w.adopt)
	case actFile:
		return w.pass(e)
	case actFresh:
		w.phase, w.hidden = w.chose, true
	}
	return nil
}

// escape leaves the choice as if it had not been asked for; otherwise esc covers.
func (w *write) escape(env) (tea.Cmd, bool) {
	if w.phase != choosing {
		return nil, false
	}
	w.phase = w.chose
	return nil, true
}

// pass files the unfinished page as it is, word for word, without reading it. That
// may have to wait for another window, so words for the page in hand are taken
// meanwhile.
func (w *write) pass(e env) tea.Cmd {
	w.phase = w.chose
	if len(e.status.Waiting) == 0 {
		return nil
	}
	w.passing = true
	j, newest := e.opts.Journal, journal.LastWaiting(e.status.Waiting)
	return e.do(func(ctx context.Context) tea.Msg { return passed{j.FileWaiting(ctx, newest)} })
}

func (w *write) isPassed(e env, err error) tea.Cmd {
	w.passing = false
	e.app.Problem(err)
	if err == nil {
		e.app.Notice(e.words.Write.KeptAsIs)
	}
	return e.app.AskStatus()
}

// adopt takes up the unfinished page. The page in hand is sealed before that; words
// that are typed meanwhile stay with it, see page.Autosaver.Adopt.
func (w *write) adopt(e env) tea.Cmd {
	if e.unlocked == nil || w.opening || w.phase != writing {
		return nil
	}
	w.opening = true
	to, unlocked := w.save.to, e.unlocked
	return e.do(func(ctx context.Context) tea.Msg {
		draft, entry, err := page.TakeUp(ctx, to, unlocked)
		return adopted{draft, entry, err}
	})
}

func (w *write) isAdopted(e env, msg adopted) tea.Cmd {
	w.opening = false
	e.app.Problem(msg.err)
	if msg.err != nil {
		return e.app.AskStatus()
	}
	w.save.to.Adopt(msg.draft, msg.entry)
	w.fresh("")
	w.open(page.Open(w.opts.Guide, msg.entry))
	w.save.put = msg.entry
	return tea.Batch(w.save.tick(e), e.app.AskStatus())
}

// viewChoice draws the choice about a page that waits behind the lock.
func (w *write) viewChoice(e env) frame {
	said := e.words.Waiting
	c := &canvas{theme: e.theme, width: reading(e)}
	c.barred(e.theme.Strong, editor.Wrap(said.Title, c.width)...)
	c.barred(e.theme.Soft, editor.Wrap(said.Line, c.width)...)
	c.bar("")
	does := map[action]string{actUnlock: said.Unlock, actFile: said.Keep, actFresh: said.Fresh}
	for _, b := range e.keys.only(placeChoice) {
		label := b.key.Help().Key
		c.bar(e.theme.Key.Render(label) + spaces(choiceColumn-editor.Width(label)) +
			e.theme.Text.Render(editor.Truncate(does[b.action], c.width-choiceColumn)))
	}
	return c.frame
}

// choiceColumn is where it is said what a key does.
const choiceColumn = 8
