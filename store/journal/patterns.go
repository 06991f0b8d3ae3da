package journal

import (
	"cmp"
	"slices"
	"time"
)

// Patterns are drawn from heads. These rules hold for all of them:
//
//   - An entry belongs to the day and hour on the clock of the place where it
//     was written: a night shift stays a night shift, and no change of the
//     clocks moves an entry. Only "today" is taken from the zone of now.
//   - Weeks begin on Monday.
//   - What is dated after today, by a wrong clock or a flight west, is left
//     out until its day comes; what has no date is left out.
//   - An entry in two versions, edited twice at once, counts once.
//   - The order of the heads does not matter.

// Enough is the number of entries below which a picture says too little to
// put a sentence under it. Hold it against what the sentence is about: Entries
// or Weighed of a Summary.
const Enough = 5

// Range is how far back a picture looks.
type Range uint8

// The ranges.
const (
	FourWeeks Range = iota // this week and the three before
	SixMonths              // this week and the 25 before
	AllTime                // from the first entry on
)

// CalendarWeeks is the number of weeks of the calendar: those of SixMonths.
const CalendarWeeks = 26

// weeks returns how many weeks the range has, 0 for all.
func (r Range) weeks() int {
	switch r {
	case FourWeeks:
		return 4
	case SixMonths:
		return CalendarWeeks
	default:
		return 0
	}
}

// Since returns the first day of the range, a Monday; zero for AllTime.
func (r Range) Since(now time.Time) Day {
	if r.weeks() == 0 {
		return Day{}
	}
	return DayOf(now).Monday().Add(-7 * (r.weeks() - 1))
}

// In returns the heads that lie in the range, each entry once: what the
// pictures without a calendar of their own (Hours, Tags, Summarise) are drawn from.
func (r Range) In(heads []Head, now time.Time) []Head {
	return within(heads, r.Since(now), DayOf(now))
}

// within returns the heads of these days, both included, each entry once.
func within(heads []Head, since, until Day) []Head {
	return slices.DeleteFunc(once(heads), func(h Head) bool {
		day := DayOf(h.Written)
		return h.Written.IsZero() || day.Compare(since) < 0 || day.Compare(until) > 0
	})
}

// once returns the heads with one version of every entry: that of the lowest
// record, so that chance does not choose.
func once(heads []Head) []Head {
	at := make(map[ID]int, len(heads))
	out := make([]Head, 0, len(heads))
	for _, h := range heads {
		if i, twice := at[h.ID]; !twice {
			at[h.ID] = len(out)
			out = append(out, h)
		} else if h.Record < out[i].Record {
			out[i] = h
		}
	}
	return out
}

// Weight returns the last weighing made at a moment.
func (h Head) Weight(m Moment) (weight int, ok bool) {
	return Entry{Weighings: h.Weighings}.Weight(m)
}

// Latest returns the newest weighing of all.
func (h Head) Latest() (weight int, ok bool) { return Entry{Weighings: h.Weighings}.Latest() }

// Mean is an average of whole numbers: weights, or differences of weights.
type Mean struct {
	N   int // how many there are
	Sum int
}

// Value returns the average, 0 where there is nothing to average.
func (m Mean) Value() float64 {
	if m.N == 0 {
		return 0
	}
	return float64(m.Sum) / float64(m.N)
}

func (m *Mean) add(value int) { m.N, m.Sum = m.N+1, m.Sum+value }

// Week is one week of the weights over time.
type Week struct {
	Monday  Day
	Entries int
	Before  Mean // over the entries weighed before
	After   Mean // over the entries weighed after
}

// Weeks returns every week of the range up to the current one, the oldest
// first, empty weeks too. AllTime begins with the week of the oldest entry;
// without any entry it has no week.
func Weeks(heads []Head, now time.Time, r Range) []Week {
	heads = r.In(heads, now)
	first, last := r.Since(now), DayOf(now).Monday()
	if first.IsZero() {
		if len(heads) == 0 {
			return nil
		}
		first = oldest(heads).Monday()
	}
	weeks := make([]Week, first.days(last)/7+1)
	for i := range weeks {
		weeks[i].Monday = first.Add(7 * i)
	}
	for _, h := range heads {
		w := &weeks[first.days(DayOf(h.Written))/7]
		w.Entries++
		if before, ok := h.Weight(Before); ok {
			w.Before.add(before)
		}
		if after, ok := h.Weight(After); ok {
			w.After.add(after)
		}
	}
	return weeks
}

func oldest(heads []Head) Day {
	first := DayOf(heads[0].Written)
	for _, h := range heads {
		if day := DayOf(h.Written); day.Compare(first) < 0 {
			first = day
		}
	}
	return first
}

// Cell is one day of the calendar.
type Cell struct {
	Day      Day
	Entries  int
	Before   Mean // over the entries weighed before
	Heaviest int  // of those weights; 0 where Before.N is 0
}

// Calendar returns the days of the last weeks, the current one included, from
// a Monday to a Sunday: the cell of a weekday w (Monday is 0) in week i is
// [7*i+w]. Days after today are there, and empty.
func Calendar(heads []Head, now time.Time, weeks int) []Cell {
	first := DayOf(now).Monday().Add(-7 * (weeks - 1))
	cells := make([]Cell, 7*weeks)
	for i := range cells {
		cells[i].Day = first.Add(i)
	}
	for _, h := range within(heads, first, DayOf(now)) {
		c := &cells[first.days(DayOf(h.Written))]
		c.Entries++
		if before, ok := h.Weight(Before); ok {
			c.Before.add(before)
			c.Heaviest = max(c.Heaviest, before)
		}
	}
	return cells
}

// Slot is one hour of one weekday.
type Slot struct {
	Entries int
	Before  Mean // over the entries weighed before
}

// Timetable is the week in hours: [weekday][hour], Monday is 0.
type Timetable [7][24]Slot

// Hours returns when in the week the entries were written.
func Hours(heads []Head) Timetable {
	var t Timetable
	for _, h := range once(heads) {
		s := &t[mondayFirst(h.Written.Weekday())][h.Written.Hour()]
		s.Entries++
		if before, ok := h.Weight(Before); ok {
			s.Before.add(before)
		}
	}
	return t
}

// TagPattern is what the entries of a tag have in common.
type TagPattern struct {
	Tag     string // without #
	Entries int
	Before  Mean // over the entries weighed before
	Drop    Mean // before less after, over the entries weighed both times; below 0 is heavier
}

// Tags returns the tags of the entries, those of most entries first, then in
// the order of their letters.
func Tags(heads []Head) []TagPattern {
	at := make(map[string]*TagPattern)
	for _, h := range once(heads) {
		before, came := h.Weight(Before)
		after, left := h.Weight(After)
		for _, tag := range h.Tags {
			p := at[tag]
			if p == nil {
				p = &TagPattern{Tag: tag}
				at[tag] = p
			}
			p.Entries++
			if came {
				p.Before.add(before)
			}
			if came && left {
				p.Drop.add(before - after)
			}
		}
	}
	out := make([]TagPattern, 0, len(at))
	for _, p := range at {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b TagPattern) int {
		return cmp.Or(cmp.Compare(b.Entries, a.Entries), cmp.Compare(a.Tag, b.Tag))
	})
	return out
}

// StillHeavy returns the entries of the last four weeks (today and the 27 days
// before it) whose latest weight is Heavy or more, newest first: to weigh again.
func StillHeavy(heads []Head, now time.Time) []Head {
	today := DayOf(now)
	heavy := slices.DeleteFunc(within(heads, today.Add(-27), today), func(h Head) bool {
		weight, ok := h.Latest()
		return !ok || weight < Heavy
	})
	Newest(heavy)
	return heavy
}

// Summary is what a sentence under a picture can say.
type Summary struct {
	Entries int
	// Weighed entries were weighed before and after. The means are over these
	// alone, so that they speak of the same encounters.
	Weighed       int
	Before, After Mean
	Lighter       int // of those weighed, how many ended lighter
	Heavier       int // of those weighed, how many ended heavier
}

// Summarise adds up entries: pass those of a range.
func Summarise(heads []Head) Summary {
	var s Summary
	for _, h := range once(heads) {
		s.Entries++
		before, came := h.Weight(Before)
		after, left := h.Weight(After)
		if !came || !left {
			continue
		}
		s.Weighed++
		s.Before.add(before)
		s.After.add(after)
		switch {
		case after < before:
			s.Lighter++
		case after > before:
			s.Heavier++
		}
	}
	return s
}
