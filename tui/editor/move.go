package editor

import (
	"bytes"
	"iter"
	"slices"
	"unicode"
	"unicode/utf8"
)

// place is one grapheme of a row: text[from:to], drawn in cells.
type place struct{ from, to, cells int }

func (e *Editor) graphemes(y int) iter.Seq[place] {
	return func(yield func(place) bool) {
		for at, end := e.rows[y], e.rowEnd(y); at < end; {
			size, cells := e.wrap.cells.first(e.text[at:end], e.wrap.limit)
			if !yield(place{at, at + size, cells}) {
				return
			}
			at += size
		}
	}
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

func (e *Editor) paragraphStart() int {
	return bytes.LastIndexByte(e.text[:e.cursor], '\n') + 1
}

func (e *Editor) paragraphEnd() int {
	if n := bytes.IndexByte(e.text[e.cursor:], '\n'); n >= 0 {
		return e.cursor + n
	}
	return len(e.text)
}

// seen returns the first and the last place for a cursor in row y. Behind a row that ends
// without a newline is the beginning of the next, so its last place is before its last grapheme.
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

// wordBefore returns where the word before the offset at begins: first back
// over what is not in, then over what is.
func (e *Editor) wordBefore(at int, in func(rune) bool) int {
	inside := false
	for y := rowOf(e.rows, max(0, at-1)); y >= 0; y-- {
		for _, g := range slices.Backward(slices.Collect(e.graphemes(y))) {
			if g.from >= at {
				continue
			}
			word := in(e.runeAt(g.from))
			if inside && !word {
				return g.to
			}
			inside = word
		}
	}
	return 0
}

func (e *Editor) wordAfter(at int, in func(rune) bool) int {
	inside := false
	for y := rowOf(e.rows, at); y < len(e.rows); y++ {
		for g := range e.graphemes(y) {
			if g.to <= at {
				continue
			}
			word := in(e.runeAt(g.from))
			if inside && !word {
				return g.from
			}
			inside = word
		}
	}
	return len(e.text)
}

func (e *Editor) runeAt(at int) rune {
	r, _ := utf8.DecodeRune(e.text[at:])
	return r
}

// lettered is what alt+b and alt+f call a word, as in readline, but that a word
// may have an apostrophe in it.
func lettered(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '\'' || r == '’'
}

// spaced is what ctrl+w calls a word: everything up to a space, as in readline.
func spaced(r rune) bool { return !unicode.IsSpace(r) }
