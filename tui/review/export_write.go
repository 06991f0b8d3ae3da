package review

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
)

// form is a format that entries are written in.
type form struct {
	name   string
	ending string // of the file's name
	sheet  bool   // with room to write what one needs, and to sign
	write  func(exchange.Paper, io.Writer, []journal.Entry) error
}

func forms(e kit.Env) []form {
	said := e.Words.Export
	return []form{
		{said.Forms[0], ".txt", false, exchange.Paper.Text},
		{said.Forms[1], ".md", false, exchange.Paper.Markdown},
		{said.Forms[2], ".html", false, exchange.Paper.HTML},
		{said.Forms[3], ".txt", true, exchange.Paper.Text},
		{said.Forms[4], ".html", true, exchange.Paper.HTML},
	}
}

// render makes what will be written, and how it is shown: HTML is shown as text.
func (t *export) render(e kit.Env) {
	var steps []journal.Step
	for _, c := range t.choices {
		if t.taken[c.step] && c.step != "" {
			steps = append(steps, c.step)
		}
	}
	var only []journal.Entry
	for _, entry := range t.entries {
		if some, ok := exchange.Only(entry, steps, t.taken[""]); ok {
			only = append(only, some)
		}
	}
	t.data, t.plain, t.shown, t.lines = nil, "", "", nil
	if len(only) == 0 {
		return
	}
	said, f := e.Words, forms(e)[t.form]
	p := exchange.Paper{
		When:     func(p journal.Entry) string { return said.Dates.Happened(p.When(), p.DayOnly) },
		Question: func(a journal.Answer) string { return t.redact.Text(e.Opts.Guide.QuestionOf(a)) },
		Weight:   said.Export.Weight,
	}
	if t.found {
		p.Title = said.Export.Heading
	}
	if f.sheet {
		p.Sheet = &exchange.Sheet{Needs: said.Export.Needs, Sign: said.Export.Sign}
	}
	if !t.redact.IsZero() {
		p.Redacted, only = said.Export.Redacted, t.redact.Entries(only)
	}
	var out, shown bytes.Buffer // which take everything
	if f.write(p, &out, only) != nil || p.Text(&shown, only) != nil {
		return
	}
	t.data, t.plain, t.shown = out.Bytes(), shown.String(), shown.String()
	if f.ending == ".md" {
		t.shown = string(t.data)
	}
}

func (t *export) askPlace(e kit.Env) {
	day := t.head.When()
	if t.found {
		day = e.Now
	}
	name := fmt.Sprintf(e.Words.Export.File, journal.DayOf(day)) + forms(e)[t.form].ending
	t.at, t.line = kit.InPlace, newLine(filepath.Join(e.Opts.ExportFolder, name))
}

func (t *export) pressLine(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(t.at, k)
	switch {
	case a != kit.ActGoOn:
		kit.Edit(t.line, a, k)
	case t.at == kit.InPlace:
		return t.write(e)
	default:
		t.at, t.words = kit.InExport, t.line.Text()
		t.blackOut(e)
	}
	return nil
}

func (t *export) blackOut(e kit.Env) {
	all := strings.FieldsFunc(t.words, func(r rune) bool { return strings.ContainsRune(",;،、，\n", r) })
	t.redact = exchange.NewRedaction(append(all, slices.Concat(t.passages...)...)...)
	t.render(e)
}

func (t *export) write(e kit.Env) tea.Cmd {
	path := strings.TrimSpace(t.line.Text())
	switch {
	case path == "":
		return nil
	case t.redact.Found(filepath.Base(path)):
		e.App.Notice(e.Words.Export.Named)
		return nil
	}
	t.busy = true
	data, put := t.data, e.Opts.Export
	return e.Do(func(ctx context.Context) tea.Msg {
		path, err := put(ctx, path, data)
		return kit.Then(func(e kit.Env) tea.Cmd {
			if t.busy = false; err == nil {
				t.at, t.path = kit.InExported, path
			}
			e.App.Problem(kit.Because(kit.ErrNotExported, err))
			return nil
		})
	})
}

func (t *export) remove(e kit.Env) tea.Cmd {
	t.busy = true
	path, remove := t.path, e.Opts.RemoveExport
	return e.Do(func(ctx context.Context) tea.Msg {
		err := remove(ctx, path)
		return kit.Then(func(e kit.Env) tea.Cmd {
			t.busy, t.removed = false, err == nil
			e.App.Problem(kit.Because(kit.ErrNotRemoved, err))
			return nil
		})
	})
}

func (t *export) viewAsked(e kit.Env) kit.Frame {
	said, c := e.Words.Export, kit.NewCanvas(e)
	ask, about := said.BlackoutAsk, said.BlackoutLine
	if t.at == kit.InPlace {
		ask, about = said.PlaceAsk, said.Plain
	}
	c.Ask(ask)
	c.Bar("")
	t.line.SetCells(e.Cells)
	t.line.SetWidth(c.Width - 1)
	c.Editor(t.line)
	c.Bar("")
	c.Barred(e.Theme.Soft, editor.Wrap(about, c.Width)...)
	c.Cut(e.Height)
	return c.Frame
}

func (t *export) viewWritten(e kit.Env) kit.Frame {
	said, c := e.Words.Export, kit.NewCanvas(e)
	if t.removed {
		c.Prose(e.Theme.Strong, said.Removed)
		c.Gap()
		c.Prose(e.Theme.Text, said.Elsewhere)
		return c.Frame
	}
	c.Prose(e.Theme.Strong, said.Written)
	c.Prose(e.Theme.Accent, t.path)
	c.Gap()
	c.Prose(e.Theme.Text, said.Plain)
	c.Cut(e.Height)
	return c.Frame
}
