package exchange_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

func source() *exchange.Source {
	return &exchange.Source{
		Now: now, Here: here, Calendar: calendar, Weights: []string{"Peso %s kg", "Weight: %s"},
		Zone: func(name string) (*time.Location, error) {
			if name == "There" {
				return there, nil
			}
			return time.LoadLocation(name)
		},
		Step: func(question string) journal.Step {
			return map[string]journal.Step{"What happened?": journal.Happened, "What <would> I change & why?": journal.Change}[question]
		},
	}
}

func utf16le(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := out.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What wrote a file is recognised, and what is in it arrives.
func TestSourcesAreRecognised(t *testing.T) {
	dayOne := `{"metadata":{},"entries":[{"creationDate":"2026-11-21T14:05:00+01:00","text":"One."}]}`
	for _, c := range []struct{ name, in, kind, want string }{
		{"a.json", `{"format":"shakeoff/1","entries":[{"written":"2026-11-21T14:05:00+01:00","answers":{"happened":"One."}}]}`, "shakeoff", "2026-11-21 One."},
		{"a.json", `[{"written":"2026-11-21T14:05:00+01:00","answers":{"happened":"One."}}]`, "shakeoff", "2026-11-21 One."},
		{"a.json", `{"tags":{},"entries":[{"title":"One.","body":"","date":"2026-11-21","time":"14:05"}]}`, "jrnl", "2026-11-21 One."},
		{"journal.txt", "[2026-11-21 14:05] One.\nTwo.\n", "jrnl", "2026-11-21 One.|Two."},
		{"jrnl.md", "# 2026\n\n## November\n\n### 2026-11-21 14:05 One.\n\nTwo.\n", "md", "2026-11-21 One.||Two."},
		{"Journal.json", dayOne, "dayone", "2026-11-21 One."},
		{"export.zip", zipped(t, "photos/a.json", "{", "Journal.json", dayOne, "Work.json", dayOne), "dayone", "2026-11-21 One.; 2026-11-21 One."},
		{"daylio.csv", "\ufefffull_date,date,weekday,time,mood,activities,note_title,note\n2026-11-21,\"November 21\",Saturday,2:05 PM,bad,\"work | front desk\",One.,\"Two\"\n", "daylio", "2026-11-21 One.|Two"},
		{"data/2026-11.txt", "21:\n  text: One.\n", "rednotebook", "2026-11-21 One."},
		{"data/2026-11.txt", "## 2026-11-21\nOne.", "md", "2026-11-21 One."},
		{"notes.csv", "id,written,happened,before,after,latest,intention,tags\r\n,2026-11-21T14:05:00+01:00,'=One.,8,3,3,,phone\r\n", "csv", "2026-11-21 =One."},
		{"vault/2026-11-21.md", "# Late\n\nOne.", "md", "2026-11-21 # Late||One."},
		{"vault/2026-11-21 The lift.md", "One.", "md", "2026-11-21 The lift||One."},
		{"journals/2026_11_21.md", "- One.", "md", "2026-11-21 - One."},
		{"vault/2026-11-21.md", "# 2026-11-21\nOne.\n# 2026-11-22\nTwo.", "md", "2026-11-21 One.; 2026-11-22 Two."},
		{"vault/2026-11-21.md", "Zero.\n# 2026-11-22\nTwo.", "md", "2026-11-21 Zero.; 2026-11-22 Two."},
		{"vault/The lift.md", "---\ndate: 2026-11-21T14:05\ntags: [phone, front desk]\n---\nOne.", "md", "2026-11-21 One."},
		{"vault/The lift.md", "---\ncreated: \"2026-11-21\"\ntags:\n  - phone\n---\n\nOne.", "md", "2026-11-21 One."},
		{"2026-11-21.md", "---\nOne.\n---\nTwo.", "md", "2026-11-21 ---|One.|---|Two."},
	} {
		for _, in := range []string{c.in, string(utf16le(c.in))} {
			if strings.HasPrefix(c.in, "PK") {
				in = c.in
			}
			kind, got, err := source().Read(c.name, []byte(in))
			if err != nil || kind != c.kind || daysOf(got) != c.want {
				t.Errorf("%s with %q: %s, %q, %v; want %s, %q", c.name, c.in, kind, daysOf(got), err, c.kind, c.want)
			}
		}
	}
	for in, want := range map[string]string{
		"# Marker\n\nMarker":        "line 3: the first entry begins with a heading that is a day, as in ## 2026-11-21: not valid",
		zipped(t, "a/b.json", "{}"): "an archive without a journal in it, such as the Journal.json of Day One: not valid",
		"PK\x03\x04Marker":          "an archive that cannot be opened: not valid",
	} {
		if _, got, err := source().Read("Marker.md", []byte(in)); got != nil || !errors.Is(err, journal.ErrInvalid) || err.Error() != want {
			t.Errorf("%q: %v", in, err)
		}
	}
	if _, _, err := source().Read("a.csv", []byte("redacted,written,happened,before,after,latest,intention,tags\n")); !errors.Is(err, exchange.ErrRedacted) {
		t.Errorf("a redacted table: %v", err)
	}
	if _, _, err := source().Read("note.md", []byte("One.")); !errors.Is(err, exchange.ErrNoDay) {
		t.Errorf("a note without a day: %v", err)
	}
}

func TestDecodeDaylio(t *testing.T) {
	in := "full_date,date,weekday,time,mood,activities,note_title,note\n" +
		"2026-11-21,November 21,Saturday,2:05 PM,bad,work | front desk,,One\n" +
		"2026-11-22,November 22,Sunday,,Own,,,\n"
	s := source()
	s.Kind = exchange.KindDaylio
	_, got, err := s.Read("daylio.csv", []byte(in))
	at := time.Date(2026, 11, 21, 14, 5, 0, 0, here)
	if err != nil || len(got) != 2 || s.Notes.Moods != 1 || !got[0].Written.Equal(at) || !reflect.DeepEqual(got[0].Tags, []string{"work", "front-desk"}) ||
		!reflect.DeepEqual(got[0].Weighings, []journal.Weighing{{At: at, Moment: journal.Before, Weight: 8}}) || !got[1].DayOnly || !got[1].Blank() {
		t.Errorf("got %+v, %+v, %v", got, s.Notes, err)
	}
	for in, want := range map[string]string{
		"":                                   "line 1: not a table with a row of names at its head: not valid",
		"full_date,mood\n":                   "line 1: a table without the column time: not valid",
		"full_date,time,mood\nMarker,,bad\n": `line 2: "full_date" and "time" are a time like 2026-11-21 and 14:05: not valid`,
		"full_date,time,mood\n\"Marker\n":    "line 2: a row that is no row of the table: not valid",
	} {
		if _, err := from(exchange.KindDaylio, in); !errors.Is(err, journal.ErrInvalid) || err.Error() != want {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// What EncodeCSV writes comes back, but for what a cell cannot hold.
func TestCSVComesBack(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 500 {
		want := randomEntry(r)
		want.Answers = slices.DeleteFunc(want.Answers, func(a journal.Answer) bool { return a.Text == "" })
		if want.Blank() {
			continue
		}
		text := table(t, want)
		got, err := from(exchange.KindCSV, text)
		if err != nil || len(got) != 1 {
			t.Fatalf("%s\n%v", text, err)
		}
		// Within cells encoding/csv reads both line breaks as one.
		if again := table(t, got...); strings.ReplaceAll(again, "\r", "") != strings.ReplaceAll(text, "\r", "") {
			t.Errorf("%s\nis read and written as\n%s", text, again)
		}
		if !got[0].Written.Equal(want.Written) || got[0].DayOnly != want.DayOnly || got[0].ID != want.ID || got[0].Intention.State != want.Intention.State {
			t.Errorf("%+v comes back as %+v", want, got[0])
		}
	}
}

func FuzzDecodeDaylio(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {
		entries, err := from(exchange.KindDaylio, s)
		whole(t, entries, err)
	})
}

func FuzzDecodeCSV(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {
		entries, err := from(exchange.KindCSV, s)
		whole(t, entries, err)
	})
}

func FuzzSource(f *testing.F) {
	f.Add("2026-11-21 a.md", "---\ndate: 2026-11-21\ntags: [a]\n---\nOne.")
	f.Add("a.csv", "full_date,time,mood\n2026-11-21,14:05,bad\n")
	f.Add("a.csv", "id,written,before,after,latest,intention,tags,happened\n,2026-11-21T14:05:00Z,8,3,3,open,a,x\n")
	f.Add("a.txt", string(utf16le("[2026-11-21 14:05] One.")))
	f.Add("a.json", `{"entries":[{"creationDate":"2026-11-21T14:05:00Z","text":"a"}]}`)
	f.Add("a.zip", "PK\x03\x04")
	f.Fuzz(func(t *testing.T, name, in string) {
		_, entries, err := source().Read(name, []byte(in))
		if errors.Is(err, exchange.ErrNoDay) {
			return
		}
		whole(t, entries, err)
	})
}
