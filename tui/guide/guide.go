// Package guide says what is asked after an encounter, in which order, and with
// which hints. The screens and the plain mode of the command line both ask from
// it, so the questions are the same in either.
//
// English is Go; every other language is a file such as de.toml beside it, in the form of the
// guide.toml that a person may write. It may import package journal, for the names of the steps, and tomlfile.
// Rejected: one string per question in package words. What is asked belongs
// together with its order and hints, and a person may reword it or add steps of their own.
package guide

import (
	"embed"
	"slices"

	"shakeoff/store/journal"
)

// Guide is what is asked, in this order. The first step gives the words that are shaken off;
// the last one closes the page, and steps of one's own stand before it. The weight Before is
// asked after the first answer that has words, the weight After when all is done.
type Guide struct {
	Steps  []Step
	Before Weigh
	After  Weigh
	Heavy  Heavy
	// Reminders are what helps before the next encounter, in the order in which
	// it is wanted: one breath long each. They stand in Ready, open to anyone.
	Reminders []string
}

// Step is one question of the guide.
type Step struct {
	Name     journal.Step `toml:"-"` // the answer is filed under it
	Question string       // as it is asked, and filed with the answer
	Line     string       // explains the question in a breath, faintly under it
	// Hints are other ways to look at the question. They are shown instead of the
	// line, one at a time and only when asked for; there may be none.
	Hints []string
	Own   bool `toml:"-"` // the person added the step to the guide
}

// Weigh is how a weight is asked for. The zero Weigh is not asked.
type Weigh struct{ Question, Line string }

// Enabled says whether there is anything to ask.
func (w Weigh) Enabled() bool { return w.Question != "" }

// Heavy is what is said and asked instead at the heaviest weights, where somebody may have been
// threatened or hurt: nobody is asked what they did wrong then, nor told to shake it off.
type Heavy struct {
	Stop           string // under the weight
	Nothing        string // under the change question
	Question, Line string // of the last step
}

// Angle returns what is shown under the question once another angle was asked for n times: the
// line first, then each hint, then the line again.
func (s Step) Angle(n int) string {
	if n %= len(s.Hints) + 1; n > 0 {
		return s.Hints[n-1]
	}
	return s.Line
}

// Has says that there is a step of this name.
func (g Guide) Has(name journal.Step) bool { return g.at(name) >= 0 }

// at returns the place of a step, or -1.
func (g Guide) at(name journal.Step) int {
	return slices.IndexFunc(g.Steps, func(s Step) bool { return s.Name == name })
}

// Names returns the names of the steps, in their order.
func (g Guide) Names() []journal.Step {
	names := make([]journal.Step, len(g.Steps))
	for i, s := range g.Steps {
		names[i] = s.Name
	}
	return names
}

// QuestionOf returns the question of an answer: as it was asked, if that is known, or as the
// guide asks it, or else the name of its step.
func (g Guide) QuestionOf(a journal.Answer) string {
	i := g.at(a.Step)
	switch {
	case a.Question != "":
		return a.Question
	case i >= 0:
		return g.Steps[i].Question
	default:
		return string(a.Step)
	}
}

// For returns the guide for a page with these answers, with each question as it was asked then.
// Questions that the guide does not have any more come before the last step, in their order.
func (g Guide) For(answers []journal.Answer) Guide {
	g.Steps = slices.Clone(g.Steps)
	var others []Step
	for _, a := range answers {
		asked := g.QuestionOf(a)
		if i := g.at(a.Step); i >= 0 {
			g.Steps[i].Question = asked
		} else {
			others = append(others, Step{Name: a.Step, Question: asked, Own: true})
		}
	}
	g.Steps = slices.Insert(g.Steps, max(0, len(g.Steps)-1), others...)
	return g
}

//go:embed *.toml
var languages embed.FS

// In returns the guide as it comes in a language, named as in ISO 639-1; ok is
// false for one that is not built in. The languages are those of package words.
func In(code string) (g Guide, ok bool) {
	if code == "en" {
		return English(), true
	}
	text, err := languages.ReadFile(code + ".toml")
	if err != nil {
		return Guide{}, false
	}
	g, _, err = English().with(text) // the tests hold it to the rules, not every start
	return g, err == nil
}
