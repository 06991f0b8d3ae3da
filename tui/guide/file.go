package guide

import (
	"slices"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/tomlfile"
)

// file is guide.toml: a person's own words in place of the built-in ones, and their own
// questions.
type file struct {
	Happened, Control, Change, Release *Step
	Before, After                      *Weigh
	Heavy                              *Heavy
	Reminders                          *[]string
	Weigh                              any // true, false, or which one
	Hints                              *bool
	Own                                []ownStep `toml:"step"`
}

type ownStep struct {
	Name journal.Step
	Step
}

// Reworded returns the guide with what the text of a guide.toml sets, or, if that breaks a
// rule, as it was. The error names the line or the setting and what it takes.
func (g Guide) Reworded(text []byte) (Guide, error) {
	own, f, err := g.with(text)
	if err != nil {
		return g, err
	}
	for _, s := range own.settings() {
		for _, text := range s.texts {
			*text = strings.TrimSpace(*text)
		}
	}
	if err := own.Check(); err != nil {
		return g, err
	}
	if err := f.turnOff(&own); err != nil {
		return g, err
	}
	return own, nil
}

// with returns the guide with the words of a guide.toml, which no rule has been held against yet,
// and the file, which may turn some of it off.
func (g Guide) with(text []byte) (own Guide, f file, err error) {
	own = g
	own.Reminders, own.Steps = slices.Clone(g.Reminders), nil
	for _, s := range g.Steps {
		if !s.Own {
			s.Hints = slices.Clone(s.Hints)
			own.Steps = append(own.Steps, s)
		}
	}
	f = file{Before: &own.Before, After: &own.After, Heavy: &own.Heavy, Reminders: &own.Reminders}
	f.Happened, f.Control, f.Change, f.Release = &own.Steps[0], &own.Steps[1], &own.Steps[2], &own.Steps[3]
	if err := tomlfile.Decode(text, &f, takes); err != nil {
		return g, f, err
	}
	for _, s := range f.Own {
		s.Step.Name, s.Own = s.Name, true
		own.Steps = slices.Insert(own.Steps, len(own.Steps)-1, s.Step)
	}
	for i := range own.Steps {
		if len(own.Steps[i].Hints) == 0 {
			own.Steps[i].Hints = nil
		}
	}
	return own, f, nil
}

// turnOff removes from the guide what the file turns off.
func (f *file) turnOff(g *Guide) error {
	switch f.Weigh {
	case nil, true:
	case false:
		g.Before, g.After = Weigh{}, Weigh{}
	case onlyBefore:
		g.After = Weigh{}
	case onlyAfter:
		g.Before = Weigh{}
	default:
		return tomlfile.Wrong("takes", "weigh", tomlfile.Wrong("one_of", `true, false, "before", "after"`))
	}
	if f.Hints != nil && !*f.Hints {
		for i := range g.Steps {
			g.Steps[i].Hints = nil
		}
	}
	return nil
}

// What weigh takes in addition to true and false.
const (
	onlyBefore = "before"
	onlyAfter  = "after"
)

// takes says what a setting takes, or if it is unknown, how settings are written.
func takes(key []string) tomlfile.Mistake {
	written := tomlfile.Wrong("straight", `line = "…"`)
	if len(key) == 0 {
		return written
	}
	name := key[len(key)-1]
	tables := map[string]string{
		"step":     "name, question, line, hints",
		onlyBefore: "question, line",
		onlyAfter:  "question, line",
		"heavy":    "stop, nothing, question, line",
	}
	for _, s := range English().Names() {
		tables[string(s)] = "question, line, hints"
	}
	table := "[" + name + "]"
	if name == "step" {
		table = "[[step]]"
	}
	rule, known := ruleOf(name)
	switch {
	case tables[name] != "":
		return tomlfile.Wrong("takes", table, tomlfile.Wrong("parts", tables[name]))
	case name == "hints" && len(key) == 1:
		return tomlfile.Wrong("takes", name, tomlfile.Wrong("bool"))
	case known:
		return tomlfile.Wrong("takes", name, rule.told(name))
	}
	return written
}
