package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// pressShake is the shake in its plain form: one jolt, and the tablet is blank.
// Nothing moves by itself, and only enter, a digit or a jolt do anything.
func (w *write) pressShake(e env, k tea.KeyPressMsg) tea.Cmd {
	if e.tiny {
		return nil
	}
	switch e.action(placeShake, k) {
	case actShake:
		w.phase = blank
	case actNext:
		if w.mayGo(e, k) {
			w.weighNow()
		}
	case actDigit:
		if w.opts.Guide.After.Asked() {
			w.reweigh(k.String(), e.now)
		}
	}
	return nil
}

// weighNow asks how heavy it is now, if that is asked at all.
func (w *write) weighNow() {
	w.phase = ending
	if w.opts.Guide.After.Asked() {
		w.phase = reweighing
		w.after.open()
	}
}

// The tablet is drawn in a frame with room around the words.
const (
	tabletPad  = 2  // cells between frame and words
	tabletRows = 10 // rows inside, where the screen is high enough
	knobInset  = 2  // cells from a corner to a knob
)

// viewShake draws the tablet, with the words of what happened, or, once it is
// blank, the change answer alone.
func (w *write) viewShake(e env) frame {
	width := reading(e)
	on, line := w.change(), e.words.Shake.Kept
	if w.phase == shaking {
		on = &w.answers[w.tablet()]
	} else if on != nil {
		line = e.words.Shake.Take
	}
	rows := max(1, min(tabletRows, e.height-3-len(editor.Wrap(line, width))))
	above := min(1, (rows-1)/4)
	text := make([]string, above, rows)
	if on != nil {
		inner := width - 2 - 2*tabletPad
		on.text.SetWidth(inner)
		text = append(text, elide(on.text, rows-2*above, inner)...)
	}
	c := &canvas{theme: e.theme, width: width}
	c.lines(tabletFrame(e.theme, width, rows, text))
	c.gap()
	c.prose(e.theme.Text, line)
	return c.frame
}

// tabletFrame sets text into the frame with its two knobs.
func tabletFrame(t theme.Theme, width, rows int, text []string) []string {
	inner := max(0, width-2)
	side := t.Frame.Render(theme.FrameDown)
	lines := []string{t.Frame.Render(theme.FrameTopLeft + across(inner) + theme.FrameTopRight)}
	for y := range rows {
		row := spaces(inner)
		if y < len(text) {
			row = spaces(tabletPad) + t.Text.Render(text[y]) + spaces(inner-tabletPad-editor.Width(text[y]))
		}
		lines = append(lines, side+row+side)
	}
	knob, edge := t.Accent.Render(theme.FrameKnob), across(knobInset)
	return append(lines, t.Frame.Render(theme.FrameBottomLeft+edge)+knob+
		t.Frame.Render(across(inner-2*knobInset-2))+knob+
		t.Frame.Render(edge+theme.FrameBottomRight))
}

func across(n int) string { return strings.Repeat(theme.FrameAcross, max(0, n)) }
