package guide

import (
	"fmt"
	"slices"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/tomlfile"
)

// The bounds of a guide: what a screen has room for, and what can be taken in with one breath.
const (
	maxQuestion  = 120 // letters
	maxLine      = 200 // letters; of a hint and a reminder too
	maxHints     = 9   // of one question
	maxReminders = 9
	maxOwn       = 5 // questions of a person's own
)

// takes says what a setting of guide.toml takes.
func takes(name string) tomlfile.Mistake {
	switch name {
	case "name":
		return tomlfile.Wrong("name")
	case "question":
		return tomlfile.Wrong("line_from", maxQuestion)
	case "hints":
		return tomlfile.Wrong("lines_to", maxHints, maxLine)
	case "reminders":
		return tomlfile.Wrong("lines_from", maxReminders, maxLine)
	default:
		return tomlfile.Wrong("line_to", maxLine)
	}
}

// wrong is a setting of a table that breaks its rule.
func wrong(name, table string) error {
	return tomlfile.Wrong("takes", tomlfile.Wrong("in", name, table), takes(name))
}

// Check returns what is wrong with the words of a guide, or nil: each text is one line, safe
// to draw, and can be taken in with a breath. A weight that is not asked has none. The error
// names a setting of guide.toml and what it takes, never a word of the guide.
func (g Guide) Check() error {
	var own []journal.Step
	for _, s := range g.Steps {
		where := fmt.Sprintf("[%s]", s.Name)
		if s.Own {
			where = fmt.Sprintf("[[step]] %d", len(own)+1)
			if !mayBeOwn(s.Name) || slices.Contains(own, s.Name) {
				return wrong("name", where)
			}
			own = append(own, s.Name)
		}
		if err := s.check(where); err != nil {
			return err
		}
	}
	if len(own) > maxOwn {
		return tomlfile.Wrong("takes", "[[step]]", tomlfile.Wrong("own", maxOwn))
	}
	for i, w := range []Weigh{g.Before, g.After} {
		if w == (Weigh{}) {
			continue
		}
		where := []string{"[before]", "[after]"}[i]
		if err := (Step{Question: w.Question, Line: w.Line}).check(where); err != nil {
			return err
		}
	}
	if err := (Step{Question: g.Heavy.Question, Line: g.Heavy.Line}).check("[heavy]"); err != nil {
		return err
	}
	switch {
	case !isLine(g.Heavy.Stop, maxLine):
		return wrong("stop", "[heavy]")
	case !isLine(g.Heavy.Nothing, maxLine):
		return wrong("nothing", "[heavy]")
	}
	if n := len(g.Reminders); n == 0 || n > maxReminders || !areLines(g.Reminders) {
		return tomlfile.Wrong("takes", "reminders", takes("reminders"))
	}
	return nil
}

// mayBeOwn says that a person's own step can have a name: none of the program's,
// nor the one by which an export takes the weights.
func mayBeOwn(name journal.Step) bool {
	return name.Valid() && name != "weight" && new(perStep[Step]).of(name) == nil
}

func (s Step) check(where string) error {
	switch {
	case s.Question == "" || !isLine(s.Question, maxQuestion):
		return wrong("question", where)
	case !isLine(s.Line, maxLine):
		return wrong("line", where)
	case len(s.Hints) > maxHints || !areLines(s.Hints):
		return wrong("hints", where)
	}
	return nil
}

// areLines says that each is a line with words in it.
func areLines(lines []string) bool {
	return !slices.ContainsFunc(lines, func(s string) bool { return s == "" || !isLine(s, maxLine) })
}

// isLine says that a text is one line that is safe to draw, without space around it.
func isLine(s string, most int) bool {
	return strings.TrimSpace(s) == s && tomlfile.IsLine(s, most)
}
