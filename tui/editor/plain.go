package editor

import (
	"iter"
	"math"
	"strings"
)

// ellipsis is drawn for what [Truncate] has cut off.
const ellipsis = "…"

// Wrap returns s as lines that are safe to draw and at most width cells wide (at least 1),
// with words kept whole where they fit. There is always one line, if only an empty one. A glyph
// wider than the width is drawn as a dot.
func Wrap(s string, width int) []string {
	width = max(1, width)
	w, text := wrapping{limit: width}, []byte(unixLines(s))
	e := Editor{text: text, rows: w.all(text), wrap: w, width: width}
	return e.Lines(0, len(e.rows))
}

// Safe returns s on one line, safe to draw: newlines and tabs become spaces,
// and whatever could move the cursor, turn the line around or change colours
// becomes one visible character. It is for plain text: colours come after it.
func Safe(s string) string {
	if printable(s) {
		return s
	}
	return string(wrapping{limit: math.MaxInt}.draw(nil, oneLine(s), math.MaxInt))
}

// Truncate returns [Safe] of s, cut to width cells. The last of these is an
// ellipsis if anything was cut.
func Truncate(s string, width int) string {
	if width <= 0 {
		return ""
	}
	if len(s) <= width && printable(s) {
		return s
	}
	var drawn strings.Builder
	used, fit := 0, 0
	for g, cells := range ByGrapheme.Graphemes(s) {
		if used += cells; used > width {
			return drawn.String()[:fit] + ellipsis
		}
		drawn.WriteString(g)
		if used < width {
			fit = drawn.Len()
		}
	}
	return drawn.String()
}

// Width returns the number of cells that [Safe] of s takes.
func Width(s string) int { return ByGrapheme.Width(s) }

// Width is [Width] for a terminal that counts like c.
func (c Cells) Width(s string) int {
	if printable(s) {
		return len(s)
	}
	b := oneLine(s)
	total := 0
	for i := 0; i < len(b); {
		size, cells := c.first(b[i:], math.MaxInt)
		total += cells
		i += size
	}
	return total
}

// Graphemes yields the graphemes of s on one line, one by one, each as it is drawn, with the
// cells that it takes.
func (c Cells) Graphemes(s string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		var drawn []byte
		for b := oneLine(s); len(b) > 0; {
			size, cells := c.first(b, math.MaxInt)
			drawn = c.appendDrawn(drawn[:0], b[:size], cells)
			if !yield(string(drawn), cells) {
				return
			}
			b = b[size:]
		}
	}
}

// printable reports whether s is drawn byte for byte, one cell each.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// unixLines turns the line endings of other systems, and of a terminal's paste,
// into newlines.
func unixLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// oneLine returns s with each newline and each tab as a space.
func oneLine(s string) []byte {
	b := []byte(unixLines(s))
	for i := range b {
		if b[i] == '\n' || b[i] == '\t' {
			b[i] = ' '
		}
	}
	return b
}
