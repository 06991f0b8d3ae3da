package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// pressEnding keeps the page, which is the default, or burns it when b is
// pressed twice. A key held down counts once.
func (w *write) pressEnding(e env, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(placeEnding, k)
	switch {
	case a == actDone && w.mayGo(e, k):
		return w.end(e)
	case a == actBurn && w.phase == burning:
		if again := e.now.Sub(w.asked) < enterPause; again {
			w.asked = e.now
			return nil
		}
		return w.burn(e)
	case a == actBurn:
		w.phase, w.asked = burning, e.now
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
	return w.offer()
}

// offer asks once whether to put a lock on the journal, when the first page is
// over.
func (w *write) offer() tea.Cmd {
	if !w.first || w.kept != nil {
		return nil
	}
	w.first = false
	return send(push{newLockOffer()})
}

func (w *write) burn(e env) tea.Cmd {
	w.busy = true
	kept := w.kept
	return e.do(func(ctx context.Context) tea.Msg {
		return burntMsg{kept.Burn(ctx)}
	})
}

func (w *write) isBurnt(e env, err error) tea.Cmd {
	if !w.busy {
		return nil
	}
	w.busy = false
	if err != nil {
		w.phase = ending
		return send(problem{fmt.Errorf("%w: %w", errNotBurnt, err)})
	}
	w.fresh(e.words.Ending.Burnt)
	return tea.Batch(send(problem{}), send(statusChanged{}))
}

// viewAfter draws what follows the tablet: what is taken along, the weights, and
// at the end what there is to say about them. Where it is tight, what is said
// last stays.
func (w *write) viewAfter(e env) frame {
	c := &canvas{theme: e.theme, width: reading(e)}
	w.drawWeights(e, c)
	if w.phase == reweighing {
		c.barred(e.theme.Strong, asking(w.opts.Guide.After.Question, c.width)...)
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
	on := w.change()
	if on == nil || rows <= around {
		return nil
	}
	c := &canvas{theme: e.theme, width: reading(e)}
	on.text.SetWidth(c.width)
	c.line(e.theme.Soft.Render(editor.Truncate(on.step.Question, c.width)))
	for _, l := range elide(on.text, rows-around, c.width) {
		c.line(e.theme.Text.Render(l))
	}
	c.gap()
	return c.frame.lines
}

// drawWeights adds the weights that were chosen, one under the other.
func (w *write) drawWeights(e env, c *canvas) {
	if w.before.chosen {
		c.line(weight(e.theme, w.before))
	}
	if w.after.chosen && w.phase != reweighing {
		c.line(weight(e.theme, w.after))
	}
	if len(c.frame.lines) > 0 {
		c.gap()
	}
}

// drawLast says the two weights, and nothing that judges. Who is still heavy is
// asked for company, and never for more.
func (w *write) drawLast(e env, c *canvas) {
	said := e.words.Ending
	still := w.after.chosen && w.after.weight >= journal.TooHeavy
	switch {
	case w.after.chosen && w.before.chosen:
		c.prose(e.theme.Strong, fmt.Sprintf(said.Change, w.before.weight, w.after.weight))
		if w.after.weight > w.before.weight {
			c.prose(e.theme.Text, said.Heavier)
		}
	case !still:
		c.prose(e.theme.Text, e.words.Shake.Kept)
	}
	if !still {
		return
	}
	if w.before.chosen {
		c.gap()
	}
	c.prose(e.theme.Text, said.Still)
	if w.opts.Someone != "" {
		c.prose(e.theme.Strong, editor.Safe(w.opts.Someone))
	}
}

// weightWidth is where the number stands beside the dots.
const weightWidth = theme.Heaviest + 2

// weight is a weight as dots and number; empty dots where none is chosen.
func weight(t theme.Theme, s scale) string {
	if !s.chosen {
		return t.Dots(0)
	}
	return t.Dots(s.weight) + "  " + t.Text.Render(fmt.Sprint(s.weight))
}
