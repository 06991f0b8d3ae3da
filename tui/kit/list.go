package kit

import (
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"shakeoff/tui/theme"
)

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

// Seen is how many lines can be read at once: the last line in sight is for the
// arrow where there is more.
func (p Viewport) Seen() int {
	if p.length > p.height && p.height > 1 {
		return p.height - 1
	}
	return max(1, p.height)
}

// furthest is the last line that can be the first in sight.
func (p Viewport) furthest() int { return max(0, p.length-p.height) }

func (p Viewport) clamp(top int) int { return max(0, min(top, p.furthest())) }

// sees says that an item is in sight; of one that is longer than the screen, any
// part.
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

// Clamp chooses what is in sight after the page has changed.
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

// Pick chooses an item that was clicked, and says false if it was chosen already.
// It begins from what is in sight: after a resize that is not yet where top is.
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

// Frame draws what of a passage is in sight, the chosen item among it, and its cursor.
func (s SelectList) Frame(e Env, c Passage) Frame {
	p := c.Viewport(e.Height)
	s.Show(p)
	if c.Cursor != nil {
		c.Cursor.Y -= s.Top
	}
	return Frame{Lines: s.Window(e, c.Lines), Targets: s.Targets(e, p), Cursor: c.Cursor}
}

// Row is how a row of a list begins, and how its words look.
func (e Env) Row(chosen bool) (begin string, words lipgloss.Style) {
	if chosen {
		return e.Theme.Accent.Render(theme.Bar) + " ", e.Theme.Strong
	}
	return Spaces(Gutter), e.Theme.Text
}

// Passage is lines with things to choose among them, and where the cursor stands.
type Passage struct {
	Lines  []string
	Items  []Item
	Cursor *tea.Position
}

// Add adds lines.
func (c *Passage) Add(lines ...string) { c.Lines = append(c.Lines, lines...) }

// Viewport is the passage seen through so many lines.
func (c Passage) Viewport(height int) Viewport { return Viewport{c.Items, len(c.Lines), height} }
