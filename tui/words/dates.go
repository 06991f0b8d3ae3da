package words

import (
	"fmt"
	"strings"
	"time"
)

// Dates is how days and times are said. The zone of a time is the caller's.
type Dates struct {
	Months        [12]string
	MonthsShort   [12]string
	Weekdays      [7]string // from Sunday, as in package time
	WeekdaysShort [7]string
	Counts        []string // numbers in words, from zero, at the start of a sentence
	Order         Order
}

// Order is how the parts of a day follow one another.
type Order uint8

// The orders.
const (
	DayMonth Order = iota // 31 October 2026
	MonthDay              // October 31, 2026
	YearDay               // 2026-10-31, as in ISO 8601
)

// dayFirst are the languages in which the day comes before the month, as written
// in the Unicode CLDR; English is among them but for some of its countries.
const dayFirst = " en de es fr pt id it nl da nb nn no fi is et lv pl cs sk sl hr sr bg ru uk ro el tr he ar hi vi th "

// OrderOf returns the order that a locale asks for, named as in LC_TIME: en_US,
// de_AT.UTF-8. YearDay, which nobody misreads, where that is not known.
func OrderOf(locale string) Order {
	name, _, _ := strings.Cut(locale, ".")
	name, _, _ = strings.Cut(name, "@")
	switch name {
	case "en_US", "en_PH":
		return MonthDay
	case "en_CA", "en_ZA", "fr_CA":
		return YearDay
	}
	language, _, _ := strings.Cut(name, "_")
	if language != "" && strings.Contains(dayFirst, " "+language+" ") {
		return DayMonth
	}
	return YearDay
}

// Day says a day without its year: "31 October".
func (d Dates) Day(t time.Time) string { return d.day(t, d.Months[t.Month()-1]) }

// DayShort says a day in a narrow column: "31 Oct".
func (d Dates) DayShort(t time.Time) string { return d.day(t, d.MonthsShort[t.Month()-1]) }

func (d Dates) day(t time.Time, month string) string {
	switch d.Order {
	case MonthDay:
		return fmt.Sprintf("%s %d", month, t.Day())
	case YearDay:
		return t.Format(time.DateOnly)
	default:
		return fmt.Sprintf("%d %s", t.Day(), month)
	}
}

// DaySeen says a day as somebody would on the day now: the year only where it
// is another.
func (d Dates) DaySeen(t, now time.Time) string {
	if t.Year() != now.Year() {
		return d.dayYear(t)
	}
	return d.Day(t)
}

// dayYear says a day with its year.
func (d Dates) dayYear(t time.Time) string {
	switch d.Order {
	case MonthDay:
		return fmt.Sprintf("%s, %d", d.Day(t), t.Year())
	case YearDay:
		return d.Day(t)
	default:
		return fmt.Sprintf("%s %d", d.Day(t), t.Year())
	}
}

// Weekday says a day in a list: "Fri 21 Nov", in ten cells at most.
func (d Dates) Weekday(t time.Time) string {
	if d.Order == YearDay {
		return d.DayShort(t)
	}
	return d.WeekdaysShort[t.Weekday()] + " " + d.DayShort(t)
}

// Full says a day and a time in full: "Friday 21 November 2026, 14:05".
func (d Dates) Full(t time.Time) string {
	after := " "
	if d.Order == MonthDay {
		after = ", "
	}
	return d.Weekdays[t.Weekday()] + after + d.dayYear(t) + ", " + d.Clock(t)
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
