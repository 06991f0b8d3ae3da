package kit

import (
	"strconv"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// PadRight fills text up to a width.
func PadRight(text string, width int) string { return text + Spaces(width-editor.Width(text)) }

// Trail is how heavy it was: before, after, and looking back, as far as known.
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

// PadLeft puts text at the right end of a width, cut to it.
func PadLeft(text string, width int) string {
	text = editor.Truncate(text, width)
	return Spaces(width-editor.Width(text)) + text
}
