package journal

import (
	"unicode"
	"unicode/utf8"
)

// Fold returns a text as search compares it. Two texts that fold to the same
// are the same to a person who types in a hurry:
//
//   - case does not matter, in any script (Unicode's simple folding, so that
//     σ, ς and Σ are one);
//   - Latin letters lose their accents, whether written as one character or
//     with combining marks, and their strokes: é, e\u0301, ę and E are e; ø is o,
//     ł is l, and both of Turkish ı and İ are i;
//   - ß is ss, æ is ae, œ is oe, þ is th, and the ligatures of Croatian and
//     Dutch are their two letters. ä is a, not ae: who looks for Gebühr types
//     gebuhr;
//   - full-width Latin letters and digits are the plain ones.
//
// Marks of other scripts are kept, since there they tell words apart, and so
// are the accents of Greek and Cyrillic letters.
func Fold(text string) string { return string(appendFold(nil, text)) }

// appendFold appends the folded text to dst. It does not allocate once dst is
// large enough.
func appendFold[T string | []byte](dst []byte, text T) []byte {
	var f folder
	for i := 0; i < len(text); {
		if end := asciiEnd(text, i); end > i {
			from := len(dst)
			dst = append(dst, text[i:end]...)
			lowerASCII(dst[from:])
			f.latin = isLower(dst[len(dst)-1])
			i = end
			continue
		}
		// At most four bytes: the conversion stays on the stack.
		r, size := utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
		dst = f.append(dst, r)
		i += size
	}
	return dst
}

// asciiEnd returns where the run of ASCII that begins at i ends.
func asciiEnd[T string | []byte](text T, i int) int {
	for i < len(text) && text[i] < utf8.RuneSelf {
		i++
	}
	return i
}

func lowerASCII(b []byte) {
	for i, c := range b {
		if c-'A' < 26 {
			b[i] = c + 'a' - 'A'
		}
	}
}

func isLower(c byte) bool { return c-'a' < 26 }

// folder folds rune by rune; it remembers whether the last letter was Latin,
// whose marks are dropped.
type folder struct{ latin bool }

// append appends what r folds to, which is nothing for a mark after a Latin letter.
func (f *folder) append(dst []byte, r rune) []byte {
	if f.latin && r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r) {
		return dst
	}
	r = foldCase(r)
	if letters := latinLetters(r); letters != "" {
		f.latin = letters >= "a"
		return append(dst, letters...)
	}
	// Only a mark asks whether the letter before it was Latin.
	f.latin = (r < 0x0370 || r >= 0x1d00) && !caseless(r) && unicode.Is(unicode.Latin, r)
	return utf8.AppendRune(dst, r)
}

// foldCase returns one rune for all that differ in case only: the lower case
// of its upper case, which brings ς and σ together. The common scripts take a
// short cut, since Unicode's tables are searched rune by rune.
func foldCase(r rune) rune {
	switch {
	case r >= 0x0430 && r <= 0x044f, r >= 0x03b1 && r <= 0x03c9 && r != 'ς', caseless(r):
		return r
	case r >= 0x0410 && r <= 0x042f, r >= 0x0391 && r <= 0x03a9:
		return r + 0x20
	case r == 'İ', r == 'ı':
		return r // neither is the other's lower or upper case; both are a plain i
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

// caseless says that r lies among scripts without case: Hebrew to Myanmar,
// Han, kana and Hangul, emoji.
func caseless(r rune) bool {
	return r >= 0x0590 && r < 0x10a0 || r >= 0x2e80 && r < 0xa640 || r >= 0xac00 && r < 0xff00 || r >= 0x1f000
}

// latinLetters returns the plain letters of a small Latin letter, with or
// without accents and strokes, or of a full-width letter or digit; "" for any
// other rune.
func latinLetters(r rune) string {
	var c byte
	switch {
	case r >= 'a' && r <= 'z':
		return alphabet[r-'a':][:1]
	case r >= 0x00c0 && r < 0x0250:
		c = plainLatin[r-0x00c0]
	case r >= 0x1e00 && r < 0x1f00:
		c = plainAdditional[r-0x1e00]
	case r >= 0xff10 && r <= 0xff19: // ０ to ９
		return digits[r-0xff10:][:1]
	case r >= 0xff41 && r <= 0xff5a: // ａ to ｚ
		return alphabet[r-0xff41:][:1]
	default:
		return ""
	}
	switch c {
	case '=':
		return ""
	case 'A':
		return "ae"
	case 'D':
		return "dz"
	case 'I':
		return "ij"
	case 'L':
		return "lj"
	case 'N':
		return "nj"
	case 'O':
		return "oe"
	case 'S':
		return "ss"
	case 'T':
		return "th"
	}
	return alphabet[c-'a':][:1]
}

const (
	alphabet = "abcdefghijklmnopqrstuvwxyz"
	digits   = "0123456789"
)

// The plain letter of each rune in two blocks of Unicode: = for a rune that is
// no Latin letter or has none, a capital for two letters, see latinLetters.
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
