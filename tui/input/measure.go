package input

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// measuredRow is where samples are drawn. In the first row, a report would look like a key.
const measuredRow = 2

// Measured is how many cells the terminal has used for each sample.
type Measured []int

// measuring is what is known about how the terminal counts.
type measuring struct {
	samples []string
	drew    bool // the first frame is drawn, with the questions
	left    int  // how many answers are still to come
	drawn   Measured
	// counts says that the terminal counts by grapheme without being told to, so Bubble Tea must
	// not turn that on, and off at the end.
	counts bool
}

// Screen is the terminal's file as Bubble Tea draws on it. Otherwise it is that file.
type Screen struct {
	*os.File
	terminal *Terminal
}

// Screen returns the output of the program. Before the first frame it draws the samples, asking after
// each where the cursor is: on the screen that Bubble Tea has switched to and not yet cleared, so
// that nobody sees them. Nothing waits for the answers. If all come in time, a Measured is sent.
func (t *Terminal) Screen(f *os.File, samples ...string) *Screen {
	t.samples = samples
	return &Screen{File: f, terminal: t}
}

// Write writes what Bubble Tea draws.
func (s *Screen) Write(p []byte) (int, error) {
	if _, err := s.File.Write(s.terminal.asks(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// asks returns what is drawn, with the questions in front if it is the first frame.
func (t *Terminal) asks(drawn []byte) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.counts {
		drawn = bytes.ReplaceAll(drawn, []byte(ansi.SetModeUnicodeCore), nil)
		drawn = bytes.ReplaceAll(drawn, []byte(ansi.ResetModeUnicodeCore), nil)
	}
	before, after, frame := bytes.Cut(drawn, []byte(ansi.SetModeAltScreenSaveCursor))
	if !frame || t.drew {
		return drawn
	}
	t.drew, t.left = true, len(t.samples)
	t.askLast()
	var all bytes.Buffer
	all.Write(before)
	all.WriteString(ansi.SetModeAltScreenSaveCursor)
	for _, s := range t.samples {
		all.WriteString(ansi.CursorPosition(1, measuredRow) + s + ansi.RequestCursorPositionReport + ansi.CursorPosition(1, measuredRow) + ansi.EraseLineRight)
	}
	all.Write(after)
	return all.Bytes()
}

// measured takes a report of the cursor's position, if that was asked for.
func (t *Terminal) measured(report Sequence) bool {
	of, isReport := strings.CutPrefix(string(report), "\x1b["+strconv.Itoa(measuredRow)+";")
	of, ends := strings.CutSuffix(of, "R")
	column, err := strconv.Atoi(of)
	if !isReport || !ends || err != nil || t.left == 0 {
		return false
	}
	t.left--
	t.drawn = append(t.drawn, column-1)
	if drawn := t.drawn; t.left == 0 && time.Since(t.opened) < answersIn {
		go t.send(drawn)
	}
	return true
}
