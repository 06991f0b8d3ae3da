package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
)

// lifetime is one stay in a screen. When it ends, the screen's work is cancelled and any result
// still to come is dropped.
type lifetime struct {
	ctx context.Context
	end context.CancelFunc
}

func newLifetime() *lifetime {
	ctx, end := context.WithCancel(context.Background())
	return &lifetime{ctx, end}
}

func (v *lifetime) over() bool { return v.ctx.Err() != nil }

type stackItem struct {
	screen   kit.Screen
	lifetime *lifetime
}

// end ends the lifetime, and wipes any secret that the screen holds.
func (l *stackItem) end() {
	l.lifetime.end()
	if w, ok := l.screen.(kit.Wiper); ok {
		w.Wipe()
	}
}

// onStack is the dialog of a type that lies on the stack, or nil.
func onStack[S kit.Screen](m *Model) (s S) {
	for _, l := range m.stack {
		if s, ok := l.screen.(S); ok {
			return s
		}
	}
	return s
}

func newStackItem(s kit.Screen) *stackItem { return &stackItem{screen: s, lifetime: newLifetime()} }

// Push is app.Push.
func (m *Model) Push(s kit.Screen) {
	if h, ok := m.top().screen.(kit.Hider); ok {
		h.Hide()
	}
	m.stack = append(m.stack, newStackItem(s))
}

// result is what work or a timer brings to the screen that started it.
type result struct {
	lifetime *lifetime
	msg      tea.Msg
}

// follows is what the root does in Update after its own work.
type follows func() tea.Cmd

func (m *Model) env(l *stackItem) kit.Env {
	page, v := m.layout(), l.lifetime
	return kit.Env{
		App: m, Opts: m.opts, Keys: m.keys, Theme: m.theme, Words: m.opts.Words,
		Width: page.width, Height: page.height, Compact: page.compact, Tiny: m.tiny(),
		Hidden: m.covered() || slices.Contains(m.rooms, l) && l != m.rooms[m.room],
		Status: m.status, Known: m.known, Troubled: m.problem != nil, Unlocked: m.unlocked, Locked: m.locked(),
		Deletions: m.deletions, Underway: m.underway, Now: m.opts.Now(), Since: m.bared, Cells: m.cells,
		Do: func(work func(context.Context) tea.Msg) tea.Cmd { return do(v, work) },
		After: func(d time.Duration, msg tea.Msg) tea.Cmd {
			return m.opts.After(d, func(time.Time) tea.Msg { return result{v, msg} })
		},
	}
}

// do is the one way to start work. A panic in it becomes kit.Failed, and its value is dropped
// unseen, for it may hold words.
func do(v *lifetime, work func(context.Context) tea.Msg) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if recover() != nil {
				msg = result{v, kit.Failed{}}
			}
		}()
		if v.over() {
			return nil
		}
		return result{v, work(v.ctx)}
	}
}

// result hands a result to its owner: the root, which also takes what a screen's work has
// unlocked, or the screen.
func (m *Model) result(r result) tea.Cmd {
	if r.lifetime == m.locking {
		set, ok := r.msg.(lockSet)
		if !ok {
			set.err = kit.ErrBroken
		}
		return m.lockedAway(set)
	}
	l := m.ownerOf(r.lifetime)
	if l == nil && r.lifetime != m.own {
		return m.tooLate(r.msg)
	}
	switch msg := r.msg.(type) {
	case nil:
		return nil
	case follows:
		return msg()
	case opened:
		return m.opened(l, msg)
	case kit.Then:
		if slices.Contains(m.stack, l) { // a room runs it itself, and then does more
			return msg(m.env(l))
		}
	case kit.Failed:
		if m.problem, m.opening = kit.ErrBroken, nil; l == nil {
			return m.failed()
		}
	}
	return tea.Batch(m.deliver(l, r.msg), m.tidy())
}

// failed goes on after work of the root's own broke down.
func (m *Model) failed() tea.Cmd {
	m.asking, m.finishing, m.underway = false, false, nil
	if m.leaving == notLeaving {
		return nil
	}
	return m.notSealed(sealed{why: m.leaving, err: kit.ErrBroken})
}

func (m *Model) ownerOf(v *lifetime) *stackItem {
	for _, l := range slices.Concat(m.rooms, m.stack) {
		if l.lifetime == v {
			return l
		}
	}
	return nil
}

// tooLate lets go of a result that came too late: no key may stay in memory because nobody waited
// for it. The file may have changed all the same.
func (m *Model) tooLate(msg tea.Msg) tea.Cmd {
	if l, ok := msg.(kit.Late); ok {
		return m.statusAfter(l.Late)
	}
	return nil
}
