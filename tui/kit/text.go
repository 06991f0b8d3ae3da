package kit

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// Heading is the first line of a dialog.
func Heading(e Env, text string) string {
	return Spaces(Gutter) + e.Theme.Strong.Render(editor.Truncate(text, e.Width-Gutter))
}

// Paragraph wraps a sentence.
func Paragraph(e Env, text string) []string { return Prose(e, text, e.Theme.Text) }

// Faint wraps a sentence that nobody needs to read.
func Faint(e Env, text string) []string { return Prose(e, text, e.Theme.Faint) }

// Prose wraps text beside the gutter, no wider than is good to read.
func Prose(e Env, text string, style lipgloss.Style) []string {
	lines := editor.Wrap(text, min(MaxTextWidth, e.Width-Gutter))
	for i, line := range lines {
		lines[i] = Spaces(Gutter) + style.Render(line)
	}
	return lines
}

// MaxTextWidth is how wide text may be: longer lines are hard to read. PageWidth is how wide the
// page may be, margins included, and TextPageWidth where there is nothing but text. On a wider
// terminal the page is centred, so that the eye need not travel from edge to edge.
const (
	MaxTextWidth  = 72
	TextPageWidth = 80
	PageWidth     = 126
)

// Spaces is n blanks, none for a negative n.
func Spaces(n int) string { return strings.Repeat(" ", max(0, n)) }

// PadRight fills text up to a width.
func PadRight(text string, width int) string { return text + Spaces(width-editor.Width(text)) }

// Trail is how heavy it was before, after, and looking back, as far as known.
func Trail(ws []journal.Weighing) []int {
	entry := journal.Entry{Weighings: ws}
	var weights []int
	for _, m := range []journal.Moment{journal.Before, journal.After, journal.Later} {
		if w, ok := entry.Weight(m); ok {
			weights = append(weights, w)
		}
	}
	return weights
}

// FirstToLast writes the first and the last of a trail: "8 → 3".
func FirstToLast(trail []int) string {
	first := strconv.Itoa(trail[0])
	if len(trail) == 1 {
		return first
	}
	return first + " " + theme.Arrow + " " + strconv.Itoa(trail[len(trail)-1])
}

// PadLeft puts text at the right end of a width, cut to fit.
func PadLeft(text string, width int) string {
	text = editor.Truncate(text, width)
	return Spaces(width-editor.Width(text)) + text
}

// WeightBar draws from the first weight, a full dot, to the last, an empty one, on a scale whose
// left end is 0; where both are the same, one full dot. It is drawn without colour.
func WeightBar(first, last, width int) string {
	at := func(weight int) int {
		return (min(max(weight, 0), journal.MaxWeight)*(width-1) + journal.MaxWeight/2) / journal.MaxWeight
	}
	from, to := at(first), at(last)
	bar := slices.Repeat([]string{theme.FrameAcross}, width)
	for i := min(from, to); i < max(from, to); i++ {
		bar[i] = theme.BarAcross
	}
	bar[to] = theme.DotEmpty
	bar[from] = theme.DotFull
	return strings.Join(bar, "")
}
