package words

import (
	"strconv"
	"strings"
	"time"
)

// Read is the other way of Full: it reads a day and its time as Full says them, in
// this language, in any order, on a clock that hung here. A day with its year and
// no time is read too, as the beginning of that day.
func (d Dates) Read(s string, here *time.Location) (at time.Time, ok bool) {
	n := numbersIn(s)
	for _, d.Order = range []Order{DayMonth, MonthDay} {
		for month := 1; month <= 12 && (len(n) == 2 || len(n) == 4); month++ {
			if at, ok := d.matches(s, here, append([]int{n[1], month, n[0]}, n[2:]...)); ok {
				return at, true
			}
		}
	}
	d.Order = YearDay
	if len(n) != 5 {
		return time.Time{}, false
	}
	return d.matches(s, here, n)
}

// matches returns the time of year, month, day and perhaps hour and minute, if it
// is what s says.
func (d Dates) matches(s string, here *time.Location, n []int) (time.Time, bool) {
	if len(n) == 3 {
		n = append(n, 0, 0)
	}
	if n[0] < 2 || n[0] > 9998 {
		return time.Time{}, false
	}
	in := func(zone *time.Location) time.Time {
		return time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], 0, 0, zone)
	}
	at := in(time.UTC) // has every minute: no clock is put forward there
	return in(here), d.Full(at) == s || d.dayYear(at) == s
}

// numbersIn returns the numbers in a text, in order, five at most.
func numbersIn(s string) (numbers []int) {
	for _, digits := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		n, err := strconv.Atoi(digits)
		if err != nil || len(numbers) == 5 {
			return nil
		}
		numbers = append(numbers, n)
	}
	return numbers
}
