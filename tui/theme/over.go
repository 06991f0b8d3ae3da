package theme

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// DrawnOver returns n blanks, with no two alike next to each other, so that Bubble Tea writes each by
// itself: its buffers keep what was drawn, even a passphrase, until something as long is drawn. It
// cannot be seen that every other blank is bold, faint and italic.
func DrawnOver(n int) string {
	odd := lipgloss.NewStyle().Bold(true).Faint(true).Italic(true).Render(" ")
	return strings.Repeat(odd+" ", max(0, n/2)) + strings.Repeat(" ", max(0, n%2))
}
