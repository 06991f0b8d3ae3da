// Package settings is the room of what can be set: the lock and the recovery key, whom to turn
// to, the language and the look. What is changed holds at once, and is kept in config.toml, of
// which no more is touched than the one value. Only what is secret asks for the
// passphrase.
//
// It is made of tui/kit and imports no other room. Rejected: fields for numbers and names that
// are chosen from a few, since a choice can be seen before it is made and never mistyped.
package settings

import (
	"context"
	"errors"
	"sync"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

type room struct {
	sheet   kit.SelectList
	at      row // the chosen one, as it was last
	backups page.Backups
	looked  bool // at the backups
	busy    bool // a backup is being made

	pending sync.Map   // the values that are not in the file yet, by the names of the settings
	keeping sync.Mutex // held while one is written there
	typing  bool       // what is typed of whom to turn to will be kept
	byHand  string     // the line that sets what could not be kept
}

// New returns the room as it is at the start.
func New(*kit.Options) kit.Screen { return &room{} }

// KeyContext is kit.Screen.KeyContext.
func (*room) KeyContext() kit.KeyContext { return kit.InSettings }

func (r *room) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	cmd := r.handle(e, msg)
	r.at = r.chosen(e)
	return cmd
}

func (r *room) handle(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.press(e, msg)
	case kit.Picked:
		if r.sheet.Pick(r.viewport(e), msg.At) {
			return nil
		}
		return r.change(e, +1)
	case kit.Wheeled:
		r.sheet.Wheel(r.viewport(e), msg.By)
	case kit.Entered:
		return r.look(e)
	case kit.CalmUnlock:
		r.offer(e)
	case kit.LockedMsg:
		r.typing, r.busy = false, false // for what ends them comes too late
	case kit.Then:
		return msg(e)
	case kit.Failed:
		r.busy = false
	}
	return nil
}

func (r *room) press(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	p, rows := r.viewport(e), r.rows(e)
	switch a := e.Action(kit.InSettings, k); a {
	case kit.ActChange:
		return r.change(e, +1)
	case kit.ActTurn:
		if r.chosen(e).turn != nil {
			return r.change(e, map[string]int{"left": -1, "right": +1}[k.String()])
		}
	default:
		r.sheet.Chosen = max(0, min(r.sheet.Chosen+kit.Steps(a, p.Seen(), len(rows)), len(rows)-1))
		r.sheet.Show(r.viewport(e))
	}
	return nil
}

// change does what the chosen row is for: it takes the next value, or the one before.
func (r *room) change(e kit.Env, by int) tea.Cmd {
	switch row := r.chosen(e); {
	case row.turn != nil:
		r.byHand = ""
		return row.turn(by)
	case row.do != nil:
		return row.do()
	}
	return nil
}

// Disables says that the chosen row cannot be changed, or has no values to choose from.
func (r *room) Disables(a kit.Action) bool {
	return a == kit.ActChange && r.at.do == nil && r.at.turn == nil || a == kit.ActTurn && r.at.turn == nil
}

func (r *room) keep(e kit.Env, name string, value any) tea.Cmd {
	r.pending.Store(name, value)
	return r.keepPending(e, name)
}

func (r *room) keepPending(e kit.Env, name string) tea.Cmd {
	return e.Do(func(ctx context.Context) tea.Msg {
		line, err := r.write(ctx, e.Opts.Settings, name)
		return kit.Then(func(e kit.Env) tea.Cmd {
			switch {
			case errors.Is(err, kit.ErrNotUsed):
				e.App.Problem(err)
			case err != nil:
				if r.byHand = line; e.Hidden { // else the room says it
					e.App.Problem(kit.ErrNotSet)
				}
			}
			return nil
		})
	})
}

// write keeps the newest value of a setting, if that is not done already.
func (r *room) write(ctx context.Context, to kit.Kept, name string) (line string, err error) {
	r.keeping.Lock()
	defer r.keeping.Unlock()
	value, ok := r.pending.LoadAndDelete(name)
	if !ok {
		return "", nil
	}
	return to.Keep(ctx, name, value)
}

// Seal keeps what is not kept yet, and waits for what is being kept. Nothing waits for a setting
// that cannot be.
func (r *room) Seal(e kit.Env, _ bool) func(context.Context) error {
	return func(ctx context.Context) error {
		r.pending.Range(func(name, _ any) bool {
			_, _ = r.write(ctx, e.Opts.Settings, name.(string))
			return true
		})
		r.keeping.Lock()
		defer r.keeping.Unlock()
		return nil
	}
}

// offer offers what is best set in calm: the recovery key, once, and when it was shown somebody to
// turn to.
func (r *room) offer(e kit.Env) {
	switch offered := e.Status.Offered; {
	case offered&page.OfferRecovery == 0:
		e.App.Push(&recovery{at: kit.InRecovery, then: func() { r.offerSomeone(e) }})
	case offered&page.KeyShown != 0:
		r.offerSomeone(e)
	}
}

// look looks at the backups. Why that cannot be done is told once one was asked for; until then
// the other rooms say what is wrong with the journal.
func (r *room) look(e kit.Env) tea.Cmd {
	return e.Do(func(ctx context.Context) tea.Msg {
		b, err := e.Opts.Journal.Backups(ctx)
		return kit.Then(func(kit.Env) tea.Cmd {
			if err == nil {
				r.backups, r.looked = b, true
			}
			return nil
		})
	})
}

func (r *room) backUp(e kit.Env) tea.Cmd {
	if r.busy || !e.Status.Exists {
		return nil
	}
	r.busy = true
	return e.Do(func(ctx context.Context) tea.Msg {
		err := e.Opts.Journal.BackUp(ctx)
		var b page.Backups
		if err == nil {
			b, err = e.Opts.Journal.Backups(ctx)
		}
		return kit.Then(func(e kit.Env) tea.Cmd {
			if r.busy = false; err != nil {
				e.App.Problem(err)
				return nil
			}
			r.backups, r.looked = b, true
			e.App.Notice(e.Words.Settings.BackedUp)
			return nil
		})
	})
}
