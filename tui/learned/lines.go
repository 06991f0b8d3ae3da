package learned

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// Newest is how many open intentions and phrases are shown unless older ones are asked for.
const Newest = 3

// speech is a page to be heard: each line says one thing.
type speech struct {
	words *words.Words
	now   time.Time
	lines []string
}

func (s *speech) pair(name, said string) { s.say(fmt.Sprintf(s.words.Pair, name, said) + ".") }

func (s *speech) say(lines ...string) {
	for _, line := range lines {
		s.lines = append(s.lines, editor.Safe(line))
	}
}

func (s *speech) title(text string) {
	if len(s.lines) > 0 {
		s.lines = append(s.lines, "")
	}
	s.say(text)
}

func (s *speech) day(t time.Time) string {
	return s.words.Dates.DaySeen(t, s.now)
}

// Own is what somebody said they would change, and sentences of their own.
type Own struct {
	journal.Promises
	Phrases []journal.Phrase
	Older   bool // older ones are shown too
}

// Part is intentions under a title.
type Part struct {
	Title    string
	Promises []journal.Promise
}

// NewOwn finds them in entries.
func NewOwn(entries []journal.Entry, now time.Time) Own {
	return Own{Promises: journal.Intentions(entries, now), Phrases: journal.PhrasesOf(entries)}
}

// Shown returns what is shown of that. If there are intentions, the first part is the open ones, even
// if none is open.
func (o *Own) Shown(w *words.Words) (phrases []journal.Phrase, parts []Part) {
	open, phrases := o.Open, o.Phrases
	if !o.Older {
		open, phrases = open[:min(Newest, len(open))], phrases[:min(Newest, len(phrases))]
	}
	if len(o.Open)+len(o.Resting)+len(o.Done) == 0 {
		return phrases, nil
	}
	parts = []Part{{w.Ready.Promises, open}}
	for _, old := range []Part{{w.Ready.Resting, o.Resting}, {w.Ready.Done, o.Done}} {
		if o.Older && len(old.Promises) > 0 {
			parts = append(parts, old)
		}
	}
	return phrases, parts
}

// HasOlder says that there is more than what is shown at first.
func (o *Own) HasOlder() bool {
	return len(o.Open) > Newest || len(o.Resting)+len(o.Done) > 0 || len(o.Phrases) > Newest
}

// ReadyLines returns Ready as lines to be read out, and the intentions in them, numbered from 1 in
// this order. entries is nil if the journal was not opened: there are only reminders then, and who to
// turn to.
func ReadyLines(g guide.Guide, w *words.Words, someone string, entries []journal.Entry, older bool, now time.Time) (lines []string, numbered []journal.Promise) {
	s := &speech{words: w, now: now}
	if entries != nil {
		own := NewOwn(entries, now)
		own.Older = older
		numbered = s.own(own)
	}
	s.title(w.Ready.Title)
	s.say(g.Reminders...)
	if someone = strings.TrimSpace(someone); someone != "" {
		s.say(someone)
	}
	return s.lines, numbered
}

func (s *speech) own(o Own) (numbered []journal.Promise) {
	w := s.words.Ready
	phrases, parts := o.Shown(s.words)
	if len(phrases)+len(parts) == 0 {
		s.say(w.Empty)
	}
	if len(phrases) > 0 {
		s.title(w.Phrases)
	}
	for _, phrase := range phrases {
		s.say(fmt.Sprintf(w.Phrase, phrase.Text))
	}
	for _, part := range parts {
		if s.title(part.Title); len(part.Promises) == 0 {
			s.say(w.NoneOpen)
		}
		for _, p := range part.Promises {
			numbered = append(numbered, p)
			s.promise(len(numbered), p)
		}
	}
	return numbered
}

// SayTimes says how often the same thing was promised, "" for once.
func SayTimes(w *words.Words, p journal.Promise) string {
	switch times := 1 + len(p.Also); times {
	case 1:
		return ""
	case 2:
		return w.Ready.Twice
	default:
		return fmt.Sprintf(w.Ready.Times, w.Number(times))
	}
}

// SaySince says how the weights changed since a promise was tried.
func SaySince(w *words.Words, s journal.Summary) string {
	return fmt.Sprintf(w.Ready.Since, w.Number(s.Weighed), w.Average(s.Before.Value()), w.Average(s.After.Value()))
}

func (s *speech) promise(number int, p journal.Promise) {
	w := s.words.Plain.Ready
	state := fmt.Sprintf(w.Since, s.day(p.When.Time))
	switch p.State {
	case journal.Tried:
		state = fmt.Sprintf(w.Tried, s.day(p.Marked))
	case journal.LetGo:
		state = fmt.Sprintf(w.LetGo, s.day(p.Marked))
	}
	if times := SayTimes(s.words, p); times != "" {
		state += ", " + times
	}
	s.say(fmt.Sprintf(w.Promise, number, state, p.Text))
	if p.How != "" {
		s.say(p.How)
	}
	if p.Since != nil {
		s.say(SaySince(s.words, *p.Since))
	}
}

// Lines returns the pictures as lines to be read out: what each says, then what it is drawn from.
func (p *Patterns) Lines(w *words.Words) []string {
	s := &speech{words: w, now: p.Now}
	if p.none {
		s.say(w.Patterns.Empty)
		return s.lines
	}
	in := ", " + w.Patterns.Ranges[p.Span]
	s.title(w.Patterns.Weights + ", " + p.SaySpan(w))
	s.say(p.SayWeights(w))
	s.weights(p.Weights, p.Together)
	s.title(w.Patterns.Calendar + ", " + w.Patterns.CalendarSpan)
	if said := p.SayDays(w); said != "" {
		s.say(said)
	}
	s.days(p.Calendar)
	s.title(w.Patterns.Hours + in)
	s.say(p.SayHours(w))
	s.hours(p.counts())
	s.title(w.Patterns.Tags + in)
	s.tags(p.Tags, p.SayTags(w))
	if lighter := p.SayLighter(w); lighter != "" {
		s.title(w.Patterns.Lighter + ", " + w.Patterns.Ranges[journal.AllTime])
		s.say(lighter)
	}
	s.title(w.Patterns.Heavy + ", " + w.Patterns.HeavySpan)
	s.say(p.SayHeavy(w, ""))
	s.heavy(p.Heavy)
	return s.lines
}

func (s *speech) weights(all []journal.Dumbbell, weeks int) {
	w := s.words.Plain.Patterns
	for _, d := range all {
		switch day := s.day(d.Day.Time()); weeks {
		case 0:
			s.pair(day, s.weighed(d, func(m journal.Mean) string { return s.words.Number(m.Sum) }))
		case 1:
			s.pair(fmt.Sprintf(w.Week, day), s.weighed(d, s.average))
		default:
			s.pair(fmt.Sprintf(w.Weeks, s.words.Number(weeks), day), s.weighed(d, s.average))
		}
	}
}

func (s *speech) average(m journal.Mean) string { return s.words.Average(m.Value()) }

func (s *speech) weighed(d journal.Dumbbell, say func(journal.Mean) string) string {
	w := s.words.Plain.Patterns
	var said []string
	if d.Before.N > 0 {
		said = append(said, fmt.Sprintf(w.Came, say(d.Before)))
	}
	if d.After.N > 0 {
		said = append(said, fmt.Sprintf(w.Left, say(d.After)))
	}
	return strings.Join(said, ", ")
}

// days says on which days of each month something was heavy, the newest month first.
func (s *speech) days(calendar []journal.Cell) {
	var months, heavy []string
	for i, cell := range calendar {
		if cell.Heaviest >= journal.Heavy {
			heavy = append(heavy, strconv.Itoa(cell.Day.Day))
		}
		last := i == len(calendar)-1 || calendar[i+1].Day.Month != cell.Day.Month
		if last && len(heavy) > 0 {
			month := s.words.Dates.MonthSeen(cell.Day.Time(), s.now)
			months, heavy = append(months, fmt.Sprintf(s.words.Plain.Patterns.HeavyDays, month, strings.Join(heavy, ", "))), nil
		}
	}
	slices.Reverse(months)
	s.say(months...)
}

func (s *speech) hours(byDay [7]int, byHour [HoursADay]int) {
	w := s.words.Plain.Patterns
	for day, n := range byDay {
		if n > 0 {
			s.say(s.words.Dates.Weekdays[(day+1)%7] + ", " + fmt.Sprintf(w.Entries, s.words.Number(n)) + ".")
		}
	}
	for hour, n := range byHour {
		if n > 0 {
			s.say(fmt.Sprintf(w.Between, hour, (hour+1)%HoursADay) + ", " + fmt.Sprintf(w.Entries, s.words.Number(n)) + ".")
		}
	}
}

func (s *speech) tags(tags []journal.TagPattern, what string) {
	w := s.words.Plain.Patterns
	if len(tags) == 0 {
		s.say(s.words.Patterns.NoTags)
		return
	}
	s.say(what)
	for _, t := range tags {
		var said []string
		if t.Before.N > 0 {
			said = append(said, fmt.Sprintf(w.Came, s.average(t.Before)))
		}
		drop, change := t.Drop, w.Lighter
		if drop.Sum < 0 {
			drop.Sum, change = -drop.Sum, w.Heavier
		}
		if drop.N > 0 {
			said = append(said, fmt.Sprintf(change, s.average(drop)))
		}
		said = append(said, fmt.Sprintf(w.Entries, s.words.Number(t.Entries)))
		s.pair("#"+t.Tag, strings.Join(said, ", "))
	}
}

func (s *speech) heavy(entries []journal.Entry) {
	for _, e := range entries {
		weight, _ := e.Latest()
		when := s.words.Dates.Happened(e.When(), e.DayOnly)
		s.say(when + ". " + fmt.Sprintf(s.words.Plain.Weight, weight) + " " + e.Title())
	}
}
