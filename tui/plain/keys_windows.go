package plain

import (
	"io"
	"os"
	"slices"
	"time"

	consoles "github.com/charmbracelet/x/windows"
	"golang.org/x/sys/windows"
)

// takeKeys makes a console hand on every key at once, and show none by itself; ctrl+c stays
// what it is. A console would hand on whole lines, with ctrl+d as a letter in them. show is
// nil if this is not a console.
func takeKeys(fd int, out io.Writer) (show io.Writer, take, giveBack func()) {
	console, was := windows.Handle(fd), uint32(0)
	if windows.GetConsoleMode(console, &was) != nil {
		return nil, func() {}, func() {}
	}
	modes := was | windows.ENABLE_PROCESSED_INPUT
	modes &^= windows.ENABLE_LINE_INPUT | windows.ENABLE_ECHO_INPUT | windows.ENABLE_VIRTUAL_TERMINAL_INPUT
	take = func() { _ = windows.SetConsoleMode(console, modes) }
	take()
	return out, take, func() { _ = windows.SetConsoleMode(console, was) }
}

// keyWithin says whether a key comes within a while, without reading it. It looks again and again:
// waiting for a console also ends with the mouse, and with a key let go.
func keyWithin(fd int, while time.Duration) bool {
	for end := time.Now().Add(while); ; time.Sleep(2 * time.Millisecond) {
		if keyWaits(windows.Handle(fd)) {
			return true
		}
		if time.Now().After(end) {
			return false
		}
	}
}

// keyWaits says whether a key that makes a letter waits to be read.
func keyWaits(console windows.Handle) bool {
	var events [128]consoles.InputRecord
	var n uint32
	if consoles.PeekConsoleInput(console, &events[0], uint32(len(events)), &n) != nil {
		return false
	}
	return slices.ContainsFunc(events[:n], func(e consoles.InputRecord) bool {
		key := e.KeyEvent()
		return e.EventType == consoles.KEY_EVENT && key.KeyDown && key.Char != 0
	})
}

// Resumed never tells anything: no key stops a program there.
func Resumed() chan os.Signal { return nil }

// Hide has nothing to do.
func Hide(int) error { return nil }
