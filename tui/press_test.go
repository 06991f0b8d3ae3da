package tui_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Press sends keys by their names in Bubble Tea: "enter", "shift+tab", "ctrl+t",
// "alt+b", "f1", "space", "?", "a", "A". A name that no key has fails the test.
func (d *drive) Press(keys ...string) {
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
func (d *drive) Type(text string) {
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
func (d *drive) Paste(text string) {
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

// keyCatcher keeps the key presses it gets as they are.
type keyCatcher struct{ got *[]tea.KeyPressMsg }

func (m keyCatcher) Init() tea.Cmd  { return nil }
func (m keyCatcher) View() tea.View { return tea.View{} }

func (m keyCatcher) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		*m.got = append(*m.got, key)
	}
	return m, nil
}

// caught returns the keys that reach a model.
func caught(tb testing.TB, send func(*drive)) []tea.KeyPressMsg {
	m := keyCatcher{new([]tea.KeyPressMsg)}
	send(newDrive(tb, m, 80, 24))
	return *m.got
}

// TestPressIsWhatATerminalSends holds each key to what Bubble Tea's own decoder
// makes of the bytes of a terminal.
func TestPressIsWhatATerminalSends(t *testing.T) {
	for name, bytes := range map[string]string{
		"a": "a", "A": "A", "?": "?", "+": "+", "0": "0", "é": "é", "space": " ",
		"enter": "\r", "tab": "\t", "esc": "\x1b", "backspace": "\x7f", "delete": "\x1b[3~",
		"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
		"home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
		"f1": "\x1bOP", "f12": "\x1b[24~",
		"ctrl+a": "\x01", "ctrl+j": "\n", "ctrl+t": "\x14", "ctrl+z": "\x1a",
		"alt+b": "\x1bb", "alt+enter": "\x1b\r", "shift+tab": "\x1b[Z",
		"shift+enter": "\x1b[13;2u", "shift+up": "\x1b[1;2A", "ctrl+alt+left": "\x1b[1;7D",
	} {
		t.Run(name, func(t *testing.T) {
			var decoder uv.EventDecoder
			n, event := decoder.Decode([]byte(bytes))
			want, ok := event.(uv.KeyPressEvent)
			if n != len(bytes) || !ok {
				t.Fatalf("%q is no single key: %T", bytes, event)
			}
			got := caught(t, func(d *drive) { d.Press(name) })
			if len(got) != 1 || !reflect.DeepEqual(got[0], tea.KeyPressMsg(want)) {
				t.Errorf("pressed %#v, a terminal sends %#v", got, want)
			}
		})
	}
}

func TestPressKnowsNoOtherNames(t *testing.T) {
	for _, name := range []string{"", "escape", "return", "Enter", "ctrl+", "shift+ctrl+a", "hyper+a", "ab"} {
		if got := complaint(func(tb testing.TB) { newDrive(tb, newDiary(), 80, 24).Press(name) }); !strings.Contains(got, "no key") {
			t.Errorf("%q: the test said %q", name, got)
		}
	}
}

func TestTypeSendsOneKeyForEachGrapheme(t *testing.T) {
	got := caught(t, func(d *drive) { d.Type("Oh é 👩‍👩‍👧") })
	want := []string{"O", "h", " ", "é", " ", "👩‍👩‍👧"}
	if len(got) != len(want) {
		t.Fatalf("%d keys, want %d: %v", len(got), len(want), got)
	}
	for i, key := range got {
		if key.Text != want[i] {
			t.Errorf("key %d has text %q, want %q", i, key.Text, want[i])
		}
	}
	if got[5].Code != tea.KeyExtended {
		t.Errorf("a family of three has code %x, want KeyExtended", got[5].Code)
	}
}

func TestTypeRefusesWhatIsNotTyped(t *testing.T) {
	for _, text := range []string{"a\nb", "a\r\nb", "\t", "\x1b"} {
		if got := complaint(func(tb testing.TB) { newDrive(tb, newDiary(), 80, 24).Type(text) }); !strings.Contains(got, "cannot be typed") {
			t.Errorf("%q: the test said %q", text, got)
		}
	}
}

func TestPasteIsOneMessage(t *testing.T) {
	m := newDiary()
	newDrive(t, m, 80, 24).Paste("a\nb")
	if got, want := m.story(), "80x24 paste a\nb"; got != want {
		t.Errorf("the model saw %q, want %q", got, want)
	}
}
