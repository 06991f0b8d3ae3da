package main

import (
	"slices"
	"strings"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
)

// sheet is the page that is being written in plain mode: what is asked, and
// what was answered so far.
type sheet struct {
	steps   []guide.Step
	answers []string
	before  *journal.Weighing // nil while none was chosen
	base    journal.Entry     // of a page that was taken up: what is not asked here
}

// newSheet returns an empty page, or, of an entry with words, that page once more,
// with its questions as they were asked.
func newSheet(g guide.Guide, e journal.Entry) *sheet {
	steps := g.For(e.Answers).Steps
	p := &sheet{steps: steps, answers: make([]string, len(steps)), base: e}
	p.base.Answers, p.base.Weighings = nil, nil
	for _, a := range e.Answers {
		i := slices.IndexFunc(steps, func(s guide.Step) bool { return s.Name == a.Step })
		p.answers[i] = joined(p.answers[i], a.Text)
	}
	for _, w := range e.Weighings {
		if w.Moment == journal.Before {
			p.before = &w
		} else {
			p.base.Weighings = append(p.base.Weighings, w)
		}
	}
	return p
}

// entry is the page as it stands. Answers without a word are left out.
func (p *sheet) entry(now time.Time) journal.Entry {
	e := p.base
	e.Written = now
	e.Answers, e.Weighings = nil, slices.Clone(p.base.Weighings)
	for i, s := range p.steps {
		if p.has(i) {
			e.Answers = append(e.Answers, journal.Answer{Step: s.Name, Question: s.Question, Text: p.answers[i]})
		}
	}
	if p.before != nil {
		e.Weighings = append(e.Weighings, *p.before)
	}
	return e
}

// has says that an answer has a word.
func (p *sheet) has(i int) bool { return strings.TrimSpace(p.answers[i]) != "" }

// first is the first answer with a word, after which the weight is asked; last
// is the last. Both are -1 where there is none.
func (p *sheet) first() int {
	for i := range p.steps {
		if p.has(i) {
			return i
		}
	}
	return -1
}

func (p *sheet) last() int {
	for i := range slices.Backward(p.steps) {
		if p.has(i) {
			return i
		}
	}
	return -1
}

// joined is an answer with more under it.
func joined(text, more string) string {
	if strings.TrimSpace(text) == "" {
		return more
	}
	if strings.TrimSpace(more) == "" {
		return text
	}
	return strings.TrimRight(text, "\n") + "\n" + more
}
