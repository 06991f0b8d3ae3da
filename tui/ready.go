package tui

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/learned"
	"shakeoff/tui/page"
)

// ready is the room for before the next one. Its reminders are for anyone at
// the keyboard; what somebody said they would change, and the words they wished
// they had, show once the journal is open. It never asks for a passphrase by
// itself: there are thirty seconds before the phone rings.
type ready struct {
	sealed  bool // a lock is set, and the passphrase has not come yet
	loading bool
	loaded  bool

	promises journal.Promises
	phrases  []journal.Phrase
	older    bool // older ones are in sight too
	sheet    sheet

	how   *howLine  // the line on how it went, while it is written
	marks int       // how often something was marked: what was read before is old
	queue []marking // not on disk yet; the first is being saved
	busy  bool
}

// What Ready tells itself.
type (
	readMsg struct {
		promises journal.Promises
		phrases  []journal.Phrase
		marks    int
		err      error
	}
	// marking is an intention as it is to be kept with an entry.
	marking struct {
		entry     journal.ID
		intention journal.Intention
	}
	markDone struct{ err error }
)

func newReady() *ready { return &ready{sheet: sheet{chosen: none}} }

func (r *ready) typing() bool { return r.how != nil }

func (r *ready) place() place {
	switch {
	case r.how != nil:
		return placeHow
	case r.sealed:
		return placeSealed
	case len(r.rows()) > 0 || r.hasOlder():
		return placeReady
	default:
		return placeQuiet
	}
}

// escape ends the line on how it went, and keeps it.
func (r *ready) escape(e env) (tea.Cmd, bool) {
	if r.how == nil {
		return nil, false
	}
	return r.endHow(e), true
}

func (r *ready) update(e env, msg tea.Msg) tea.Cmd {
	cmd := r.handle(e, msg)
	if r.how != nil {
		r.how.text.SetWidth(promiseWidth(r.shape(e).width))
		r.how.text.SetCells(e.cells)
	}
	return cmd
}

func (r *ready) handle(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.press(e, msg)
	case tea.PasteMsg:
		if r.how != nil {
			return r.pasteHow(e, msg.Content)
		}
	case picked:
		if r.how == nil && !r.sheet.pick(r.viewport(e), msg.at) {
			return r.act(e, msg.does)
		}
	case wheeled:
		r.sheet.wheel(r.viewport(e), msg.by)
	case entered, unlockedMsg:
		return r.enter(e)
	case statusMsg:
		if e.unlocked == nil {
			return r.enter(e)
		}
	case readMsg:
		return r.read(e, msg)
	case markDone:
		return r.marked(e, msg)
	case saveDue, saved:
		if r.how != nil {
			return r.how.save.update(e, msg)
		}
	case lockedMsg:
		*r = *newReady()
	case failed:
		r.loading, r.busy = false, false
	}
	return nil
}

// enter reads what may be read. Where no lock is set nothing is asked.
func (r *ready) enter(e env) tea.Cmd {
	r.sealed = e.unlocked == nil && e.known && e.status.Locked
	switch {
	case e.unlocked != nil:
		return r.load(e)
	case e.known && e.status.Exists && !e.status.Locked:
		return e.app.Unlock(nil)
	default:
		return nil
	}
}

func (r *ready) load(e env) tea.Cmd {
	if r.loading || r.how != nil || len(r.queue) > 0 {
		return nil
	}
	r.loading = true
	marks := r.marks
	return e.do(func(ctx context.Context) tea.Msg {
		entries, err := e.unlocked.All(ctx)
		return readMsg{journal.Intentions(entries, e.now), journal.PhrasesOf(entries), marks, err}
	})
}

func (r *ready) read(e env, msg readMsg) tea.Cmd {
	r.loading = false
	if msg.err != nil && !errors.Is(msg.err, journal.ErrDamaged) {
		return e.trouble(msg.err)
	}
	if msg.marks != r.marks {
		return r.load(e)
	}
	r.loaded = true
	r.promises, r.phrases = msg.promises, msg.phrases
	r.sheet.settle(r.viewport(e))
	if msg.err != nil {
		e.app.Problem(msg.err)
	}
	return nil
}

// rows returns the intentions that can be chosen, in the order in which they
// stand.
func (r *ready) rows() []*journal.Promise {
	var rows []*journal.Promise
	add := func(promises []journal.Promise) {
		for i := range promises {
			rows = append(rows, &promises[i])
		}
	}
	if !r.older {
		add(r.promises.Open[:min(learned.Newest, len(r.promises.Open))])
		return rows
	}
	add(r.promises.Open)
	add(r.promises.Resting)
	add(r.promises.Done)
	return rows
}

// hasOlder says that there is more than what stands in sight at first.
func (r *ready) hasOlder() bool {
	return len(r.promises.Open) > learned.Newest || len(r.promises.Resting)+len(r.promises.Done) > 0 || len(r.phrases) > learned.Newest
}

func (r *ready) press(e env, k tea.KeyPressMsg) tea.Cmd {
	if r.how != nil {
		return r.pressHow(e, k)
	}
	a := e.action(r.place(), k)
	switch a {
	case actUnlock:
		return e.app.Unlock(nil)
	case actEarlier:
		r.older = !r.older
		r.sheet.settle(r.viewport(e))
	case actRead, actTried, actLetGo:
		return r.act(e, a)
	default:
		r.sheet.press(a, r.viewport(e))
	}
	return nil
}

// act does something with the chosen intention. Where none is in sight, the
// first comes into sight, and no more than that.
func (r *ready) act(e env, a action) tea.Cmd {
	rows := r.rows()
	if r.sheet.chosen < 0 || r.sheet.chosen >= len(rows) {
		r.sheet.chosen = min(0, len(rows)-1)
		r.sheet.show(r.viewport(e))
		return nil
	}
	p := rows[r.sheet.chosen]
	switch {
	case a == actRead:
		return e.app.OpenEntry(p.Entry)
	case e.unlocked == nil:
		return nil
	case a == actTried && p.State != journal.Tried:
		r.how = newHowLine(e, p)
		return r.mark(e, p, journal.Tried, p.How)
	case a == actLetGo && p.State != journal.LetGo:
		return r.mark(e, p, journal.LetGo, p.How)
	default:
		return r.mark(e, p, journal.Open, p.How)
	}
}

// mark marks an intention, here at once and on disk as soon as can be. It stays
// where it stands until the room is entered again.
func (r *ready) mark(e env, p *journal.Promise, state journal.State, how string) tea.Cmd {
	p.State, p.Marked, p.How = state, e.now, how
	r.marks++
	r.queue = append(r.queue, marking{p.Entry, journal.Intention{State: state, At: e.now, How: how}})
	return r.saveNext(e)
}

// saveNext saves one marking at a time, so that they lie in the file in the
// order in which they were made.
func (r *ready) saveNext(e env) tea.Cmd {
	if r.busy || len(r.queue) == 0 || e.unlocked == nil {
		return nil
	}
	r.busy = true
	m := r.queue[0]
	return e.do(func(ctx context.Context) tea.Msg {
		return markDone{e.unlocked.Mark(ctx, m.entry, m.intention)}
	})
}

func (r *ready) marked(e env, msg markDone) tea.Cmd {
	r.busy = false
	if msg.err != nil {
		return r.notMarked(e, msg.err)
	}
	r.queue = slices.Delete(r.queue, 0, min(1, len(r.queue)))
	if r.how != nil && r.how.ending && len(r.queue) == 0 {
		return r.closeHow(e)
	}
	return r.saveNext(e)
}

// notMarked tells what went wrong. What is shown is read again, unless a line
// is being written: that stays, and is tried again.
func (r *ready) notMarked(e env, err error) tea.Cmd {
	r.queue = nil
	if r.how != nil {
		r.how.ending = false
		return e.trouble(err)
	}
	return tea.Batch(e.trouble(err), r.load(e))
}

// seal brings to disk what was marked, and, where the room will be forgotten, the line
// on how it went. The autosaver has the draft of that line: if its entry was deleted by
// another window meanwhile, the draft stays, and is an unfinished page.
func (r *ready) seal(e env, forget bool) func(context.Context) error {
	queue := slices.Clone(r.queue)
	drop := func(context.Context) error { return nil }
	if r.how != nil && forget {
		if m, changed := r.how.marking(e.now); changed && !r.how.ending {
			queue = append(queue, m)
		}
		to := r.how.save.to
		drop = func(ctx context.Context) error { return page.Drop(ctx, to) }
	}
	if e.unlocked == nil || len(queue) == 0 && r.how == nil {
		return nil
	}
	return func(ctx context.Context) error {
		for _, m := range queue {
			err := e.unlocked.Mark(ctx, m.entry, m.intention)
			if errors.Is(err, journal.ErrNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
		}
		return drop(ctx)
	}
}
