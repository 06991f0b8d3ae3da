package kit

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/tui/theme"
)

// Scroll is how far down something to read is.
type Scroll struct{ Top int }

// Update takes the wheel or a key over length lines, and returns what the key asks
// for in this context.
func (s *Scroll) Update(e Env, at KeyContext, msg tea.Msg, length int) (a Action) {
	switch msg := msg.(type) {
	case Wheeled:
		s.By(msg.By, length, e.Height)
	case tea.KeyPressMsg:
		a = e.Action(at, msg)
		s.Press(a, length, e.Height)
	}
	return a
}

// Steps is how far a key moves, given how many lines or rows make a page, and how many there are.
func Steps(a Action, page, all int) int {
	return map[Action]int{
		ActDown: 1, ActUp: -1, ActPageDown: page, ActReadOn: page, ActPageUp: -page, ActFirst: -all, ActLast: all,
	}[a]
}

// Press moves over lines that are seen through a window of height.
func (s *Scroll) Press(a Action, length, height int) {
	s.By(Steps(a, max(1, height-1), length), length, height)
}

// By moves by a number of lines.
func (s *Scroll) By(lines, length, height int) {
	s.Top = max(0, min(s.Top+lines, length-height))
}

// Show goes to the top, or as far down as it takes to see a line.
func (s *Scroll) Show(line, length, height int) {
	s.Top = 0
	if line >= height-1 {
		s.Top = max(0, min(line-height/2, length-height))
	}
}

// Window returns the lines in sight. Where more follow, the last of them says so.
func (s *Scroll) Window(e Env, lines []string) []string {
	top := max(0, min(s.Top, len(lines)-e.Height))
	seen := lines[top:min(len(lines), top+e.Height)]
	if top+len(seen) == len(lines) || len(seen) < 2 {
		return seen
	}
	return append(slices.Clone(seen[:len(seen)-1]), Spaces(Gutter)+e.Theme.Faint.Render(theme.More))
}

// JoinColumns joins two columns of lines; the right one begins at the given cell.
func JoinColumns(left, right []string, at int) []string {
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		if i < len(left) {
			lines[i] = left[i]
		}
		if i < len(right) && right[i] != "" {
			lines[i] += Spaces(at-ansi.StringWidth(lines[i])) + right[i]
		}
	}
	return lines
}
