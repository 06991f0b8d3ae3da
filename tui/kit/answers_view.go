package kit

import (
	"slices"
	"strings"

	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// TextWidth is how wide text may be in this frame.
func TextWidth(e Env) int { return max(1, min(MaxTextWidth, e.Width-Gutter)) }

// Fit brings the answers to the width of the screen, and the cursor of the open one into sight.
func (a *Answers) Fit(e Env) {
	for _, f := range a.Fields {
		f.Text.SetWidth(TextWidth(e))
		f.Text.SetCells(e.Cells)
	}
	if a.AtWeight {
		return
	}
	open := &a.Fields[a.At]
	rows := a.plan(e).text
	open.Text.SetPage(max(1, rows-1))
	open.top = inSight(open.Text, open.top, rows)
}

// inSight moves the first line in sight no further than the cursor needs.
func inSight(text *editor.Editor, top, rows int) int {
	_, y := text.Cursor()
	top = min(max(top, y-rows+1), y)
	return max(0, min(top, text.Height()-rows))
}

// View draws the four questions on one page: what was answered above, the
// open one with its bar, and faintly what is still to come.
func (a *Answers) View(e Env) Frame {
	a.Fit(e)
	p := a.plan(e)
	c := NewCanvas(e)
	for i := range p.above {
		c.Line(p.at(i).draw(e, c.Width, p.cap)...)
		if p.gapAfter(i) {
			c.Gap()
		}
	}
	a.drawOpen(e, c, p)
	if len(p.below) > 0 && p.gaps {
		c.Gap()
	}
	for _, s := range p.below {
		c.Line(s.draw(e, c.Width, 0)...)
	}
	c.Frame.Hint = a.Remark
	c.Frame.Words = !a.AtWeight && slices.ContainsFunc(a.Fields, func(f answerField) bool { return !f.Text.Empty() })
	return c.Frame
}

func (a *Answers) drawOpen(e Env, c *Canvas, p plan) {
	open, asked := a.Fields[a.At], p.asked
	edge := min(c.Width+Gutter, e.Width-Gutter) // where the header ends, or nearly so
	switch happened := "↑ " + a.happened(e); {
	case a.when != nil:
		field, below, x := a.drawWhen(e, edge)
		c.Bar(field)
		c.cursor(min(x, c.Width-1))
		if asked = asked[1:]; below != "" && len(p.said) > 0 {
			p.said[0] = editor.Truncate(below, c.Width)
		}
	case a.At == 0 && !a.AtWeight && editor.Width(asked[0])+2+editor.Width(happened) <= edge:
		gap := Spaces(edge - editor.Width(asked[0]) - editor.Width(happened))
		c.Bar(e.Theme.Strong.Render(asked[0]) + gap + e.Theme.Faint.Render(happened))
		asked = asked[1:]
	}
	c.Barred(e.Theme.Strong, asked...)
	c.Barred(e.Theme.Soft, p.said...)
	if p.airy {
		c.Bar("")
	}
	hint := a.hint(e)
	if a.AtWeight {
		c.DrawScale(a.Scale, ActNext)
		c.behind(hint)
		return
	}
	top := inSight(open.Text, open.top, p.text)
	lines := open.Text.Lines(top, top+p.text)
	x, y := open.Text.Cursor()
	for i := range p.text {
		if i < len(lines) {
			c.Bar(e.Theme.Text.Render(lines[i]))
		} else {
			c.Bar("")
		}
		if i == y-top && a.when == nil {
			c.cursor(x)
			c.behind(hint)
		}
	}
}

// hint says, after the cursor, what an enter does on an empty last line, and how to get back from a
// question just reached.
func (a *Answers) hint(e Env) string {
	empty, goesOn := a.ending()
	switch {
	case !a.AtWeight && a.Answered(a.At):
		if empty && goesOn {
			if a.At == len(a.Steps)-1 {
				return e.Words.Write.NextEnd
			}
			return e.Words.Write.NextAgain
		} else if empty {
			return e.Words.Write.NextBlank
		}
	case a.AtWeight && !a.Scale.Chosen && a.Answered(a.At), !a.AtWeight && a.At > 0 && a.open().Empty() && a.Answered(a.At-1):
		return e.Words.Write.AddMore
	}
	return ""
}

type section struct {
	question string
	text     *editor.Editor // nil for a weight
	scale    Scale
	given    bool // it has an answer
	above    bool
}

// sections are what stands above the open answer or weight, and below it.
func (a *Answers) sections() (above, below []section) {
	for i, f := range a.Fields {
		here := i == a.At
		s := section{question: a.Step(i).Question, text: f.Text, given: a.Answered(i)}
		s.above = i < a.At || here && a.AtWeight
		if s.above {
			above = append(above, s)
		} else if !here {
			below = append(below, s)
		}
		if !a.WeighsAfter(i) || here && a.AtWeight {
			continue
		}
		s = section{question: a.Weigh.Question, scale: a.Scale, given: a.Scale.Chosen, above: i < a.At}
		if !s.above {
			below = append(below, s)
		} else if s.given {
			above = append(above, s)
		}
	}
	return above, below
}

// rows is how many lines a section takes if an answer may have cap of them.
func (s section) rows(cap int) int {
	if !s.above || !s.given || s.text == nil {
		return 1
	}
	return 1 + min(cap, s.text.Height())
}

// draw returns as many lines as rows says.
func (s section) draw(e Env, width, cap int) []string {
	question := editor.Truncate(s.question, width)
	switch {
	case s.above && s.text == nil:
		return []string{DrawWeight(e.Theme, s.scale)}
	case s.above && s.given:
		lines := []string{e.Theme.Soft.Render(question)}
		for _, l := range Elide(s.text, cap, width) {
			lines = append(lines, e.Theme.Text.Render(l))
		}
		return lines
	case s.given && s.text == nil:
		return []string{e.Theme.Soft.Render(question) + "  " + DrawWeight(e.Theme, s.scale)}
	case s.given:
		return []string{e.Theme.Soft.Render(editor.Truncate(s.question+" "+theme.Between+" "+strings.Join(Elide(s.text, 1, width), ""), width))}
	default:
		return []string{e.Theme.Faint.Render(question)}
	}
}

type plan struct {
	above []section // as far as it is not scrolled away
	below []section // as far as it is shown
	asked []string  // the question that is open
	said  []string  // what explains it, or another angle
	cap   int       // lines of an answer above, at most
	tight int       // sections from the top that are one line each, close together
	text  int       // lines for the open answer
	want  int       // lines it would take
	gaps  bool      // empty lines between sections
	airy  bool      // an empty line between that and the answer
}

// How many lines the open answer gets before anything else scrolls away, and how many it is made to
// look like at least.
const (
	leastText = 6
	fewText   = 3 // where it is tight
	looksOpen = 3
)

// plan shares out the lines: earlier answers shrink to a line each for the sake
// of the open one, then whatever is least needed goes first.
func (a *Answers) plan(e Env) plan {
	p := plan{cap: e.Height, gaps: true, airy: true, want: 1, text: 1}
	p.above, p.below = a.sections()
	ask, line := a.Weigh.Question, a.WeighLine()
	if !a.AtWeight {
		p.want = min(max(looksOpen, a.open().Height()+1), e.Height)
		p.text = p.want
		ask, line = a.step().Question, a.step().Angle(a.Fields[a.At].angle)
	}
	p.asked, p.said = QuestionLines(ask, TextWidth(e)), LineLines(line, TextWidth(e))
	if e.Compact {
		p.oneByOne(e.Height)
	}
	for p.rows() > e.Height && p.shrink(e.Height) {
	}
	p.text = min(p.want, p.text+max(0, e.Height-p.rows()))
	return p
}

// oneByOne shows one step at a time, with the answer before it as one line. Only the size decides
// that, so that nothing moves under somebody's words.
func (p *plan) oneByOne(height int) {
	p.below = nil
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

// at is a section above as it is drawn: where space is tight, question and answer on one line.
func (p plan) at(i int) section {
	s := p.above[i]
	s.above = s.above && (i >= p.tight || s.text == nil)
	return s
}

func (p plan) gapAfter(i int) bool { return p.gaps && i+1 >= p.tight }

func (p plan) rows() int {
	n := len(p.asked) + len(p.said) + p.text + len(p.below)
	for i := range p.above {
		n += p.at(i).rows(p.cap)
		if p.gapAfter(i) {
			n++
		}
	}
	if p.gaps {
		n += min(len(p.below), 1)
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
	case len(p.below) > 0:
		p.below = p.below[:len(p.below)-1]
	case p.gaps:
		p.gaps = false
	case p.airy: // late, for it parts the hint from the answer where there are no colours
		p.airy = false
	case len(p.above) > 0:
		p.above, p.tight = p.above[1:], p.tight-1
	case p.text > 1:
		p.text--
	case len(p.said) > 0:
		p.said = nil
	default:
		return false
	}
	return true
}

// askLines is how many lines an open question may take. The end of a person's own that is longer,
// on a small screen, is left out.
const askLines = 3

// QuestionLines wraps the open question.
func QuestionLines(question string, width int) []string {
	lines := editor.Wrap(question, width)
	if len(lines) > askLines {
		rest := strings.Join(lines[askLines-1:], " ")
		lines = append(lines[:askLines-1], editor.Truncate(rest, width))
	}
	return lines
}

// LineLines wraps what stands under the open question, if anything does.
func LineLines(line string, width int) []string {
	if line == "" {
		return nil
	}
	return editor.Wrap(line, width)
}

// Elide returns the first lines of an answer, the last of them with an ellipsis
// where more follows.
func Elide(text *editor.Editor, n, width int) []string {
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
