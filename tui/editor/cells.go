package editor

import (
	"bytes"
	"slices"
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
	// eight cells wide. Bubble Tea counts like this until the terminal has reported the mode.
	// The ways in which some of them differ are added to it, see [Measured].
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

// widest is [Cells.first] with the number of cells that Bubble Tea counts, if that is larger. For a
// terminal that differs from [ByRune] in some graphemes it counts [ByRune] all the same, and cuts off
// what it thinks is too wide.
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
	} else {
		size = grapheme(b)
		_, cells = c.look(b[:size])
	}
	if cells > limit {
		cells = 1
	}
	return size, cells
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
		if invalid(b[i:]) {
			return i
		}
		_, n := utf8.DecodeRune(b[i:])
		i += n
	}
	return size
}

func invalid(b []byte) bool {
	r, n := utf8.DecodeRune(b)
	return r == utf8.RuneError && n <= 1
}

// look returns what is drawn for the grapheme g, itself or a stand-in, and in how many cells.
func (c Cells) look(g []byte) (drawn []byte, cells int) {
	r, size := utf8.DecodeRune(g)
	switch {
	case r == '\t':
		return []byte("    "), tabCells
	case r == 0x7f:
		return utf8.AppendRune(nil, deleted), 1
	case r < ' ':
		return utf8.AppendRune(nil, controlPictures+r), 1
	case invalid(g):
		return utf8.AppendRune(nil, utf8.RuneError), 1
	case !shown(r):
		return utf8.AppendRune(nil, invisible), 1
	case hides(g):
		return utf8.AppendRune(slices.Clip(g[:size]), invisible), c.width(g[:size]) + 1
	case len(g) > maxDrawn:
		g = g[:size]
	}
	return g, c.width(g)
}

// hides says that g smuggles in tag characters, letters that only programs see: more of them than
// the six that name the region of a flag. A dot is drawn for them.
func hides(g []byte) bool {
	const flag, end, most = "\U0001F3F4", "\U000E007F", 6
	isFlag := bytes.HasPrefix(g, []byte(flag)) && bytes.HasSuffix(g, []byte(end)) && len(g) <= len(flag)+most*len(end)
	return !isFlag && (bytes.Contains(g, []byte(end[:3])) || bytes.Contains(g, []byte("\U000E0000"[:3])))
}

// shown reports whether a grapheme that begins with r may be drawn as it is. Controls may
// not: they move the cursor or turn the line around. Nor may a mark without a letter before
// it, which would join whatever happens to be drawn there.
func shown(r rune) bool {
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

// appendDrawn appends to dst what the grapheme g looks like in the number of cells that
// [Cells.first] returned: a dot if it does not fit, or a single blank for a tab.
func (c Cells) appendDrawn(dst, g []byte, cells int) []byte {
	drawn, want := c.look(g)
	switch {
	case want == cells:
		return append(dst, drawn...)
	case g[0] == '\t':
		return append(dst, ' ')
	}
	return utf8.AppendRune(dst, invisible)
}
