package editor

import "unicode/utf8"

// Offset is where the cursor stands, in bytes.
func (e *Editor) Offset() int { return e.cursor }

// MoveTo puts the cursor before the grapheme in which an offset lies.
func (e *Editor) MoveTo(at int) {
	at = min(max(0, at), len(e.text))
	if at < len(e.text) {
		at = e.before(at + 1)
	}
	e.moveTo(at)
}

// Word is the word at the cursor, or that behind which it stands: from an offset up to another, the
// same twice where there is none.
func (e *Editor) Word() (from, to int) {
	from, to = e.cursor, e.cursor
	for from > 0 {
		r, n := utf8.DecodeLastRune(e.text[:from])
		if !lettered(r) {
			break
		}
		from -= n
	}
	for to < len(e.text) {
		r, n := utf8.DecodeRune(e.text[to:])
		if !lettered(r) {
			break
		}
		to += n
	}
	return from, to
}

// Parted is a wrapped line in three parts, safe to draw: what stands before an offset, what from
// there up to another, and what behind that.
func (e *Editor) Parted(y, from, to int) (before, between, behind string) {
	begin, end := e.rows[y], e.rowEnd(y)
	from, to = min(max(begin, from), end), min(max(begin, to), end)
	left := e.width
	draw := func(from, to int) string {
		s := string(e.wrap.draw(nil, e.text[from:to], left))
		left -= e.wrap.cells.Width(s)
		return s
	}
	return draw(begin, from), draw(from, to), draw(to, end)
}
