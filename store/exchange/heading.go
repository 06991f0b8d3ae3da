package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"shakeoff/store/fold"
	"shakeoff/store/journal"
)

// Calendar is what days are called in the languages that people may have written them in.
type Calendar struct {
	MonthFirst bool // 3/4/2026 is in March, where a file does not settle it
	months     map[string]int
	own        map[string]bool // the months in the person's own languages
	weekdays   map[string]bool
}

// NewCalendar returns a calendar with these names, in full and short: of the months, in lists that
// begin with January, and of the days of the week. Where two months share a name, the first wins. Only
// names from the first own lists can make a heading look like a day that is not understood: in all
// languages together, half of all short words look like a month.
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

// moment is a day as somebody wrote it, and perhaps a time.
type moment struct {
	day                  journal.Day
	hour, minute, second int
	timed                bool
	zone                 *time.Location // nil: not given
	order                order          // of day and month, where both are numbers
	rest                 string         // the words after it
}

// order is the order of day and month in a date of numbers with the year last.
type order uint8

const (
	told     order = iota // clear from a name, a dot or a year in front
	dayFirst              // clear because the other cannot be a month
	monthFirst
	either
)

// entry returns an entry at that time, by the clock here if no zone is given. A day alone is noon,
// which every day has; an hour that was skipped when clocks went forward counts by the offset of noon.
func (m moment) entry(here *time.Location) journal.Entry {
	if m.zone != nil {
		here = m.zone
	}
	if m.timed {
		return journal.Entry{Written: fixed(m.day.At(m.hour, m.minute, m.second, here))}
	}
	noon := fixed(m.day.At(12, 0, 0, here))
	return journal.Entry{Written: noon, Happened: journal.OnDay(m.day, noon), DayOnly: true}
}

// valid says whether there is such a day and such a time.
func (m moment) valid() bool {
	noon := m.day.Time()
	return journal.DayOf(noon) == m.day && journal.ValidTime(noon) && m.hour < 24 && m.minute < 60 && m.second < 60
}

// read reads a heading that begins with a day, in any common form. Where it cannot, like says whether
// one seems to be meant.
func (c Calendar) read(heading string) (m moment, ok, like bool) {
	heading = c.skipWeekday(unwrapped(heading))
	m, rest, ok := c.date(heading)
	if !ok {
		return moment{}, false, c.like(tokens().FindAllString(heading, -1))
	}
	rest = m.clock(c.skipWeekday(rest))
	m.rest = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(rest), ":,;–—-|·]*"))
	if !m.valid() {
		return moment{}, false, true
	}
	return m, true, true
}

// unwrapped takes off what Markdown and wikis put around a day.
func unwrapped(heading string) string {
	heading = strings.TrimSpace(strings.TrimPrefix(heading, "\ufeff"))
	for _, around := range [][2]string{{"[[", "]]"}, {"**", "**"}, {"__", "__"}, {"*", "*"}, {"_", "_"}, {"`", "`"}, {"<", ">"}} {
		if inner, ok := strings.CutPrefix(heading, around[0]); ok {
			heading = strings.Replace(inner, around[1], "", 1)
		}
	}
	return strings.TrimSpace(heading)
}

var (
	// tokens are numbers, words and signs. A word is taken whole, since \b ends it before é and ü.
	tokens       = compiled(`[0-9]+|[\p{L}\p{M}]+|[^\s]`)
	firstToken   = compiled(`^\s*([0-9]+|[\p{L}\p{M}]+|[^\s])`)
	weekdayFirst = compiled(`^\s*(?:[,(-]\s*|we?\s+){0,2}([\p{L}\p{M}]+)`) // "w sobotę", "(Samstag)"
	eightDigits  = compiled(`^\s*(\d{4})(\d\d)(\d\d)\s*$`)
	threeNumbers = compiled(`^\s*(\d+)\s*([-/._年])\s*(\d{1,2})\s*([-/._月])\s*(\d+)`)
	polishYear   = compiled(`^\s*r\s*\.`)
	hourMinute   = compiled(`^\s*(\d{1,2})(?:\s*([:.h時])\s*(\d+))?`)
	second       = compiled(`^\s*([:.h時])\s*(\d+)(?:\.\d+)?`)
	zoneOffset   = compiled(`^\s*([+-])(\d\d):?(\d\d)(\d*)`)
)

// compiled is a pattern that is compiled on first use: most runs of the program read no day.
func compiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// skipped leaves out the words and signs that a text begins with, as long as they are among these.
func skipped(text string, these ...string) string {
	for {
		word, rest := first(text)
		if !slices.Contains(these, strings.ToLower(word)) {
			return text
		}
		text = rest
	}
}

// first returns the number, word or sign that a text begins with, "" where there is none, and the rest.
func first(text string) (token, rest string) {
	found := firstToken().FindStringSubmatch(text)
	if found == nil {
		return "", text
	}
	return found[1], text[len(found[0]):]
}

// skipWeekday leaves out a weekday, and the words around it: "Donnerstag, den 26.", "quarta-feira".
func (c Calendar) skipWeekday(text string) string {
	found := weekdayFirst().FindStringSubmatch(text)
	if found == nil || !c.weekdays[fold.Key(found[1])] {
		return text
	}
	rest := skipped(text[len(found[0]):], ",", ".", ")", "-")
	return skipped(rest, ",", "den", "the", "le", "el", "dia", "feira")
}

// month returns the number of the month with this name, 0 for any other word.
func (c Calendar) month(word string) int { return c.months[fold.Key(word)] }

func number(s string, digits ...int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && slices.Contains(digits, len(s)) && digit(s)
}

func numbered(year, month, day string) journal.Day {
	return journal.Day{Year: atoi(year), Month: time.Month(atoi(month)), Day: atoi(day)}
}

func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// date reads the day that a text begins with.
func (c Calendar) date(text string) (m moment, rest string, ok bool) {
	if found := eightDigits().FindStringSubmatch(text); found != nil { // 20261121
		m.day = numbered(found[1], found[2], found[3])
		return m, "", true
	}
	found := threeNumbers().FindStringSubmatch(text)
	if found == nil {
		return c.spelled(text)
	}
	rest = text[len(found[0]):]
	sign, same := found[2], found[2] == found[4]
	switch first, between, last := found[1], found[3], found[5]; {
	case len(first) == 4 && len(last) <= 2 && sign == "年" && found[4] == "月":
		m.day = numbered(first, between, last)
		return m, strings.TrimPrefix(strings.TrimSpace(rest), "日"), true
	case len(first) == 4 && len(last) <= 2 && same:
		m.day = numbered(first, between, last)
		return m, rest, true
	case len(first) <= 2 && len(last) == 4 && same && sign != "_":
		switch {
		case sign == "." || atoi(first) == atoi(between):
		case atoi(first) > 12:
			m.order = dayFirst
		case atoi(between) > 12:
			m.order = monthFirst
		default:
			m.order = either
		}
		m.day = numbered(last, between, first)
		if m.order == monthFirst || m.order == either && c.MonthFirst {
			m.day = numbered(last, first, between)
		}
		return m, rest, true
	}
	return c.spelled(text)
}

// spelled reads a day with the name of its month: 21 November 2026, November 21st, 2026.
func (c Calendar) spelled(text string) (m moment, rest string, ok bool) {
	d := &m.day
	for _, at := range tokens().FindAllStringIndex(text, 10) {
		token := text[at[0]:at[1]]
		n, short := number(token, 1, 2)
		y, long := number(token, 4)
		switch month := c.month(token); {
		case d.Month == 0 && month > 0:
			d.Month = time.Month(month)
		case d.Day == 0 && short:
			d.Day = n
		case d.Year == 0 && long:
			d.Year = y
		case strings.Contains(",.-/", token), slices.Contains([]string{"st", "nd", "rd", "th", "er", "e", "de", "ste", "of", "º", "°", "ª", "del", "den"}, strings.ToLower(token)):
		default:
			return m, "", false
		}
		if d.Month > 0 && d.Day > 0 && d.Year > 0 {
			return m, polishYear().ReplaceAllString(text[at[1]:], ""), true
		}
	}
	return m, "", false
}

// clock reads the time of day that a text begins with, perhaps with a zone, and returns what follows.
func (m *moment) clock(text string) (rest string) {
	start := skipped(text, ",", "t", "at", "um", "às", "à", "las", "a", "pukul", "@", "-", "–", "—", "·", "|")
	found := hourMinute().FindStringSubmatch(start)
	if found == nil || found[2] != "" && len(found[3]) != 2 {
		return text
	}
	rest = start[len(found[0]):]
	hour, minute, seconds := atoi(found[1]), atoi(found[3]), 0
	if more := second().FindStringSubmatch(rest); more != nil && more[1] == found[2] && len(more[2]) == 2 {
		seconds, rest = atoi(more[2]), rest[len(more[0]):]
	}
	word, behind := first(rest)
	switch half := strings.ToLower(word); {
	case (half == "am" || half == "pm") && hour >= 1 && hour <= 12:
		if hour %= 12; half == "pm" {
			hour += 12
		}
		rest = behind
	case found[2] == "":
		return text // a number alone
	case half == "uhr" || half == "h":
		rest = behind
	}
	m.hour, m.minute, m.second, m.timed = hour, minute, seconds, true
	return m.inZone(rest)
}

// inZone reads the zone that a text begins with, if it does, and returns what follows.
func (m *moment) inZone(text string) (rest string) {
	if word, rest := first(text); word == "Z" || word == "UTC" || word == "GMT" {
		m.zone = time.UTC
		return rest
	}
	found := zoneOffset().FindStringSubmatch(text)
	if found == nil || found[4] != "" || atoi(found[2]) > 23 || atoi(found[3]) > 59 {
		return text
	}
	east := atoi(found[2])*3600 + atoi(found[3])*60
	if found[1] == "-" {
		east = -east
	}
	m.zone = time.FixedZone("", east)
	return text[len(found[0]):]
}

func digit(token string) bool { return token[0] >= '0' && token[0] <= '9' }

// like says whether a heading looks like a day that is not understood: numbers with signs between
// them, or a short line with the name of a month and a number.
func (c Calendar) like(tokens []string) bool {
	numbers, named := 0, false
	for i, token := range tokens {
		if digit(token) {
			numbers++
		}
		sign := i < 5 && i+4 < len(tokens) && strings.Contains("./-", tokens[i+1]) && tokens[i+3] == tokens[i+1]
		if sign && digit(token) && digit(tokens[i+2]) && digit(tokens[i+4]) {
			return true
		}
		named = named || c.own[fold.Key(token)]
	}
	return named && numbers > 0 && len(tokens) <= 7 && numbers <= 3 && (numbers != 1 || len(tokens) > 2 || !c.monthYear(tokens))
}

// monthYear says whether these are a month, a year or both, as in a heading above many days.
func (c Calendar) monthYear(words []string) bool {
	return len(words) > 0 && len(words) <= 2 && !slices.ContainsFunc(words, func(word string) bool {
		_, year := number(word, 4)
		return !year && c.month(word) == 0
	})
}
