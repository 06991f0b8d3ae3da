package words_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// glossary is what no string on screen may hold, and why. Each is a pattern for
// whole words, whatever their case.
var glossary = []struct{ pattern, why string }{
	{`sorry|oops|unfortunately|thank you|thanks|kindly`, "no manners of a machine"},
	{`great|awesome|well done|congratulations|good job|amazing|you did it|yay|bravo`, "no cheerleading"},
	{`streaks?|scores?|badges?|goals?|achievements?|level|progress`, "a person is never scored"},
	{`get over it|move on|moving on|let it go|cheer up|calm down|you should|you must|just (try|get|let|do)`, "no advice that was not asked for"},
	{`journal entry|entry id|ids?|database|encrypt\w*|decrypt\w*|cipher\w*|plaintext|scrypt|hash\w*|nonce|tokens?|buffers?|sessions?|cache\w*|user|users|invalid|fatal|abort\w*|null|config\w*|parse\w*|submit\w*|delete record|mutex|daemon|timeout|widget|toggle|dialog|prompt|stdin|stdout|json|utf-8`, "no jargon"},
	{`login|log in|sign in|account|authenticat\w*|authoris\w*|credentials?`, "there is no account; the lock has a passphrase"},
	{`therapy|therapist|patient|diagnos\w*|treatment|trauma|mental health|self-care|coping|triggers?`, "it is not a treatment"},
	{`victims?|offenders?|difficult people|aggressors?`, "the scene, not the person"},
	{`you failed|your mistakes?|to blame|blam(e|es|ing) you`, "nobody is blamed"},
	{`e\.g\.|i\.e\.|etc\.?|via|asap`, "said in words"},
	{`color\w*|behavior\w*|favorite\w*|center\w*|canceled|canceling|labeled|gray|license to|\w*(apolog|organ|real|recogn|author|summar|categor|final|custom|minim|maxim)iz\w*|analyze\w*|defense|offense|favor\w*|honor\w*|neighbor\w*|burned|learned|fulfill|skillful|toward`, "British spelling"},
}

// typography is what no string may hold wherever it stands.
var typography = []struct{ pattern, why string }{
	{`!`, "nobody is shouted at or cheered on"},
	{`\.\.\.|\.\.$`, "an ellipsis is one character"},
	{`"|„|«|»`, "quotes are “ and ”"},
	{`’|‘`, "an apostrophe is straight"},
	{`—| - |--[^a-z]`, "no dashes: a comma, a semicolon or another sentence"},
	{` [,.;:]| \?$`, "no space before a mark"},
	{`[\t\n\x{00a0}]`, "one line"},
	{`[.;,?:]\p{Lu}`, "a space behind a mark"},
	{`  `, "one space between two words"},
}

// rule is a pattern that must not be found, and why.
type rule struct {
	pattern *regexp.Regexp
	why     string
}

func rules() (all []rule) {
	for _, g := range glossary {
		all = append(all, rule{regexp.MustCompile(`(?i)(^|[^\pL'-])(` + g.pattern + `)($|[^\pL'-])`), g.why})
	}
	for _, g := range typography {
		all = append(all, rule{regexp.MustCompile(g.pattern), g.why})
	}
	return append(all,
		rule{regexp.MustCompile(`^It\b|^(This|That)($|[^\pL ]| (is|was|did|does|has|had|can|could|will|would|may|might|means|needs|holds|goes|stays|starts|works|happened)(n't)?\b)`), nameless},
		rule{regexp.MustCompile(`^$|^\s|\s$`), "no space around it, and not nothing"})
}

const nameless = "say what: no string begins with it, that or this alone"

// felt begin with the "it" of the first question, "How heavy is it?": what happened, which
// nobody names for the one it happened to. Or the noun follows.
var felt = []string{
	"It's saved. You don't have to carry it.", "It was heavy. Who could you tell today?", "It doesn't have to be less. Enter skips.",
	"It isn't your job to make everyone happy.",
}

// faults says what is wrong with a string.
func faults(all []rule, s string) (found []string) {
	for _, r := range all {
		if r.pattern.MatchString(s) && (r.why != nameless || !slices.Contains(felt, s)) {
			found = append(found, fmt.Sprintf("has %q (%s)", strings.TrimSpace(r.pattern.FindString(s)), r.why))
		}
	}
	return found
}

// eachString calls fn with every string in a value, and how to get to it.
func eachString(v reflect.Value, path string, fn func(path, s string)) {
	switch v.Kind() {
	case reflect.String:
		fn(path, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			eachString(v.Field(i), path+"."+v.Type().Field(i).Name, fn)
		}
	case reflect.Pointer:
		eachString(v.Elem(), path, fn)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachString(v.Index(i), fmt.Sprintf("%s[%d]", path, i), fn)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			eachString(v.MapIndex(key), fmt.Sprintf("%s[%v]", path, key), fn)
		}
	}
}

// TestGlossary holds all that is said in English to one voice.
func TestGlossary(t *testing.T) {
	seen, all := 0, rules()
	names := strings.NewReplacer("shakeoff config", "shakeoff", "UTF-8", "text") // what has to be typed, or chosen, by its name
	for name, said := range map[string]any{"words": words.English(), "guide": guide.English()} {
		eachString(reflect.ValueOf(said), name, func(path, s string) {
			seen++
			for _, fault := range faults(all, names.Replace(s)) {
				t.Errorf("%s %s: %q", path, fault, s)
			}
		})
	}
	if seen < 150 {
		t.Errorf("only %d strings were looked at", seen)
	}
}

// TestGlossaryFinds plants what the test above must find.
func TestGlossaryFinds(t *testing.T) {
	type sample struct {
		A []string
		B map[string]string
	}
	n, all := 0, rules()
	eachString(reflect.ValueOf(sample{[]string{"a", "b"}, map[string]string{"k": "c"}}), "", func(string, string) { n++ })
	if n != 3 {
		t.Errorf("%d strings found, want 3", n)
	}
	for _, planted := range []string{
		"Kept!", "Thank you for this.", "Well done.", "Your streak is 5.", "Get over it.", "Time to move on.",
		"You should rest.", "You must rest.", "Just let it be.", "Encrypting the page.", "The database is busy.", "Your session is over.",
		"A token is missing.", "Submit the page.", "Invalid entry ID.", "A fatal error.", "The user left.", "Authenticate first.",
		"Log in to read.", "Your account.", "A coping plan.", "e.g. a word", "The color of it.", "Organize your pages.", "You failed to answer.",
		"It is kept.", "It's over.", "That's short.", "That means nothing here.", "This is the one that stays.", "This isn't yours.", "That",
		"Wait...", `A "word" of it.`, "A word — or two.", "Why ?", "A , b.", "One.Two.", "Two  spaces.", " a", "",
	} {
		if len(faults(all, planted)) == 0 {
			t.Errorf("nothing is found in %q", planted)
		}
	}
	for _, fine := range []string{
		"You don't have to carry it.", "Please wait. You need to unlock first.", "An error; the password didn't fit. Make sure to unlock.",
		"This page could not be saved.", "That passphrase doesn't fit.", "Italian", "This entry alone", "Nobody knows it. It was sealed.", felt[0], "“Nothing” is a fair answer.", "What I hear you saying is…", "%d → %d.",
		"shakeoff doctor --deep", "this computer's backups", "since:2026-11, is:heavy", "Most often between %02d:00 and %02d:00.",
	} {
		if found := faults(all, fine); len(found) > 0 {
			t.Errorf("%q %s", fine, found)
		}
	}
}

func TestDates(t *testing.T) {
	d := words.English().Dates
	at := time.Date(2026, time.November, 1, 9, 5, 0, 0, time.FixedZone("", 3600))
	for _, test := range []struct{ got, want string }{
		{d.Day(at), "1 November"},
		{d.DayShort(at), "1 Nov"},
		{d.Weekday(at), "Sun 1 Nov"},
		{d.Full(at), "Sunday 1 November 2026, 09:05"},
		{d.Clock(at), "09:05"},
		{d.DaySeen(at, at.AddDate(0, 1, 0)), "1 November"},
		{d.DaySeen(at, at.AddDate(1, 0, 0)), "1 November 2026"},
	} {
		if test.got != test.want {
			t.Errorf("said %q, want %q", test.got, test.want)
		}
	}
	for month := time.January; month <= time.December; month++ {
		day := time.Date(2026, month, 3, 0, 0, 0, 0, time.UTC)
		if got, want := d.Full(day), day.Format("Monday 2 January 2006, 15:04"); got != want {
			t.Errorf("said %q, want %q", got, want)
		}
		if got, want := d.Weekday(day), day.Format("Mon 2 Jan"); got != want {
			t.Errorf("said %q, want %q", got, want)
		}
	}
}

// TestDateOrders holds that a day is said in the order of the reader's locale.
func TestDateOrders(t *testing.T) {
	at := time.Date(2026, time.November, 1, 9, 5, 0, 0, time.UTC)
	later := at.AddDate(1, 0, 0)
	for _, test := range []struct{ locale, day, short, listed, full, seen string }{
		{"en_GB.UTF-8", "1 November", "1 Nov", "Sun 1 Nov", "Sunday 1 November 2026, 09:05", "1 November 2026"},
		{"de_AT@euro", "1 November", "1 Nov", "Sun 1 Nov", "Sunday 1 November 2026, 09:05", "1 November 2026"},
		{"pt", "1 November", "1 Nov", "Sun 1 Nov", "Sunday 1 November 2026, 09:05", "1 November 2026"},
		{"en_US", "November 1", "Nov 1", "Sun Nov 1", "Sunday, November 1, 2026, 09:05", "November 1, 2026"},
		{"en_CA.utf8", "2026-11-01", "2026-11-01", "2026-11-01", "Sunday 2026-11-01, 09:05", "2026-11-01"},
		{"ja_JP.UTF-8", "2026-11-01", "2026-11-01", "2026-11-01", "Sunday 2026-11-01, 09:05", "2026-11-01"},
		{"C.UTF-8", "2026-11-01", "2026-11-01", "2026-11-01", "Sunday 2026-11-01, 09:05", "2026-11-01"},
		{"", "2026-11-01", "2026-11-01", "2026-11-01", "Sunday 2026-11-01, 09:05", "2026-11-01"},
	} {
		d := words.English().Dates
		d.Order = words.OrderOf(test.locale)
		got := [...]string{d.Day(at), d.DayShort(at), d.Weekday(at), d.Full(at), d.DaySeen(at, later)}
		if want := [...]string{test.day, test.short, test.listed, test.full, test.seen}; got != want {
			t.Errorf("in %q said %q, want %q", test.locale, got, want)
		}
	}
}
