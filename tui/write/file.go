package write

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

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
	return w.file(e, now, false)
}

// putBy leaves a weight that has no words yet as an unfinished page, to be told later.
func (w *room) putBy(e kit.Env) tea.Cmd {
	to := w.save.To
	to.Leave()
	w.fresh(w.keptAsIs(e))
	return tea.Batch(w.save.Tick(e), e.Do(func(ctx context.Context) tea.Msg { return w.passed(to.Flush(ctx), "") }))
}

func (w *room) keptAsIs(e kit.Env) string {
	return strings.TrimSpace(page.KeptAsIs(e.Words, w.page.Before, w.opts.Someone) + " " + w.page.Remark)
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
	return w.file(e, now, true)
}

// file brings the page to disk before anything else happens to it. While it is on
// its way the page stays in sight; what is typed is held, see hold. Where it shall only be covered
// after that, and saving has failed before, it is put elsewhere if need be.
func (w *room) file(e kit.Env, entry journal.Entry, cover bool) tea.Cmd {
	w.filing = &entry
	to, rescues := w.save.To, cover && w.save.Rescues()
	return e.Do(func(ctx context.Context) tea.Msg {
		filed, rescue, err := page.File(ctx, to, entry, rescues)
		forget := func() {
			if filed != nil {
				filed.Forget()
			}
		}
		return kit.Held{LetGo: forget, Then: func(e kit.Env) tea.Cmd {
			was := w.filing
			switch w.filing = nil; {
			case was == nil:
				forget()
				return nil
			case err != nil:
				return w.notFiled(e, rescue, err)
			default:
				return w.isFiled(e, filed, cover)
			}
		}}
	})
}

// notFiled leaves the words where they are.
func (w *room) notFiled(e kit.Env, rescue page.Rescue, err error) tea.Cmd {
	if rescue.Tried {
		w.save.Rescue = rescue
	}
	w.takeHeld(e)
	w.save.Trouble(e, err)
	return w.save.Tick(e)
}

// isFiled goes on to the shake, or covers.
func (w *room) isFiled(e kit.Env, filed page.Filed, cover bool) tea.Cmd {
	next := w.turnPage(e)
	e.App.Problem(nil)
	if cover {
		filed.Forget()
		w.fresh(w.keptAsIs(e))
		w.offers = true
		return tea.Batch(next, e.App.AskStatus(), w.coverSaved(e))
	}
	w.filed = filed
	w.beginShake()
	return tea.Batch(next, e.App.AskStatus())
}
