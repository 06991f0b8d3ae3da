package tomlfile_test

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"shakeoff/tui/tomlfile"
)

type settings struct {
	Minutes int
	Name    string
	Lines   []string
	Inner   struct{ Off bool }
}

func takes(key []string) tomlfile.Mistake {
	of := map[string]tomlfile.Mistake{"minutes": tomlfile.Wrong("number", 1, 9), "off": tomlfile.Wrong("bool")}
	name := strings.Join(key, ".")
	if what, ok := of[name[strings.LastIndex(name, ".")+1:]]; ok {
		return tomlfile.Wrong("takes", name, what)
	}
	return tomlfile.Wrong("text", "name = 'S'")
}

// TestEveryMistakeIsToldByItsLine plants a word that must not be repeated in each file.
func TestEveryMistakeIsToldByItsLine(t *testing.T) {
	const (
		unknown = "line 2: no such setting"
		unread  = "line 2: put a text on one line, between quotes, as in name = 'S'"
		twice   = "line 2: set for the second time"
	)
	for text, want := range map[string]string{
		"minutes = 3\nsam = 'Sam'":                       unknown,
		"minutes = 3\n[sam]\nsam = 1":                    unknown,
		"[inner]\nsam = 'Sam'":                           unknown,
		"minutes = 3\nname = Sam":                        unread,
		"minutes = 3\nname = 'Sam":                       unread,
		"minutes = 3\nSam":                               unread,
		"lines = ['Sam'\nname = 'Sam'":                   unread,
		"lines = [\n'Sam' 'Sam'\n]":                      unread,
		"minutes = 3\nname = 3 # Sam":                    unread, // for a name nothing is said to be taken
		"name = 'Sam'\nname = 'already'":                 twice,
		"name = 'already'\nlines = ['Sam']\n[inner\n":    "line 3: put a text on one line, between quotes, as in name = 'S'",
		"[inner]\n[inner]":                               twice,
		"inner.off = true\n[inner]":                      twice,
		"lines = []\nlines = [\n'Sam',\n]":               twice,
		"# Sam\nminutes = 'already'":                     "line 2: minutes takes a number from 1 to 9",
		"# Sam\nminutes = 99999999999999999999":          "line 2: minutes takes a number from 1 to 9",
		"[inner]\noff = 'Sam'":                           "line 2: inner.off takes true or false",
		"# Sam\xff":                                      "the file is not saved as UTF-8",
		"\uFEFFminutes = 3\r\nname = \"Sam\"\r\n":        "",
		"minutes = 3\n\n[inner]\noff = true\n# Sam\n":    "",
		"lines = [\n'Sam', # Sam\n'Sam',\n]\nname = 'S'": "",
	} {
		var s settings
		got := ""
		if err := tomlfile.Decode([]byte(text), &s, takes); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func TestLinesOfSettings(t *testing.T) {
	got := tomlfile.Lines([]byte("minutes = 3\n# off = 1\n\n[inner] # x\n off=true\nlist = [\n'a = b',\n]\ndeep.er = 1\n[other.one]\na = 1\n[[more]]\n"))
	want := map[string]int{"minutes": 1, "# off": 2, "inner": 4, "inner.off": 5, "inner.list": 6, "inner.'a": 7, "inner.deep.er": 9, "other.one": 10, "other.one.a": 11, "more": 12}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestIsLine(t *testing.T) {
	for s, want := range map[string]bool{
		"": true, " a\u00a0b ": true, "چه می\u200cخواستم؟": true, "👩🏽\u200d🚀": true, "12345": true,
		"123456": false, "a\nb": false, "a\tb": false, "\x1b[1m": false, "a\u202eb": false, "a\u2066": false, "a\u200e": false, "a\xff": false, "\u0085": false,
	} {
		most := 5
		if want {
			most = max(5, len([]rune(s)))
		}
		if got := tomlfile.IsLine(s, most); got != want {
			t.Errorf("%q: got %t", s, got)
		}
	}
}

// TestPrintedReadsTheSame holds that what is printed is read as what it was.
func TestPrintedReadsTheSame(t *testing.T) {
	text, texts := `A "no", C:\, 'x', # and é`, []string{"one", `two "2"`}
	var p tomlfile.Printing
	p.Say("a = 1", "b")
	p.Set("text", tomlfile.Quoted(text))
	p.Set("none", tomlfile.List(nil))
	p.Table("inner")
	p.Set("texts", tomlfile.List(texts))
	var got struct {
		Text  string
		None  []string
		Inner struct{ Texts []string }
	}
	if err := toml.Unmarshal([]byte(p.String()), &got); err != nil || got.Text != text || len(got.None) > 0 || strings.Join(got.Inner.Texts, "|") != strings.Join(texts, "|") {
		t.Errorf("%v: %+v\n%s", err, got, p.String())
	}
}

// TestEveryRuleIsKnown holds that what is said to be wrong anywhere has its sentence, and that each
// sentence is said somewhere.
func TestEveryRuleIsKnown(t *testing.T) {
	said := map[string]bool{"and": true} // between several
	for _, pattern := range []string{"*.go", "../guide/*.go", "../words/*.go", "../../cmd/shakeoff/*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`\bWrong\("(\w+)"`).FindAllSubmatch(text, -1) {
				said[string(m[1])] = true
			}
		}
	}
	for rule := range said {
		if tomlfile.Rules()[rule] == "" {
			t.Errorf("there is no rule %q", rule)
		}
	}
	for rule := range tomlfile.Rules() {
		if !said[rule] {
			t.Errorf("nothing is wrong by the rule %q", rule)
		}
	}
}

// TestMistakesInAnyLanguage holds that a mistake, and what it is made of, is told by the rules of a
// language, several in their order, and any other error as it is.
func TestMistakesInAnyLanguage(t *testing.T) {
	german := map[string]string{"line": "Zeile %d: %s", "takes": "%s ist %s", "bool": "true oder false", "unknown": "gibt es nicht", "and": "%s und %s"}
	two := errors.Join(
		tomlfile.Wrong("line", 3, tomlfile.Wrong("takes", "mouse", tomlfile.Wrong("bool"))),
		fmt.Errorf("reading: %w", tomlfile.Wrong("line", 4, tomlfile.Wrong("unknown"))))
	if got, want := tomlfile.Told(two, german), "Zeile 3: mouse ist true oder false und Zeile 4: gibt es nicht"; got != want {
		t.Errorf("told as %q, want %q", got, want)
	}
	if got := tomlfile.Told(io.EOF, german); got != io.EOF.Error() {
		t.Errorf("another error is told as %q", got)
	}
	if got := two.Error(); !strings.HasPrefix(got, "line 3: mouse takes true or false\n") {
		t.Errorf("in English it is %q", got)
	}
}
