package patterns

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

// drawWeights draws a line for each dumbbell, from the weight before to the weight after. The sentence
// stands above, since there may be many lines, unless the screen is very low.
func (p *pictures) drawWeights(e kit.Env, a *album) {
	w := e.Words.Patterns
	title, span := w.Weights, p.SaySpan(e.Words)
	if editor.Width(title)+2+editor.Width(span) > e.Width-kit.Gutter {
		title = w.WeightsShort
	}
	said, between := caption(e, p.SayWeights(e.Words)), make([]string, 1)
	if e.Height <= spacious {
		between = nil
	}
	a.Add(captioned(e, title, span))
	a.Add(between...)
	low := e.Height < lowest
	if !low || len(p.Weights) == 0 {
		a.Add(said...)
	}
	if len(p.Weights) == 0 {
		return
	}
	if !low {
		a.Add(between...)
	}
	d := p.dumbbells(e)
	a.Add(d.legend(), d.scale())
	a.keep(2)
	for _, one := range p.Weights {
		a.Add(d.line(one))
	}
	if low {
		a.Add("")
		a.Add(said...)
	}
}

// lowest is the height that leaves room for a sentence above the dumbbells.
const lowest = 10

// dumbbells is how dumbbells are laid out: the day, the scale, the numbers.
type dumbbells struct {
	e     kit.Env
	label int // how wide a day is at most
	pitch int // from one weight to the next
	days  bool
	both  bool // some are one mark
}

// The columns between the three parts, and the widest numbers: "10 → 10", and averages.
const (
	besideScale = 3
	numbers     = 7
	averages    = 11
	widestPitch = 4
)

func (p *pictures) dumbbells(e kit.Env) dumbbells {
	d := dumbbells{e: e, days: p.Together == 0}
	for _, one := range p.Weights {
		d.label = max(d.label, editor.Width(d.day(one)))
	}
	left := e.Width - kit.Gutter - d.label - 2*besideScale - averages
	if d.days {
		left += averages - numbers
	}
	d.pitch = max(1, min(widestPitch, (left-1)/journal.MaxWeight))
	d.both = slices.ContainsFunc(p.Weights, func(one journal.Dumbbell) bool {
		return one.Before.N > 0 && d.at(one.Before) == d.at(one.After)
	})
	return d
}

func (d dumbbells) day(one journal.Dumbbell) string {
	return d.e.Words.Dates.ShortSeen(one.Day.Time(), d.e.Now)
}

func (d dumbbells) legend() string {
	w, t := d.e.Words.Patterns, d.e.Theme
	mark := func(mark, name string) string { return mark + " " + t.Faint.Render(name) }
	parts := []string{mark(t.Accent.Render(theme.DotFull), w.Before), mark(t.Text.Render(theme.DotEmpty), w.After)}
	if d.both {
		parts = append(parts, mark(t.Accent.Render(theme.DotBoth), w.Both))
	}
	line := strings.Join(parts, kit.Spaces(3))
	return kit.Spaces(max(kit.Gutter, min(kit.Gutter+d.label+besideScale, d.e.Width-ansi.StringWidth(line)))) + line
}

func (d dumbbells) scale() string {
	labels := make([]string, journal.MaxWeight+1)
	for weight := range labels {
		if d.pitch > 1 || weight%5 == 0 {
			labels[weight] = strconv.Itoa(weight)
		}
		if d.pitch == 2 && weight%2 == 1 {
			labels[weight] = ""
		}
	}
	width := len(labels) * d.pitch
	return kit.Spaces(kit.Gutter+d.label+besideScale) + d.e.Theme.Faint.Render(spread(labels, width, width+1))
}

// at is the column of an average on the scale, -1 for none.
func (d dumbbells) at(m journal.Mean) int {
	if m.N == 0 {
		return -1
	}
	return int(m.Value()*float64(d.pitch) + 0.5)
}

func (d dumbbells) line(one journal.Dumbbell) string {
	t, before, after := d.e.Theme, d.at(one.Before), d.at(one.After)
	var line strings.Builder
	line.WriteString(kit.Spaces(kit.Gutter) + t.Soft.Render(kit.PadRight(d.day(one), d.label)) + kit.Spaces(besideScale))
	for x := range journal.MaxWeight*d.pitch + 1 {
		switch {
		case x == before && x == after:
			line.WriteString(t.Accent.Render(theme.DotBoth))
		case x == before:
			line.WriteString(t.Accent.Render(theme.DotFull))
		case x == after:
			line.WriteString(t.Text.Render(theme.DotEmpty))
		case before >= 0 && after >= 0 && x > min(before, after) && x < max(before, after):
			line.WriteString(t.Soft.Render(theme.FrameAcross))
		case x%d.pitch == 0:
			line.WriteString(t.Frame.Render(theme.Between))
		default:
			line.WriteByte(' ')
		}
	}
	return line.String() + kit.Spaces(besideScale) + t.Text.Render(d.numbers(one))
}

// numbers writes the weights: "8 → 3", or averages for weeks, "7.5 → 3.2".
func (d dumbbells) numbers(one journal.Dumbbell) string {
	say := func(m journal.Mean) string {
		if d.days {
			return strconv.Itoa(m.Sum)
		}
		return d.e.Words.Average(m.Value())
	}
	switch {
	case one.After.N == 0:
		return say(one.Before)
	case one.Before.N == 0:
		return theme.Arrow + " " + say(one.After)
	default:
		return say(one.Before) + " " + theme.Arrow + " " + say(one.After)
	}
}
