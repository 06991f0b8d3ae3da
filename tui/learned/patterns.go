// Package learned says what can be learned from entries, in sentences: what Patterns
// says under its pictures, and all of Ready and Patterns for people who hear them or
// read them in a pipe. Every line says one thing and is safe to print.
//
// It imports store/journal, which works out the figures, and tui/editor, tui/guide and tui/words.
// Rejected: sentences in the code that draws the pictures, since plain mode has none; a drawn page for
// pipes, a third form of the same.
package learned

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// Patterns is what can be learned from the entries of one range.
type Patterns struct {
	Span     journal.Range
	Now      time.Time
	Weights  []journal.Dumbbell // newest first
	Together int                // how many weeks a dumbbell is, 0 for an entry each
	Calendar []journal.Cell     // whole weeks, the last one up to today
	Hours    journal.Timetable
	Tags     []journal.TagPattern // the most frequent, and of these first what fell furthest
	Summary  journal.Summary
	Lighter  journal.Lighter // in all entries; not said where asked is ""
	Heavy    []journal.Entry // those that are still heavy, whatever the range

	asked string // the question of Lighter
	none  bool   // there is no entry at all, in no range
}

// HoursADay is the number of hours in a day.
const HoursADay = 24

// shownTags is how many tags are named.
const shownTags = 8

// NewPatterns works out the patterns of a range. heavy are the entries that are still heavy.
func NewPatterns(heads []journal.Head, heavy []journal.Entry, g guide.Guide, span journal.Range, now time.Time) Patterns {
	within := span.In(heads, now)
	calendar := journal.Calendar(heads, now, journal.CalendarWeeks)
	ahead := (7 - int(now.Weekday())) % 7 // days of this week
	p := Patterns{
		Span: span, Now: now, Heavy: heavy, none: len(heads) == 0,
		Calendar: calendar[:len(calendar)-ahead],
		Hours:    journal.Hours(within),
		Tags:     byDrop(journal.Tags(within)),
		Summary:  journal.Summarise(within),
	}
	p.Weights, p.Together = journal.Dumbbells(within, now, span)
	if lighter, ok := journal.LighterWith(heads, now, g.Names()); ok {
		p.Lighter, p.asked = lighter, g.QuestionOf(journal.Answer{Step: lighter.Question})
	}
	return p
}

// PatternsOf works out the patterns of a range from whole entries, and from heads alone.
func PatternsOf(entries []journal.Entry, alone []journal.Head, g guide.Guide, span journal.Range, now time.Time) Patterns {
	heads := make([]journal.Head, len(entries))
	for i, entry := range entries {
		heads[i] = entry.Head()
	}
	still := make(map[journal.ID]bool)
	for _, h := range journal.StillHeavy(heads, now) {
		still[h.ID] = true
	}
	var heavy []journal.Entry
	for _, entry := range entries {
		if still[entry.ID] {
			heavy = append(heavy, entry)
			still[entry.ID] = false // once, even if it comes in two versions
		}
	}
	return NewPatterns(append(heads, alone...), heavy, g, span, now)
}

// byDrop takes the most frequent tags, those whose weights fell furthest first, and those never weighed
// twice last.
func byDrop(tags []journal.TagPattern) []journal.TagPattern {
	tags = tags[:min(shownTags, len(tags))]
	slices.SortStableFunc(tags, func(a, b journal.TagPattern) int {
		return cmp.Or(cmp.Compare(min(1, b.Drop.N), min(1, a.Drop.N)), cmp.Compare(b.Drop.Value(), a.Drop.Value()))
	})
	return tags
}

// Empty says that there is nothing to show at all.
func (p *Patterns) Empty() bool { return p.Summary.Entries == 0 }

// SayWeights says what the weights were before and after, and which way most of them went.
func (p *Patterns) SayWeights(all *words.Words) string {
	w, s := all.Patterns, p.Summary
	if s.Weighed < journal.Enough {
		return w.TooFewWeighed
	}
	trend := w.BothWays
	switch {
	case 2*s.Lighter > s.Weighed:
		trend = w.MostlyLighter
	case 2*s.Heavier > s.Weighed:
		trend = w.MostlyHeavier
	}
	return fmt.Sprintf(w.Averages, all.Number(s.Weighed), all.Average(s.Before.Value()), all.Average(s.After.Value())) + " " + trend
}

// SaySpan says how far back the weights go, and how many weeks a line is.
func (p *Patterns) SaySpan(all *words.Words) string {
	w := all.Patterns
	switch span := w.Ranges[p.Span]; p.Together {
	case 0:
		return span
	case 1:
		return fmt.Sprintf(w.ByWeek, span)
	default:
		return fmt.Sprintf(w.ByWeeks, span, all.Number(p.Together))
	}
}

// SayLighter says what went with lighter endings, "" for nothing.
func (p *Patterns) SayLighter(all *words.Words) string {
	if p.asked == "" {
		return ""
	}
	l := p.Lighter
	return fmt.Sprintf(all.Patterns.WentWith, editor.Safe(p.asked), all.Average(l.By), all.Number(l.Answered), all.Number(l.Skipped))
}

// SayDays says on how many of the days with an entry something was heavy, "" for a single day.
func (p *Patterns) SayDays(all *words.Words) string {
	entries, written, heavy := 0, 0, 0
	for _, cell := range p.Calendar {
		entries += cell.Entries
		written += min(1, cell.Entries)
		if cell.Heaviest >= journal.Heavy {
			heavy++
		}
	}
	switch {
	case entries < journal.Enough:
		return all.Patterns.TooFew
	case written == 1:
		return ""
	}
	return fmt.Sprintf(all.Patterns.Days, all.Number(heavy), all.Number(written))
}

// several is how many heavy ones are too many to carry alone.
const several = 3

// SayHeavy says that some are still heavy, if any are; open says how one is opened.
func (p *Patterns) SayHeavy(all *words.Words, open string) string {
	w := all.Patterns
	switch said := strings.TrimSpace(w.HeavySaid + " " + open); {
	case len(p.Heavy) == 0:
		return w.NothingHeavy
	case len(p.Heavy) >= several:
		return w.StayedHeavy + " " + said
	default:
		return said
	}
}

func (p *Patterns) counts() (byDay [7]int, byHour [HoursADay]int) {
	for day := range byDay {
		for hour := range byHour {
			n := p.Hours[day][hour].Entries
			byDay[day] += n
			byHour[hour] += n
		}
	}
	return byDay, byHour
}

// SayHours says which weekday and which hour stand out, if any does.
func (p *Patterns) SayHours(all *words.Words) string {
	w := all.Patterns
	if p.Summary.Entries < journal.Enough {
		return w.TooFew
	}
	byDay, byHour := p.counts()
	day, hour := standsOut(byDay[:]), standsOut(byHour[:])
	var what string
	switch {
	case day >= 0 && hour >= 0:
		what = fmt.Sprintf(w.DayAndHour, all.Dates.Weekdays[(day+1)%7], hour, (hour+1)%HoursADay)
	case day >= 0:
		what = fmt.Sprintf(w.DayAlone, all.Dates.Weekdays[(day+1)%7])
	case hour >= 0:
		what = fmt.Sprintf(w.HourAlone, hour, (hour+1)%HoursADay)
	default:
		return w.NoHour
	}
	return what + " " + w.WhenWritten
}

// standsOut returns which count is clearly the largest: at least three, and half as many again as the
// next; -1 for none.
func standsOut(counts []int) int {
	sorted := slices.Sorted(slices.Values(counts))
	first, second := sorted[len(sorted)-1], sorted[len(sorted)-2]
	if first < 3 || 2*first < 3*second {
		return -1
	}
	return slices.Index(counts, first)
}

// SayTags names the tag that was heavier before than all others, by one at least on average.
func (p *Patterns) SayTags(all *words.Words) string {
	var tags []journal.TagPattern
	for _, t := range p.Tags {
		if t.Before.N >= journal.Enough {
			tags = append(tags, t)
		}
	}
	if len(tags) < 2 {
		return all.Patterns.TooFewTagged
	}
	slices.SortStableFunc(tags, func(a, b journal.TagPattern) int { return cmp.Compare(b.Before.Value(), a.Before.Value()) })
	heaviest := tags[0].Before.Value()
	if heaviest-tags[1].Before.Value() < 1 {
		return all.Patterns.NoTag
	}
	return fmt.Sprintf(all.Patterns.HeaviestTag, editor.Safe(tags[0].Tag), all.Average(heaviest))
}
