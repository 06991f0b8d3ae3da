package plain

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"shakeoff/tui/editor"
	"shakeoff/tui/page"
)

var (
	// errLeft is the end of the input: ctrl+d, ctrl+c, a terminal that was closed,
	// or the end of a file.
	errLeft = errors.New("nothing more is typed")
	// errIdle is such an end too: nothing was typed for long.
	errIdle = fmt.Errorf("%w for long", errLeft)
)

// lines reads what a person types, or a script sends, one line at a time.
//
// A terminal could assemble lines by itself, but Linux passes on only the first 4,095 bytes of
// one, and nothing of a line that ctrl+c or a hang-up cuts short. So the terminal is asked for
// every key: a line may have any length, and what was typed of it can always be saved.
type lines struct {
	fd             int
	show           io.Writer // where a terminal shows what is typed; nil for other input
	take, giveBack func()    // those of takeKeys
	resumed        chan os.Signal
	signals        chan os.Signal // those that end it
	idle           time.Duration  // how long it waits for a key; 0 for ever

	// A byte is read only when one is wanted: what is typed ahead stays in the terminal, for a
	// passphrase that may be asked for next.
	want  chan struct{}
	heard chan byte // closed at the end of the input
	asked bool
}

// listen begins to read lines from in, and to show on out what is typed.
func listen(in, out *os.File) *lines {
	l := &lines{
		fd: int(in.Fd()), resumed: Resumed(), signals: make(chan os.Signal, 1),
		want: make(chan struct{}), heard: make(chan byte),
	}
	l.show, l.take, l.giveBack = takeKeys(l.fd, out)
	// Whatever would end the program must first let it give the terminal back.
	signal.Notify(l.signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGPIPE)
	go func() {
		defer close(l.heard)
		var one [1]byte
		for range l.want {
			if _, err := io.ReadFull(in, one[:]); err != nil {
				return
			}
			l.heard <- one[0]
		}
	}()
	return l
}

// end leaves the terminal as it was. A read under way lasts until the program ends.
func (l *lines) end() {
	signal.Stop(l.signals)
	signal.Stop(l.resumed)
	l.giveBack()
}

// read reads a line, without its end. soFar gets what was typed of it when the line stays open for
// a while, and when it is cut short. The error is errLeft or errIdle.
func (l *lines) read(soFar func(text string)) (string, error) {
	line := typed{show: l.show}
	var due, idle <-chan time.Time
	keep := func() {
		if due = nil; line.text() != "" {
			soFar(line.text())
		}
	}
	cut := func(why error) (string, error) {
		keep()
		if l.show != nil {
			_, _ = io.WriteString(l.show, "\n")
		}
		return "", why
	}
	for {
		if !l.asked {
			l.asked = true
			l.want <- struct{}{}
			if l.idle > 0 {
				idle = time.After(l.idle)
			}
		}
		select {
		case b, more := <-l.heard:
			if !more && l.show == nil && line.text() != "" {
				return line.text(), nil // the last line of a file needs no newline
			}
			if !more {
				return cut(errLeft)
			}
			l.asked = false
			if done, err := line.press(b); done {
				return line.text(), err
			}
			if due == nil {
				due = time.After(page.SaveAfter)
			}
		case <-due:
			keep()
		case <-l.resumed:
			l.take()
		case <-l.signals:
			return cut(errLeft)
		case <-idle:
			return cut(errIdle)
		}
	}
}

// pasted says that more text follows an enter so closely that it was pasted with it.
func (l *lines) pasted() bool { return l.show != nil && keyWithin(l.fd, page.PastedEnter) }

// typed is a line as it comes, byte by byte.
type typed struct {
	show io.Writer // where it is shown; nil for a line of a file, whose bytes are all taken as they are
	line []byte
	part []byte // the character that is still incomplete
	code byte   // the last byte of an unfinished escape sequence that tells its kind; 0 outside one
}

const (
	ctrl   = 0x1f // what ctrl leaves of a letter
	escape = 0x1b
	rubout = 0x7f // backspace, on most keyboards
)

// text is the line as it stands. An answer is UTF-8, so other bytes are replaced.
func (t *typed) text() string {
	return strings.ToValidUTF8(string(t.line), string(utf8.RuneError))
}

// press takes the next byte, and says whether it ends the line. The error is errLeft,
// for ctrl+d on an empty line.
func (t *typed) press(b byte) (done bool, err error) {
	switch {
	case t.show == nil && b == '\n':
		t.line = bytes.TrimSuffix(t.line, []byte("\r"))
		return true, nil
	case t.show == nil:
		t.line = append(t.line, b)
	case t.code != 0 && t.inCode(b):
	case b == '\n' || b == '\r':
		_, _ = io.WriteString(t.show, "\n")
		return true, nil
	case b == ctrl&'d' && len(t.line) == 0:
		return true, errLeft
	case b == escape:
		t.code = escape
	case b == rubout || b == '\b':
		t.erase(editor.Erase)
	case b == ctrl&'w':
		t.erase(editor.KillWord)
	case b == ctrl&'u':
		t.erase(editor.KillStart)
	case b >= ' ' || b == '\t':
		t.add(b)
	}
	return false, nil
}

// inCode says whether a byte belongs to an escape sequence: an arrow key must leave no letters in
// an answer.
func (t *typed) inCode(b byte) bool {
	switch {
	case t.code == escape && (b == '[' || b == 'O'): // O, as in F1, has one byte more
		t.code = b
	case t.code == escape:
		t.code = 0
		return false
	case t.code == 'O' || b >= '@' && b <= '~':
		t.code = 0
	}
	return true
}

// add adds a byte, and shows its character, made safe, once it is complete: nothing typed or pasted
// can command the terminal.
func (t *typed) add(b byte) {
	t.line = append(t.line, b)
	if t.part = append(t.part, b); !utf8.FullRune(t.part) {
		return
	}
	shown := editor.Safe(string(t.part))
	if r, _ := utf8.DecodeRune(t.part); unicode.Is(unicode.M, r) || r == '\u200d' {
		shown = string(r) // a mark, or a joiner, alone would be drawn as something else
	}
	t.part = t.part[:0]
	_, _ = io.WriteString(t.show, shown)
}

// erase takes from the end of the line what the editor of the screens would take, also where it is
// shown.
func (t *typed) erase(c editor.Command) {
	e := editor.New()
	e.SetText(string(t.line))
	e.Do(c)
	cells := editor.ByRune.Width(string(t.line)) - editor.ByRune.Width(e.Text())
	t.line, t.part = []byte(e.Text()), nil
	_, _ = io.WriteString(t.show, strings.Repeat("\b \b", cells))
}
