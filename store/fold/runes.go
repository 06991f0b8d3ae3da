package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mark says that a rune is a mark that may be left out. Unicode's combining class tells such from
// the vowels of Indic scripts (0), what joins consonants there (9), the parts of vowels in Telugu
// (84, 91), and the vowels of Thai (103), Lao (118) and Tibetan (129 to 132).
func mark(r rune) bool {
	if r < 0x300 {
		return false
	}
	if r == 'ـ' || unicode.Is(unicode.Me, r) { // tatweel, and circles around letters
		return true
	}
	var b [utf8.UTFMax]byte
	switch class := norm.NFD.Properties(b[:utf8.EncodeRune(b[:], r)]).CCC(); class {
	case 0, 9, 84, 91, 103, 118, 129, 130, 132:
		return false
	default:
		return true
	}
}

// unseen says that a rune is not drawn.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// shaped returns the plain form of an apostrophe, a quote or a hyphen; 0 for any other rune.
func shaped(r rune) byte {
	switch r {
	case '`', '´', '\u1ffd', 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', 'ˈ', '՚', '׳', '‘', '’', '‚', '‛', '′', '‵', '‹', '›', 'Ꞌ', 'ꞌ':
		return '\''
	case 'ʺ', '״', '«', '»', '“', '”', '„', '‟', '″', '‶', '〝', '〞', '〟':
		return '"'
	case '֊', '־', '‐', '‑', '‒', '–', '—', '―', '⁃', '−':
		return '-'
	}
	return 0
}

// letters returns the plain letters of a small letter that Unicode does not take apart, though it
// is another one with a stroke, a hook or a tail, or two; "" for any other rune.
func letters(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ƀ', 'ƃ', 'ɓ':
		return "b"
	case 'ƈ', 'ȼ':
		return "c"
	case 'đ', 'ð', 'ƌ', 'ȡ', 'ɖ', 'ɗ':
		return "d"
	case 'ɇ':
		return "e"
	case 'ƒ':
		return "f"
	case 'ǥ', 'ɠ':
		return "g"
	case 'ħ', 'ɦ':
		return "h"
	case 'ı', 'ɨ':
		return "i"
	case 'ȷ', 'ɉ':
		return "j"
	case 'ƙ':
		return "k"
	case 'ł', 'ƚ', 'ȴ':
		return "l"
	case 'ɲ', 'ƞ', 'ȵ':
		return "n"
	case 'ɵ':
		return "o"
	case 'ƥ':
		return "p"
	case 'ɋ':
		return "q"
	case 'ɍ':
		return "r"
	case 'ȿ', 'ẜ', 'ẝ':
		return "s"
	case 'ŧ', 'ƫ', 'ƭ', 'ʈ', 'ȶ':
		return "t"
	case 'ʉ':
		return "u"
	case 'ʋ', 'ỽ':
		return "v"
	case 'ƴ', 'ɏ', 'ỿ':
		return "y"
	case 'ƶ', 'ȥ', 'ɀ':
		return "z"
	case 'ٱ':
		return "ا"
	case 'ى', 'ی':
		return "ي"
	case 'ک':
		return "ك"
	}
	return ""
}
