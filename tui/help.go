package tui

import (
	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
)

// help lists every key that holds in one place, from the table.
type help struct {
	root   *Model
	of     place
	own    []binding // the place's own rows
	scroll scroll
}

func newHelp(root *Model, of screen) *help {
	return &help{root: root, of: of.place(), own: muted(of, root.keys.only(of.place()))}
}

func (*help) place() place { return placeText }
func (*help) typing() bool { return false }

func (h *help) update(e env, msg tea.Msg) tea.Cmd {
	if w, ok := msg.(wheeled); ok {
		h.scroll.by(w.by, len(h.lines(e)), e.height)
	}
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	a := e.action(placeText, k)
	if a == actClose {
		h.root.pop(h)
		return nil
	}
	h.scroll.press(a, len(h.lines(e)), e.height)
	return nil
}

func (h *help) view(e env) frame {
	return frame{lines: h.scroll.window(e, h.lines(e)), targets: reads(e)}
}

// lines sets the keys of the place beside those that hold everywhere, or above
// them where there is no room for two columns.
func (h *help) lines(e env) []string {
	var wider []binding
	for _, p := range h.of.within() {
		wider = append(wider, e.keys.only(p)...)
	}
	column := min(48, (e.width-gutter)*4/7)
	if e.width-gutter < 2*helpColumn {
		lines := h.column(e, e.words.Help.Here, h.own, e.width-gutter)
		if len(h.own) > 0 {
			lines = append(lines, "")
		}
		return append(lines, h.column(e, e.words.Help.Everywhere, wider, e.width-gutter)...)
	}
	left := h.column(e, e.words.Help.Here, h.own, column-2)
	right := h.column(e, e.words.Help.Everywhere, wider, e.width-gutter-column)
	if len(left) == 0 {
		left, right = right, nil
	}
	return beside(left, right, column+gutter)
}

// helpColumn is the least width of a column, and helpKey that of its key names.
const (
	helpColumn = 36
	helpKey    = 14
)

// column lists rows under a heading. A long key name has its line to itself, and
// what a key does may take several.
func (h *help) column(e env, heading string, rows []binding, width int) []string {
	if len(rows) == 0 {
		return nil
	}
	lines := []string{spaces(gutter) + e.theme.Strong.Render(editor.Truncate(heading, width)), ""}
	keys := min(helpKey, width/2)
	for _, b := range rows {
		label := b.key.Help().Key
		if label == "" { // another row tells of it
			continue
		}
		if b.action == action(editor.NewLine) && e.shiftEnter {
			label = "shift+enter, " + label
		}
		does := e.words.Keys[string(b.action)]
		if w := editor.Width(label); w > keys {
			lines = append(lines, spaces(gutter)+e.theme.Key.Render(editor.Truncate(label, width)))
			label = ""
		}
		for _, line := range editor.Wrap(does, max(1, width-keys-1)) {
			lines = append(lines, spaces(gutter)+e.theme.Key.Render(label)+spaces(keys-editor.Width(label))+" "+e.theme.Text.Render(line))
			label = ""
		}
	}
	return lines
}
