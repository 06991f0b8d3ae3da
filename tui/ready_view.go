package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/learned"
	"shakeoff/tui/theme"
)

// readyShape is how Ready is laid out: reminders beside what was learned, or above.
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

func (r *ready) shape(e env) readyShape {
	s := readyShape{width: min(e.width, readingWidth+gutter)}
	if e.width >= readyWideFrom {
		width := max(leastReminders, min(widestReminders, (e.width-gutter)*2/5))
		s.at = gutter + width + betweenReminders - gutter
		for _, apart := range []bool{true, false} {
			if s.left = reminders(e, width, apart); len(s.left) <= e.height {
				s.wide = true
				s.width = min(e.width-s.at, readingWidth+gutter)
				return s
			}
		}
	}
	s.left = reminders(e, s.width-gutter, !e.compact)
	return s
}

// reminders is what helps before the next one, each a breath apart where there
// is room.
func reminders(e env, width int, apart bool) []string {
	lines := []string{heading(e, e.words.Ready.Title), ""}
	first, other, width := spaces(gutter), spaces(gutter), max(1, width)
	if !apart {
		first += e.theme.Faint.Render(theme.Between) + " "
		other += spaces(2)
		width = max(1, width-2)
	}
	for i, text := range e.opts.Guide.Reminders {
		if i > 0 && apart {
			lines = append(lines, "")
		}
		for j, line := range editor.Wrap(text, width) {
			begin := first
			if j > 0 {
				begin = other
			}
			lines = append(lines, begin+e.theme.Text.Render(line))
		}
	}
	return lines
}

// page is what the keys move over.
func (r *ready) viewport(e env) viewport {
	c := r.column(e, r.shape(e))
	return viewport{c.items, len(c.lines), e.height}
}

// column is what moves: what was learned, and the reminders above it where they
// do not stand beside.
func (r *ready) column(e env, s readyShape) passage {
	c := r.learnt(e, s)
	if s.wide {
		return c
	}
	above := append(append([]string(nil), s.left...), "")
	for i := range c.items {
		c.items[i].from += len(above)
		c.items[i].to += len(above)
	}
	if c.cursor != nil {
		c.cursor.Y += len(above)
	}
	c.lines = append(above, c.lines...)
	return c
}

func (r *ready) view(e env) frame {
	s := r.shape(e)
	c := r.column(e, s)
	p := viewport{c.items, len(c.lines), e.height}
	sheet := r.sheet
	sheet.show(p)
	f := frame{lines: sheet.window(e, p, c.lines), cursor: c.cursor, words: r.how != nil}
	if c.cursor != nil {
		c.cursor.Y -= sheet.top
	}
	if r.how == nil {
		e.width = s.width
		f.aside, f.targets = r.again(e), sheet.targets(e, p)
	}
	if s.wide {
		f.lines = beside(s.left, f.lines, s.at)
		f.move(s.at, 0)
	}
	return f
}

// again says how the chosen intention is opened again, if it is not open any more.
func (r *ready) again(e env) string {
	rows := r.rows()
	if r.sheet.chosen < 0 || r.sheet.chosen >= len(rows) {
		return ""
	}
	key, over := map[journal.State]action{journal.Tried: actTried, journal.LetGo: actLetGo}[rows[r.sheet.chosen].State]
	if !over {
		return ""
	}
	return fmt.Sprintf(e.words.Ready.Again, e.keys.label(placeReady, key))
}

// learnt is what was said to be changed, and the words that were wished for.
func (r *ready) learnt(e env, s readyShape) passage {
	w := e.words.Ready
	e.width = s.width
	var c passage
	title := heading(e, w.Promises)
	switch {
	case r.sealed:
		if s.wide {
			c.add("", "") // beside the first reminder
		}
		c.add(faint(e, w.Locked)...)
		return c
	case !r.loaded && (!e.known || e.status.Exists):
		return c
	case len(r.rows()) == 0 && !r.hasOlder():
		c.add(title, "")
		c.add(faint(e, w.Empty)...)
	default:
		c.add(title, "")
		r.addPromises(e, &c)
	}
	if key := e.keys.label(placeReady, actEarlier); !r.older && r.hasOlder() && key != "" {
		c.add("")
		c.add(faint(e, fmt.Sprintf(w.Older, key))...)
	}
	r.addPhrases(e, &c)
	return c
}

func (r *ready) addPromises(e env, c *passage) {
	open, resting := len(r.promises.Open), len(r.promises.Resting)
	if open == 0 {
		c.add(faint(e, e.words.Ready.NoneOpen)...)
	}
	for i, p := range r.rows() {
		switch {
		case i == open && resting > 0:
			c.add("", heading(e, e.words.Ready.Resting), "")
		case i == open+resting:
			c.add("", heading(e, e.words.Ready.Done), "")
		case i > 0:
			c.add("")
		}
		r.addPromise(e, c, p, i == r.sheet.chosen)
	}
}

// promiseIndent is where the words of an intention begin, behind its mark.
const promiseIndent = 2

// promiseWidth is how wide these words are in a column of width.
func promiseWidth(width int) int { return max(1, width-gutter-promiseIndent) }

// addPromise draws one intention: where it stands, what it says, and since when.
func (r *ready) addPromise(e env, c *passage, p *journal.Promise, chosen bool) {
	from := len(c.lines)
	begin, style, mark := spaces(gutter), e.theme.Text, e.theme.Accent.Render(theme.DotEmpty)
	if chosen {
		begin, style = e.theme.Accent.Render(theme.Bar)+" ", e.theme.Strong
	}
	var state string
	switch p.State {
	case journal.Tried:
		mark, state = e.theme.Accent.Render(theme.DotFull), e.words.Ready.Tried+"  "
	case journal.LetGo:
		mark, state = e.theme.Faint.Render(theme.Between), e.words.Ready.LetGo+"  "
	}
	width := promiseWidth(e.width)
	rest := begin + spaces(promiseIndent)
	when := state + dayWithin(e, p.Marked)
	if p.State == journal.Open {
		when = dayWithin(e, p.Written)
	}
	text := editor.Wrap(p.Text, width)
	for i, line := range text {
		styled := begin + mark + " " + style.Render(line)
		if i > 0 {
			styled = rest + style.Render(line)
		}
		gap := width - editor.Width(line) - editor.Width(when)
		if i == len(text)-1 && gap >= 2 {
			styled += spaces(gap) + e.theme.Faint.Render(when)
			when = ""
		}
		c.add(styled)
	}
	if when != "" {
		when = editor.Truncate(when, width)
		c.add(rest + spaces(width-editor.Width(when)) + e.theme.Faint.Render(when))
	}
	switch {
	case r.how != nil && r.how.of == p:
		r.addHow(e, c, rest, width)
	case p.How != "":
		for _, line := range editor.Wrap(p.How, width) {
			c.add(rest + e.theme.Soft.Render(line))
		}
	}
	c.items = append(c.items, item{from, len(c.lines)})
}

// addHow draws the line on how it went, being written.
func (r *ready) addHow(e env, c *passage, begin string, width int) {
	for _, line := range editor.Wrap(e.words.Ready.HowAsk, width) {
		c.add(begin + e.theme.Soft.Render(line))
	}
	x, y := r.how.text.Cursor()
	c.cursor = &tea.Position{X: gutter + promiseIndent + x, Y: len(c.lines) + y}
	for _, line := range r.how.text.Lines(0, r.how.text.Height()) {
		c.add(begin + e.theme.Text.Render(line))
	}
}

func (r *ready) addPhrases(e env, c *passage) {
	phrases := r.phrases
	if !r.older {
		phrases = phrases[:min(learned.Newest, len(phrases))]
	}
	if len(phrases) == 0 {
		return
	}
	c.add("", heading(e, e.words.Ready.Phrases))
	for _, p := range phrases {
		c.add("")
		c.add(paragraph(e, fmt.Sprintf(e.words.Ready.Phrase, p.Text))...)
	}
}

// dayWithin says a day as briefly as can be: its year only where it is another.
func dayWithin(e env, t time.Time) string {
	t = t.In(e.now.Location())
	day, year := e.words.Dates.DayShort(t), strconv.Itoa(t.Year())
	if t.Year() != e.now.Year() && !strings.Contains(day, year) {
		day += " " + year
	}
	return day
}
