package tui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// failing stands for a test that fails. What a real one ends its goroutine with, it panics with.
type failing struct{ testing.TB }

func (failing) Helper() {}

func (failing) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

// complaint runs a test that should fail and returns what it says.
func complaint(test func(testing.TB)) (says string) {
	defer func() { says, _ = recover().(string) }()
	test(failing{})
	return ""
}

// note is a message of the tests' own.
type note string

// say returns a command that yields a note.
func say(text string) tea.Cmd { return func() tea.Msg { return note(text) } }

// diary is a model that writes down the messages it gets, and answers the notes
// it has an answer for. Its view is what a test gave it.
type diary struct {
	first   tea.Cmd
	answers map[note]tea.Cmd
	view    tea.View
	seen    *[]string
}

func newDiary() diary { return diary{seen: new([]string), answers: map[note]tea.Cmd{}} }

func (m diary) Init() tea.Cmd { return m.first }

func (m diary) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case note:
		*m.seen = append(*m.seen, string(msg))
		return m, m.answers[msg]
	case tea.KeyPressMsg:
		*m.seen = append(*m.seen, msg.String())
	case tea.PasteMsg:
		*m.seen = append(*m.seen, "paste "+msg.Content)
	case tea.WindowSizeMsg:
		*m.seen = append(*m.seen, fmt.Sprintf("%dx%d", msg.Width, msg.Height))
	default:
		*m.seen = append(*m.seen, fmt.Sprintf("%T", msg))
	}
	return m, nil
}

func (m diary) View() tea.View { return m.view }

// story is what the diary has seen so far.
func (m diary) story() string { return strings.Join(*m.seen, " ") }
