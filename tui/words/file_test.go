package words_test

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"shakeoff/tui/words"
)

// warnings are what no file may change: what stands before a deletion, and the words
// that are typed for one.
func warnings(w *words.Words) []string {
	return []string{
		w.Change.DeleteAsk, w.Change.DeleteLine, w.Change.CloseAsk, w.Change.CloseLine, w.Change.VersionAsk, w.Change.VersionLine,
		w.Ending.BurnAsk, w.Plain.Write.Burn, w.Plain.Review.Delete, w.Plain.Say.Delete, w.Plain.Say.Burn,
	}
}

// TestPrintedWordsReadTheSame is the law of the file: what is printed of a language
// reads as that language, on top of any other, but for the warnings.
func TestPrintedWordsReadTheSame(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		text := []byte(w.TOML())
		if got, err := w.Reworded(text); err != nil || !reflect.DeepEqual(got, w) {
			t.Errorf("%s is not read as it was printed: %v", code, err)
		}
		got, err := words.English().Reworded(text)
		if err != nil || !reflect.DeepEqual(warnings(got), warnings(words.English())) || got.TOML() != w.TOML() {
			t.Errorf("%s is not read on top of English: %v", code, err)
		}
		for _, warning := range warnings(w) {
			if strings.Contains(string(text), ` = "`+warning+`"`+"\n") && warning != w.Plain.Say.Delete && warning != w.Plain.Say.Burn {
				t.Errorf("%s prints a warning: %s", code, warning)
			}
		}
	}
}

// TestEnglishStandsAboveEachString holds that whoever translates sees what to say.
func TestEnglishStandsAboveEachString(t *testing.T) {
	german, _ := words.In("de")
	text := german.TOML()
	for _, want := range []string{
		"# Before the next one\ntitle = \"Vor dem nächsten Mal\"\n",
		"\n[keys]\n# weigh again\nagain = \"wiegen\"\n",
		"\nmonths = [\n  # January\n  \"Januar\",\n",
		"\n[dates.day_first]\n# %[1]s %[2]s\nday = \"%s. %s\"\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
}

// TestWordsFallBack plants a word that must not be repeated in each file. What is
// wrong stays as it was in German, and the rest of the file holds.
func TestWordsFallBack(t *testing.T) {
	const (
		head = "[waiting]\ntitle = \"Wartet\"\n"
		text = "one line of at most 500 letters between straight quotes"
		say  = `takes a word in small letters without /, ? and \, and none that deletes`
	)
	german, _ := words.In("de")
	before := german.TOML()
	for file, want := range map[string]string{
		"":                              "",
		"one = \"\"":                    "",
		"one = \"Eine.\"":               "",
		"from = \"Seit %s\"":            "",
		"from = \"Seit %[1]s\"":         "",
		"one = \"100 %\"":               "line 3: one in [waiting] takes no %, as in English",
		"one = 'Sam %%'":                "",
		"one = 'Sam %!'":                "line 3: one in [waiting] takes no %, as in English",
		"from = 'Sam'":                  "line 3: from in [waiting] takes %s, as in English",
		"from = 'Sam %d'":               "line 3: from in [waiting] takes %s, as in English",
		"from = 'Sam %s %s'":            "line 3: from in [waiting] takes %s, as in English",
		"from = 'Sam %s %[1]s'":         "line 3: from in [waiting] takes %s, as in English",
		"from = 'Sam %[2]s'":            "line 3: from in [waiting] takes %s, as in English",
		"from = 'Sam %s %'":             "line 3: from in [waiting] takes %s, as in English",
		"from = 'Sam %*s'":              "line 3: from in [waiting] takes %s, as in English",
		"from = 'Sam %99s'":             "line 3: from in [waiting] takes %s, as in English",
		"one = 'Sam\u202e'":             "line 3: one in [waiting] takes " + text,
		"one = \"Sam\\u001b[31m\"":      "line 3: one in [waiting] takes " + text,
		"one = \"Sam\\nSam\"":           "line 3: one in [waiting] takes " + text,
		"one = \"" + long("Sam") + "\"": "line 3: one in [waiting] takes " + text,
		"one = 3 # Sam":                 "line 3: one in [waiting] takes " + text,
		"one = ['Sam']":                 "line 3: one in [waiting] takes " + text,
		"sam = 'Sam'":                   "line 3: no such setting",
		"[sam]\nsam = 'Sam'":            "line 3: no such setting",
		"[dates]\norder = 'Sam'":        "line 4: no such setting",
		"[keys]\nsam = 'Sam'":           "line 4: no such setting",
		"[keys]\nup = 3 # Sam":          "line 4: up in [keys] takes " + text,
		"[dates]\nmonths = ['Sam']":     "line 4: months in [dates] takes a list of 12 texts between straight quotes",
		"[dates]\nmonths = 'Sam'":       "line 4: months in [dates] takes a list of 12 texts between straight quotes",
		"[lock]\noffer = [\n'Sam',\n\"Sam\\u0000\",\n]": "line 4: offer in [lock] takes " + text,
		"[change]\ndelete_ask = 'Sam'":                  "line 4: warnings cannot be changed",
		"[plain.say]\ndelete = 'sam'":                   "line 4: warnings cannot be changed",
		"[plain.say]\nnext = 'Sam'":                     "line 4: next in [plain.say] " + say,
		"[plain.say]\nnext = '3'":                       "line 4: next in [plain.say] " + say,
		"[plain.say]\nnext = '/sam'":                    "line 4: next in [plain.say] " + say,
		"[plain.say]\nnext = 'löschen'":                 "line 4: next in [plain.say] " + say,
		"[export]\nfile = '../sam-%s'":                  `line 4: file in [export] takes a name without a slash, a backslash or a colon`,
		"one = 'Sam %d'\nsam = 1\n\n[help]\nhere = 1": "line 3: one in [waiting] takes no %, as in English\n" +
			"line 4: no such setting\nline 7: here in [help] takes " + text,
		"a=1\nb=1\nc=1\nd=1\ne=1\nf=1\ng=1": strings.ReplaceAll("3|4|5|6|7|", "|", ": no such setting\n") + "and 2 more",
	} {
		got, err := german.Reworded([]byte(head + file))
		told := ""
		if err != nil {
			told = err.Error()
		}
		want = regexp.MustCompile(`(?m)^(\d)`).ReplaceAllString(want, "line $1")
		if told != want {
			t.Errorf("%q:\ngot  %s\nwant %s", file, told, want)
		}
		if got.Waiting.Title != "Wartet" {
			t.Errorf("%q: the rest of the file does not hold", file)
		}
		if want != "" && !strings.Contains(file, "offer") { // of a list, what is right is taken
			got.Waiting.Title = german.Waiting.Title
			if !reflect.DeepEqual(got, german) {
				t.Errorf("%q: what is wrong did not stay as it was", file)
			}
		}
	}
	if german.TOML() != before {
		t.Error("a file has changed the built-in words")
	}
}

func long(s string) string { return strings.Repeat(s, 200) }

// TestNoTextIsTakenOfWhatIsNoTOML holds that words stay as they are then.
func TestNoTextIsTakenOfWhatIsNoTOML(t *testing.T) {
	for text, want := range map[string]string{
		"name = 'x'\n[waiting]\none = Sam":      `line 3: put a text on one line, between straight quotes, as in line = "…"`,
		"name = 'x'\nname = 'Sam'":              "line 2: set for the second time",
		"waiting = 3 # Sam\n[waiting]\none = 1": "line 2: set for the second time",
		"name = 'Sam\xff'":                      "the file is not saved as UTF-8",
	} {
		got, err := words.English().Reworded([]byte(text))
		if err == nil || err.Error() != want || !reflect.DeepEqual(got, words.English()) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

// TestTags holds that a language is a tag, and never a path.
func TestTags(t *testing.T) {
	for tag, want := range map[string]bool{
		"nl": true, "pt-BR": true, "zh-Hant-TW": true, "yue": true, "es-419": true,
		"": false, "x": false, "..": false, "../nl": false, "nl/x": false, `nl\x`: false, "nl.toml": false, "nl-": false, "-nl": false, "NL": false,
		"nl_NL": false, "nl\x00": false, "nl\n": false, "né": false, "c:nl": false, strings.Repeat("nl", 40): false, "nl" + strings.Repeat("-ab", 9): false,
	} {
		if got := words.IsTag(tag); got != want {
			t.Errorf("%q: got %t", tag, got)
		}
	}
	for locale, want := range map[string]string{
		"pt_BR.UTF-8": "[pt-BR pt]", "nl": "[nl]", "de_AT@euro": "[de-AT de]", "C": "[]", "C.UTF-8": "[]", "POSIX": "[]", "": "[]", "../../x": "[]", "nl_/x": "[nl]",
	} {
		if got := fmt.Sprint(words.Tags(locale)); got != want {
			t.Errorf("%q asks for %s, want %s", locale, got, want)
		}
	}
}

// BenchmarkReworded measures what a whole file of somebody's own costs at the start,
// and one in which everything is wrong.
func BenchmarkReworded(b *testing.B) {
	german, _ := words.In("de")
	whole := german.TOML()
	for name, text := range map[string]string{"whole": whole, "wrong": strings.ReplaceAll(whole, "= \"", "= \"\\u202e")} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := words.English().Reworded([]byte(text)); (err != nil) != (name == "wrong") {
					b.Fatal(err)
				}
			}
		})
	}
}

// FuzzReworded reads anything as a file of words. Whatever it says, each string is
// safe to draw and fills in what the English fills in, and the warnings stay.
func FuzzReworded(f *testing.F) {
	f.Add([]byte(words.English().TOML()[:2000]))
	f.Add([]byte("name = 'x'\nrooms = {write = 'A', review = 3}\nplain.say.open = 'z'\n[[dates]]\n"))
	f.Add([]byte("[waiting]\nfrom = '%[1]s%%'\n[dates.day_first]\nday = '%[2]s %[1]s'\n[keys]\nup = ''"))
	f.Add([]byte("[ending]\nburn_ask = 'x'\nchange = '%d%d'\n[lock]\noffer = ['a', '']"))
	german, _ := words.In("de")
	built, english := map[string]string{}, map[string]string{}
	eachString(reflect.ValueOf(german), "", func(path, s string) { built[path] = s })
	eachString(reflect.ValueOf(words.English()), "", func(path, s string) { english[path] = s })
	control := func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e }
	f.Fuzz(func(t *testing.T, text []byte) {
		w, err := german.Reworded(text)
		if err != nil && strings.ContainsFunc(strings.ReplaceAll(err.Error(), "\n", ""), control) {
			t.Fatalf("repeats the file: %q", err)
		}
		if !reflect.DeepEqual(warnings(w), warnings(german)) {
			t.Fatal("a warning is changed")
		}
		eachString(reflect.ValueOf(w), "", func(path, s string) {
			if s != built[path] && (s == "" || strings.ContainsFunc(s, control) || !maps.Equal(verbs(s), verbs(english[path]))) {
				t.Fatalf("%s says %q", path, s)
			}
		})
	})
}

// TestMonthsAloneFollowTheMonths holds that a file which names the months names them without a day too,
// unless it says how: in most languages the two are alike.
func TestMonthsAloneFollowTheMonths(t *testing.T) {
	const months = `months = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]`
	for text, want := range map[string]string{
		"[dates]\n" + months: "e",
		"[dates]\n" + months + "\n" + strings.Replace(strings.Replace(months, "months", "months_alone", 1), `"e"`, `"E"`, 1): "E",
		"": "May",
	} {
		w, err := words.English().Reworded([]byte(text))
		if err != nil || w.Dates.MonthsAlone[4] != want {
			t.Errorf("%q: May alone is %q, want %q (%v)", text, w.Dates.MonthsAlone[4], want, err)
		}
	}
}
