package tui

import (
	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
)

type help struct {
	of     kit.KeyContext
	own    []kit.Binding // its own rows
	scroll kit.Scroll
}

func (*help) KeyContext() kit.KeyContext { return kit.InText }

func (h *help) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	if h.scroll.Update(e, kit.InText, msg, len(h.lines(e))) == kit.ActClose {
		e.App.Pop(h)
	}
	return nil
}

func (h *help) View(e kit.Env) kit.Frame {
	return kit.Frame{Lines: h.scroll.Window(e, h.lines(e)), Targets: kit.WheelAll(e)}
}

// lines sets the keys of the context next to those that hold everywhere, or above
// them where there is no room for two columns.
func (h *help) lines(e kit.Env) []string {
	var wider []kit.Binding
	for _, p := range h.of.Within() {
		wider = append(wider, e.Keys.Only(p)...)
	}
	width := e.Width - kit.Gutter
	column, narrow := min(48, width*4/7), width < 2*helpColumn
	if narrow {
		column = 0
	}
	everywhere := h.column(e, e.Words.Help.Everywhere, wider, width-column)
	lines := everywhere
	switch {
	case len(h.own) == 0:
	case narrow:
		lines = append(append(h.column(e, e.Words.Help.Here, h.own, width), ""), everywhere...)
	default:
		lines = kit.JoinColumns(h.column(e, e.Words.Help.Here, h.own, column-2), everywhere, column+kit.Gutter)
	}
	if h.of == kit.InCover { // which tells nothing of what this is about
		return lines
	}
	lines = append(lines, "", kit.Heading(e, e.Words.Help.TooMuch), "")
	for _, text := range e.Words.Help.Care {
		lines = append(lines, kit.Paragraph(e, text)...)
	}
	return lines
}

// helpColumn is the least width of a column, and helpKey that of its key names.
const (
	helpColumn = 36
	helpKey    = 14
)

// column lists rows under a heading. A long key name has its line to itself, and
// what a key does may take several.
func (h *help) column(e kit.Env, heading string, rows []kit.Binding, width int) []string {
	lines := []string{kit.Spaces(kit.Gutter) + e.Theme.Strong.Render(editor.Truncate(heading, width)), ""}
	keys := min(helpKey, width/2)
	for _, b := range rows {
		label := b.Label
		if label == "" { // another row names it
			continue
		}
		if w := editor.Width(label); w > keys {
			lines = append(lines, kit.Spaces(kit.Gutter)+e.Theme.Key.Render(editor.Truncate(label, width)))
			label = ""
		}
		for _, line := range editor.Wrap(e.Words.Keys[string(b.Action)], max(1, width-keys-1)) {
			lines = append(lines, kit.Spaces(kit.Gutter)+e.Theme.Key.Render(label)+kit.Spaces(keys-editor.Width(label))+" "+e.Theme.Text.Render(line))
			label = ""
		}
	}
	return lines
}
