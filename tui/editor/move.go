package editor

import (
	"bytes"
	"iter"
	"strings"
	"unicode"
)

// glyph is one grapheme of a row: text[from:to], drawn in cells.
type glyph struct{ from, to, cells int }

func (e *Editor) graphemes(y int) iter.Seq[glyph] {
	return func(yield func(glyph) bool) {
		for at, end := e.rows[y], e.rowEnd(y); at < end; {
			size, cells := e.wrap.cells.first(e.text[at:end], e.wrap.limit)
			if !yield(glyph{at, at + size, cells}) {
				return
			}
			at += size
		}
	}
}

// Offset is where the cursor stands, in bytes.
func (e *Editor) Offset() int { return e.cursor }

// MoveTo puts the cursor in front of the grapheme that contains an offset.
func (e *Editor) MoveTo(at int) { e.moveTo(e.boundary(min(max(0, at), len(e.text)))) }

// boundary returns the beginning of the grapheme that contains the offset at.
func (e *Editor) boundary(at int) int {
	if at < len(e.text) {
		return e.before(at + 1)
	}
	return at
}

// SetCursorStart puts the cursor before the first character.
func (e *Editor) SetCursorStart() { e.moveTo(0) }

// SetCursorEnd puts the cursor behind the last character.
func (e *Editor) SetCursorEnd() { e.moveTo(len(e.text)) }

func (e *Editor) moveTo(at int) {
	e.cursor = at
	e.goal = noGoal
	e.history.pause()
}

// before returns the beginning of the grapheme that ends at the offset at or
// contains it.
func (e *Editor) before(at int) int {
	from := 0
	for g := range e.graphemes(rowOf(e.rows, max(0, at-1))) {
		if g.from < at {
			from = g.from
		}
	}
	return from
}

// after returns the end of the grapheme that begins at the offset at or
// contains it.
func (e *Editor) after(at int) int {
	for g := range e.graphemes(rowOf(e.rows, at)) {
		if g.to > at {
			return g.to
		}
	}
	return len(e.text)
}

// seen returns the first and the last place for a cursor in row y. The end of a row without a
// newline is the beginning of the next, so its last place is before its last grapheme.
func (e *Editor) seen(y int) (from, to int) {
	from, to = e.rows[y], e.rowEnd(y)
	if y+1 < len(e.rows) {
		to = e.before(to)
	}
	return from, to
}

// vertical moves the cursor by rows, to the column it had when it left the
// first of them. It reports false when there is no row to go to.
func (e *Editor) vertical(rows int) bool {
	x, y := e.Cursor()
	to := min(max(0, y+rows), len(e.rows)-1)
	if to == y {
		return false
	}
	if e.goal != noGoal {
		x = e.goal
	}
	e.moveTo(e.placeAt(x, to))
	e.goal = x
	return true
}

// placeAt returns the last place in row y that is not to the right of column x.
func (e *Editor) placeAt(x, y int) int {
	at, last := e.seen(y)
	column := 0
	for g := range e.graphemes(y) {
		if column += g.cells; column > x || g.to > last {
			break
		}
		at = g.to
	}
	return at
}

// wordBefore returns where the word before the cursor begins. A word is made of what is in.
func (e *Editor) wordBefore(in func(rune) bool) int {
	before := bytes.TrimRightFunc(e.text[:e.cursor], func(r rune) bool { return !in(r) })
	return e.boundary(len(bytes.TrimRightFunc(before, in)))
}

// wordAfter returns where the word after the cursor ends.
func (e *Editor) wordAfter() int {
	after := bytes.TrimLeftFunc(e.text[e.cursor:], func(r rune) bool { return !lettered(r) })
	end := len(e.text) - len(bytes.TrimLeftFunc(after, lettered))
	return max(e.boundary(end), e.after(e.cursor))
}

// Word returns where the word at the cursor, or just before it, begins and ends: twice the same
// offset if there is none.
func (e *Editor) Word() (from, to int) {
	from = len(bytes.TrimRightFunc(e.text[:e.cursor], lettered))
	return from, len(e.text) - len(bytes.TrimLeftFunc(e.text[e.cursor:], lettered))
}

// lettered is what alt+b and alt+f call a word: as in readline, but apostrophes and the joiners
// that some scripts need are part of it.
func lettered(r rune) bool {
	return unicode.In(r, unicode.L, unicode.N, unicode.M) || strings.ContainsRune("'’\u200c\u200d", r)
}

// spaced is what ctrl+w calls a word: everything up to a space, as in readline.
func spaced(r rune) bool { return !unicode.IsSpace(r) }
