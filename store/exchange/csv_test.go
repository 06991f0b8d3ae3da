package exchange_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

func table(t *testing.T, entries ...journal.Entry) string {
	t.Helper()
	var out strings.Builder
	if err := exchange.EncodeCSV(&out, entries, false); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCSV(t *testing.T) {
	at := time.Date(2026, 11, 21, 14, 5, 0, 0, here)
	full := journal.Entry{
		ID: "aaaaaaaaaaaaaaaaaaaaaaaaae", Written: at, Happened: at.Add(-24 * time.Hour), DayOnly: true,
		Answers: []journal.Answer{
			{Step: journal.Change, Text: "Say \"later\", #Calm"},
			{Step: journal.Happened, Text: "One\r\ntwo"},
			{Step: "who-helped", Text: "Sam"},
		},
		Weighings: []journal.Weighing{{At: at, Moment: journal.Before, Weight: 8}, {At: at, Moment: journal.After, Weight: 0}, {At: at.Add(time.Hour), Moment: journal.Later, Weight: 2}},
		Intention: journal.Intention{State: journal.LetGo},
		Tags:      []string{"phone"},
	}
	plain := journal.Entry{Written: at, Answers: []journal.Answer{{Step: "also", Text: "=1+1"}, {Step: journal.Release, Text: "Done"}}}
	const want = "id,written,happened_at,happened,control,change,release,also,who-helped,before,after,latest,intention,tags\r\n" +
		"aaaaaaaaaaaaaaaaaaaaaaaaae,2026-11-21T14:05:00+01:00,2026-11-20,\"One\r\ntwo\",,\"Say \"\"later\"\", #Calm\",,,Sam,8,0,2,let go,calm phone\r\n" +
		",2026-11-21T14:05:00+01:00,,,,,Done,'=1+1,,,,,,\r\n"
	if got := table(t, full, plain); got != want {
		t.Errorf("got:\n%q\nwant:\n%q", got, want)
	}
	if got := table(t); got != "id,written,happened_at,happened,control,change,release,before,after,latest,intention,tags\r\n" {
		t.Errorf("of no entry: %q", got)
	}
}

func TestCellsAreNoFormulas(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(1)": "'@SUM(1)", "\t=1": "'\t=1", "\r=1": "'\n=1",
		"1=1": "1=1", "'=1": "'=1", " =1": " =1", "a\x1b[31m\u009b\x00": "a\uFFFD[31m\uFFFD\uFFFD", "a\U000e0041": "a\uFFFD", "a\n=1": "a\n=1",
	} {
		rows, err := csv.NewReader(strings.NewReader(table(t, journal.Entry{Answers: words(text)}))).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][3] != want {
			t.Errorf("%q is written as %q, %v; want %q", text, rows, err, want)
		}
	}
}

// FuzzCSV holds that whatever was typed stands in one cell of one row, which no
// spreadsheet runs, with every letter of it.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n\"c\"", "=1", "\r\n-", "\x1b\u0085", "窓口\u2028;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		e := journal.Entry{Answers: []journal.Answer{{Step: journal.Happened, Text: s}, {Step: "own", Text: s}}}
		rows, err := csv.NewReader(strings.NewReader(table(t, e))).ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != len(rows[0]) || rows[1][3] != rows[1][7] {
			t.Fatalf("%q: %q, %v", s, rows, err)
		}
		cell := rows[1][3]
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			t.Errorf("%q is a formula in %q", s, cell)
		}
		letters := func(s string) []rune {
			return slices.DeleteFunc([]rune(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		}
		if !slices.Equal(letters(cell), letters(s)) {
			t.Errorf("%q is written as %q", s, cell)
		}
	})
}
