package editor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The stand-ins for characters that have no ASCII letter to fall back on, in the same order.
const (
	fancy   = "┃│━─═╭╮╰╯├┤●•○·◉▁░▒▓█▪▫→←↑↓…◆◐◓◑◒×–—−“”„«»‘’´ºßæøłœŒ¿¡\u00a0\u202f"
	plainer = "||=-=++++++**.-@_:+%##.><^v.!|/-\\x---\"\"\"\"\"'''osaoloO?!  "
)

// ASCII returns a line, colours and all, in ASCII alone, for a locale in which a terminal garbles
// everything else: accents are dropped, and a character without a stand-in becomes a question mark.
// The line takes as many cells as [ByRune] counts.
func ASCII(line string) string {
	if !strings.ContainsFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return line
	}
	var b strings.Builder
	for _, r := range line {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
			continue
		}
		first, _ := utf8.DecodeRune(norm.NFD.PropertiesString(string(r)).Decomposition())
		before, _, known := strings.Cut(fancy, string(r))
		switch {
		case known:
			b.WriteByte(plainer[utf8.RuneCountInString(before)])
		case first < utf8.RuneSelf && unicode.IsLetter(first):
			b.WriteRune(first)
		default:
			b.WriteString(strings.Repeat("?", ByRune.rune(r, 0)))
		}
	}
	return b.String()
}
