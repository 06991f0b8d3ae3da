package patterns

import (
	"math"
	"sort"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

type pictures struct{ learned.Patterns }

// pictureWidth is how wide a picture is at most, and apart how many lines part it from the next. A
// screen higher than spacious has blank lines within too.
const (
	pictureWidth = kit.PageWidth - 6
	apart        = 2
	spacious     = 14
)

// album is the pictures one below the other. Its items are the calendar, then what is still heavy.
type album struct {
	kit.Passage
	parts []part
	cells []cell
}

// part is where a picture begins, and the fewest lines that show what it is.
type part struct{ from, least int }

// cell is where a day stands.
type cell struct {
	x, y    int
	written bool // it has an entry
}

// keep says that the picture so far, and so many lines more, show what it is.
func (a *album) keep(more int) {
	last := &a.parts[len(a.parts)-1]
	last.least = len(a.Lines) - last.from + more
}

// partAt is the picture that a line belongs to.
func (a *album) partAt(line int) int {
	return max(0, sort.Search(len(a.parts), func(i int) bool { return a.parts[i].from > line })-1)
}

func (p *pictures) draw(e kit.Env, item, day int) album {
	e.Width = min(e.Width, pictureWidth+kit.Gutter)
	var a album
	for _, picture := range []func(kit.Env, *album){
		p.drawWeights,
		func(e kit.Env, a *album) { p.drawCalendar(e, a, item == 0, day) },
		p.drawHours, p.drawTags, p.drawLighter,
		func(e kit.Env, a *album) { p.drawHeavy(e, a, item-1) },
	} {
		if n := len(a.Lines); n > 0 && a.Lines[n-1] != "" {
			a.Add(make([]string, apart)...)
		}
		a.parts = append(a.parts, part{from: len(a.Lines)})
		picture(e, &a)
		if len(a.Lines) == a.parts[len(a.parts)-1].from { // it has nothing to say
			a.parts = a.parts[:len(a.parts)-1]
		}
	}
	return a
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

func (p *pictures) drawTags(e kit.Env, c *album) {
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
	c.keep(min(2, len(p.Tags)))
	for _, t := range p.Tags {
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

func (p *pictures) drawLighter(e kit.Env, c *album) {
	if said := p.SayLighter(e.Words); said != "" {
		w := e.Words.Patterns
		c.Add(captioned(e, w.Lighter, w.Ranges[journal.AllTime]), "")
		c.Add(caption(e, said)...)
		c.keep(0)
	}
}

func (p *pictures) drawHeavy(e kit.Env, c *album, chosen int) {
	w := e.Words.Patterns
	c.Add(captioned(e, w.Heavy, w.HeavySpan), "")
	c.keep(1)
	for i, entry := range p.Heavy {
		from := len(c.Lines)
		p.drawHeavyEntry(e, &c.Passage, entry, i == chosen)
		c.Items = append(c.Items, kit.Item{From: from, To: len(c.Lines)})
		if i == 0 {
			c.keep(0)
		}
	}
	if len(p.Heavy) > 0 {
		c.Add("")
	}
	c.Add(caption(e, p.SayHeavy(e.Words, w.OpenHeavy))...)
}

func (p *pictures) drawHeavyEntry(e kit.Env, c *kit.Passage, entry journal.Entry, chosen bool) {
	begin, style := e.Row(chosen)
	first := e.Words.Dates.Row(entry.When(), entry.DayOnly) + "   " + kit.PadRight(kit.FirstToLast(kit.Trail(entry.Weighings)), 7)
	left := e.Width - kit.Gutter
	if rest := left - editor.Width(first) - 3; rest >= 24 {
		c.Add(begin + e.Theme.Soft.Render(first) + "   " + style.Render(editor.Truncate(entry.Title(), rest)))
		return
	}
	c.Add(begin+e.Theme.Soft.Render(editor.Truncate(first, left)), begin+style.Render(editor.Truncate(entry.Title(), left)))
}

func signed(w *words.Words, v float64) string {
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
