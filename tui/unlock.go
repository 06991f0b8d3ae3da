package tui

import (
	"cmp"
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// unlock asks for the passphrase or the recovery key, and opens the journal with
// it. The root takes the identity; this dialog only hears of failures.
type unlock struct {
	kit.SecretField
	title, line string                // why it is asked for, if not to read
	then        func(kit.Env) tea.Cmd // for the screen below, once the journal is open; may be nil
	opening     bool
	ahead       []tea.KeyPressMsg // typed meanwhile
	wrong       bool
	breath      spinner
}

// Confirm is app.Confirm: nobody who passes an open journal may take its lock off.
func (m *Model) Confirm(title, line string, then func(kit.Env) tea.Cmd) tea.Cmd {
	if !m.known {
		return m.AskStatus()
	}
	m.Push(&unlock{title: title, line: line, then: then})
	return nil
}

func (u *unlock) KeyContext() kit.KeyContext {
	if u.opening {
		return kit.InOpening
	}
	return kit.InField
}

func (u *unlock) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		u.Insert(msg.Content)
	case tea.KeyPressMsg:
		if u.Press(e, msg) {
			return nil
		}
		if e.Action(kit.InField, msg) == kit.ActGoOn && u.Length() > 0 {
			return u.open(e)
		}
	case opened:
		u.opening, u.ahead = false, nil
		u.wrong = errors.Is(msg.err, journal.ErrPassphrase)
		if !u.wrong {
			e.App.Problem(msg.err)
		}
	case kit.Failed:
		u.opening = false
	}
	return nil
}

// open derives the key in a command, since that takes about a second by design.
func (u *unlock) open(e kit.Env) tea.Cmd {
	u.opening, u.wrong = true, false
	given := u.Take()
	byPassphrase := !kit.IsRecoveryKey(given)
	work := e.Do(func(ctx context.Context) tea.Msg {
		defer clear(given)
		unlocked, err := e.Opts.Journal.Unlock(ctx, given)
		return opened{unlocked: unlocked, err: err, then: u.then, byPassphrase: byPassphrase}
	})
	return tea.Batch(work, u.breath.start(e, func() bool { return u.opening }))
}

func (u *unlock) View(e kit.Env) kit.Frame {
	w := e.Words.Unlock
	title := cmp.Or(u.title, w.Title)
	if u.opening {
		return u.breath.view(e, title, w.Working)
	}
	c := kit.NewCanvas(e)
	c.Barred(e.Theme.Strong, editor.Truncate(title, c.Width))
	if u.line != "" {
		c.Barred(e.Theme.Soft, editor.Wrap(u.line, c.Width)...)
	}
	c.Bar("")
	c.Barred(e.Theme.Text, editor.Wrap(w.Label, c.Width)...)
	c.Field(e, "", &u.SecretField, true)
	c.Gap()
	if u.wrong {
		c.Prose(e.Theme.Text, w.Wrong)
	}
	if e.Status.Offered&page.KeyShown != 0 { // nobody is promised a key that was never seen
		c.Prose(e.Theme.Faint, w.Recovery)
	}
	return c.Frame
}

// spinner is something calm to look at while a key is derived: a dot that grows
// and shrinks about as slowly as somebody breathes. One tick is pending at most.
type spinner struct {
	phase   int
	pending bool
}

// breathTime is how long a dot stays as it is: eight of them are a breath.
const breathTime = 400 * time.Millisecond

// start begins to breathe in, and goes on as long as there is something to wait for.
func (b *spinner) start(e kit.Env, waits func() bool) tea.Cmd {
	b.phase = 0
	return b.later(e, waits)
}

func (b *spinner) later(e kit.Env, waits func() bool) tea.Cmd {
	if b.pending {
		return nil
	}
	b.pending = true
	return e.After(breathTime, kit.Then(func(e kit.Env) tea.Cmd {
		if b.pending = false; !waits() {
			return nil
		}
		b.phase++
		return b.later(e, waits)
	}))
}

func (b *spinner) view(e kit.Env, title, doing string) kit.Frame {
	dots := []string{"·", "·", "•", "•", "●", "●", "•", "•"}
	return kit.Frame{Lines: []string{kit.Heading(e, title), "", e.Theme.Accent.Render(dots[b.phase%len(dots)]) + " " +
		e.Theme.Soft.Render(editor.Truncate(doing, e.Width-kit.Gutter))}}
}
