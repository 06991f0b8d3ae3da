package tui

import (
	"math"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/learned"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

// pictures draws what is known of one range.
type pictures struct{ learned.Patterns }

// pictureWidth is how wide a picture is at most, and apart how many lines lie
// between one and the next.
const (
	pictureWidth = pageWidth - 6
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

// caption is the sentence under a picture.
func caption(e env, text string) []string { return prose(e, text, e.theme.Soft) }

func (p *pictures) drawWeights(e env, c *passage) {
	w := e.words.Patterns
	title, span := w.Weights, w.Ranges[p.Span]
	if editor.Width(title)+2+editor.Width(span) > e.width-gutter {
		title = w.WeightsShort
	}
	c.add(captioned(e, title, span))
	if e.height > spacious {
		c.add("")
	}
	c.add(weightLines(e, p.Weeks)...)
	c.add("")
	c.add(caption(e, p.SayWeights(e.words))...)
}

func (p *pictures) drawTags(e env, c *passage) {
	w := e.words.Patterns
	c.add(captioned(e, w.Tags, w.Ranges[p.Span]), "")
	if len(p.Tags) == 0 {
		c.add(caption(e, w.NoTags)...)
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
	for _, t := range p.Tags[:min(learned.ShownTags, len(p.Tags))] {
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
			came = e.words.Average(t.Before.Value())
		}
		if t.Drop.N > 0 {
			change = signed(e.words, -t.Drop.Value())
		}
		line += e.theme.Text.Render(rightAligned(came, number) + rightAligned(change, number))
		line += e.theme.Soft.Render(rightAligned(e.words.Number(t.Entries), number))
		c.add(line)
	}
	c.add("")
	c.add(caption(e, p.SayTags(e.words))...)
}

func (p *pictures) drawHeavy(e env, c *passage, chosen int, open string) {
	w := e.words.Patterns
	c.add(captioned(e, w.Heavy, w.HeavySpan), "")
	for i, entry := range p.Heavy {
		from := len(c.lines)
		p.drawHeavyEntry(e, c, entry, i == chosen)
		c.items = append(c.items, item{from, len(c.lines)})
	}
	if len(p.Heavy) == 0 {
		c.add(caption(e, w.NothingHeavy)...)
		return
	}
	c.add("")
	c.add(caption(e, strings.TrimSpace(w.HeavySaid+" "+open))...)
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

// signed writes a difference of averages with its sign.
func signed(w words.Words, v float64) string {
	text, zero := w.Average(math.Abs(v)), w.Average(0)
	switch {
	case text == zero:
		return zero
	case v < 0:
		return "−" + text
	default:
		return "+" + text
	}
}
