package plain

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"shakeoff/tui/editor"
)

// typed is a line as it comes, byte by byte.
type typed struct {
	show io.Writer // where it is shown; nil for a line of a file, whose bytes are all taken as they are
	line []byte
	part []byte // the character that is still incomplete
	code byte   // the last byte of an unfinished escape sequence that tells its kind; 0 outside one
}

// The bytes that mean something of their own while a line is typed.
const (
	ctrlD           = 'd' & 0x1f
	ctrlU           = 'u' & 0x1f
	ctrlW           = 'w' & 0x1f
	escape          = 0x1b
	delete127       = 0x7f
	zeroWidthJoiner = '\u200d'
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
		t.leave()
		return true, nil
	case b == ctrlD && len(t.line) == 0:
		return true, errLeft
	case b == escape:
		t.code = escape
	case b == delete127 || b == '\b':
		t.erase(editor.Erase)
	case b == ctrlW:
		t.erase(editor.KillWord)
	case b == ctrlU:
		t.erase(editor.KillStart)
	case b >= ' ' || b == '\t':
		t.add(b)
	}
	return false, nil
}

// cutShort returns what the end of the input leaves of the line: the last line of a
// file needs no newline, but a line that was being typed was never entered.
func (t *typed) cutShort() (string, error) {
	if t.show != nil || len(t.line) == 0 {
		return "", errLeft
	}
	return t.text(), nil
}

// inCode says whether a byte belongs to an escape sequence: an arrow key must not leave
// letters in an answer.
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

// add adds a byte, and shows its character once that is complete, made safe: nothing
// that is typed or pasted can command the terminal.
func (t *typed) add(b byte) {
	t.line = append(t.line, b)
	if t.part = append(t.part, b); !utf8.FullRune(t.part) {
		return
	}
	r, _ := utf8.DecodeRune(t.part)
	shown := editor.Safe(string(t.part))
	if unicode.Is(unicode.M, r) || r == zeroWidthJoiner {
		shown = string(r) // a mark alone would be drawn as something else
	}
	t.part = t.part[:0]
	_, _ = io.WriteString(t.show, shown)
}

// erase takes from the end of the line what the editor of the screens would take, here
// and where it is shown.
func (t *typed) erase(c editor.Command) {
	e := editor.New()
	e.SetText(string(t.line))
	e.Do(c)
	cells := editor.ByRune.Width(string(t.line)) - editor.ByRune.Width(e.Text())
	t.line, t.part = []byte(e.Text()), nil
	_, _ = io.WriteString(t.show, strings.Repeat("\b \b", cells))
}

// leave ends the line where it is shown.
func (t *typed) leave() {
	if t.show != nil {
		_, _ = io.WriteString(t.show, "\n")
	}
}
