package theme

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// DrawnOver are n blanks of which no two neighbours are alike, so that Bubble Tea writes each by
// itself: its buffers keep what they once held, a passphrase that was shown too, until something
// as long is drawn. Nobody sees that every other blank is bold, faint and italic.
func DrawnOver(n int) string {
	odd := lipgloss.NewStyle().Bold(true).Faint(true).Italic(true).Render(" ")
	return strings.Repeat(odd+" ", max(0, n/2)) + strings.Repeat(" ", max(0, n%2))
}
