package exchange_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

func TestDecodeShapes(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string // the titles
	}{
		{"one object", `{"answers":{"happened":"a"}}`, []string{"a"}},
		{"one a line", "{\"answers\":{\"happened\":\"a\"}}\n{\"answers\":{\"control\":\"b\"}}\n", []string{"a", "b"}},
		{"white space between", "\r\n {\"answers\":{\"happened\":\"a\"}}\t{\"answers\":{\"happened\":\"b\"}}", []string{"a", "b"}},
		{"nothing between", `{"answers":{"happened":"a"}}{"answers":{"happened":"b"}}`, []string{"a", "b"}},
		{"array", "[\n{\"answers\":{\"happened\":\"a\"}} ,\n {\"answers\":{\"happened\":\"b\"}}\n]", []string{"a", "b"}},
		{"array and object", `[{"answers":{"happened":"a"}}] {"answers":{"happened":"b"}}`, []string{"a", "b"}},
		{"empty array", " [ ] ", nil},
		{"document", `{"format":"shakeoff/1","entries":[{"answers":{"happened":"a"}}]}`, []string{"a"}},
		{"document, turned round", `{"entries":[{"answers":{"happened":"a"}}],"format":"shakeoff/1"}`, []string{"a"}},
		{"empty document", `{"format":"shakeoff/1","entries":[]}`, nil},
		{"byte order mark", "\ufeff" + `{"answers":{"happened":"a"}}`, []string{"a"}},
		{"nulls", `{"id":null,"written":null,"tags":null,"answers":{"happened":"a","control":null}}`, []string{"a"}},
		{"a step of one's own", `{"answers":{"who-to-tell_2":"a"}}`, []string{"a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := exchange.Decode(strings.NewReader(c.in), now)
			if err != nil {
				t.Fatal(err)
			}
			var titles []string
			for _, e := range got {
				titles = append(titles, e.Title())
			}
			if !reflect.DeepEqual(titles, c.want) {
				t.Errorf("got %q, want %q", titles, c.want)
			}
		})
	}
}

func TestDecodeDefaults(t *testing.T) {
	in := `{"answers":{"happened":"a","change":"b"},"intention":"tried",` +
		`"weighings":[{"weight":0},{"weight":10},{"weight":3},{"weight":2,"at":"2026-11-21T15:00:00Z"},{"moment":"before","weight":1}]}`
	at := time.Date(2026, 11, 21, 15, 0, 0, 0, time.UTC)
	want := []journal.Entry{{
		Written: now,
		Answers: []journal.Answer{{Step: journal.Happened, Text: "a"}, {Step: journal.Change, Text: "b"}},
		Weighings: []journal.Weighing{
			{At: now, Moment: journal.Before, Weight: 0},
			{At: now, Moment: journal.After, Weight: 10},
			{At: now, Moment: journal.Later, Weight: 3},
			{At: at, Moment: journal.Later, Weight: 2},
			{At: now, Moment: journal.Before, Weight: 1},
		},
		Intention: journal.Intention{State: journal.Tried, At: now},
	}}
	got, err := exchange.Decode(strings.NewReader(in), now)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

// When it happened is a time or a day; of a day the hour is nobody's, and its offset that of when
// it was written, wherever that stands in the object.
func TestDecodeWhenItHappened(t *testing.T) {
	zone := time.FixedZone("", -5*3600)
	for given, want := range map[string]time.Time{
		"2026-11-20T16:30:00-05:00": time.Date(2026, 11, 20, 16, 30, 0, 0, zone),
		"2026-11-20":                time.Date(2026, 11, 20, 12, 0, 0, 0, now.Location()),
		"2027-01-01":                time.Date(2027, 1, 1, 12, 0, 0, 0, now.Location()), // it is told, and taken
	} {
		in := `{"happened_at":"` + given + `","answers":{"happened":"a"},"written":"2026-11-21T14:05:00+01:00"}`
		got, err := exchange.Decode(strings.NewReader(in), now.AddDate(1, 0, 0))
		if err != nil || !got[0].Happened.Equal(want) || got[0].DayOnly != (len(given) == 10) || journal.DayOf(got[0].When()) != journal.DayOf(want) {
			t.Errorf("%s: %+v, %v", given, got, err)
		}
	}
}

func TestDecodeKeepsEveryByte(t *testing.T) {
	long := strings.Repeat("line\r\nanother\n\tand a tab ", 40_000) // 1 MB
	var b bytes.Buffer
	if err := exchange.EncodeJSONEntry(&b, journal.Entry{Written: now, Answers: []journal.Answer{{Step: journal.Happened, Text: long}}}); err != nil {
		t.Fatal(err)
	}
	got, err := exchange.Decode(&b, now)
	if err != nil || len(got) != 1 || got[0].Text(journal.Happened) != long {
		t.Errorf("the text of 1 MB did not come back: %d entries, %v", len(got), err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	// The good first line must not be filed either, and no error may hold a
	// word of an answer; "Marker" stands in each.
	const good = `{"answers":{"happened":"Marker"}}` + "\n"
	for _, c := range []struct{ name, in, want string }{
		{"nothing", " \n ", "there is no entry in the input: not valid"},
		{"malformed on line 3", good + good + `{"answers":{"happened":"Marker}}`, "line 3: the JSON ends too early: not valid"},
		{"an open object swallows the next line", good + `{"answers":{"happened":"Marker"}` + "\n" + good, "line 3: not well-formed JSON: not valid"},
		{"a line within a text", `{"answers":{"happened":"Marker` + "\n" + `b"}}`, "line 1: not well-formed JSON: not valid"},
		{"a quote too many on line 2", "[" + good + `,{"answers":{"happened":"say "Marker", loud"}}` + "\n," + good + "]", "line 2: not well-formed JSON: not valid"},
		{"words", "Marker " + good, "line 1: an entry is a JSON object: not valid"},
		{"a string", good + `"Marker"`, "line 2: an entry is a JSON object: not valid"},
		{"an array of strings", `["Marker"]`, "line 1: an entry is a JSON object: not valid"},
		{"an array in an array", `[[{"answers":{"happened":"Marker"}}]]`, "line 1: an entry is a JSON object: not valid"},
		{"in an array on line 3", "[\n" + `{"answers":{"happened":"Marker"}},` + "\n" + `{"answers":{"happened":Marker}}]`, "line 3: not well-formed JSON: not valid"},
		{"in a document on line 4", `{"format":"shakeoff/1",` + "\n" + `"entries":[` + "\n" + `{"answers":{"happened":"Marker"}},` + "\n" + `{"answers":{}}]}`, "line 4: an entry needs one answer with words in it, or a weight: not valid"},
		{"malformed on line 3 of a document", `{"format":"shakeoff/1",` + "\n" + `"entries":[` + "\n" + `{"answers":{"happened":Marker}}]}`, "line 3: not well-formed JSON: not valid"},
		{"a comma too many", "[" + good + ",]", "line 2: not well-formed JSON: not valid"},
		{"a comma too few", "[" + good + good + "]", "line 2: not well-formed JSON: not valid"},
		{"an array left open", "[" + good + ",", "line 1: an array that is not closed: not valid"},
		{"weight 11", good + `{"answers":{"happened":"Marker"},"weighings":[{"weight":11}]}`, "line 2: a weight is a whole number from 0 to 10: not valid"},
		{"weight 3.5", `{"answers":{"happened":"Marker"},"weighings":[{"weight":3.5}]}`, "line 1: a weight is a whole number from 0 to 10: not valid"},
		{"weight -1", `{"answers":{"happened":"Marker"},"weighings":[{"weight":-1}]}`, "line 1: a weight is a whole number from 0 to 10: not valid"},
		{"weight in words", `{"answers":{"happened":"Marker"},"weighings":[{"weight":"Marker"}]}`, "line 1: a weight is a whole number from 0 to 10: not valid"},
		{"a huge weight", `{"answers":{"happened":"Marker"},"weighings":[{"weight":` + strings.Repeat("9", 1<<20) + `}]}`, "line 1: a weight is a whole number from 0 to 10: not valid"},
		{"no weight", `{"answers":{"happened":"Marker"},"weighings":[{"moment":"before"}]}`, "line 1: a weight is a whole number from 0 to 10: not valid"},
		{"a bare weight", `{"answers":{"happened":"Marker"},"weighings":[8]}`, "line 1: a weighing is a JSON object: not valid"},
		{"weighings as an object", `{"answers":{"happened":"Marker"},"weighings":{"weight":8}}`, `line 1: "weighings" is not an array: not valid`},
		{"an unknown moment", `{"answers":{"happened":"Marker"},"weighings":[{"weight":8,"moment":"Marker"}]}`, `line 1: the moment of a weighing is "before", "after" or "later": not valid`},
		{"no moment", `{"answers":{"happened":"Marker"},"weighings":[{"weight":8,"moment":""}]}`, `line 1: the moment of a weighing is "before", "after" or "later": not valid`},
		{"a field in a weighing", `{"answers":{"happened":"Marker"},"weighings":[{"weight":8,"note":"Marker"}]}`, `line 1: a weighing has no field "note": not valid`},
		{"two answers under one step", `{"answers":{"happened":"Marker","happened":"b"}}`, `line 1: "happened" is given twice: not valid`},
		{"answers twice", `{"answers":{"happened":"Marker"},"answers":{"happened":"b"}}`, `line 1: "answers" is given twice: not valid`},
		{"a step in words", `{"answers":{"What Marker did":"a"}}`, "line 1: a step is named by a short lower-case word: not valid"},
		{"an answer that is a number", `{"answers":{"happened":5}}`, `line 1: "happened" is not a string: not valid`},
		{"answers as a string", `{"answers":"Marker"}`, `line 1: "answers" is not an object: not valid`},
		{"no answers", `{"tags":["Marker"]}`, "line 1: an entry needs one answer with words in it, or a weight: not valid"},
		{"blank answers", `{"answers":{"happened":" \n"}}`, "line 1: an entry needs one answer with words in it, or a weight: not valid"},
		{"a question without an answer", `{"answers":{"happened":"Marker"},"questions":{"control":"Marker"}}`, `line 1: a question in "questions" has no answer under the same step: not valid`},
		{"an unknown field", `{"answers":{"happened":"Marker"},"answerz":{"happened":"Marker"}}`, `line 1: an entry has no field "answerz": not valid`},
		{"words as a field", `{"answers":{"happened":"Marker"},"Marker was late":1}`, `line 1: an entry has no field "…": not valid`},
		{"another case", `{"Answers":{"happened":"Marker"}}`, `line 1: an entry has no field "Answers": not valid`},
		{"not UTF-8, on line 2", good + "{\"answers\":{\"happened\":\"Marker \xe9\"}}", "line 2: not UTF-8 text: not valid"},
		{"a time without its offset", `{"answers":{"happened":"Marker"},"written":"2026-11-21T14:05:00"}`, `line 1: "written" is a time like 2026-11-21T14:05:00+01:00: not valid`},
		{"a time in words", `{"answers":{"happened":"Marker"},"written":"Marker"}`, `line 1: "written" is a time like 2026-11-21T14:05:00+01:00: not valid`},
		{"an offset of a day", `{"answers":{"happened":"Marker"},"written":"2026-11-21T14:05:00+24:00"}`, `line 1: "written" is a time like 2026-11-21T14:05:00+01:00: not valid`},
		{"a weighing a day from UTC", `{"answers":{"happened":"Marker"},"weighings":[{"weight":1,"at":"2026-11-21T14:05:00-24:00"}]}`, `line 1: "at" is a time like 2026-11-21T14:05:00+01:00: not valid`},
		{"a time out of the calendar", `{"answers":{"happened":"Marker"},"written":"0001-01-01T00:00:00Z"}`, `line 1: "written" is a time like 2026-11-21T14:05:00+01:00: not valid`},
		{"it happened a day from UTC", `{"answers":{"happened":"Marker"},"happened_at":"2026-11-21T14:05:00+24:00"}`, `line 1: "happened_at" is a time like 2026-11-21T14:05:00+01:00, or a day like 2026-11-21: not valid`},
		{"it happened in words", `{"answers":{"happened":"Marker"},"happened_at":"Marker"}`, `line 1: "happened_at" is a time like 2026-11-21T14:05:00+01:00, or a day like 2026-11-21: not valid`},
		{"a day that is none", `{"answers":{"happened":"Marker"},"happened_at":"2026-02-30"}`, `line 1: "happened_at" is a time like 2026-11-21T14:05:00+01:00, or a day like 2026-11-21: not valid`},
		{"an unknown intention", `{"answers":{"happened":"Marker"},"intention":"Marker"}`, `line 1: an intention is "open", "tried" or "let go": not valid`},
		{"an empty intention", `{"answers":{"happened":"Marker"},"intention":""}`, `line 1: an intention is "open", "tried" or "let go": not valid`},
		{"how without intention", `{"answers":{"happened":"Marker","change":"b"},"how":"Marker"}`, `line 1: "intention_at" and "how" need an "intention" beside them: not valid`},
		{"a tag of two words", `{"answers":{"happened":"Marker"},"tags":["Marker two"]}`, "line 1: a tag is one word without #: not valid"},
		{"a tag that is a number", `{"answers":{"happened":"Marker"},"tags":[5]}`, `line 1: "tags" is not a string: not valid`},
		{"an id in words", `{"id":"Marker","answers":{"happened":"Marker"}}`, "line 1: an id is 26 letters and digits: not valid"},
		{"another format", `{"format":"Marker","entries":[]}`, "line 1: not a document of the format shakeoff/1: not valid"},
		{"a newer format", `{"format":"shakeoff/2","entries":[]}`, "line 1: not a document of the format shakeoff/1: not valid"},
		{"entries as an object", `{"format":"shakeoff/1","entries":{}}`, "line 1: its entries are an array: not valid"},
		{"a field in a document", `{"format":"shakeoff/1","by":"Marker"}`, `line 1: the document has no field "by": not valid`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := exchange.Decode(strings.NewReader(c.in), now)
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if !errors.Is(err, journal.ErrInvalid) {
				t.Errorf("%v does not wrap ErrInvalid", err)
			}
			if got != nil {
				t.Errorf("%d entries came with the error", len(got))
			}
		})
	}
}

// Input that is made to exhaust a parser is refused like any other.
func TestDecodeBombs(t *testing.T) {
	const size = 50 << 20
	for name, in := range map[string]string{
		"arrays":           strings.Repeat("[", size),
		"objects":          strings.Repeat(`{"a":`, size/5),
		"arrays in a tag":  `{"tags":` + strings.Repeat("[", size),
		"an endless name":  `{"` + strings.Repeat("a", size/10),
		"an endless digit": `[` + strings.Repeat("9", size/10),
	} {
		got, err := exchange.Decode(strings.NewReader(in), now)
		if !errors.Is(err, journal.ErrInvalid) || got != nil || len(err.Error()) > 200 {
			t.Errorf("%s: %d entries, %.200v", name, len(got), err)
		}
	}
}

func TestDecodeInputThatFails(t *testing.T) {
	broken := errors.New("broken pipe")
	in := iotest.TimeoutReader(strings.NewReader(""))
	if _, err := exchange.Decode(iotest.ErrReader(broken), now); !errors.Is(err, broken) || errors.Is(err, journal.ErrInvalid) {
		t.Errorf("got %v", err)
	}
	if _, err := exchange.Decode(in, now); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("an input that is at its end at once: %v", err)
	}
}

// FuzzDecode holds that whatever is taken follows the journal's rules, is
// written and read back as it was, and that a refusal is one short line.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"answers":{"happened":"a"}}`,
		"[{\"answers\":{\"happened\":\"a\"}},\n{\"answers\":{\"change\":\"b\"},\"intention\":\"let go\",\"how\":\"x\"}]",
		`{"format":"shakeoff/1","entries":[{"answers":{"happened":"a"},"weighings":[{"weight":8},{"at":"2026-11-21T14:03:00-09:30","moment":"later","weight":3}]}]}`,
		`{"id":"aebagaaaaaaaaaaaaaaaaaaaaa","written":"2026-11-21T14:05:00.5+00:00","answers":{"happened":"\ud83d\ude00\u0000","x":""},"questions":{"x":"?"},"tags":["phone"]}`,
		"\ufeff{}", "[", `{"answers":`, "[[[[", "\xff", `{"answers":{"happened":"\ud800"}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		entries, err := exchange.Decode(bytes.NewReader(in), now)
		if err != nil {
			if !errors.Is(err, journal.ErrInvalid) || entries != nil || len(err.Error()) > 200 || strings.Contains(err.Error(), "\n") {
				t.Fatalf("%d entries with %q", len(entries), err)
			}
			return
		}
		for _, e := range entries {
			if err := e.Validate(); err != nil {
				t.Fatalf("took an entry that breaks a rule: %v", err)
			}
		}
		var b bytes.Buffer
		if err := exchange.EncodeJSONExport(&b, entries, false); err != nil {
			t.Fatal(err)
		}
		again, err := exchange.Decode(&b, now.Add(time.Hour))
		if err != nil || !reflect.DeepEqual(again, entries) {
			t.Fatalf("read back %+v, %v\nwant %+v", again, err, entries)
		}
	})
}
