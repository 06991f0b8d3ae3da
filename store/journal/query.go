package journal

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Query is what is looked for: all that it names must hold, so the zero Query always does.
type Query struct {
	// Words must all be found, in any order, as parts of an answer or of an imported tag.
	Words  []string
	Tags   []string // must all be among the entry's tags, without #, whatever their case and accents
	Typing string   // the beginning of a tag: the last #word of what is being typed
	// Since and Until are the first and the last day where the entry was written; zero: no bound.
	Since, Until  Day
	StillHeavy    bool // the latest weight is Heavy or more
	OpenIntention bool // the intention is open
}

// ParseQuery reads what a person types into a search box: words, #tags, and the filters since:
// and until: with a day, a month or a year as in 2026-11-21, is:heavy and is:open. The last
// #tag or filter is still being typed while no blank follows it: half a filter then asks for
// nothing yet. Half a filter elsewhere is a word, and so is what cannot be a tag.
func ParseQuery(s string) Query {
	var q Query
	last, _ := utf8.DecodeLastRuneInString(s)
	fields := strings.Fields(s)
	for i, field := range fields {
		typing := i == len(fields)-1 && !unicode.IsSpace(last)
		tag, tagged := strings.CutPrefix(field, "#")
		switch whole := strings.TrimRight(tag, "-_"); {
		case q.filter(strings.ToLower(field), typing), field == "#" && typing:
		case !tagged || !validTag(whole):
			q.Words = append(q.Words, field)
		case typing:
			q.Typing = tag
		default:
			q.Tags = append(q.Tags, whole)
		}
	}
	return q
}

// filter adds a filter to the query, and says whether the field was one.
func (q *Query) filter(field string, typing bool) bool {
	name, value, _ := strings.Cut(field, ":")
	switch {
	case field == "is:heavy":
		q.StillHeavy = true
	case field == "is:open":
		q.OpenIntention = true
	case strings.HasPrefix(field, "is:"):
		return typing && (strings.HasPrefix("heavy", value) || strings.HasPrefix("open", value))
	case field == name || name != "since" && name != "until":
		return false
	default:
		first, last, ok := daysOf(value)
		switch {
		case !ok:
			return typing
		case name == "since":
			q.Since = first
		default:
			q.Until = last
		}
	}
	return true
}

// daysOf returns the first and the last day of a day, a month or a year.
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

// IsZero says that the query holds for every entry.
func (q Query) IsZero() bool {
	return len(q.Words) == 0 && len(q.Tags) == 0 && q.Typing == "" &&
		q.Since.IsZero() && q.Until.IsZero() && !q.StillHeavy && !q.OpenIntention
}
