package tuitest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Press sends keys by their names in Bubble Tea: "enter", "shift+tab", "ctrl+t",
// "alt+b", "f1", "space", "?", "a", "A". A name that no key has fails the test.
func (d *Drive) Press(keys ...string) {
	d.t.Helper()
	for _, name := range keys {
		key, ok := keyNamed(name)
		if !ok {
			d.t.Fatalf("no key is called %q", name)
		}
		d.Send(key)
	}
}

// Type sends text as somebody types it: one key for each grapheme. A line feed
// is not typed but pressed ("enter", "ctrl+j") or pasted, and fails the test.
func (d *Drive) Type(text string) {
	d.t.Helper()
	for len(text) > 0 {
		cluster, _ := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
		if strings.IndexFunc(cluster, unicode.IsControl) >= 0 {
			d.t.Fatalf("%q cannot be typed: press a key or paste", cluster)
		}
		d.Send(printable(cluster))
		text = text[len(cluster):]
	}
}

// Paste sends text as one bracketed paste.
func (d *Drive) Paste(text string) {
	d.t.Helper()
	d.Send(tea.PasteMsg{Content: text})
}

// printable is the key press that a terminal without keyboard enhancements sends
// for one grapheme.
func printable(cluster string) tea.KeyPressMsg {
	code, size := utf8.DecodeRuneInString(cluster)
	switch {
	case size < len(cluster):
		return tea.KeyPressMsg{Code: tea.KeyExtended, Text: cluster}
	case 'A' <= code && code <= 'Z':
		return tea.KeyPressMsg{Code: unicode.ToLower(code), ShiftedCode: code, Mod: tea.ModShift, Text: cluster}
	default:
		return tea.KeyPressMsg{Code: code, Text: cluster}
	}
}

// keyNamed builds the key with this name. It lets Bubble Tea name what was
// built, so that a test never presses a key that no table can match.
func keyNamed(name string) (tea.KeyPressMsg, bool) {
	var mod tea.KeyMod
	rest := name
	for _, m := range []struct {
		prefix string
		mod    tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if after, ok := strings.CutPrefix(rest, m.prefix); ok {
			mod |= m.mod
			rest = after
		}
	}
	code, special := specialKey(rest)
	if !special {
		code, _ = utf8.DecodeRuneInString(rest)
	}
	key := tea.KeyPressMsg{Mod: mod, Code: code}
	switch cluster, _ := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth); {
	case mod == 0 && !special:
		key = printable(cluster)
	case mod == 0 && code == tea.KeySpace:
		key.Text = " "
	}
	return key, key.String() == name
}

// specialKey finds a key without a character by asking Bubble Tea for the name
// of each there is.
func specialKey(name string) (rune, bool) {
	for _, code := range []rune{
		tea.KeyEnter, tea.KeyTab, tea.KeyBackspace, tea.KeyEscape, tea.KeySpace, tea.KeyDelete, tea.KeyInsert,
		tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyPgUp, tea.KeyPgDown, tea.KeyFind, tea.KeySelect,
		tea.KeyF1, tea.KeyF2, tea.KeyF3, tea.KeyF4, tea.KeyF5, tea.KeyF6,
		tea.KeyF7, tea.KeyF8, tea.KeyF9, tea.KeyF10, tea.KeyF11, tea.KeyF12,
	} {
		if (tea.Key{Code: code}).Keystroke() == name {
			return code, true
		}
	}
	return 0, false
}
