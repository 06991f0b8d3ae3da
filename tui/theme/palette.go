package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// palette is the few colours of one theme. soft and faint carry text and keep a
// contrast of 4.5:1 (WCAG 2.2, 1.4.3) on usual backgrounds; frame carries
// lines and keeps 3:1 (1.4.11).
type palette struct{ accent, soft, faint, frame color.Color }

// shades returns the colours where the terminal shows them as they are: all of
// 24 bits, or numbers 16 to 255 of the 256, which no palette redefines.
//
// The accent is the yellow of a lamp in a quiet room, and on paper the brown of
// old ink; the greys lean the same way.
func shades(dark bool, profile colorprofile.Profile) palette {
	full := profile == colorprofile.TrueColor
	switch {
	case full && dark:
		return colours("#dcb67a", "#b9b2a6", "#979086", "#787268")
	case full:
		return colours("#8a6010", "#575148", "#716b61", "#8d867b")
	case dark:
		return colours("180", "249", "246", "243")
	default:
		return colours("94", "240", "242", "245")
	}
}

// sixteenAccent is yellow on dark, the nearest to the lamp; on light, yellow
// can be read in no common palette and blue in all of them.
func sixteenAccent(dark bool) color.Color {
	if dark {
		return lipgloss.Yellow
	}
	return lipgloss.Blue
}

func colours(accent, soft, faint, frame string) palette {
	return palette{lipgloss.Color(accent), lipgloss.Color(soft), lipgloss.Color(faint), lipgloss.Color(frame)}
}
