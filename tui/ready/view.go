package ready

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/theme"
)

func width(e kit.Env) int { return min(e.Width, kit.MaxTextWidth+kit.Gutter) }

func (r *room) viewport(e kit.Env) kit.Viewport { return r.column(e).Viewport(e.Height) }

func (r *room) View(e kit.Env) kit.Frame {
	c := r.column(e)
	e.Width = width(e)
	f := r.sheet.Frame(e, c)
	if f.Words = r.how != nil; f.Words {
		f.Targets = nil
	} else {
		f.Hint = r.again(e)
	}
	return f
}

func (r *room) again(e kit.Env) string {
	p := r.chosen(e)
	if p == nil || p.State == journal.Open {
		return ""
	}
	key := map[journal.State]kit.Action{journal.Tried: kit.ActTried, journal.LetGo: kit.ActLetGo}[p.State]
	return fmt.Sprintf(e.Words.Ready.Again, e.Keys.Label(kit.InReady, key))
}

// column is the page: own words first, then reminders, then who to turn to.
func (r *room) column(e kit.Env) kit.Passage {
	w := e.Words.Ready
	e.Width = width(e)
	var c kit.Passage
	if !e.Locked && (r.loaded || e.Known && !e.Status.Exists) {
		r.addOwn(e, &c)
	}
	addReminders(e, &c)
	if e.Locked {
		c.Add("")
		c.Add(kit.Faint(e, w.Locked)...)
	}
	if someone := editor.Safe(e.Opts.Someone); someone != "" {
		c.Add("")
		c.Add(kit.Prose(e, someone, e.Theme.Strong)...)
	}
	return c
}

func (r *room) addOwn(e kit.Env, c *kit.Passage) {
	w := e.Words.Ready
	phrases, parts := r.own.Shown(e.Words)
	if len(phrases)+len(parts) == 0 {
		c.Add(kit.Faint(e, w.Empty)...)
	}
	if len(phrases) > 0 {
		heading(e, c, w.Phrases)
	}
	for _, p := range phrases {
		c.Add(kit.Paragraph(e, fmt.Sprintf(w.Phrase, p.Text))...)
	}
	for _, part := range parts {
		if heading(e, c, part.Title); len(part.Promises) == 0 {
			c.Add(kit.Faint(e, w.NoneOpen)...)
		}
		for i := range part.Promises {
			r.addPromise(e, c, &part.Promises[i], len(c.Items) == r.sheet.Chosen)
		}
	}
	if key := e.Keys.Label(kit.InReady, kit.ActEarlier); !r.own.Older && r.own.HasOlder() && key != "" {
		c.Add("")
		c.Add(kit.Faint(e, fmt.Sprintf(w.Older, key))...)
	}
}

// addReminders adds the reminders, on a line each if the whole page stays in sight then, otherwise as
// one paragraph.
func addReminders(e kit.Env, c *kit.Passage) {
	var each []string
	for _, text := range e.Opts.Guide.Reminders {
		each = append(each, kit.Paragraph(e, text)...)
	}
	if len(c.Lines)+len(each)+4 > e.Height {
		each = kit.Paragraph(e, strings.Join(e.Opts.Guide.Reminders, " "+theme.Between+" "))
	}
	heading(e, c, e.Words.Ready.Title)
	c.Add(each...)
}

func heading(e kit.Env, c *kit.Passage, text string) {
	if len(c.Lines) > 0 {
		c.Add("")
	}
	c.Add(kit.Heading(e, text))
}

// promiseIndent is the width of the mark before an intention.
const promiseIndent = 2

func promiseWidth(width int) int { return max(1, width-kit.Gutter-promiseIndent) }

func (r *room) addPromise(e kit.Env, c *kit.Passage, p *journal.Promise, chosen bool) {
	from := len(c.Lines)
	begin, style := e.Row(chosen)
	mark, when := e.Theme.Accent.Render(theme.DotEmpty), e.Words.Dates.ShortSeen(p.When.Time, e.Now)
	switch p.State {
	case journal.Tried:
		mark, when = e.Theme.Accent.Render(theme.DotFull), e.Words.Ready.Tried+"  "+e.Words.Dates.ShortSeen(p.Marked, e.Now)
	case journal.LetGo:
		mark, when = e.Theme.Faint.Render(theme.Between), e.Words.Ready.LetGo+"  "+e.Words.Dates.ShortSeen(p.Marked, e.Now)
	}
	if times := learned.SayTimes(e.Words, *p); times != "" {
		when += ", " + times
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
	if p.Since != nil {
		for _, line := range editor.Wrap(learned.SaySince(e.Words, *p.Since), width) {
			c.Add(rest + e.Theme.Faint.Render(line))
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
