package input_test

import (
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/tui/input"
)

// frame is what Bubble Tea draws first.
const frame = "\x1b[?1049h\x1b[>4;2m\x1b[H\x1b[2Jhello"

// measuring is a terminal, what the program draws on it, and what it sends.
type measuring struct {
	*testing.T
	*input.Terminal
	*input.Screen
	seen, keys *os.File
	sent       chan tea.Msg // of what is measured
	asked      chan tea.Msg // of the last question
}

func measure(t *testing.T) measuring {
	t.Helper()
	in, keys, err1 := os.Pipe()
	seen, out, err2 := os.Pipe()
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	t.Cleanup(func() { in.Close(); keys.Close(); seen.Close(); out.Close() })
	m := measuring{T: t, Terminal: input.New(in), seen: seen, keys: keys, sent: make(chan tea.Msg, 10), asked: make(chan tea.Msg, 10)}
	m.Screen = m.Terminal.Screen(out, "汉", "é")
	m.Open(func(msg tea.Msg) {
		switch msg := msg.(type) {
		case input.Measured:
			m.sent <- msg
		case tea.RawMsg:
			m.asked <- msg
		}
	})
	return m
}

// draws returns what the terminal gets of what is drawn.
func (m measuring) draws(bytes string) string {
	m.Helper()
	if n, err := m.Write([]byte(bytes)); n != len(bytes) || err != nil {
		m.Fatal(n, err)
	}
	got := make([]byte, 1<<10)
	n, err := m.seen.Read(got)
	if err != nil {
		m.Fatal(err)
	}
	return string(got[:n])
}

// answers has the terminal send something, and returns what Bubble Tea gets of it.
func (m measuring) answers(bytes string) string {
	m.Helper()
	got := make([]byte, 1<<10)
	if _, err := io.WriteString(m.keys, bytes); err != nil {
		m.Fatal(err)
	}
	n, err := m.Read(got)
	if err != nil {
		m.Fatal(err)
	}
	return string(got[:n])
}

// The samples are drawn before the first frame on the screen that this clears, are taken away again,
// and the answers come as one.
func TestMeasuring(t *testing.T) {
	m := measure(t)
	const query, back = "\x1b[?2026$p", "\x1b[2;1H"
	if got := m.draws(query); got != query {
		t.Errorf("the first question is %q", got)
	}
	before, after, _ := strings.Cut(frame, "\x1b[>")
	want := before + back + "汉\x1b[6n" + back + "\x1b[K" + back + "é\x1b[6n" + back + "\x1b[K" + "\x1b[>" + after
	if got := m.draws(frame); got != want {
		t.Errorf("the first frame is\n%q, want\n%q", got, want)
	}
	if got := m.draws(frame); got != frame {
		t.Errorf("the next frame is %q", got)
	}
	if got := m.answers("\x1b[2;3R\x1b[1;2R\x1b[2;2Ra"); got != "\x1b[1;2R\x00" { // a key with shift, and a letter
		t.Errorf("Bubble Tea gets %q", got)
	}
	if got, ok := (<-m.sent).(input.Measured); !ok || !slices.Equal(got, input.Measured{2, 1}) {
		t.Errorf("measured is %v", got)
	}
	if got := m.answers("\x1b[2;2R"); got != "\x1b[2;2R" {
		t.Errorf("of a report that was not asked for, Bubble Tea gets %q", got)
	}
}

// Answers that are late change nothing, and are typed nowhere.
func TestMeasuringTooLate(t *testing.T) {
	for late, want := range map[time.Duration]int{time.Second: 1, 3 * time.Second: 0} {
		synctest.Test(t, func(t *testing.T) {
			m := measure(t)
			m.draws(frame)
			<-time.After(late)
			if got := m.answers("\x1b[2;3R\x1b[2;2R"); got != "" {
				t.Errorf("Bubble Tea gets %q", got)
			}
			if synctest.Wait(); len(m.sent) != want {
				t.Errorf("after %v, %d are sent", late, len(m.sent))
			}
		})
	}
}

// The last question, at whose answer the program may leave, comes behind those of the first frame,
// however late that is.
func TestLastQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := measure(t)
		<-time.After(time.Second)
		if synctest.Wait(); len(m.asked) > 0 {
			t.Error("it is asked before the first frame")
		}
		m.draws(frame)
		m.draws(frame)
		<-time.After(time.Second)
		if synctest.Wait(); len(m.asked) != 1 {
			t.Errorf("it is asked %d times", len(m.asked))
		}
	})
}

// A terminal that counts by grapheme of itself is left as it is, and any other as Bubble Tea has it.
func TestModeThatIsTheTerminals(t *testing.T) {
	const on, off = ansi.SetModeUnicodeCore, ansi.ResetModeUnicodeCore
	for value, want := range map[ansi.ModeSetting]string{
		ansi.ModeReset: on + "a" + off, ansi.ModeSet: "a", ansi.ModePermanentlySet: "a", ansi.ModeNotRecognized: on + "a" + off,
	} {
		m := measure(t)
		m.Filter(nil, tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: value})
		if got := m.draws(on + "a" + off); got != want {
			t.Errorf("%d: drawn is %q", value, got)
		}
	}
}
