package tui

import (
	"charm.land/lipgloss/v2"

	"shakeoff/tui/editor"
)

// heading is the first line of a dialog.
func heading(e env, text string) string {
	return spaces(gutter) + e.theme.Strong.Render(editor.Truncate(text, e.width-gutter))
}

// paragraph wraps a sentence of the program, and faint one that need not be read.
func paragraph(e env, text string) []string { return prose(e, text, e.theme.Text) }

func faint(e env, text string) []string { return prose(e, text, e.theme.Faint) }

// prose wraps text beside the gutter, no wider than is good to read.
func prose(e env, text string, style lipgloss.Style) []string {
	lines := editor.Wrap(text, min(readingWidth, e.width-gutter))
	for i, line := range lines {
		lines[i] = spaces(gutter) + style.Render(line)
	}
	return lines
}
