package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// visit is one stay in a screen. Whatever a screen sets going belongs to its
// visit: when that ends, the work is cancelled, and what it still brings is
// dropped.
type visit struct {
	ctx context.Context
	end context.CancelFunc
}

func newVisit() *visit {
	ctx, end := context.WithCancel(context.Background())
	return &visit{ctx, end}
}

func (v *visit) over() bool { return v.ctx.Err() != nil }

// layer is a screen and the visit to it.
type layer struct {
	screen screen
	visit  *visit
	since  time.Time // when a dialog was laid on top
}

// end ends the visit. What the screen holds of a secret goes with it.
func (l *layer) end() {
	l.visit.end()
	if w, ok := l.screen.(wiper); ok {
		w.wipe()
	}
}

func newLayer(s screen) *layer { return &layer{screen: s, visit: newVisit()} }

// push puts a dialog, or the cover, on top of everything.
func (m *Model) push(s screen) {
	l := newLayer(s)
	l.since = m.opts.Now()
	m.layers = append(m.layers, l)
}

// result is what a visit's work has brought.
type result struct {
	visit *visit
	msg   tea.Msg
}

// env makes what a screen may know, for one call.
func (m *Model) env(v *visit) env {
	page := m.layout()
	return env{
		app: m, opts: m.opts, keys: m.keys, theme: m.theme, words: m.opts.Words,
		width: page.width, height: page.height, compact: page.compact, tiny: m.tiny(), hidden: m.hidden(v),
		status: m.status, known: m.known, unlocked: m.unlocked,
		now: m.opts.Now(), shiftEnter: m.shiftEnter, cells: m.cells,
		do: func(work func(context.Context) tea.Msg) tea.Cmd { return do(v, work) },
		after: func(d time.Duration, msg tea.Msg) tea.Cmd {
			return m.opts.After(d, func(time.Time) tea.Msg { return result{v, msg} })
		},
	}
}

// hidden says that a screen cannot be seen: there is a cover, or it is a room and
// another one is open.
func (m *Model) hidden(v *visit) bool {
	if m.covered() {
		return true
	}
	for r, l := range m.rooms {
		if l.visit == v {
			return Room(r) != m.room
		}
	}
	return false
}

// do is the one way in which work is set going. A panic in it becomes failed: the
// panic's value may hold words, and is looked at by nobody.
func do(v *visit, work func(context.Context) tea.Msg) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if recover() != nil {
				msg = result{v, failed{}}
			}
		}()
		if v.over() {
			return nil
		}
		return result{v, work(v.ctx)}
	}
}

// result takes what work has brought to whom it belongs: the root itself, what
// the root keeps to itself of a screen's work, or the screen.
func (m *Model) result(r result) tea.Cmd {
	if r.visit == m.locking {
		set, ok := r.msg.(lockSet)
		if !ok {
			set.err = errBroken
		}
		return m.lockedAway(set)
	}
	l := m.visited(r.visit)
	if l == nil && r.visit != m.own {
		return m.tooLate(r.msg)
	}
	switch msg := r.msg.(type) {
	case nil:
		return nil
	case failed:
		m.problem, m.opening = errBroken, nil
	case opened:
		return m.opened(l, msg)
	}
	if l == nil {
		return m.ownResult(r.msg)
	}
	return m.deliver(l, r.msg)
}

// visited returns the screen that a visit is to, or nil.
func (m *Model) visited(v *visit) *layer {
	for _, l := range append(m.rooms[:], m.layers...) {
		if l.visit == v {
			return l
		}
	}
	return nil
}

// tooLate lets go of what came too late: no key must stay in memory because nobody
// waited for it. That may have to wait for a disk, so it is work of its own, and the
// file may have changed all the same.
func (m *Model) tooLate(msg tea.Msg) tea.Cmd {
	l, ok := msg.(late)
	if !ok {
		return nil
	}
	return m.statusAfter(l.Late)
}
