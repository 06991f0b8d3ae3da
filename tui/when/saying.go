package when

import (
	"strings"
	"time"

	"shakeoff/store/journal"
)

// saying is the moment at which a day is said, which gives it its meaning.
type saying struct {
	today  journal.Day
	now    int // minutes of today that have passed
	minute int // of the day that is said
}

func one(d journal.Day) journal.Period { return journal.Period{First: d, Last: d} }

// day reads items without a time of day.
func (s saying) day(items []item) (span journal.Period, ok bool) {
	is := func(forms ...string) bool {
		for _, form := range forms {
			if len(form) == len(items) && fits(items, form) {
				return true
			}
		}
		return false
	}
	all := func(k kind) (it item) { // the item of a kind
		for _, it = range items {
			if strings.IndexByte(it.kinds, k) >= 0 {
				return it
			}
		}
		return it
	}
	switch n := all(number).n; {
	case is("", "t"):
		if is("") {
			return one(s.passed(s.today, 1)), true
		}
		return one(s.today), true
	case is("y"):
		return one(s.today.Add(-1)), true
	case is("b"):
		return one(s.today.Add(-2)), true
	case is("o"):
		return one(s.today.Add(1)), true
	case is("#u", "#ua", "a#u", "l#u", "#ul"):
		return one(s.back(n, all(unit).unit)), true
	case is("lu", "ul"):
		return s.whole(s.back(1, all(unit).unit), all(unit).unit), true
	case is("ua", "au"):
		return one(s.back(1, all(unit).unit)), true
	case is("-", "-a", "a-"):
		return one(s.back(all(back).n, all(back).unit)), true
	case is("iu", "ui"):
		return s.whole(s.today, all(unit).unit), true
	case is("d", "id", "di", "ud"):
		return one(s.passed(s.lastWeekday(s.today, all(weekday).weekday), 7)), true
	case is("ld", "dl", "udl"):
		return one(s.lastWeekday(s.today.Add(-1), all(weekday).weekday)), true
	case is("."):
		return all(date).span, true
	case is(":"):
		d := all(dayMonth).span.First
		return s.latest(d.Month, d.Day)
	case is(":Y"):
		d := all(dayMonth).span.First
		d.Year = all(year).n
		return one(d), true
	case is("nm", "mn"):
		return s.latest(all(month).month, n)
	case is("nmY", "mnY"):
		return one(journal.Day{Year: all(year).n, Month: all(month).month, Day: n}), true
	case is("m"):
		y := s.today.Year
		if all(month).month > s.today.Month {
			y--
		}
		return monthOf(y, all(month).month)
	case is("mY", "Ym"):
		return monthOf(all(year).n, all(month).month)
	case is("Y"):
		return s.whole(journal.Day{Year: all(year).n}, years), true
	}
	// A weekday before a day must be that of the day.
	if len(items) < 2 || !fits(items[:1], "d") {
		return span, false
	}
	span, ok = s.day(items[1:])
	return span, ok && span.First == span.Last && span.First.Weekday() == items[0].weekday
}

// fits says whether items are of these kinds.
func fits(items []item, form string) bool {
	for i, it := range items {
		if strings.IndexByte(it.kinds, form[i]) < 0 {
			return false
		}
	}
	return true
}

// passed is the day, or the one so many days before while its minute is still to come.
func (s saying) passed(d journal.Day, days int) journal.Day {
	if d == s.today && s.minute > s.now {
		return d.Add(-days)
	}
	return d
}

func (s saying) lastWeekday(from journal.Day, w time.Weekday) journal.Day {
	return from.Add(-(int(from.Weekday()-w) + 7) % 7)
}

// back is the day so many units before today, or the last day of its month if that is too short.
func (s saying) back(n int, u unitOf) journal.Day {
	d := s.today
	switch u {
	case days:
		return d.Add(-n)
	case weeks:
		return d.Add(-7 * n)
	case years:
		n *= 12
	}
	first := journal.DayOf(time.Date(d.Year, d.Month-time.Month(n), 1, 12, 0, 0, 0, time.UTC))
	first.Day = min(d.Day, s.whole(first, months).Last.Day)
	return first
}

// whole is the unit that a day is in.
func (s saying) whole(d journal.Day, u unitOf) journal.Period {
	switch u {
	case weeks:
		return journal.Period{First: d.Monday(), Last: d.Monday().Add(6)}
	case months:
		month, _ := monthOf(d.Year, d.Month)
		return month
	case years:
		return journal.Period{First: journal.Day{Year: d.Year, Month: time.January, Day: 1}, Last: journal.Day{Year: d.Year, Month: time.December, Day: 31}}
	default:
		return one(d)
	}
}

// latest is a day without its year: in this month, or the last time that there was one.
func (s saying) latest(m time.Month, day int) (journal.Period, bool) {
	d := journal.Day{Year: s.today.Year, Month: m, Day: day}
	if m > s.today.Month {
		d.Year--
	}
	for n := 0; n < 8 && !valid(d); n++ { // 29 February
		d.Year--
	}
	return one(d), valid(d)
}
