package review

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
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

// export takes to somebody one entry, or all that the search has found, as a file that anyone can
// read. Which answers is chosen, and what will be written is in sight before it is.
type export struct {
	subject
	ids     []journal.ID // of all that were found; none without a search
	found   bool         // all of them, not the one alone
	entries []journal.Entry

	choices []choice
	chosen  int
	scroll  kit.Scroll

	data  []byte // exactly what will be written
	lines []string
	width int // for which the lines are wrapped

	path string // where it was written; "" until then
}

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

func (r *room) export(e kit.Env, s subject) {
	t := &export{subject: s}
	if r.narrowed() {
		for _, h := range r.list.rows {
			t.ids = append(t.ids, h.ID)
		}
		t.ids = slices.Compact(t.ids)
	}
	t.offer(e, s.entry)
	r.task = t
}

func (t *export) offer(e kit.Env, entries ...journal.Entry) {
	before := t.choices
	t.entries, t.choices = entries, nil
	add := func(s journal.Step, label string) {
		same := func(c choice) bool { return c.step == s }
		if i := slices.IndexFunc(before, same); !slices.ContainsFunc(t.choices, same) {
			t.choices = append(t.choices, choice{s, label, i < 0 || before[i].taken})
		}
	}
	for _, s := range e.Opts.Guide.Steps {
		add(s.Name, s.Question)
	}
	for _, entry := range entries {
		for _, a := range entry.Answers {
			add(a.Step, e.Opts.Guide.QuestionOf(a))
		}
	}
	add("", e.Words.Export.Weights)
	t.render(e)
}

func (t *export) KeyContext() kit.KeyContext {
	if t.path != "" {
		return kit.InExported
	}
	return kit.InExport
}

// Disables writing where nothing is chosen.
func (t *export) Disables(a kit.Action) bool { return a == kit.ActWriteOut && len(t.data) == 0 }

func (t *export) update(e kit.Env, r *room, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return t.press(e, r, msg)
	case kit.Picked:
		t.chosen = msg.At
		return t.toggle(e)
	case kit.Wheeled:
		t.scroll.By(msg.By, len(t.scrolled(e)), e.Height)
	case gathered:
		t.busy = false
		if msg.err != nil {
			t.found = false
			return e.Trouble(msg.err)
		}
		t.offer(e, msg.entries...)
	case exported:
		t.busy, t.path = false, msg.path
		if msg.err != nil {
			e.App.Problem(fmt.Errorf("%w: %w", kit.ErrNotExported, msg.err))
			return nil
		}
		e.App.Problem(nil)
	}
	return nil
}

func (t *export) press(e kit.Env, r *room, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(t.KeyContext(), k)
	if (a == kit.ActUp || a == kit.ActDown || a == kit.ActToggle) && t.find(e) {
		return nil
	}
	switch a {
	case kit.ActClose:
		return t.leave(e, r)
	case kit.ActUp:
		t.chosen = max(0, t.chosen-1)
		t.find(e)
	case kit.ActDown:
		t.chosen = min(t.rows()-1, t.chosen+1)
		t.find(e)
	case kit.ActToggle:
		return t.toggle(e)
	case kit.ActPageDown, kit.ActPageUp:
		t.scroll.Press(a, len(t.scrolled(e)), e.Height)
	case kit.ActWriteOut:
		return t.write(e)
	}
	return nil
}

// find brings the chosen row into sight, if it is not: no key acts on what nobody
// sees.
func (t *export) find(e kit.Env) (moved bool) {
	row := t.chosen + exportHead
	if e.Width >= wideFrom || row >= t.scroll.Top && row < t.scroll.Top+e.Height-1 {
		return false
	}
	t.scroll.Top = max(0, min(row-exportHead, row-e.Height+2))
	return true
}

// exportHead is how many lines stand above the first choice.
const exportHead = 2

// toggle takes what is chosen or leaves it out; of the first row, where something
// was looked for, it takes all that was found or the one entry alone.
func (t *export) toggle(e kit.Env) tea.Cmd {
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
		t.offer(e, t.entry)
		return nil
	}
	t.busy = true
	u, ids := e.Unlocked, t.ids
	return e.Do(func(ctx context.Context) tea.Msg {
		entries, err := u.Entries(ctx, ids...)
		return gathered{entries, err}
	})
}

func (t *export) render(e kit.Env) {
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
	said := e.Words
	m := exchange.Markdown{
		When:     func(at time.Time) string { return said.Dates.Full(e.Local(at)) },
		Question: e.Opts.Guide.QuestionOf,
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

func (t *export) write(e kit.Env) tea.Cmd {
	if len(t.data) == 0 || e.Opts.Export == nil {
		return nil
	}
	day := e.Local(t.head.Written)
	if t.found {
		day = e.Now
	}
	t.busy = true
	name, data, put := fmt.Sprintf(e.Words.Export.File, journal.DayOf(day)), t.data, e.Opts.Export
	return e.Do(func(ctx context.Context) tea.Msg {
		path, err := put(ctx, name, data)
		return exported{path, err}
	})
}

func (t *export) view(e kit.Env) kit.Frame {
	if t.path != "" {
		return t.viewWritten(e)
	}
	f := kit.Frame{Lines: t.scroll.Window(e, t.scrolled(e)), Targets: kit.WheelAll(e)}
	from, width := t.scroll.Top, e.Width
	if e.Width >= wideFrom {
		from, width = 0, exportColumn
		f.Lines = kit.JoinColumns(t.drawChoices(e), f.Lines, exportColumn+kit.Gutter)
	}
	for row := range t.rows() {
		if y := exportHead + row - from; y >= 0 && y < e.Height {
			f.Targets = append(f.Targets, kit.Target{Y: y, Width: width, Height: 1, Does: kit.ActToggle, At: row})
		}
	}
	return f
}

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
func (t *export) scrolled(e kit.Env) []string {
	if e.Width >= wideFrom {
		return t.preview(e, min(kit.MaxTextWidth, e.Width-exportColumn-2*kit.Gutter))
	}
	return append(append(t.drawChoices(e), ""), t.preview(e, kit.TextWidth(e))...)
}

func (t *export) drawChoices(e kit.Env) []string {
	said := e.Words.Export
	c := kit.NewCanvas(e)
	if e.Width >= wideFrom {
		c.Width = exportColumn - kit.Gutter
	}
	c.Line(e.Theme.Strong.Render(editor.Truncate(said.Title, c.Width)))
	c.Gap()
	var rows []string
	switch {
	case t.found:
		rows = append(rows, theme.Arrow+" "+fmt.Sprintf(said.Found, e.Words.Number(len(t.ids))))
	case t.ids != nil:
		rows = append(rows, theme.Arrow+" "+said.This)
	}
	for _, ch := range t.choices {
		dot := theme.DotEmpty
		if ch.taken {
			dot = theme.DotFull
		}
		rows = append(rows, dot+" "+ch.label)
	}
	for row, text := range rows {
		if text = editor.Truncate(text, c.Width); row == t.chosen {
			c.Bar(e.Theme.Strong.Render(text))
		} else {
			c.Line(e.Theme.Text.Render(text))
		}
	}
	return c.Frame.Lines
}

func (t *export) preview(e kit.Env, width int) []string {
	c := kit.NewCanvas(e)
	c.Width = max(1, width)
	if len(t.data) == 0 {
		c.Prose(e.Theme.Soft, e.Words.Export.Nothing)
		return c.Frame.Lines
	}
	c.Prose(e.Theme.Soft, e.Words.Export.Exactly)
	c.Gap()
	if t.lines == nil || t.width != c.Width {
		t.lines, t.width = editor.Wrap(strings.TrimSuffix(string(t.data), "\n"), c.Width), c.Width
	}
	for _, line := range t.lines {
		c.Line(e.Theme.Text.Render(line))
	}
	return c.Frame.Lines
}

func (t *export) viewWritten(e kit.Env) kit.Frame {
	said, c := e.Words.Export, kit.NewCanvas(e)
	c.Prose(e.Theme.Strong, said.Written)
	c.Prose(e.Theme.Accent, t.path)
	c.Gap()
	c.Prose(e.Theme.Text, said.Plain)
	c.Cut(e.Height)
	return c.Frame
}
