package learned

import (
	"fmt"
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
	words words.Words
	now   time.Time
	lines []string
}

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
	return s.words.Dates.DaySeen(t.In(s.now.Location()), s.now)
}

// ReadyLines returns Ready as lines to be read out, and the intentions among them, numbered in
// this order from 1. Of a journal that was not opened, entries is nil: reminders alone.
func ReadyLines(g guide.Guide, w words.Words, entries []journal.Entry, older bool, now time.Time) (lines []string, numbered []journal.Promise) {
	s := &speech{words: w, now: now}
	s.title(w.Ready.Title)
	s.say(g.Reminders...)
	if entries == nil {
		return s.lines, nil
	}
	p, phrases := journal.Intentions(entries, now), journal.PhrasesOf(entries)
	open, empty := p.Open, w.Ready.NoneOpen
	if len(p.Open)+len(p.Resting)+len(p.Done) == 0 {
		empty = w.Ready.Empty
	}
	if !older {
		open, phrases = open[:min(Newest, len(open))], phrases[:min(Newest, len(phrases))]
	}
	s.title(w.Ready.Promises)
	if len(open) == 0 {
		s.say(empty)
	}
	numbered = s.promises(numbered, open)
	if older && len(p.Resting) > 0 {
		s.title(w.Ready.Resting)
		numbered = s.promises(numbered, p.Resting)
	}
	if older && len(p.Done) > 0 {
		s.title(w.Ready.Done)
		numbered = s.promises(numbered, p.Done)
	}
	if len(phrases) > 0 {
		s.title(w.Ready.Phrases)
	}
	for _, phrase := range phrases {
		s.say(fmt.Sprintf(w.Ready.Phrase, phrase.Text))
	}
	return s.lines, numbered
}

// promises says intentions, numbered on from those said before.
func (s *speech) promises(before, more []journal.Promise) []journal.Promise {
	w := s.words.Plain.Ready
	for _, p := range more {
		before = append(before, p)
		state := fmt.Sprintf(w.Since, s.day(p.Written))
		switch p.State {
		case journal.Tried:
			state = fmt.Sprintf(w.Tried, s.day(p.Marked))
		case journal.LetGo:
			state = fmt.Sprintf(w.LetGo, s.day(p.Marked))
		}
		s.say(fmt.Sprintf(w.Promise, len(before), state, p.Text))
		if p.How != "" {
			s.say(p.How)
		}
	}
	return before
}

// PatternsLines returns the pictures of a range as lines to be read out, safe to
// print: first what each of them says, then what it is drawn from.
func PatternsLines(w words.Words, entries []journal.Entry, span journal.Range, now time.Time) []string {
	s := &speech{words: w, now: now}
	if len(entries) == 0 {
		s.say(w.Patterns.Empty)
		return s.lines
	}
	p := PatternsOf(entries, span, now)
	in := ", " + w.Patterns.Ranges[span]
	s.title(w.Patterns.Weights + in)
	s.say(p.SayWeights(w))
	s.weeks(p.Weeks)
	s.title(w.Patterns.Calendar + ", " + w.Patterns.CalendarSpan)
	s.say(p.SayDays(w))
	s.title(w.Patterns.Hours + in)
	s.say(p.SayHours(w))
	s.hours(p.counts())
	s.title(w.Patterns.Tags + in)
	s.tags(p.Tags, p.SayTags(w))
	s.title(w.Patterns.Heavy + ", " + w.Patterns.HeavySpan)
	s.heavy(p.Heavy)
	return s.lines
}

func (s *speech) weeks(weeks []journal.Week) {
	w := s.words.Plain.Patterns
	for _, week := range weeks {
		if week.Entries > 0 {
			s.say(fmt.Sprintf(w.Week, s.words.Dates.DaySeen(week.Monday.Time(), s.now)) + ": " + s.averages(week.Before, w.Came, week.After, w.Left, week.Entries) + ".")
		}
	}
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
	for _, t := range tags[:min(ShownTags, len(tags))] {
		drop, change := t.Drop, w.Lighter
		if drop.Sum < 0 {
			drop.Sum, change = -drop.Sum, w.Heavier
		}
		s.say("#" + t.Tag + ": " + s.averages(t.Before, w.Came, drop, change, t.Entries) + ".")
	}
}

func (s *speech) heavy(entries []journal.Entry) {
	if len(entries) == 0 {
		s.say(s.words.Patterns.NothingHeavy)
		return
	}
	s.say(s.words.Patterns.HeavySaid)
	for _, e := range entries {
		weight, _ := e.Latest()
		when := s.words.Dates.Full(e.Written.In(s.now.Location()))
		s.say(when + ". " + fmt.Sprintf(s.words.Plain.Weight, weight) + " " + e.Title())
	}
}
