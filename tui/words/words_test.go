package words_test

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// glossary is what no string on screen may hold, and why. Each is a pattern for
// whole words, whatever their case.
var glossary = []struct{ pattern, why string }{
	{`!`, "nobody is shouted at or cheered on"},
	{`please|sorry|oops|unfortunately|thank you`, "no manners of a machine"},
	{`great|awesome|well done|congratulations|good job|amazing|you did it`, "no cheerleading"},
	{`streaks?|scores?|badges?|goals?|achievements?|level`, "a person is never scored"},
	{`get over it|you should|you must|just (try|get|let|do)|simply`, "no advice that was not asked for"},
	{`journal entry|database|encrypt\w*|decrypt\w*|cipher\w*|scrypt|hash|nonce|buffers?|session|sync\w*|user|users|invalid|errors?|failed|failure|fatal|abort\w*|null|config|submit|delete record|mutex|daemon|timeout`, "no jargon"},
	{`login|log in|sign in|password|account`, "there is no account; the lock has a passphrase"},
	{`therapy|therapist|patient|diagnos\w*|treatment|trauma|mental health`, "it is not a treatment"},
	{`e\.g\.|i\.e\.|etc\.?`, "said in words"},
	{`color\w*|behavior\w*|favorite\w*|center\w*|canceled|canceling|labeled|gray|license to|apologize\w*|organize\w*|realize\w*|recognize\w*|analyze\w*|defense|offense|favor\w*|honor\w*|burned|learned`, "British spelling"},
	{`can't|don't|won't|isn't|it's|you're|you've|couldn't|doesn't`, "written out, as in all of our words"},
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

func TestGlossary(t *testing.T) {
	var patterns []*regexp.Regexp
	for _, g := range glossary {
		pattern := `(?i)(^|[^\pL'])(` + g.pattern + `)($|[^\pL'])`
		if g.pattern == "!" {
			pattern = g.pattern
		}
		patterns = append(patterns, regexp.MustCompile(pattern))
	}
	seen := 0
	for name, said := range map[string]any{"words": words.English(), "guide": guide.English()} {
		eachString(reflect.ValueOf(said), name, func(path, s string) {
			seen++
			if strings.TrimSpace(s) == "" {
				t.Errorf("%s is empty", path)
			}
			if s != strings.TrimSpace(s) {
				t.Errorf("%s has spaces around: %q", path, s)
			}
			for i, p := range patterns {
				if found := p.FindString(s); found != "" {
					t.Errorf("%s says %q (%s): %q", path, strings.TrimSpace(found), glossary[i].why, s)
				}
			}
		})
	}
	if seen < 150 {
		t.Errorf("only %d strings were looked at", seen)
	}
}

// TestGlossaryFinds holds that the test above can fail.
func TestGlossaryFinds(t *testing.T) {
	type sample struct {
		A []string
		B map[string]string
	}
	n := 0
	eachString(reflect.ValueOf(sample{[]string{"a", "b"}, map[string]string{"k": "c"}}), "", func(string, string) { n++ })
	if n != 3 {
		t.Errorf("%d strings found, want 3", n)
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

func TestCounts(t *testing.T) {
	d := words.English().Dates
	for n, want := range map[int]string{0: "No", 1: "One", 2: "Two", 12: "Twelve"} {
		if got, ok := d.Count(n); !ok || got != want {
			t.Errorf("%d is said %q (%t), want %q", n, got, ok, want)
		}
	}
	for _, n := range []int{-1, 13, 1_000_000} {
		if got, ok := d.Count(n); ok {
			t.Errorf("%d is said %q, want no word", n, got)
		}
	}
}
