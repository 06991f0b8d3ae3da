package when

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/words"
)

// kind is what a part of a text can be. It is a letter, so that a form is a word of them.
type kind = byte

const (
	today, yesterday, before, tomorrow kind = 't', 'y', 'b', 'o' // before: the day before yesterday
	last, this, ago                    kind = 'l', 'i', 'a'
	unit, weekday, month               kind = 'u', 'd', 'm'
	number, count, year                kind = 'n', '#', 'Y' // 21 and 21st; 21 alone, of units
	back                               kind = '-'           // a number of units in one word, as in 7d
	date                               kind = '.'           // with its year, or some days in a row
	dayMonth                           kind = ':'           // 21.11.
)

// item is a part of a text. A word may be several things: mar is a weekday and a month in Spanish.
type item struct {
	kinds   string
	n       int // the number, or how many units
	unit    unitOf
	weekday time.Weekday
	month   time.Month
	span    journal.Period // of a date; of dayMonth its month and day
}

type unitOf uint8

const (
	days unitOf = iota + 1
	weeks
	months
	years
)

// language is how days are put in one language, folded.
type language struct {
	now     []string
	phrases map[string]item // of one word or more; a filler has no kind
	clock   *regexp.Regexp
}

// mostWords is the most words a phrase has: day before yesterday, il y a.
const mostWords = 3

func newLanguage(d words.Dates) *language {
	l := &language{phrases: make(map[string]item)}
	told := d.Told
	for k, list := range map[kind]string{
		today: told.Today, yesterday: told.Yesterday, before: told.Before, tomorrow: told.Tomorrow,
		last: told.Last, this: told.This, ago: told.Ago,
	} {
		l.learn(list, func(it *item) { it.kinds += string(k) })
	}
	for u, list := range map[unitOf]string{days: told.Day, weeks: told.Week, months: told.Month, years: told.Year} {
		l.learn(list, func(it *item) { it.kinds, it.unit = it.kinds+string(unit), u })
	}
	for i, names := range l.beginnings(d.Weekdays[:], d.WeekdaysShort[:]) {
		l.learn(names+"|"+told.Weekdays[i], func(it *item) { it.kinds, it.weekday = it.kinds+string(weekday), time.Weekday(i) })
	}
	alone := l.beginnings(d.MonthsAlone[:], d.MonthsShort[:])
	for i, names := range l.beginnings(d.Months[:], d.MonthsShort[:]) {
		l.learn(names+"|"+alone[i], func(it *item) { it.kinds, it.month = it.kinds+string(month), time.Month(i+1) })
	}
	l.now = phrasesIn(told.Now)
	l.learn(told.Small, func(*item) {})
	l.clock = regexp.MustCompile(`(?:^| )(?:(` + alternatives(told.At) + `)\.? +)?(\d{1,2})(?:[:h](\d\d)|\.(\d\d))?(?: *(am|pm|a\.m\.|p\.m\.)| *(` + alternatives(told.Clock) + `))?(?: |$)`)
	return l
}

func (l *language) learn(list string, add func(*item)) {
	for _, phrase := range slices.Compact(slices.Sorted(slices.Values(phrasesIn(list)))) {
		it := l.phrases[phrase]
		add(&it)
		l.phrases[phrase] = it
	}
}

// phrasesIn are the phrases of a list, folded, without the dot of an abbreviation.
func phrasesIn(list string) (phrases []string) {
	for phrase := range strings.SplitSeq(list, "|") {
		if phrase = strings.TrimSuffix(folded(phrase), "."); phrase != "" {
			phrases = append(phrases, phrase)
		}
	}
	return phrases
}

func alternatives(list string) string {
	all := phrasesIn(list)
	for i, phrase := range all {
		all[i] = strings.ReplaceAll(regexp.QuoteMeta(phrase), " ", " +")
	}
	return strings.Join(append(all, "@"), "|")
}

// beginnings are the names, each with its short form and every beginning of at least three letters that
// begins no other name and is not a unit: maand is not maandag.
func (l *language) beginnings(names, short []string) []string {
	lists, plain := make([]string, len(names)), make([]string, len(names))
	for i, name := range names {
		plain[i] = folded(name)
	}
	for i, name := range plain {
		lists[i] = name + "|" + short[i]
		for n := 3; n < len(name); n++ {
			others := slices.Delete(slices.Clone(plain), i, i+1)
			if l.phrases[name[:n]].unit == 0 && !slices.ContainsFunc(others, func(other string) bool { return strings.HasPrefix(other, name[:n]) }) {
				lists[i] += "|" + name[:n]
			}
		}
	}
	return lists
}

// compiled is a pattern that is compiled on first use: most runs of the program read no day.
func compiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

var isoTime = compiled(`^(\d{4}-\d\d-\d\d)t(\d)`)

// time takes the time of day out of a text, in minutes; where dotted, 14.30 alone is one.
func (l *language) time(text string, dotted bool) (rest string, minute int, timed bool) {
	text = isoTime().ReplaceAllString(text, "$1 $2")
	text = strings.ReplaceAll(text, " ", "  ") // one on each side of what is found
	all := l.clock.FindAllStringSubmatchIndex(text, -1)
	for i := len(all) - 1; i >= 0; i-- {
		at := all[i]
		group := func(n int) string {
			if at[2*n] < 0 {
				return ""
			}
			return text[at[2*n]:at[2*n+1]]
		}
		sure := group(3)+group(5)+group(6) != "" // "at 14" and "Friday 14.30" are one at the end
		ends := at[1] == len(text) && (group(1) != "" || group(4) != "" && at[0] > 0)
		if !sure && !ends && (group(4) == "" || !dotted) {
			continue
		}
		hour, _ := strconv.Atoi(group(2))
		minute, _ = strconv.Atoi(group(3) + group(4))
		if half := group(5); half != "" {
			if hour < 1 || hour > 12 {
				return text, 0, false
			}
			if hour %= 12; half[0] == 'p' {
				hour += 12
			}
		}
		if hour > 23 || minute > 59 {
			return text, 0, false
		}
		return strings.TrimSpace(text[:at[0]] + " " + text[at[1]:]), hour*60 + minute, true
	}
	return text, 0, false
}

// items takes a text apart; known says whether all of it is understood.
func (l *language) items(text string, order words.Order) (items []item, known bool) {
	tokens := strings.Fields(text)
	for i := 0; i < len(tokens); {
		it, n := l.item(tokens[i:], order)
		if n == 0 {
			return nil, false
		}
		if i += n; it.kinds != "" {
			items = append(items, it)
		}
	}
	return items, true
}

// item returns what the words begin with, and how many of them it takes.
func (l *language) item(tokens []string, order words.Order) (item, int) {
	for n := min(mostWords, len(tokens)); n > 0; n-- {
		phrase := strings.TrimSuffix(strings.Join(tokens[:n], " "), ".")
		if it, ok := l.phrases[phrase]; ok {
			return it, n
		}
	}
	if it, ok := l.number(tokens[0], order); ok {
		return it, 1
	}
	return item{}, 0
}

var (
	ordinal    = compiled(`^-?(\d{1,3})(st|nd|rd|th|er|re|º|°|ª|o|a|e|de|ste|\.)?$`)
	counted    = compiled(`^-?(\d{1,3})([a-z]+)$`)
	yearFirst  = compiled(`^(\d{4})([-./])(\d{1,2})(?:([-./])(\d{1,2}))?$`)
	yearLast   = compiled(`^(\d{1,2})([-./])(\d{1,2})(?:([-./])(\d{4}|\d\d)?)?$`)
	monthFirst = compiled(`^(\d{1,2})[-./](\d{4})$`)
)

// number reads a word that begins with a number.
func (l *language) number(token string, order words.Order) (item, bool) {
	if len(token) == 4 && strings.Trim(token, "0123456789") == "" {
		return item{kinds: string(year), n: atoi(token)}, true
	}
	if m := ordinal().FindStringSubmatch(token); m != nil {
		it := item{kinds: string(number), n: atoi(m[1])}
		if m[2] == "" {
			it.kinds += string(count)
		}
		return it, true
	}
	if m := counted().FindStringSubmatch(token); m != nil {
		it := l.phrases[m[2]]
		return item{kinds: string(back), n: atoi(m[1]), unit: it.unit}, it.unit != 0
	}
	if m := yearFirst().FindStringSubmatch(token); m != nil {
		if m[4] == "" {
			return dated(monthOf(atoi(m[1]), time.Month(atoi(m[3]))))
		}
		return dated(one(journal.Day{Year: atoi(m[1]), Month: time.Month(atoi(m[3])), Day: atoi(m[5])}), m[2] == m[4])
	}
	if m := monthFirst().FindStringSubmatch(token); m != nil {
		return dated(monthOf(atoi(m[2]), time.Month(atoi(m[1]))))
	}
	m := yearLast().FindStringSubmatch(token)
	if m == nil || m[4] != "" && m[4] != m[2] {
		return item{}, false
	}
	d, ok := ordered(atoi(m[1]), atoi(m[3]), m[2], order)
	switch {
	case m[5] == "" && (m[4] == "" || m[4] == "."):
		return item{kinds: string(dayMonth), span: one(d)}, ok
	case len(m[5]) == 2:
		d.Year = 2000 + atoi(m[5])
	default:
		d.Year = atoi(m[5])
	}
	it, _ := dated(one(d), true)
	return it, ok && m[5] != ""
}

func dated(s journal.Period, ok bool) (item, bool) { return item{kinds: string(date), span: s}, ok }

// ordered tells the day from the month. With dots the day comes first everywhere; other marks settle
// nothing.
func ordered(a, b int, mark string, order words.Order) (journal.Day, bool) {
	dayFirst := mark == "." || order == words.DayMonth
	if order == words.YearDay && mark != "." {
		if a <= 12 && b <= 12 && a != b {
			return journal.Day{}, false
		}
		dayFirst = a > 12
	}
	if dayFirst {
		a, b = b, a
	}
	return journal.Day{Month: time.Month(a), Day: b}, a >= 1 && a <= 12
}

// monthOf is a whole month.
func monthOf(year int, m time.Month) (journal.Period, bool) {
	return journal.Period{
		First: journal.Day{Year: year, Month: m, Day: 1},
		Last:  journal.DayOf(time.Date(year, m+1, 0, 12, 0, 0, 0, time.UTC)),
	}, m >= 1 && m <= 12
}

func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
