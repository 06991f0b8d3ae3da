package patterns

import (
	"cmp"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
)

// strokes are the pieces that a line is drawn with: across, down, and the corners
// from left to up, left to down, up to right, down to right.
type strokes struct{ across, down, upFromLeft, downFromLeft, rightFromUp, rightFromDown string }

// The line of the weights before is heavy, and that of the weights after is light:
// they differ in every cell, whatever the colours.
func heavyStrokes() strokes { return strokes{"━", "┃", "┛", "┓", "┗", "┏"} }
func lightStrokes() strokes { return strokes{"─", "│", "╯", "╮", "╰", "╭"} }

// chart is a grid of cells on which lines are drawn, the heaviest row on top.
type chart struct {
	width, rows int
	cells       [][]string
}

// line draws one line through the averages, spread over the width. It breaks off
// where nothing was weighed, and returns the row in which it ends.
func (c *chart) line(means []journal.Mean, s strokes, style lipgloss.Style) (last int, drawn bool) {
	joined := false
	for i, m := range means {
		if m.N == 0 {
			joined = false
			continue
		}
		from, to, y := i*c.width/len(means), (i+1)*c.width/len(means), c.rows-1-int(m.Value()*float64(c.rows-1)/journal.MaxWeight+0.5)
		for x := from; x < to; x++ {
			c.cells[y][x] = style.Render(s.across)
		}
		if joined && y != last {
			c.step(from, last, y, s, style)
		}
		last, joined, drawn = y, true, true
	}
	return last, drawn
}

func (c *chart) step(x, from, to int, s strokes, style lipgloss.Style) {
	leave, arrive := s.downFromLeft, s.rightFromUp
	if to < from {
		leave, arrive = s.upFromLeft, s.rightFromDown
	}
	for y := min(from, to) + 1; y < max(from, to); y++ {
		c.cells[y][x] = style.Render(s.down)
	}
	c.cells[from][x], c.cells[to][x] = style.Render(leave), style.Render(arrive)
}

// The measures of the chart: its scale at the left, the names of the lines at
// the right, and its rows, where there is room for one a weight and where not.
const (
	chartScale = 4
	chartNames = 8
	tallChart  = journal.MaxWeight + 1
	lowChart   = journal.MaxWeight/2 + 1
	tallFrom   = 16 // lines in sight
	spacious   = 18
)

// weightLines draws the weights before and after over the weeks: two lines, the
// scale, and the months or years below.
func weightLines(e kit.Env, weeks []journal.Week) []string {
	rows := tallChart
	if e.Height < tallFrom {
		rows = lowChart
	}
	c := chart{max(2, e.Width-kit.Gutter-chartScale-chartNames), rows, make([][]string, rows)}
	for y := range c.cells {
		c.cells[y] = make([]string, c.width)
	}
	weeks = broad(weeks, c.width)
	before, after := make([]journal.Mean, len(weeks)), make([]journal.Mean, len(weeks))
	for i, w := range weeks {
		before[i], after[i] = w.Before, w.After
	}
	names := make([]string, rows)
	low, left := c.line(after, lightStrokes(), e.Theme.Text)
	high, came := c.line(before, heavyStrokes(), e.Theme.Accent)
	if left && came && low == high { // both names need a row
		if low++; low == rows {
			low, high = rows-1, rows-2
		}
	}
	if left {
		names[low] = e.Theme.Soft.Render(e.Words.Patterns.After)
	}
	if came {
		names[high] = e.Theme.Accent.Render(e.Words.Patterns.Before)
	}
	lines := make([]string, rows, rows+1)
	for y, cells := range c.cells {
		var line strings.Builder
		scale := ""
		if weight := journal.MaxWeight - y*journal.MaxWeight/(rows-1); weight%2 == 0 {
			scale = strconv.Itoa(weight)
		}
		line.WriteString(kit.Spaces(kit.Gutter) + e.Theme.Faint.Render(kit.PadLeft(scale, chartScale-2)) + kit.Spaces(2))
		for _, cell := range cells {
			line.WriteString(cmp.Or(cell, " "))
		}
		if names[y] != "" {
			line.WriteString(kit.Spaces(2) + names[y])
		}
		lines[y] = strings.TrimRight(line.String(), " ")
	}
	return append(lines, kit.Spaces(kit.Gutter+chartScale)+e.Theme.Faint.Render(timeScale(e, weeks, c.width)))
}

// broad puts neighbouring weeks together until each has two columns at least.
func broad(weeks []journal.Week, width int) []journal.Week {
	size := (2*len(weeks) + width - 1) / max(1, width)
	if size <= 1 {
		return weeks
	}
	var out []journal.Week
	for i, w := range weeks {
		if i%size == 0 {
			out = append(out, w)
			continue
		}
		sum := &out[len(out)-1]
		sum.Entries += w.Entries
		sum.Before = journal.Mean{N: sum.Before.N + w.Before.N, Sum: sum.Before.Sum + w.Before.Sum}
		sum.After = journal.Mean{N: sum.After.N + w.After.N, Sum: sum.After.Sum + w.After.Sum}
	}
	return out
}

// timeScale names the time below a chart: days for a few weeks, months for up
// to a year and a half, then years.
func timeScale(e kit.Env, weeks []journal.Week, width int) string {
	if len(weeks) == 0 {
		return ""
	}
	first, last := weeks[0].Monday, weeks[len(weeks)-1].Monday
	months := 12*(last.Year-first.Year) + int(last.Month) - int(first.Month)
	labels := make([]string, len(weeks))
	for i, w := range weeks {
		fresh := i == 0 || w.Monday.Month != weeks[i-1].Monday.Month
		switch {
		case len(weeks) <= 6:
			labels[i] = e.Words.Dates.DayShort(w.Monday.Time())
		case months <= 18 && fresh && (i > 0 || w.Monday.Day <= 14):
			labels[i] = e.Words.Dates.MonthsShort[w.Monday.Month-1]
		case months > 18 && (i == 0 || w.Monday.Year != weeks[i-1].Monday.Year):
			labels[i] = strconv.Itoa(w.Monday.Year)
		}
	}
	return spread(labels, width, width+chartNames)
}
