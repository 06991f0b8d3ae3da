package journal

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FoldCase returns a text as search compares it. Two texts that fold to the same are the same
// to a person who types in a hurry:
//
//   - case does not matter, in any script (σ, ς and Σ are one);
//   - Latin letters lose accents and strokes, however written: é, e\u0301, ę and E are e; ø is o,
//     ł is l, and both of Turkish ı and İ are i;
//   - ß is ss, æ is ae, œ is oe, þ is th, ﬁ is fi, and so with the ligatures of Croatian and
//     Dutch. ä is a, not ae: people type gebuhr for Gebühr;
//   - full-width Latin letters and digits are the plain ones.
//
// Marks of other scripts, which tell words apart there, and accents of Greek and Cyrillic
// letters are kept. Bytes that are not UTF-8 stay.
func FoldCase(text string) string { return string(appendFolded(nil, []byte(text))) }

// appendFolded appends the folded text to dst, without allocating once dst is large enough.
func appendFolded(dst, text []byte) []byte {
	var f folder
	for {
		var n int
		if dst, n = appendPlain(dst, text); n > 0 {
			f.latin = dst[len(dst)-1]-'a' < 26
		}
		if text = text[n:]; len(text) == 0 {
			return dst
		}
		dst, n = f.next(dst, text)
		text = text[n:]
	}
}

// appendPlain appends what the start of a text folds to, up to the first rune that must be decoded
// to tell, and returns how many bytes that took. It makes most scripts as quick as ASCII.
func appendPlain(dst, text []byte) (folded []byte, n int) {
	from := len(dst)
	dst = slices.Grow(dst, len(text))[:from+len(text)]
	to := dst[from:][:len(text)]
	for i, c := range text {
		if c < utf8.RuneSelf {
			if c-'A' < 26 {
				c += 'a' - 'A'
			}
		} else if c >= 0xc0 && mayFold>>(c-0xc0)&1 != 0 && !plainPair(text[i:]) {
			return dst[:from+i], i
		}
		to[i] = c
	}
	return dst, len(text)
}

// mayFold has a bit for each byte from 0xc0 on: whether a rune that begins with it may fold.
// Those from U+05C0 to U+0FFF, U+3000 to U+9FFF and U+B000 to U+EFFF know no case.
const mayFold uint64 = 1<<(0xd7-0xc0) - 1 | 3<<(0xe1-0xc0) | 1<<(0xea-0xc0) | 1<<64 - 1<<(0xef-0xc0)

// plainPair says that a text begins with a small Greek or Cyrillic letter, which stays.
func plainPair(text []byte) bool {
	if len(text) < 2 {
		return false
	}
	switch next := text[1]; text[0] {
	case 0xce:
		return next >= 0xb1 // α to ο
	case 0xcf:
		return next <= 0x89 && next != 0x82 // π to ω without ς
	case 0xd0:
		return next >= 0xb0 // а to п
	case 0xd1:
		return next < 0x90 // р to я
	}
	return false
}

// folder folds rune by rune, and drops the marks of a letter that was Latin.
type folder struct{ latin bool }

// next appends what the first rune of a text folds to, and returns how many bytes it has.
func (f *folder) next(dst, text []byte) (folded []byte, size int) {
	r, size := utf8.DecodeRune(text)
	if r == utf8.RuneError {
		f.latin = false
		return append(dst, text[:size]...), size
	}
	if f.latin && combining(r) {
		return dst, size
	}
	letters := latinLetters(r)
	if letters == "" {
		r = lowerCase(r)
		letters = latinLetters(r) // the sign of Kelvin is a K, that of Ångström an Å
	}
	if letters != "" {
		f.latin = letters >= "a"
		return append(dst, letters...), size
	}
	f.latin = (r < 0x0370 || r >= 0x1d00) && !caseless(r) && unicode.Is(unicode.Latin, r)
	return utf8.AppendRune(dst, r), size
}

// combining says that r is a mark that may stand on a letter of any script.
func combining(r rune) bool {
	return r >= 0x0300 && r < 0x0370 || r >= 0x1ab0 && r < 0x1b00 || r >= 0x1dc0 && r < 0x1e00 ||
		r >= 0x20d0 && r < 0x2100 || r >= 0xfe00 && r < 0xfe10 || r >= 0xfe20 && r < 0xfe30
}

// lowerCase returns one rune for all that differ in case only, ς and σ too.
func lowerCase(r rune) rune {
	if caseless(r) { // a short cut: Unicode's tables are searched rune by rune
		return r
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

// caseless says that r is of a script without case: Hebrew to Myanmar, Han to Hangul, emoji.
func caseless(r rune) bool {
	return r >= 0x0590 && r < 0x10a0 || r >= 0x2e80 && r < 0xa640 || r >= 0xac00 && r < 0xff00 || r >= 0x1f000
}

// latinLetters returns the plain letters of a small Latin letter, of one with accents or
// strokes, of a ligature, or of a full-width letter or digit; "" for any other rune.
func latinLetters(r rune) string {
	var c byte
	switch {
	case r >= 'a' && r <= 'z':
		return alphabet[r-'a':][:1]
	case r >= 0x00c0 && r < 0x0250:
		c = plainLatin[r-0x00c0]
	case r >= 0x1e00 && r < 0x1f00:
		c = plainAdditional[r-0x1e00]
	case r >= 0xfb00 && r <= 0xfb06: // as they come out of printed pages
		return [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xfb00]
	case r >= 0xff10 && r <= 0xff19: // ０ to ９
		return digits[r-0xff10:][:1]
	case r >= 0xff41 && r <= 0xff5a: // ａ to ｚ
		return alphabet[r-0xff41:][:1]
	default:
		return ""
	}
	switch {
	case c == '=':
		return ""
	case c < 'a':
		return ligatures[strings.IndexByte(ligatures, c)+1:][:2]
	}
	return alphabet[c-'a':][:1]
}

const (
	alphabet  = "abcdefghijklmnopqrstuvwxyz"
	digits    = "0123456789"
	ligatures = "AaeDdzIijLljNnjOoeSssTth"
)

// The plain letter of each rune in two blocks of Unicode: = for none, a capital for a ligature.
const (
	plainLatin = "" + // Latin-1 Supplement, Extended-A and Extended-B
		"aaaaaaAceeeeiiiidnooooo=ouuuuyTSaaaaaaAceeeeiiiidnooooo=ouuuuyTy" + // 00C0
		"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkk=lllllll" + // 0100
		"lllnnnnnnn==ooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" + // 0140
		"b=bb===cc==dd====ff=====kkl===n=oo==pp=====ttt=uu==yyzz=========" + // 0180
		"====DDDLLLNNNaaiioouuuuuuuuuu=aaaaAAggggkkoooo==jDDDgg==nnaaAAoo" + // 01C0
		"aaaaeeeeiiiioooorrrruuuusstt==hhnd==zzaaeeooooooooyylntj===ccl==" + // 0200
		"===b==eejjqqrryy" // 0240
	plainAdditional = "" + // Latin Extended Additional
		"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm" + // 1E00
		"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv" + // 1E40
		"wwwwwwwwwwxxxxyyzzzzzzhtwyasssS=aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" + // 1E80
		"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy==vvyy" // 1EC0
)
