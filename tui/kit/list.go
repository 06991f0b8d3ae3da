package kit

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
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

// SelectList is a page with things on it to choose from. No key acts on what nobody sees: where
// the chosen one would go out of sight, another is chosen, or none.
type SelectList struct {
	Scroll
	Chosen int // which of the items; None where nothing is
}

// None is chosen where nothing is.
const None = -1

// Item is where something to choose stands on the page: from its first line up
// to the line after its last.
type Item struct{ From, To int }

// Viewport is what is seen of such a page: where the items stand, how many lines there
// are, and how many of them are in sight.
type Viewport struct {
	items          []Item
	length, height int
}

// Seen is how many lines can be read at once: where there is more, the last line in sight holds
// the arrow.
func (p Viewport) Seen() int {
	if p.length > p.height && p.height > 1 {
		return p.height - 1
	}
	return max(1, p.height)
}

// furthest is how far down the first line in sight can be.
func (p Viewport) furthest() int { return max(0, p.length-p.height) }

func (p Viewport) clamp(top int) int { return max(0, min(top, p.furthest())) }

// sees says that an item is in sight, or any part of one that is longer than the screen.
func (s *SelectList) sees(p Viewport, i int) bool {
	if i < 0 || i >= len(p.items) {
		return false
	}
	it, bottom := p.items[i], s.Top+p.Seen()
	if s.Top == p.furthest() {
		bottom = p.length
	}
	if it.To-it.From > p.Seen() {
		return it.From < bottom && it.To > s.Top
	}
	return it.From >= s.Top && it.To <= bottom
}

// Press moves over the page: to the next item where that is in sight, otherwise
// through the lines.
func (s *SelectList) Press(a Action, p Viewport) {
	by := Steps(a, p.Seen(), p.length)
	if i := s.Chosen + by; (a == ActDown || a == ActUp) && s.sees(p, i) {
		s.Chosen = i
	} else if by != 0 {
		s.ScrollBy(p, by)
	}
}

// ScrollBy moves by lines. At either end, where nothing moves, the item nearest to it is chosen.
func (s *SelectList) ScrollBy(p Viewport, by int) {
	was := s.Top
	s.Top = p.clamp(s.Top + by)
	if s.Top == was || !s.sees(p, s.Chosen) {
		s.nearest(p, by > 0 && s.Top == was)
	}
}

func (s *SelectList) nearest(p Viewport, last bool) {
	s.Chosen = None
	for i := range p.items {
		if s.sees(p, i) {
			s.Chosen = i
			if !last {
				return
			}
		}
	}
}

// Clamp makes sure, after the page has changed, that what is chosen is in sight.
func (s *SelectList) Clamp(p Viewport) {
	s.Top = p.clamp(s.Top)
	if !s.sees(p, s.Chosen) {
		s.nearest(p, false)
	}
}

// Show moves the page so that the chosen item is in sight, as little as possible.
func (s *SelectList) Show(p Viewport) {
	if s.Chosen >= 0 && s.Chosen < len(p.items) && !s.sees(p, s.Chosen) {
		it := p.items[s.Chosen]
		s.Top = max(min(s.Top, it.From), it.To-p.Seen())
	}
	s.Top = p.clamp(s.Top)
}

// Pick chooses an item that was clicked, and says false if it was chosen already. After a resize
// what is in sight may not be where Top is, so that comes first.
func (s *SelectList) Pick(p Viewport, i int) bool {
	s.Show(p)
	if i == s.Chosen || i >= len(p.items) {
		return false
	}
	s.Chosen = i
	s.Show(p)
	return true
}

// Wheel moves by lines, as far as there are any.
func (s *SelectList) Wheel(p Viewport, by int) {
	s.Show(p)
	if p.clamp(s.Top+by) != s.Top {
		s.ScrollBy(p, by)
	}
}

// Targets are the items in sight, and all of it for the wheel.
func (s *SelectList) Targets(e Env, p Viewport) []Target {
	var all []Target
	top, bottom := p.clamp(s.Top), p.Seen()
	if top == p.furthest() {
		bottom = p.height
	}
	for i, it := range p.items {
		if from, to := max(0, it.From-top), min(it.To-top, bottom); from < to {
			all = append(all, Target{Y: from, Width: e.Width, Height: to - from, Does: ActRead, At: i})
		}
	}
	return append(all, WheelAll(e)...)
}

// Frame draws the part of a passage that is in sight, with the chosen item and the cursor.
func (s SelectList) Frame(e Env, c Passage) Frame {
	p := c.Viewport(e.Height)
	s.Show(p)
	if c.Cursor != nil {
		c.Cursor.Y -= s.Top
	}
	return Frame{Lines: s.Window(e, c.Lines), Targets: s.Targets(e, p), Cursor: c.Cursor}
}

// Row returns how a row of a list begins, and the style of its words.
func (e Env) Row(chosen bool) (begin string, words lipgloss.Style) {
	if chosen {
		return e.Theme.Accent.Render(theme.Bar) + " ", e.Theme.Strong
	}
	return Spaces(Gutter), e.Theme.Text
}

// Passage is lines with items to choose among them, and a cursor.
type Passage struct {
	Lines  []string
	Items  []Item
	Cursor *tea.Position
}

// Add adds lines.
func (c *Passage) Add(lines ...string) { c.Lines = append(c.Lines, lines...) }

// Viewport is the passage as seen through a window of this height.
func (c Passage) Viewport(height int) Viewport { return Viewport{c.Items, len(c.Lines), height} }
