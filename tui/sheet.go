package tui

import "shakeoff/tui/theme"

// sheet is a page that may be longer than the screen, with things on it to
// choose from. What is chosen is always in sight, so that no key acts on what
// nobody sees: where it would go out of sight, another one is chosen, or none.
type sheet struct {
	top    int
	chosen int // which of the items; none where nothing is chosen
}

const none = -1

// item is where something to choose stands on a sheet: from its first line up
// to the line behind its last.
type item struct{ from, to int }

// viewport is what a sheet is laid out on: where the items stand, how many lines
// there are, and how many of them are in sight.
type viewport struct {
	items          []item
	length, height int
}

// seen is how many lines can be read at once: the last line in sight is for the
// arrow where there is more.
func (p viewport) seen() int {
	if p.length > p.height && p.height > 1 {
		return p.height - 1
	}
	return max(1, p.height)
}

// furthest is the last line that can be the first in sight.
func (p viewport) furthest() int {
	if p.length <= p.height {
		return 0
	}
	return p.length - p.height
}

// sees says that an item is in sight; of one that is longer than the screen, any
// part.
func (s *sheet) sees(p viewport, i int) bool {
	if i < 0 || i >= len(p.items) {
		return false
	}
	it, bottom := p.items[i], s.top+p.seen()
	if s.top == p.furthest() {
		bottom = p.length
	}
	if it.to-it.from > p.seen() {
		return it.from < bottom && it.to > s.top
	}
	return it.from >= s.top && it.to <= bottom
}

// press moves over the page: to the next item where that is in sight, otherwise
// through the lines.
func (s *sheet) press(a action, p viewport) {
	switch a {
	case actDown:
		if !s.take(p, s.chosen+1) {
			s.scroll(p, 1)
		}
	case actUp:
		if s.chosen <= 0 || !s.take(p, s.chosen-1) {
			s.scroll(p, -1)
		}
	case actPageDown, actReadOn:
		s.scroll(p, p.seen())
	case actPageUp:
		s.scroll(p, -p.seen())
	case actFirst:
		s.scroll(p, -p.length)
	case actLast:
		s.scroll(p, p.length)
	}
}

// take chooses an item if it is in sight.
func (s *sheet) take(p viewport, i int) bool {
	if !s.sees(p, i) {
		return false
	}
	s.chosen = i
	return true
}

// scroll moves by lines. At either end, where nothing moves, the item nearest to
// it is chosen.
func (s *sheet) scroll(p viewport, by int) {
	was := s.top
	s.top = max(0, min(s.top+by, p.furthest()))
	if s.top == was || !s.sees(p, s.chosen) {
		s.nearest(p, by > 0 && s.top == was)
	}
}

// nearest chooses the first item in sight, or the last.
func (s *sheet) nearest(p viewport, last bool) {
	s.chosen = none
	for i := range p.items {
		if s.sees(p, i) {
			s.chosen = i
			if !last {
				return
			}
		}
	}
}

// settle chooses what is in sight after the page has changed.
func (s *sheet) settle(p viewport) {
	s.top = max(0, min(s.top, p.furthest()))
	if !s.sees(p, s.chosen) {
		s.nearest(p, false)
	}
}

// show moves the page so that the chosen item is in sight, as little as possible.
func (s *sheet) show(p viewport) {
	if s.chosen >= 0 && s.chosen < len(p.items) && !s.sees(p, s.chosen) {
		it := p.items[s.chosen]
		s.top = max(min(s.top, it.from), it.to-p.seen())
	}
	s.top = max(0, min(s.top, p.furthest()))
}

// pick chooses an item that was clicked, and says false if it was chosen already.
// It begins from what is in sight: after a resize that is not yet where top is.
func (s *sheet) pick(p viewport, i int) bool {
	s.show(p)
	if i == s.chosen || i >= len(p.items) {
		return false
	}
	s.chosen = i
	s.show(p)
	return true
}

// wheel moves by lines, as far as there are any.
func (s *sheet) wheel(p viewport, by int) {
	s.show(p)
	if to := max(0, min(s.top+by, p.furthest())); to != s.top {
		s.scroll(p, to-s.top)
	}
}

// targets are the items in sight, and all of it for the wheel.
func (s *sheet) targets(e env, p viewport) []target {
	var all []target
	top := max(0, min(s.top, p.furthest()))
	bottom := p.seen()
	if top == p.furthest() {
		bottom = p.height
	}
	for i, it := range p.items {
		if from, to := max(0, it.from-top), min(it.to-top, bottom); from < to {
			all = append(all, target{y: from, width: e.width, height: to - from, does: actRead, at: i})
		}
	}
	return append(all, reads(e)...)
}

// window returns the lines in sight. Where more follow, the last one says so.
func (s *sheet) window(e env, p viewport, lines []string) []string {
	top := max(0, min(s.top, p.furthest()))
	if top == p.furthest() || p.height < 2 {
		return lines[top:min(len(lines), top+p.height)]
	}
	seen := append([]string(nil), lines[top:top+p.seen()]...)
	return append(seen, spaces(gutter)+e.theme.Faint.Render(theme.More))
}
