package kit

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// Canvas gathers the lines of a frame, each with its gutter.
type Canvas struct {
	Frame Frame
	Theme *theme.Theme
	Width int // of text, in cells
}

// NewCanvas returns an empty canvas.
func NewCanvas(e Env) *Canvas { return &Canvas{Theme: e.Theme, Width: TextWidth(e)} }

// Line adds lines without a bar.
func (c *Canvas) Line(styled ...string) {
	for _, l := range styled {
		c.Frame.Lines = append(c.Frame.Lines, Spaces(Gutter)+l)
	}
}

// Bar adds a line beside the bar.
func (c *Canvas) Bar(styled string) {
	c.Frame.Lines = append(c.Frame.Lines, c.Theme.Accent.Render(theme.Bar)+" "+styled)
}

// Gap adds an empty line.
func (c *Canvas) Gap() { c.Frame.Lines = append(c.Frame.Lines, "") }

// Cut takes away the first lines where there are more than fit.
func (c *Canvas) Cut(height int) {
	over := max(0, len(c.Frame.Lines)-height)
	c.Frame.Lines = c.Frame.Lines[over:]
	c.Frame.Move(0, -over)
}

// Prose adds words of the program, wrapped.
func (c *Canvas) Prose(style lipgloss.Style, text string) {
	for _, l := range editor.Wrap(text, c.Width) {
		c.Line(style.Render(l))
	}
}

// Centred adds a line in the middle of the text.
func (c *Canvas) Centred(styled string) {
	c.Line(Spaces((c.Width-ansi.StringWidth(styled))/2) + styled)
}

// CentredProse adds words, wrapped, in the middle of the text; nothing for none.
func (c *Canvas) CentredProse(style lipgloss.Style, text string) {
	if text == "" {
		return
	}
	for _, l := range editor.Wrap(text, c.Width) {
		c.Centred(style.Render(l))
	}
}

// Barred adds lines of one style beside the bar.
func (c *Canvas) Barred(style lipgloss.Style, lines ...string) {
	for _, l := range lines {
		c.Bar(style.Render(l))
	}
}

// Ask adds a question, and what there is to know for the answer.
func (c *Canvas) Ask(question string, more ...string) {
	c.Barred(c.Theme.Strong, editor.Wrap(question, c.Width)...)
	for _, text := range more {
		c.Barred(c.Theme.Soft, editor.Wrap(text, c.Width)...)
	}
}

// Field adds a field behind its name, as dots or as typed, its end where it does not fit. The open
// one has the cursor, and alone may show what is typed. The mouse stays the terminal's, for a
// passphrase may be pasted with it.
func (c *Canvas) Field(e Env, name string, s *SecretField, open bool) {
	at, room := editor.Width(name), c.Width-1-editor.Width(name)
	x := max(0, min(s.Length(), room))
	line := strings.Repeat(theme.DotFull, x)
	if s.shown && open {
		line, x = tail(e.Cells, string(s.Text), room)
	}
	if styled := c.Theme.Soft.Render(name) + c.Theme.Text.Render(line); open {
		c.Bar(styled)
		c.cursor(at + x)
	} else {
		c.Line(styled)
	}
	c.Frame.Words = true
}

// Editor adds the text of an editor, with its cursor.
func (c *Canvas) Editor(text *editor.Editor) {
	x, y := text.Cursor()
	c.Frame.Cursor = &tea.Position{X: Gutter + x, Y: len(c.Frame.Lines) + y}
	c.Barred(c.Theme.Text, text.Lines(0, text.Height())...)
	c.Frame.Words = true
}

// behind adds a faint hint after the cursor, if it fits.
func (c *Canvas) behind(hint string) {
	x := c.Frame.Cursor.X - Gutter + 2
	line := &c.Frame.Lines[c.Frame.Cursor.Y]
	if at := Gutter + x - ansi.StringWidth(*line); hint != "" && x+editor.Width(hint) <= c.Width {
		*line += Spaces(max(0, at)) + c.Theme.Faint.Render(hint)
	}
}

func (c *Canvas) cursor(x int) {
	c.Frame.Cursor = &tea.Position{X: Gutter + x, Y: len(c.Frame.Lines) - 1}
}
