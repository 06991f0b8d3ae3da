package journal_test

import (
	"errors"
	"testing"
	"time"

	"shakeoff/store/journal"
)

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
		d, err := journal.ParseDay(c.day)
		if err != nil || d.String() != c.day || d.Monday().String() != c.monday || d.Monday().Weekday() != time.Monday {
			t.Errorf("%s: read as %v, its Monday %v: %v", c.day, d, d.Monday(), err)
		}
		if next := d.Add(1); next.Compare(d) != 1 || d.Compare(next) != -1 || next.Add(-1) != d {
			t.Errorf("%s: the day after is %v", c.day, next)
		}
	}
	for _, bad := range []string{"", "2026", "2026-02-30", "21/11/2026", "2026-11-21T00:00:00Z"} {
		if d, err := journal.ParseDay(bad); !errors.Is(err, journal.ErrInvalid) || !d.IsZero() {
			t.Errorf("%q read as %v: %v", bad, d, err)
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
