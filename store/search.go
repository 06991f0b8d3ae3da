package store

import (
	"bytes"
	"context"
	"unicode/utf8"

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
	for i := range entries {
		if h := headOf(&entries[i]); m.Allows(h) {
			heads = append(heads, h)
		}
	}
	return heads, err
}

// headOf is Entry.Head for what headsOnly has left of an entry.
func headOf(e *journal.Entry) journal.Head {
	return journal.Head{
		ID: e.ID, Record: e.Record, Written: e.Written, Weighings: e.Weighings,
		Intention: e.Intention.State, Marked: e.Intention.At, Tags: e.Tags,
	}
}

// sight says what is taken of the records that are opened, one after the
// other. Whoever needs no text saves the copying of it.
type sight interface {
	begin()                  // a record begins
	part(text []byte) []byte // what to copy of an answer: text itself is gone afterwards
	wipe()                   // no record follows
	// end is told what was taken of a record, and returns its tags, and whether
	// it is not one that is looked for. It gets no pointer: the payload would
	// have to move to the heap.
	end(e journal.Entry) (tags []string, missed bool)
}

// headsOnly takes of the text only what may hold tags, and lets go of it at
// once: that keeps a long journal small in memory.
type headsOnly struct{}

func (headsOnly) begin() {}

// part begins one rune before the first tag, which tells a tag from C#.
func (headsOnly) part(text []byte) []byte {
	at := bytes.IndexByte(text, '#')
	if at < 0 {
		return nil
	}
	_, before := utf8.DecodeLastRune(text[:at])
	return text[at-before:]
}

func (headsOnly) end(e journal.Entry) (tags []string, missed bool) { return e.AllTags(), false }

func (headsOnly) wipe() {}

// searching is headsOnly that looks for the words of a query as well.
type searching struct {
	headsOnly
	m *journal.Matcher
}

func (s *searching) begin() { s.m.Reset() }

func (s *searching) part(text []byte) []byte {
	s.m.See(text)
	return s.headsOnly.part(text)
}

func (s *searching) end(e journal.Entry) (tags []string, missed bool) {
	for _, tag := range e.Tags {
		s.m.See([]byte(tag))
	}
	if !s.m.Found() {
		return nil, true
	}
	return s.headsOnly.end(e)
}

func (s *searching) wipe() { s.m.Wipe() }
