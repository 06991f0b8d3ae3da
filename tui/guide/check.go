package guide

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/tomlfile"
)

// The bounds of a guide: what a screen has room for, and what can be taken in
// with one breath.
const (
	maxQuestion  = 120 // letters
	maxLine      = 200 // letters; of a hint and a reminder too
	maxHints     = 9   // of one question
	maxReminders = 9
	maxOwn       = 5 // questions of a person's own
)

// What the settings of guide.toml take.
const (
	takesName  = "a short name of its own in small letters, as in who-helped"
	takesYes   = "true or false"
	takesWeigh = `true, false, "before" or "after"`
)

var (
	takesQuestion  = fmt.Sprintf("one line of 1 to %d letters", maxQuestion)
	takesLine      = fmt.Sprintf("one line of at most %d letters", maxLine)
	takesHints     = fmt.Sprintf("at most %d lines of 1 to %d letters", maxHints, maxLine)
	takesReminders = fmt.Sprintf("1 to %d lines of 1 to %d letters", maxReminders, maxLine)
)

// errOrder is about a guide of the program: no file can make one like it.
var errOrder = errors.New("the steps of the guide are not in their order")

// builtIn are the steps that every guide has, in their order.
func builtIn() []journal.Step {
	return []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release}
}

// Check returns what is wrong with a guide, or nil. Every guide has the four steps
// of the program in their order, and a person's own between them and the last; a
// weight that is not asked has no words. Each text is one line, safe to draw, and
// no longer than can be taken in with a breath. The error names a setting of
// guide.toml and what it takes, never a word of the guide.
func (g Guide) Check() error {
	if err := g.checkOrder(); err != nil {
		return err
	}
	own := 0
	for _, s := range g.Steps {
		where := fmt.Sprintf("[%s]", s.Name)
		if s.Own {
			own++
			where = fmt.Sprintf("[[step]] %d", own)
		}
		if err := s.check(where); err != nil {
			return err
		}
	}
	if err := g.Before.check("[before]"); err != nil {
		return err
	}
	if err := g.After.check("[after]"); err != nil {
		return err
	}
	if n := len(g.Reminders); n == 0 || n > maxReminders || !areLines(g.Reminders) {
		return fmt.Errorf("reminders takes %s", takesReminders)
	}
	return nil
}

// checkOrder holds the steps to their places and names.
func (g Guide) checkOrder() error {
	var names, own []journal.Step
	for i, s := range g.Steps {
		if s.Own && i < len(builtIn())-1 {
			return errOrder
		}
		if s.Own {
			own = append(own, s.Name)
		} else {
			names = append(names, s.Name)
		}
	}
	if !slices.Equal(names, builtIn()) || g.Steps[len(g.Steps)-1].Own {
		return errOrder
	}
	if len(own) > maxOwn {
		return fmt.Errorf("[[step]] takes at most %d questions of your own", maxOwn)
	}
	for i, name := range own {
		if !mayBeOwn(name) || slices.Contains(own[:i], name) {
			return fmt.Errorf("name in [[step]] %d takes %s", i+1, takesName)
		}
	}
	return nil
}

// mayBeOwn says that a person's own step can have a name: none of the program's,
// nor the one by which an export takes the weights.
func mayBeOwn(name journal.Step) bool {
	return name.Valid() && name != "weight" && !slices.Contains(builtIn(), name)
}

func (s Step) check(where string) error {
	switch {
	case s.Question == "" || !isLine(s.Question, maxQuestion):
		return fmt.Errorf("question in %s takes %s", where, takesQuestion)
	case !isLine(s.Line, maxLine):
		return fmt.Errorf("line in %s takes %s", where, takesLine)
	case len(s.Hints) > maxHints || !areLines(s.Hints):
		return fmt.Errorf("hints in %s takes %s", where, takesHints)
	}
	return nil
}

func (w Weigh) check(where string) error {
	if w == (Weigh{}) {
		return nil
	}
	return Step{Question: w.Question, Line: w.Line}.check(where)
}

// areLines says that each is a line with words in it.
func areLines(lines []string) bool {
	return !slices.ContainsFunc(lines, func(s string) bool { return s == "" || !isLine(s, maxLine) })
}

// isLine says that a text is one line that is safe to draw, without space around it.
func isLine(s string, most int) bool {
	return strings.TrimSpace(s) == s && tomlfile.IsLine(s, most)
}
