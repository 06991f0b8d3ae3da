package journal

import (
	"strings"
	"time"
)

// What stands for a filter in the search line.
const (
	sinceToken = "since:"
	untilToken = "until:"
	heavyToken = "is:heavy"
	openToken  = "is:open"
)

// ParseSearch reads what somebody types into the search line: words, #tags, and
// the filters since: and until: with a day, a month or a year as in 2026-11-21,
// and is:heavy and is:open. A filter of which only a part is there is a word,
// but for the last one, which is still being typed and asks for nothing yet.
func ParseSearch(text string) Query {
	fields := strings.Fields(text)
	typing := text == strings.TrimRight(text, " \t")
	var q Query
	var rest []string
	for i, field := range fields {
		last := typing && i == len(fields)-1
		if !filter(&q, strings.ToLower(field), last) {
			rest = append(rest, field)
		} else if last {
			rest = append(rest, "") // what stands before it is typed already
		}
	}
	line := strings.Join(rest, " ")
	if !typing {
		line += " "
	}
	words := ParseQuery(line)
	q.Words, q.Tags, q.Typing = words.Words, words.Tags, words.Typing
	return q
}

// filter adds a filter to the query, and says whether the field was one.
func filter(q *Query, field string, typing bool) bool {
	switch {
	case field == heavyToken:
		q.StillHeavy = true
	case field == openToken:
		q.OpenIntention = true
	case strings.HasPrefix(field, sinceToken):
		first, _, ok := daysOf(strings.TrimPrefix(field, sinceToken))
		if ok {
			q.Since = first
		}
		return ok || typing
	case strings.HasPrefix(field, untilToken):
		_, last, ok := daysOf(strings.TrimPrefix(field, untilToken))
		if ok {
			q.Until = last
		}
		return ok || typing
	default:
		return typing && (strings.HasPrefix(heavyToken, field) || strings.HasPrefix(openToken, field)) && strings.Contains(field, ":")
	}
	return true
}

// daysOf returns the first and the last day of what is written as a day, a month
// or a year.
func daysOf(s string) (first, last Day, ok bool) {
	for _, span := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(span.layout, s); err == nil {
			return DayOf(t), DayOf(t.AddDate(span.years, span.months, span.days-1)), true
		}
	}
	return first, last, false
}
