// Package editor holds the text of one answer while it is being written: bytes, rows, a
// cursor and undo. It also knows how to draw any text at all safely, and lends
// that to the rest of tui as [Wrap], [Safe], [Truncate] and [Width].
//
// It may import the standard library, the two libraries that say where a grapheme ends and
// how many cells it takes, and the one that takes accents off letters. It draws plain lines;
// keys, colours, hints and the real cursor are up to the caller.
//
// The text is one slice of bytes, with the offsets at which its wrapped rows begin. A row
// depends on nothing before it, so after an edit rows are wrapped from two above it until
// a new row begins where an old one did. Every grapheme is drawn in at least
// one cell, so no question about a row takes long.
//
// Rejected: bubbles' textarea, which draws all of its text again on every key, cuts long
// texts silently, deletes by rune, has no undo, and links programs that read the
// clipboard, where words of this kind must never go. A slice of paragraphs with a wrap
// for each: a pasted megabyte would be wrapped as a whole on every key. A rope or a gap
// buffer: moving a megabyte takes less time than a key needs to travel. Replacing what is
// dangerous to draw when it comes in: these are somebody's words, kept byte for byte. A
// dictionary for Thai and Lao: such a run is broken at a grapheme like any long word.
package editor

import (
	"bytes"
	"slices"
	"unicode"
)

const (
	startWidth = 80 // cells, until SetWidth is called
	startPage  = 10 // rows, until SetPage is called
	noGoal     = -1
)

// Editor is the text of one answer while it is written. Make one with [New]. It
// is not safe for use by two goroutines at once.
type Editor struct {
	text   []byte // as typed and pasted, without carriage returns
	cursor int    // offset in text; between two graphemes, unless what was typed joined with what follows
	rows   []int  // offsets at which the seen rows begin, the first 0

	width int      // cells
	page  int      // rows
	wrap  wrapping // made from width and cells
	goal  int      // the column that up and down aim for, or noGoal

	history history
}

// New returns an empty editor, 80 cells wide.
func New() *Editor {
	e := &Editor{page: startPage, goal: noGoal, rows: []int{0}}
	e.SetWidth(startWidth)
	return e
}

// Text returns the text exactly as it was typed and pasted, but for carriage
// returns: CRLF and a lone CR have become \n.
func (e *Editor) Text() string { return string(e.text) }

// Empty reports whether there is no text at all.
func (e *Editor) Empty() bool { return len(e.text) == 0 }

// SetText replaces everything by s, puts the cursor at its end and forgets what
// could be undone.
func (e *Editor) SetText(s string) {
	e.text = []byte(unixLines(s))
	e.cursor = len(e.text)
	e.rows = e.wrap.all(e.text)
	e.goal = noGoal
	e.history = history{}
}

// Insert puts s in at the cursor, as one step of undo.
func (e *Editor) Insert(s string) { e.replace(e.cursor, e.cursor, unixLines(s), whole) }

// Append puts s at the end of the text, and the cursor in front of it.
func (e *Editor) Append(s string) {
	e.SetCursorEnd()
	at := e.cursor
	e.Insert(s)
	e.moveTo(at)
}

// CutBlank removes the white space at the end of the text, and returns it.
func (e *Editor) CutBlank() string { return e.cut(len(bytes.TrimRightFunc(e.text, unicode.IsSpace))) }

// CutAll removes the whole text, and returns it.
func (e *Editor) CutAll() string { return e.cut(0) }

func (e *Editor) cut(from int) string {
	s := string(e.text[from:])
	e.replace(from, len(e.text), "", whole)
	return s
}

// AtStart says that nothing stands before the cursor.
func (e *Editor) AtStart() bool { return e.cursor == 0 }

// EmptyLines returns how many blank lines the text ends with, up to the line of the cursor; 0 if
// that line is not blank.
func (e *Editor) EmptyLines() int {
	before, after := e.text[:e.cursor], e.text[e.cursor:]
	if len(bytes.TrimSpace(after)) > 0 {
		return 0
	}
	return bytes.Count(before[len(bytes.TrimRightFunc(before, unicode.IsSpace)):], []byte("\n"))
}

// Undo takes the last step back and reports whether there was one.
func (e *Editor) Undo() bool {
	h := &e.history
	s, ok := h.move(&h.done, &h.undone)
	if ok {
		e.splice(s.at, s.at+len(s.inserted), s.removed)
		e.cursor = s.cursor
	}
	return ok
}

// Redo does again what the last Undo took back. It reports whether there was
// anything to do.
func (e *Editor) Redo() bool {
	h := &e.history
	s, ok := h.move(&h.undone, &h.done)
	if ok {
		e.splice(s.at, s.at+len(s.removed), s.inserted)
		e.cursor = s.at + len(s.inserted)
	}
	return ok
}

// replace puts s in the place of text[from:to], with the cursor behind it, and
// remembers how to undo that.
func (e *Editor) replace(from, to int, s string, k kind) {
	if from == to && s == "" {
		return
	}
	edit := step{at: from, removed: bytes.Clone(e.text[from:to]), inserted: []byte(s), cursor: e.cursor}
	e.splice(from, to, edit.inserted)
	e.cursor = from + len(s)
	e.history.record(edit, k)
}

// splice puts s in the place of text[from:to] and wraps what that changes.
func (e *Editor) splice(from, to int, s []byte) {
	e.text = slices.Replace(e.text, from, to, s...)
	e.rows = e.wrap.again(e.rows, e.text, from, to-from, len(s))
	e.goal = noGoal
}

// SetWidth sets the width of the lines in cells, at least 1. The words fill one
// cell less where there is room: the last one is for the cursor.
func (e *Editor) SetWidth(columns int) { e.lay(max(1, columns), e.wrap.cells) }

// SetCells says how the terminal counts cells; [ByGrapheme] until it is called.
func (e *Editor) SetCells(c Cells) { e.lay(e.width, c) }

// SetPage sets how many rows pgup and pgdown go, at least 1.
func (e *Editor) SetPage(rows int) { e.page = max(1, rows) }

func (e *Editor) lay(width int, cells Cells) {
	limit := width
	if width > 2 { // at 2 a wide character would no longer fit
		limit--
	}
	w := wrapping{limit: limit, cells: cells}
	if width == e.width && w == e.wrap {
		return
	}
	e.width, e.wrap = width, w
	e.rows = w.all(e.text)
	e.goal = noGoal
}

// Height returns the number of wrapped lines, at least 1.
func (e *Editor) Height() int { return len(e.rows) }

// Lines returns the wrapped lines [from,to), or those of them that exist: no
// wider than the width, and safe to draw.
func (e *Editor) Lines(from, to int) []string {
	from, to = max(0, from), min(to, len(e.rows))
	if from >= to {
		return nil
	}
	lines := make([]string, 0, to-from)
	line := make([]byte, 0, min(e.width, len(e.text)))
	for y := from; y < to; y++ {
		line = e.wrap.draw(line[:0], e.text[e.rows[y]:e.rowEnd(y)], e.width)
		lines = append(lines, string(line))
	}
	return lines
}

// Parted returns a wrapped line in three parts, safe to draw: what is before the offset from, what
// is between the two offsets, and the rest.
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

// Cursor returns where the cursor stands: x in cells from the left, less than
// the width, and y in wrapped lines.
func (e *Editor) Cursor() (x, y int) {
	y = rowOf(e.rows, e.cursor)
	for g := range e.graphemes(y) {
		if g.from < e.cursor {
			x += g.cells
		}
	}
	return min(x, e.width-1), y
}

func (e *Editor) rowEnd(y int) int {
	if y+1 < len(e.rows) {
		return e.rows[y+1]
	}
	return len(e.text)
}
