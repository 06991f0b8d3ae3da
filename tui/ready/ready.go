// Package ready is the room for before the next one: reminders, and what somebody
// said they would change. It is made of tui/kit and imports no other room.
package ready

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/page"
)

// room shows its reminders to anyone, and the rest once the journal is open. It never asks for a
// passphrase by itself: there are thirty seconds before the phone rings.
type room struct {
	loading bool
	loaded  bool

	own   learned.Own
	sheet kit.SelectList

	how   *howLine  // the line on how it went, while it is written
	marks int       // how often something was marked: what was read before is old
	queue []marking // not on disk yet; the first is being saved
	busy  bool
}

// marking is a mark on an intention, to be saved.
type marking struct {
	entries   []journal.ID // all with the same promise
	intention journal.Intention
	line      *page.Autosaver // the draft of its line on how it went, nil for none
}

// New returns the room as it is at the start.
func New(*kit.Options) kit.Screen { return &room{sheet: kit.SelectList{Chosen: kit.None}} }

func (r *room) KeyContext() kit.KeyContext {
	switch {
	case r.how != nil:
		return kit.InHow
	case r.own.HasOlder() || len(r.own.Open) > 0:
		return kit.InReady
	default:
		return kit.InQuiet
	}
}

func (r *room) Escape(e kit.Env) (tea.Cmd, bool) {
	if r.how == nil {
		return nil, false
	}
	return r.endHow(e), true
}

func (r *room) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	cmd := r.handle(e, msg)
	if r.how != nil {
		r.how.text.SetWidth(promiseWidth(width(e)))
		r.how.text.SetCells(e.Cells)
	}
	return cmd
}

func (r *room) handle(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.press(e, msg)
	case tea.PasteMsg:
		if r.how != nil {
			r.how.text.Insert(msg.Content)
			return r.noteHow(e)
		}
	case kit.Picked:
		if r.how == nil && !r.sheet.Pick(r.viewport(e), msg.At) {
			return r.act(e, msg.Does)
		}
	case kit.Wheeled:
		r.sheet.Wheel(r.viewport(e), msg.By)
	case kit.Entered, kit.UnlockedMsg:
		return r.enter(e)
	case kit.StatusMsg:
		if e.Unlocked == nil {
			return r.enter(e)
		}
	case kit.Then:
		return msg(e)
	case kit.SaveDue, kit.Saved:
		if r.how != nil {
			return r.how.save.Update(e, msg)
		}
	case kit.LockedMsg:
		*r = *New(e.Opts).(*room)
	case kit.Failed:
		r.loading, r.busy = false, false
	}
	return nil
}

// enter reads what may be read, without asking.
func (r *room) enter(e kit.Env) tea.Cmd {
	switch {
	case e.Unlocked != nil:
		return r.load(e)
	case e.Known && e.Status.Exists && !e.Status.Locked:
		return e.App.Unlock(nil)
	}
	return nil
}

func (r *room) load(e kit.Env) tea.Cmd {
	if r.loading || r.how != nil || len(r.queue) > 0 {
		return nil
	}
	r.loading = true
	marks := r.marks
	return e.Do(func(ctx context.Context) tea.Msg {
		entries, err := e.Unlocked.All(ctx)
		own := learned.NewOwn(entries, e.Now)
		return kit.Then(func(e kit.Env) tea.Cmd {
			r.loading = false
			switch readable := kit.Readable(err); {
			case readable && marks != r.marks:
				return r.load(e)
			case readable:
				own.Older = r.own.Older
				r.loaded, r.own = true, own
				r.sheet.Clamp(r.viewport(e))
			}
			return e.Trouble(err)
		})
	})
}

func (r *room) chosen(e kit.Env) *journal.Promise {
	i := r.sheet.Chosen
	_, parts := r.own.Shown(e.Words)
	for _, part := range parts {
		if i >= 0 && i < len(part.Promises) {
			return &part.Promises[i]
		}
		i -= len(part.Promises)
	}
	return nil
}

func (r *room) press(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	if r.how != nil {
		return r.pressHow(e, k)
	}
	a := e.Action(r.KeyContext(), k)
	switch a {
	case kit.ActEarlier:
		r.own.Older = !r.own.Older
		r.sheet.Clamp(r.viewport(e))
	case kit.ActRead, kit.ActTried, kit.ActLetGo:
		return r.act(e, a)
	default:
		r.sheet.Press(a, r.viewport(e))
	}
	return nil
}

func (r *room) Disables(a kit.Action) bool {
	return r.sheet.Chosen < 0 && (a == kit.ActRead || a == kit.ActTried || a == kit.ActLetGo)
}

// act does something with the chosen intention. If none is chosen, it only chooses the first.
func (r *room) act(e kit.Env, a kit.Action) tea.Cmd {
	p := r.chosen(e)
	if p == nil {
		r.sheet.Chosen = min(0, len(r.column(e).Items)-1)
		r.sheet.Show(r.viewport(e))
		return nil
	}
	state := journal.Open
	switch {
	case a == kit.ActRead:
		return e.App.OpenReview(kit.OpenEntry{ID: p.Entry})
	case e.Unlocked == nil:
		return nil
	case a == kit.ActTried && p.State != journal.Tried:
		r.how, state = newHowLine(e, p), journal.Tried
	case a == kit.ActLetGo && p.State != journal.LetGo:
		state = journal.LetGo
	}
	return r.mark(e, p, marking{entries: p.Entries(), intention: journal.Intention{State: state, At: e.Now, How: p.How}})
}

// mark marks an intention on screen and soon on disk. It keeps its place until the room is entered
// again.
func (r *room) mark(e kit.Env, p *journal.Promise, m marking) tea.Cmd {
	p.State, p.Marked, p.How = m.intention.State, m.intention.At, m.intention.How
	r.marks++
	r.queue = append(r.queue, m)
	return r.saveNext(e)
}

// saveNext saves one marking at a time, so that the file has them in their order.
func (r *room) saveNext(e kit.Env) tea.Cmd {
	if r.busy || len(r.queue) == 0 || e.Unlocked == nil {
		return nil
	}
	r.busy = true
	m := r.queue[0]
	return e.Do(func(ctx context.Context) tea.Msg {
		err := page.Mark(ctx, e.Unlocked, m.entries, m.intention, m.line)
		return kit.Then(func(e kit.Env) tea.Cmd { return r.marked(e, err) })
	})
}

// marked goes on with the queue. After an error the room is read again, unless a line is being written,
// which can be ended again.
func (r *room) marked(e kit.Env, err error) tea.Cmd {
	r.busy = false
	switch {
	case err != nil && r.how != nil:
		r.queue, r.how.ending = nil, false
		return e.Trouble(err)
	case err != nil:
		r.queue = nil
		return tea.Batch(e.Trouble(err), r.load(e))
	}
	r.queue = slices.Delete(r.queue, 0, min(1, len(r.queue)))
	if r.how != nil && r.how.ending && len(r.queue) == 0 {
		return r.closeHow(e)
	}
	return r.saveNext(e)
}

// Seal brings to disk what was marked and, if the room will be forgotten, the line on how it went. If
// another window has deleted its entry, the line stays a draft, which is an unfinished page.
func (r *room) Seal(e kit.Env, forget bool) func(context.Context) error {
	queue := slices.Clone(r.queue)
	drop := func(context.Context) error { return nil }
	if r.how != nil && forget {
		if m, changed := r.how.marking(e.Now); changed && !r.how.ending {
			queue = append(queue, m)
		}
		to := r.how.save.To
		drop = func(ctx context.Context) error { return page.Drop(ctx, to) }
	}
	if e.Unlocked == nil || len(queue) == 0 && r.how == nil {
		return nil
	}
	return func(ctx context.Context) error {
		for _, m := range queue {
			err := page.Mark(ctx, e.Unlocked, m.entries, m.intention, m.line)
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
