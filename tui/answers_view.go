package tui

import (
	"slices"
	"strings"

	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// reading is how wide text may be in this frame.
func reading(e env) int { return max(1, min(readingWidth, e.width-gutter)) }

// fit brings the answers to the width of the screen, and the open one's cursor
// into sight.
func (a *answers) fit(e env) {
	for _, f := range a.fields {
		f.text.SetWidth(reading(e))
		f.text.SetCells(e.cells)
	}
	if a.AtWeight {
		return
	}
	open := &a.fields[a.At]
	rows := a.plan(e).text
	open.text.SetPage(max(1, rows-1))
	open.top = inSight(open.text, open.top, rows)
}

// inSight moves the first line in sight no further than the cursor asks for.
func inSight(text *editor.Editor, top, rows int) int {
	_, y := text.Cursor()
	top = min(max(top, y-rows+1), y)
	return max(0, min(top, text.Height()-rows))
}

// view draws the four questions on one page: what was answered above, the
// open one with its bar, and faintly what is still to come.
func (a *answers) view(e env) frame {
	a.fit(e)
	p := a.plan(e)
	c := &canvas{theme: e.theme, width: reading(e)}
	for i := p.skip; i < len(p.above); i++ {
		c.lines(p.at(i).draw(e, c.width, p.cap))
		if p.gapAfter(i) {
			c.gap()
		}
	}
	a.drawOpen(e, c, p)
	if p.below > 0 && p.gaps {
		c.gap()
	}
	for _, s := range a.below()[:p.below] {
		c.lines(s.draw(e, c.width, 0))
	}
	c.frame.words = !a.AtWeight && slices.ContainsFunc(a.fields, func(f answerField) bool { return !f.text.Empty() })
	return c.frame
}

// drawOpen draws the open question: the answer with the cursor, or the weight.
func (a *answers) drawOpen(e env, c *canvas, p plan) {
	ask, line := a.question()
	open := a.fields[a.At]
	c.barred(e.theme.Strong, questionLines(ask, c.width)...)
	if p.line > 0 {
		c.barred(e.theme.Soft, explaining(line, c.width)...)
	}
	if p.airy {
		c.bar("")
	}
	if a.AtWeight {
		c.weigh(a.scale, actNext)
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

// section is one question of the page that is not open.
type section struct {
	question string
	text     *editor.Editor // nil for a weight
	scale    scale
	given    bool // it has an answer
	above    bool
}

// above are the sections before the open one.
func (a *answers) above() []section {
	var all []section
	for i := range a.At + 1 {
		if i < a.At || a.AtWeight {
			all = append(all, a.section(i, true))
		}
		if i < a.At && a.WeighsAfter(i) && a.scale.chosen {
			all = append(all, section{scale: a.scale, given: true, above: true})
		}
	}
	return all
}

// below are the sections that follow, as one line each.
func (a *answers) below() []section {
	var all []section
	for i := a.At; i < len(a.fields); i++ {
		if i > a.At {
			all = append(all, a.section(i, false))
		}
		if !a.AtWeight && a.WeightWaits(i) {
			all = append(all, section{question: a.Weigh.Question, scale: a.scale, given: a.scale.chosen})
		}
	}
	return all
}

func (a *answers) section(i int, above bool) section {
	return section{question: a.Steps[i].Question, text: a.fields[i].text, given: a.Answered(i), above: above}
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
	tight int  // sections from the top that are one line each, close together
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
func (a *answers) plan(e env) plan {
	p := plan{cap: e.height, gaps: true, airy: true, want: 1, text: 1}
	p.above, p.below = a.above(), len(a.below())
	ask, line := a.question()
	if !a.AtWeight {
		p.want = min(max(looksOpen, a.open().Height()+1), e.height)
		p.text = p.want
	}
	p.ask, p.line = len(questionLines(ask, reading(e))), len(explaining(line, reading(e)))
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

// at is a section above as it is drawn: where it is tight, its question and its answer stand
// on one line.
func (p plan) at(i int) section {
	s := p.above[i]
	s.above = s.above && (i >= p.tight || s.text == nil)
	return s
}

// gapAfter says that an empty line follows a section above.
func (p plan) gapAfter(i int) bool { return p.gaps && i+1 >= p.tight }

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
	case p.tight < len(p.above)-1:
		p.tight++
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

// question is what is asked just now, and what explains it.
func (a *answers) question() (ask, line string) {
	if a.AtWeight {
		return a.Weigh.Question, a.Weigh.Line
	}
	return a.step().Question, a.step().Angle(a.fields[a.At].angle)
}

// askLines is how many lines an open question may take. Where a person's own is
// longer than that, on a small screen, its end is left out.
const askLines = 3

// questionLines is the open question, as the lines that it takes.
func questionLines(question string, width int) []string {
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
