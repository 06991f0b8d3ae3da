package store

import (
	"bytes"
	"context"

	"shakeoff/store/journal"
)

// Search returns the heads of the entries that the query looks for, newest
// first: those of All that q.Match takes. It opens every record on all cores,
// looks at the words where they were opened, without copying them, and ends
// promptly with ctx. It is for a goroutine in the background: 10,000 entries
// take tens of milliseconds.
func (u *Unlocked) Search(ctx context.Context, q journal.Query) ([]journal.Head, error) {
	entries, err := u.all(ctx, func() sight { return &searching{m: q.Matcher()} })
	m := q.Matcher()
	heads := make([]journal.Head, 0, len(entries))
	for _, e := range entries {
		if h := e.Head(); m.Allows(h) {
			heads = append(heads, h)
		}
	}
	return heads, err
}

// sight says what is taken of the records that are opened, one after the
// other. Whoever needs no text saves the copying of it.
type sight interface {
	begin()                 // a record begins
	keeps(text []byte) bool // an answer: is it to be copied? text is gone afterwards
	end(p *payload)         // the record is read
	wipe()                  // no record follows
}

// headsOnly takes of the text only what may hold tags, and lets go of it at
// once: that keeps a long journal small in memory.
type headsOnly struct{}

func (headsOnly) begin()                 {}
func (headsOnly) keeps(text []byte) bool { return bytes.IndexByte(text, '#') >= 0 }
func (headsOnly) end(p *payload)         { p.entry.Tags, p.entry.Answers = p.entry.AllTags(), nil }
func (headsOnly) wipe()                  {}

// searching is headsOnly that looks for the words of a query as well.
type searching struct {
	headsOnly
	m *journal.Matcher
}

func (s *searching) begin() { s.m.Reset() }

func (s *searching) keeps(text []byte) bool {
	s.m.See(text)
	return s.headsOnly.keeps(text)
}

func (s *searching) end(p *payload) {
	for _, tag := range p.entry.Tags {
		s.m.See([]byte(tag))
	}
	if p.missed = !s.m.Found(); !p.missed {
		s.headsOnly.end(p)
	}
}

func (s *searching) wipe() { s.m.Wipe() }
