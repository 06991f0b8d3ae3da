package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/page"
)

// pressEnding keeps the page, which is the default, or burns it when b is
// pressed twice. A key held down counts once.
func (w *write) pressEnding(e env, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(placeEnding, k)
	switch {
	case a == actDone && w.mayGo(e, k):
		return w.end(e)
	case a == actBurn && w.phase == burning:
		if again := e.now.Sub(w.burnAskedAt) < enterPause; again {
			w.burnAskedAt = e.now
			return nil
		}
		return w.burn(e)
	case a == actBurn:
		w.phase, w.burnAskedAt = burning, e.now
	default:
		w.phase = ending
	}
	return nil
}

// end lets go of the page and begins a fresh one. The first page of all is
// followed by the offer of a lock.
func (w *write) end(e env) tea.Cmd {
	first := w.first
	w.fresh(e.words.Write.Kept)
	w.first = first
	w.offer(e)
	return nil
}

// offer asks once whether to put a lock on the journal, when the first page is
// over.
func (w *write) offer(e env) {
	if w.first && w.filed == nil {
		w.first = false
		e.app.OfferLock()
	}
}

func (w *write) burn(e env) tea.Cmd {
	w.busy = true
	filed := w.filed
	return e.do(func(ctx context.Context) tea.Msg { return burntMsg{filed.Burn(ctx)} })
}

func (w *write) isBurnt(e env, err error) tea.Cmd {
	if !w.busy {
		return nil
	}
	w.busy = false
	if err != nil {
		w.phase = ending
		e.app.Problem(fmt.Errorf("%w: %w", errNotBurnt, err))
		return nil
	}
	w.fresh(e.words.Ending.Burnt)
	e.app.Problem(nil)
	return e.app.AskStatus()
}

// viewAfter draws what follows the tablet: what is taken along, the weights, and
// at the end what there is to say about them. Where it is tight, what is said
// last stays.
func (w *write) viewAfter(e env) frame {
	c := &canvas{theme: e.theme, width: reading(e)}
	w.drawWeights(e, c)
	if w.phase == reweighing {
		c.barred(e.theme.Strong, questionLines(w.opts.Guide.After.Question, c.width)...)
		c.barred(e.theme.Soft, explaining(w.opts.Guide.After.Line, c.width)...)
		c.bar("")
		c.weigh(w.after, actNext)
	} else {
		w.drawLast(e, c)
	}
	if w.phase == burning {
		c.gap()
		c.prose(e.theme.Accent, e.words.Ending.BurnAsk)
	}
	c.above(w.drawTaken(e, e.height-len(c.frame.lines)))
	c.cut(e.height)
	return c.frame
}

// drawTaken is the change answer under its question, in as many lines as there
// are; nothing if these are too few.
func (w *write) drawTaken(e env, rows int) []string {
	const around = 2 // the question, and an empty line
	question, text, ok := w.taken()
	if !ok || rows <= around {
		return nil
	}
	c := &canvas{theme: e.theme, width: reading(e)}
	text.SetWidth(c.width)
	c.line(e.theme.Soft.Render(editor.Truncate(question, c.width)))
	for _, l := range elide(text, rows-around, c.width) {
		c.line(e.theme.Text.Render(l))
	}
	c.gap()
	return c.frame.lines
}

// drawWeights adds the weights that were chosen, one under the other.
func (w *write) drawWeights(e env, c *canvas) {
	if w.page.scale.chosen {
		c.line(weight(e.theme, w.page.scale))
	}
	if w.after.chosen && w.phase != reweighing {
		c.line(weight(e.theme, w.after))
	}
	if len(c.frame.lines) > 0 {
		c.gap()
	}
}

// drawLast says what there is to say of the two weights.
func (w *write) drawLast(e env, c *canvas) {
	end := page.End(e.words, w.page.Before, w.weighed(), w.opts.Someone)
	if end.Change == "" && end.Still == "" {
		c.prose(e.theme.Text, e.words.Shake.Kept)
	}
	if end.Change != "" {
		c.prose(e.theme.Strong, end.Change)
	}
	if end.Heavier != "" {
		c.prose(e.theme.Text, end.Heavier)
	}
	if end.Still == "" {
		return
	}
	if end.Change != "" {
		c.gap()
	}
	c.prose(e.theme.Text, end.Still)
	if end.Someone != "" {
		c.prose(e.theme.Strong, editor.Safe(end.Someone))
	}
}
