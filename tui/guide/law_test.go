package guide_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// builtIn are the guides of the program, by language.
func builtIn() map[string]guide.Guide {
	all := map[string]guide.Guide{}
	for _, language := range words.Languages() {
		all[language], _ = guide.In(language)
	}
	return all
}

// TestBuiltInGuidesHold holds every language to the law of all guides, and to its
// own: it asks and weighs everything, says so in one line on 80 columns, and has a
// few hints for each question, no two of them the same.
func TestBuiltInGuidesHold(t *testing.T) {
	const question, line, breath, stop = 60, 72, 80, 104 // cells
	for language, g := range builtIn() {
		if err := g.Check(); err != nil {
			t.Errorf("%s: %v", language, err)
		}
		if !g.Before.Enabled() || !g.After.Enabled() {
			t.Errorf("%s: a weight is not asked", language)
		}
		fits := func(what, s string, cells int) {
			t.Helper()
			if w := editor.Width(s); w > cells {
				t.Errorf("%s: %s takes %d cells of %d: %s", language, what, w, cells, s)
			}
			if s == "" {
				t.Errorf("%s: %s is empty", language, what)
			}
			if !typeset(s) {
				t.Errorf("%s: %s is not set as the others are: %s", language, what, s)
			}
		}
		said := map[string]bool{}
		for _, s := range g.Steps {
			fits("a question", s.Question, question)
			fits("a line", s.Line, line)
			if s.Own {
				t.Errorf("%s: %s is marked as a person's own", language, s.Name)
			}
			if len(s.Hints) < 2 || len(s.Hints) > 6 {
				t.Errorf("%s: %s has %d hints, want a few", language, s.Name, len(s.Hints))
			}
			for _, h := range append(slices.Clone(s.Hints), s.Line) {
				fits("a hint", h, line)
				if said[h] {
					t.Errorf("%s: said twice: %s", language, h)
				}
				said[h] = true
			}
		}
		for _, w := range []guide.Weigh{g.Before, g.After} {
			fits("a weight", w.Question, question)
			fits("the line of a weight", w.Line, line)
		}
		fits("the last step at the heaviest", g.Heavy.Question, question)
		fits("its line", g.Heavy.Line, line)
		fits("the change line at the heaviest", g.Heavy.Nothing, line)
		fits("where to stop", g.Heavy.Stop, stop)
		if len(g.Reminders) != 6 {
			t.Errorf("%s: there are %d reminders, want six", language, len(g.Reminders))
		}
		for _, r := range g.Reminders {
			fits("a reminder", r, breath)
		}
	}
}

// typeset says that a text has one ellipsis and one kind of quotes, whichever its
// language uses, and one space between two words.
func typeset(s string) bool {
	return !regexp.MustCompile(`\.\.\.|"|  |!`).MatchString(s)
}

// TestCheckFinds plants one fault after another in a guide that holds.
func TestCheckFinds(t *testing.T) {
	own := func(name journal.Step) guide.Step {
		return guide.Step{Name: name, Question: "Who helped me?", Own: true}
	}
	add := func(steps ...guide.Step) func(*guide.Guide) {
		return func(g *guide.Guide) { g.Steps = slices.Insert(g.Steps, 3, steps...) }
	}
	for name, c := range map[string]struct {
		plant func(*guide.Guide)
		want  string // "" for nothing
	}{
		"nothing":             {func(*guide.Guide) {}, ""},
		"own steps":           {add(own("who-helped"), own("felt")), ""},
		"no weights":          {func(g *guide.Guide) { g.Before, g.After = guide.Weigh{}, guide.Weigh{} }, ""},
		"no line":             {func(g *guide.Guide) { g.Steps[0].Line = "" }, ""},
		"persian":             {func(g *guide.Guide) { g.Steps[0].Question = "چه می\u200cخواستم؟" }, ""},
		"a joined emoji":      {func(g *guide.Guide) { g.Steps[0].Question = "👩🏽\u200d🚀" }, ""},
		"own step built in":   {add(own("change")), "name in [[step]] 1 takes a short name in small letters that is not used yet, such as who-helped"},
		"own step as weights": {add(own("weight")), "name in [[step]] 1 takes a short name in small letters that is not used yet, such as who-helped"},
		"own step twice":      {add(own("felt"), own("felt")), "name in [[step]] 2 takes a short name in small letters that is not used yet, such as who-helped"},
		"own step in words":   {add(own("Who helped?")), "name in [[step]] 1 takes a short name in small letters that is not used yet, such as who-helped"},
		"six own steps":       {add(own("a"), own("b"), own("c"), own("d"), own("e"), own("f")), "[[step]] takes at most 5 questions of your own"},
		"own step unasked":    {add(guide.Step{Name: "felt", Own: true}), "question in [[step]] 1 takes one line of 1 to 120 letters"},
		"no question":         {func(g *guide.Guide) { g.Steps[1].Question = "" }, "question in [control] takes one line of 1 to 120 letters"},
		"a blank question":    {func(g *guide.Guide) { g.Steps[1].Question = " " }, "question in [control] takes one line of 1 to 120 letters"},
		"a long question":     {func(g *guide.Guide) { g.Steps[1].Question = strings.Repeat("ä", 121) }, "question in [control] takes one line of 1 to 120 letters"},
		"two lines":           {func(g *guide.Guide) { g.Steps[2].Line = "one\ntwo" }, "line in [change] takes one line of at most 200 letters"},
		"an escape code":      {func(g *guide.Guide) { g.Steps[2].Line = "\x1b[31mred" }, "line in [change] takes one line of at most 200 letters"},
		"a turned line":       {func(g *guide.Guide) { g.Steps[2].Line = "a\u202eb" }, "line in [change] takes one line of at most 200 letters"},
		"no UTF-8":            {func(g *guide.Guide) { g.Steps[2].Line = "a\xff" }, "line in [change] takes one line of at most 200 letters"},
		"an empty hint":       {func(g *guide.Guide) { g.Steps[3].Hints = []string{""} }, "hints in [release] takes at most 9 lines of 1 to 200 letters"},
		"ten hints":           {func(g *guide.Guide) { g.Steps[3].Hints = slices.Repeat([]string{"one"}, 10) }, "hints in [release] takes at most 9 lines of 1 to 200 letters"},
		"a weight unasked":    {func(g *guide.Guide) { g.After.Question = "" }, "question in [after] takes one line of 1 to 120 letters"},
		"a long weight":       {func(g *guide.Guide) { g.Before.Line = strings.Repeat("a", 201) }, "line in [before] takes one line of at most 200 letters"},
		"no heavy step":       {func(g *guide.Guide) { g.Heavy.Question = "" }, "question in [heavy] takes one line of 1 to 120 letters"},
		"two lines to stop":   {func(g *guide.Guide) { g.Heavy.Stop = "a\nb" }, "stop in [heavy] takes one line of at most 200 letters"},
		"two lines to skip":   {func(g *guide.Guide) { g.Heavy.Nothing = "one\ntwo" }, "nothing in [heavy] takes one line of at most 200 letters"},
		"no reminders":        {func(g *guide.Guide) { g.Reminders = nil }, "reminders takes 1 to 9 lines of 1 to 200 letters"},
		"ten reminders":       {func(g *guide.Guide) { g.Reminders = slices.Repeat([]string{"one"}, 10) }, "reminders takes 1 to 9 lines of 1 to 200 letters"},
		"a blank reminder":    {func(g *guide.Guide) { g.Reminders[1] = " " }, "reminders takes 1 to 9 lines of 1 to 200 letters"},
	} {
		g := guide.English()
		c.plant(&g)
		got := ""
		if err := g.Check(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
