package write

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/theme"
)

// pressEnding keeps the page, which is the default, or burns it when b is pressed twice.
func (w *room) pressEnding(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(kit.InEnding, k)
	switch {
	case e.Tiny:
	case a != kit.ActBurn:
		if w.burns = (kit.Twice{}); a == kit.ActFinish {
			return w.page.Hold(e, k)
		}
	case w.burns.Press(e.Now):
		return w.last(e, kit.ErrNotBurnt, w.filed.Burn, w.burnt)
	}
	return nil
}

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

// last weighs the page once more, or burns it, and goes on with then; failed says what has failed if
// that does. A weight that is not saved can be tried again, where it was chosen.
func (w *room) last(e kit.Env, failed error, work func(context.Context) error, then func(kit.Env) tea.Cmd) tea.Cmd {
	w.busy = true
	return e.Do(func(ctx context.Context) tea.Msg {
		err := work(ctx)
		return kit.Then(func(e kit.Env) tea.Cmd {
			if !w.busy {
				return nil
			}
			w.busy, w.burns = false, kit.Twice{}
			if e.App.Problem(kit.Because(failed, err)); err != nil {
				return nil
			}
			return then(e)
		})
	})
}

func (w *room) burnt(e kit.Env) tea.Cmd {
	w.fresh(page.Reached(e.Opts.Journal, e.Words.Change.Gone, e.Words.Change.Unreached))
	return e.App.AskStatus()
}

// viewAfter draws the one screen after the tablet: what you take with you, large and alone, and under
// it the second weighing, or both weights and what there is to say about them. On a low screen the
// last lines stay.
func (w *room) viewAfter(e kit.Env) kit.Frame {
	c := kit.NewCanvas(e)
	if after := w.opts.Guide.After; w.phase == reweighing {
		c.Barred(e.Theme.Strong, kit.QuestionLines(after.Question, c.Width)...)
		c.Barred(e.Theme.Soft, kit.LineLines(after.Line, c.Width)...)
		c.Bar("")
		c.DrawScale(w.after, kit.ActNext)
	} else {
		w.drawLast(e, c)
	}
	if w.burns.Asked() {
		c.Gap()
		if w.tooHeavy() {
			c.Prose(e.Theme.Text, e.Words.Ending.Reportable)
		}
		c.Prose(e.Theme.Accent, e.Words.Ending.BurnAsk)
	}
	taken := w.drawTaken(e, e.Height-len(c.Frame.Lines))
	c.Frame.Lines = append(taken, c.Frame.Lines...)
	c.Frame.Move(0, len(taken))
	c.Cut(e.Height)
	return c.Frame
}

// tooHeavy says that the page was, or is, too heavy to be burnt without a second thought.
func (w *room) tooHeavy() bool {
	return slices.ContainsFunc([]*journal.Weighing{w.page.Before, w.weighed()}, func(at *journal.Weighing) bool {
		return at != nil && at.Weight >= journal.TooHeavy
	})
}

// takenWidth is the width of what you take with you: narrower than text, so that it stands alone.
const takenWidth = 56

// drawTaken centres the change answer in at most so many lines, a third of the screen being space
// around it if there is room.
func (w *room) drawTaken(e kit.Env, rows int) []string {
	i := w.page.Taken()
	if i < 0 || rows < 2 {
		return make([]string, max(0, min(rows, e.Height/6)))
	}
	around := min((rows-1)/2, max(1, e.Height/6))
	c, text := kit.NewCanvas(e), w.page.Fields[i].Text
	text.SetWidth(min(takenWidth, c.Width))
	lines := kit.Elide(text, max(1, rows-2*around), min(takenWidth, c.Width))
	for _, l := range lines {
		c.Centred(e.Theme.Strong.Render(strings.TrimRight(l, " ")))
	}
	gaps := make([]string, around)
	return slices.Concat(gaps, c.Frame.Lines, gaps)
}

func (w *room) drawLast(e kit.Env, c *kit.Canvas) {
	var weights []string
	for _, s := range []kit.Scale{w.page.Scale, w.after} {
		if s.Chosen {
			weights = append(weights, kit.DrawWeight(e.Theme, s))
		}
	}
	if len(weights) > 0 {
		c.Centred(strings.Join(weights, "  "+theme.Arrow+"  "))
		c.Gap()
	}
	end := page.End(e.Words, w.page.Before, w.weighed(), w.opts.Someone)
	if end.Than == "" && end.Still == "" {
		end.Than = e.Words.Shake.Kept
	}
	for _, said := range []string{end.Than, end.Still} {
		c.CentredProse(e.Theme.Text, said)
	}
	c.CentredProse(e.Theme.Strong, editor.Safe(end.Someone))
}

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
		return tea.Batch(w.weigh(e), w.coverSaved(e))
	}
	return nil
}

func (w *room) weigh(e kit.Env) tea.Cmd {
	weighed := w.weighed()
	if weighed == nil {
		w.phase = ending
		return nil
	}
	filed := w.filed
	return w.last(e, kit.ErrNotWeighed, func(ctx context.Context) error { return filed.Weigh(ctx, *weighed) }, w.reweighed)
}

func (w *room) reweighed(kit.Env) tea.Cmd {
	w.phase = ending
	return nil
}
