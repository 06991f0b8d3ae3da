package tui

import (
	"context"
	"fmt"
	"time"

	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

// waitingSince is when the newest of the waiting pages was last written.
type waitingSince struct {
	page journal.Waiting
	at   time.Time
}

// What Write tells itself of waiting pages.
type (
	// goOn asks to open the waiting page, once it can be read.
	goOn struct{}
	// adopted is a waiting page that is this window's now.
	adopted struct {
		draft page.Draft
		entry journal.Entry
		err   error
	}
	// filed is a waiting page that was kept as it is, without reading it.
	filed struct{ err error }
)

func (w *write) handleWaiting(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case statusMsg, unlockedMsg:
		return w.askSince(e)
	case waitingSince:
		w.since = msg
	case goOn:
		return w.adopt(e)
	case adopted:
		return w.isAdopted(e, msg)
	case filed:
		return w.isFiled(e, msg.err)
	}
	return nil
}

// askSince looks up how old the waiting page is, where it can be read.
func (w *write) askSince(e env) tea.Cmd {
	waiting := e.status.Waiting
	if len(waiting) == 0 || w.since.page == journal.LastWaiting(waiting) || e.unlocked == nil && e.status.Locked {
		return nil
	}
	opts, unlocked := e.opts, e.unlocked
	return e.do(func(ctx context.Context) tea.Msg {
		if unlocked == nil {
			u, err := opts.Journal.Unlock(ctx, nil)
			if err != nil {
				return nil // the line is shown without a date
			}
			defer u.Lock()
			unlocked = u
		}
		drafts, err := unlocked.Drafts(ctx)
		if err != nil || len(drafts) == 0 {
			return nil
		}
		return waitingSince{journal.LastWaiting(drafts).Waiting, journal.LastWaiting(drafts).Entry.Written}
	})
}

// waitingLine is the one line about pages that wait, or "". Where there is little
// room it says no more than that.
func (w *write) waitingLine(e env) string {
	waiting, said := e.status.Waiting, e.words.Waiting
	count, counted := e.words.Dates.Count(len(waiting))
	line := said.One
	switch {
	case len(waiting) == 0 || w.hidden:
		return ""
	case len(waiting) > 1 && counted:
		line = fmt.Sprintf(said.Several, count)
	case len(waiting) > 1:
		line = said.Many
	case w.since.page == journal.LastWaiting(waiting) && !w.since.at.IsZero() && (e.unlocked != nil || !e.status.Locked):
		line = fmt.Sprintf(said.From, e.words.Dates.DaySeen(w.since.at, e.now))
	}
	if editor.Width(line) > e.width-gutter {
		return said.One
	}
	return line
}

// openWaiting opens the page that waits, or, while locked, asks what to
// do with it.
func (w *write) openWaiting(e env) tea.Cmd {
	switch {
	case len(e.status.Waiting) == 0:
		return nil
	case e.unlocked == nil && e.status.Locked:
		w.phase, w.chose = choosing, w.phase
		return nil
	default:
		return send(needUnlock{goOn{}})
	}
}

func (w *write) pressChoice(e env, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(placeChoice, k)
	switch a {
	case actUnlock:
		w.phase = w.chose
		return send(needUnlock{goOn{}})
	case actFile:
		return w.file(e)
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

// file keeps the waiting page as it is, word for word, without reading it. That
// may have to wait for another window, so words for the page in hand are taken
// meanwhile.
func (w *write) file(e env) tea.Cmd {
	w.phase = w.chose
	if len(e.status.Waiting) == 0 {
		return nil
	}
	w.filing = true
	j, page := e.opts.Journal, journal.LastWaiting(e.status.Waiting)
	return e.do(func(ctx context.Context) tea.Msg {
		return filed{j.FileWaiting(ctx, page)}
	})
}

func (w *write) isFiled(e env, err error) tea.Cmd {
	w.filing = false
	if err != nil {
		return tea.Batch(send(problem{err}), send(statusChanged{}))
	}
	return tea.Batch(send(problem{}), send(notice{e.words.Write.KeptAsIs}), send(statusChanged{}))
}

// adopt takes up the page that waits. The page in hand is sealed before
// that; words that are typed meanwhile stay with it, see Autosaver.Adopt.
func (w *write) adopt(e env) tea.Cmd {
	if e.unlocked == nil || w.opening || !w.writing() {
		return nil
	}
	w.opening = true
	keeper, unlocked := w.opts.Autosaver, e.unlocked
	return e.do(func(ctx context.Context) tea.Msg {
		if err := keeper.Flush(ctx); err != nil {
			return adopted{err: unsaved(err)}
		}
		drafts, err := unlocked.Drafts(ctx)
		if err != nil {
			return adopted{err: err}
		}
		if len(drafts) == 0 {
			return adopted{err: journal.ErrChanged}
		}
		draft, entry, err := unlocked.Adopt(ctx, journal.LastWaiting(drafts).Waiting)
		return adopted{draft, entry, err}
	})
}

func (w *write) isAdopted(e env, msg adopted) tea.Cmd {
	w.opening = false
	if msg.err != nil {
		return tea.Batch(send(problem{msg.err}), send(statusChanged{}))
	}
	w.opts.Autosaver.Adopt(msg.draft, msg.entry)
	w.load(msg.entry)
	return tea.Batch(w.tick(e), send(problem{}), send(statusChanged{}))
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
