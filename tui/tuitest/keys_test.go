package tuitest_test

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"shakeoff/tui/tuitest"
)

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
func caught(tb testing.TB, send func(*tuitest.Drive)) []tea.KeyPressMsg {
	m := keyCatcher{new([]tea.KeyPressMsg)}
	send(tuitest.New(tb, m, 80, 24))
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
			got := caught(t, func(d *tuitest.Drive) { d.Press(name) })
			if len(got) != 1 || !reflect.DeepEqual(got[0], tea.KeyPressMsg(want)) {
				t.Errorf("pressed %#v, a terminal sends %#v", got, want)
			}
		})
	}
}

func TestPressKnowsNoOtherNames(t *testing.T) {
	for _, name := range []string{"", "escape", "return", "Enter", "ctrl+", "shift+ctrl+a", "hyper+a", "ab"} {
		if got := complaint(func(tb testing.TB) { tuitest.New(tb, newDiary(), 80, 24).Press(name) }); !strings.Contains(got, "no key") {
			t.Errorf("%q: the test said %q", name, got)
		}
	}
}

func TestTypeSendsOneKeyForEachGrapheme(t *testing.T) {
	got := caught(t, func(d *tuitest.Drive) { d.Type("Oh é 👩‍👩‍👧") })
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
		if got := complaint(func(tb testing.TB) { tuitest.New(tb, newDiary(), 80, 24).Type(text) }); !strings.Contains(got, "cannot be typed") {
			t.Errorf("%q: the test said %q", text, got)
		}
	}
}

func TestPasteIsOneMessage(t *testing.T) {
	m := newDiary()
	tuitest.New(t, m, 80, 24).Paste("a\nb")
	if got, want := m.story(), "80x24 paste a\nb"; got != want {
		t.Errorf("the model saw %q, want %q", got, want)
	}
}
