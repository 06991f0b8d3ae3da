package exchange_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

// As RedNotebook writes a month: with categories under each other, or, as older ones, in one line.
const month = `3:
  Ideas:
    Ask Sam: null
    ? 'an entry so long that it goes on and on it goes on and on it goes on and on
      it goes on and on it goes on and on it goes on and on it goes on and on'
    : null
  front desk: null
  text: 'The lift was out again.

    "You people".


    #lift'
7:
  text: On the phone for an hour, and at the end she said thank you, which nobody
    had done the whole week.
21: {Tags: {phone: null, '2': null}, text: "Quiet.\tЁлка у входа: 窓口 \U0001F600"}
22: {late: null, text: ''}
23:
  text: '2026'
  'yes': null
24:
  text: ''
28: !!map
  ? 'a category
    so long'
  : ? "an \u201Aentry\x41\"\
      \ like\\

      it"
    : null
    '{late}': null
  text: C:\a#1
    was open.
30: {text: !!python/unicode 'It''s over.'}
`

func TestDecodeRedNotebook(t *testing.T) {
	day := func(n int, text string, tags ...string) journal.Entry {
		at := time.Date(2026, 11, n, 12, 0, 0, 0, here)
		return journal.Entry{Written: at, Happened: at, DayOnly: true, Answers: words(text), Tags: tags}
	}
	want := []journal.Entry{
		day(3, "The lift was out again.\n\"You people\".\n\n#lift\n\nIdeas: Ask Sam\nIdeas: an entry so long that"+strings.Repeat(" it goes on and on", 7), "ideas", "front-desk"),
		day(7, "On the phone for an hour, and at the end she said thank you, which nobody had done the whole week."),
		day(21, "Quiet.\tЁлка у входа: 窓口 😀\n\n2", "phone"),
		day(22, "late", "late"),
		day(23, "2026", "yes"),
		day(24, ""),
		day(28, "C:\\a#1 was open.\n\na category so long: an ‚entryA\" like\\\nit\na category so long: {late}", "a-category-so-long"),
		day(30, "It's over."),
	}
	got, err := from(exchange.KindRedNotebook, month)
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("got %+v\nwant %+v", got[i], want[i])
		}
	}
	for _, empty := range []string{"", "{}\n"} {
		if got, err := from(exchange.KindRedNotebook, empty); got != nil || err != nil {
			t.Errorf("an empty month: %v, %v", got, err)
		}
	}
}

func TestRedNotebookRefused(t *testing.T) {
	strange := "not what RedNotebook keeps: numbers of days, each with its text and its categories: not valid"
	for in, want := range map[string]string{
		"Marker":                                      "line 1: " + strange,
		"31:\n  text: Marker\n":                       "line 1: what is no day of this month: not valid",
		"1:\n  text: a\nMarker:\n  text: b\n":         "line 3: what is no day of this month: not valid",
		"1: {text: a}\n1: {text: Marker}\n":           "line 2: a name that is given twice: not valid",
		"1: {text: a, text: Marker}\n":                "line 1: a name that is given twice: not valid",
		"1: {text: a}\n---\n2: {text: Marker}\n":      "line 2: there is something after the end: not valid",
		"1:\n  text: 'Marker\n":                       "line 2: " + strange,
		"1: {text: [Marker]}\n":                       "line 1: " + strange,
		"1: {text: a, Marker: [b]}\n":                 "line 1: " + strange,
		"1: &a {text: Marker}\n2: *a\n":               "line 1: " + strange,
		"1: {text: a, ? [Marker] : null}\n":           "line 1: " + strange,
		"1:\n  text: a: Marker\n":                     "line 2: " + strange,
		"1:\n  text: 'a' Marker\n":                    "line 1: " + strange,
		"1:\n  text: a\n   Marker: b\n":               "line 3: " + strange,
		"1: {text: \"\\Marker\"}\n":                   "line 1: " + strange,
		"1: !!map\n2: {text: Marker}\n":               "line 1: " + strange,
		"1: {text: a\x00}\nMarker":                    "line 1: " + strange,
		"1: " + strings.Repeat("{a: ", 50_000) + "\n": "line 1: " + strange,
	} {
		got, err := from(exchange.KindRedNotebook, in)
		if got != nil || !errors.Is(err, journal.ErrInvalid) || err.Error() != want {
			t.Errorf("%.60q: %+v, %v", in, got, err)
		}
	}
	for _, name := range []string{"-", "2026-13.txt", "0000-01.txt", "x/2026-11.md"} {
		s := source()
		s.Kind = exchange.KindRedNotebook
		if _, _, err := s.Read(name, []byte(month)); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecodeRedNotebook(f *testing.F) {
	f.Add(month)
	f.Fuzz(func(t *testing.T, s string) {
		entries, err := from(exchange.KindRedNotebook, s)
		whole(t, entries, err)
	})
}
