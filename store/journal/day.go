package journal

import (
	"cmp"
	"fmt"
	"time"
)

// Day is a day of the calendar, without a zone. Comparable with ==; the zero Day is no day.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf returns the day of a time in its own zone: that on the wall where it happened.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{Year: y, Month: m, Day: d}
}

// IsZero says that there is no day.
func (d Day) IsZero() bool { return d == Day{} }

// String returns the day as in 2026-11-21, "" for no day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText is String, for JSON.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Time returns noon of the day in UTC, for formatting it; some days have no midnight.
func (d Day) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }

// At returns a time of the day by the clock here. A time that was skipped when clocks went forward
// counts by the offset of that noon.
func (d Day) At(hour, minute, second int, here *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, hour, minute, second, 0, here)
	if t.Hour() != hour || t.Minute() != minute || DayOf(t) != d {
		_, offset := time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, here).Zone()
		t = time.Date(d.Year, d.Month, d.Day, hour, minute, second, 0, time.FixedZone("", offset))
	}
	return t
}

// Add returns the day n days later, or earlier where n is negative.
func (d Day) Add(n int) Day { return DayOf(time.Date(d.Year, d.Month, d.Day+n, 12, 0, 0, 0, time.UTC)) }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Monday returns the first day of the week of d.
func (d Day) Monday() Day { return d.Add(-mondayFirst(d.Weekday())) }

// Compare returns -1, 0 or 1 as d is before, the same as or after other.
func (d Day) Compare(other Day) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Told is when something happened, as it was told: in JSON a day alone where there was no time.
type Told struct {
	time.Time
	DayOnly bool
}

// MarshalJSON writes RFC 3339, or a day as in 2026-11-21.
func (t Told) MarshalJSON() ([]byte, error) {
	if t.DayOnly {
		return []byte(`"` + DayOf(t.Time).String() + `"`), nil
	}
	return t.Time.MarshalJSON()
}

// Period is some days in a row as they were told, or a minute of a day.
type Period struct {
	First, Last Day
	Minute      int  // of the day, 0 to 1439
	Timed       bool // a time was told: First is Last
}

// Days reads days as people put them. The error is ErrUnfinished for what may be the beginning of
// something that can be read, and another for what is not understood.
type Days func(text string) (Period, error)

func (d Day) days(other Day) int { return int(other.Time().Sub(d.Time()) / (24 * time.Hour)) }

// mondayFirst numbers the weekdays from Monday, 0, to Sunday, 6.
func mondayFirst(w time.Weekday) int { return (int(w) + 6) % 7 }
