package tui_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"shakeoff/tui"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// TestCostOfAKey bounds the allocations between a key and its frame, and holds that
// they do not grow with the answer.
func TestCostOfAKey(t *testing.T) {
	const most = 1_500 // a third more than it takes
	var before float64
	for _, size := range []int{5_000, 200_000} {
		d := sit(t, offered)
		d.Paste(strings.Repeat("She said that it could not be done, and then it was done. ", size/58))
		got := testing.AllocsPerRun(200, func() {
			for _, key := range []tea.KeyPressMsg{{Code: 'x', Text: "x"}, {Code: tea.KeyBackspace}} {
				d.Model().Update(key)
				d.Model().View()
			}
		})
		if got > most || before > 0 && got > before*1.1 {
			t.Errorf("two keys in an answer of %d bytes allocate %v times; in the shorter one %v times", size, got, before)
		}
		before = got
	}
}

// paper is a terminal that takes what is written, a frame at a time, and answers
// nothing.
type paper struct{ came chan string }

func (p paper) Write(b []byte) (int, error) {
	p.came <- string(b)
	return len(b), nil
}

// until returns all that is written up to some words, write by write.
func (p paper) until(t *testing.T, words string) (all []string) {
	t.Helper()
	for late := time.After(30 * time.Second); ; {
		select {
		case frame := <-p.came:
			if all = append(all, frame); strings.Contains(strings.Join(all, ""), words) {
				return all
			}
		case <-late:
			t.Fatalf("%q is not drawn, only %q", words, all)
		}
	}
}

// start runs the program with its real renderer on paper, until the test ends. It
// returns once the program has received every message of the start.
func (p paper) start(t *testing.T, m tea.Model) *tea.Program {
	t.Helper()
	// The messages of the start, in any order; the last has the status of the journal.
	due, begun := map[string]bool{"tea.ColorProfileMsg": true, "tea.EnvMsg": true, "tea.WindowSizeMsg": true, "tui.result": true}, make(chan struct{})
	told := func(_ tea.Model, msg tea.Msg) tea.Msg {
		if delete(due, fmt.Sprintf("%T", msg)); len(due) == 0 && begun != nil {
			close(begun)
			begun = nil
		}
		return msg
	}
	wait := begun
	program := tea.NewProgram(m, tea.WithInput(new(bytes.Buffer)), tea.WithOutput(p), tea.WithFPS(120), tea.WithoutSignals(), tea.WithFilter(told),
		tea.WithWindowSize(80, 24), tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	ended := make(chan error, 1)
	go func() {
		_, err := program.Run()
		ended <- err
	}()
	t.Cleanup(func() {
		program.Kill()
		if err := <-ended; !errors.Is(err, tea.ErrProgramKilled) {
			t.Error(err)
		}
	})
	select {
	case <-wait:
	case <-time.After(30 * time.Second):
		t.Fatal("the program never began")
	}
	return program
}

// TestWrittenForAKey holds that for a letter the terminal gets that letter, in one
// write with the cursor hidden, and that it gets nothing when nothing in sight changes.
func TestWrittenForAKey(t *testing.T) {
	const most = 13 // bytes
	j := journaltest.New(t, today)
	offered(j, nil)
	p := paper{make(chan string, 1_000)}
	program := p.start(t, tui.New(kit.Options{
		Journal: j, Autosaver: page.NewAutosaver(j), Guide: guide.English(), Words: words.English(), Profile: colorprofile.TrueColor, Dark: true,
		Idle: time.Hour, Now: today, After: func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil },
	}))
	// With the first letter whatever came before it is drawn too.
	program.Send(tea.KeyPressMsg{Code: 'Y', Text: "Y"})
	p.until(t, "Y")
	for _, letter := range []string{"Q", "J", "Z", "K", "V"} {
		for range 50 { // long enough for a frame, if one were drawn
			program.Send(tea.FocusMsg{})
		}
		program.Send(tea.KeyPressMsg{Code: rune(letter[0]), Text: letter})
		if got := p.until(t, letter); len(got) != 1 || len(got[0]) > most {
			t.Errorf("for %s there is written %q: more than one frame of %d bytes", letter, got, most)
		}
	}
}
