//go:build unix

package main_test

import (
	"fmt"
	"image"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/creack/pty"
)

// pass lets so much time pass between two bytes, as a line does.
func (x *terminal) pass(gap time.Duration) {
	x.t.Helper()
	start := time.Now()
	x.wait("time that passes", func() bool { return time.Since(start) >= gap })
}

// slowly sends pieces with a gap between them.
func (x *terminal) slowly(gap time.Duration, pieces ...string) {
	x.t.Helper()
	for i, p := range pieces {
		if i > 0 {
			x.pass(gap)
		}
		x.press(p)
	}
}

// typing opens the screens and types.
func (h home) typing() *terminal {
	h.t.Helper()
	x := h.open()
	x.see("What happened?")
	return x
}

func TestPasteWithoutAnEnd(t *testing.T) {
	for name, end := range map[string]func(x *terminal){
		"silence": func(*terminal) {},
		"esc":     func(x *terminal) { x.press("\x1b"); x.see("Paused.") },
		"ctrl+c":  func(x *terminal) { x.pass(600 * time.Millisecond); x.close() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.mute = true // or its answers would come behind the esc
			x := h.typing()
			x.press("\x1b[200~abc")
			end(x)
			x.drafted(h, "", "abc")
			if name == "silence" {
				x.write(" and more")
				x.drafted(h, "", "abc and more")
				x.press("\x1b")
				x.see("Paused.")
				x.close()
			}
		})
	}
}

// A line sends in pieces what was sent at once.
func TestBytesInPieces(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.mute = true // or its answers would come between the pieces
	x := h.typing()
	for _, gap := range []time.Duration{60 * time.Millisecond, 300 * time.Millisecond} {
		x.slowly(gap, "caf\xc3", "\xa9 \xe2", "\x80", "\x9d \xf0\x9d", "\x84\x9e ")
		x.slowly(gap, "\x1b]", "11;rgb:ffff", "/ffff/dddd", "\x07", "\x1b[", "1;5", "D", "\x1b[?2027;", "0$y", "\x1b[", "F")
		x.slowly(gap, "\x1b[2", "00~C:\\new\xc4", "\x9b\x1b", "[20", "1~ ")
	}
	const once = "café ” 𝄞 C:\\newě "
	x.drafted(h, "", once+once)
	// What belongs to an ESC that covered is swallowed there: 2 would open a room.
	for _, rest := range []string{"[2~", "[1;2B", "O2P", "]11;rgb:2222/2222/2222\x07"} {
		x.press("\x1b")
		x.see("Paused.")
		x.press(rest + "\r")
		x.see("newě")
	}
	x.write("end")
	x.drafted(h, "", once+once+"end")
	x.close()
}

// A paste is text, and no keys, however the mark at its start comes.
func TestPasteThatStartsInPieces(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.mute = true // or its answers would come between the pieces
	x := h.typing()
	x.slowly(120*time.Millisecond, "\x1b[", "200", "~C:\\new\n2\x1b[20", "1~")
	x.drafted(h, "", "C:\\new\n2")
	x.press("\x13") // ctrl+s
	x.see("Paused.")
	x.press("2")
	x.see("1 of 1")
	x.slowly(120*time.Millisecond, "\x1b[20", "0~e1\x1b[201~")
	x.press("?")
	x.see("weigh again")
	x.close()
}

func TestTerminalWithoutASize(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	x := h.start(h.command(), pty.Winsize{})
	x.see("What happened?")
	x.see("shake") // the name of the program, on the first line
	x.write("words")
	x.see("words")
	if err := pty.Setsize(x.pty, &pty.Winsize{Cols: 30, Rows: 8}); err != nil {
		t.Fatal(err)
	}
	x.see("bigger")
	x.close()
}

func TestEraseByControlH(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	x := h.typing()
	x.write("two wordx\bs more\x1b[127;5u")
	x.drafted(h, "", "two words ")
	x.write("\x7f\b\x1b[27;5;8~left")
	x.drafted(h, "", "two left")
	x.close()
}

// Keys are found under the same fingers on layouts without Latin letters, and under Caps Lock.
func TestKeysOfOtherLayouts(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	x := h.typing()
	x.write("ы и у")
	x.drafted(h, "", "ы и у")
	x.press("\x1b[1099;5u") // ctrl+ы is where ctrl+s is
	x.see("Paused.")
	x.press("2")
	x.see("1 of 1")
	x.press("у") // where e is
	x.see("ctrl+s")
	x.press("\x1b[27;5;67~") // ctrl+c with Caps Lock
	if err := x.end(); err != nil {
		t.Error(err)
	}
}

// screen, and tmux without -p, paste without marks: enters and tabs are text all the same, and where
// enter would go on, or a digit would weigh, too. The machine may be too busy to read at once. A paste
// that comes line by line needs a line that keeps the time, which no busy machine does:
// TestHandOfAPaste plays that by a clock of its own.
func TestPastesWithoutMarks(t *testing.T) {
	t.Parallel()
	long := strings.TrimSuffix(strings.Repeat("He said:\n\tno.\n\n\nok\nI left, and went to the back room for a while.\n", 90), "\n")
	for name, c := range map[string]struct {
		text string
		busy bool
	}{
		"at once":       {long, false},
		"busy":          {long, true},
		"enters first":  {"\n\nHe said no.\n\n\n8 people stood there.", false},
		"a digit first": {"\n8 people stood there.\nI left.", true},
		"tabs":          {"\t\tHe said no.\t\n\t8\t\t\n\tI left.", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			x := h.typing()
			if c.busy {
				x.signal(syscall.SIGSTOP)
			}
			x.press(strings.ReplaceAll(c.text, "\n", "\r"))
			if c.busy {
				x.signal(syscall.SIGCONT)
			}
			x.drafted(h, "", c.text)
			x.close()
		})
	}
}

// signal sends a signal to the program.
func (x *terminal) signal(s syscall.Signal) {
	x.t.Helper()
	if err := x.cmd.Process.Signal(s); err != nil {
		x.t.Fatal(err)
	}
}

// A signal that suspends does what ctrl+z does: the terminal is the shell's again, and coming back
// shows the cover.
func TestSuspendedFromOutside(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		return // whose children are found elsewhere
	}
	h := newHome(t)
	x := h.start(h.shell(`set -m; "$0"; stty -a; echo "suspended"; read go; fg; echo "left"`), pty.Winsize{Cols: columns, Rows: rows})
	x.see("What happened?")
	x.write("words")
	x.see("words")
	if err := syscall.Kill(x.child(), syscall.SIGTSTP); err != nil {
		t.Fatal(err)
	}
	x.see("suspended")
	if text := x.text(); strings.Contains(text, "words") || strings.Contains(text, "-echo ") || strings.Contains(text, "-icanon") {
		t.Errorf("while it is suspended the terminal shows\n%s", text)
	}
	x.drafted(h, "", "words")
	x.press("\n")
	x.see("Paused.")
	x.press("\r")
	x.see("words")
	if err := syscall.Kill(x.child(), syscall.SIGTSTP); err != nil { // and once more
		t.Fatal(err)
	}
	x.see("left")
}

// Where nobody could bring it back, as in a terminal of its own, it is covered and goes on.
func TestSuspendedWithoutAShell(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	x := h.typing()
	x.signal(syscall.SIGTSTP)
	x.see("Paused.")
	x.press("\r")
	x.see("What happened?")
	x.close()
}

// Ends from outside leave the terminal as it was, and no trace of what the program did.
func TestSignalsThatAbort(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGQUIT, syscall.SIGABRT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			x := h.start(h.shell(`"$0"; stty -a; echo "left"`), pty.Winsize{Cols: columns, Rows: rows})
			x.see("What happened?")
			x.write("words")
			x.see("words")
			if err := syscall.Kill(x.child(), signal); err != nil {
				t.Fatal(err)
			}
			x.see("left")
			if text := x.text(); strings.Contains(text, "goroutine") || strings.Contains(text, "-echo ") || strings.Contains(text, "-icanon") {
				t.Errorf("then the terminal shows\n%s", text)
			}
			x.drafted(h, "", "words")
		})
	}
}

// A reply that comes when the program is about to leave is not typed into the shell.
func TestLateReplies(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.mute = true
	x := h.start(h.shell(`"$0"; echo "left"; cat`), pty.Winsize{Cols: columns, Rows: rows})
	x.see("What happened?")
	x.slowly(100*time.Millisecond, "\x03", "\x1b]11;rgb:ffff/ffff/ffff\x07\x1b[?62;22c")
	x.see("left")
	x.press("the shell's own\n")
	x.see("the shell's own")
	if text := x.text(); strings.Contains(text, "rgb:") || strings.Contains(text, "62;") {
		t.Errorf("the shell shows\n%s", text)
	}
}

// child is the process that the program of a terminal, a shell, has started.
func (x *terminal) child() (pid int) {
	x.t.Helper()
	x.wait("a child", func() bool {
		children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", x.cmd.Process.Pid))
		_, none := fmt.Sscan(string(children), &pid)
		return err == nil && none == nil
	})
	return pid
}

// Where letters would be lost, one line says so, at the start and in the shell, and nothing is drawn
// but ASCII.
func TestLocaleWithoutLetters(t *testing.T) {
	for locale, says := range map[string]bool{"de_DE.ISO-8859-1": true, "de_DE.iso88591@euro": true, "de_DE.utf8": false, "C": false} {
		t.Run(locale, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			cmd := h.command()
			cmd.Env = append(cmd.Env, "LC_CTYPE="+locale, "LANG=")
			x := h.start(cmd, pty.Winsize{Cols: columns, Rows: rows})
			x.see("?") // the first question, in whatever language
			x.see("ctrl+c")
			text := x.text()
			if got := strings.Contains(text, "loses accented letters"); got != says {
				t.Errorf("at the start it says:\n%s", text)
			}
			if got := strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }); got == says {
				t.Errorf("with letters beyond ASCII or without, it shows:\n%s", text)
			}
			x.close()
			if got := strings.Contains(x.text(), "letters beyond ASCII would be lost"); got != says {
				t.Errorf("at the end it says:\n%s", x.text())
			}
		})
	}
}

// The cursor stands where the text ends, however the terminal counts; and what that was measured by
// is never seen.
func TestCursorWhereTheTextEnds(t *testing.T) {
	const text = "a👍🏽 👨‍👩‍👧‍👦 क्षत्रिय 🇫🇷 ❤️"
	for name, c := range map[string]struct {
		answers []int
		cells   int
	}{
		"answers none": {nil, 1 + 4 + 1 + 8 + 1 + 6 + 1 + 2 + 1 + 1},
		"xterm":        {[]int{4, 4, 1, 2, 2, 2}, 1 + 4 + 1 + 8 + 1 + 6 + 1 + 2 + 1 + 1},
		"tmux":         {[]int{4, 2, 1, 2, 2, 2}, 1 + 4 + 1 + 2 + 1 + 6 + 1 + 2 + 1 + 1},
		"kitty":        {[]int{2, 4, 2, 1, 2, 4}, 1 + 2 + 1 + 8 + 1 + 5 + 1 + 2 + 1 + 1},
		"mlterm":       {[]int{4, 5, 1, 1, 2, 2}, 1 + 4 + 1 + 11 + 1 + 5 + 1 + 2 + 1 + 1},
		"by grapheme":  {[]int{2, 2, 2, 1, 1, 2}, 1 + 2 + 1 + 2 + 1 + 3 + 1 + 2 + 1 + 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.mute = true
			x := h.typing()
			const start = 23 // where the page begins
			x.wait("the cursor", func() bool { return x.cursor().X == start })
			if text := x.text(); strings.ContainsAny(text, "👍👩❤नक") {
				t.Errorf("it shows\n%s", text)
			}
			for _, drawn := range c.answers {
				x.press(fmt.Sprintf("\x1b[2;%dR", 1+drawn))
			}
			x.write(text)
			x.wait("the cursor where the text ends", func() bool { return x.cursor().X == start+c.cells })
			x.drafted(h, "", text)
			if got := x.cursor().X - start; got != c.cells {
				t.Errorf("the cursor is %d cells on, want %d", got, c.cells)
			}
			x.close()
		})
	}
}

// cursor is where the cursor stands.
func (x *terminal) cursor() image.Point {
	x.mu.Lock()
	defer x.mu.Unlock()
	return image.Point(x.screen.CursorPosition())
}
