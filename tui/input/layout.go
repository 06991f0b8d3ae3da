package input

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Latin returns the character that a US keyboard has on the key of a letter, so that ctrl+c and the
// keys of rooms are under the same fingers on layouts without Latin letters. Any other character is
// returned as it is, ASCII above all: ctrl+q on a French keyboard stays ctrl+q.
func Latin(letter rune) string {
	for _, board := range []struct{ letters, latin string }{
		{"йцукенгшщзхъфывапролджэячсмитьбюёієїґў", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`s']\\o"}, // Russian, Ukrainian, Belarusian
		{"ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"},                            // Greek
		{"קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."},                        // Hebrew
		{"ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ", "qwertyuiop[]asdfghjkl;'zxcvnm,./"},              // Arabic
	} {
		before, _, ok := strings.Cut(board.letters, string(unicode.ToLower(letter)))
		if !ok {
			continue
		}
		latin := string(board.latin[utf8.RuneCountInString(before)])
		if unicode.IsUpper(letter) {
			return strings.ToUpper(latin)
		}
		return latin
	}
	return string(letter)
}
