package tui

import (
	"bytes"

	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
)

// lockOffer offers a lock, after the first saved entry and never before, and
// sets it: a passphrase, and the same once more.
type lockOffer struct {
	root   *Model
	stage  lockStage
	field  secret
	first  []byte // as typed the first time
	remark string // about what was typed, quietly
	breath breath
}

type lockStage uint8

const (
	lockOffered lockStage = iota
	lockFirst
	lockAgain
	lockWorking
)

// shortPassphrase is the number of characters below which a passphrase gets a
// remark. It is taken all the same.
const shortPassphrase = 8

func (l *lockOffer) typing() bool { return l.stage != lockOffered }

func (l *lockOffer) place() place {
	switch l.stage {
	case lockOffered:
		return placeOffer
	case lockWorking:
		return placeLocking
	default:
		return placeField
	}
}

// escape covers instead of closing while the lock is being set. That goes on
// whatever is pressed, and here is where its end is told.
func (l *lockOffer) escape(env) (tea.Cmd, bool) {
	if l.stage == lockWorking {
		return l.root.Cover(), true
	}
	return nil, false
}

func (l *lockOffer) wipe() {
	l.field.wipe()
	clear(l.first)
	l.first = nil
}

func (l *lockOffer) update(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if l.place() == placeField {
			l.field.insert(msg.Content)
		}
	case tea.KeyPressMsg:
		return l.press(e, msg)
	case breathe:
		return l.breath.next(e, l.stage == lockWorking)
	case lockSet: // it failed: the root closes the dialog otherwise
		l.stage, l.remark = lockFirst, ""
	}
	return nil
}

func (l *lockOffer) press(e env, k tea.KeyPressMsg) tea.Cmd {
	switch l.stage {
	case lockOffered:
		switch e.action(placeOffer, k) {
		case actSetLock:
			l.stage = lockFirst
		case actNotNow:
			l.root.pop(l)
			return l.root.markOffered(page.OfferLock)
		}
	case lockFirst, lockAgain:
		if !l.field.press(e, k) && e.action(placeField, k) == actGoOn {
			return l.next(e)
		}
	}
	return nil
}

// next goes on after a passphrase was typed.
func (l *lockOffer) next(e env) tea.Cmd {
	w := e.words.Lock
	switch {
	case l.field.empty():
		l.remark = w.Wordless
	case l.stage == lockFirst:
		l.remark = ""
		if l.field.length() < shortPassphrase {
			l.remark = w.Short
		}
		l.first = l.field.take()
		l.stage = lockAgain
	case !bytes.Equal(l.first, l.field.text):
		l.wipe()
		l.stage, l.remark = lockFirst, w.Differ
	default:
		return l.set(e)
	}
	return nil
}

// set has the root put the lock on.
func (l *lockOffer) set(e env) tea.Cmd {
	l.stage = lockWorking
	chosen := l.field.take()
	l.wipe()
	return tea.Batch(l.root.setLock(chosen), l.breath.start(e))
}

func (l *lockOffer) view(e env) frame {
	w := e.words.Lock
	c := &canvas{theme: e.theme, width: reading(e)}
	switch l.stage {
	case lockOffered:
		c.asks(w.Offer)
		return c.frame
	case lockWorking:
		return frame{lines: []string{heading(e, w.Offer[0]), "", l.breath.view(e, w.Working)}}
	}
	title, remark := w.First, l.remark
	if l.stage == lockAgain {
		title = w.Again
	}
	if remark == "" {
		remark = w.Nobody
	}
	c.barred(e.theme.Strong, editor.Truncate(title, c.width))
	c.bar("")
	c.secret(e, &l.field)
	c.prose(e.theme.Text, remark)
	return c.frame
}
