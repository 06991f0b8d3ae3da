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

// Newest is how many open intentions and phrases are shown at first, older ones being
// asked for.
const Newest = 3

// speech is a page that is heard: a line says one thing, and nothing is drawn.
type speech struct {
	words *words.Words
	now   time.Time
	lines []string
}

// pair says a name, and what there is to say of it.
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

// ReadyLines returns Ready as lines to be read out, and the intentions among them, numbered in
// this order from 1. Of a journal that was not opened, entries is nil: reminders, and who to
// turn to, alone.
func ReadyLines(g guide.Guide, w *words.Words, someone string, entries []journal.Entry, older bool, now time.Time) (lines []string, numbered []journal.Promise) {
	s := &speech{words: w, now: now}
	if entries != nil {
		numbered = s.own(entries, older)
	}
	s.title(w.Ready.Title)
	s.say(g.Reminders...)
	if someone = strings.TrimSpace(someone); someone != "" {
		s.say(someone)
	}
	return s.lines, numbered
}

// own says the sentences and intentions of entries, and returns the intentions.
func (s *speech) own(entries []journal.Entry, older bool) (numbered []journal.Promise) {
	w := s.words.Ready
	p, phrases := journal.Intentions(entries, s.now), journal.PhrasesOf(entries)
	all := len(p.Open) + len(p.Resting) + len(p.Done)
	if all+len(phrases) == 0 {
		s.say(w.Empty)
		return nil
	}
	open := p.Open
	if !older {
		open, phrases = open[:min(Newest, len(open))], phrases[:min(Newest, len(phrases))]
	}
	if len(phrases) > 0 {
		s.title(w.Phrases)
	}
	for _, phrase := range phrases {
		s.say(fmt.Sprintf(w.Phrase, phrase.Text))
	}
	if all == 0 {
		return nil
	}
	if s.title(w.Promises); len(open) == 0 {
		s.say(w.NoneOpen)
	}
	numbered = s.promises(numbered, open)
	if older && len(p.Resting) > 0 {
		s.title(w.Resting)
		numbered = s.promises(numbered, p.Resting)
	}
	if older && len(p.Done) > 0 {
		s.title(w.Done)
		numbered = s.promises(numbered, p.Done)
	}
	return numbered
}

// SayTimes says how often the same was promised, "" for once.
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

// SaySince says what the weights did since a promise was tried.
func SaySince(w *words.Words, s journal.Summary) string {
	return fmt.Sprintf(w.Ready.Since, w.Number(s.Weighed), w.Average(s.Before.Value()), w.Average(s.After.Value()))
}

// promises says intentions, numbered on from those said before.
func (s *speech) promises(before, more []journal.Promise) []journal.Promise {
	w := s.words.Plain.Ready
	for _, p := range more {
		before = append(before, p)
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
		s.say(fmt.Sprintf(w.Promise, len(before), state, p.Text))
		if p.How != "" {
			s.say(p.How)
		}
		if p.Since != nil {
			s.say(SaySince(s.words, *p.Since))
		}
	}
	return before
}

// Lines returns the pictures as lines to be read out, safe to print: first what each of them
// says, then what it is drawn from.
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

func (s *speech) averages(one journal.Mean, first string, other journal.Mean, second string, entries int) string {
	said := ""
	if one.N > 0 {
		said = fmt.Sprintf(first, s.words.Average(one.Value())) + ", "
	}
	if other.N > 0 {
		said += fmt.Sprintf(second, s.words.Average(other.Value())) + ", "
	}
	return said + fmt.Sprintf(s.words.Plain.Patterns.Entries, s.words.Number(entries))
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
		drop, change := t.Drop, w.Lighter
		if drop.Sum < 0 {
			drop.Sum, change = -drop.Sum, w.Heavier
		}
		s.pair("#"+t.Tag, s.averages(t.Before, w.Came, drop, change, t.Entries))
	}
}

func (s *speech) heavy(entries []journal.Entry) {
	for _, e := range entries {
		weight, _ := e.Latest()
		when := s.words.Dates.Happened(e.When(), e.DayOnly)
		s.say(when + ". " + fmt.Sprintf(s.words.Plain.Weight, weight) + " " + e.Title())
	}
}
