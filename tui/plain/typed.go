package plain

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"shakeoff/tui/editor"
)

// typed is a line as it comes, byte by byte.
type typed struct {
	// show is where a terminal shows what is typed; nil for a line of a file,
	// of which every byte is taken as it is.
	show io.Writer
	line []byte
	part []byte // of a character that is not complete yet
	code code
}

// lineState is how far a line has come.
type lineState uint8

const (
	lineOpen lineState = iota
	lineDone           // enter
	lineEnd            // the end of the input: ctrl+d on an empty line
)

// code is how far a code of the terminal's own has come: an arrow key must not
// leave letters in an answer.
type code uint8

const (
	noCode  code = iota
	escaped      // after an escape character
	bracket      // in a control sequence, up to its final byte
	single       // one more byte, as F1 sends it
)

// The keys that mean something while a line is typed, as in a shell.
const (
	ctrlD     = 'd' & 0x1f
	ctrlU     = 'u' & 0x1f
	ctrlW     = 'w' & 0x1f
	escape    = 0x1b
	delete127 = 0x7f
)

// text is the line as it stands. What is no UTF-8 cannot be kept as it is.
func (t *typed) text() string {
	return strings.ToValidUTF8(string(t.line), string(utf8.RuneError))
}

// press takes the next byte.
func (t *typed) press(b byte) lineState {
	if t.show == nil {
		return t.take(b)
	}
	if t.code != noCode && t.inCode(b) {
		return lineOpen
	}
	switch {
	case b == '\n' || b == '\r':
		t.leave()
		return lineDone
	case b == ctrlD && len(t.line) == 0:
		return lineEnd
	case b == escape:
		t.code = escaped
	case b == delete127 || b == '\b':
		t.cut(lastGrapheme(t.line))
	case b == ctrlW:
		t.cut(lastWord(t.line))
	case b == ctrlU:
		t.cut(0)
	case b >= ' ' || b == '\t':
		t.add(b)
	}
	return lineOpen
}

// take takes a byte of a file.
func (t *typed) take(b byte) lineState {
	if b != '\n' {
		t.line = append(t.line, b)
		return lineOpen
	}
	if n := len(t.line); n > 0 && t.line[n-1] == '\r' {
		t.line = t.line[:n-1]
	}
	return lineDone
}

// cutShort takes what came before the end of the input: the last line of a file
// needs no end, but nobody has pressed enter on one that was being typed.
func (t *typed) cutShort() (string, error) {
	if t.show != nil || len(t.line) == 0 {
		return "", errLeft
	}
	return t.text(), nil
}

// inCode says whether a byte belongs to a code of the terminal's own.
func (t *typed) inCode(b byte) bool {
	switch {
	case t.code == escaped && b == '[':
		t.code = bracket
	case t.code == escaped && b == 'O':
		t.code = single
	case t.code == escaped:
		t.code = noCode
		return false
	case t.code == single || b >= '@' && b <= '~':
		t.code = noCode
	}
	return true
}

// add adds a byte, and shows its character once that is complete. Nothing that
// is typed or pasted can command the terminal.
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

const zeroWidthJoiner = '\u200d'

// cut takes the line back to n bytes, here and where it is shown.
func (t *typed) cut(n int) {
	cells := editor.ByRune.Width(string(t.line)) - editor.ByRune.Width(string(t.line[:n]))
	t.line, t.part = t.line[:n], t.part[:0]
	_, _ = io.WriteString(t.show, strings.Repeat("\b \b", cells))
}

// leave ends the line where it is shown.
func (t *typed) leave() {
	if t.show != nil {
		_, _ = io.WriteString(t.show, "\n")
	}
}

// lastGrapheme is where the last character begins, as a person counts them.
func lastGrapheme(line []byte) int {
	at := 0
	for it := graphemes.FromBytes(line); it.Next(); {
		at = it.Start()
	}
	return at
}

// lastWord is where the last word begins.
func lastWord(line []byte) int {
	text := strings.TrimRight(string(line), " \t")
	return strings.LastIndexAny(text, " \t") + 1
}
