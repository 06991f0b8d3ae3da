package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// column fills text up to a width.
func column(text string, width int) string { return text + spaces(width-editor.Width(text)) }

// trail is how heavy it was: before, after, and looking back, as far as known.
func trail(ws []journal.Weighing) []int {
	entry := journal.Entry{Weighings: ws}
	var weights []int
	for _, m := range []journal.Moment{journal.Before, journal.After, journal.Later} {
		if w, ok := entry.Weight(m); ok {
			weights = append(weights, w)
		}
	}
	return weights
}

// ends writes the first and the last of a trail: "8 → 3".
func ends(trail []int) string {
	first := strconv.Itoa(trail[0])
	if len(trail) == 1 {
		return first
	}
	return first + " " + theme.Arrow + " " + strconv.Itoa(trail[len(trail)-1])
}

// passage is lines with things to choose among them, where its parts begin, and
// where the cursor stands.
type passage struct {
	lines  []string
	items  []item
	starts []int
	cursor *tea.Position
}

func (c *passage) add(lines ...string) { c.lines = append(c.lines, lines...) }

func rightAligned(text string, width int) string {
	text = editor.Truncate(text, width)
	return spaces(width-editor.Width(text)) + text
}
