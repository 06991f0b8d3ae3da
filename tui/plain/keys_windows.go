package plain

import (
	"io"
	"os"
	"time"
	"unsafe"

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

// between is how long keyWithin sleeps between two looks: a console wakes nobody for a key
// alone, but for the mouse and for keys let go as well.
const between = 2 * time.Millisecond

// keyWithin says whether a key comes within a while, without reading it.
func keyWithin(fd int, while time.Duration) bool {
	for end := time.Now().Add(while); ; time.Sleep(between) {
		if keyWaits(windows.Handle(fd)) {
			return true
		}
		if time.Now().After(end) {
			return false
		}
	}
}

// event is INPUT_RECORD, as far as it tells of a key.
type event struct {
	kind, _    uint16
	down       int32
	_, _, _    uint16
	char       uint16
	_, _, _, _ byte
}

const keyEvent = 1

// keyWaits says whether a key that makes a letter waits to be read.
func keyWaits(console windows.Handle) bool {
	var events [128]event
	var n uint32
	peek := windows.NewLazySystemDLL("kernel32.dll").NewProc("PeekConsoleInputW")
	if ok, _, _ := peek.Call(uintptr(console), uintptr(unsafe.Pointer(&events[0])), uintptr(len(events)), uintptr(unsafe.Pointer(&n))); ok == 0 {
		return false
	}
	for _, e := range events[:n] {
		if e.kind == keyEvent && e.down != 0 && e.char != 0 {
			return true
		}
	}
	return false
}

// Resumed never tells anything: no key stops a program there.
func Resumed() chan os.Signal { return nil }

// Hide has nothing to do.
func Hide(int) error { return nil }
