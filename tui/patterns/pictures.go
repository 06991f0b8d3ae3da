package patterns

import (
	"math"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

type pictures struct{ learned.Patterns }

// pictureWidth is how wide a picture is at most, and apart how many lines lie
// between one and the next.
const (
	pictureWidth = kit.PageWidth - 6
	apart        = 2
)

// draw draws one picture below the other, each with a sentence under it. Open
// says how an entry that is still heavy is opened; "" where none can be.
func (p *pictures) draw(e kit.Env, chosen int, open string) kit.Passage {
	e.Width = min(e.Width, pictureWidth+kit.Gutter)
	var c kit.Passage
	for i, picture := range []func(kit.Env, *kit.Passage){
		p.drawWeights, p.drawCalendar, p.drawHours, p.drawTags,
		func(e kit.Env, c *kit.Passage) { p.drawHeavy(e, c, chosen, open) },
	} {
		if i > 0 {
			c.Add(make([]string, apart)...)
		}
		c.Starts = append(c.Starts, len(c.Lines))
		picture(e, &c)
	}
	return c
}

func captioned(e kit.Env, title, span string) string {
	left := e.Width - kit.Gutter
	title = editor.Truncate(title, left)
	between := left - editor.Width(title) - editor.Width(span)
	if between < 2 {
		return kit.Heading(e, title)
	}
	return kit.Heading(e, title) + kit.Spaces(between) + e.Theme.Faint.Render(span)
}

func caption(e kit.Env, text string) []string { return kit.Prose(e, text, e.Theme.Soft) }

func (p *pictures) drawWeights(e kit.Env, c *kit.Passage) {
	w := e.Words.Patterns
	title, span := w.Weights, w.Ranges[p.Span]
	if editor.Width(title)+2+editor.Width(span) > e.Width-kit.Gutter {
		title = w.WeightsShort
	}
	c.Add(captioned(e, title, span))
	if e.Height > spacious {
		c.Add("")
	}
	c.Add(weightLines(e, p.Weeks)...)
	c.Add("")
	c.Add(caption(e, p.SayWeights(e.Words))...)
}

func (p *pictures) drawTags(e kit.Env, c *kit.Passage) {
	w := e.Words.Patterns
	c.Add(captioned(e, w.Tags, w.Ranges[p.Span]), "")
	if len(p.Tags) == 0 {
		c.Add(caption(e, w.NoTags)...)
		return
	}
	const number = 9
	left := e.Width - kit.Gutter
	dots, name := 0, min(24, left-3*number)
	if left >= 60 {
		dots, name = theme.Heaviest, min(24, left-3*number-theme.Heaviest-2)
	}
	name = max(4, name)
	head := kit.Spaces(name + dots)
	for _, title := range []string{w.CameAt, w.Change, w.Entries} {
		head += kit.PadLeft(title, number)
	}
	c.Add(kit.Spaces(kit.Gutter) + e.Theme.Faint.Render(editor.Truncate(head, left)))
	for _, t := range p.Tags[:min(learned.ShownTags, len(p.Tags))] {
		line := kit.Spaces(kit.Gutter) + e.Theme.Text.Render(kit.PadRight(editor.Truncate("#"+t.Tag, name-2), name))
		if dots > 0 && t.Before.N > 0 {
			line += e.Theme.Dots(int(t.Before.Value() + 0.5))
		} else {
			line += kit.Spaces(dots)
		}
		came, change := "", ""
		if t.Before.N > 0 {
			came = e.Words.Average(t.Before.Value())
		}
		if t.Drop.N > 0 {
			change = signed(e.Words, -t.Drop.Value())
		}
		line += e.Theme.Text.Render(kit.PadLeft(came, number) + kit.PadLeft(change, number))
		line += e.Theme.Soft.Render(kit.PadLeft(e.Words.Number(t.Entries), number))
		c.Add(line)
	}
	c.Add("")
	c.Add(caption(e, p.SayTags(e.Words))...)
}

func (p *pictures) drawHeavy(e kit.Env, c *kit.Passage, chosen int, open string) {
	w := e.Words.Patterns
	c.Add(captioned(e, w.Heavy, w.HeavySpan), "")
	for i, entry := range p.Heavy {
		from := len(c.Lines)
		p.drawHeavyEntry(e, c, entry, i == chosen)
		c.Items = append(c.Items, kit.Item{From: from, To: len(c.Lines)})
	}
	if len(p.Heavy) == 0 {
		c.Add(caption(e, w.NothingHeavy)...)
		return
	}
	c.Add("")
	c.Add(caption(e, strings.TrimSpace(w.HeavySaid+" "+open))...)
}

func (p *pictures) drawHeavyEntry(e kit.Env, c *kit.Passage, entry journal.Entry, chosen bool) {
	begin, style := kit.Spaces(kit.Gutter), e.Theme.Text
	if chosen {
		begin, style = e.Theme.Accent.Render(theme.Bar)+" ", e.Theme.Strong
	}
	d := e.Words.Dates
	written := entry.Written.In(e.Now.Location())
	first := kit.PadRight(d.Weekday(written), 10) + "  " + d.Clock(written) + "   " + kit.PadRight(kit.FirstToLast(kit.Trail(entry.Weighings)), 7)
	left := e.Width - kit.Gutter
	if rest := left - editor.Width(first) - 3; rest >= 24 {
		c.Add(begin + e.Theme.Soft.Render(first) + "   " + style.Render(editor.Truncate(entry.Title(), rest)))
		return
	}
	c.Add(begin+e.Theme.Soft.Render(editor.Truncate(first, left)), begin+style.Render(editor.Truncate(entry.Title(), left)))
}

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
