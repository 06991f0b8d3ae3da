// Package when reads days and times as people say them: yesterday, last monday, -7d, 21 Nov,
// 21.11.2026 14:30. Whatever takes a day from a person reads it here: the field that says when
// something happened, --since and --until, since: and until: in a search.
//
// It takes the language of the screens, and always English and ISO 8601. A text is looked at as
// a whole: with a word in it that is not known, nothing is read.
//
// It may import fold, journal and words. Rejected: a library of natural language (none has all the
// languages, and each guesses where it should ask), and a guess at 3/11 where the locale does not
// say which of the two comes first.
package when

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"shakeoff/store/fold"
	"shakeoff/store/journal"
	"shakeoff/tui/words"
)

// What Moment does not take.
var (
	ErrUnread = errors.New("not a day that is understood")
	ErrFuture = errors.New("a time that is still to come")
)

// Reader reads days in one language, in English, and as in ISO 8601.
type Reader struct {
	languages func() []*language // in which a text is tried, in this order
	order     words.Order
	dotted    bool // 14.30 is a time
}

// In returns the reader of a language.
func In(d words.Dates) Reader {
	return Reader{
		languages: sync.OnceValue(func() []*language {
			return []*language{newLanguage(d), newLanguage(words.English().Dates)}
		}),
		order: d.Order, dotted: strings.Contains(d.Time, "."),
	}
}

// Days returns Read as a search takes it, on the day now: journal.ErrUnfinished is what may be
// the beginning of a day.
func (r Reader) Days(now time.Time) journal.Days {
	return func(text string) (journal.Period, error) {
		s, ok := r.Read(text, now)
		switch {
		case ok:
			return s, nil
		case r.begins(text):
			return s, journal.ErrUnfinished
		default:
			return s, ErrUnread
		}
	}
}

// Read reads a day, some days in a row, as in November or 2026, or a time of a day, as said at
// now. A day without a year is of the last twelve months, or of what is left of this month; a
// weekday, or a time without its day, is the last there was.
func (r Reader) Read(text string, now time.Time) (s journal.Period, ok bool) {
	const most = 80 // bytes; nobody says a day with more
	if len(text) > most {
		return s, false
	}
	for _, l := range r.languages() {
		rest, minute, timed := l.time(folded(text), r.dotted)
		items, known := l.items(rest, r.order)
		if !known || len(items) == 0 && !timed {
			continue
		}
		said := saying{journal.DayOf(now), now.Hour()*60 + now.Minute(), minute}
		s, ok := said.day(items)
		if ok && valid(s.First) && valid(s.Last) && (!timed || s.First == s.Last) {
			s.Minute, s.Timed = minute, timed
			return s, true
		}
	}
	return journal.Period{}, false
}

func valid(d journal.Day) bool { return journal.ValidTime(d.Time()) && journal.DayOf(d.Time()) == d }

// Moment reads one day, with a time or without, as said at now and where that is: the zero time
// for now, and for nothing at all. It is ErrFuture of what has not come yet, and ErrUnread of
// anything else.
func (r Reader) Moment(text string, now time.Time) (at time.Time, dayOnly bool, err error) {
	if r.isNow(text) {
		return at, false, nil
	}
	s, ok := r.Read(text, now)
	if !ok || s.First != s.Last {
		return at, false, ErrUnread
	}
	d := s.First
	if at = journal.OnDay(d, now); s.Timed {
		at = d.At(s.Minute/60, s.Minute%60, 0, now.Location())
	}
	if s.Timed && at.After(now) { // of an hour that comes twice, the one that has been
		_, offset := now.Zone()
		at = d.At(s.Minute/60, s.Minute%60, 0, time.FixedZone("", offset))
	}
	if s.Timed && at.After(now) || d.Compare(journal.DayOf(now)) > 0 {
		return time.Time{}, false, ErrFuture
	}
	return at, !s.Timed, nil
}

func (r Reader) isNow(text string) bool {
	text = folded(text)
	return text == "" || slices.ContainsFunc(r.languages(), func(l *language) bool { return slices.Contains(l.now, text) })
}

// begins says that a text may be the beginning of something that can be read.
func (r Reader) begins(text string) bool {
	text = folded(text)
	last := text[strings.LastIndexByte(text, ' ')+1:]
	if strings.Trim(last, "0123456789-./:t") == "" {
		return true
	}
	begin := strings.TrimLeft(last, "-0123456789") // 7d, -2w
	for _, l := range r.languages() {
		for phrase := range l.phrases {
			if strings.HasPrefix(phrase, begin) || strings.HasPrefix(phrase, text) {
				return true
			}
		}
	}
	return false
}

// folded is a text without what does not matter here: case, accents, commas, quotes, many blanks.
func folded(text string) string {
	text = strings.Map(func(r rune) rune {
		switch r {
		case ',', '"':
			return ' '
		case '’':
			return '\''
		}
		return r
	}, fold.Key(text))
	return strings.Join(strings.Fields(text), " ")
}
