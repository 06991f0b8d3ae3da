package words_test

import (
	"slices"
	"testing"
	"time"

	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// TestEveryLanguageHasAGuide holds that package guide asks in every language of
// this one. That it has no others cannot be asked, but nobody would be led to them.
func TestEveryLanguageHasAGuide(t *testing.T) {
	for _, code := range words.Languages() {
		if _, ok := guide.In(code); !ok {
			t.Errorf("there is no guide in %q", code)
		}
	}
	for _, code := range []string{"", "tlh", "EN", "de_DE"} {
		if _, ok := words.In(code); ok {
			t.Errorf("there are words in %q", code)
		}
		if _, ok := guide.In(code); ok {
			t.Errorf("there is a guide in %q", code)
		}
	}
	if codes := words.Languages(); codes[0] != "en" || len(slices.Compact(slices.Sorted(slices.Values(codes)))) != len(codes) {
		t.Errorf("the languages are %q, want English first and each once", codes)
	}
}

// BenchmarkIn measures what a language costs at the start. English is not read.
func BenchmarkIn(b *testing.B) {
	for _, code := range words.Languages() {
		b.Run(code, func(b *testing.B) {
			for b.Loop() {
				_, okWords := words.In(code)
				_, okGuide := guide.In(code)
				if !okWords || !okGuide {
					b.Fatal("not built in")
				}
			}
		})
	}
}

func TestLanguageOfALocale(t *testing.T) {
	for locale, want := range map[string]string{
		"es_MX": "es", "fr_CA.UTF-8": "fr", "pt_BR": "pt", "pt_PT.UTF-8": "pt", "id_ID": "id", "it_CH": "it", "nl_BE.UTF-8": "nl", "pl_PL.UTF-8": "pl",
		"de": "de", "de_AT": "de", "de_CH.UTF-8": "de", "de_DE@euro": "de",
		"en_GB.UTF-8": "en", "": "en", "C": "en", "C.UTF-8": "en", "POSIX": "en",
		"ja_JP.UTF-8": "en", "deu": "en", "d": "en", "_DE": "en",
	} {
		if got := words.LanguageOf(locale); got != want {
			t.Errorf("%q asks for %q, want %q", locale, got, want)
		}
	}
}

// TestDatesInEveryLanguage holds how a day is said in each language.
func TestDatesInEveryLanguage(t *testing.T) {
	at := time.Date(2026, time.November, 1, 9, 5, 0, 0, time.UTC)
	later := at.AddDate(1, 1, 20)
	for code, want := range map[string][]string{
		"en": {"1 November", "1 November 2026", "1 Nov", "Sun 1 Nov", "Sunday 1 November 2026, 09:05", "1 Nov 2026", "November 2026", "1,204 6.8"},
		"es": {"1 de noviembre", "1 de noviembre de 2026", "1 nov", "do 1 nov", "domingo, 1 de noviembre de 2026, 09:05", "1 nov 2026", "noviembre de 2026", "1.204 6,8"},
		"fr": {"1er novembre", "1er novembre 2026", "1 nov", "di 1 nov", "dimanche 1er novembre 2026, 09:05", "1 nov 2026", "novembre 2026", "1\u00a0204 6,8"},
		"de": {"1. November", "1. November 2026", "1. Nov", "So 1. Nov", "Sonntag, 1. November 2026, 09:05", "1. Nov 2026", "November 2026", "1.204 6,8"},
		"it": {"1º novembre", "1º novembre 2026", "1 nov", "do 1 nov", "domenica 1º novembre 2026, 09:05", "1 nov 2026", "novembre 2026", "1.204 6,8"},
		"nl": {"1 november", "1 november 2026", "1 nov", "zo 1 nov", "zondag 1 november 2026, 09:05", "1 nov 2026", "november 2026", "1.204 6,8"},
		"pl": {"1 listopada", "1 listopada 2026", "1 lis", "nd 1 lis", "niedziela, 1 listopada 2026, 09:05", "1 lis 2026", "listopad 2026", "1\u00a0204 6,8"},
		"pt": {"1º de novembro", "1º de novembro de 2026", "1 nov", "dom 1 nov", "domingo, 1º de novembro de 2026, 09:05", "1 nov 2026", "novembro de 2026", "1.204 6,8"},
		"id": {"1 November", "1 November 2026", "1 Nov", "Min 1 Nov", "Minggu, 1 November 2026, 09.05", "1 Nov 2026", "November 2026", "1.204 6,8"},
	} {
		w, _ := words.In(code)
		d := w.Dates
		got := []string{
			d.Day(at), d.DaySeen(at, later), d.DayShort(at), d.Weekday(at), d.Full(at), d.Dated(at, true), d.MonthSeen(at, later),
			w.Number(1204) + " " + w.Average(6.75),
		}
		if !slices.Equal(got, want) {
			t.Errorf("in %q said\n%q, want\n%q", code, got, want)
		}
		if d.MonthSeen(at, at) != d.MonthsAlone[10] {
			t.Errorf("in %q the current month is said %q", code, d.MonthSeen(at, at))
		}
	}
}

// TestShortNamesDiffer holds that no weekday reads as a month in a list, where both stand
// side by side: "mar 31 mar".
func TestShortNamesDiffer(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		for _, day := range w.Dates.WeekdaysShort {
			if slices.Contains(w.Dates.MonthsShort[:], day) {
				t.Errorf("in %q a weekday and a month are both %q", code, day)
			}
		}
	}
}

// TestListedDaysFit holds that a day in a list takes no more than its column,
// whatever the language and the order.
func TestListedDaysFit(t *testing.T) {
	const column = 10
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		for _, order := range []words.Order{words.DayMonth, words.MonthDay, words.YearDay} {
			w.Dates.Order = order
			for day := range 366 {
				at := time.Date(2028, time.January, 1+day, 0, 0, 0, 0, time.UTC)
				if s := w.Dates.Weekday(at); editor.Width(s) > column {
					t.Fatalf("in %q %q takes %d cells of %d", code, s, editor.Width(s), column)
				}
			}
		}
	}
}
