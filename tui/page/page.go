package page

import (
	"slices"
	"strings"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
)

// Page is an entry that is being written: what is asked, what was answered so
// far, and which question is open.
type Page struct {
	Steps   []guide.Step
	Answers []string          // one for each step
	Before  *journal.Weighing // how heavy it is; nil while none was chosen

	// At is the step that is open. AtWeight says that the weight after it is open instead.
	At       int
	AtWeight bool

	// Happened is when it happened, if the person said so, or zero for when it is written. DayOnly
	// says that only the day is known.
	Happened time.Time
	DayOnly  bool

	// Written is when the page was filed, if it is being edited, or zero.
	Written time.Time

	Weigh guide.Weigh   // how the weight is asked for; zero if it is not
	heavy guide.Heavy   // what is asked instead at the heaviest weights
	asked []bool        // which questions of a page that was taken up had been answered
	base  journal.Entry // the rest of that page, which is not asked for here
}

// heaviest is the weight from which the person may have been threatened or hurt, and is asked less.
const heaviest = 9

// New returns an empty page, open at its first question.
func New(g guide.Guide) *Page {
	n := len(g.Steps)
	return &Page{Steps: g.Steps, Answers: make([]string, n), asked: make([]bool, n), Weigh: g.Before, heavy: g.Heavy}
}

// Open returns the page of an entry again, open at its last answer. Questions that are not in the
// guide any more are asked as they were then; a weight that it does not ask for stays hidden.
func Open(g guide.Guide, e journal.Entry) *Page {
	g = g.For(e.Answers)
	p := New(g)
	p.base = e
	p.Happened, p.DayOnly = e.Happened, e.DayOnly
	p.base.Answers, p.base.Weighings = nil, nil
	at := make(map[journal.Step]int, len(p.Steps))
	for i, s := range p.Steps {
		at[s.Name] = i
	}
	for _, a := range e.Answers {
		i := at[a.Step]
		p.Answers[i], p.asked[i] = Join(p.Answers[i], a.Text), true
		p.At = max(p.At, i)
	}
	for _, w := range e.Weighings {
		if w.Moment == journal.Before && p.Weigh.Enabled() {
			p.Before = &w
		} else {
			p.base.Weighings = append(p.base.Weighings, w)
		}
	}
	return p
}

// Edit returns the page of an entry whose words are to be changed. Its weights stay as they are.
func Edit(g guide.Guide, e journal.Entry) *Page {
	g.Before, g.After = guide.Weigh{}, guide.Weigh{}
	p := Open(g, journal.Entry{Written: e.Written, Happened: e.Happened, DayOnly: e.DayOnly, Answers: e.Answers})
	p.Written = e.Written
	return p
}

// Join returns an answer with more text, as a new paragraph.
func Join(text, more string) string {
	switch {
	case blank(text):
		return more
	case blank(more):
		return text
	default:
		return strings.TrimRight(text, "\n") + "\n\n" + more
	}
}

// Entry returns the page as an entry. Blank answers are left out, the others are taken as they are.
func (p *Page) Entry(now time.Time) journal.Entry {
	e := p.base
	e.Written = now
	e.Happened, e.DayOnly = p.When(now)
	e.Answers, e.Weighings = nil, slices.Clone(p.base.Weighings)
	for i, s := range p.Steps {
		if p.Answered(i) {
			e.Answers = append(e.Answers, journal.Answer{Step: s.Name, Question: p.Step(i).Question, Text: p.Answers[i]})
		}
	}
	if p.Before != nil {
		e.Weighings = append(e.Weighings, *p.Before)
	}
	return e
}

// Heaviest says that the weight before is 9 or 10. No text is ever scanned for this.
func (p *Page) Heaviest() bool { return p.Before != nil && p.Before.Weight >= heaviest }

// Step returns question i as it is asked at the chosen weight.
func (p *Page) Step(i int) guide.Step {
	s := p.Steps[i]
	switch {
	case !p.Heaviest():
	case s.Name == journal.Control:
		s.Hints = s.Hints[:min(1, len(s.Hints))] // the first is about threats; the others ask for more
	case s.Name == journal.Change:
		s.Line, s.Hints = p.heavy.Nothing, nil
	case s.Name == journal.Release && p.asked[i]:
		s.Line = p.heavy.Line
	case s.Name == journal.Release:
		s.Question, s.Line = p.heavy.Question, p.heavy.Line
	}
	return s
}

// WeighLine is the line under the open weight.
func (p *Page) WeighLine() string {
	if p.Heaviest() {
		return p.heavy.Stop
	}
	return p.Weigh.Line
}

// When returns when the page happened: what the person said, or when it was begun if that was on
// another day. The zero time means now.
func (p *Page) When(now time.Time) (at time.Time, dayOnly bool) {
	switch {
	case p.DayOnly:
		return journal.OnDay(journal.DayOf(p.Happened), now), true
	case p.Happened.IsZero() && p.Begun(now):
		return p.base.Written, false
	}
	return p.Happened, false
}

// Meant returns a time that was typed, as it is kept on this page. The zero time, for now, becomes a
// fixed time on a page that was written or begun before.
func (p *Page) Meant(at, now time.Time) time.Time {
	if at.IsZero() && (!p.Written.IsZero() || p.Begun(now)) {
		return now
	}
	return at
}

// Tell returns a filed entry that happened at another time.
func Tell(e journal.Entry, at time.Time, dayOnly bool) journal.Entry {
	if e.Happened, e.DayOnly = at, dayOnly; dayOnly {
		e.Happened = journal.OnDay(journal.DayOf(at), e.Written)
	}
	return e
}

// Begun says that the page was begun on another day than that of now.
func (p *Page) Begun(now time.Time) bool {
	return !p.base.Written.IsZero() && journal.DayOf(p.base.Written) != journal.DayOf(now)
}

// Nothing says that an entry has neither a word nor a weight: there is nothing to save.
func Nothing(e journal.Entry) bool { return e.Blank() && len(e.Weighings) == 0 }

// Same says that two entries hold the same answers and weighings, and happened at the same time:
// there is nothing new to save.
func Same(a, b journal.Entry) bool {
	return SameTime(a, b) && slices.Equal(a.Answers, b.Answers) && slices.Equal(a.Weighings, b.Weighings)
}

// SameTime says that two entries happened at the same time.
func SameTime(a, b journal.Entry) bool {
	if a.DayOnly && b.DayOnly {
		return journal.DayOf(a.Happened) == journal.DayOf(b.Happened)
	}
	return a.DayOnly == b.DayOnly && a.Happened.Equal(b.Happened)
}

// Answered says that an answer has a word in it.
func (p *Page) Answered(i int) bool { return !blank(p.Answers[i]) }

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// HasBlankLine says that any answer has a blank line between its paragraphs: the writer likes to
// leave one, and does not always mean to go on by it.
func (p *Page) HasBlankLine() bool {
	return slices.ContainsFunc(p.Answers, func(a string) bool {
		lines := strings.Split(strings.TrimSpace(a), "\n")
		return !blank(a) && slices.ContainsFunc(lines, blank)
	})
}

// WeighsAfter says that the weight is asked for after answer i: after the first, so that words come
// before it.
func (p *Page) WeighsAfter(i int) bool { return p.Weigh.Enabled() && i == 0 }

// Next goes to the next question. It returns false at the end of the page, and stays there.
func (p *Page) Next() bool {
	switch {
	case !p.AtWeight && p.WeighsAfter(p.At):
		p.AtWeight = true
	case p.At+1 < len(p.Steps):
		p.At++
		p.AtWeight = false
	default:
		return false
	}
	return true
}

// Back goes to the question before. It returns false at the first.
func (p *Page) Back() bool {
	switch {
	case p.AtWeight:
		p.AtWeight = false
	case p.At == 0:
		return false
	default:
		p.At--
		p.AtWeight = p.WeighsAfter(p.At)
	}
	return true
}

// Down goes to the next question if that was answered already, and returns whether it did.
func (p *Page) Down() bool {
	switch {
	case !p.AtWeight && p.WeighsAfter(p.At) && p.Before != nil:
		p.AtWeight = true
	case p.At+1 < len(p.Steps) && p.Answered(p.At+1):
		p.At++
		p.AtWeight = false
	default:
		return false
	}
	return true
}

// Shaken is the answer whose words are shaken off: what happened, or else the first other one. It is
// never the change answer, which stays; -1 for none.
func (p *Page) Shaken() int { return p.given(false) }

// Taken is the answer that a person takes along from the page, -1 for none.
func (p *Page) Taken() int { return p.given(true) }

// given is the first answer with words, either to the change question or to any other.
func (p *Page) given(change bool) int {
	for i, s := range p.Steps {
		if (s.Name == journal.Change) == change && p.Answered(i) {
			return i
		}
	}
	return -1
}
