package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"shakeoff/store/fold"
	"shakeoff/store/journal"
)

// Calendar is what days are called in the languages that somebody may have written them in.
type Calendar struct {
	MonthFirst bool // 3/4/2026 is of March, where a file does not tell
	months     map[string]int
	own        map[string]bool // the months of languages in which a heading is looked at for one
	weekdays   map[string]bool
}

// NewCalendar returns a calendar with these names, in full and short: of the months, in lists that
// begin with January, and of the days of the week. Where two months have one name, the first holds.
// Only with one of the first so many lists in it, the person's own, a line may look like a day that is
// not understood: in many languages together half of what is short looks like a month.
func NewCalendar(own int, months [][12]string, weekdays []string) Calendar {
	c := Calendar{months: make(map[string]int), own: make(map[string]bool), weekdays: make(map[string]bool)}
	for n, names := range months {
		for i, name := range names {
			key := strings.TrimRight(fold.Key(name), ".")
			if c.months[key] == 0 {
				c.months[key] = i + 1
			}
			c.own[key] = c.own[key] || n < own
		}
	}
	for _, day := range weekdays {
		first, _, _ := strings.Cut(fold.Key(day), "-")
		c.weekdays[strings.TrimRight(first, ".")] = true
	}
	return c
}

// moment is a day as somebody wrote it, and perhaps a time: the parts that stand there.
type moment struct {
	year, month, day     int
	hour, minute, second int
	timed                bool
	zone                 *time.Location // nil: none is named
	order                order          // of day and month, where both are numbers
	rest                 string         // the words behind it
}

// order is how day and month follow one another in a day of numbers with the year last.
type order uint8

const (
	told     order = iota // by a name, a point or the year before them: it can be told
	dayFirst              // as one of them can be no month
	monthFirst
	either
)

// at returns the time, on a clock that hung here if no zone is named. Of a day alone it is noon,
// which every day has; an hour that was left out when clocks were put forward is as it stands
// there, by the zone of that noon.
func (m moment) at(here *time.Location) time.Time {
	if m.zone != nil {
		here = m.zone
	}
	return wall(m.year, m.month, m.day, m.hour, m.minute, m.second, m.timed, here)
}

func wall(year, month, day, hour, minute, second int, timed bool, here *time.Location) time.Time {
	if !timed {
		hour, minute, second = 12, 0, 0
	}
	return fixed(journal.Day{Year: year, Month: time.Month(month), Day: day}.At(hour, minute, second, here))
}

// valid says that there are such a day and such a time.
func (m moment) valid() bool {
	d := time.Date(m.year, time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC)
	return m.year >= 2 && m.year <= 9998 && m.month >= 1 && d.Day() == m.day && int(d.Month()) == m.month &&
		m.hour < 24 && m.minute < 60 && m.second < 60
}

// token is a number, a word or a sign, and where what follows begins.
type token struct {
	text string
	end  int
}

var tokens = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[0-9]+|[\p{L}\p{M}]+|[^\s]`) })

// read reads a heading that begins with a day, in any common way. If it does not, like says that it
// looks as if it meant to.
func (c Calendar) read(heading string) (m moment, ok, like bool) {
	heading = unwrapped(heading)
	var ts []token
	for _, at := range tokens().FindAllStringIndex(heading, -1) {
		ts = append(ts, token{heading[at[0]:at[1]], at[1]})
	}
	ts = c.skipWeekday(ts)
	m, left, ok := c.date(ts)
	if !ok {
		return moment{}, false, c.like(ts)
	}
	end := ts[len(ts)-len(left)-1].end
	left = c.skipWeekday(left)
	if clock, after, ok := clock(left); ok {
		m.hour, m.minute, m.second, m.zone, m.timed = clock.hour, clock.minute, clock.second, clock.zone, true
		left = after
	}
	if n := len(ts) - len(left); n > 0 {
		end = ts[n-1].end
	}
	m.rest = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(heading[end:]), ":,;–—-|·]*"))
	if !m.valid() {
		return moment{}, false, true
	}
	return m, true, true
}

// unwrapped takes away what Markdown and wikis put around a day.
func unwrapped(heading string) string {
	heading = strings.TrimSpace(strings.TrimPrefix(heading, "\ufeff"))
	for _, around := range [][2]string{{"[[", "]]"}, {"**", "**"}, {"__", "__"}, {"*", "*"}, {"_", "_"}, {"`", "`"}, {"<", ">"}} {
		if inner, ok := strings.CutPrefix(heading, around[0]); ok {
			heading = strings.Replace(inner, around[1], "", 1)
		}
	}
	return strings.TrimSpace(heading)
}

// skipWeekday leaves out the name of a day of the week, and the signs beside it.
func (c Calendar) skipWeekday(ts []token) []token {
	at := 0
	for at < len(ts) && at < 2 && slices.Contains([]string{",", "(", "-", "w", "we"}, ts[at].text) {
		at++
	}
	if at == len(ts) || !c.weekday(ts[at].text) {
		return ts
	}
	for at++; at < len(ts) && strings.Contains(",.)-", ts[at].text); at++ {
		continue
	}
	// "Donnerstag, den 26. November", "quarta-feira"
	for at < len(ts) && slices.Contains([]string{"den", "the", "le", "el", "dia", "feira", ","}, strings.ToLower(ts[at].text)) {
		at++
	}
	return ts[at:]
}

func (c Calendar) weekday(word string) bool { return c.weekdays[fold.Key(word)] }

// month returns the number of a month by its name, 0 if it is none.
func (c Calendar) month(word string) int { return c.months[fold.Key(word)] }

func number(s string, digits ...int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && slices.Contains(digits, len(s)) && s[0] >= '0' && s[0] <= '9'
}

// date reads the day with which tokens begin.
func (c Calendar) date(ts []token) (m moment, left []token, ok bool) {
	text := func(i int) string {
		if i < len(ts) {
			return ts[i].text
		}
		return ""
	}
	if n, ok := number(text(0), 8); ok && text(1) == "" { // 20261121
		m.year, m.month, m.day = n/10000, n/100%100, n%100
		return m, ts[1:], true
	}
	a, first := number(text(0), 1, 2)
	y, year := number(text(0), 4)
	switch sign := text(1); {
	case year && sign != "" && strings.Contains("-/._年", sign):
		month, ok1 := number(text(2), 1, 2)
		day, ok2 := number(text(4), 1, 2)
		if same := text(3) == sign || sign == "年" && text(3) == "月"; !ok1 || !ok2 || !same {
			break
		}
		m.year, m.month, m.day = y, month, day
		if left = ts[5:]; text(5) == "日" {
			left = ts[6:]
		}
		return m, left, true
	case first && sign != "" && strings.Contains("./-", sign) && text(3) == sign:
		b, ok1 := number(text(2), 1, 2)
		y, ok2 := number(text(4), 4)
		if !ok1 || !ok2 {
			break
		}
		m.year, m.day, m.month = y, a, b
		switch {
		case sign == "." || a == b:
		case a > 12:
			m.order = dayFirst
		case b > 12:
			m.order = monthFirst
		default:
			m.order = either
		}
		if m.order == monthFirst || m.order == either && c.MonthFirst {
			m.day, m.month = b, a
		}
		return m, ts[5:], true
	}
	return c.spelled(ts)
}

// spelled reads a day with the name of its month: 21 November 2026, November 21st, 2026.
func (c Calendar) spelled(ts []token) (m moment, left []token, ok bool) {
	at := 0
	for ; at < len(ts) && at < 10; at++ {
		text := ts[at].text
		n, short := number(text, 1, 2)
		y, long := number(text, 4)
		switch month := c.month(text); {
		case m.month == 0 && month > 0:
			m.month = month
		case m.day == 0 && short:
			m.day = n
		case m.year == 0 && long:
			m.year = y
		case strings.Contains(",.-/", text), slices.Contains([]string{"st", "nd", "rd", "th", "er", "e", "de", "ste", "of", "º", "°", "ª", "del", "den"}, strings.ToLower(text)):
		default:
			return m, nil, false
		}
		if m.month > 0 && m.day > 0 && m.year > 0 {
			if left = ts[at+1:]; len(left) > 1 && left[0].text == "r" && left[1].text == "." { // a year in Polish
				left = left[2:]
			}
			return m, left, true
		}
	}
	return m, nil, false
}

// clock reads a time of day, perhaps with its zone.
func clock(ts []token) (m moment, left []token, ok bool) {
	for len(ts) > 0 && slices.Contains([]string{",", "T", "t", "at", "um", "às", "à", "las", "a", "pukul", "@", "-", "–", "—", "·", "|"}, ts[0].text) {
		ts = ts[1:]
	}
	text := func(i int) string {
		if i < len(ts) {
			return ts[i].text
		}
		return ""
	}
	hour, ok1 := number(text(0), 1, 2)
	if !ok1 {
		return m, nil, false
	}
	at := 1
	if sign := text(1); sign != "" && strings.Contains(":.h時", sign) {
		minute, ok := number(text(2), 2)
		if !ok {
			return m, nil, false
		}
		m.minute, at = minute, 3
		if s, ok := number(text(at+1), 2); ok && text(at) == sign {
			m.second, at = s, at+2
			if text(at) == "." {
				at += 2 // parts of a second
			}
		}
	}
	m.hour = hour
	switch half := strings.ToLower(text(at)); {
	case (half == "am" || half == "pm") && hour >= 1 && hour <= 12:
		if m.hour = hour % 12; half == "pm" {
			m.hour += 12
		}
		at++
	case at == 1:
		return m, nil, false // a number alone
	case half == "uhr" || half == "h":
		at++
	}
	return zoned(m, ts[min(at, len(ts)):])
}

// zoned reads the zone behind a time.
func zoned(m moment, ts []token) (_ moment, left []token, ok bool) {
	if len(ts) == 0 {
		return m, ts, true
	}
	switch sign := ts[0].text; {
	case sign == "Z" || sign == "UTC" || sign == "GMT":
		m.zone = time.UTC
		return m, ts[1:], true
	case (sign == "+" || sign == "-") && len(ts) > 1:
		var hours, minutes int
		used := 2
		if n, four := number(ts[1].text, 4); four {
			hours, minutes = n/100, n%100
		} else if n, two := number(ts[1].text, 2); two && len(ts) > 3 && ts[2].text == ":" {
			hours, used = n, 4
			minutes, _ = strconv.Atoi(ts[3].text)
		} else {
			break
		}
		if hours > 23 || minutes > 59 {
			break
		}
		offset := hours*3600 + minutes*60
		if sign == "-" {
			offset = -offset
		}
		m.zone = time.FixedZone("", offset)
		return m, ts[used:], true
	}
	return m, ts, true
}

// like says that a heading looks like a day that is not understood: numbers with signs between
// them, or a short line with the name of a month and a number.
func (c Calendar) like(ts []token) bool {
	numbers, named := 0, false
	for i, t := range ts {
		if unicode.IsDigit(rune(t.text[0])) {
			numbers++
			if i < 5 && i+2 < len(ts) && strings.Contains("./-", ts[i+1].text) && unicode.IsDigit(rune(ts[i+2].text[0])) && len(ts) >= i+5 &&
				ts[i+3].text == ts[i+1].text && unicode.IsDigit(rune(ts[i+4].text[0])) {
				return true
			}
		}
		named = named || c.own[fold.Key(t.text)]
	}
	return named && numbers > 0 && len(ts) <= 7 && numbers <= 3 && (numbers != 1 || len(ts) > 2 || !c.monthYear(ts))
}

// monthYear says that these are a month and its year, or one of them, as stand above many days.
func (c Calendar) monthYear(ts []token) bool {
	return len(ts) > 0 && len(ts) <= 2 && !slices.ContainsFunc(ts, func(t token) bool {
		_, year := number(t.text, 4)
		return !year && c.month(t.text) == 0
	})
}
