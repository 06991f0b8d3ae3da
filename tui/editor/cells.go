package editor

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Cells is how a terminal counts the cells that a grapheme takes.
type Cells uint8

const (
	// ByGrapheme is for terminals in Unicode core mode (mode 2027): a family
	// emoji is two cells wide however many people are in it.
	ByGrapheme Cells = 0

	// ByRune is for all other terminals, which add up the code points: a family of four is
	// eight cells wide. Bubble Tea counts so until the terminal has reported the mode. What
	// some of them do otherwise goes with it, see [Measured].
	ByRune Cells = 1
)

const (
	tabCells = 4 // how many spaces a tab is drawn as

	// maxDrawn is the length in bytes above which a grapheme is drawn as its first code point
	// alone: a pile of marks would cover the rows above. The longest emoji in use takes 35.
	maxDrawn = 64

	invisible       = '·'      // drawn for what has no shape of its own
	deleted         = '\u2421' // drawn for DEL
	controlPictures = '\u2400' // drawn for the other control characters, from here on in their order
)

// widest is [Cells.first] with as many cells as Bubble Tea counts, if those are more: it counts
// [ByRune] where a terminal does so but for some graphemes, and cuts off what it takes for too wide.
func (c Cells) widest(b []byte, limit int) (size, cells int) {
	size, cells = c.first(b, limit)
	if c > ByRune {
		if _, lead := utf8.DecodeRune(b); size > lead {
			_, counted := ByRune.first(b, limit)
			cells = max(cells, counted)
		}
	}
	return size, cells
}

// first returns the size in bytes of the first grapheme of b, which is not empty, and the
// number of cells that it is drawn in: at least one, at most limit.
func (c Cells) first(b []byte, limit int) (size, cells int) {
	if b[0] < utf8.RuneSelf && (len(b) == 1 || b[1] < utf8.RuneSelf) {
		size, cells = 1, 1
		if b[0] == '\t' {
			cells = tabCells
		}
	} else if size, cells = block(b), 2; size == 0 {
		size = grapheme(b)
		_, cells = c.look(b[:size])
	}
	if cells > limit {
		cells = 1
	}
	return size, cells
}

// block returns the size of the first code point of b if it is plain Chinese, Japanese or
// Korean and what follows cannot join it, else 0: both libraries take three times as long.
func block(b []byte) int {
	r, n := utf8.DecodeRune(b)
	if !square(r) {
		return 0
	}
	if len(b) == n || b[n] < utf8.RuneSelf {
		return n
	}
	if next, _ := utf8.DecodeRune(b[n:]); square(next) {
		return n
	}
	return 0
}

// square reports whether r is two cells wide and joins no other such: Han, Kana
// without its combining marks, Korean syllables, and common punctuation.
func square(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3041 && r <= 0x3096 || r >= 0x30A1 && r <= 0x30FF ||
		r >= 0xAC00 && r <= 0xD7A3 || r >= 0x3001 && r <= 0x3011 || r >= 0xFF01 && r <= 0xFF60
}

// grapheme returns the size in bytes of the first grapheme of b. A byte that
// is not part of valid UTF-8 is a grapheme of its own, wherever it stands.
func grapheme(b []byte) int {
	if invalid(b) {
		return 1
	}
	it := graphemes.FromBytes(b)
	it.Next()
	size := it.End()
	for i := 0; i < size; {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return size
}

func invalid(b []byte) bool {
	r, n := utf8.DecodeRune(b)
	return r == utf8.RuneError && n <= 1
}

// look says how the grapheme g is drawn: as its own first n bytes, or as a
// replacement when n is 0; and in how many cells.
func (c Cells) look(g []byte) (n, cells int) {
	r, first := utf8.DecodeRune(g)
	if invalid(g) || !shown(r) {
		return 0, 1
	}
	if hides(g) {
		return first, c.width(g[:first]) + 1
	}
	if n = len(g); n > maxDrawn {
		n = first
	}
	return n, c.width(g[:n])
}

// hides says that behind the first code point of g are tag characters, letters that
// only programs see, and more of them than the six that name the region of a flag. A
// dot is drawn for them.
func hides(g []byte) bool {
	const flag, end, most = "\U0001F3F4", "\U000E007F", 6
	isFlag := bytes.HasPrefix(g, []byte(flag)) && bytes.HasSuffix(g, []byte(end)) && len(g) <= len(flag)+most*len(end)
	return !isFlag && (bytes.Contains(g, []byte(end[:3])) || bytes.Contains(g, []byte("\U000E0000"[:3])))
}

// shown reports whether a grapheme that begins with r may be drawn as it is. Controls may
// not: they move the cursor or turn the line around. Nor may a mark without a letter before
// it, which would join whatever happens to be drawn there.
func shown(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= ' ' && r != 0x7f
	case square(r): // quicker than the tables
		return true
	}
	return !unicode.In(r, unicode.M, unicode.C, unicode.Zl, unicode.Zp) || unicode.Is(unicode.Co, r)
}

// width adds up what the terminal does for a grapheme that may be drawn.
func (c Cells) width(g []byte) int {
	if c == ByGrapheme {
		return displaywidth.Bytes(g)
	}
	cells := 0
	var last rune
	for i := 0; i < len(g); {
		r, n := utf8.DecodeRune(g[i:])
		i += n
		cells += c.rune(r, last)
		last = r
	}
	return cells
}

// appendDrawn appends to dst what the first grapheme of b looks like in the
// given number of cells, as [Cells.first] returned it.
func (c Cells) appendDrawn(dst, g []byte, cells int) []byte {
	switch b := g[0]; {
	case b == '\t':
		for range cells {
			dst = append(dst, ' ')
		}
		return dst
	case b == 0x7f:
		return utf8.AppendRune(dst, deleted)
	case b < ' ':
		return utf8.AppendRune(dst, controlPictures+rune(b))
	case b < utf8.RuneSelf && len(g) == 1:
		return append(dst, b)
	case invalid(g):
		return utf8.AppendRune(dst, utf8.RuneError)
	}
	n, want := c.look(g)
	if n == 0 || want != cells {
		return utf8.AppendRune(dst, invisible)
	}
	if dst = append(dst, g[:n]...); hides(g) {
		dst = utf8.AppendRune(dst, invisible)
	}
	return dst
}
