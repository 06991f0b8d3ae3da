package tui

import (
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// canvas gathers the lines of a frame, each with its gutter.
type canvas struct {
	frame frame
	theme theme.Theme
	width int // of text, in cells
}

// line adds a line without a bar, bar one with.
func (c *canvas) line(styled string) { c.frame.lines = append(c.frame.lines, spaces(gutter)+styled) }

func (c *canvas) bar(styled string) {
	c.frame.lines = append(c.frame.lines, c.theme.Accent.Render(theme.Bar)+" "+styled)
}

func (c *canvas) gap() { c.frame.lines = append(c.frame.lines, "") }

func (c *canvas) lines(styled []string) {
	for _, l := range styled {
		c.line(l)
	}
}

// above puts lines above what there is.
func (c *canvas) above(lines []string) {
	c.frame.lines = append(lines, c.frame.lines...)
	c.frame.move(0, len(lines))
}

// cut takes away the first lines of more than there is room for.
func (c *canvas) cut(height int) {
	over := max(0, len(c.frame.lines)-height)
	c.frame.lines = c.frame.lines[over:]
	c.frame.move(0, -over)
}

// prose adds words of the program, wrapped.
func (c *canvas) prose(style lipgloss.Style, text string) {
	for _, l := range editor.Wrap(text, c.width) {
		c.line(style.Render(l))
	}
}

// barred adds lines of one style beside the bar.
func (c *canvas) barred(style lipgloss.Style, lines ...string) {
	for _, l := range lines {
		c.bar(style.Render(l))
	}
}

// asks adds what a dialog asks, and what there is to know for the answer.
func (c *canvas) asks(offer []string) {
	c.barred(c.theme.Strong, editor.Wrap(offer[0], c.width)...)
	for _, text := range offer[1:] {
		c.barred(c.theme.Soft, editor.Wrap(text, c.width)...)
	}
}

// secret adds a field with the cursor in it, and a line between it and what follows.
// The mouse stays the terminal's, for a passphrase may be pasted with it.
func (c *canvas) secret(e env, s *secret) {
	line, x := s.view(e)
	c.frame.lines = append(c.frame.lines, line)
	c.frame.words = true
	c.cursor(x - gutter)
	c.gap()
}

// cursor puts the cursor into the line added last.
func (c *canvas) cursor(x int) {
	c.frame.cursor = &tea.Position{X: gutter + x, Y: len(c.frame.lines) - 1}
}
