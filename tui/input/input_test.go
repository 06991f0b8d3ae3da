package input_test

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/input"
)

// typist is a terminal, and a program that says what it gets.
type typist struct {
	t    *testing.T
	keys *os.File
	got  chan tea.Msg
}

func (y typist) Init() tea.Cmd { return nil }
func (y typist) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.BackgroundColorMsg, tea.FocusMsg:
		y.got <- msg
	}
	return y, nil
}
func (y typist) View() tea.View { return tea.NewView("") }

func run(t *testing.T) typist {
	t.Helper()
	in, keys, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	terminal := input.New(in)
	y := typist{t: t, keys: keys, got: make(chan tea.Msg, 1<<10)}
	p := tea.NewProgram(y, tea.WithInput(terminal), tea.WithFilter(terminal.Filter), tea.WithOutput(io.Discard), tea.WithoutSignalHandler())
	terminal.Open(p.Send)
	ended := make(chan error, 1)
	go func() {
		_, err := p.Run()
		ended <- err
	}()
	t.Cleanup(func() {
		p.Quit()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		keys.Close()
		in.Close()
	})
	return y
}

func (y typist) press(bytes string) {
	y.t.Helper()
	if _, err := y.keys.WriteString(bytes); err != nil {
		y.t.Fatal(err)
	}
}

// hears waits for what is said, as in line.
func (y typist) hears(want string) {
	y.t.Helper()
	var l line
	for timeout := time.After(20 * time.Second); l.said.String() != want; {
		select {
		case msg := <-y.got:
			switch msg.(type) {
			case tea.BackgroundColorMsg:
				l.said.WriteString("{background}")
			case tea.FocusMsg:
				l.said.WriteString("{focus}")
			default:
				l.say([]tea.Msg{msg})
			}
		case <-timeout:
			y.t.Fatalf("heard %q, want %q", l.said.String(), want)
		}
	}
}

// What is sent comes through Bubble Tea as it is, in its order, and what silence decides as well.
func TestThroughBubbleTea(t *testing.T) {
	y := run(t)
	y.press("é\x00\x1b[Ab\x1b[200~C:\\e\x1b[1m\x1b[201~\x1b]11;rgb:0000/0000/0000\x07\x1b[Ic")
	y.hears("é<ctrl+space><up>b«C:\\e\x1b[1m»{background}{focus}c")
	y.press("\x1b")
	y.hears("<esc>")
	y.press("[")
	y.press("A\xe2\x80")
	y.press("\x9d")
	y.hears("”")
	y.press("\x1b[200~no end")
	y.hears("«no end»")
	long := strings.Repeat("a line that is pasted\n", 1<<10)
	y.press("\x1b[200~" + long + "\x1b[201~")
	y.hears("«" + long + "»")
	y.press(strings.Repeat("\x1b[B\x00", 200))
	y.hears(strings.Repeat("<down><ctrl+space>", 200))
}

// TestTypedKeyStaysInNoBuffer holds that nothing of what is typed or pasted is handed to Bubble Tea
// to read: it keeps all of that, and a passphrase may be among it.
func TestTypedKeyStaysInNoBuffer(t *testing.T) {
	in, keys, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer keys.Close()
	terminal := input.New(in)
	terminal.Open(func(tea.Msg) {})
	room := make([]byte, 4096)
	for _, c := range []struct{ typed, read string }{
		{"a", "\x00"},
		{"pass phrase", strings.Repeat("\x00", 11)},
		{"\x1b[200~pasted\x1b[201~", "\x00"},
		{"é", "\x00"},
		{"\xc3", ""},
		{"\xa9", "\x00"},
		{"\x1bb", "\x00"},
		{"\x1b[I", "\x1b[I"},
	} {
		if _, err := keys.WriteString(c.typed); err != nil {
			t.Fatal(err)
		}
		n, err := terminal.Read(room)
		if got := string(room[:n]); err != nil || got != c.read {
			t.Errorf("typed %q: read %q, %v, want %q", c.typed, got, err, c.read)
		}
	}
}

// Where Bubble Tea reads the terminal by itself, as it does a console of Windows, all is left as it
// is.
func TestReadByBubbleTea(t *testing.T) {
	terminal := input.New(nil)
	for _, msg := range []tea.Msg{tea.PasteMsg{Content: `C:\\events\e`}, tea.KeyPressMsg{Code: tea.KeySpace, Mod: tea.ModCtrl}, tea.KeyPressMsg{Code: 'a', Text: "a"}} {
		if got := terminal.Filter(nil, msg); got != msg {
			t.Errorf("of %v comes %v", msg, got)
		}
	}
}
