package tui

import (
	"bytes"
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// lockOffer offers a lock, never before the first saved entry, and sets it: a passphrase, and the
// same once more. The cover and Settings go straight to that. It also changes the passphrase, and
// is shown while a lock is taken off.
type lockOffer struct {
	root   *Model
	does   lockDeed
	stage  kit.KeyContext // the offer, the fields, or the work
	fields [2]kit.SecretField
	at     int    // which of them is open
	remark string // about what was typed
	breath spinner
}

// lockDeed says what the dialog does to the lock.
type lockDeed uint8

const (
	setting lockDeed = iota
	changing
	removing
)

func (l *lockOffer) KeyContext() kit.KeyContext { return l.stage }

func (l *lockOffer) working() bool { return l.stage == kit.InLocking }

// Disables says that there is no field to go back to.
func (l *lockOffer) Disables(a kit.Action) bool { return a == kit.ActFieldBack && l.at == 0 }

// Escape covers instead of closing while the lock is being set, which goes on whatever is pressed
// and is reported here.
func (l *lockOffer) Escape(e kit.Env) (tea.Cmd, bool) {
	if l.working() {
		return e.App.Cover(""), true
	}
	return nil, false
}

// Wipe is kit.Wiper.Wipe. It goes back to the first field.
func (l *lockOffer) Wipe() {
	l.fields[0].Wipe()
	l.fields[1].Wipe()
	l.at = 0
}

// Hide is kit.Hider.Hide.
func (l *lockOffer) Hide() {
	l.fields[0].Hide()
	l.fields[1].Hide()
}

func (l *lockOffer) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if l.stage == kit.InNewField {
			l.fields[l.at].Insert(msg.Content)
			l.remarkOn(e)
		}
	case tea.KeyPressMsg:
		return l.press(e, msg)
	}
	return nil
}

// failed goes back to the fields, if there are any.
func (l *lockOffer) failed() {
	if l.stage, l.remark = kit.InNewField, ""; l.does == removing {
		l.root.Pop(l)
	}
}

func (l *lockOffer) press(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	switch l.stage {
	case kit.InOffer:
		switch e.Action(kit.InOffer, k) {
		case kit.ActSetLock:
			l.stage = kit.InNewField
		case kit.ActNotNow:
			e.App.Pop(l)
			return e.App.MarkOffered(page.LockOffer(e.Status))
		}
	case kit.InNewField:
		if l.fields[l.at].Press(e, k) {
			l.remarkOn(e)
			return nil
		}
		switch e.Action(kit.InNewField, k) {
		case kit.ActGoOn:
			return l.next(e)
		case kit.ActFieldBack:
			if l.fields[1].Wipe(); l.at == 1 {
				l.at = 0
				l.remarkOn(e)
			}
		}
	}
	return nil
}

// remarkOn says whether what is typed in the first field is easily guessed. It is never refused.
func (l *lockOffer) remarkOn(e kit.Env) {
	const words, letters = 4, 20
	first := &l.fields[0]
	switch l.remark = ""; {
	case l.at == 1 || first.Length() == 0:
	case len(bytes.Fields(first.Text)) >= words || first.Length() >= letters:
		l.remark = e.Words.Lock.Good
	case first.Length() < journal.ShortPassphrase:
		l.remark = e.Words.Lock.Short
	}
}

func (l *lockOffer) next(e kit.Env) tea.Cmd {
	w := e.Words.Lock
	switch {
	case l.fields[l.at].Length() == 0:
		l.remark = w.Wordless
	case l.at == 0:
		l.remarkOn(e)
		l.fields[0].Hide()
		l.at = 1
	case !bytes.Equal(l.fields[0].Text, l.fields[1].Text):
		l.Wipe()
		l.remark = w.Differ
	default:
		l.stage = kit.InLocking
		chosen := l.fields[1].Take()
		l.Wipe()
		return tea.Batch(l.root.lockWith(l.does, chosen), l.breath.start(e, l.working))
	}
	return nil
}

func (l *lockOffer) View(e kit.Env) kit.Frame {
	w := e.Words.Lock
	c := kit.NewCanvas(e)
	title, working := w.Offer[0], w.Working
	switch l.does {
	case changing:
		title = w.Change
	case removing:
		title, working = e.Words.Settings.Remove, w.Removing
	}
	switch l.stage {
	case kit.InOffer:
		c.Ask(w.Offer[0], w.Offer[1:]...)
		return c.Frame
	case kit.InLocking:
		return l.breath.view(e, title, working)
	}
	if l.does == setting {
		title = w.First
	}
	c.Barred(e.Theme.Strong, editor.Truncate(title, c.Width))
	c.Bar("")
	names := []string{e.Words.Unlock.Label, w.Repeat}
	wide := max(editor.Width(names[0]), editor.Width(names[1])) + 2
	for i, name := range names {
		c.Field(e, kit.PadRight(name, wide), &l.fields[i], i == l.at)
	}
	c.Gap()
	c.Prose(e.Theme.Text, cmp.Or(l.remark, w.Nobody))
	return c.Frame
}

// lockSet is the end of work on the lock.
type lockSet struct {
	unlocked page.Unlocked
	does     lockDeed
	err      error
}

// SetLock is app.SetLock.
func (m *Model) SetLock() tea.Cmd {
	d := &lockOffer{root: m, stage: kit.InNewField}
	if m.known && !m.status.Locked {
		m.Push(d)
		return nil
	}
	d.does = changing
	return m.Confirm(m.opts.Words.Lock.Change, "", func(kit.Env) tea.Cmd {
		m.Push(d)
		return nil
	})
}

// RemoveLock is app.RemoveLock. Every key in the file is wrapped anew, as when one is set.
func (m *Model) RemoveLock() tea.Cmd {
	w := m.opts.Words.Settings
	return m.Confirm(w.Remove, w.RemoveLine, func(kit.Env) tea.Cmd {
		u := m.unlocked
		if u == nil || m.locking != nil {
			return nil
		}
		dialog := &lockOffer{root: m, stage: kit.InLocking, does: removing}
		m.Push(dialog)
		m.locking = newLifetime()
		return tea.Batch(dialog.breath.start(m.env(m.top()), dialog.working), do(m.locking, func(ctx context.Context) tea.Msg {
			return lockSet{unlocked: u, does: removing, err: u.RemoveLock(ctx)}
		}))
	})
}

// lockWith sets a lock. A key is derived, and every key in the file wrapped anew: its lifetime
// never ends, so nothing that is pressed cancels it.
func (m *Model) lockWith(does lockDeed, passphrase []byte) tea.Cmd {
	if m.locking != nil {
		clear(passphrase)
		return nil
	}
	m.locking = newLifetime()
	j, u, exists := m.opts.Journal, m.unlocked, m.status.Exists
	return do(m.locking, func(ctx context.Context) tea.Msg {
		defer clear(passphrase)
		set := lockSet{unlocked: u, does: does}
		if !exists { // which makes it
			if set.err = j.MarkOffered(ctx, page.OfferLock); set.err != nil {
				return set
			}
		}
		if u == nil {
			open, err := j.Unlock(ctx, nil)
			if err != nil {
				set.err = err
				return set
			}
			set.unlocked = page.Tidying(open)
		}
		set.err = set.unlocked.SetPassphrase(ctx, passphrase)
		if set.err != nil && u == nil {
			set.unlocked.Lock()
		}
		return set
	})
}

// lockedAway takes in a lock that was set. The journal stays unlocked here, unless locking it was
// asked for meanwhile.
func (m *Model) lockedAway(s lockSet) tea.Cmd {
	m.locking = nil
	dialog, before := onStack[*lockOffer](m), m.unlocked
	if s.err != nil {
		m.problem = s.err
		if dialog != nil {
			dialog.failed()
		}
		return tea.Batch(m.AskStatus(), m.lockAtLast())
	}
	m.unlocked = s.unlocked
	m.lockSet = m.lockSet || s.does == setting
	m.status.Locked = s.does != removing
	m.solved()
	w := m.opts.Words.Lock
	done := map[lockDeed]string{setting: w.Done + " " + w.Now, changing: w.Changed, removing: w.Removed}[s.does]
	m.notice = page.Reached(m.opts.Journal, done, w.Unreached)
	if c := onStack[*cover](m); c != nil && c.byHand && m.leaving == notLeaving { // ctrl+l had found none
		c.set, m.leaving = m.notice, leaveLocked
	}
	m.Pop(dialog)
	var stale tea.Cmd
	if before != s.unlocked {
		stale = m.forget(before) // it opens nothing any more
	}
	noted := m.AskStatus()
	if s.does == setting {
		noted = m.MarkOffered(page.OfferLock)
	}
	return tea.Batch(stale, m.tell(kit.UnlockedMsg{}), noted, m.lockAtLast())
}
