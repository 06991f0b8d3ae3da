package write

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// pressEnding keeps the page, which is the default, or burns it when b is
// pressed twice. A key held down counts once.
func (w *room) pressEnding(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(kit.InEnding, k)
	switch {
	case e.Tiny:
	case a == kit.ActDone:
		w.phase = ending
		return w.page.Hold(e, k)
	case a == kit.ActBurn && w.phase == burning:
		if e.Now.Sub(w.burnAskedAt) >= kit.Seeing {
			w.busy = true
			filed := w.filed
			return e.Do(func(ctx context.Context) tea.Msg { return done{kit.ErrNotBurnt, filed.Burn(ctx)} })
		}
		w.burnAskedAt = e.Now
	case a == kit.ActBurn:
		w.phase, w.burnAskedAt = burning, e.Now
	default:
		w.phase = ending
	}
	return nil
}

// end leaves the page as it was filed, for a fresh one.
func (w *room) end(e kit.Env) {
	w.fresh(e.Words.Write.Kept)
	w.offers = true
	w.offer(e)
}

func (w *room) offer(e kit.Env) {
	if w.offers && w.filed == nil {
		w.offers = false
		e.App.OfferLock()
	}
}

// done goes on after the second weight or the burning, or tells that it has failed. A
// weight that is not saved can be tried again, where it was chosen.
func (w *room) done(e kit.Env, msg done) tea.Cmd {
	if !w.busy {
		return nil
	}
	w.busy = false
	burning := errors.Is(msg.failed, kit.ErrNotBurnt)
	if burning || msg.err == nil {
		w.phase = ending
	}
	if msg.err != nil {
		e.App.Problem(fmt.Errorf("%w: %w", msg.failed, msg.err))
		return nil
	}
	e.App.Problem(nil)
	if !burning {
		return nil
	}
	w.fresh(page.Reached(e.Opts.Journal, e.Words.Ending.Burnt, e.Words.Change.Unreached))
	return e.App.AskStatus()
}

// viewAfter draws what follows the tablet: what is taken along, the weights, and at the end what
// there is to say about them. Where it is tight, what is said last stays.
func (w *room) viewAfter(e kit.Env) kit.Frame {
	c := kit.NewCanvas(e)
	w.drawWeights(e, c)
	if after := w.opts.Guide.After; w.phase == reweighing {
		c.Barred(e.Theme.Strong, kit.QuestionLines(after.Question, c.Width)...)
		c.Barred(e.Theme.Soft, kit.LineLines(after.Line, c.Width)...)
		c.Bar("")
		c.DrawScale(w.after, kit.ActNext)
	} else {
		w.drawLast(e, c)
	}
	if w.phase == burning {
		c.Gap()
		c.Prose(e.Theme.Accent, e.Words.Ending.BurnAsk)
	}
	taken := w.drawTaken(e, e.Height-len(c.Frame.Lines))
	c.Frame.Lines = append(taken, c.Frame.Lines...)
	c.Frame.Move(0, len(taken))
	c.Cut(e.Height)
	return c.Frame
}

// drawTaken is the change answer under its question, in as many lines as there
// are; nothing if these are too few.
func (w *room) drawTaken(e kit.Env, rows int) []string {
	const around = 2 // the question, and an empty line
	i := w.page.Taken()
	if i < 0 || rows <= around {
		return nil
	}
	c, text := kit.NewCanvas(e), w.page.Fields[i].Text
	text.SetWidth(c.Width)
	c.Line(e.Theme.Soft.Render(editor.Truncate(w.page.Steps[i].Question, c.Width)))
	for _, l := range kit.Elide(text, rows-around, c.Width) {
		c.Line(e.Theme.Text.Render(l))
	}
	c.Gap()
	return c.Frame.Lines
}

func (w *room) drawWeights(e kit.Env, c *kit.Canvas) {
	if w.page.Scale.Chosen {
		c.Line(kit.DrawWeight(e.Theme, w.page.Scale))
	}
	if w.after.Chosen && w.phase != reweighing {
		c.Line(kit.DrawWeight(e.Theme, w.after))
	}
	if len(c.Frame.Lines) > 0 {
		c.Gap()
	}
}

func (w *room) drawLast(e kit.Env, c *kit.Canvas) {
	end := page.End(e.Words, w.page.Before, w.weighed(), w.opts.Someone)
	say := func(style lipgloss.Style, text string) {
		if text != "" {
			c.Prose(style, text)
		}
	}
	if end.Change == "" && end.Still == "" {
		say(e.Theme.Text, e.Words.Shake.Kept)
	}
	say(e.Theme.Strong, end.Change)
	say(e.Theme.Text, end.Heavier)
	if end.Change != "" && end.Still != "" {
		c.Gap()
	}
	say(e.Theme.Text, end.Still)
	say(e.Theme.Strong, editor.Safe(end.Someone))
}

// pressReweigh chooses how heavy it is now. No answer follows, so other keys do
// nothing.
func (w *room) pressReweigh(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(kit.InWeigh, k)
	if a != kit.ActNext {
		w.page.Hand.Text(e.Now)
	}
	switch {
	case e.Tiny || w.after.Press(a, k, e.Now):
	case a == kit.ActNext:
		return w.page.Hold(e, k)
	case a == kit.ActKeep:
		return tea.Batch(w.weigh(e), e.App.Cover())
	}
	return nil
}

func (w *room) weigh(e kit.Env) tea.Cmd {
	weighed := w.weighed()
	if weighed == nil {
		w.phase = ending
		return nil
	}
	w.busy = true
	filed := w.filed
	return e.Do(func(ctx context.Context) tea.Msg { return done{kit.ErrNotWeighed, filed.Weigh(ctx, *weighed)} })
}
