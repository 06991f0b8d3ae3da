package guide

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"shakeoff/store/journal"
)

// file is guide.toml: a person's own words in the place of the built-in ones, and
// their own questions. What it does not set is nil, and stays as it is.
type file struct {
	Weigh     any       `toml:"weigh"` // true, false, or which one
	Hints     *bool     `toml:"hints"`
	Reminders []string  `toml:"reminders"`
	Happened  words     `toml:"happened"`
	Before    weighed   `toml:"before"`
	Control   words     `toml:"control"`
	Change    words     `toml:"change"`
	Own       []ownStep `toml:"step"`
	Release   words     `toml:"release"`
	After     weighed   `toml:"after"`
}

type words struct {
	Question *string  `toml:"question"`
	Line     *string  `toml:"line"`
	Hints    []string `toml:"hints"`
}

type weighed struct {
	Question *string `toml:"question"`
	Line     *string `toml:"line"`
}

type ownStep struct {
	Name     string   `toml:"name"`
	Question string   `toml:"question"`
	Line     string   `toml:"line"`
	Hints    []string `toml:"hints"`
}

// Reworded returns the guide with what the text of a guide.toml sets. If the text
// breaks a rule, the error names the line or the setting and what it takes, never
// a word of it, and the guide is as it was.
func (g Guide) Reworded(text []byte) (Guide, error) {
	f, err := readFile(text)
	if err != nil {
		return g, err
	}
	own := f.words(g)
	if err := own.Check(); err != nil {
		return g, err
	}
	if own, err = f.without(own); err != nil {
		return g, err
	}
	return own, nil
}

// words puts the words of the file into the guide.
func (f file) words(g Guide) Guide {
	own := g
	own.Steps = nil
	for _, s := range g.Steps {
		if s.Own {
			continue
		}
		if s.Name == journal.Release {
			own.Steps = append(own.Steps, f.ownSteps()...)
		}
		w := f.of(s.Name)
		s.Question, s.Line = or(w.Question, s.Question), or(w.Line, s.Line)
		if w.Hints != nil {
			s.Hints = trimmed(w.Hints)
		}
		own.Steps = append(own.Steps, s)
	}
	own.Before = f.Before.instead(g.Before)
	own.After = f.After.instead(g.After)
	if f.Reminders != nil {
		own.Reminders = trimmed(f.Reminders)
	}
	return own
}

// of returns the words for one of the four steps.
func (f file) of(name journal.Step) words {
	switch name {
	case journal.Happened:
		return f.Happened
	case journal.Control:
		return f.Control
	case journal.Change:
		return f.Change
	default:
		return f.Release
	}
}

func (f file) ownSteps() []Step {
	steps := make([]Step, len(f.Own))
	for i, s := range f.Own {
		steps[i] = Step{
			Name: journal.Step(strings.TrimSpace(s.Name)), Question: strings.TrimSpace(s.Question),
			Line: strings.TrimSpace(s.Line), Hints: trimmed(s.Hints), Own: true,
		}
	}
	return steps
}

func (w weighed) instead(built Weigh) Weigh {
	return Weigh{Question: or(w.Question, built.Question), Line: or(w.Line, built.Line)}
}

// or returns the words that were set, else those that were there.
func or(set *string, built string) string {
	if set == nil {
		return built
	}
	return strings.TrimSpace(*set)
}

// trimmed returns lines without the space around them; nil for none.
func trimmed(lines []string) []string {
	var out []string
	for _, line := range lines {
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

// without leaves out of the guide what the file turns off.
func (f file) without(g Guide) (Guide, error) {
	switch f.Weigh {
	case nil, true:
	case false:
		g.Before, g.After = Weigh{}, Weigh{}
	case onlyBefore:
		g.After = Weigh{}
	case onlyAfter:
		g.Before = Weigh{}
	default:
		return g, fmt.Errorf("weigh takes %s", takesWeigh)
	}
	if f.Hints != nil && !*f.Hints {
		g.Steps = slices.Clone(g.Steps)
		for i := range g.Steps {
			g.Steps[i].Hints = nil
		}
	}
	return g, nil
}

// What weigh takes beside true and false.
const (
	onlyBefore = "before"
	onlyAfter  = "after"
)

// readFile reads guide.toml. Its errors name a line, and never a word of it.
func readFile(text []byte) (f file, err error) {
	if !utf8.Valid(text) {
		return f, errors.New("it takes text in UTF-8")
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF")) // some editors mark UTF-8 so
	err = toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&f)
	var unknown *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case errors.As(err, &unknown) && len(unknown.Errors) > 0:
		line, _ := unknown.Errors[0].Position()
		return f, fmt.Errorf("line %d sets something that cannot be set", line)
	case errors.As(err, &bad):
		line, _ := bad.Position()
		return f, fmt.Errorf("line %d %s", line, fault(bad))
	case err != nil:
		return f, errors.New("it cannot be understood")
	}
	return f, nil
}

// fault says what is wrong with a line.
func fault(bad *toml.DecodeError) string {
	name, takes := setting(bad.Key())
	switch {
	case strings.Contains(bad.Error(), "already"):
		return "sets something for the second time"
	case takes != "":
		return fmt.Sprintf("is not right, %s takes %s", name, takes)
	default:
		return `cannot be understood, a text stands on one line between straight quotes, as in line = "…"`
	}
}

// setting returns the name of a setting and what it takes, or nothing for what
// is none.
func setting(key toml.Key) (name, takes string) {
	if len(key) == 0 {
		return "", ""
	}
	name = key[len(key)-1]
	switch {
	case name == "question":
		return name, takesQuestion
	case name == "line":
		return name, takesLine
	case name == "name":
		return name, takesName
	case name == "reminders":
		return name, takesReminders
	case name == "hints" && len(key) == 1:
		return name, takesYes
	case name == "hints":
		return name, takesHints
	case name == "step":
		return "[[step]]", "name, question, line and hints on lines of their own"
	case slices.Contains(builtIn(), journal.Step(name)):
		return "[" + name + "]", "question, line and hints on lines of their own"
	case name == onlyBefore || name == onlyAfter:
		return "[" + name + "]", "question and line on lines of their own"
	}
	return "", ""
}
