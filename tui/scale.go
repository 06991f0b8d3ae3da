package tui

import (
	"fmt"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/theme"
)

// scale is a weight that is being chosen. Digits count as a weight only until
// they turn out to be words, so it remembers them, and what it was before.
type scale struct {
	weight int
	chosen bool
	at     time.Time // when it was chosen
	typed  string    // digits since it was opened, or since an arrow
	was    *scale    // before the first of them
}

// open begins a new choice, with the weight that was chosen before in sight.
func (s *scale) open() { s.typed, s.was = "", nil }

// digit chooses a weight: 1 then 0 is 10, otherwise a new digit replaces the
// last. The third digit in a row was no weight: it returns all three.
func (s *scale) digit(d string, now time.Time) (words string) {
	if len(s.typed) == 2 {
		return s.words() + d
	}
	if s.typed == "" {
		was := *s
		s.was = &was
	}
	s.weight, s.chosen, s.at = int(d[0]-'0'), true, now
	if s.typed == "1" && d == "0" {
		s.weight = journal.MaxWeight
	}
	s.typed += d
	return ""
}

// choose takes a digit where no words follow: a third in a row is another choice.
func (s *scale) choose(d string, now time.Time) {
	if words := s.digit(d, now); words != "" {
		s.digit(d, now)
	}
}

// words takes back the digits, which were words, and returns them.
func (s *scale) words() string {
	typed := s.typed
	if s.was != nil {
		*s = *s.was
	}
	s.open()
	return typed
}

// step makes the weight one heavier or lighter.
func (s *scale) step(by int, now time.Time) {
	s.weight = min(max(s.weight+by, 0), journal.MaxWeight)
	s.chosen, s.at = true, now
	s.open()
}

// pick takes a click on a dot. The first dot, clicked again, is nothing at all.
func (s *scale) pick(weight int, now time.Time) {
	if weight == 1 && s.chosen && s.weight == 1 {
		weight = 0
	}
	s.weight, s.chosen, s.at = weight, true, now
	s.open()
}

// clear chooses nothing.
func (s *scale) clear() { *s = scale{} }

// weighing is the weight that was chosen, nil for none.
func (s *scale) weighing(m journal.Moment) *journal.Weighing {
	if !s.chosen {
		return nil
	}
	return &journal.Weighing{At: s.at, Moment: m, Weight: s.weight}
}

// press takes the keys of a scale after which no words follow, and says whether
// it was one of them.
func (s *scale) press(a action, k tea.KeyPressMsg, now time.Time) bool {
	switch {
	case a == actDigit:
		s.choose(k.String(), now)
	case a == actLighter:
		s.step(-1, now)
	case a == actHeavier:
		s.step(+1, now)
	case k.String() == "backspace":
		s.clear()
	default:
		return false
	}
	return true
}

// weightWidth is where the number stands beside the dots.
const weightWidth = theme.Heaviest + 2

// weight is a weight as dots and number; empty dots where none is chosen.
func weight(t theme.Theme, s scale) string {
	if !s.chosen {
		return t.Dots(0)
	}
	return t.Dots(s.weight) + "  " + t.Text.Render(fmt.Sprint(s.weight))
}

// weigh adds a weight that is being chosen, with the cursor behind its number. A
// click on a dot chooses it, and one on the number goes on.
func (c *canvas) weigh(s scale, goOn action) {
	c.bar(weight(c.theme, s))
	y := len(c.frame.lines) - 1
	for dot := range theme.Heaviest {
		c.frame.targets = append(c.frame.targets, target{x: gutter + dot, y: y, width: 1, height: 1, does: actDigit, at: dot + 1})
	}
	x := weightWidth
	if s.chosen {
		digits := len(strconv.Itoa(s.weight))
		c.frame.targets = append(c.frame.targets, target{x: gutter + x, y: y, width: digits, height: 1, does: goOn})
		x += digits
	}
	c.cursor(x)
}
