package when_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/when"
	"shakeoff/tui/words"
)

// now is a Saturday.
var now = time.Date(2026, 11, 21, 14, 5, 0, 0, time.FixedZone("", 3600))

var readers sync.Map // by language: making one takes longer than reading a hundred days

func reader(t testing.TB, code string) when.Reader {
	t.Helper()
	if r, ok := readers.Load(code); ok {
		return r.(when.Reader)
	}
	w, ok := words.In(code)
	if !ok {
		t.Fatalf("no language %s", code)
	}
	r, _ := readers.LoadOrStore(code, when.In(w.Dates))
	return r.(when.Reader)
}

// said writes what was read in short: 2026-11-20, 2026-11-20 16:30, 2026-11-01..2026-11-30.
func said(s journal.Period, ok bool) string {
	switch {
	case !ok:
		return "?"
	case s.First != s.Last:
		return s.First.String() + ".." + s.Last.String()
	case s.Timed:
		return fmt.Sprintf("%s %02d:%02d", s.First, s.Minute/60, s.Minute%60)
	}
	return s.First.String()
}

// Every language reads these too.
var everywhere = map[string]string{
	"2026-11-20": "2026-11-20", "2026-11": "2026-11-01..2026-11-30", "2026": "2026-01-01..2026-12-31",
	"2026-11-20 16:30": "2026-11-20 16:30", "2026-11-20T16:30": "2026-11-20 16:30", " 2026/11/20 ": "2026-11-20",
	"yesterday": "2026-11-20", "Yesterday 16:30": "2026-11-20 16:30", "yesterday at 2": "2026-11-20 02:00",
	"yesterday 2pm": "2026-11-20 14:00", "2:30 pm yesterday": "2026-11-20 14:30", "12 am": "2026-11-21 00:00",
	"today": "2026-11-21", "tomorrow": "2026-11-22", "the day before yesterday": "2026-11-19",
	"last monday": "2026-11-16", "monday": "2026-11-16", "fri 14:00": "2026-11-20 14:00", "last saturday": "2026-11-14",
	"saturday": "2026-11-21", "sat 14:05": "2026-11-21 14:05", "sat 15:00": "2026-11-14 15:00", "thurs": "2026-11-19",
	"-7d": "2026-11-14", "7d": "2026-11-14", "2w": "2026-11-07", "3 days ago": "2026-11-18", "a week ago": "2026-11-14",
	"3 months ago": "2026-08-21", "last week": "2026-11-09..2026-11-15", "this month": "2026-11-01..2026-11-30",
	"last year": "2025-01-01..2025-12-31", "last 7 days": "2026-11-14",
	"21.11.2026": "2026-11-21", "20.11.": "2026-11-20", "20.11.26": "2026-11-20", "20.11. 16:30": "2026-11-20 16:30",
	"21 Nov": "2026-11-21", "Nov 21": "2026-11-21", "21st of November": "2026-11-21", "21 Nov 2025, 09:05": "2025-11-21 09:05",
	"Fri, 20 Nov": "2026-11-20", "30 Nov": "2026-11-30", "1 Dec": "2025-12-01", "29 Feb": "2024-02-29",
	"november": "2026-11-01..2026-11-30", "december": "2025-12-01..2025-12-31", "Nov 2024": "2024-11-01..2024-11-30", "11/2026": "2026-11-01..2026-11-30",
	"14:00": "2026-11-21 14:00", "14:06": "2026-11-20 14:06", "9:05": "2026-11-21 09:05", "at 9": "2026-11-21 09:00",

	"": "?", "the": "?", "soon": "?", "yesterday quiet": "?", "2026-02-30": "?", "2026-13": "?", "32 Nov": "?", "24:00": "?", "13 pm": "?",
	"2026-11 14:00": "?", "mon 20 Nov": "?", "yesterday today": "?", "20.11.2026.": "?", "0000-01-01": "?", "9:5": "?", "16:30 17:30": "?",
	"2026-11-21 quiet": "?", "12345678": "?", "yesterday yesterday": "?", "21": "?", "-": "?", "999 years ago": "1027-11-21",
}

func TestReadInEveryLanguage(t *testing.T) {
	for _, code := range words.Languages() {
		r := reader(t, code)
		for text, want := range everywhere {
			if got := said(r.Read(text, now)); got != want {
				t.Errorf("%s: %q is read as %s, want %s", code, text, got, want)
			}
		}
	}
}

func TestReadInItsOwnLanguage(t *testing.T) {
	for code, all := range map[string]map[string]string{
		"de": {
			"heute": "2026-11-21", "gestern 16:30": "2026-11-20 16:30", "gestern um 14 Uhr": "2026-11-20 14:00", "Fr 14.30": "2026-11-20 14:30",
			"vorgestern": "2026-11-19", "letzten Montag": "2026-11-16", "am Montag": "2026-11-16", "vor 3 Tagen": "2026-11-18", "vor einer Woche": "2026-11-14",
			"letzte Woche": "2026-11-09..2026-11-15", "21. November": "2026-11-21", "3. März 2026": "2026-03-03", "Mi": "2026-11-18", "2 Wochen": "2026-11-07",
			"morgen": "2026-11-22", "gestern morgen": "?",
		},
		"es": {
			"hoy": "2026-11-21", "ayer a las 16:30": "2026-11-20 16:30", "ayer 16h": "2026-11-20 16:00", "anteayer": "2026-11-19", "el lunes pasado": "2026-11-16",
			"hace 3 días": "2026-11-18", "hace una semana": "2026-11-14", "la semana pasada": "2026-11-09..2026-11-15", "20 de noviembre de 2026": "2026-11-20",
			"mar": "2026-11-17", "3 mar": "2026-03-03", "mañana": "2026-11-22", "miercoles": "2026-11-18",
		},
		"fr": {
			"aujourd’hui": "2026-11-21", "aujourd'hui": "2026-11-21", "hier à 16h30": "2026-11-20 16:30", "hier 16 h": "2026-11-20 16:00", "avant-hier": "2026-11-19",
			"lundi dernier": "2026-11-16", "il y a 3 jours": "2026-11-18", "la semaine dernière": "2026-11-09..2026-11-15", "1er novembre": "2026-11-01",
			"vendredi 20 novembre 2026": "2026-11-20", "2e semaine": "?", "3e jour": "?", "juil 2026": "2026-07-01..2026-07-31", "7j": "2026-11-14", "demain": "2026-11-22", "ven 14:00": "2026-11-20 14:00",
		},
		"pt": {
			"hoje": "2026-11-21", "ontem às 16h30": "2026-11-20 16:30", "anteontem": "2026-11-19", "segunda passada": "2026-11-16", "segunda-feira": "2026-11-16",
			"há 3 dias": "2026-11-18", "3 dias atrás": "2026-11-18", "semana passada": "2026-11-09..2026-11-15", "20 de novembro de 2026": "2026-11-20",
			"sex 14:00": "2026-11-20 14:00", "amanhã": "2026-11-22", "1º de novembro": "2026-11-01",
		},
		"id": {
			"hari ini": "2026-11-21", "kemarin 16.30": "2026-11-20 16:30", "kemarin pukul 16": "2026-11-20 16:00", "14.00": "2026-11-21 14:00", "kemarin lusa": "2026-11-19",
			"Senin lalu": "2026-11-16", "hari Senin": "2026-11-16", "3 hari yang lalu": "2026-11-18", "minggu lalu": "2026-11-09..2026-11-15", "Minggu": "2026-11-15",
			"hari Minggu": "2026-11-15", "20 November 2026": "2026-11-20", "besok": "2026-11-22", "Jum 14.00": "2026-11-20 14:00",
		},
		"it": {
			"oggi": "2026-11-21", "ieri alle 16.30": "2026-11-20 16:30", "ieri alle ore 14": "2026-11-20 14:00", "l’altro ieri": "2026-11-19",
			"lo scorso lunedì": "2026-11-16", "lunedi scorso": "2026-11-16", "3 giorni fa": "2026-11-18", "una settimana fa": "2026-11-14",
			"la settimana scorsa": "2026-11-09..2026-11-15", "1º novembre": "2026-11-01", "1° novembre": "2026-11-01", "mar": "2026-11-17", "3 mar": "2026-03-03",
			"ven 14:00": "2026-11-20 14:00", "7gg": "2026-11-14", "l’anno scorso": "2025-01-01..2025-12-31", "domani": "2026-11-22",
		},
		"nl": {
			"vandaag": "2026-11-21", "gisteren om 14 uur": "2026-11-20 14:00", "vr 14.30": "2026-11-20 14:30", "eergisteren": "2026-11-19",
			"afgelopen maandag": "2026-11-16", "op maandag": "2026-11-16", "3 dagen geleden": "2026-11-18", "een week geleden": "2026-11-14",
			"vorige week": "2026-11-09..2026-11-15", "3 mrt": "2026-03-03", "20e november": "2026-11-20", "2de november": "2026-11-02", "1ste november": "2026-11-01", "maand": "?", "2de week": "?", "wo": "2026-11-18", "vanochtend 9 uur": "2026-11-21 09:00",
			"morgen": "2026-11-22",
		},
		"pl": {
			"dziś": "2026-11-21", "wczoraj o 16:30": "2026-11-20 16:30", "wczoraj o godz. 14": "2026-11-20 14:00", "pt 14:00": "2026-11-20 14:00",
			"przedwczoraj": "2026-11-19", "w zeszły poniedziałek": "2026-11-16", "w środę": "2026-11-18", "3 dni temu": "2026-11-18", "tydzień temu": "2026-11-14",
			"w zeszłym tygodniu": "2026-11-09..2026-11-15", "20 listopada 2026 r.": "2026-11-20", "styczeń 2026": "2026-01-01..2026-01-31", "3 mar": "2026-03-03",
			"jutro": "2026-11-22", "wczoraj rano": "?",
		},
	} {
		r := reader(t, code)
		for text, want := range all {
			if got := said(r.Read(text, now)); got != want {
				t.Errorf("%s: %q is read as %s, want %s", code, text, got, want)
			}
		}
	}
}

// What a locale writes with a slash is read in its order, and where no order is known only what
// has one meaning.
func TestReadInTheOrderOfTheLocale(t *testing.T) {
	for order, want := range map[words.Order][3]string{
		words.DayMonth: {"2026-11-03", "2026-11-20", "?"},
		words.MonthDay: {"2026-03-11", "?", "2026-11-20"},
		words.YearDay:  {"?", "2026-11-20", "2026-11-20"},
	} {
		d := words.English().Dates
		d.Order = order
		for i, text := range []string{"3/11/2026", "20/11/2026", "11/20/2026"} {
			if got := said(when.In(d).Read(text, now)); got != want[i] {
				t.Errorf("order %d: %q is read as %s, want %s", order, text, got, want[i])
			}
		}
	}
}

// What the field offers as examples is understood there.
func TestReadsItsOwnHint(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		for text := range strings.SplitSeq(w.Write.WhenHint, ", ") {
			if _, _, err := when.In(w.Dates).Moment(text, now); err != nil {
				t.Errorf("%s: %q: %v", code, text, err)
			}
		}
	}
}

// Whatever the screens say of a time is understood when it is typed.
func TestReadsWhatIsShown(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		readers := make([]when.Reader, 3)
		for order := range readers {
			w.Dates.Order = words.Order(order)
			readers[order] = when.In(w.Dates)
		}
		for range 300 {
			at := now.Add(-time.Duration(r.Int64N(int64(20 * 365 * 24 * time.Hour)))).Truncate(time.Minute)
			w.Dates.Order = words.Order(r.IntN(3))
			full, day := fmt.Sprintf("%s %02d:%02d", journal.DayOf(at), at.Hour(), at.Minute()), journal.DayOf(at).String()
			for text, want := range map[string]string{
				w.Dates.Happened(at, false): full, w.Dates.Happened(at, true): day,
				w.Dates.Dated(at, false): full, w.Dates.Dated(at, true): day, w.Dates.Seen(at, false, now): full, w.Dates.Seen(at, true, now): day,
			} {
				if got := said(readers[w.Dates.Order].Read(text, now)); got != want {
					t.Fatalf("%s, order %d: %q is read as %s, want %s", code, w.Dates.Order, text, got, want)
				}
			}
		}
	}
}

func TestMoment(t *testing.T) {
	r := reader(t, "en")
	for _, c := range []struct {
		text, want string
		dayOnly    bool
		err        error
	}{
		{"", "", false, nil},
		{"now", "", false, nil},
		{"yesterday", "2026-11-20T12:00:00+01:00", true, nil},
		{"yesterday 16:30", "2026-11-20T16:30:00+01:00", false, nil},
		{"today", "2026-11-21T12:00:00+01:00", true, nil},
		{"14:05", "2026-11-21T14:05:00+01:00", false, nil},
		{"today 14:06", "", false, when.ErrFuture},
		{"tomorrow", "", false, when.ErrFuture},
		{"30 Nov", "", false, when.ErrFuture},
		{"2026-11", "", false, when.ErrUnread},
		{"last week", "", false, when.ErrUnread},
		{"soon", "", false, when.ErrUnread},
	} {
		at, dayOnly, err := r.Moment(c.text, now)
		got := ""
		if !at.IsZero() {
			got = at.Format(time.RFC3339)
		}
		if got != c.want || dayOnly != c.dayOnly || !errors.Is(err, c.err) {
			t.Errorf("%q: %s, %v, %v", c.text, got, dayOnly, err)
		}
	}
	// Before noon, today is not in the future.
	early := now.Add(-6 * time.Hour)
	if at, dayOnly, err := r.Moment("today", early); !at.Equal(early) || !dayOnly || err != nil {
		t.Errorf("today at 8: %v, %v, %v", at, dayOnly, err)
	}
}

// While a day is typed nothing is complained of, and afterwards everything that is none.
func TestUnfinished(t *testing.T) {
	days := reader(t, "de").Days(now)
	for _, text := range []string{"gestern", "letzten Montag", "2026-11-21 14:05", "vor 3 Tagen", "am 21. November 2026"} {
		for n := range len([]rune(text)) {
			if _, err := days(string([]rune(text)[:n])); err != nil && !errors.Is(err, journal.ErrUnfinished) {
				t.Errorf("%q: %v", string([]rune(text)[:n]), err)
			}
		}
	}
	for _, text := range []string{"gesstern", "irgendwann", "2026-11-21 quiet"} {
		if _, err := days(text); !errors.Is(err, when.ErrUnread) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What the field and the prompt give as examples can be read there.
func TestExamplesCanBeRead(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		for _, example := range strings.Split(w.Review.Day+", "+w.Write.WhenHint, ", ") {
			if _, ok := reader(t, code).Read(example, now); !ok {
				t.Errorf("%s: %q", code, example)
			}
		}
	}
}

// A time is of the day that was said, also where clocks were put forward at midnight, and has been
// where clocks were put back.
func TestMomentWhereClocksChange(t *testing.T) {
	for _, test := range []struct{ zone, now, text, want string }{
		{"America/Sao_Paulo", "2018-11-06T12:00:00-02:00", "4 Nov 2018 00:30", "2018-11-04 00:30"},
		{"Pacific/Apia", "2012-01-03T12:00:00+14:00", "30 Dec 2011 10:00", "2011-12-30 10:00"},
		{"Europe/Berlin", "2026-03-30T12:00:00+02:00", "yesterday 2:30", "2026-03-29 02:30"},
		{"America/New_York", "2026-11-01T01:45:00-04:00", "today 1:30", "2026-11-01 01:30"},
		{"America/New_York", "2026-11-01T01:15:00-05:00", "today 1:10", "2026-11-01 01:10"},
		{"America/New_York", "2026-11-01T01:15:00-05:00", "today 1:30", "2026-11-01 01:30"}, // the first of the two
	} {
		here, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		now = now.In(here)
		at, dayOnly, err := reader(t, "en").Moment(test.text, now)
		if got := at.Format("2006-01-02 15:04"); err != nil || dayOnly || got != test.want || at.After(now) {
			t.Errorf("%s, %s: %v, %v", test.zone, test.text, at, err)
		}
	}
}

// FuzzRead holds that what is read are days that there are, in their order, and that the same text
// is read alike whatever its blanks and its case.
func FuzzRead(f *testing.F) {
	for text := range everywhere {
		f.Add(text, uint8(0))
	}
	f.Add("il y a 3 jours à 16h30", uint8(3))
	f.Fuzz(func(t *testing.T, text string, language uint8) {
		codes := words.Languages()
		r := reader(t, codes[int(language)%len(codes)])
		s, ok := r.Read(text, now)
		if !ok {
			return
		}
		for _, d := range []journal.Day{s.First, s.Last} {
			if journal.DayOf(d.Time()) != d {
				t.Fatalf("%q is read as %v, which is no day", text, d)
			}
		}
		if s.First.Compare(s.Last) > 0 || s.Timed && s.First != s.Last || s.Minute < 0 || s.Minute > 1439 {
			t.Fatalf("%q is read as %+v", text, s)
		}
		if len(text) < 70 {
			if again, ok := r.Read("  "+strings.ToUpper(text)+" ", now); strings.ToLower(strings.ToUpper(text)) == text && (!ok || again != s) {
				t.Fatalf("%q in capitals is read as %+v, not %+v", text, again, s)
			}
		}
		if _, err := r.Days(now)(text); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func BenchmarkIn(b *testing.B) {
	d := words.English().Dates
	for b.Loop() {
		when.In(d)
	}
}
