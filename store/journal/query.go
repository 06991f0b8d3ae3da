package journal

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Query is what is looked for. All its conditions must hold, so the zero Query matches everything.
type Query struct {
	// Words must all be found, in any order, as parts of an answer or of an imported tag.
	Words  []string
	Tags   []string // must all be among the entry's tags, without #, whatever their case and accents
	Typing string   // the beginning of a tag: the last #word of what is being typed
	// Since and Until are the first and the last day on which it happened, by the clock there; zero: no
	// bound. The first day begins at SinceMinute, and the last ends before UntilMinute where that is not
	// 0; an entry without a time of day counts on both.
	Since, Until             Day
	SinceMinute, UntilMinute int
	// Unread is the filter whose day is not understood, since or until; the rest of the query holds.
	Unread        string
	StillHeavy    bool // the latest weight is Heavy or more
	OpenIntention bool // the intention is open
}

// ParseQuery reads what a person types into a search box: words, #tags, and the filters
// since: and until: with what days can read, is:heavy and is:open. The last #tag or filter is
// still being typed while no blank follows it: half a filter then asks for nothing yet. Half a
// filter elsewhere is a word, and so is what cannot be a tag; but a day never is.
func ParseQuery(s string, days Days) Query {
	var q Query
	last, _ := utf8.DecodeLastRuneInString(s)
	typing := !unicode.IsSpace(last)
	for fields := strings.Fields(s); len(fields) > 0; {
		typing := typing && len(fields) == 1
		tag, tagged := strings.CutPrefix(strings.Replace(fields[0], wideHash, "#", 1), "#")
		used := 1
		switch whole := strings.TrimRight(tag, "-_"); {
		case q.filter(strings.ToLower(fields[0]), typing), fields[0] == "#" && typing:
		case q.bound(fields, unicode.IsSpace(last), days, &used):
		case !tagged || !validTag(whole):
			q.Words = append(q.Words, fields[0])
		case typing:
			q.Typing = tag
		default:
			q.Tags = append(q.Tags, whole)
		}
		fields = fields[used:]
	}
	return q
}

// filter adds a filter to the query, and says whether the field was one.
func (q *Query) filter(field string, typing bool) bool {
	value, is := strings.CutPrefix(field, "is:")
	switch {
	case value == "heavy" && is:
		q.StillHeavy = true
	case value == "open" && is:
		q.OpenIntention = true
	default:
		return is && typing && (strings.HasPrefix("heavy", value) || strings.HasPrefix("open", value))
	}
	return true
}

// mostDay is the most words a day has: since:last monday at 2 pm.
const mostDay = 6

// bound adds a filter by day to the query, taking as many of the fields as can be read. It says
// whether the fields begin with one, and how many it took.
func (q *Query) bound(fields []string, ended bool, days Days, used *int) bool {
	name, value, _ := strings.Cut(fields[0], ":")
	name = strings.ToLower(name)
	if len(name) == len(fields[0]) || name != "since" && name != "until" {
		return false
	}
	said := append([]string{value}, fields[1:min(mostDay, len(fields))]...)
	for n := len(said); n > 0; n-- {
		if span, err := days(strings.Join(said[:n], " ")); err == nil {
			q.Bound(name, span)
			*used = n
			return true
		}
	}
	_, err := days(strings.Join(said, " "))
	if *used = 1; ended || len(said) < len(fields) || !errors.Is(err, ErrUnfinished) {
		q.Unread = name
	} else {
		*used = len(fields) // all of it is being typed
	}
	return true
}

// Bound sets since or until to what was told.
func (q *Query) Bound(name string, told Period) {
	if name == "since" {
		q.Since, q.SinceMinute = told.First, told.Minute
		return
	}
	if q.Until, q.UntilMinute = told.Last, 0; told.Timed {
		q.UntilMinute = told.Minute + 1
	}
}

// IsZero says whether the query matches every entry.
func (q Query) IsZero() bool {
	return len(q.Words) == 0 && len(q.Tags) == 0 && q.Typing == "" &&
		q.Since.IsZero() && q.Until.IsZero() && !q.StillHeavy && !q.OpenIntention
}

// within says whether it happened between Since and Until.
func (q *Query) within(h Head) bool {
	at := h.When()
	day, minute := DayOf(at), at.Hour()*60+at.Minute()
	since, until := day.Compare(q.Since), day.Compare(q.Until)
	if h.DayOnly {
		return since >= 0 && (q.Until.IsZero() || until <= 0)
	}
	return (since > 0 || since == 0 && minute >= q.SinceMinute) &&
		(q.Until.IsZero() || until < 0 || until == 0 && (q.UntilMinute == 0 || minute < q.UntilMinute))
}
