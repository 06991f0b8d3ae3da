package guide

import (
	"embed"

	"github.com/pelletier/go-toml/v2"
)

//go:embed *.toml
var languages embed.FS

// texts are the words of a built-in guide in one language, as its file has them.
type texts struct {
	perStep[question]
	Before, After Weigh
	Reminders     []string
}

type question struct {
	Question, Line string
	Hints          map[string]string // by their angle, which is the same in every language
}

// In returns the guide as it comes in a language, named as in ISO 639-1; ok is
// false for one that is not built in. The languages are those of package words.
func In(code string) (g Guide, ok bool) {
	t := english()
	if code != "en" {
		text, err := languages.ReadFile(code + ".toml")
		if err != nil || toml.Unmarshal(text, &t) != nil {
			return Guide{}, false
		}
	}
	return t.guide(), true
}

// guide puts the words where they are asked.
func (t texts) guide() Guide {
	g := Guide{Before: t.Before, After: t.After, Reminders: t.Reminders}
	for _, built := range steps() {
		q := t.of(built.name)
		s := Step{Name: built.name, Question: q.Question, Line: q.Line}
		for _, angle := range built.angles {
			s.Hints = append(s.Hints, q.Hints[angle])
		}
		g.Steps = append(g.Steps, s)
	}
	return g
}
