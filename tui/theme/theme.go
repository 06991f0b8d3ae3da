// Package theme holds every colour and style of the program, and the glyphs
// that its screens share. A screen never names a colour: it asks for a role
// (a hint, a key name, the open step) and New has decided how that role looks
// on a dark or a light terminal with this many colours.
//
// The rules of the house:
//
//   - One accent, and at most three greys in addition to the terminal's own
//     foreground. No hue says anything alone: the open step has a bar, a weight
//     its number, the active room is bold, the error line has its mark.
//   - Body text is always in the terminal's own foreground. Whatever the
//     terminal reported about its background, and even when it reported
//     nothing, what somebody wrote stays readable.
//   - The background is never painted, so a transparent or tinted terminal
//     stays as its owner likes it.
//   - Errors are not red. Anyone who opens this program has had enough alarm.
//
// The palettes for 256 and for 16 colours are chosen by hand. Letting a library
// find the nearest colour was rejected: it turns warm greys green, and picks
// yellow for the accent on white. Reading the terminal's own 16 colours back
// was rejected too: few terminals answer, and it costs a round trip at start.
//
// It may import lipgloss and colorprofile, and nothing of the program.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Theme is the look of the program for one terminal. Make it with New; its zero
// value has no styles at all, and is still legible.
type Theme struct {
	Dark bool // the styles were chosen for a dark background

	Text   lipgloss.Style // answers and body: the terminal's own foreground
	Strong lipgloss.Style // the question of the open step, the chosen row
	Soft   lipgloss.Style // second grey: hints, labels
	Faint  lipgloss.Style // third grey: questions not yet reached, what a key does
	Accent lipgloss.Style // the bar of the open step, filled dots, lines of a chart
	Here   lipgloss.Style // the active room in the header: the accent, and bold
	Title  lipgloss.Style // the program's name in the header
	Error  lipgloss.Style // the error line, after its Mark
	Key    lipgloss.Style // key names in the footer and the help
	Match  lipgloss.Style // what a search found
	Frame  lipgloss.Style // lines around a dialog and the drawing tablet; never text
	Cover  lipgloss.Style // the words on the cover
}

// Look is somebody's choice of styles; its zero value is Auto.
type Look string

// The looks, by their names in config.toml.
const (
	Auto     Look = "auto" // dark or light, as the terminal's background is
	Dark     Look = "dark"
	Light    Look = "light"
	Contrast Look = "contrast" // like Auto, with more contrast
)

// Looks returns the looks in the order in which they are offered.
func Looks() []Look { return []Look{Auto, Dark, Light, Contrast} }

// New chooses the styles for a look, a dark or light background and a number of colours.
// An unknown profile, and one for no terminal at all, get no colours.
//
// Each of 16 colours is whatever the user's palette says, so contrast is out of our
// hands. What must be readable is therefore in the foreground colour, bold, plain or
// dimmed by the terminal itself: bright black, the usual grey, IS the background in
// Solarized. Only lines and the accent, which say nothing alone, use the palette.
//
// With high contrast they do not either, and nothing is dimmed.
func New(look Look, dark bool, profile colorprofile.Profile) *Theme {
	dark = look == Dark || dark && look != Light
	style := lipgloss.NewStyle()
	bold := style.Bold(true)
	t := &Theme{Dark: dark, Text: style, Strong: bold}
	switch {
	case profile == colorprofile.TrueColor || profile == colorprofile.ANSI256:
		p := palettes()[key{profile == colorprofile.TrueColor, dark, look == Contrast}]
		t.Soft, t.Faint = style.Foreground(lipgloss.Color(p.soft)), style.Foreground(lipgloss.Color(p.faint))
		t.Accent, t.Frame = style.Foreground(lipgloss.Color(p.accent)), t.Faint
		t.Error = t.Accent.Bold(true)
	case profile == colorprofile.ANSI && look != Contrast:
		t.Soft, t.Faint = style, style.Faint(true)
		accent := color.Color(lipgloss.Yellow) // the nearest to the lamp
		if !dark {
			accent = lipgloss.Blue // yellow can be read on light in no common palette, and blue in all of them
		}
		t.Accent, t.Frame = style.Foreground(accent), style.Foreground(lipgloss.BrightBlack)
		t.Error = bold
	default:
		return t.plain()
	}
	t.Here, t.Match = t.Accent.Bold(true), t.Accent.Underline(true)
	t.Title, t.Key, t.Cover = t.Soft, t.Soft, t.Soft
	return t
}

// plain returns the theme without colours. Bold and underline stand only where a
// reader would otherwise lose something: which step, which row, which room, which
// word is a key, what was found.
func (t *Theme) plain() *Theme {
	t.Soft, t.Faint, t.Title, t.Frame, t.Cover = t.Text, t.Text, t.Text, t.Text, t.Text
	t.Accent, t.Here, t.Error, t.Key = t.Strong, t.Strong, t.Strong, t.Strong
	t.Match = t.Text.Underline(true)
	return t
}

// palette is the few colours of one theme. All of them are used for text or marks, and keep a contrast
// of 4.5:1 (WCAG 2.2, 1.4.3) on usual backgrounds, or 7:1 (1.4.6) in the theme of high contrast.
type palette struct{ accent, soft, faint string }

// key is what a palette is for: 24-bit or 256 colours, dark or light, and high contrast or not.
type key struct{ full, dark, contrast bool }

// palettes are the colours where the terminal shows them as they are: all of 24 bits, or numbers 16
// to 255 of the 256, which no palette redefines.
//
// The accent is the yellow of a lamp in a quiet room, and on paper the brown of old ink, or with few
// colours and high contrast a blue; the greys lean the same way.
func palettes() map[key]palette {
	return map[key]palette{
		{true, true, true}:    {"#ffd98a", "#e2dcd1", "#c8c2b8"},
		{true, true, false}:   {"#dcb67a", "#b9b2a6", "#979086"},
		{true, false, true}:   {"#6a3800", "#2d2a25", "#443f38"},
		{true, false, false}:  {"#8a6010", "#575148", "#716b61"},
		{false, true, true}:   {"221", "254", "251"},
		{false, true, false}:  {"180", "249", "246"},
		{false, false, true}:  {"18", "235", "238"},
		{false, false, false}: {"94", "240", "242"},
	}
}
