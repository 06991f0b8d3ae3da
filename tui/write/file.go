package write

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// close ends the guide, and with cover covers the screen: the page is filed, or, if nothing was entered,
// stays and says so.
func (w *room) close(e kit.Env, cover bool) tea.Cmd {
	if cover {
		w.page.LeaveWhen(e)
	}
	now := w.page.Entry(e.Now)
	switch {
	case !now.Blank():
		return w.file(e, now, cover)
	case page.Nothing(now) && cover:
		return e.App.Cover("")
	case page.Nothing(now):
		w.quiet = e.Words.Write.Nothing
		return nil
	case cover:
		return tea.Batch(w.putBy(e), w.coverSaved(e))
	}
	return w.putBy(e)
}

// putBy keeps a weight without words as an unfinished page.
func (w *room) putBy(e kit.Env) tea.Cmd {
	to := w.save.To
	to.Leave()
	w.fresh(w.keptAsIs(e))
	return tea.Batch(w.save.Tick(e), e.Do(func(ctx context.Context) tea.Msg {
		err := to.Flush(ctx)
		return kit.Held{Then: func(e kit.Env) tea.Cmd {
			e.App.Problem(err)
			return e.App.AskStatus()
		}}
	}))
}

func (w *room) keptAsIs(e kit.Env) string {
	return strings.TrimSpace(page.KeptAsIs(e.Words, w.page.Before, w.opts.Someone) + " " + w.page.Remark)
}

func (w *room) coverSaved(e kit.Env) tea.Cmd { return e.App.Cover(e.Words.Leaving.Saved) }

// file brings the page to disk before anything else happens to it. Until then it stays in sight, and
// what is typed is held, see hold. With cover, the screen is covered next; if saving has failed before,
// the page may be rescued into another folder.
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

func (w *room) notFiled(e kit.Env, rescue page.Rescue, err error) tea.Cmd {
	if rescue.Tried {
		w.save.Rescue = rescue
	}
	w.takeHeld(e)
	w.save.Trouble(e, err)
	return w.save.Tick(e)
}

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
