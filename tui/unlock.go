package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

// unlock asks for the passphrase or the recovery key, and opens the journal with
// it. The root takes the identity; this dialog only hears of failures.
type unlock struct {
	field   secret
	then    func(env) tea.Cmd // for the screen below, once the journal is open; may be nil
	opening bool
	wrong   bool
	breath  breath
}

func (u *unlock) wipe() { u.field.wipe() }

func (u *unlock) typing() bool { return !u.opening }

func (u *unlock) place() place {
	if u.opening {
		return placeOpening
	}
	return placeField
}

func (u *unlock) update(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		u.field.insert(msg.Content)
	case tea.KeyPressMsg:
		if u.opening || u.field.press(e, msg) {
			return nil
		}
		if e.action(placeField, msg) == actGoOn && !u.field.empty() {
			return u.open(e)
		}
	case breathe:
		return u.breath.next(e, u.opening)
	case opened:
		u.opening = false
		u.wrong = errors.Is(msg.err, journal.ErrPassphrase)
		if !u.wrong {
			e.app.Problem(msg.err)
		}
	case failed:
		u.opening = false
	}
	return nil
}

// open derives the key in a command, since that takes about a second by design.
func (u *unlock) open(e env) tea.Cmd {
	u.opening, u.wrong = true, false
	given := u.field.take()
	byPassphrase := !isRecoveryKey(given)
	then := u.then
	work := e.do(func(ctx context.Context) tea.Msg {
		defer clear(given)
		unlocked, err := e.opts.Journal.Unlock(ctx, given)
		return opened{unlocked: unlocked, err: err, then: then, byPassphrase: byPassphrase}
	})
	return tea.Batch(work, u.breath.start(e))
}

func (u *unlock) view(e env) frame {
	w := e.words.Unlock
	if u.opening {
		return frame{lines: []string{heading(e, w.Title), "", u.breath.view(e, w.Working)}}
	}
	c := &canvas{theme: e.theme, width: reading(e)}
	c.barred(e.theme.Strong, editor.Truncate(w.Title, c.width))
	c.bar("")
	c.barred(e.theme.Text, editor.Wrap(w.Label, c.width)...)
	c.secret(e, &u.field)
	if u.wrong {
		c.prose(e.theme.Text, w.Wrong)
	} else {
		c.prose(e.theme.Faint, w.Recovery)
	}
	return c.frame
}
