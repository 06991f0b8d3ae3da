package exchange_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

var (
	here  = time.FixedZone("", 3600)
	there = time.FixedZone("", -6*3600)
)

// from reads a text as one kind of source.
func from(kind, text string) ([]journal.Entry, error) {
	s := source()
	s.Kind = kind
	_, got, err := s.Read("2026-11.txt", []byte(text))
	return got, err
}

func TestDecodeJrnl(t *testing.T) {
	in := `{"tags":{"@late":1},"entries":[
		{"title":"A bad one.","body":"\nThe lift.\n\nAgain.\n","date":"2026-11-21","time":"14:05","tags":["@late","@late","@Front desk","2026","❤️"],"starred":true,"mood":3},
		{"title":"","body":"","date":"2026-11-22","time":"00:00","tags":[],"starred":false},
		{"uuid":"00000000000000000000000000000001","title":"No time","date":"2026-11-22"}]}`
	want := []journal.Entry{
		{Written: time.Date(2026, 11, 21, 14, 5, 0, 0, here), Answers: words("A bad one.\nThe lift.\n\nAgain."), Tags: []string{"late", "Front-desk", "starred"}},
		{Written: time.Date(2026, 11, 22, 0, 0, 0, 0, here), Answers: words("")},
		{ID: "aaaaaaaaaaaaaaaaaaaaaaaaae", Written: time.Date(2026, 11, 22, 12, 0, 0, 0, here), Happened: time.Date(2026, 11, 22, 12, 0, 0, 0, here), DayOnly: true, Answers: words("No time")},
	}
	got, err := from(exchange.KindJrnl, in)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func words(text string) []journal.Answer {
	return []journal.Answer{{Step: journal.Happened, Text: text}}
}

func TestDecodeDayOne(t *testing.T) {
	in := `{"metadata":{"version":"1.0"},"entries":[
		{"uuid":"00000000-0000-0000-0000-000000000001","creationDate":"2026-11-21T14:05:30Z","timeZone":"There","text":"A \\- b\\\\c\\n \\#d ![x](y) ![](dayone-moment:\/\/A1)![](dayone-moment:\/video\/B2)e ![","tags":["one"],"starred":false},
		{"uuid":"not one","creationDate":"2026-11-21T14:05:30.25Z","timeZone":"Nowhere","text":"f"},
		{"creationDate":"2026-07-21T14:05:30Z","photos":[]},
		{"creationDate":"2026-01-01T00:30:00+09:00","text":"one\u2028two\n![a caption](dayone-moment:/pdfAttachment/A)"},
		{"creationDate":"2026-01-01T00:30:00+09:00","richText":"{\"contents\":[{\"text\":\"In \"},{\"text\":\"bold\",\"attributes\":{\"bold\":true}},{\"embeddedObjects\":[]}]}"}]}`
	tokyo := time.FixedZone("", 9*3600)
	want := []journal.Entry{
		{ID: "aaaaaaaaaaaaaaaaaaaaaaaaae", Written: time.Date(2026, 11, 21, 8, 5, 30, 0, there), Answers: words(`A - b\c\n #d ![x](y) e ![`), Tags: []string{"one"}},
		{Written: time.Date(2026, 11, 21, 14, 5, 30, 250e6, time.UTC), Answers: words("f")},
		{Written: time.Date(2026, 7, 21, 15, 5, 30, 0, here), Answers: words("")},
		{Written: time.Date(2026, 1, 1, 0, 30, 0, 0, tokyo), Answers: words("one\ntwo\na caption")},
		{Written: time.Date(2026, 1, 1, 0, 30, 0, 0, tokyo), Answers: words("In bold")},
	}
	got, err := from(exchange.KindDayOne, in)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestForeignRefuses(t *testing.T) {
	const good = `{"title":"Marker","text":"Marker","date":"2026-11-21","time":"14:05","creationDate":"2026-11-21T14:05:00Z"}`
	for _, c := range []struct{ name, in, jrnl, dayOne string }{
		{"nothing", "\n", "line 1: this does not look like an export from jrnl, or like its own file, which begins with [2026-11-21 14:05]: not valid", "line 2: this does not look like an export from Day One: not valid"},
		{"words", "Marker", "line 1: this does not look like an export from jrnl, or like its own file, which begins with [2026-11-21 14:05]: not valid", ""},
		{"an array", "[" + good + "]", "line 1: this does not look like an export from jrnl: not valid", ""},
		{"no entries", `{"entries":"Marker"}`, "line 1: this does not look like an export from jrnl: not valid", ""},
		{"an end too many", `{"entries":[` + good + "]}\nMarker", "line 2: there is something after the end: not valid", "line 2: there is something after the end: not valid"},
		{"an entry that is none", `{"entries":[` + good + ",\n\"Marker\"]}", "line 2: an entry is a JSON object: not valid", "line 2: an entry is a JSON object: not valid"},
		{"no date", `{"entries":[` + good + ",\n{\"title\":\"Marker\",\"text\":\"Marker\"}]}", `line 2: "date" is a time like 2026-11-21: not valid`, `line 2: "creationDate" is a time like 2026-11-21T14:05:00Z: not valid`},
		{"no text", `{"entries":[{"title":["Marker"],"text":["Marker"],"date":"2026-11-21","creationDate":"2026-11-21T14:05:00Z"}]}`, `line 1: "title" is not a string: not valid`, `line 1: "text" is not a string: not valid`},
		{"odd tags", `{"entries":[` + good[:len(good)-1] + `,"tags":"Marker"}]}`, `line 1: "tags" is not an array: not valid`, `line 1: "tags" is not an array: not valid`},
		{"an odd star", `{"entries":[` + good[:len(good)-1] + `,"starred":"Marker"}]}`, `line 1: "starred" is true or false: not valid`, `line 1: "starred" is true or false: not valid`},
		{"an odd time", `{"entries":[{"title":"Marker","date":"2026-11-21","time":"Marker","creationDate":"2026-11-21"}]}`, `line 1: "time" is a time like 14:05: not valid`, `line 1: "creationDate" is a time like 2026-11-21T14:05:00Z: not valid`},
		{"broken off", `{"entries":[` + good, "line 1: the JSON ends too early: not valid", "line 1: the JSON ends too early: not valid"},
		{"another encoding", "{\n\xff", "line 2: not UTF-8 text: not valid", "line 2: not UTF-8 text: not valid"},
	} {
		for kind, want := range map[string]string{exchange.KindJrnl: c.jrnl, exchange.KindDayOne: c.dayOne} {
			got, err := from(kind, c.in)
			if got != nil || !errors.Is(err, journal.ErrInvalid) || strings.Contains(err.Error(), "Marker") {
				t.Errorf("%s: %+v, %v", c.name, got, err)
			} else if want != "" && err.Error() != want {
				t.Errorf("%s: %q\nwant %q", c.name, err, want)
			}
		}
	}
}

// whole holds that what was read can be filed, and is the same once it was written
// as JSON and read again.
func whole(t *testing.T, entries []journal.Entry, err error) {
	t.Helper()
	if err != nil {
		if entries != nil || !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("%d entries beside %v", len(entries), err)
		}
		return
	}
	entries = slices.DeleteFunc(entries, journal.Entry.Blank)
	var out strings.Builder
	if err := exchange.EncodeJSONExport(&out, entries, false); err != nil {
		t.Fatal(err)
	}
	again, err := exchange.Decode(strings.NewReader(out.String()), now)
	if err != nil || len(again) != len(entries) {
		t.Fatalf("%d of %d entries can be read again: %v", len(again), len(entries), err)
	}
	for i, e := range entries {
		if !e.Written.Equal(again[i].Written) || !reflect.DeepEqual(e.Answers, again[i].Answers) || !slices.Equal(e.Tags, again[i].Tags) || len(e.Weighings) != len(again[i].Weighings) {
			t.Errorf("%+v is read again as %+v", e, again[i])
		}
	}
}

func FuzzDecodeJrnl(f *testing.F) {
	f.Add(`{"entries":[{"title":"a","body":"b","date":"2026-11-21","time":"14:05","tags":["@c d"],"starred":true}]}`)
	f.Add(`{"entries":[],"tags":{}}`)
	f.Fuzz(func(t *testing.T, s string) {
		entries, err := from(exchange.KindJrnl, s)
		whole(t, entries, err)
	})
}

func FuzzDecodeDayOne(f *testing.F) {
	f.Add(`{"entries":[{"uuid":"2A69239A5B364348AC64FA7758C2151B","creationDate":"2026-11-21T14:05:00Z","timeZone":"There","text":"a ![](dayone-moment:\/\/A) \\. ![","tags":["c d"]}]}`)
	f.Fuzz(func(t *testing.T, s string) {
		entries, err := from(exchange.KindDayOne, s)
		whole(t, entries, err)
	})
}

// Whatever somebody wrote elsewhere arrives letter for letter.
func FuzzForeignText(f *testing.F) {
	f.Add("A bad one.", "The lift.\n\n> again", "late")
	f.Fuzz(func(t *testing.T, title, body, tag string) {
		title, body, tag = strings.ToValidUTF8(title, ""), strings.ToValidUTF8(body, ""), strings.ToValidUTF8(tag, "")
		raw, err := json.Marshal(map[string]any{"entries": []any{map[string]any{"title": title, "body": body, "date": "2026-11-21", "time": "14:05", "tags": []string{tag}}}})
		if err != nil {
			t.Fatal(err)
		}
		entries, err := from(exchange.KindJrnl, string(raw))
		if err != nil || len(entries) != 1 {
			t.Fatalf("%q: %v", raw, err)
		}
		blank := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := entries[0].Text(journal.Happened); blank(got) != blank(title+" "+body) || !utf8.ValidString(got) {
			t.Errorf("%q and %q arrive as %q", title, body, got)
		}
	})
}

func TestDecodeJrnlText(t *testing.T) {
	got, err := from(exchange.KindJrnl, "[2026-11-21 14:05] A bad one. *\nThe lift, @late and (@front.desk).\n\n[not a day] mail a@b.org\n\n[2026-11-22 02:05:00 PM] Quiet.\n")
	want := []journal.Entry{
		{Written: time.Date(2026, 11, 21, 14, 5, 0, 0, here), Answers: words("A bad one.\nThe lift, @late and (@front.desk).\n\n[not a day] mail a@b.org"), Tags: []string{"late", "front-desk", "starred"}},
		{Written: time.Date(2026, 11, 22, 14, 5, 0, 0, here), Answers: words("Quiet."), Tags: nil},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	for in, want := range map[string]string{
		"[Marker]":                             "line 1: the first entry begins with a day in brackets, as in [2026-11-21 14:05]: not valid",
		"[2026-11-21] Marker\n[2026-11-31] no": "line 2: a line that looks like a day and is none that can be read, as [2026-11-21 14:05] is: not valid",
		"\n":                                   "line 1: this does not look like an export from jrnl, or like its own file, which begins with [2026-11-21 14:05]: not valid",
	} {
		if _, err := from(exchange.KindJrnl, in); !errors.Is(err, journal.ErrInvalid) || err.Error() != want {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func FuzzDecodeJrnlText(f *testing.F) {
	f.Add("[2026-11-21 14:05] A bad one. *\nThe @lift.\n\n[2026-11-22] Quiet.\n")
	f.Fuzz(func(t *testing.T, s string) {
		entries, err := from(exchange.KindJrnl, s)
		whole(t, entries, err)
	})
}
