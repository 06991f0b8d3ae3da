package guide_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
)

func TestRewordedSetsWhatTheFileSays(t *testing.T) {
	own := guide.Step{Name: "who-helped", Question: "Who helped me?", Line: "By name, if you like.", Hints: []string{"Who came over?"}, Own: true}
	for name, c := range map[string]struct {
		text string
		does func(*guide.Guide)
	}{
		"nothing":          {"", func(*guide.Guide) {}},
		"a comment":        {"# nothing", func(*guide.Guide) {}},
		"a question":       {"[happened]\nquestion = \"Was ist passiert?\"", func(g *guide.Guide) { g.Steps[0].Question = "Was ist passiert?" }},
		"a line":           {"[control]\nline = \" Mine. \"", func(g *guide.Guide) { g.Steps[1].Line = "Mine." }},
		"no line":          {"[control]\nline = \"\"", func(g *guide.Guide) { g.Steps[1].Line = "" }},
		"hints":            {"[change]\nhints = [\"One?\", \"Two?\"]", func(g *guide.Guide) { g.Steps[2].Hints = []string{"One?", "Two?"} }},
		"no hints for one": {"[release]\nhints = []", func(g *guide.Guide) { g.Steps[3].Hints = nil }},
		"a weight":         {"[before]\nquestion = \"How bad?\"\n[after]\nline = \"Now.\"", func(g *guide.Guide) { g.Before.Question, g.After.Line = "How bad?", "Now." }},
		"reminders":        {"reminders = [\"Feet on the floor.\"]", func(g *guide.Guide) { g.Reminders = []string{"Feet on the floor."} }},
		"a step of one's own": {
			"[[step]]\nname = \"who-helped\"\nquestion = \"Who helped me?\"\nline = \"By name, if you like.\"\nhints = [\"Who came over?\"]",
			func(g *guide.Guide) { g.Steps = slices.Insert(g.Steps, 3, own) },
		},
		"two, in their order, above all": {
			"[[step]]\nname = \"b\"\nquestion = \"B?\"\n[[step]]\nname = \"a\"\nquestion = \"A?\"\n[happened]\nline = \"L\"",
			func(g *guide.Guide) {
				g.Steps[0].Line = "L"
				g.Steps = slices.Insert(g.Steps, 3, guide.Step{Name: "b", Question: "B?", Own: true}, guide.Step{Name: "a", Question: "A?", Own: true})
			},
		},
		"weights on":           {"weigh = true", func(*guide.Guide) {}},
		"weights off":          {"weigh = false", func(g *guide.Guide) { g.Before, g.After = guide.Weigh{}, guide.Weigh{} }},
		"only before":          {"weigh = \"before\"", func(g *guide.Guide) { g.After = guide.Weigh{} }},
		"only after":           {"weigh = \"after\"", func(g *guide.Guide) { g.Before = guide.Weigh{} }},
		"off, and reworded":    {"weigh = false\n[before]\nquestion = \"How bad?\"", func(g *guide.Guide) { g.Before, g.After = guide.Weigh{}, guide.Weigh{} }},
		"hints on":             {"hints = true", func(*guide.Guide) {}},
		"hints off":            {"hints = false", func(g *guide.Guide) { noHints(g) }},
		"saved on Windows":     {"\uFEFFhints = false\r\n", func(g *guide.Guide) { noHints(g) }},
		"quotes and backslash": {"[change]\nline = \"A \\\"no\\\" and C:\\\\\"", func(g *guide.Guide) { g.Steps[2].Line = `A "no" and C:\` }},
	} {
		want := guide.English()
		c.does(&want)
		got, err := guide.English().Reworded([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, want)
		}
	}
}

func noHints(g *guide.Guide) {
	for i := range g.Steps {
		g.Steps[i].Hints = nil
	}
}

// TestBadFileIsToldOfInOneLine plants a word that must not be repeated in each file.
func TestBadFileIsToldOfInOneLine(t *testing.T) {
	const name = "name in [[step]] 1 takes a short name in small letters that is not used yet, such as who-helped"
	long := strings.Repeat("Sam", 70)
	for text, want := range map[string]string{
		"advice = \"Sam\"":                                "line 1: no such setting",
		"[sam]\nquestion = \"Sam\"":                       "line 1: no such setting",
		"[before]\nhints = [\"Sam\"]":                     "line 2: no such setting",
		"reminders = [\"one\",\nSam":                      `line 2: put a text on one line, between straight quotes, as in line = "…"`,
		"[happened]\nquestion = “Sam”":                    `line 2: put a text on one line, between straight quotes, as in line = "…"`,
		"[happened]\nquestion = \"Sam":                    `line 2: put a text on one line, between straight quotes, as in line = "…"`,
		"hints = false\nhints = true # Sam":               "line 2: set for the second time",
		"[happened]\nline = \"Sam\"\n[happened]":          "line 3: set for the second time",
		"hints = [\"Sam\"]":                               "line 1: hints takes true or false",
		"[happened]\nhints = \"Sam\"":                     "line 2: hints takes at most 9 lines of 1 to 200 letters",
		"[happened]\nquestion = [\"Sam\"]":                "line 2: question takes one line of 1 to 120 letters",
		"[happened]\nline = 1 # Sam":                      "line 2: line takes one line of at most 200 letters",
		"happened = \"Sam\"":                              "line 1: [happened] takes question, line, hints, each on a line of its own",
		"after = \"Sam\"":                                 "line 1: [after] takes question, line, each on a line of its own",
		"step = \"Sam\"":                                  "line 1: [[step]] takes name, question, line, hints, each on a line of its own",
		"reminders = \"Sam\"":                             "line 1: reminders takes 1 to 9 lines of 1 to 200 letters",
		"weigh = \"Sam\"":                                 `weigh takes one of: true, false, "before", "after"`,
		"weigh = 1 # Sam":                                 `weigh takes one of: true, false, "before", "after"`,
		"weigh = [\"Sam\"]":                               `weigh takes one of: true, false, "before", "after"`,
		"# Sam\nreminders = []":                           "reminders takes 1 to 9 lines of 1 to 200 letters",
		"reminders = [\"Sam\", \" \"]":                    "reminders takes 1 to 9 lines of 1 to 200 letters",
		"[change]\nquestion = \"\" # Sam":                 "question in [change] takes one line of 1 to 120 letters",
		"[change]\nquestion = \"" + long + "\"":           "question in [change] takes one line of 1 to 120 letters",
		"[change]\nline = \"\"\"Sam\nSam\"\"\"":           "line in [change] takes one line of at most 200 letters",
		"[change]\nline = \"Sam\\u0007\"":                 "line in [change] takes one line of at most 200 letters",
		"[change]\nhints = [\"Sam\\u202E\"]":              "hints in [change] takes at most 9 lines of 1 to 200 letters",
		"[before]\nquestion = \"\" # Sam":                 "question in [before] takes one line of 1 to 120 letters",
		"[[step]]\nquestion = \"Sam?\"":                   name,
		"[[step]]\nname = \"Sam\"\nquestion = \"Sam?\"":   name,
		"[[step]]\nname = \"change\"\nquestion = \"Sam\"": name,
		"[[step]]\nname = \"sam\"":                        "question in [[step]] 1 takes one line of 1 to 120 letters",
		"# Sam\xff":                                       "the file is not saved as UTF-8",
		sixSteps():                                        "[[step]] takes at most 5 questions of your own",
	} {
		got, err := guide.English().Reworded([]byte(text))
		if err == nil || err.Error() != want {
			t.Errorf("%q:\ngot  %v\nwant %s", text, err, want)
		}
		if !reflect.DeepEqual(got, guide.English()) {
			t.Errorf("%q: the built-in guide does not hold", text)
		}
	}
}

func sixSteps() (text string) {
	for _, name := range "abcdef" {
		text += "[[step]]\nname = \"sam-" + string(name) + "\"\nquestion = \"Sam?\"\n"
	}
	return text
}

// TestPrintedGuideReadsTheSame is the law of the file: what is printed of any guide,
// in any language, reads as that guide, on top of any other.
func TestPrintedGuideReadsTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		for language, built := range builtIn() {
			g := anyGuide(random, built)
			if err := g.Check(); err != nil {
				t.Fatalf("%v: %+v", err, g)
			}
			for _, base := range []guide.Guide{built, guide.English()} {
				got, err := base.Reworded([]byte(g.TOML()))
				if err != nil || !reflect.DeepEqual(got, g) {
					t.Fatalf("%s: %v\ngot  %+v\nwant %+v\n%s", language, err, got, g, g.TOML())
				}
			}
		}
	}
}

// TestPrintedExampleIsOne holds that the question that is printed behind # is one.
func TestPrintedExampleIsOne(t *testing.T) {
	text := guide.English().TOML()
	at := strings.Index(text, "# [[step]]")
	head, rest := text[:at], text[at:]
	example, rest, _ := strings.Cut(rest, "\n\n")
	g, err := guide.English().Reworded([]byte(head + strings.ReplaceAll(example, "# ", "") + "\n\n" + rest))
	if err != nil || len(g.Steps) != 5 || g.Steps[3].Name != "who-helped" {
		t.Errorf("%v: %+v", err, g.Steps)
	}
}

// anyGuide returns a guide that holds, with words of many kinds.
func anyGuide(random *rand.Rand, g guide.Guide) guide.Guide {
	text := func(most int) string {
		pieces := []string{"a", "word ", `"`, `\`, "#", "é", "何", "👩🏽\u200d🚀", "…", "“x”", "'", "=", "[x]", "\u00a0", "\u202f", "{}", "می\u200cخوا"}
		var s strings.Builder
		for range 1 + random.IntN(12) {
			s.WriteString(pieces[random.IntN(len(pieces))])
		}
		all := []rune(s.String())
		return strings.TrimSpace(string(all[:min(len(all), most)]))
	}
	word := func(most int) string { return strings.TrimSpace("w" + text(most-1)) }
	lines := func(least, most int) []string {
		var all []string
		for range least + random.IntN(most-least+1) {
			all = append(all, word(200))
		}
		return all
	}
	g.Steps = slices.Clone(g.Steps)
	for n := random.IntN(6); n > 0; n-- {
		own := guide.Step{Name: journal.Step("own-" + string(rune('a'+n))), Question: word(120), Own: true}
		g.Steps = slices.Insert(g.Steps, 3, own)
	}
	noHints := random.IntN(4) == 0
	for i := range g.Steps {
		s := &g.Steps[i]
		if random.IntN(2) == 0 {
			s.Question, s.Line, s.Hints = word(120), text(200), lines(0, 9)
		}
		if noHints {
			s.Hints = nil
		}
	}
	if random.IntN(2) == 0 {
		g.Before.Question, g.After.Line = word(120), text(200)
	}
	if random.IntN(3) == 0 {
		g.Before = guide.Weigh{}
	}
	if random.IntN(3) == 0 {
		g.After = guide.Weigh{}
	}
	if random.IntN(2) == 0 {
		g.Reminders = lines(1, 9)
	}
	return g
}

// FuzzReworded reads anything as a guide.toml. What it takes leaves a guide that
// holds and asks all four questions, the last one last; whatever is printed of it
// reads the same; and what it refuses leaves the guide as it was.
func FuzzReworded(f *testing.F) {
	f.Add([]byte(guide.English().TOML()))
	f.Add([]byte("weigh = \"after\"\nhints = false\n[[step]]\nname = \"a\"\nquestion = \"A?\"\nhints = [\"B\"]\n[release]\nline = \"\""))
	f.Add([]byte("[before]\nquestion = \"\"\nline = \"\""))
	f.Add([]byte("happened.question = 'x'\nstep = [{name = 'b', question = 'B'}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		g, err := guide.English().Reworded(text)
		if err != nil {
			if !reflect.DeepEqual(g, guide.English()) {
				t.Fatal("refused, and not as it was")
			}
			if strings.ContainsAny(err.Error(), "\r\n") {
				t.Fatalf("not one line: %q", err)
			}
			return
		}
		if err := g.Check(); err != nil {
			t.Fatal(err)
		}
		var names []journal.Step
		for _, s := range g.Steps {
			if !s.Own {
				names = append(names, s.Name)
			}
			for _, said := range append([]string{s.Question, s.Line}, s.Hints...) {
				if strings.ContainsFunc(editor.Safe(said), func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e }) {
					t.Fatalf("not safe to draw: %q", said)
				}
			}
		}
		if !slices.Equal(names, []journal.Step{"happened", "control", "change", "release"}) || g.Steps[len(g.Steps)-1].Own {
			t.Fatalf("the steps are %v", names)
		}
		again, err := guide.English().Reworded([]byte(g.TOML()))
		if err != nil || !reflect.DeepEqual(again, g) {
			t.Fatalf("printed and read again: %v\n%s", err, g.TOML())
		}
	})
}
