package theme

import "strings"

// The glyphs that screens share. Each takes one cell.
const (
	Bar       = "┃" // beside the open step and the selected row
	BarAcross = "━" // under the open room
	DotFull   = "●" // a filled dot of a weight; also an intention that was tried
	DotEmpty  = "○" // an empty dot of a weight; also an intention that is still open
	DotBoth   = "◉" // the weights before and after, if they are the same
	Arrow     = "→" // from the weight before to the weight after
	Ellipsis  = "…" // text that goes on where it cannot be shown
	Between   = "·" // stands between things in a line
	Mark      = "◆" // begins the error line, to be seen without colour
	More      = "↓" // below what goes on out of sight
)

// Shade returns the mark of a day or an hour by its step, from 1 to 5, each darker than the one before.
func Shade(step int) string { return [...]string{"▁", "░", "▒", "▓", "█"}[step-1] }

// The lines of a dialog and of the drawing tablet.
const (
	JoltMade   = "▪" // on the frame of the tablet, for each jolt
	JoltToCome = "▫"

	FrameTopLeft     = "╭"
	FrameTopRight    = "╮"
	FrameBottomLeft  = "╰"
	FrameBottomRight = "╯"
	FrameAcross      = "─"
	FrameDown        = "│"
	FrameLeft        = "├"
	FrameRight       = "┤"
)

// Knob returns one of the tablet's two knobs, turned by 0 to 3 quarters.
func Knob(quarter int) string { return [...]string{"◐", "◓", "◑", "◒"}[quarter&3] }

// Heaviest is the largest weight, and so the number of dots.
const Heaviest = 10

// Dots draws a weight as ten dots, of which so many are filled. The caller writes the
// number beside them. A weight outside 0 to Heaviest is drawn as the nearest inside.
func (t *Theme) Dots(weight int) string {
	weight = min(max(weight, 0), Heaviest)
	var s string
	if weight > 0 {
		s = t.Accent.Render(strings.Repeat(DotFull, weight))
	}
	if weight < Heaviest {
		s += t.Faint.Render(strings.Repeat(DotEmpty, Heaviest-weight))
	}
	return s
}
