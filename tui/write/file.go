package write

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

type filing struct {
	entry  journal.Entry
	cover  bool // cover afterwards, without the rest of the guide
	rescue bool // if it cannot be filed, put it elsewhere
}

// What Write hears of the page that it has filed.
type (
	filedMsg struct {
		filed  page.Filed
		rescue page.Rescue
		err    error
	}
	// done says that it was weighed once more, or burnt, or why not.
	done struct{ failed, err error } // failed says what has failed if err is not nil
)

// Late wipes the key of a page that was filed for nobody.
func (m filedMsg) Late() {
	if m.filed != nil {
		m.filed.Forget()
	}
}

// close ends the guide: the page is filed, or, if nothing was entered, stays and says so.
func (w *room) close(e kit.Env) tea.Cmd {
	now := w.page.Entry(e.Now)
	switch {
	case page.Nothing(now):
		w.quiet = e.Words.Write.Nothing
		return nil
	case now.Blank():
		return w.putBy(e)
	}
	return w.file(e, filing{entry: now})
}

// putBy leaves a weight that has no words yet as an unfinished page, to be told later.
func (w *room) putBy(e kit.Env) tea.Cmd {
	to := w.save.To
	to.Leave()
	w.fresh(w.keptAsIs(e))
	return tea.Batch(w.save.Tick(e), e.Do(func(ctx context.Context) tea.Msg { return passed{kit.ActKeep, to.Flush(ctx)} }))
}

func (w *room) keptAsIs(e kit.Env) string {
	return strings.TrimSpace(page.KeptAsIs(e.Words, w.page.Before, w.opts.Someone) + " " + w.page.Remark())
}

func (w *room) coverSaved(e kit.Env) tea.Cmd { return e.App.Cover(e.Words.Leaving.Saved) }

// fileAsIs files the page wherever it stands, and covers it. A page without words
// is only covered.
func (w *room) fileAsIs(e kit.Env) tea.Cmd {
	w.page.LeaveWhen(e)
	now := w.page.Entry(e.Now)
	switch {
	case page.Nothing(now):
		return e.App.Cover("")
	case now.Blank():
		return tea.Batch(w.putBy(e), w.coverSaved(e))
	}
	return w.file(e, filing{entry: now, cover: true, rescue: w.save.Rescues()})
}

// file brings the page to disk before anything else happens to it. While it is on
// its way the page stays in sight; what is typed is held, see hold.
func (w *room) file(e kit.Env, f filing) tea.Cmd {
	w.filing = &f
	to := w.save.To
	return e.Do(func(ctx context.Context) tea.Msg {
		filed, rescue, err := page.File(ctx, to, f.entry, f.rescue)
		return filedMsg{filed, rescue, err}
	})
}

// isFiled goes on to the shake; after an error the words stay where they are.
func (w *room) isFiled(e kit.Env, msg filedMsg) tea.Cmd {
	if w.filing == nil {
		msg.Late()
		return nil
	}
	f := *w.filing
	w.filing = nil
	if msg.err != nil {
		if msg.rescue.Tried {
			w.save.Rescue = msg.rescue
		}
		w.takeHeld(e)
		w.save.Trouble(e, msg.err)
		return w.save.Tick(e)
	}
	next := w.turnPage(e)
	e.App.Problem(nil)
	if f.cover {
		msg.filed.Forget()
		w.fresh(w.keptAsIs(e))
		w.offers = true
		return tea.Batch(next, e.App.AskStatus(), w.coverSaved(e))
	}
	w.filed = msg.filed
	w.beginShake()
	return tea.Batch(next, e.App.AskStatus())
}
