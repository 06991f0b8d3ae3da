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

// rule is what a setting takes: so many lines, each of so many letters.
type rule struct{ fewest, most, shortest, longest int }

// ruleOf returns the rule of a setting with words; known is false if there is no such setting.
func ruleOf(name string) (r rule, known bool) {
	switch name {
	case "question":
		return rule{1, 1, 1, maxQuestion}, true
	case "line", "stop", "nothing":
		return rule{1, 1, 0, maxLine}, true
	case "hints":
		return rule{0, maxHints, 1, maxLine}, true
	case "reminders":
		return rule{1, maxReminders, 1, maxLine}, true
	case "name": // whose letters mayBeOwn knows
		return rule{1, 1, 1, maxLine}, true
	}
	return rule{}, false
}

// told says what a setting of this name takes.
func (r rule) told(name string) tomlfile.Mistake {
	switch {
	case name == "name":
		return tomlfile.Wrong("name")
	case r.most > 1 && r.fewest == 0:
		return tomlfile.Wrong("lines_to", r.most, r.longest)
	case r.most > 1:
		return tomlfile.Wrong("lines_from", r.most, r.longest)
	case r.shortest == 0:
		return tomlfile.Wrong("line_to", r.longest)
	default:
		return tomlfile.Wrong("line_from", r.longest)
	}
}

// setting is a setting of guide.toml, with its words in a guide.
type setting struct {
	table string // "" for none
	name  string
	texts []*string
}

// settings returns the settings of a guide. A weight that is not asked for has none.
func (g *Guide) settings() []setting {
	all := []setting{{"", "reminders", pointers(g.Reminders)}}
	add := func(table, name string, texts ...*string) { all = append(all, setting{table, name, texts}) }
	own := 0
	for i := range g.Steps {
		s := &g.Steps[i]
		table := fmt.Sprintf("[%s]", s.Name)
		if s.Own {
			own++
			table = fmt.Sprintf("[[step]] %d", own)
			add(table, "name", (*string)(&s.Name))
		}
		add(table, "question", &s.Question)
		add(table, "line", &s.Line)
		add(table, "hints", pointers(s.Hints)...)
	}
	for i, w := range []*Weigh{&g.Before, &g.After} {
		if *w != (Weigh{}) {
			table := []string{"[before]", "[after]"}[i]
			add(table, "question", &w.Question)
			add(table, "line", &w.Line)
		}
	}
	add("[heavy]", "stop", &g.Heavy.Stop)
	add("[heavy]", "nothing", &g.Heavy.Nothing)
	add("[heavy]", "question", &g.Heavy.Question)
	add("[heavy]", "line", &g.Heavy.Line)
	return all
}

func pointers(texts []string) []*string {
	all := make([]*string, len(texts))
	for i := range texts {
		all[i] = &texts[i]
	}
	return all
}

// Check returns what is wrong with the words of a guide, or nil: each text is one line, safe
// to draw, and can be taken in with a breath. The error names a setting of guide.toml and what
// it takes, never a word of the guide.
func (g Guide) Check() error {
	var own []string
	for _, s := range g.settings() {
		rule, _ := ruleOf(s.name)
		holds := s.holds(rule)
		if s.name == "name" {
			name := *s.texts[0]
			holds = mayBeOwn(journal.Step(name)) && !slices.Contains(own, name)
			own = append(own, name)
		}
		if !holds {
			var where any = s.name
			if s.table != "" {
				where = tomlfile.Wrong("in", s.name, s.table)
			}
			return tomlfile.Wrong("takes", where, rule.told(s.name))
		}
	}
	if len(own) > maxOwn {
		return tomlfile.Wrong("takes", "[[step]]", tomlfile.Wrong("own", maxOwn))
	}
	return nil
}

// holds says that the words of a setting keep a rule, without space around them.
func (s setting) holds(r rule) bool {
	breaks := func(text *string) bool {
		return len(*text) < r.shortest || strings.TrimSpace(*text) != *text || !tomlfile.IsLine(*text, r.longest)
	}
	return len(s.texts) >= r.fewest && len(s.texts) <= r.most && !slices.ContainsFunc(s.texts, breaks)
}

// mayBeOwn says that a person's own step can have a name: none of the program's,
// nor the one by which an export takes the weights.
func mayBeOwn(name journal.Step) bool {
	return name.Valid() && name != "weight" && !English().Has(name)
}
