package editor

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// hanging is how many blanks may stick out of a full row, so that the next begins with a word:
// two, for people who type two after a full stop.
const hanging = 2

// wrapping decides where rows end: by how many cells their words may fill, and how the
// terminal counts them.
type wrapping struct {
	limit int
	cells Cells
}

// row returns the length in bytes of the first row of b, its newline included, and whether
// another follows. A row ends after a newline, or after the last blank or long dash that fits,
// or beside the last ideograph, or, in a word longer than a row, after the last grapheme.
func (w wrapping) row(b []byte) (n int, more bool) {
	var (
		used  int  // cells of b[:i]
		fit   int  // the last place where the row may end
		hung  int  // blanks beyond the limit
		prior rune // what stands before i; 0 at the beginning
	)
	for i := 0; i < len(b); {
		if b[i] == '\n' {
			return i + 1, true
		}
		size := plain(b[i:], w.limit-used)
		cells := size
		if size == 0 {
			size, cells = w.cells.widest(b[i:], w.limit)
		}
		r := lead(b[i : i+size])
		if i > 0 && mayPart(prior, r) {
			fit = i
		}
		if used+cells > w.limit {
			if !blank(r) || hung == hanging {
				if fit > 0 {
					return fit, true
				}
				return i, true
			}
			hung++
		}
		used += cells
		i += size
		if prior = r; b[i-1] < utf8.RuneSelf {
			prior = rune(b[i-1])
		}
	}
	return len(b), false
}

// plain returns how many bytes at the beginning of b, up to a limit, are visible ASCII characters
// and graphemes of their own. Most text is made of them, which makes wrapping quick.
func plain(b []byte, most int) int {
	n := 0
	for n < len(b) && n < most && b[n] > ' ' && b[n] <= '~' {
		n++
	}
	if n > 0 && n < len(b) && b[n] >= utf8.RuneSelf {
		n-- // a mark may follow
	}
	return n
}

// lead returns the code point that decides where a row may end beside the grapheme g. A blank
// with a mark on it counts as a letter, so that the mark is not hidden.
func lead(g []byte) rune {
	r, _ := utf8.DecodeRune(g)
	if blank(r) && len(g) > 1 {
		return 0
	}
	return r
}

// mayPart reports whether a row may end between a and b, the first code points
// of two graphemes in a row.
func mayPart(a, b rune) bool {
	switch {
	case blank(b):
		return false
	case blank(a):
		return true
	case a == '—':
		return !closes(b)
	case a < utf8.RuneSelf && b < utf8.RuneSelf:
		return false
	}
	return (ideographic(a) || ideographic(b)) && !opens(a) && !closes(b)
}

func blank(r rune) bool { return r == ' ' || r == '\t' }

// ideographic reports whether r belongs to the scripts that are written without
// spaces and may be broken at any character: Han, Kana, and their punctuation.
func ideographic(r rune) bool {
	return r >= 0x2E80 && r <= 0x31FF || r >= 0x3400 && r <= 0x9FFF ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0xFF01 && r <= 0xFF9D || r >= 0x20000 && r <= 0x3FFFF
}

// opens reports whether no row may end after r.
func opens(r rune) bool { return strings.ContainsRune("([{（「『【〔〈《［｛“‘", r) }

// closes reports whether no row may begin with r: closing marks, small kana and
// the signs that lengthen or repeat what stands before them (JIS X 4051).
func closes(r rune) bool {
	return strings.ContainsRune(")]},.:;!?”’…、。，．・：；？！）」』】〕〉》］｝"+
		"ー々〻ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ", r)
}

func (w wrapping) all(b []byte) []int {
	rows := []int{0}
	for at := 0; ; {
		n, more := w.row(b[at:])
		if !more {
			return rows
		}
		at += n
		rows = append(rows, at)
	}
}

// again returns rows after removed bytes of the text were replaced by inserted bytes at the
// offset at; b is the text as it is now.
//
// Whether a row ends where it does is known, at the latest, with the first grapheme of the row
// after the next, and an edit can complete or break a character up to three bytes before it:
// hence the two rows and the utf8.UTFMax. Where an old and a new beginning of a row agree
// beyond the edit, all later ones do.
func (w wrapping) again(rows []int, b []byte, at, removed, inserted int) []int {
	from := max(0, rowOf(rows, at-utf8.UTFMax)-2)
	moved := inserted - removed
	to := from + 1 // the first old row that is not yet known to be replaced
	var fresh []int
	for start := rows[from]; ; {
		n, more := w.row(b[start:])
		if !more {
			to = len(rows)
			break
		}
		start += n
		for to < len(rows) && (rows[to] < at+removed || rows[to]+moved < start) {
			to++
		}
		if to < len(rows) && rows[to]+moved == start {
			break
		}
		fresh = append(fresh, start)
	}
	for i := to; i < len(rows); i++ {
		rows[i] += moved
	}
	return slices.Replace(rows, from+1, to, fresh...)
}

// rowOf returns the index of the row in which the offset at lies. An offset at
// the end of one row and the beginning of the next lies in the next.
func rowOf(rows []int, at int) int {
	return max(0, sort.SearchInts(rows, at+1)-1)
}

// draw appends to dst as much of the row b as fits into width cells. What does
// not fit is hanging blanks.
func (w wrapping) draw(dst, b []byte, width int) []byte {
	used := 0
	for i := 0; i < len(b) && b[i] != '\n'; {
		if n := plain(b[i:], width-used); n > 0 {
			dst = append(dst, b[i:i+n]...)
			used += n
			i += n
			continue
		}
		size, cells := w.cells.first(b[i:], w.limit)
		if used += cells; used > width {
			break
		}
		dst = w.cells.appendDrawn(dst, b[i:i+size], cells)
		i += size
	}
	return dst
}
