package exchange_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

func record(title string) exchange.Paper {
	return exchange.Paper{
		Title: title, Weight: "Weight: %s",
		When:     func(e journal.Entry) string { return e.When().Format("2 January 2006, 15:04") },
		Question: func(a journal.Answer) string { return a.Question },
	}
}

func markdown(t testing.TB, m exchange.Paper, entries ...journal.Entry) string {
	t.Helper()
	var out bytes.Buffer
	if err := m.Markdown(&out, entries); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestMarkdown(t *testing.T) {
	at := time.Date(2026, 11, 21, 14, 5, 0, 0, time.UTC)
	said := func(text string) journal.Entry {
		return journal.Entry{Written: at, Answers: []journal.Answer{{Step: journal.Happened, Question: "What happened?", Text: text}}}
	}
	weighed := said("One.")
	weighed.Weighings = []journal.Weighing{{At: at, Moment: journal.Before, Weight: 8}, {At: at.Add(time.Hour), Moment: journal.Later, Weight: 0}}
	once := said("One.")
	once.Weighings = weighed.Weighings[:1]
	tagged := said("One.")
	tagged.Tags = []string{"phone", "desk"}
	for _, test := range []struct {
		name  string
		entry journal.Entry
		want  string // below the heading
	}{
		{"one line", said("The lift."), "\n## What happened?\n\n> The lift.\n"},
		{"paragraphs", said("One.\nTwo.\r\n\r\nThree.\n\n"), "\n## What happened?\n\n> One.  \n> Two.\n>\n> Three.\n"},
		{"Markdown of its own", said("# Head\n- list\n> quote"), "\n## What happened?\n\n> # Head  \n> - list  \n> > quote\n"},
		{"what a page would not show", said("<b>\n&amp; [a]: b\n[a]: b"), "\n## What happened?\n\n> \\<b>  \n> \\&amp; \\[a]: b  \n> \\[a]: b\n"},
		{"what would be fetched", said("![x](http://example.org/x.png)\n\\<img src=x>\n[x](y) \\\\[z]\n\\a"), "\n## What happened?\n\n> !\\[x](http\\://example.org/x.png)  \n> \\\\\\<img src=x>  \n> \\[x](y) \\\\\\\\\\[z]  \n> \\a\n"},
		{"addresses", said("https://x.org/a, www.x.org and a@b.org: c:\\.git"), "\n## What happened?\n\n> https\\://x.org/a, www\\.x.org and a\\@b.org: c:\\\\.git\n"},
		{"what is hidden", said("a\U000e0041\U000e007fb"), "\n## What happened?\n\n> a\uFFFD\uFFFDb\n"},
		{"commands", said("a\x1b[31m\u009b\x00b\tc"), "\n## What happened?\n\n> a\uFFFD\\[31m\uFFFD\uFFFDb\tc\n"},
		{"weights", weighed, "\nWeight: 8 → 0\n\n## What happened?\n\n> One.\n"},
		{"one weight", once, "\nWeight: 8\n\n## What happened?\n\n> One.\n"},
		{"tags", tagged, "\n\\#phone #desk\n\n## What happened?\n\n> One.\n"},
		{"a block of code", said("```one\n~~~two ````"), "\n## What happened?\n\n> \\```one  \n> \\~~~two \\````\n"},
		{"a blank answer", said(" \n"), ""},
	} {
		if got, want := markdown(t, record(""), test.entry), "# 21 November 2026, 14:05\n"+test.want; got != want {
			t.Errorf("%s:\n%q\nwant:\n%q", test.name, got, want)
		}
	}
}

// TestMarkdownIsARecord holds that several entries stand under a heading, the oldest
// first, and that the caller's order is left alone.
func TestMarkdownIsARecord(t *testing.T) {
	at := time.Date(2026, 11, 21, 14, 5, 0, 0, time.UTC)
	var entries []journal.Entry
	for i, text := range []string{"newest", "oldest", "middle"} {
		days := []int{0, -9, -4}[i]
		entries = append(entries, journal.Entry{Written: at.AddDate(0, 0, days), Answers: []journal.Answer{{Step: journal.Happened, Question: "What?", Text: text}}})
	}
	got := markdown(t, record("Record"), entries...)
	const want = "# Record\n\n## 12 November 2026, 14:05\n\n### What?\n\n> oldest\n\n## 17 November 2026, 14:05\n\n### What?\n\n> middle\n\n## 21 November 2026, 14:05\n\n### What?\n\n> newest\n"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if entries[0].Text(journal.Happened) != "newest" {
		t.Error("the caller's entries were put in another order")
	}
}

func TestOnly(t *testing.T) {
	e := journal.Entry{
		ID: "id", Record: "record", Written: time.Date(2026, 11, 21, 14, 5, 0, 0, time.UTC), Tags: []string{"phone"},
		Answers: []journal.Answer{
			{Step: journal.Happened, Text: "One"}, {Step: journal.Control, Text: "Two"}, {Step: journal.Change, Text: " "},
		},
		Weighings: []journal.Weighing{{Moment: journal.Before, Weight: 8}},
		Intention: journal.Intention{State: journal.Tried, How: "well"},
	}
	only, ok := exchange.Only(e, []journal.Step{journal.Control, journal.Change}, false)
	if !ok || len(only.Answers) != 1 || only.Text(journal.Control) != "Two" || only.Weighings != nil || only.Tags != nil || only.Intention.How != "" || only.ID != e.ID {
		t.Errorf("only what was in control: %+v", only)
	}
	if only, ok := exchange.Only(e, nil, true); !ok || len(only.Weighings) != 1 || only.Answers != nil {
		t.Errorf("only the weight: %+v", only)
	}
	if _, ok := exchange.Only(e, []journal.Step{journal.Change, journal.Release}, false); ok {
		t.Error("something is left of answers that are not there")
	}
}

// FuzzMarkdown holds that whatever was typed, nothing in a record commands a
// terminal, every letter of it is there in its order, that no line of it leaves its
// quote, and that nothing in it begins HTML, a link or a picture.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"One.", "a\n\nb", "<b>&[x]: y", `\<b> \\![a](b)`, "\x1b[2J\u009b\r\n \n", "# \n> ```", "窓口\u2028\u0085"} {
		f.Add(s)
	}
	letters := func(s string) []rune {
		return slices.DeleteFunc([]rune(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	live := regexp.MustCompile(`(?i)(^|[^\\])(\\\\)*([<&\[@]|://)|www\.`) // behind an even number of backslashes
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		e := journal.Entry{Answers: []journal.Answer{{Step: journal.Happened, Question: "", Text: s}}}
		if e.Blank() {
			return
		}
		m := record("")
		m.When = func(journal.Entry) string { return "" }
		got := markdown(t, m, e)
		for _, r := range got {
			if r != '\n' && r != '\t' && unicode.IsControl(r) {
				t.Errorf("%q holds the control character %U", got, r)
			}
		}
		if !slices.Equal(letters(got), letters(s)) {
			t.Errorf("%q is written as %q", s, got)
		}
		_, body, _ := strings.Cut(got, "## \n\n")
		for line := range strings.Lines(body) {
			if !strings.HasPrefix(line, ">") {
				t.Errorf("%q leaves the quote: %q", s, line)
			}
			if live.MatchString(line) {
				t.Errorf("%q is live in %q", s, line)
			}
		}
	})
}
