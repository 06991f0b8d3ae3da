package tui

import (
	"slices"
	"strings"

	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// view draws the page as far as it has come.
func (w *write) view(e env) frame {
	switch w.phase {
	case shaking, blank:
		return w.viewShake(e)
	case reweighing, ending, burning:
		return w.viewAfter(e)
	case choosing:
		return w.viewChoice(e)
	default:
		return w.viewGuide(e)
	}
}

// reading is how wide text may be in this frame.
func reading(e env) int { return max(1, min(readingWidth, e.width-gutter)) }

// fit brings the answers to the width of the screen, and the open one's cursor
// into sight.
func (w *write) fit(e env) {
	w.fitTablet(e)
	if !w.writing() {
		return
	}
	width := reading(e)
	for i := range w.answers {
		w.answers[i].text.SetWidth(width)
		w.answers[i].text.SetCells(e.cells)
	}
	if w.phase != answering {
		return
	}
	open := &w.answers[w.at]
	rows := w.plan(e).text
	open.text.SetPage(max(1, rows-1))
	open.top = inSight(open.text, open.top, rows)
}

// inSight moves the first line in sight no further than the cursor asks for.
func inSight(text *editor.Editor, top, rows int) int {
	_, y := text.Cursor()
	top = min(max(top, y-rows+1), y)
	return max(0, min(top, text.Height()-rows))
}

// viewGuide draws the four questions on one page: what was answered above, the
// open one with its bar, and faintly what is still to come.
func (w *write) viewGuide(e env) frame {
	w.fit(e)
	p := w.plan(e)
	c := &canvas{theme: e.theme, width: reading(e)}
	for i := p.skip; i < len(p.above); i++ {
		c.lines(p.at(i).draw(e, c.width, p.cap))
		if p.gapAfter(i) {
			c.gap()
		}
	}
	w.drawOpen(e, c, p)
	if p.below > 0 && p.gaps {
		c.gap()
	}
	for _, s := range w.below()[:p.below] {
		c.lines(s.draw(e, c.width, 0))
	}
	c.frame.aside = w.aside(e)
	c.frame.words = w.phase == answering && slices.ContainsFunc(w.answers, func(a answer) bool { return !a.text.Empty() })
	return c.frame
}

// drawOpen draws the open question: the answer with the cursor, or the weight.
func (w *write) drawOpen(e env, c *canvas, p plan) {
	ask, line := w.question()
	open := w.answers[w.at]
	c.barred(e.theme.Strong, asking(ask, c.width)...)
	if p.line > 0 {
		c.barred(e.theme.Soft, explaining(line, c.width)...)
	}
	if p.airy {
		c.bar("")
	}
	if w.phase == weighing {
		c.weigh(w.before, actNext)
		return
	}
	top := inSight(open.text, open.top, p.text)
	lines := open.text.Lines(top, top+p.text)
	x, y := open.text.Cursor()
	for i := range p.text {
		if i < len(lines) {
			c.bar(e.theme.Text.Render(lines[i]))
		} else {
			c.bar("")
		}
		if i == y-top {
			c.cursor(x)
		}
	}
}

// aside is the one quiet line about the page: not above it, where it would move the
// words as it comes and goes, but by the keys.
func (w *write) aside(e env) string {
	switch {
	case w.keeping != nil && w.holds():
		return e.words.Write.KeepingOn
	case w.keeping != nil:
		return e.words.Write.Keeping
	case w.quiet != "":
		return w.quiet
	default:
		return w.waitingLine(e)
	}
}

// section is one question of the page that is not open.
type section struct {
	question string
	text     *editor.Editor // nil for a weight
	scale    scale
	given    bool // it has an answer
	above    bool
}

// above are the sections before the open one.
func (w *write) above() []section {
	var all []section
	for i := range w.at + 1 {
		if i < w.at || w.phase == weighing {
			all = append(all, w.section(i, true))
		}
		if i < w.at && w.asksWeight(i) && w.before.chosen {
			all = append(all, section{scale: w.before, given: true, above: true})
		}
	}
	return all
}

// below are the sections that follow, as one line each.
func (w *write) below() []section {
	var all []section
	for i := w.at; i < len(w.answers); i++ {
		if i > w.at {
			all = append(all, w.section(i, false))
		}
		if w.phase == answering && w.weighsAfter(i) {
			all = append(all, section{question: w.opts.Guide.Before.Question, scale: w.before, given: w.before.chosen})
		}
	}
	return all
}

// weighsAfter says that the weight waits after answer i: where it is asked, or,
// while there are no words yet, after the open answer.
func (w *write) weighsAfter(i int) bool {
	return w.asksWeight(i) || w.opts.Guide.Before.Asked() && w.weighAt() < 0 && i == w.at
}

func (w *write) section(i int, above bool) section {
	a := w.answers[i]
	return section{question: a.step.Question, text: a.text, given: !blankText(a.text), above: above}
}

// rows is how many lines a section takes where an answer may have cap of them.
func (s section) rows(cap int) int {
	switch {
	case !s.above || !s.given || s.text == nil:
		return 1
	default:
		return 1 + min(cap, s.text.Height())
	}
}

// draw returns as many lines as rows says.
func (s section) draw(e env, width, cap int) []string {
	switch {
	case s.above && s.text == nil:
		return []string{weight(e.theme, s.scale)}
	case s.above && s.given:
		lines := []string{e.theme.Soft.Render(editor.Truncate(s.question, width))}
		for _, l := range elide(s.text, cap, width) {
			lines = append(lines, e.theme.Text.Render(l))
		}
		return lines
	case s.given && s.text == nil:
		return []string{e.theme.Soft.Render(editor.Truncate(s.question, width)) + "  " + weight(e.theme, s.scale)}
	case s.given:
		return []string{e.theme.Soft.Render(editor.Truncate(s.question+" "+theme.Between+" "+oneLine(s.text, width), width))}
	default:
		return []string{e.theme.Faint.Render(editor.Truncate(s.question, width))}
	}
}

// plan says how the page shares its lines.
type plan struct {
	above []section
	skip  int  // sections scrolled away at the top
	cap   int  // lines of an answer above, at most
	fold  int  // sections from the top that are one line each, close together
	below int  // sections below that are shown
	text  int  // lines for the open answer
	want  int  // lines it would take
	ask   int  // lines of the question that is open
	line  int  // lines of what explains it, or of another angle
	gaps  bool // empty lines between sections
	airy  bool // an empty line between that and the answer
}

// The open answer is given at least so many lines before anything of the page
// has to scroll away, and never looks smaller than a few.
const (
	leastText = 6
	fewText   = 3 // where it is tight
	looksOpen = 3
)

// plan shares out the lines: earlier answers shrink to a line each for the sake
// of the open one, then whatever is least needed goes first.
func (w *write) plan(e env) plan {
	p := plan{cap: e.height, gaps: true, airy: true, want: 1, text: 1}
	p.above, p.below = w.above(), len(w.below())
	ask, line := w.question()
	if w.phase == answering {
		p.want = min(max(looksOpen, w.answers[w.at].text.Height()+1), e.height)
		p.text = p.want
	}
	p.ask, p.line = len(asking(ask, reading(e))), len(explaining(line, reading(e)))
	if e.compact {
		p.oneByOne(e.height)
	}
	for p.rows() > e.height && p.shrink(e.height) {
	}
	p.text = min(p.want, p.text+max(0, e.height-p.rows()))
	return p
}

// oneByOne shows one step at a time, with the answer before it as one line. How
// it is laid out depends on the size alone, not on how much is written, so that
// nothing moves under somebody's words.
func (p *plan) oneByOne(height int) {
	p.below = 0
	answers := slices.DeleteFunc(p.above, func(s section) bool { return s.text == nil })
	p.above = answers[max(0, len(answers)-1):]
	for i := range p.above {
		p.above[i].above = false
	}
	if p.text > 1 {
		p.text = fewText
	}
	p.gaps = p.rows() <= height
	p.airy = p.rows() <= height
}

// at is a section above as it is drawn: folded, its question and its answer stand
// on one line.
func (p plan) at(i int) section {
	s := p.above[i]
	s.above = s.above && (i >= p.fold || s.text == nil)
	return s
}

// gapAfter says that an empty line follows a section above.
func (p plan) gapAfter(i int) bool { return p.gaps && i+1 >= p.fold }

// rows is how many lines the page takes.
func (p plan) rows() int {
	n := p.ask + p.line + p.text + p.below
	for i := p.skip; i < len(p.above); i++ {
		n += p.at(i).rows(p.cap)
		if p.gapAfter(i) {
			n++
		}
	}
	if p.gaps {
		n += min(p.below, 1)
	}
	if p.airy {
		n++
	}
	return n
}

// shrink takes away the one thing that is needed least; false when nothing is
// left to take.
func (p *plan) shrink(height int) bool {
	switch {
	case p.text > max(leastText, height/2):
		p.text--
	case p.cap > 1:
		p.cap--
	case p.text > leastText:
		p.text--
	case p.fold < len(p.above)-1:
		p.fold++
	case p.below > 0:
		p.below--
	case p.gaps:
		p.gaps = false
	case p.airy: // late, for it parts the hint from the answer where there are no colours
		p.airy = false
	case p.skip < len(p.above):
		p.skip++
	case p.text > 1:
		p.text--
	case p.line > 0:
		p.line = 0
	default:
		return false
	}
	return true
}

// elide returns the first lines of an answer, the last of them with an ellipsis
// where more follows.
func elide(text *editor.Editor, n, width int) []string {
	lines := text.Lines(0, n)
	if text.Height() > n && len(lines) > 0 {
		last := strings.TrimRight(lines[len(lines)-1], " ")
		if editor.Width(last) >= width {
			last = editor.Truncate(last, width-1)
			last = strings.TrimSuffix(last, theme.Ellipsis)
		}
		lines[len(lines)-1] = last + theme.Ellipsis
	}
	return lines
}

// oneLine is the beginning of an answer.
func oneLine(text *editor.Editor, width int) string {
	return strings.Join(elide(text, 1, width), "")
}
