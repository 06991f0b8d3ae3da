package words_test

import (
	"testing"
	"time"

	"shakeoff/tui/words"
)

// What is said of a time in any language and order is read as that time.
func TestReadIsTheOtherWayOfFull(t *testing.T) {
	here := time.FixedZone("", 3600)
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		for _, w.Dates.Order = range []words.Order{words.DayMonth, words.MonthDay, words.YearDay} {
			for day := range 400 {
				want := time.Date(2026, 1, 1+day, day%24, day%60, 0, 0, here)
				said := w.Dates.Full(want)
				if got, ok := w.Dates.Read(said, here); !ok || !got.Equal(want) {
					t.Fatalf("%s: %q is read as %v, %v", code, said, got, ok)
				}
			}
		}
	}
	dates := words.English().Dates
	if got, ok := dates.Read("21 November 2026", here); !ok || !got.Equal(time.Date(2026, 11, 21, 0, 0, 0, 0, here)) {
		t.Errorf("a day alone is read as %v, %v", got, ok)
	}
	for _, s := range []string{"", "2026", "31 February 2026", "Friday 21 November 2026, 14:05", "Saturday 21 November 2026, 24:05", "21 November", "99999999999999999999 1 1 1 1"} {
		if at, ok := dates.Read(s, here); ok {
			t.Errorf("%q is read as %v", s, at)
		}
	}
}
