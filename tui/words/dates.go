package words

import (
	"fmt"
	"time"
)

// Dates is how days and times are said. The zone of a time is the caller's.
type Dates struct {
	Months        [12]string
	MonthsShort   [12]string
	Weekdays      [7]string // from Sunday, as in package time
	WeekdaysShort [7]string
	Counts        []string // numbers in words, from zero, at the start of a sentence
}

// Day says a day without its year: "31 October".
func (d Dates) Day(t time.Time) string {
	return fmt.Sprintf("%d %s", t.Day(), d.Months[t.Month()-1])
}

// DayShort says a day in a narrow column: "31 Oct".
func (d Dates) DayShort(t time.Time) string {
	return fmt.Sprintf("%d %s", t.Day(), d.MonthsShort[t.Month()-1])
}

// DaySeen says a day as somebody would on the day now: the year only where it
// is another.
func (d Dates) DaySeen(t, now time.Time) string {
	if t.Year() != now.Year() {
		return fmt.Sprintf("%s %d", d.Day(t), t.Year())
	}
	return d.Day(t)
}

// Weekday says a day in a list: "Fri 21 Nov".
func (d Dates) Weekday(t time.Time) string {
	return d.WeekdaysShort[t.Weekday()] + " " + d.DayShort(t)
}

// Full says a day and a time in full: "Friday 21 November 2026, 14:05".
func (d Dates) Full(t time.Time) string {
	return fmt.Sprintf("%s %s %d, %s", d.Weekdays[t.Weekday()], d.Day(t), t.Year(), d.Clock(t))
}

// Clock says a time of day: "14:05".
func (d Dates) Clock(t time.Time) string {
	return fmt.Sprintf("%02d:%02d", t.Hour(), t.Minute())
}

// Count says a small number in words, capitalised; ok is false for one that
// has no word here.
func (d Dates) Count(n int) (word string, ok bool) {
	if n < 0 || n >= len(d.Counts) {
		return "", false
	}
	return d.Counts[n], true
}
