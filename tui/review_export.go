package tui

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// export takes entries to somebody, as a file that anyone can read: which answers
// of them is chosen, and what will be written is in sight before it is. It is
// one entry, or all that the search has found, as a dated record.
type export struct {
	subject
	ids     []journal.ID // of all that were found; none without a search
	found   bool         // all of them, not the one alone
	entries []journal.Entry

	choices []choice
	chosen  int
	scroll  scroll

	data  []byte // exactly what will be written
	lines []string
	width int // for which the lines are wrapped

	busy bool
	path string // where it was written; "" until then
}

// choice is an answer, or the weights, to take or to leave out.
type choice struct {
	step  journal.Step // "" for the weights
	label string
	taken bool
}

// What an export tells itself.
type (
	gathered struct {
		entries []journal.Entry
		err     error
	}
	exported struct {
		path string
		err  error
	}
)

// export begins one.
func (r *review) export(e env, s subject) {
	t := &export{subject: s, entries: []journal.Entry{s.entry}}
	if r.narrowed() {
		for _, h := range r.list.rows {
			t.ids = append(t.ids, h.ID)
		}
		t.ids = slices.Compact(t.ids)
	}
	t.offer(e)
	t.render(e)
	r.task = t
}

// offer lists the answers there are, as chosen as they were.
func (t *export) offer(e env) {
	left := make(map[journal.Step]bool)
	for _, c := range t.choices {
		left[c.step] = !c.taken
	}
	t.choices = nil
	have := func(s journal.Step) bool {
		return slices.ContainsFunc(t.choices, func(c choice) bool { return c.step == s })
	}
	for _, s := range e.opts.Guide.Steps {
		t.choices = append(t.choices, choice{s.Name, s.Question, !left[s.Name]})
	}
	for _, entry := range t.entries {
		for _, a := range entry.Answers {
			if !have(a.Step) {
				t.choices = append(t.choices, choice{a.Step, e.opts.Guide.QuestionOf(a), !left[a.Step]})
			}
		}
	}
	t.choices = append(t.choices, choice{"", e.words.Export.Weights, !left[""]})
}

func (t *export) place() place {
	if t.path != "" {
		return placeExported
	}
	return placeExport
}

// mutes writing where nothing is chosen.
func (t *export) mutes(a action) bool { return a == actWriteOut && len(t.data) == 0 }

func (t *export) leave(_ env, r *review) tea.Cmd {
	if !t.busy {
		r.task = nil
	}
	return nil
}

func (t *export) update(e env, r *review, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if t.busy {
			return nil
		}
		return t.press(e, r, msg)
	case picked:
		if !t.busy {
			t.chosen = msg.at
			return t.toggle(e)
		}
	case wheeled:
		t.scroll.by(msg.by, len(t.scrolled(e)), e.height)
	case gathered:
		t.busy = false
		if msg.err != nil {
			t.found = false
			return e.trouble(msg.err)
		}
		t.entries = msg.entries
		t.offer(e)
		t.render(e)
	case exported:
		t.busy, t.path = false, msg.path
		if msg.err != nil {
			e.app.Problem(fmt.Errorf("%w: %w", errNotExported, msg.err))
			return nil
		}
		e.app.Problem(nil)
	case failed:
		t.busy = false
	}
	return nil
}

func (t *export) press(e env, r *review, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(t.place(), k)
	if (a == actUp || a == actDown || a == actToggle) && t.find(e) {
		return nil
	}
	switch a {
	case actLeave, actClose:
		return t.leave(e, r)
	case actUp:
		t.chosen = max(0, t.chosen-1)
		t.find(e)
	case actDown:
		t.chosen = min(t.rows()-1, t.chosen+1)
		t.find(e)
	case actToggle:
		return t.toggle(e)
	case actPageDown, actPageUp:
		t.scroll.press(a, len(t.scrolled(e)), e.height)
	case actWriteOut:
		return t.write(e)
	}
	return nil
}

// find brings the chosen row into sight, if it is not: no key acts on what nobody
// sees.
func (t *export) find(e env) (moved bool) {
	row := t.chosen + exportHead
	if e.width >= wideFrom || row >= t.scroll.top && row < t.scroll.top+e.height-1 {
		return false
	}
	t.scroll.top = max(0, min(row-exportHead, row-e.height+2))
	return true
}

// exportHead is how many lines stand above the first choice.
const exportHead = 2

// toggle takes what is chosen or leaves it out; of the first row, where something
// was looked for, it takes all that was found or the one entry alone.
func (t *export) toggle(e env) tea.Cmd {
	at := t.chosen
	if t.ids != nil {
		at--
	}
	if at >= 0 {
		t.choices[at].taken = !t.choices[at].taken
		t.render(e)
		return nil
	}
	if t.found = !t.found; !t.found {
		t.entries = []journal.Entry{t.entry}
		t.offer(e)
		t.render(e)
		return nil
	}
	t.busy = true
	u, ids := e.unlocked, t.ids
	return e.do(func(ctx context.Context) tea.Msg {
		entries, err := u.Entries(ctx, ids...)
		return gathered{entries, err}
	})
}

// render makes what will be written.
func (t *export) render(e env) {
	var steps []journal.Step
	weights := false
	for _, c := range t.choices {
		switch {
		case !c.taken:
		case c.step == "":
			weights = true
		default:
			steps = append(steps, c.step)
		}
	}
	var only []journal.Entry
	for _, entry := range t.entries {
		if some, ok := exchange.Only(entry, steps, weights); ok {
			only = append(only, some)
		}
	}
	t.data, t.lines = nil, nil
	if len(only) == 0 {
		return
	}
	said := e.words
	m := exchange.Markdown{
		When:     func(at time.Time) string { return said.Dates.Full(e.local(at)) },
		Question: e.opts.Guide.QuestionOf,
		Weight:   said.Export.Weight,
	}
	if t.found {
		m.Title = said.Export.Heading
	}
	var out bytes.Buffer
	if err := m.Encode(&out, only); err == nil { // a buffer takes everything
		t.data = out.Bytes()
	}
}

// write writes the file.
func (t *export) write(e env) tea.Cmd {
	if len(t.data) == 0 || e.opts.Export == nil {
		return nil
	}
	day := e.local(t.head.Written)
	if t.found {
		day = e.now
	}
	t.busy = true
	name, data, put := fmt.Sprintf(e.words.Export.File, journal.DayOf(day)), t.data, e.opts.Export
	return e.do(func(ctx context.Context) tea.Msg {
		path, err := put(ctx, name, data)
		return exported{path, err}
	})
}

func (t *export) view(e env, _ *review) frame {
	if t.path != "" {
		return t.viewWritten(e)
	}
	f := frame{lines: t.scroll.window(e, t.scrolled(e)), targets: reads(e)}
	from, width := t.scroll.top, e.width
	if e.width >= wideFrom {
		from, width = 0, exportColumn
		f.lines = beside(t.drawChoices(e), f.lines, exportColumn+gutter)
	}
	for row := range t.rows() {
		if y := exportHead + row - from; y >= 0 && y < e.height {
			f.targets = append(f.targets, target{y: y, width: width, height: 1, does: actToggle, at: row})
		}
	}
	return f
}

// rows is how many rows there are to choose from.
func (t *export) rows() int {
	if t.ids != nil {
		return len(t.choices) + 1
	}
	return len(t.choices)
}

// exportColumn is how wide the choices are where what will be written stands
// beside them.
const exportColumn = 42

// scrolled is what is scrolled through: what will be written, under the choices
// where it is not beside them.
func (t *export) scrolled(e env) []string {
	if e.width >= wideFrom {
		return t.preview(e, min(readingWidth, e.width-exportColumn-2*gutter))
	}
	return append(append(t.drawChoices(e), ""), t.preview(e, reading(e))...)
}

// drawChoices is what there is to choose from.
func (t *export) drawChoices(e env) []string {
	said := e.words.Export
	c := &canvas{theme: e.theme, width: reading(e)}
	if e.width >= wideFrom {
		c.width = exportColumn - gutter
	}
	c.line(e.theme.Strong.Render(editor.Truncate(said.Title, c.width)))
	c.gap()
	row := 0
	if t.ids != nil {
		label := said.This
		if t.found {
			label = fmt.Sprintf(said.Found, e.words.Number(len(t.ids)))
		}
		t.drawChoice(e, c, row, theme.Arrow+" "+label)
		row++
	}
	for _, ch := range t.choices {
		dot := theme.DotEmpty
		if ch.taken {
			dot = theme.DotFull
		}
		t.drawChoice(e, c, row, dot+" "+ch.label)
		row++
	}
	return c.frame.lines
}

func (t *export) drawChoice(e env, c *canvas, row int, text string) {
	text = editor.Truncate(text, c.width)
	if row == t.chosen {
		c.bar(e.theme.Strong.Render(text))
	} else {
		c.line(e.theme.Text.Render(text))
	}
}

// preview is what will be written, line by line.
func (t *export) preview(e env, width int) []string {
	c := &canvas{theme: e.theme, width: max(1, width)}
	if len(t.data) == 0 {
		c.prose(e.theme.Soft, e.words.Export.Nothing)
		return c.frame.lines
	}
	c.prose(e.theme.Soft, e.words.Export.Exactly)
	c.gap()
	if t.lines == nil || t.width != c.width {
		t.lines, t.width = editor.Wrap(strings.TrimSuffix(string(t.data), "\n"), c.width), c.width
	}
	for _, line := range t.lines {
		c.line(e.theme.Text.Render(line))
	}
	return c.frame.lines
}

// viewWritten says where the file is, and what it is not.
func (t *export) viewWritten(e env) frame {
	said := e.words.Export
	c := &canvas{theme: e.theme, width: reading(e)}
	c.prose(e.theme.Strong, said.Written)
	c.prose(e.theme.Accent, t.path)
	c.gap()
	c.prose(e.theme.Text, said.Plain)
	c.cut(e.height)
	return c.frame
}
