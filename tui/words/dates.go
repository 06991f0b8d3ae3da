package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Dates is how days and times are said. The zone of a time is the caller's.
type Dates struct {
	Months        [12]string // beside a day
	MonthsAlone   [12]string // without one, which not every language says in the same way
	MonthsShort   [12]string
	Weekdays      [7]string // from Sunday, as in package time
	WeekdaysShort [7]string
	First         string // the first day of a month: "1"
	Time          string // a time of day: hours and minutes, %02d and %02d
	// TodayAt and YesterdayAt are a time of day on one of these: %s.
	TodayAt, YesterdayAt string
	// MonthYear is a month and its year: %s and %d.
	MonthYear string
	// DayFirst and MonthFirst are the two orders in words: the same in a language in
	// which nobody says the month first.
	DayFirst, MonthFirst DayForms
	Order                Order
	Told                 Told
}

// Told is how a person may answer "When?". Each string has all the words for something, with |
// between them; case and accents do not matter.
type Told struct {
	Now, Today, Yesterday, Before, Tomorrow string    // Before: the day before yesterday
	Last, This, Ago                         string    // last monday; this week; 2 weeks ago
	Weekdays                                [7]string // more ways to say them, from Sunday: mondays, środę
	Day, Week, Month, Year                  string    // one and several of them
	At, Clock                               string    // before a time, as in "at 14"; after one, as in "14 o'clock"
	Small                                   string    // words that may be anywhere, and mean nothing
}

// DayForms are how a day is put into words.
type DayForms struct {
	Day   string // its number, or First, and its month: %s and %s
	Short string // the same in a narrow column: %d and %s
	Year  string // the first, and its year: %s and %d
	// ShortYear is the same of the second.
	ShortYear string
	Full      string // weekday, day with its year, time: %s, %s and %s
	// WholeDay is the same without the time.
	WholeDay string
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
	name := nameOf(locale)
	switch name {
	case "en-US", "en-PH":
		return MonthDay
	case "en-CA", "en-ZA", "fr-CA":
		return YearDay
	}
	language, _, _ := strings.Cut(name, "-")
	if language != "" && strings.Contains(dayFirst, " "+language+" ") {
		return DayMonth
	}
	return YearDay
}

// forms returns how days are put into words in the order that is set.
func (d Dates) forms() DayForms {
	if d.Order == MonthDay {
		return d.MonthFirst
	}
	return d.DayFirst
}

// Day says a day without its year: "31 October".
func (d Dates) Day(t time.Time) string {
	if d.Order == YearDay {
		return t.Format(time.DateOnly)
	}
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = d.First
	}
	return fmt.Sprintf(d.forms().Day, day, d.Months[t.Month()-1])
}

// DayShort says a day in a narrow column: "31 Oct".
func (d Dates) DayShort(t time.Time) string {
	if d.Order == YearDay {
		return t.Format(time.DateOnly)
	}
	return fmt.Sprintf(d.forms().Short, t.Day(), d.MonthsShort[t.Month()-1])
}

// ShortSeen is DayShort as it is said on the day now: with the year only if it is another.
func (d Dates) ShortSeen(t, now time.Time) string {
	if d.Order == YearDay || t.Year() == now.Year() {
		return d.DayShort(t)
	}
	return fmt.Sprintf(d.forms().ShortYear, d.DayShort(t), t.Year())
}

// DaySeen says a day as it is said on the day now: with the year only if it is another.
func (d Dates) DaySeen(t, now time.Time) string {
	if t.Year() != now.Year() {
		return d.dayYear(t)
	}
	return d.Day(t)
}

// Lately says when something was: "today 14:05", "yesterday 14:05", or the day if that was
// longer ago.
func (d Dates) Lately(t, now time.Time) string {
	switch t.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return fmt.Sprintf(d.TodayAt, d.Clock(t))
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return fmt.Sprintf(d.YesterdayAt, d.Clock(t))
	}
	return d.DaySeen(t, now)
}

// dayYear says a day with its year.
func (d Dates) dayYear(t time.Time) string {
	if d.Order == YearDay {
		return d.Day(t)
	}
	return fmt.Sprintf(d.forms().Year, d.Day(t), t.Year())
}

// MonthSeen names a month as it is said on the day now: with the year only if it is another.
func (d Dates) MonthSeen(t, now time.Time) string {
	name := d.MonthsAlone[t.Month()-1]
	if t.Year() != now.Year() {
		return fmt.Sprintf(d.MonthYear, name, t.Year())
	}
	return name
}

// Weekday says a day in a list: "Fri 21 Nov", in ten cells at most.
func (d Dates) Weekday(t time.Time) string {
	if d.Order == YearDay {
		return d.DayShort(t)
	}
	return d.WeekdaysShort[t.Weekday()] + " " + d.DayShort(t)
}

// Full says a day and a time in full: "Friday 21 November 2026, 14:05".
func (d Dates) Full(t time.Time) string { return d.Happened(t, false) }

// Happened says when something happened: in full, or only the day if the time is not known.
func (d Dates) Happened(t time.Time, dayOnly bool) string { return d.said(t, d.dayYear(t), dayOnly) }

// Seen is Happened as it is said on the day now: with the year only if it is another.
func (d Dates) Seen(t time.Time, dayOnly bool, now time.Time) string {
	return d.said(t, d.DaySeen(t, now), dayOnly)
}

func (d Dates) said(t time.Time, day string, dayOnly bool) string {
	if dayOnly {
		return fmt.Sprintf(d.forms().WholeDay, d.Weekdays[t.Weekday()], day)
	}
	return fmt.Sprintf(d.forms().Full, d.Weekdays[t.Weekday()], day, d.Clock(t))
}

// Row says when something happened in a column, always in the same width: "Fri 21 Nov  14:05", with
// blanks for a time that is not known.
func (d Dates) Row(t time.Time, dayOnly bool) string {
	clock := d.Clock(t)
	if dayOnly {
		clock = strings.Repeat(" ", len(clock))
	}
	return fmt.Sprintf("%-10s  %s", d.Weekday(t), clock)
}

// Dated says when something happened in a list of many years: "21 Nov 2026, 14:05".
func (d Dates) Dated(t time.Time, dayOnly bool) string {
	day := d.ShortSeen(t, time.Time{})
	if dayOnly {
		return day
	}
	return day + " " + d.Clock(t)
}

// Clock says a time of day: "14:05".
func (d Dates) Clock(t time.Time) string { return fmt.Sprintf(d.Time, t.Hour(), t.Minute()) }

// Number writes a number of zero or more for people: "1,204".
func (w *Words) Number(n int) string {
	digits := strconv.Itoa(n)
	var s string
	for len(digits) > 3 {
		s = w.Thousands + digits[len(digits)-3:] + s
		digits = digits[:len(digits)-3]
	}
	return digits + s
}

// Average writes an average to one decimal: "6.8".
func (w *Words) Average(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", w.Decimal, 1)
}
