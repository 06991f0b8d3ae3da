package tui

import (
	"bytes"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// lockOffer offers a lock, after the first saved entry and never before, and
// sets it, which the cover may ask for at once: a passphrase, and the same once more.
type lockOffer struct {
	kit.SecretField
	root   *Model
	stage  lockStage
	first  []byte // as typed the first time
	remark string // about what was typed, quietly
	breath kit.Spinner
}

type lockStage uint8

const (
	lockOffered lockStage = iota
	lockFirst
	lockAgain
	lockWorking
)

func (l *lockOffer) KeyContext() kit.KeyContext {
	switch l.stage {
	case lockOffered:
		return kit.InOffer
	case lockWorking:
		return kit.InLocking
	default:
		return kit.InField
	}
}

// Escape covers instead of closing while the lock is being set. That goes on
// whatever is pressed, and here is where its end is told.
func (l *lockOffer) Escape(kit.Env) (tea.Cmd, bool) {
	if l.stage == lockWorking {
		return l.root.Cover(), true
	}
	return nil, false
}

func (l *lockOffer) Wipe() {
	l.SecretField.Wipe()
	clear(l.first)
	l.first = nil
}

func (l *lockOffer) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if l.KeyContext() == kit.InField {
			l.Insert(msg.Content)
		}
	case tea.KeyPressMsg:
		return l.press(e, msg)
	case kit.SpinnerTick:
		return l.breath.Next(e, l.stage == lockWorking)
	case lockSet: // it failed: the root closes the dialog otherwise
		l.stage, l.remark = lockFirst, ""
	}
	return nil
}

func (l *lockOffer) press(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	switch l.stage {
	case lockOffered:
		switch e.Action(kit.InOffer, k) {
		case kit.ActSetLock:
			l.stage = lockFirst
		case kit.ActNotNow:
			l.root.pop(l)
			return l.root.markOffered(page.LockOffer(e.Status))
		}
	case lockFirst, lockAgain:
		if !l.Press(e, k) && e.Action(kit.InField, k) == kit.ActGoOn {
			return l.next(e)
		}
	}
	return nil
}

func (l *lockOffer) next(e kit.Env) tea.Cmd {
	w := e.Words.Lock
	switch {
	case l.Empty():
		l.remark = w.Wordless
	case l.stage == lockFirst:
		l.remark = ""
		if l.Length() < journal.ShortPassphrase {
			l.remark = w.Short
		}
		l.first = l.Take()
		l.stage = lockAgain
	case !bytes.Equal(l.first, l.Text):
		l.Wipe()
		l.stage, l.remark = lockFirst, w.Differ
	default:
		l.stage = lockWorking
		chosen := l.Take()
		l.Wipe()
		return tea.Batch(l.root.setLock(chosen), l.breath.Start(e))
	}
	return nil
}

func (l *lockOffer) View(e kit.Env) kit.Frame {
	w := e.Words.Lock
	c := kit.NewCanvas(e)
	switch l.stage {
	case lockOffered:
		c.Ask(w.Offer[0], w.Offer[1:]...)
		return c.Frame
	case lockWorking:
		return kit.Frame{Lines: []string{kit.Heading(e, w.Offer[0]), "", l.breath.View(e, w.Working)}}
	}
	title, remark := w.First, l.remark
	if l.stage == lockAgain {
		title = w.Again
	}
	if remark == "" {
		remark = w.Nobody
	}
	c.Barred(e.Theme.Strong, editor.Truncate(title, c.Width))
	c.Bar("")
	c.Secret(e, &l.SecretField)
	c.Prose(e.Theme.Text, remark)
	return c.Frame
}
