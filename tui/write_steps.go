package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
)

const (
	// enterPause is how soon after an enter another is taken for the same: a key
	// held down, or a hand hitting it twice.
	enterPause = 200 * time.Millisecond
	// PasteGap is how soon after an enter text cannot have been typed: it was
	// pasted by a terminal that does not say so. People need at least 30 ms.
	PasteGap = 15 * time.Millisecond
)

// enters remembers the enter keys pressed last, to tell a hand from a paste.
type enters struct {
	at    time.Time // the last of them
	from  int       // the answer that was open at the first
	lines int       // how many came at once; 0 where they were not in an answer
}

// press takes note of an enter and says whether it counts, or came too soon
// after another.
func (p *enters) press(now time.Time, from int, inAnswer bool) bool {
	since := now.Sub(p.at)
	if since > PasteGap {
		p.lines = 0
	}
	if p.lines == 0 {
		p.from = from
	}
	if inAnswer || p.lines > 0 {
		p.lines++
	}
	p.at = now
	return since >= enterPause
}

// pasted says that text which comes now came with the last enters.
func (p *enters) pasted(now time.Time) bool {
	return p.lines > 0 && now.Sub(p.at) <= PasteGap
}

// rejoin goes back to the answer from which enters were pasted, and puts them
// there as new lines.
func (w *write) rejoin() {
	w.at, w.phase, w.closing = w.enters.from, answering, false
	w.answers[w.at].text.Insert(strings.Repeat("\n", w.enters.lines))
	w.enters.lines = 0
}

func isEnter(k tea.KeyPressMsg) bool { return k.String() == "enter" }

// mayGo says whether a key for the next step counts. Tab always does.
func (w *write) mayGo(e env, k tea.KeyPressMsg) bool {
	return !isEnter(k) || w.enters.press(e.now, w.at, w.phase == answering)
}

// weighAt is the answer after which the weight is asked: the first with words,
// since it comes after them and not before.
func (w *write) weighAt() int {
	for i, a := range w.answers {
		if !blankText(a.text) {
			return i
		}
	}
	return -1
}

// asksWeight says that the weight is asked after answer i.
func (w *write) asksWeight(i int) bool {
	return w.opts.Guide.Before.Asked() && i == w.weighAt()
}

// next goes on from where the page is open: to the weight, to the answer after,
// or to the end. After an enter the end waits a moment, in case it was a paste.
func (w *write) next(e env, byEnter bool) tea.Cmd {
	switch {
	case w.phase == answering && w.asksWeight(w.at):
		w.phase = weighing
		w.before.open()
	case w.at+1 < len(w.answers):
		w.at++
		w.phase = answering
	case byEnter && w.phase == answering:
		w.closing = true
		return e.after(PasteGap+time.Millisecond, closeDue{})
	default:
		w.closing = true
		return w.close(e)
	}
	return nil
}

// back goes to the weight or the answer before, and stays at the first.
func (w *write) back() {
	w.closing = false
	switch {
	case w.phase == weighing:
		w.phase = answering
	case w.at == 0:
		return
	case w.asksWeight(w.at - 1):
		w.at--
		w.phase = weighing
		w.before.open()
		return
	default:
		w.at--
	}
	w.answers[w.at].text.SetCursorEnd()
}

// down goes on where something was answered below already.
func (w *write) down() {
	switch {
	case w.phase == answering && w.asksWeight(w.at) && w.before.chosen:
		w.phase = weighing
		w.before.open()
	case w.at+1 < len(w.answers) && !blankText(w.answers[w.at+1].text):
		w.at++
		w.phase = answering
		w.answers[w.at].text.SetCursorStart()
	}
}

// question is what is asked just now, and what explains it.
func (w *write) question() (ask, line string) {
	if w.phase == weighing {
		return w.opts.Guide.Before.Question, w.opts.Guide.Before.Line
	}
	open := w.answers[w.at]
	return open.step.Question, open.step.Angle(open.angle)
}

// askLines is how many lines an open question may take. Where a person's own is
// longer than that, on a small screen, its end is left out.
const askLines = 3

// asking is the open question, as the lines that it takes.
func asking(question string, width int) []string {
	lines := editor.Wrap(question, width)
	if len(lines) > askLines {
		rest := strings.Join(lines[askLines-1:], " ")
		lines = append(lines[:askLines-1], editor.Truncate(rest, width))
	}
	return lines
}

// explaining is what stands under the open question, if anything does.
func explaining(line string, width int) []string {
	if line == "" {
		return nil
	}
	return editor.Wrap(line, width)
}
