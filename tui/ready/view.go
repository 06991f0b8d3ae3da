package ready

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/theme"
)

type readyShape struct {
	wide  bool
	left  []string // the reminders
	at    int      // where the other column begins
	width int      // of it, gutter included
}

// Two columns need this much, and the reminders this much of it.
const (
	readyWideFrom    = 68
	leastReminders   = 29
	widestReminders  = 46
	betweenReminders = 4
)

func (r *room) shape(e kit.Env) readyShape {
	s := readyShape{width: min(e.Width, kit.MaxTextWidth+kit.Gutter)}
	if e.Width >= readyWideFrom {
		width := max(leastReminders, min(widestReminders, (e.Width-kit.Gutter)*2/5))
		s.at = kit.Gutter + width + betweenReminders - kit.Gutter
		for _, apart := range []bool{true, false} {
			if s.left = reminders(e, width, apart); len(s.left) <= e.Height {
				s.wide = true
				s.width = min(e.Width-s.at, kit.MaxTextWidth+kit.Gutter)
				return s
			}
		}
	}
	s.left = reminders(e, s.width-kit.Gutter, !e.Compact)
	return s
}

// reminders is what helps before the next one, each a breath apart where there
// is room.
func reminders(e kit.Env, width int, apart bool) []string {
	lines := []string{kit.Heading(e, e.Words.Ready.Title), ""}
	first, other := kit.Spaces(kit.Gutter), kit.Spaces(kit.Gutter)
	if !apart {
		first += e.Theme.Faint.Render(theme.Between) + " "
		other += kit.Spaces(2)
		width -= 2
	}
	for i, text := range e.Opts.Guide.Reminders {
		if i > 0 && apart {
			lines = append(lines, "")
		}
		begin := first
		for _, line := range editor.Wrap(text, max(1, width)) {
			lines = append(lines, begin+e.Theme.Text.Render(line))
			begin = other
		}
	}
	return lines
}

func (r *room) viewport(e kit.Env) kit.Viewport {
	return r.column(e, r.shape(e)).Viewport(e.Height)
}

func (r *room) View(e kit.Env) kit.Frame {
	s := r.shape(e)
	c := r.column(e, s)
	p := c.Viewport(e.Height)
	sheet := r.sheet
	sheet.Show(p)
	f := kit.Frame{Lines: sheet.Window(e, c.Lines), Cursor: c.Cursor, Words: r.how != nil}
	if c.Cursor != nil {
		c.Cursor.Y -= sheet.Top
	}
	if r.how == nil {
		e.Width = s.width
		f.Hint, f.Targets = r.again(e), sheet.Targets(e, p)
	}
	if s.wide {
		f.Lines = kit.JoinColumns(s.left, f.Lines, s.at)
		f.Move(s.at, 0)
	}
	return f
}

func (r *room) again(e kit.Env) string {
	rows := r.rows()
	if r.sheet.Chosen < 0 || r.sheet.Chosen >= len(rows) || rows[r.sheet.Chosen].State == journal.Open {
		return ""
	}
	key := map[journal.State]kit.Action{journal.Tried: kit.ActTried, journal.LetGo: kit.ActLetGo}[rows[r.sheet.Chosen].State]
	return fmt.Sprintf(e.Words.Ready.Again, e.Keys.Label(kit.InReady, key))
}

// column is what moves: promises and phrases, and the reminders above them where they do
// not have a column of their own.
func (r *room) column(e kit.Env, s readyShape) kit.Passage {
	w := e.Words.Ready
	e.Width = s.width
	var c kit.Passage
	if !s.wide {
		c.Add(s.left...)
		c.Add("")
	}
	switch {
	case e.Locked:
		if s.wide {
			c.Add("", "") // beside the first reminder
		}
		c.Add(kit.Faint(e, w.Locked)...)
		return c
	case !r.loaded && (!e.Known || e.Status.Exists):
		return c
	}
	c.Add(kit.Heading(e, w.Promises), "")
	if len(r.rows()) == 0 && !r.hasOlder() {
		c.Add(kit.Faint(e, w.Empty)...)
	} else {
		r.addPromises(e, &c)
	}
	if key := e.Keys.Label(kit.InReady, kit.ActEarlier); !r.older && r.hasOlder() && key != "" {
		c.Add("")
		c.Add(kit.Faint(e, fmt.Sprintf(w.Older, key))...)
	}
	r.addPhrases(e, &c)
	return c
}

func (r *room) addPromises(e kit.Env, c *kit.Passage) {
	open, resting := len(r.promises.Open), len(r.promises.Resting)
	if open == 0 {
		c.Add(kit.Faint(e, e.Words.Ready.NoneOpen)...)
	}
	for i, p := range r.rows() {
		switch {
		case i == open && resting > 0:
			c.Add("", kit.Heading(e, e.Words.Ready.Resting), "")
		case i == open+resting:
			c.Add("", kit.Heading(e, e.Words.Ready.Done), "")
		case i > 0:
			c.Add("")
		}
		r.addPromise(e, c, p, i == r.sheet.Chosen)
	}
}

// promiseIndent is where the words of an intention begin, behind its mark.
const promiseIndent = 2

func promiseWidth(width int) int { return max(1, width-kit.Gutter-promiseIndent) }

func (r *room) addPromise(e kit.Env, c *kit.Passage, p *journal.Promise, chosen bool) {
	from := len(c.Lines)
	begin, style, mark := kit.Spaces(kit.Gutter), e.Theme.Text, e.Theme.Accent.Render(theme.DotEmpty)
	if chosen {
		begin, style = e.Theme.Accent.Render(theme.Bar)+" ", e.Theme.Strong
	}
	when := dayWithin(e, p.Written)
	switch p.State {
	case journal.Tried:
		mark, when = e.Theme.Accent.Render(theme.DotFull), e.Words.Ready.Tried+"  "+dayWithin(e, p.Marked)
	case journal.LetGo:
		mark, when = e.Theme.Faint.Render(theme.Between), e.Words.Ready.LetGo+"  "+dayWithin(e, p.Marked)
	}
	width := promiseWidth(e.Width)
	rest := begin + kit.Spaces(promiseIndent)
	text := editor.Wrap(p.Text, width)
	start := begin + mark + " "
	for i, line := range text {
		styled := start + style.Render(line)
		start = rest
		gap := width - editor.Width(line) - editor.Width(when)
		if i == len(text)-1 && gap >= 2 {
			styled += kit.Spaces(gap) + e.Theme.Faint.Render(when)
			when = ""
		}
		c.Add(styled)
	}
	if when != "" {
		when = editor.Truncate(when, width)
		c.Add(rest + kit.Spaces(width-editor.Width(when)) + e.Theme.Faint.Render(when))
	}
	switch {
	case r.how != nil && r.how.of == p:
		r.addHow(e, c, rest, width)
	case p.How != "":
		for _, line := range editor.Wrap(p.How, width) {
			c.Add(rest + e.Theme.Soft.Render(line))
		}
	}
	c.Items = append(c.Items, kit.Item{From: from, To: len(c.Lines)})
}

func (r *room) addHow(e kit.Env, c *kit.Passage, begin string, width int) {
	for _, line := range editor.Wrap(e.Words.Ready.HowAsk, width) {
		c.Add(begin + e.Theme.Soft.Render(line))
	}
	x, y := r.how.text.Cursor()
	c.Cursor = &tea.Position{X: kit.Gutter + promiseIndent + x, Y: len(c.Lines) + y}
	for _, line := range r.how.text.Lines(0, r.how.text.Height()) {
		c.Add(begin + e.Theme.Text.Render(line))
	}
}

func (r *room) addPhrases(e kit.Env, c *kit.Passage) {
	phrases := r.phrases
	if !r.older {
		phrases = phrases[:min(learned.Newest, len(phrases))]
	}
	if len(phrases) == 0 {
		return
	}
	c.Add("", kit.Heading(e, e.Words.Ready.Phrases))
	for _, p := range phrases {
		c.Add("")
		c.Add(kit.Paragraph(e, fmt.Sprintf(e.Words.Ready.Phrase, p.Text))...)
	}
}

// dayWithin says a day as briefly as possible: with its year only if that is not this year.
func dayWithin(e kit.Env, t time.Time) string {
	t = t.In(e.Now.Location())
	day, year := e.Words.Dates.DayShort(t), strconv.Itoa(t.Year())
	if t.Year() != e.Now.Year() && !strings.Contains(day, year) {
		day += " " + year
	}
	return day
}
