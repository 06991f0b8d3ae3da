package guide

import (
	"slices"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/tomlfile"
)

// file is guide.toml: a person's own words in the place of the built-in ones, and
// their own questions.
type file struct {
	perStep[Step]
	Weigh         any // true, false, or which one
	Hints         *bool
	Reminders     []string
	Before, After Weigh
	Heavy         Heavy
	Own           []ownStep `toml:"step"`
}

type ownStep struct {
	Name journal.Step
	Step
}

// Reworded returns the guide with what the text of a guide.toml sets, or, if that breaks a
// rule, as it was. The error names the line or the setting and what it takes.
func (g Guide) Reworded(text []byte) (Guide, error) {
	f := g.file()
	if err := tomlfile.Decode(text, &f, setting); err != nil {
		return g, err
	}
	own := f.guide()
	if err := own.Check(); err != nil {
		return g, err
	}
	if err := f.turnOff(&own); err != nil {
		return g, err
	}
	return own, nil
}

// file returns what a guide.toml would say that sets everything as it is.
func (g Guide) file() file {
	f := file{Reminders: slices.Clone(g.Reminders), Before: g.Before, After: g.After, Heavy: g.Heavy}
	for _, s := range g.Steps {
		if set := f.of(s.Name); set != nil {
			*set = Step{Question: s.Question, Line: s.Line, Hints: slices.Clone(s.Hints)}
		}
	}
	return f
}

// guide returns the guide of the file, with nothing turned off.
func (f *file) guide() Guide {
	g := Guide{Reminders: trimmed(f.Reminders), Before: f.Before.trimmed(), After: f.After.trimmed(), Heavy: f.Heavy.trimmed()}
	for _, built := range steps() {
		if built.name == journal.Release {
			for _, s := range f.Own {
				g.Steps = append(g.Steps, s.named(journal.Step(strings.TrimSpace(string(s.Name))), true))
			}
		}
		g.Steps = append(g.Steps, f.of(built.name).named(built.name, false))
	}
	return g
}

// named returns the step of a file under its name.
func (s Step) named(name journal.Step, own bool) Step {
	return Step{Name: name, Question: strings.TrimSpace(s.Question), Line: strings.TrimSpace(s.Line), Hints: trimmed(s.Hints), Own: own}
}

func (w Weigh) trimmed() Weigh {
	return Weigh{Question: strings.TrimSpace(w.Question), Line: strings.TrimSpace(w.Line)}
}

func (h Heavy) trimmed() Heavy {
	t := trimmed([]string{h.Stop, h.Nothing, h.Question, h.Line})
	return Heavy{Stop: t[0], Nothing: t[1], Question: t[2], Line: t[3]}
}

// trimmed returns lines without the space around them; nil for none.
func trimmed(lines []string) []string {
	var out []string
	for _, line := range lines {
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

// turnOff takes out of the guide what the file turns off.
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

// What weigh takes besides true and false.
const (
	onlyBefore = "before"
	onlyAfter  = "after"
)

// setting says what a setting takes, or how any is written.
func setting(key []string) tomlfile.Mistake {
	if len(key) == 0 {
		return tomlfile.Wrong("straight", `line = "…"`)
	}
	name := key[len(key)-1]
	table := func(name, parts string) tomlfile.Mistake {
		return tomlfile.Wrong("takes", name, tomlfile.Wrong("parts", parts))
	}
	switch {
	case name == "hints" && len(key) == 1:
		return tomlfile.Wrong("takes", name, tomlfile.Wrong("bool"))
	case name == "step":
		return table("[[step]]", "name, question, line, hints")
	case new(perStep[Step]).of(journal.Step(name)) != nil:
		return table("["+name+"]", "question, line, hints")
	case name == onlyBefore || name == onlyAfter:
		return table("["+name+"]", "question, line")
	case name == heaviest:
		return table("["+name+"]", "stop, nothing, question, line")
	case slices.Contains([]string{"stop", "nothing", "question", "line", "name", "reminders", "hints"}, name):
		return tomlfile.Wrong("takes", name, takes(name))
	}
	return tomlfile.Wrong("straight", `line = "…"`)
}
