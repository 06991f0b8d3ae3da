package tui

import (
	"github.com/charmbracelet/x/ansi"

	"shakeoff/tui/theme"
)

// scroll is how far down something to read is.
type scroll struct{ top int }

// press moves over length lines seen through a window of height.
func (s *scroll) press(a action, length, height int) {
	page := max(1, height-1)
	switch a {
	case actDown:
		s.top++
	case actUp:
		s.top--
	case actPageDown, actReadOn:
		s.top += page
	case actPageUp:
		s.top -= page
	case actFirst:
		s.top = 0
	case actLast:
		s.top = length
	}
	s.top = max(0, min(s.top, length-height))
}

// by moves by so many lines.
func (s *scroll) by(lines, length, height int) {
	s.top = max(0, min(s.top+lines, length-height))
}

// show goes to the top, or as far down as a line asks for that is to be seen.
func (s *scroll) show(line, length, height int) {
	s.top = 0
	if line >= height-1 {
		s.top = max(0, min(line-height/2, length-height))
	}
}

// atEnd says that the last line is in sight.
func (s *scroll) atEnd(length, height int) bool { return s.top+height >= length }

// window returns the lines in sight. Where more follow, the last one says so.
func (s *scroll) window(e env, lines []string) []string {
	top := max(0, min(s.top, len(lines)-e.height))
	seen := lines[top:min(len(lines), top+e.height)]
	if top+len(seen) == len(lines) || len(seen) < 2 {
		return seen
	}
	seen = append([]string(nil), seen[:len(seen)-1]...)
	return append(seen, spaces(gutter)+e.theme.Faint.Render(theme.More))
}

// beside joins two columns of lines; the right one begins at the given cell.
func beside(left, right []string, at int) []string {
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		if i < len(left) {
			lines[i] = left[i]
		}
		if i < len(right) && right[i] != "" {
			lines[i] += spaces(at-ansi.StringWidth(lines[i])) + right[i]
		}
	}
	return lines
}
