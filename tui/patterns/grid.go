package patterns

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

// shade is the mark of a step, fuller with each so that no colour is needed to tell them apart. The
// highest have the accent too.
func shade(e kit.Env, step int) string {
	if step >= accented {
		return e.Theme.Accent.Render(theme.Shade(step))
	}
	return e.Theme.Text.Render(theme.Shade(step))
}

// accented is the first step with the accent. For a day it is that of journal.Heavy.
const accented = 4

func blank(e kit.Env) string { return e.Theme.Frame.Render(theme.Between) }

// named is a mark and its meaning, "" if its neighbours tell.
type named struct{ mark, name string }

// legend explains marks on one line. If that is too narrow it narrows the gaps, then drops the first.
func legend(e kit.Env, marks ...named) string {
	for _, gap := range []int{3, 1} {
		line := kit.Spaces(kit.Gutter)
		for _, m := range marks {
			line += m.mark
			if m.name != "" {
				line += " " + e.Theme.Faint.Render(m.name) + kit.Spaces(gap-1)
			}
			line += " "
		}
		if line = strings.TrimRight(line, " "); ansi.StringWidth(line) <= e.Width || len(marks) == 0 {
			return line
		}
	}
	return legend(e, marks[1:]...)
}

type grid struct {
	label int // width of the weekdays at the left
	pitch int // from one column to the next
}

func gridFor(e kit.Env, columns int) grid {
	g := grid{label: 5, pitch: 3}
	for g.pitch > 1 && g.label+columns*g.pitch > e.Width-kit.Gutter {
		g.pitch--
	}
	if g.label+columns*g.pitch > e.Width-kit.Gutter {
		g.label = 0
	}
	if columns*g.pitch > pictureWidth*2/3 && g.pitch > 2 {
		g.pitch = 2
	}
	return g
}

func (g grid) scale(e kit.Env, labels []string) string {
	width := len(labels) * g.pitch
	return kit.Spaces(kit.Gutter+g.label) + e.Theme.Faint.Render(spread(labels, width, width))
}

// spread writes labels evenly over a width, leaving out those without room before the next or the end.
func spread(labels []string, width, end int) (line string) {
	for i, label := range labels {
		at, used := i*width/len(labels), editor.Width(line)
		if label != "" && (used == 0 || at > used) && at+editor.Width(label) <= end {
			line += kit.Spaces(at-used) + label
		}
	}
	return line
}

func (g grid) rows(e kit.Env, c *album, columns int, mark func(day, column int) string) {
	for day := range 7 { // from Monday on
		line := kit.Spaces(kit.Gutter)
		if g.label > 0 {
			name := editor.Truncate(e.Words.Dates.WeekdaysShort[(day+1)%7], g.label-1)
			line += e.Theme.Faint.Render(kit.PadRight(name, g.label))
		}
		for column := range columns {
			line += mark(day, column) + kit.Spaces(g.pitch-1)
		}
		c.Add(strings.TrimRight(line, " "))
	}
}

// drawCalendar draws a mark for each day.
func (p *pictures) drawCalendar(e kit.Env, c *album, chosen bool, focus int) {
	w := e.Words.Patterns
	c.Add(captioned(e, w.Calendar, w.CalendarSpan), "")
	weeks := (len(p.Calendar) + 6) / 7
	g := gridFor(e, weeks)
	c.Add(g.scale(e, p.months(e.Words.Dates, weeks)))
	from := len(c.Lines)
	c.keep(7)
	g.rows(e, c, weeks, func(weekday, week int) string {
		if day := 7*week + weekday; day < len(p.Calendar) {
			return p.drawDay(e, p.Calendar[day])
		}
		return " "
	})
	c.Items = append(c.Items, kit.Item{From: from, To: len(c.Lines)})
	for i, day := range p.Calendar {
		c.cells = append(c.cells, cell{kit.Gutter + g.label + i/7*g.pitch, from + i%7, day.Entries > 0})
	}
	if chosen {
		for y := from; y < len(c.Lines); y++ {
			c.Lines[y] = e.Theme.Accent.Render(theme.Bar) + strings.TrimPrefix(c.Lines[y], " ")
		}
	}
	if focus >= 0 {
		c.enter(e, c.cells[focus], g.pitch > 1)
	}
	c.Add("", p.calendarLegend(e), "")
	said := p.SayDays(e.Words)
	if focus < 0 {
		said = strings.TrimLeft(said+" "+w.OpenDay, " ")
	}
	c.Add(caption(e, said)...)
}

// enter puts the cursor on the day in focus, and brackets around it or, without room, its mark in
// reverse.
func (a *album) enter(e kit.Env, here cell, room bool) {
	a.Cursor = &tea.Position{X: here.x, Y: here.y}
	line := a.Lines[here.y]
	from, to, day := here.x, here.x+1, e.Theme.Strong.Reverse(true).Render(ansi.Strip(ansi.Cut(line, here.x, here.x+1)))
	if room {
		from, to = here.x-1, here.x+2
		day = e.Theme.Strong.Render("[") + ansi.Cut(line, here.x, here.x+1) + e.Theme.Strong.Render("]")
	}
	a.Lines[here.y] = ansi.Cut(line, 0, from) + day + ansi.Cut(line, to, max(to, ansi.StringWidth(line)))
}

// months are the names of months, each above the first week that begins in it.
func (p *pictures) months(dates words.Dates, weeks int) []string {
	months := make([]string, weeks)
	for week := range weeks {
		day := p.Calendar[7*week].Day
		if week > 0 && day.Month != p.Calendar[7*week-7].Day.Month || week == 0 && day.Day <= 14 {
			months[week] = dates.MonthsShort[day.Month-1]
		}
	}
	return months
}

func (p *pictures) drawDay(e kit.Env, day journal.Cell) string {
	switch {
	case day.Entries == 0:
		return blank(e)
	case day.Shade() == 0:
		return e.Theme.Text.Render(theme.DotEmpty)
	default:
		return shade(e, day.Shade())
	}
}

func (p *pictures) calendarLegend(e kit.Env) string {
	var marks []named
	if slices.ContainsFunc(p.Calendar, func(c journal.Cell) bool { return c.Entries > 0 && c.Shade() == 0 }) {
		marks = append(marks, named{e.Theme.Text.Render(theme.DotEmpty), e.Words.Patterns.Unweighed})
	}
	for step, weights := range []string{"0–1", "2–3", "4–5", "6–7", "8–10"} {
		marks = append(marks, named{shade(e, step+1), weights})
	}
	return legend(e, marks...)
}

// The hours at a desk are drawn alone if nothing happened outside them.
const opens, closes = 7, 19

func (p *pictures) hours() (first, end int) {
	first, end = opens, closes
	for _, day := range p.Hours {
		for hour, slot := range day {
			if slot.Entries > 0 && (hour < opens || hour >= closes) {
				first, end = 0, learned.HoursADay
			}
		}
	}
	return first, end
}

func (p *pictures) drawHours(e kit.Env, c *album) {
	w := e.Words.Patterns
	c.Add(captioned(e, w.Hours, w.Ranges[p.Span]), "")
	first, end := p.hours()
	g := gridFor(e, end-first)
	labels := make([]string, end-first)
	for i := range labels {
		if hour := first + i; g.pitch > 2 || hour%(6/g.pitch) == 0 {
			labels[i] = strconv.Itoa(hour)
		}
	}
	c.Add(g.scale(e, labels))
	c.keep(7)
	most := journal.Shades // fewer than that are not many
	for _, day := range p.Hours {
		for _, slot := range day {
			most = max(most, slot.Entries)
		}
	}
	g.rows(e, c, end-first, func(day, i int) string {
		if n := p.Hours[day][first+i].Entries; n > 0 {
			return shade(e, (journal.Shades*n+most-1)/most)
		}
		return blank(e)
	})
	marks := make([]named, journal.Shades)
	for step := range marks {
		marks[step].mark = shade(e, step+1)
	}
	marks[0].name, marks[len(marks)-1].name = w.SomeHours, w.MostHours
	c.Add("", legend(e, marks...), "")
	c.Add(caption(e, p.SayHours(e.Words))...)
}
