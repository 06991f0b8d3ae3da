package write

import (
	"strings"

	"charm.land/lipgloss/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/tablet"
	"shakeoff/tui/theme"
)

type laying struct {
	width, height int
	cells         editor.Cells
}

// The measures of the tablet.
const (
	tabletRows = 10 // rows inside, from which it has a foot and may hop
	tabletMost = 14 // rows inside, however high the screen is
	knobInset  = 2  // cells from a corner to a knob
	footRows   = 2  // rows of the foot that the knobs stand on
)

type body struct {
	width, rows int // inside the frame
	above       int // lines above it to hop into
	foot        int // rows that the knobs stand on, 0 for none
	below       int // empty lines between it and the words under it
}

// body returns the tablet's size. On a low screen it has no foot, and the words stand close to it.
func (w *room) body(e kit.Env) body {
	b := body{width: max(1, min(kit.TextWidth(e), e.Width-kit.Gutter-tablet.Sway)-2)}
	left := e.Height - len(editor.Wrap(w.tabletLine(e), kit.TextWidth(e))) - 2 // lines for the frame
	if !e.Compact {
		b.below = 1
	}
	if left-b.below >= tabletRows+footRows+1 {
		b.above, b.foot = 1, footRows
	}
	b.rows = max(1, min(left-b.below-b.above-b.foot, tabletMost))
	return b
}

func (b body) lines() int { return b.above + b.rows + 2 + b.foot + b.below }

func (w *room) tabletLine(e kit.Env) string {
	if w.phase == blank && w.page.Taken() >= 0 {
		return e.Words.Shake.Take
	}
	return e.Words.Shake.Kept
}

func (w *room) fitTablet(e kit.Env) {
	if w.KeyContext() != kit.InShake || e.Tiny {
		return
	}
	b := w.body(e)
	now := laying{b.width, b.rows, e.Cells}
	if w.shake.laid == now {
		return
	}
	w.shake.laid = now
	var rows []string
	if i := w.shake.answer; i >= 0 {
		on := w.page.Fields[i].Text
		inner, most := tablet.Room(b.width, b.rows)
		on.SetCells(e.Cells)
		on.SetWidth(inner)
		rows = kit.Elide(on, most, inner)
	}
	w.shake.tablet.Lay(rows, e.Cells, b.width, b.rows)
}

func (w *room) viewShake(e kit.Env) kit.Frame {
	w.fitTablet(e)
	b := w.body(e)
	dx, dy := w.shake.tablet.Offset()
	c := kit.NewCanvas(e)
	above := make([]string, max(0, b.above+dy*b.above))
	c.Frame.Lines = append(above, w.drawTablet(e, b, kit.Spaces(kit.Gutter+dx))...)
	for len(c.Frame.Lines) < b.lines() {
		c.Gap()
	}
	c.Prose(e.Theme.Text, w.tabletLine(e))
	return c.Frame
}

func (w *room) drawTablet(e kit.Env, b body, margin string) []string {
	t, ink := w.shake.tablet, inks(e.Theme)
	line := e.Theme.Frame.Render
	side := line(theme.FrameDown)
	lines := make([]string, 0, b.lines())
	lines = append(lines, margin+line(theme.FrameTopLeft+across(b.width)+theme.FrameTopRight))
	for _, row := range t.Rows(&ink) {
		lines = append(lines, margin+side+row+side)
	}
	turned, counter := t.Knobs()
	left, right := e.Theme.Accent.Render(theme.Knob(turned)), e.Theme.Accent.Render(theme.Knob(counter))
	inset := min(knobInset, max(0, b.width-2)/2)
	edge, between := across(inset), b.width-2*inset-2
	bottom := line(theme.FrameBottomLeft+edge) + left + w.jolted(e, between) + right + line(edge+theme.FrameBottomRight)
	if b.foot > 0 {
		lines = append(lines,
			margin+line(theme.FrameLeft+across(b.width)+theme.FrameRight),
			margin+side+kit.Spaces(inset)+left+kit.Spaces(between)+right+kit.Spaces(inset)+side)
		bottom = line(theme.FrameBottomLeft) + w.jolted(e, b.width) + line(theme.FrameBottomRight)
	}
	return append(lines, margin+bottom)
}

// jolted is the lower edge of the frame, with a mark for each jolt made and each still to come if
// there are words to shake off.
func (w *room) jolted(e kit.Env, width int) string {
	of := map[kit.Motion]int{kit.MotionFull: tablet.Jolts, kit.MotionReduced: tablet.Fades, kit.MotionOff: 1}[w.opts.Motion]
	line, made := e.Theme.Frame.Render, min(w.shake.jolts, of)
	if rest := width - 2*of - 1; rest >= 0 && w.page.Shaken() >= 0 && !w.page.Heaviest() {
		marks := strings.Repeat(theme.JoltMade+" ", made) + strings.Repeat(theme.JoltToCome+" ", of-made)
		return line(across(rest/2)) + " " + e.Theme.Accent.Render(strings.TrimSpace(marks)) + " " + line(across(rest-rest/2))
	}
	return line(across(width))
}

// inks are how the levels of fading look in a theme. Where two look the same, letters turn into marks
// sooner.
func inks(t *theme.Theme) [tablet.Levels]tablet.Ink {
	ink := [tablet.Levels]tablet.Ink{tablet.Fresh: inkOf(t.Text), tablet.Soft: inkOf(t.Soft), tablet.Faint: inkOf(t.Faint), tablet.Dust: inkOf(t.Frame)}
	if ink[tablet.Soft] == ink[tablet.Fresh] {
		ink[tablet.Soft].Marks = 0.5
	}
	if ink[tablet.Faint] == ink[tablet.Fresh] {
		ink[tablet.Faint].Marks = 1
	}
	return ink
}

func inkOf(s lipgloss.Style) tablet.Ink {
	const text = "x"
	on, off, _ := strings.Cut(s.Render(text), text)
	return tablet.Ink{On: on, Off: off}
}

func across(n int) string { return strings.Repeat(theme.FrameAcross, max(0, n)) }
