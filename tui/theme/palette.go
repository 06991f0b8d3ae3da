package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// palette is the few colours of one theme. All of them carry text or marks, and keep a contrast of
// 4.5:1 (WCAG 2.2, 1.4.3) on usual backgrounds, in the theme of high contrast 7:1 (1.4.6).
type palette struct{ accent, soft, faint color.Color }

// shades returns the colours where the terminal shows them as they are: all of
// 24 bits, or numbers 16 to 255 of the 256, which no palette redefines.
//
// The accent is the yellow of a lamp in a quiet room, and on paper the brown of
// old ink, or with few colours and high contrast a blue; the greys lean the same way.
func shades(dark, contrast bool, profile colorprofile.Profile) palette {
	full := profile == colorprofile.TrueColor
	switch {
	case full && dark && contrast:
		return colours("#ffd98a", "#e2dcd1", "#c8c2b8")
	case full && dark:
		return colours("#dcb67a", "#b9b2a6", "#979086")
	case full && contrast:
		return colours("#6a3800", "#2d2a25", "#443f38")
	case full:
		return colours("#8a6010", "#575148", "#716b61")
	case dark && contrast:
		return colours("221", "254", "251")
	case dark:
		return colours("180", "249", "246")
	case contrast:
		return colours("18", "235", "238")
	default:
		return colours("94", "240", "242")
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

func colours(accent, soft, faint string) palette {
	return palette{lipgloss.Color(accent), lipgloss.Color(soft), lipgloss.Color(faint)}
}
