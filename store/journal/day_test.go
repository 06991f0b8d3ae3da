package journal_test

import (
	"testing"
	"time"

	"shakeoff/store/journal"
)

// day reads a day as in 2026-11-21.
func day(t *testing.T, s string) journal.Day {
	t.Helper()
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return journal.DayOf(at)
}

func TestDays(t *testing.T) {
	for _, c := range []struct{ day, monday string }{
		{"2026-11-21", "2026-11-16"}, // a Saturday
		{"2026-11-16", "2026-11-16"},
		{"2026-11-22", "2026-11-16"}, // a Sunday
		{"2026-01-01", "2025-12-29"},
		{"2024-03-03", "2024-02-26"}, // over a leap day
		{"2026-03-29", "2026-03-23"}, // clocks go forward in Europe
		{"2026-10-25", "2026-10-19"}, // and back
	} {
		d := day(t, c.day)
		if d.String() != c.day || d.Monday().String() != c.monday || d.Monday().Weekday() != time.Monday {
			t.Errorf("%s: read as %v, its Monday %v", c.day, d, d.Monday())
		}
		if next := d.Add(1); next.Compare(d) != 1 || d.Compare(next) != -1 || next.Add(-1) != d {
			t.Errorf("%s: the day after is %v", c.day, next)
		}
	}
	if s := (journal.Day{}).String(); s != "" {
		t.Errorf("no day is written %q", s)
	}
	late := time.Date(2026, 11, 21, 23, 30, 0, 0, time.FixedZone("", -8*3600)) // the 22nd in UTC
	if d := journal.DayOf(late); d.String() != "2026-11-21" {
		t.Errorf("the day of %v is %v", late, d)
	}
}
