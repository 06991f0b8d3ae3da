package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

// export writes one entry, or all that were found, to a file to take to someone. The answers in it are
// chosen, and what will be written is shown before it is.
type export struct {
	subject
	ids     []journal.ID // of all that were found; none without a search
	found   bool         // all of them, not the one alone
	entries []journal.Entry

	choices []choice
	taken   map[journal.Step]bool
	chosen  int
	scroll  kit.Scroll

	form     int                // which of the forms
	words    string             // what is to be blacked out, as it was typed
	passages [][]string         // and the passages that were marked, by what each is found
	redact   exchange.Redaction // all of that
	at       kit.KeyContext     // the choices, what is asked in their place, or the end
	line     *editor.Editor
	mark     passage

	data  []byte // exactly what will be written
	plain string // the same as plain text
	shown string // and as it is shown
	lines []string
	width int // for which the lines are wrapped

	path    string // where it was written
	removed bool   // and deleted again
}

type choice struct {
	step  journal.Step // "" for the weights
	label string
}

func (r *room) export(e kit.Env, s subject) {
	t := &export{subject: s, at: kit.InExport, taken: make(map[journal.Step]bool)}
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
	t.entries, t.choices = entries, nil
	add := func(s journal.Step, label string) {
		if !slices.ContainsFunc(t.choices, func(c choice) bool { return c.step == s }) {
			t.choices = append(t.choices, choice{s, label})
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

func (t *export) KeyContext() kit.KeyContext { return t.at }

func (t *export) Disables(a kit.Action) bool {
	return (a == kit.ActWriteOut || a == kit.ActPassage) && len(t.data) == 0 || a == kit.ActDelete && t.removed
}

func (t *export) leave(e kit.Env, r *room) tea.Cmd {
	if t.at == kit.InExport || t.at == kit.InExported {
		return t.subject.leave(e, r)
	}
	t.at = kit.InExport
	return nil
}

func (t *export) update(e kit.Env, r *room, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch t.at {
		case kit.InPassage:
			t.pressPassage(e, msg)
		case kit.InBlackout, kit.InPlace:
			return t.pressLine(e, msg)
		default:
			return t.press(e, r, msg)
		}
	case tea.PasteMsg:
		if t.at == kit.InBlackout || t.at == kit.InPlace {
			insert(t.line, msg.Content)
		}
	case kit.Picked:
		t.chosen = msg.At
		return t.toggle(e)
	case kit.Wheeled:
		t.scroll.By(msg.By, len(t.scrolled(e)), e.Height)
	}
	return nil
}

func (t *export) press(e kit.Env, r *room, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(t.KeyContext(), k)
	if t.Disables(a) || (a == kit.ActUp || a == kit.ActDown || a == kit.ActToggle) && t.find(e) {
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
	case kit.ActBlackout:
		t.at, t.line = kit.InBlackout, newLine(t.words)
	case kit.ActPassage:
		t.askPassage(e)
	case kit.ActForm:
		t.form = (t.form + 1) % len(forms(e))
		t.render(e)
	case kit.ActDelete:
		return t.remove(e)
	case kit.ActWriteOut:
		t.askPlace(e)
	}
	return nil
}

// find brings the chosen row into sight if need be: no key acts on what cannot be seen.
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

// toggle takes an answer or leaves it out. On the first row after a search it changes between all that
// were found and the one entry.
func (t *export) toggle(e kit.Env) tea.Cmd {
	at := t.chosen
	if t.ids != nil {
		at--
	}
	if at >= 0 {
		t.taken[t.choices[at].step] = !t.taken[t.choices[at].step]
		t.render(e)
		return nil
	}
	if t.found = !t.found; !t.found {
		t.offer(e, t.entry)
		return nil
	}
	t.busy = true
	return e.Do(func(ctx context.Context) tea.Msg {
		entries, err := e.Unlocked.Entries(ctx, t.ids...)
		return kit.Then(func(e kit.Env) tea.Cmd {
			if t.busy = false; err != nil {
				t.found = false
				return e.Trouble(err)
			}
			t.offer(e, entries...)
			return nil
		})
	})
}

func (t *export) view(e kit.Env) kit.Frame {
	switch t.at {
	case kit.InExported:
		return t.viewWritten(e)
	case kit.InPassage:
		return t.viewPassage(e)
	case kit.InBlackout, kit.InPlace:
		return t.viewAsked(e)
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

// exportColumn is the width of the choices where the preview stands beside them.
const exportColumn = 42

// scrolled is the preview, below the choices if they do not stand beside it.
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
		if t.taken[ch.step] {
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
	c.Gap()
	c.Line(e.Theme.Soft.Render(editor.Truncate(forms(e)[t.form].name, c.Width)))
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
		t.lines, t.width = editor.Wrap(strings.TrimSuffix(t.shown, "\n"), c.Width), c.Width
	}
	for _, line := range t.lines {
		c.Line(e.Theme.Text.Render(line))
	}
	return c.Frame.Lines
}
