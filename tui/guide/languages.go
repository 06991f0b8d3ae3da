package guide

import (
	"embed"

	"github.com/pelletier/go-toml/v2"

	"shakeoff/store/journal"
)

//go:embed *.toml
var languages embed.FS

// texts are the words of a built-in guide in one language, as its file has them.
type texts struct {
	Happened, Control, Change, Release question
	Before, After                      Weigh
	Reminders                          []string
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

// guide puts the words where they are asked. Here the angles have their order.
func (t texts) guide() Guide {
	return Guide{
		Steps: []Step{
			t.Happened.step(journal.Happened, "first", "again", "setting", "feeling"),
			t.Control.step(journal.Control, "never_yours", "looking_back", "rule", "carrying", "colleague"),
			t.Change.step(journal.Change, "wish", "hear_you", "backed_up", "hear_back", "put_right", "abuse"),
			t.Release.step(journal.Release, "everyone", "stays"),
		},
		Before:    t.Before,
		After:     t.After,
		Reminders: t.Reminders,
	}
}

func (q question) step(name journal.Step, angles ...string) Step {
	s := Step{Name: name, Question: q.Question, Line: q.Line}
	for _, angle := range angles {
		s.Hints = append(s.Hints, q.Hints[angle])
	}
	return s
}
