package journal

import (
	"cmp"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"sort"
	"time"

	"shakeoff/store/fold"
)

// Patterns are drawn from heads, in any order. These rules hold for all of them:
//
//   - An entry belongs to the day and hour on the clock of the place where it happened; only
//     "today" is taken from the zone of now. Weeks begin on Monday.
//   - What is dated after today, by a wrong clock or a flight west, is left out until its day
//     comes; what has no date is left out.
//   - An entry in two versions, edited twice at once, counts once.
//
// In JSON they are what `shakeoff patterns --json` prints.

// Enough is how many Entries or Weighed of a Summary a sentence under a picture needs.
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

// Since returns the first day of the range, a Monday; zero for AllTime.
func (r Range) Since(now time.Time) Day {
	if r == AllTime {
		return Day{}
	}
	weeks := [...]int{FourWeeks: 4, SixMonths: CalendarWeeks}[r]
	return DayOf(now).Monday().Add(-7 * (weeks - 1))
}

// In returns the heads in the range, each entry once: what Hours, Tags and Summarise are given.
func (r Range) In(heads []Head, now time.Time) []Head { return within(heads, r.Since(now), DayOf(now)) }

// within returns the heads of these days, both included, each entry once.
func within(heads []Head, since, until Day) []Head {
	return slices.DeleteFunc(once(heads), func(h Head) bool {
		day := DayOf(h.When())
		return h.When().IsZero() || day.Compare(since) < 0 || day.Compare(until) > 0
	})
}

// once returns one version of every entry, that of the lowest record.
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

// WeightsAlone returns the heads of those unfinished pages that are a weight without a word. They
// count in patterns as if they were filed, and cannot be opened as entries.
func WeightsAlone(drafts []WaitingEntry) (heads []Head) {
	for _, d := range drafts {
		if d.Entry.Blank() && len(d.Entry.Weighings) > 0 {
			head := d.Entry.Head()
			head.ID = d.Record
			heads = append(heads, head)
		}
	}
	return heads
}

// Weight returns the last weighing made at a moment.
func (h Head) Weight(m Moment) (weight int, ok bool) { return Entry{Weighings: h.Weighings}.Weight(m) }

// Latest returns the newest weighing of all.
func (h Head) Latest() (weight int, ok bool) { return Entry{Weighings: h.Weighings}.Latest() }

// Mean is an average of whole numbers: weights, or differences of weights.
type Mean struct {
	N   int // how many there are
	Sum int
}

// MarshalJSON writes the average to two decimals, null where there is nothing to average.
func (m Mean) MarshalJSON() ([]byte, error) {
	if m.N == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(math.Round(m.Value()*100) / 100)
}

// Value returns the average, 0 where there is nothing to average.
func (m Mean) Value() float64 { return float64(m.Sum) / float64(max(m.N, 1)) }

func (m *Mean) add(value int, ok bool) {
	if ok {
		m.N, m.Sum = m.N+1, m.Sum+value
	}
}

// Week is one week of the weights over time.
type Week struct {
	Monday  Day  `json:"monday"`
	Entries int  `json:"entries"`
	Before  Mean `json:"before"` // over the entries weighed before
	After   Mean `json:"after"`  // over the entries weighed after
}

// Weeks returns every week of the range up to the current one, the oldest first, empty weeks
// too. AllTime begins with the oldest entry.
func Weeks(heads []Head, now time.Time, r Range) []Week {
	heads = r.In(heads, now)
	first, last := r.Since(now), DayOf(now).Monday()
	if first.IsZero() {
		if len(heads) == 0 {
			return nil
		}
		byDay := func(a, b Head) int { return DayOf(a.When()).Compare(DayOf(b.When())) }
		first = DayOf(slices.MinFunc(heads, byDay).When()).Monday()
	}
	weeks := make([]Week, first.days(last)/7+1)
	for i := range weeks {
		weeks[i].Monday = first.Add(7 * i)
	}
	for _, h := range heads {
		w := &weeks[first.days(DayOf(h.When()))/7]
		w.Entries++
		w.Before.add(h.Weight(Before))
		w.After.add(h.Weight(After))
	}
	return weeks
}

// Cell is one day of the calendar.
type Cell struct {
	Day      Day  `json:"day"`
	Entries  int  `json:"entries"`
	Before   Mean `json:"before"` // over the entries weighed before
	Heaviest int  `json:"-"`      // of those weights; 0 where Before.N is 0
}

// Shades is in how many steps a day is drawn.
const Shades = 5

// Shade is how heavy the heaviest of the day was, in steps of two: from 1, for 0 and 1, to Shades,
// for 8 and more, and so for Heavy from 4 on. It is 0 where nothing was weighed.
func (c Cell) Shade() int {
	if c.Before.N == 0 {
		return 0
	}
	return min(c.Heaviest/2+1, Shades)
}

// Calendar returns the days of the last weeks, the current one included: the cell of a weekday
// w (Monday is 0) in week i is [7*i+w]. Days after today are there, and empty.
func Calendar(heads []Head, now time.Time, weeks int) []Cell {
	first := DayOf(now).Monday().Add(-7 * (weeks - 1))
	cells := make([]Cell, 7*weeks)
	for i := range cells {
		cells[i].Day = first.Add(i)
	}
	for _, h := range within(heads, first, DayOf(now)) {
		c := &cells[first.days(DayOf(h.When()))]
		before, ok := h.Weight(Before)
		c.Entries++
		c.Before.add(before, ok)
		c.Heaviest = max(c.Heaviest, before)
	}
	return cells
}

// Slot is one hour of one weekday.
type Slot struct {
	Entries int  `json:"entries"`
	Before  Mean `json:"before"` // over the entries weighed before
}

// Timetable is the week in hours: [weekday][hour], Monday is 0.
type Timetable [7][24]Slot

// Hours returns when in the week the entries happened, without those of which only the day is known.
func Hours(heads []Head) Timetable {
	var t Timetable
	for _, h := range once(heads) {
		if h.DayOnly {
			continue
		}
		s := &t[mondayFirst(h.When().Weekday())][h.When().Hour()]
		s.Entries++
		s.Before.add(h.Weight(Before))
	}
	return t
}

// TagPattern is what the entries of a tag have in common.
type TagPattern struct {
	Tag     string `json:"tag"` // without #
	Entries int    `json:"entries"`
	Before  Mean   `json:"before"` // over the entries weighed before
	Drop    Mean   `json:"drop"`   // before less after, over the entries weighed both times; below 0 is heavier
}

// Tags returns the tags of the entries, the most frequent first, then by letter, each as it is
// spelled most often.
func Tags(heads []Head) []TagPattern {
	of, spelled := make(map[string]TagPattern), make(map[string]int)
	for _, h := range once(heads) {
		before, came := h.Weight(Before)
		after, left := h.Weight(After)
		for _, tag := range h.Tags {
			key := fold.Key(tag)
			p := of[key]
			if spelled[tag]++; cmp.Or(cmp.Compare(spelled[tag], spelled[p.Tag]), cmp.Compare(p.Tag, tag)) > 0 || p.Tag == "" {
				p.Tag = tag
			}
			p.Entries++
			p.Before.add(before, came)
			p.Drop.add(before-after, came && left)
			of[key] = p
		}
	}
	all := slices.Collect(maps.Values(of))
	sort.Slice(all, func(i, j int) bool {
		return cmp.Or(cmp.Compare(all[j].Entries, all[i].Entries), cmp.Compare(all[i].Tag, all[j].Tag)) < 0
	})
	return all
}

// StillHeavy returns the entries of today and the 27 days before whose latest weight is Heavy
// or more, newest first: to weigh again.
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
	Entries int  `json:"entries"`
	Weighed int  `json:"weighed"` // before and after: what follows is over these alone
	Before  Mean `json:"before"`
	After   Mean `json:"after"`
	Lighter int  `json:"lighter"` // how many ended lighter
	Heavier int  `json:"heavier"`
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
		s.Before.add(before, true)
		s.After.add(after, true)
		switch {
		case after < before:
			s.Lighter++
		case after > before:
			s.Heavier++
		}
	}
	return s
}
