package tui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
)

// pressReweigh chooses how heavy it is now. No answer follows, so other keys do
// nothing.
func (w *write) pressReweigh(e env, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(placeWeigh, k)
	switch {
	case e.tiny || w.after.press(a, k, e.now):
	case a == actNext && w.mayGo(e, k):
		return w.weigh(e)
	case a == actKeep:
		return tea.Batch(w.weigh(e), e.app.Cover())
	}
	return nil
}

// mayGo says whether a key for what comes next counts, after the page.
func (w *write) mayGo(e env, k tea.KeyPressMsg) bool {
	return !isEnter(k) || w.page.enters.press(e.now, w.page.At, false)
}

// reweigh takes a digit at the end of the page.
func (w *write) reweigh(digit string, now time.Time) {
	if w.phase != reweighing {
		w.phase = reweighing
		w.after.open()
	}
	w.after.choose(digit, now)
}

// weigh files the second weight with the entry, and goes to the ending.
func (w *write) weigh(e env) tea.Cmd {
	weighed := w.weighed()
	if weighed == nil {
		w.phase = ending
		return nil
	}
	w.busy = true
	filed := w.filed
	return e.do(func(ctx context.Context) tea.Msg { return weighedMsg{filed.Weigh(ctx, *weighed)} })
}

func (w *write) isWeighed(e env, err error) tea.Cmd {
	if !w.busy {
		return nil
	}
	w.busy = false
	if err != nil {
		e.app.Problem(fmt.Errorf("%w: %w", errNotWeighed, err))
		return nil
	}
	w.phase = ending
	e.app.Problem(nil)
	return nil
}
