package kit

import (
	"charm.land/lipgloss/v2"

	"shakeoff/tui/editor"
)

// Heading is the first line of a dialog.
func Heading(e Env, text string) string {
	return Spaces(Gutter) + e.Theme.Strong.Render(editor.Truncate(text, e.Width-Gutter))
}

// Paragraph wraps a sentence of the program.
func Paragraph(e Env, text string) []string { return Prose(e, text, e.Theme.Text) }

// Faint wraps a sentence that need not be read.
func Faint(e Env, text string) []string { return Prose(e, text, e.Theme.Faint) }

// Prose wraps text beside the gutter, no wider than is good to read.
func Prose(e Env, text string, style lipgloss.Style) []string {
	lines := editor.Wrap(text, min(MaxTextWidth, e.Width-Gutter))
	for i, line := range lines {
		lines[i] = Spaces(Gutter) + style.Render(line)
	}
	return lines
}
