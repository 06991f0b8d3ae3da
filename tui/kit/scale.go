package kit

import (
	"fmt"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/theme"
)

// Scale is a weight that is being chosen. Digits may turn out to be words, so it remembers them, and
// what it was before.
type Scale struct {
	weight int
	Chosen bool
	at     time.Time // when it was chosen
	typed  string    // digits since it was opened, or since an arrow key
	was    *Scale    // before the first of them
}

// Open begins a new choice, with the weight that was chosen before in sight.
func (s *Scale) Open() { s.typed, s.was = "", nil }

// oneNumber is how soon after a digit another belongs to the same number.
const oneNumber = 500 * time.Millisecond

// digit chooses a weight: 1 then 0 is 10, otherwise a new digit replaces the last. A third is
// another choice, unless all came in a row: then they were words, and are returned.
func (s *Scale) digit(d string, now time.Time) (words string) {
	switch {
	case len(s.typed) < 2:
	case now.Sub(s.at) < oneNumber:
		return s.words() + d
	default:
		s.Open()
	}
	if s.typed == "" {
		was := *s
		s.was = &was
	}
	s.weight, s.Chosen, s.at = int(d[0]-'0'), true, now
	if s.typed == "1" && d == "0" {
		s.weight = journal.MaxWeight
	}
	s.typed += d
	return ""
}

// Choose takes a digit where there are no words: a third in a row is another choice.
func (s *Scale) Choose(d string, now time.Time) {
	if words := s.digit(d, now); words != "" {
		s.digit(d, now)
	}
}

func (s *Scale) words() string {
	typed := s.typed
	if s.was != nil {
		*s = *s.was
	}
	s.Open()
	return typed
}

func (s *Scale) step(by int, now time.Time) {
	*s = Scale{weight: min(max(s.weight+by, 0), journal.MaxWeight), Chosen: true, at: now}
}

// Pick takes a click on a dot. The first dot, clicked again, is 0.
func (s *Scale) Pick(weight int, now time.Time) {
	if weight == 1 && s.Chosen && s.weight == 1 {
		weight = 0
	}
	*s = Scale{weight: weight, Chosen: true, at: now}
}

// Weighing is the weight that was chosen, nil if none was.
func (s *Scale) Weighing(m journal.Moment) *journal.Weighing {
	if !s.Chosen {
		return nil
	}
	return &journal.Weighing{At: s.at, Moment: m, Weight: s.weight}
}

// Press takes a key of a scale where there are no words, and says whether it was one.
func (s *Scale) Press(a Action, k tea.KeyPressMsg, now time.Time) bool {
	switch {
	case a == ActDigit:
		s.Choose(k.String(), now)
	case a == ActLighter:
		s.step(-1, now)
	case a == ActHeavier:
		s.step(+1, now)
	case k.String() == "backspace":
		*s = Scale{}
	default:
		return false
	}
	return true
}

// weightWidth is where the number stands beside the dots.
const weightWidth = theme.Heaviest + 2

// DrawWeight is a weight as dots and a number; empty dots where none is chosen.
func DrawWeight(t *theme.Theme, s Scale) string {
	if !s.Chosen {
		return t.Dots(0)
	}
	return t.Dots(s.weight) + "  " + t.Text.Render(fmt.Sprint(s.weight))
}

// DrawScale adds a weight that is being chosen, with the cursor after its number. A click on a dot
// chooses it, and one on the number goes on.
func (c *Canvas) DrawScale(s Scale, goOn Action) {
	c.Bar(DrawWeight(c.Theme, s))
	y := len(c.Frame.Lines) - 1
	for dot := range theme.Heaviest {
		c.Frame.Targets = append(c.Frame.Targets, Target{X: Gutter + dot, Y: y, Width: 1, Height: 1, Does: ActDigit, At: dot + 1})
	}
	x := weightWidth
	if s.Chosen {
		digits := len(strconv.Itoa(s.weight))
		c.Frame.Targets = append(c.Frame.Targets, Target{X: Gutter + x, Y: y, Width: digits, Height: 1, Does: goOn})
		x += digits
	}
	c.cursor(x)
}
