package exchange_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

var calendar = exchange.NewCalendar(2,
	[][12]string{
		{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	},
	[]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sun", "Mon", "samedi", "Donnerstag", "quarta-feira"},
)

// A heading that begins like a month in another language than the person's is no day.
func TestMonthsOfOthersAreWords(t *testing.T) {
	text := "## 2026-11-21\n\n## Mars, 3 ans\nwords\n"
	if _, err := from(exchange.KindMarkdown, text); err != nil {
		t.Error(err)
	}
	if _, err := from(exchange.KindMarkdown, strings.Replace(text, "Mars, 3 ans", "March, 3 and 4", 1)); err == nil {
		t.Error("a month of the person's own language beside a number is no day that is not understood")
	}
}

// What Markdown writes is read back, whatever was typed: answers, questions,
// weights, tags and the minute.
func TestMarkdownComesBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		want := randomPages(rng)
		title := "Reflections"
		if len(want) == 1 {
			title = ""
		}
		text := markdown(t, record(title), want...)
		got, err := from(exchange.KindMarkdown, text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s\nis read as %+v, %v\nwant %+v", text, got, err, want)
		}
	}
}

// randomPages are a few entries with texts of what means something in Markdown.
func randomPages(rng *rand.Rand) (pages []journal.Entry) {
	pieces := []string{
		"a", "One two.", "\n", "\n\n", " ", "  ", "# Head", "## 2026-11-21", "> quote", "- list", "```", "~~~", "`", "Weight: 3", "\\#tag", "#late",
		"<b>", "&amp;", "\\<", "\\&", "[a]: b", "\\", "\\\\", "![x](http://example.org/x.png)", "\\[", "窓口", "\t", "é", "Peso 3 kg", "---", "💙",
	}
	for i := range 1 + rng.IntN(3) {
		e := journal.Entry{Written: time.Date(2026, 11, 1+i, rng.IntN(24), rng.IntN(60), 0, 0, here)}
		for _, a := range []journal.Answer{
			{Step: journal.Happened, Question: "What happened?"},
			{Step: "who-helped-me", Question: "Who helped me?"},
			{Step: "question", Question: "誰?"},
			{Step: journal.Change, Question: "What <would> I change & why?"},
		} {
			for range rng.IntN(8) {
				a.Text += pieces[rng.IntN(len(pieces))]
			}
			if a.Text = normal(a.Text); strings.TrimSpace(a.Text) != "" {
				e.Answers = append(e.Answers, a)
			}
		}
		for _, m := range []journal.Moment{journal.Before, journal.After}[:rng.IntN(3)] {
			e.Weighings = append(e.Weighings, journal.Weighing{At: e.Written, Moment: m, Weight: rng.IntN(11)})
		}
		if rng.IntN(2) == 0 {
			e.Tags = []string{"phone", "Front-desk"}
		}
		pages = append(pages, e)
	}
	return pages
}

// normal is what a quote can hold of a text.
func normal(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n\t "), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Join(lines, "\n")
}

func TestMarkdownOfOthers(t *testing.T) {
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, here) }
	for _, c := range []struct {
		name, in string
		want     []journal.Entry
	}{
		{"a heading for each day", "# Mine\n\n## 2026-11-19\n\nOne.\n\n  Two.  \n\n## 2026-11-20 09:30\nThree.", []journal.Entry{{Written: at(19, 12, 0), Answers: words("One.\n\n  Two.")}, {Written: at(20, 9, 30), Answers: words("Three.")}}},
		{"no title", "\ufeff## 2026-11-19T09:30\r\n\r\nOne.\r\n", []journal.Entry{{Written: at(19, 9, 30), Answers: words("One.")}}},
		{"a zone", "# 2026-11-19T09:30:00-06:00\nOne.", []journal.Entry{{Written: at(19, 9, 30).Add(7 * time.Hour).In(there), Answers: words("One.")}}},
		{"headings and quotes of their own", "## 2026-11-19\n### The lift\nStuck.\n> really", []journal.Entry{{Written: at(19, 12, 0), Answers: words("### The lift\nStuck.\n> really")}}},
		{"a heading alone", "## 2026-11-19\n### The lift\n", []journal.Entry{{Written: at(19, 12, 0), Answers: words("### The lift")}}},
		{"another heading of the level", "## 2026-11-19\n## The lift\nStuck.", []journal.Entry{{Written: at(19, 12, 0), Answers: words("## The lift\nStuck.")}}},
		{"code", "## 2026-11-19\n```sh\n# 2026-11-20\n```\n# 2026-11-21\nTwo.", []journal.Entry{{Written: at(19, 12, 0), Answers: words("```sh\n# 2026-11-20\n```")}, {Written: at(21, 12, 0), Answers: words("Two.")}}},
		{"nothing under it", "## 2026-11-19\n\n## 2026-11-20\nTwo.", []journal.Entry{{Written: at(19, 12, 0)}, {Written: at(20, 12, 0), Answers: words("Two.")}}},
		{"ours, and a line by hand", "# 2026-11-19\n\nWeight: 8\n\n## What happened?\n\n> One.\n\nBy hand.", []journal.Entry{{Written: at(19, 12, 0), Answers: words("Weight: 8\n\n## What happened?\n\n> One.\n\nBy hand.")}}},
		{"a weight that is none", "# 2026-11-19\n\nWeight: 11\n\n## What happened?\n\n> One.", []journal.Entry{{Written: at(19, 12, 0), Answers: words("Weight: 11\n\n## What happened?\n\n> One.")}}},
		{"a question asked twice", "# 2026-11-19\n\n## What happened?\n\n> One.\n\n## What happened?\n\n> Two.", []journal.Entry{{Written: at(19, 12, 0), Answers: []journal.Answer{
			{Step: journal.Happened, Question: "What happened?", Text: "One."}, {Step: "what-happened", Question: "What happened?", Text: "Two."},
		}}}},
	} {
		for i, e := range c.want {
			if e.Written.Hour() == 12 {
				c.want[i].Happened, c.want[i].DayOnly = e.Written, true
			}
		}
		got, err := from(exchange.KindMarkdown, c.in)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, %v\nwant %+v", c.name, got, err, c.want)
		}
	}
}

func TestMarkdownRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"\n":                           "there is no entry in the input; one begins with a heading that is a day, as in ## 2026-11-21: not valid",
		"# Marker\n":                   "there is no entry in the input; one begins with a heading that is a day, as in ## 2026-11-21: not valid",
		"# One\n\nMarker":              "line 3: the first entry begins with a heading that is a day, as in ## 2026-11-21: not valid",
		"# One\n# Marker\n":            "line 2: the first entry begins with a heading that is a day, as in ## 2026-11-21: not valid",
		"## 2026-11-21\nMarker\n\xff ": "line 3: not UTF-8 text: not valid",
	} {
		got, err := from(exchange.KindMarkdown, in)
		if got != nil || !errors.Is(err, journal.ErrInvalid) || err.Error() != want {
			t.Errorf("%q: %+v, %v", in, got, err)
		}
	}
}

// FuzzMarkdownReader holds that whatever stands under the days can be filed, and
// is the same when it is read again.
func FuzzMarkdownReader(f *testing.F) {
	f.Add("# 2026-11-21\n\nWeight: 8 → 3\n\n\\#a #b\n\n## What happened?\n\n> One  \n> \\<b>\n")
	f.Add("## 2026-11-21\ntext\n```\n# x\n## 2026-11-22 14:05\nmore")
	f.Add("# T\n## 21 November 2026, 14:05\n### Q\n> a\n>\n> b")
	f.Fuzz(func(t *testing.T, s string) {
		entries, err := from(exchange.KindMarkdown, s)
		whole(t, entries, err)
	})
}
