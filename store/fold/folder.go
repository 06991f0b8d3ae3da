package fold

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folder folds rune by rune.
type folder struct {
	long    bool  // ü is ue, and not u
	umlauts bool  // there was one
	taken   int   // how long the folded text was just after the last umlaut
	memo    *memo // nil for a folder that is used once
}

// memo keeps what runes fold to, each at the index of its last bits: a text has one or two scripts,
// and Unicode's tables are slow.
type memo [1 << 10]folded

type folded struct {
	r     rune
	n     uint8
	extra byte // the second letter of its umlaut, as in ue; 0 for none
	bytes [10]byte
}

// append appends the folded text to dst, without allocating once dst is large enough.
func (f *folder) append(dst, text []byte) []byte {
	f.taken, f.umlauts = 0, false
	for {
		var n int
		dst, n = appendPlain(dst, text)
		for text = text[n:]; ; text = text[n:] {
			if len(text) == 0 {
				return dst
			}
			if dst, n = f.next(dst, text); n == 1 || len(text) > n && text[n] < utf8.RuneSelf {
				text = text[n:]
				break
			}
		}
	}
}

// appendPlain appends what the start of a text folds to, up to the first rune that must be decoded,
// and returns how many bytes that took. It makes most of most scripts as quick as ASCII.
func appendPlain(dst, text []byte) (folded []byte, n int) {
	from := len(dst)
	dst = slices.Grow(dst, len(text))[:from+len(text)]
	to := dst[from:][:len(text)]
	blank := from > 0 && dst[from-1] == ' '
	for i, c := range text {
		switch {
		case c >= utf8.RuneSelf:
			if c >= 0xc0 && !plain(text[i:]) {
				return dst[:from+i], i
			}
		case c-'A' < 26:
			c += 'a' - 'A'
		case c == ' ' && !blank:
			to[i], blank = c, true
			continue
		case c <= ' ', c == '`', c == 0x7f:
			return dst[:from+i], i
		}
		to[i], blank = c, false
	}
	return dst, len(text)
}

// plain says whether a text begins with a rune of several bytes that folds to itself, as far as its
// first bytes show.
func plain(text []byte) bool {
	if len(text) < 2 {
		return false
	}
	switch next := text[1]; text[0] {
	case 0xce:
		return next >= 0xb1 // α to ο
	case 0xcf:
		return next <= 0x89 && next != 0x82 // π to ω without ς
	case 0xd0:
		return next >= 0xb0 && next != 0xb9 // а to п without й
	case 0xd1:
		return next < 0x90 // р to я
	case 0xd7:
		return next >= 0x90 && next <= 0xaa // א to ת
	case 0xd8:
		return next >= 0xa7 && next <= 0xba // ا to غ
	case 0xd9:
		return next > 0x80 && next <= 0x88 || next == 0x8a // ف to و, and ي
	case 0xe0:
		return len(text) > 2 && plainIndic(next, text[2])
	case 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xeb, 0xec, 0xed:
		return true // Han and Hangul
	case 0xea:
		return next >= 0xb0 // Hangul
	}
	return false
}

// plainIndic is plain for the bytes after 0xe0.
func plainIndic(second, third byte) bool {
	switch second {
	case 0xa4: // Devanagari, but for nukta and the letters with it
		return third != 0xa9 && third != 0xb1 && third != 0xb4 && third != 0xbc
	case 0xa5:
		return third < 0x90 || third >= 0xa0
	case 0xb8: // Thai, but for the vowel that is two, and tones
		return third != 0xb3
	case 0xb9:
		return third < 0x88 || third > 0x8b
	}
	return false
}

// next appends what the first rune of a text folds to, and returns how many bytes it has.
func (f *folder) next(dst, text []byte) (out []byte, size int) {
	r, size := utf8.DecodeRune(text)
	if f.memo == nil || size == 1 || depends(r) {
		return f.parts(dst, r, text[:size]), size
	}
	known := &f.memo[int(r)%len(f.memo)]
	if known.r != r {
		short, long := folder{}, folder{long: true}
		b := short.parts(make([]byte, 0, 64), r, text[:size])
		longer := long.parts(make([]byte, 0, 64), r, text[:size])
		if len(b) > len(known.bytes) || string(b) == " " {
			return f.parts(dst, r, text[:size]), size
		}
		*known = folded{r: r, n: uint8(len(b))} //nolint:gosec // no more than known.bytes
		copy(known.bytes[:], b)
		if len(longer) > len(b) {
			known.extra = longer[len(b)]
		}
	}
	dst = append(dst, known.bytes[:known.n]...)
	if known.extra != 0 {
		dst = f.umlaut(dst, known.extra)
	}
	return dst, size
}

// depends says whether what a rune folds to may depend on the one before.
func depends(r rune) bool {
	return r == diaeresis || r == ring || r == 0x344 || jamo(r) || r >= 0x3130 && r < 0x3190 || r >= 0xffa0 && r < 0xffdd
}

const (
	diaeresis = '\u0308'
	ring      = '\u030a'
)

// parts appends what a rune, encoded in text, folds to, by the runes that it is made of.
func (f *folder) parts(dst []byte, r rune, text []byte) []byte {
	if r == utf8.RuneError {
		return append(dst, text...) // a byte that is not UTF-8, too
	}
	if same := shaped(r); same != 0 {
		return append(dst, same)
	}
	made := norm.NFKD.Properties(text).Decomposition()
	if made == nil {
		return f.part(dst, r)
	}
	for _, r := range string(made) {
		dst = f.part(dst, r)
	}
	return dst
}

// part appends what a rune that cannot be taken apart folds to.
func (f *folder) part(dst []byte, r rune) []byte {
	switch last := lastByte(dst); {
	case r == diaeresis && (last == 'a' || last == 'o' || last == 'u'):
		return f.umlaut(dst, 'e')
	case r == ring && last == 'a':
		return f.umlaut(dst, 'a')
	case unicode.IsSpace(r):
		if last != ' ' {
			dst = append(dst, ' ')
		}
		return dst
	case jamo(r) && compose(dst, r), mark(r), unseen(r):
		return dst
	}
	if same := shaped(r); same != 0 {
		return append(dst, same)
	}
	r = unicode.ToLower(unicode.ToUpper(r)) // ς and σ too
	if r == 'ø' {
		return f.umlaut(append(dst, 'o'), 'e')
	}
	if letters := letters(r); letters != "" {
		return append(dst, letters...)
	}
	return utf8.AppendRune(dst, r)
}

// umlaut ends a letter that may be written as one letter or two.
func (f *folder) umlaut(dst []byte, second byte) []byte {
	if len(dst) == f.taken {
		return dst
	}
	f.umlauts = true
	if f.long {
		dst = append(dst, second)
	}
	f.taken = len(dst)
	return dst
}

func lastByte(b []byte) byte {
	if len(b) == 0 {
		return 0
	}
	return b[len(b)-1]
}

// The parts of Hangul: the first of each kind of jamo and of the syllables, and how many there are.
const (
	leading, vowels, trailing, syllables = 0x1100, 0x1161, 0x11a7, 0xac00
	leads, vowelled, trails              = 19, 21, 28
)

// jamo says whether a rune may form a syllable with the one before.
func jamo(r rune) bool { return r >= vowels && r < trailing+trails }

// compose joins a jamo to the end of a text, if the two form a syllable.
func compose(dst []byte, r rune) bool {
	last, size := utf8.DecodeLastRune(dst)
	switch {
	case last >= leading && last < leading+leads && r >= vowels && r < vowels+vowelled:
		r = syllables + ((last-leading)*vowelled+r-vowels)*trails
	case last >= syllables && last < syllables+leads*vowelled*trails && (last-syllables)%trails == 0 && r > trailing && r < trailing+trails:
		r = last + r - trailing
	default:
		return false
	}
	utf8.AppendRune(dst[:len(dst)-size], r) // of three bytes, as all of these
	return true
}
