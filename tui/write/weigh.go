package write

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
)

// pressReweigh chooses how heavy it is now. No answer follows, so other keys do
// nothing.
func (w *Room) pressReweigh(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(kit.InWeigh, k)
	switch {
	case e.Tiny || w.after.Press(a, k, e.Now):
	case a == kit.ActNext && w.mayGo(e, k):
		return w.weigh(e)
	case a == kit.ActKeep:
		return tea.Batch(w.weigh(e), e.App.Cover())
	}
	return nil
}

// mayGo says whether a key for what comes next counts, after the page.
func (w *Room) mayGo(e kit.Env, k tea.KeyPressMsg) bool {
	return !kit.IsEnter(k) || w.page.Enters.Press(e.Now, w.page.At, false)
}

// reweigh takes a digit at the end of the page.
func (w *Room) reweigh(digit string, now time.Time) {
	if w.phase != reweighing {
		w.weighNow()
	}
	w.after.Choose(digit, now)
}

// weigh files the second weight with the entry, and goes to the ending.
func (w *Room) weigh(e kit.Env) tea.Cmd {
	weighed := w.weighed()
	if weighed == nil {
		w.phase = ending
		return nil
	}
	w.busy = true
	filed := w.filed
	return e.Do(func(ctx context.Context) tea.Msg { return weighedMsg{filed.Weigh(ctx, *weighed)} })
}

func (w *Room) isWeighed(e kit.Env, err error) {
	if !w.busy {
		return
	}
	w.busy = false
	if err != nil {
		e.App.Problem(fmt.Errorf("%w: %w", kit.ErrNotWeighed, err))
	} else {
		w.phase = ending
		e.App.Problem(nil)
	}
}
