package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// pictures is what Patterns draws of one range, worked out from the heads.
type pictures struct {
	span     journal.Range
	weeks    []journal.Week
	calendar []journal.Cell
	hours    journal.Timetable
	tags     []journal.TagPattern
	summary  journal.Summary
	heavy    []journal.Entry
}

// newPictures works out the pictures of a range, as seen at now. Heavy is the
// entries that are still heavy, whatever the range.
func newPictures(heads []journal.Head, heavy []journal.Entry, span journal.Range, now time.Time) pictures {
	within := span.In(heads, now)
	return pictures{
		span: span, heavy: heavy,
		weeks:    journal.Weeks(heads, now, span),
		calendar: journal.Calendar(heads, now, journal.CalendarWeeks),
		hours:    journal.Hours(within),
		tags:     journal.Tags(within),
		summary:  journal.Summarise(within),
	}
}

// empty says that there is nothing to draw at all.
func (p *pictures) empty() bool { return p.summary.Entries == 0 }

// pictureWidth is how wide a picture is at most, and apart how many lines lie
// between one and the next.
const (
	pictureWidth = 96
	apart        = 2
)

// draw draws one picture below the other, each with a sentence under it. Open
// says how an entry that is still heavy is opened; "" where none can be.
func (p *pictures) draw(e env, chosen int, open string) passage {
	e.width = min(e.width, pictureWidth+gutter)
	var c passage
	for i, picture := range []func(env, *passage){
		p.drawWeights, p.drawCalendar, p.drawHours, p.drawTags,
		func(e env, c *passage) { p.drawHeavy(e, c, chosen, open) },
	} {
		if i > 0 {
			c.add(make([]string, apart)...)
		}
		c.starts = append(c.starts, len(c.lines))
		picture(e, &c)
	}
	return c
}

// captioned begins a picture: its name, and at the right how far it looks back.
func captioned(e env, title, span string) string {
	room := e.width - gutter
	title = editor.Truncate(title, room)
	between := room - editor.Width(title) - editor.Width(span)
	if between < 2 {
		return heading(e, title)
	}
	return heading(e, title) + spaces(between) + e.theme.Faint.Render(span)
}

// said is the sentence under a picture.
func said(e env, text string) []string { return prose(e, text, e.theme.Soft) }

func (p *pictures) drawWeights(e env, c *passage) {
	w := e.words.Patterns
	title, span := w.Weights, w.Ranges[p.span]
	if editor.Width(title)+2+editor.Width(span) > e.width-gutter {
		title = w.WeightsShort
	}
	c.add(captioned(e, title, span))
	if e.height > spacious {
		c.add("")
	}
	c.add(weightLines(e, p.weeks)...)
	c.add("")
	s := p.summary
	if s.Weighed < journal.Enough {
		c.add(said(e, w.TooFewWeighed)...)
		return
	}
	trend := w.BothWays
	switch {
	case 2*s.Lighter > s.Weighed:
		trend = w.MostlyLighter
	case 2*s.Heavier > s.Weighed:
		trend = w.MostlyHeavier
	}
	c.add(said(e, fmt.Sprintf(w.Averages, e.words.Number(s.Weighed), decimal(s.Before.Value()), decimal(s.After.Value()))+" "+trend)...)
}

// The marks of a day or an hour. They differ in shape, not only in colour.
func (e env) blankMark() string { return e.theme.Frame.Render(theme.Between) }
func (e env) lightMark() string { return e.theme.Text.Render(theme.DotEmpty) }
func (e env) heavyMark() string { return e.theme.Accent.Render(theme.DotFull) }

// legend explains the marks of a grid.
func legend(e env, light, heavy string) string {
	text := light + "   " + theme.DotFull + " " + heavy
	if editor.Width(text)+2 > e.width-gutter {
		return spaces(gutter) + e.heavyMark() + " " + e.theme.Faint.Render(editor.Truncate(heavy, e.width-gutter-2))
	}
	return spaces(gutter) + e.lightMark() + " " + e.theme.Faint.Render(light) + "   " + e.heavyMark() + " " + e.theme.Faint.Render(heavy)
}

// grid is where the cells of a calendar or timetable stand.
type grid struct {
	label int // width of the weekdays at the left
	pitch int // from one column to the next
}

func gridFor(e env, columns int) grid {
	g := grid{label: 5, pitch: 3}
	for g.pitch > 1 && g.label+columns*g.pitch > e.width-gutter {
		g.pitch--
	}
	if g.label+columns*g.pitch > e.width-gutter {
		g.label = 0
	}
	if columns*g.pitch > pictureWidth*2/3 && g.pitch > 2 {
		g.pitch = 2
	}
	return g
}

// weekday begins a row of a grid; Monday is 0.
func (g grid) weekday(e env, day int) string {
	if g.label == 0 {
		return spaces(gutter)
	}
	name := editor.Truncate(e.words.Dates.WeekdaysShort[(day+1)%7], g.label-1)
	return spaces(gutter) + e.theme.Faint.Render(column(name, g.label))
}

// scale writes labels over or under columns, each where it belongs, as many as fit.
func (g grid) scale(e env, labels map[int]string, columns int) string {
	return spaces(gutter+g.label) + e.theme.Faint.Render(spread(labels, columns, g.pitch))
}

// spread writes labels at their columns, leaving out those for which there is no
// room.
func spread(labels map[int]string, columns, pitch int) string {
	var line string
	width := columns * pitch
	for i := range columns {
		at, label := i*pitch, labels[i]
		used := editor.Width(line)
		if label == "" || used > 0 && at < used+1 || at+editor.Width(label) > width {
			continue
		}
		line += spaces(at-used) + label
	}
	return line
}

func (p *pictures) drawCalendar(e env, c *passage) {
	w := e.words.Patterns
	c.add(captioned(e, w.Calendar, w.CalendarSpan), "")
	weeks := len(p.calendar) / 7
	g := gridFor(e, weeks)
	today := journal.DayOf(e.now)
	months := make(map[int]string)
	for week := range weeks {
		day := p.calendar[7*week].Day
		if week > 0 && day.Month != p.calendar[7*week-7].Day.Month || week == 0 && day.Day <= 14 {
			months[week] = e.words.Dates.MonthsShort[day.Month-1]
		}
	}
	c.add(g.scale(e, months, weeks))
	entries, days, written, heavy := 0, 0, 0, 0
	for weekday := range 7 {
		line := g.weekday(e, weekday)
		for week := range weeks {
			cell := p.calendar[7*week+weekday]
			mark := e.blankMark()
			switch {
			case cell.Day.Compare(today) > 0:
				mark = " "
			case cell.Entries > 0 && cell.Heaviest >= journal.Heavy:
				mark, heavy = e.heavyMark(), heavy+1
			case cell.Entries > 0:
				mark = e.lightMark()
			}
			if cell.Day.Compare(today) <= 0 {
				days++
			}
			if cell.Entries > 0 {
				written++
			}
			entries += cell.Entries
			line += mark + spaces(g.pitch-1)
		}
		c.add(strings.TrimRight(line, " "))
	}
	c.add("", legend(e, w.Entry, w.HeavyEntry), "")
	if entries < journal.Enough {
		c.add(said(e, w.TooFew)...)
		return
	}
	c.add(said(e, fmt.Sprintf(w.Days, e.words.Number(written), e.words.Number(days), e.words.Number(heavy)))...)
}

func (p *pictures) drawHours(e env, c *passage) {
	w := e.words.Patterns
	c.add(captioned(e, w.Hours, w.Ranges[p.span]), "")
	const hours = 24
	g := gridFor(e, hours)
	most := 3 // fewer than that are not many
	var byDay [7]int
	var byHour [hours]int
	for day := range 7 {
		for hour := range hours {
			n := p.hours[day][hour].Entries
			most = max(most, n)
			byDay[day] += n
			byHour[hour] += n
		}
	}
	for day := range 7 {
		line := g.weekday(e, day)
		for hour := range hours {
			mark := e.blankMark()
			switch n := p.hours[day][hour].Entries; {
			case 3*n >= 2*most:
				mark = e.heavyMark()
			case n > 0:
				mark = e.lightMark()
			}
			line += mark + spaces(g.pitch-1)
		}
		c.add(strings.TrimRight(line, " "))
	}
	labels := make(map[int]string)
	for hour := 0; hour < hours; hour += map[bool]int{true: 6, false: 3}[g.pitch == 1] {
		labels[hour] = strconv.Itoa(hour)
	}
	c.add(g.scale(e, labels, hours), "", legend(e, w.SomeHours, w.MostHours), "")
	c.add(said(e, p.hoursSaid(e, byDay[:], byHour[:]))...)
}

// hoursSaid says which weekday and which hour stand out, if any does.
func (p *pictures) hoursSaid(e env, byDay, byHour []int) string {
	w := e.words.Patterns
	if p.summary.Entries < journal.Enough {
		return w.TooFew
	}
	day, hour := standsOut(byDay), standsOut(byHour)
	var what string
	switch {
	case day >= 0 && hour >= 0:
		what = fmt.Sprintf(w.DayAndHour, e.words.Dates.Weekdays[(day+1)%7], hour, (hour+1)%24)
	case day >= 0:
		what = fmt.Sprintf(w.DayAlone, e.words.Dates.Weekdays[(day+1)%7])
	case hour >= 0:
		what = fmt.Sprintf(w.HourAlone, hour, (hour+1)%24)
	default:
		return w.NoHour
	}
	return what + " " + w.WhenWritten
}

// standsOut returns which count is clearly the largest, or none: at least three,
// and half as many again as the next.
func standsOut(counts []int) int {
	first, second, at := 0, 0, none
	for i, n := range counts {
		switch {
		case n > first:
			first, second, at = n, first, i
		case n > second:
			second = n
		}
	}
	if first < 3 || 2*first < 3*second {
		return none
	}
	return at
}

// shownTags is how many tags are listed.
const shownTags = 8

func (p *pictures) drawTags(e env, c *passage) {
	w := e.words.Patterns
	c.add(captioned(e, w.Tags, w.Ranges[p.span]), "")
	if len(p.tags) == 0 {
		c.add(said(e, w.NoTags)...)
		return
	}
	const number = 9
	room := e.width - gutter
	dots := room >= 60
	name := min(24, room-3*number)
	if dots {
		name = min(24, room-3*number-theme.Heaviest-2)
	}
	name = max(4, name)
	head := spaces(name)
	if dots {
		head += spaces(theme.Heaviest)
	}
	for _, title := range []string{w.CameAt, w.Change, w.Entries} {
		head += rightAligned(title, number)
	}
	c.add(spaces(gutter) + e.theme.Faint.Render(editor.Truncate(head, room)))
	for _, t := range p.tags[:min(shownTags, len(p.tags))] {
		line := spaces(gutter) + e.theme.Text.Render(column(editor.Truncate("#"+t.Tag, name-2), name))
		if dots {
			if t.Before.N > 0 {
				line += e.theme.Dots(int(t.Before.Value() + 0.5))
			} else {
				line += spaces(theme.Heaviest)
			}
		}
		came, change := "", ""
		if t.Before.N > 0 {
			came = decimal(t.Before.Value())
		}
		if t.Drop.N > 0 {
			change = signed(-t.Drop.Value())
		}
		line += e.theme.Text.Render(rightAligned(came, number) + rightAligned(change, number))
		line += e.theme.Soft.Render(rightAligned(e.words.Number(t.Entries), number))
		c.add(line)
	}
	c.add("")
	c.add(said(e, p.tagsSaid(e))...)
}

// tagsSaid names the tag that came clearly heavier than all others that can be
// compared: by one at least, on average.
func (p *pictures) tagsSaid(e env) string {
	var first, second journal.TagPattern
	compared := 0
	for _, t := range p.tags {
		if t.Before.N < journal.Enough {
			continue
		}
		switch compared++; {
		case compared == 1 || t.Before.Value() > first.Before.Value():
			first, second = t, first
		case t.Before.Value() > second.Before.Value():
			second = t
		}
	}
	switch {
	case compared < 2:
		return e.words.Patterns.TooFewTagged
	case first.Before.Value()-second.Before.Value() < 1:
		return e.words.Patterns.NoTag
	default:
		return fmt.Sprintf(e.words.Patterns.HeaviestTag, editor.Safe(first.Tag), decimal(first.Before.Value()))
	}
}

func (p *pictures) drawHeavy(e env, c *passage, chosen int, open string) {
	w := e.words.Patterns
	c.add(captioned(e, w.Heavy, w.HeavySpan), "")
	for i, entry := range p.heavy {
		from := len(c.lines)
		p.drawHeavyEntry(e, c, entry, i == chosen)
		c.items = append(c.items, item{from, len(c.lines)})
	}
	if len(p.heavy) == 0 {
		c.add(said(e, w.NothingHeavy)...)
		return
	}
	c.add("")
	c.add(said(e, strings.TrimSpace(w.HeavySaid+" "+open))...)
}

// drawHeavyEntry draws when it was and how heavy it is, and how it begins: on
// one line where there is room.
func (p *pictures) drawHeavyEntry(e env, c *passage, entry journal.Entry, chosen bool) {
	begin, style := spaces(gutter), e.theme.Text
	if chosen {
		begin, style = e.theme.Accent.Render(theme.Bar)+" ", e.theme.Strong
	}
	d := e.words.Dates
	written := entry.Written.In(e.now.Location())
	first := column(d.Weekday(written), 10) + "  " + d.Clock(written) + "   " + column(ends(trail(entry.Weighings)), 7)
	room := e.width - gutter
	if left := room - editor.Width(first) - 3; left >= 24 {
		c.add(begin + e.theme.Soft.Render(first) + "   " + style.Render(editor.Truncate(entry.Title(), left)))
		return
	}
	c.add(begin+e.theme.Soft.Render(editor.Truncate(first, room)), begin+style.Render(editor.Truncate(entry.Title(), room)))
}

// decimal writes an average with one decimal.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// signed writes a difference with its sign.
func signed(v float64) string {
	switch text := decimal(v); {
	case text == "0.0" || text == "-0.0":
		return "0.0"
	case v < 0:
		return "−" + text[1:]
	default:
		return "+" + text
	}
}

func rightAligned(text string, width int) string {
	text = editor.Truncate(text, width)
	return spaces(width-editor.Width(text)) + text
}
