package editor

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/displaywidth"
)

// How terminals that add up code points differ from one another. A program cannot ask for this, only
// measure it.
const (
	tonesJoin    Cells = 2 << iota // a skin tone takes no cells of its own: kitty
	joinedJoin                     // nor does what a joiner joins: tmux
	joinersCount                   // a joiner takes a cell: mlterm
	signsJoin                      // a vowel sign beside its letter takes none: kitty, mlterm
	jamoJoin                       // nor do the vowels and finals of decomposed Korean: all but kitty
	picturesWide                   // a sign with a request to be a picture is as wide as one: kitty
	allOfThese   Cells = 2<<iota - 1
)

const (
	joiner    = '\u200d'
	asPicture = '\ufe0f' // asks for the sign before it to be a picture, in colour
)

// Samples are graphemes that take different numbers of cells in different terminals: a skin tone, a
// family, a heart, a vowel sign, a conjunct of two letters, and a decomposed syllable.
func Samples() []string {
	return []string{"👍🏽", "👩‍👧", "❤️", "नि", "क्ष", "\u1100\u1161\u11a8"}
}

// Measured returns how a terminal counts, given how many cells it used for each of [Samples]: by
// grapheme, or by code point in the way that comes closest.
func Measured(drawn []int) Cells {
	best, most := ByRune, 0
	for c := ByGrapheme; c <= allOfThese; c++ {
		if c != ByGrapheme && c&ByRune == 0 {
			continue
		}
		right := 0
		for i, s := range Samples() {
			cells := c.width([]byte(s))
			if c&picturesWide != 0 && strings.ContainsRune(s, asPicture) {
				cells++
			}
			if i < len(drawn) && cells == drawn[i] {
				right++
			}
		}
		if right > most {
			best, most = c, right
		}
	}
	return best
}

// Drawable returns a line as it can be drawn. Bubble Tea moves the cursor by its own count, so where
// the terminal draws pictures wider than that, they are drawn as plain signs.
func (c Cells) Drawable(line string) string {
	if c&picturesWide == 0 {
		return line
	}
	return strings.ReplaceAll(line, string(asPicture), "")
}

// rune returns how many cells a code point adds to a grapheme, behind another one unless that is 0.
func (c Cells) rune(r, before rune) int {
	has := func(some Cells) bool { return c&some != 0 }
	switch {
	case r >= 0x1F1E6 && r <= 0x1F1FF: // one half of a flag, which displaywidth takes for two cells
		return 1
	case r == joiner && has(joinersCount):
		return 1
	case before == joiner && has(joinedJoin), before != 0 && has(tonesJoin) && r >= 0x1F3FB && r <= 0x1F3FF,
		has(signsJoin) && unicode.Is(unicode.Mc, r), has(jamoJoin) && r >= 0x1160 && r <= 0x11FF:
		return 0
	}
	return displaywidth.Rune(r)
}
