package patterns

import (
	"strconv"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/theme"
)

// marks are those of a day or an hour. They differ in shape, not only in colour.
type marks struct{ blank, light, heavy string }

func marksOf(e kit.Env) marks {
	return marks{
		blank: e.Theme.Frame.Render(theme.Between),
		light: e.Theme.Text.Render(theme.DotEmpty),
		heavy: e.Theme.Accent.Render(theme.DotFull),
	}
}

func legend(e kit.Env, light, heavy string) string {
	m := marksOf(e)
	first := m.light + " " + e.Theme.Faint.Render(light) + "   "
	if 2+editor.Width(light)+3+2+editor.Width(heavy) > e.Width-kit.Gutter {
		first, heavy = "", editor.Truncate(heavy, e.Width-kit.Gutter-2)
	}
	return kit.Spaces(kit.Gutter) + first + m.heavy + " " + e.Theme.Faint.Render(heavy)
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

// spread writes labels evenly over a width, leaving out those for which there is no
// room, nor any up to the end.
func spread(labels []string, width, end int) (line string) {
	for i, label := range labels {
		at, used := i*width/len(labels), editor.Width(line)
		if label != "" && (used == 0 || at > used) && at+editor.Width(label) <= end {
			line += kit.Spaces(at-used) + label
		}
	}
	return line
}

func (g grid) rows(e kit.Env, c *kit.Passage, columns int, mark func(day, column int) string) {
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

func (p *pictures) drawCalendar(e kit.Env, c *kit.Passage) {
	w := e.Words.Patterns
	c.Add(captioned(e, w.Calendar, w.CalendarSpan), "")
	weeks := len(p.Calendar) / 7
	g, m := gridFor(e, weeks), marksOf(e)
	today := journal.DayOf(e.Now)
	months := make([]string, weeks)
	for week := range weeks {
		day := p.Calendar[7*week].Day
		if week > 0 && day.Month != p.Calendar[7*week-7].Day.Month || week == 0 && day.Day <= 14 {
			months[week] = e.Words.Dates.MonthsShort[day.Month-1]
		}
	}
	c.Add(g.scale(e, months))
	g.rows(e, c, weeks, func(weekday, week int) string {
		switch cell := p.Calendar[7*week+weekday]; {
		case cell.Day.Compare(today) > 0:
			return " "
		case cell.Entries == 0:
			return m.blank
		case cell.Heaviest >= journal.Heavy:
			return m.heavy
		default:
			return m.light
		}
	})
	c.Add("", legend(e, w.Entry, w.HeavyEntry), "")
	c.Add(caption(e, p.SayDays(e.Words))...)
}

func (p *pictures) drawHours(e kit.Env, c *kit.Passage) {
	w := e.Words.Patterns
	c.Add(captioned(e, w.Hours, w.Ranges[p.Span]), "")
	g, m := gridFor(e, learned.HoursADay), marksOf(e)
	most := 3 // fewer than that are not many
	for day := range 7 {
		for hour := range learned.HoursADay {
			most = max(most, p.Hours[day][hour].Entries)
		}
	}
	g.rows(e, c, learned.HoursADay, func(day, hour int) string {
		switch n := p.Hours[day][hour].Entries; {
		case 3*n >= 2*most:
			return m.heavy
		case n > 0:
			return m.light
		default:
			return m.blank
		}
	})
	labels := make([]string, learned.HoursADay)
	for hour := 0; hour < learned.HoursADay; hour += map[bool]int{true: 6, false: 3}[g.pitch == 1] {
		labels[hour] = strconv.Itoa(hour)
	}
	c.Add(g.scale(e, labels), "", legend(e, w.SomeHours, w.MostHours), "")
	c.Add(caption(e, p.SayHours(e.Words))...)
}
