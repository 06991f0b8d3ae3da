package tuitest

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// shape is how a character is drawn and not written: a path from a point in its
// cell, in pixels. A path without a stroke is filled.
type shape struct {
	x, y    float64
	path    string
	stroke  float64
	opacity float64 // 0 stands for 1
}

// How wide lines are. A dot is a stroke of no length with round ends.
const (
	thin  = 1.2
	thick = 2.6
	dot   = 7.2
)

// shapeOf returns the shape of a character that has one: the light and heavy
// lines, the blocks, and the dots.
func shapeOf(content string) (shape, bool) {
	switch content {
	case "─":
		return shape{0, 9.5, "h9", thin, 0}, true
	case "━":
		return shape{0, 9.5, "h9", thick, 0}, true
	case "┏":
		return shape{9, 9.5, "h-4.5v10.5", thick, 0}, true
	case "┓":
		return shape{0, 9.5, "h4.5v10.5", thick, 0}, true
	case "┗":
		return shape{9, 9.5, "h-4.5v-9.5", thick, 0}, true
	case "┛":
		return shape{0, 9.5, "h4.5v-9.5", thick, 0}, true
	case "┄":
		return shape{.5, 9.5, "h2m1 0h2m1 0h2", thin, 0}, true
	case "│":
		return shape{4.5, 0, "v20", thin, 0}, true
	case "┃":
		return shape{4.5, 0, "v20", thick, 0}, true
	case "┆":
		return shape{4.5, 1, "v4m0 3v4m0 3v4", thin, 0}, true
	case "╭":
		return shape{9, 9.5, "q-4.5 0-4.5 4.5v6", thin, 0}, true
	case "╮":
		return shape{0, 9.5, "q4.5 0 4.5 4.5v6", thin, 0}, true
	case "╯":
		return shape{0, 9.5, "q4.5 0 4.5-4.5v-5", thin, 0}, true
	case "╰":
		return shape{9, 9.5, "q-4.5 0-4.5-4.5v-5", thin, 0}, true
	case "┌":
		return shape{9, 9.5, "h-4.5v10.5", thin, 0}, true
	case "┐":
		return shape{0, 9.5, "h4.5v10.5", thin, 0}, true
	case "└":
		return shape{9, 9.5, "h-4.5v-9.5", thin, 0}, true
	case "┘":
		return shape{0, 9.5, "h4.5v-9.5", thin, 0}, true
	case "├":
		return shape{4.5, 0, "v20m0-10.5h4.5", thin, 0}, true
	case "┤":
		return shape{4.5, 0, "v20m0-10.5h-4.5", thin, 0}, true
	case "┬":
		return shape{0, 9.5, "h9m-4.5 0v10.5", thin, 0}, true
	case "┴":
		return shape{0, 9.5, "h9m-4.5 0v-9.5", thin, 0}, true
	case "┼":
		return shape{0, 9.5, "h9m-4.5-9.5v20", thin, 0}, true
	case "●":
		return shape{4.5, 9.5, "h0", dot, 0}, true
	case "○":
		return shape{1.5, 9.5, "a3 3 0 1 0 6 0a3 3 0 1 0-6 0", thin, 0}, true
	case "◯":
		return shape{.3, 9.5, "a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0", thin, 0}, true
	case "◐":
		return disk("m4.2-3.1v6.2a3.1 3.1 0 0 0 0-6.2z"), true
	case "◑":
		return disk("m4.2-3.1a3.1 3.1 0 0 0 0 6.2z"), true
	case "◓":
		return disk("m1.1 0a3.1 3.1 0 0 0 6.2 0z"), true
	case "◒":
		return disk("m7.3 0a3.1 3.1 0 0 0-6.2 0z"), true
	}
	return blockOf(content)
}

// disk is a filled circle with a hole in it: a path from its leftmost point, the
// other way round than the circle.
func disk(hole string) shape {
	return shape{.3, 9.5, "a4.2 4.2 0 1 1 8.4 0a4.2 4.2 0 1 1-8.4 0z" + hole, 0, 0}
}

// blockOf returns the shape of a block element: eighths from below and from the
// left, a whole cell, and the three shades.
func blockOf(content string) (shape, bool) {
	switch r, _ := utf8.DecodeRuneInString(content); {
	case '▁' <= r && r <= '█':
		height := float64(r-'▁'+1) * cellHeight / 8
		return shape{0, cellHeight, fmt.Sprintf("v-%gh9v%gz", height, height), 0, 0}, true
	case '▉' <= r && r <= '▏':
		width := float64('▏'-r+1) * cellWidth / 8
		return shape{0, 0, fmt.Sprintf("h%gv20h-%gz", width, width), 0, 0}, true
	case '░' <= r && r <= '▓':
		return shape{0, 0, "h9v20h-9z", 0, float64(r-'░'+1) / 4}, true
	default:
		return shape{}, false
	}
}

// drawShapes draws a run of shapes: one path for each stretch of them with the
// same stroke, and one line for a row of dashes.
func (r run) drawShapes(b *bytes.Buffer, y int, paint string) {
	for i := 0; i < len(r.content); {
		first, _ := shapeOf(r.content[i])
		var path bytes.Buffer
		for i < len(r.content) {
			s, _ := shapeOf(r.content[i])
			if s.stroke != first.stroke || s.opacity != first.opacity {
				break
			}
			same := 1
			for s.path == "h9" && i+same < len(r.content) && r.content[i+same] == r.content[i] {
				same++
			}
			fmt.Fprintf(&path, "M%g %g", float64((r.x+i)*cellWidth)+s.x, float64(y*cellHeight)+s.y)
			if same > 1 {
				fmt.Fprintf(&path, "h%d", same*cellWidth)
			} else {
				path.WriteString(s.path)
			}
			i += same
		}
		fmt.Fprintf(b, `<path d="%s"%s/>`, path.Bytes(), r.ink(first, paint))
	}
}

// ink says how a path of the run is drawn.
func (r run) ink(s shape, paint string) string {
	opacity := s.opacity
	if opacity == 0 {
		opacity = 1
	}
	if r.faint() {
		opacity *= faintOpacity
	}
	var ink string
	switch s.stroke {
	case 0:
		ink = fmt.Sprintf(` fill="%s"`, paint)
	case dot:
		ink = fmt.Sprintf(` stroke="%s" stroke-width="%g" stroke-linecap="round"`, paint, s.stroke)
	default:
		ink = fmt.Sprintf(` fill="none" stroke="%s" stroke-width="%g"`, paint, s.stroke)
	}
	if opacity != 1 {
		ink += fmt.Sprintf(` opacity="%g"`, opacity)
	}
	return ink
}
