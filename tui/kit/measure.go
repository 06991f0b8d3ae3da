package kit

import "strings"

// MaxTextWidth is how wide text may be at most: longer lines are hard to read.
// pageWidth is how wide the page is that everything stands on, margins included:
// a list and a reading width beside it. On a wider terminal the page lies in the
// middle, so that the eye does not travel from one edge of the screen to the other.
const (
	MaxTextWidth = 72
	PageWidth    = 126
)

// Spaces is so many blanks, none for a number below 0.
func Spaces(n int) string { return strings.Repeat(" ", max(0, n)) }
