package tui

import (
	"context"
	"slices"

	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
)

// keep is a page on its way to disk.
type keep struct {
	entry  journal.Entry
	cover  bool // cover afterwards, without the rest of the guide
	rescue bool // if it cannot be kept, put it elsewhere
}

// close ends the guide: the page is kept, or, if nothing was entered, is fresh
// again without a word.
func (w *write) close(e env) tea.Cmd {
	if !w.closing {
		return nil
	}
	w.closing = false
	page := w.entry(e.now)
	if page.Blank() {
		w.fresh("")
		return nil
	}
	return w.keep(e, keep{entry: page})
}

// keepAsIs keeps the page wherever it stands, and covers it. A page without
// words is only covered.
func (w *write) keepAsIs(e env) tea.Cmd {
	page := w.entry(e.now)
	if page.Blank() {
		return send(coverNow{})
	}
	return w.keep(e, keep{entry: page, cover: true, rescue: w.rescues()})
}

// keep brings the page to disk before anything else happens to it. While it is
// on its way the page stays in sight; what is typed is held, see hold.
func (w *write) keep(e env, k keep) tea.Cmd {
	w.keeping = &k
	keeper := w.opts.Autosaver
	return e.do(func(ctx context.Context) tea.Msg {
		// What was begun is brought to its end, even when the screen is covered.
		return keepOrRescue(ctx, keeper, k)
	})
}

// isKept goes on to the shake; after an error the words stay where they are.
func (w *write) isKept(e env, msg keptMsg) tea.Cmd {
	if w.keeping == nil {
		if msg.kept != nil {
			msg.kept.Forget()
		}
		return nil
	}
	k := *w.keeping
	w.keeping = nil
	if msg.err != nil {
		if msg.rescue.tried {
			w.rescue = msg.rescue
		}
		w.takeHeld()
		return tea.Batch(w.tick(e), w.trouble(msg.err))
	}
	next := w.turnPage(e)
	first := e.known && e.status.Entries == 0 && !e.status.Locked && !e.status.Offered[page.OfferLock]
	cleared := send(problem{})
	if k.cover {
		msg.kept.Forget()
		w.fresh(e.words.Write.KeptAsIs)
		w.first = first
		return tea.Batch(next, cleared, send(statusChanged{}), send(coverNow{}))
	}
	w.kept, w.first = msg.kept, first
	w.beginShake()
	return tea.Batch(next, cleared, send(statusChanged{}))
}

// tablet is the answer whose words are shaken off: what happened, or the first
// that was given. The change answer is what stays, so it is none of them; -1
// for none.
func (w *write) tablet() int {
	return slices.IndexFunc(w.answers, func(a answer) bool {
		return a.step.Name != journal.Change && !blankText(a.text)
	})
}

// change is the text that a person takes along from the page, "" for none.
func (w *write) change() *answer {
	for i, a := range w.answers {
		if a.step.Name == journal.Change && !blankText(a.text) {
			return &w.answers[i]
		}
	}
	return nil
}
