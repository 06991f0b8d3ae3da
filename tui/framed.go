package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

// view draws what lies on top, and a frame around it if it is a dialog that asks for something,
// where there is room for one.
func (m *Model) view(top *stackItem, p layout) kit.Frame {
	e := m.env(top.lifetime)
	if p.compact || m.covered() || !asks(m.keyContext(top)) {
		return top.screen.View(e)
	}
	const sides = 2 * kit.Gutter
	inner := min(kit.MaxTextWidth+kit.Gutter, e.Width-sides)
	e.Width, e.Height = inner, e.Height-2
	f := top.screen.View(e)
	line := m.theme.Faint.Render
	across := strings.Repeat(theme.FrameAcross, inner+sides-2)
	framed := []string{line(theme.FrameTopLeft + across + theme.FrameTopRight)}
	for _, l := range f.Lines {
		framed = append(framed, line(theme.FrameDown)+" "+l+kit.Spaces(inner-ansi.StringWidth(l))+" "+line(theme.FrameDown))
	}
	f.Lines = append(framed, line(theme.FrameBottomLeft+across+theme.FrameBottomRight))
	f.Move(kit.Gutter, 1)
	return f
}

// asks says that a dialog lies there which wants something of the person.
func asks(at kit.KeyContext) bool {
	return at == kit.InLocking || slices.Contains(at.Within(), kit.InDialog) && at != kit.InChoice && at != kit.InText
}
