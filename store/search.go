package store

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"shakeoff/store/journal"
)

// Search returns the heads of the entries that the query looks for, newest
// first: those of All that q.Match takes. It opens every record on all cores,
// looks at the words where they were opened, without copying them, and ends
// promptly with ctx. It is for a goroutine in the background: 10,000 entries
// take tens of milliseconds.
func (u *Unlocked) Search(ctx context.Context, q journal.Query) ([]journal.Head, error) {
	return u.heads(ctx, q, func() *collector { return &collector{words: q.Matcher()} })
}

// Heads returns the heads of all entries, newest first.
func (u *Unlocked) Heads(ctx context.Context) ([]journal.Head, error) {
	return u.heads(ctx, journal.Query{}, func() *collector { return new(collector) })
}

// First returns the first n entries that Search finds, whole. No other text is
// copied, so that a few of a long journal come sooner than all.
func (u *Unlocked) First(ctx context.Context, q journal.Query, n int) ([]journal.Entry, error) {
	heads, damaged := u.Search(ctx, q)
	if damaged != nil && !errors.Is(damaged, journal.ErrDamaged) {
		return nil, damaged
	}
	heads = heads[:min(n, len(heads))]
	ids := make([]journal.ID, len(heads))
	for i, h := range heads {
		ids[i] = h.ID
	}
	slices.Sort(ids)
	ids = slices.Compact(ids) // of two versions, Entries returns both
	found, err := u.Entries(ctx, ids...)
	if err != nil && !errors.Is(err, journal.ErrDamaged) {
		return nil, err
	}
	byRecord := make(map[journal.ID]journal.Entry, len(found))
	for _, e := range found {
		byRecord[e.Record] = e
	}
	entries := make([]journal.Entry, 0, len(heads))
	for _, h := range heads {
		if e, ok := byRecord[h.Record]; ok { // else another window took it out meanwhile
			entries = append(entries, e)
		}
	}
	return entries, damaged
}

func (u *Unlocked) heads(ctx context.Context, q journal.Query, newCollector func() *collector) ([]journal.Head, error) {
	live, err := u.all(ctx, newCollector)
	m := q.Matcher()
	heads := make([]journal.Head, 0, len(live))
	for _, v := range live {
		if h := headOf(&v.entry); m.Allows(h) {
			heads = append(heads, h)
		}
	}
	return heads, err
}

// headOf is Entry.Head for what a collector has left of an entry.
func headOf(e *journal.Entry) journal.Head {
	return journal.Head{
		ID: e.ID, Record: e.Record, Written: e.Written, Weighings: e.Weighings,
		Intention: e.Intention.State, Tags: e.Tags,
	}
}

// collector is how a list or a search looks at the records that are opened, one
// after the other. It looks at the text where it lies and copies nothing of it
// but the tags: that keeps a long journal small in memory.
type collector struct {
	words *journal.Matcher // what is looked for; nil: nothing

	tags      journal.Tagger
	tagged    [][]byte                // what may hold tags of the record's answers
	weighings []journal.Weighing      // room for those of the record
	weighed   arena[journal.Weighing] // of all records
	allTags   arena[string]
}

// begin is told that a record begins, which goes into p.
func (s *collector) begin(p *payload) {
	p.entry.Weighings, s.tagged = s.weighings[:0], s.tagged[:0]
	if s.words != nil {
		s.words.Reset()
	}
}

// answer looks at an answer, which stays where it is until end.
func (s *collector) answer(text []byte) {
	if s.words != nil {
		s.words.See(text)
	}
	if at := bytes.IndexByte(text, '#'); at >= 0 {
		// The rune before tells a tag from C#.
		_, before := utf8.DecodeLastRune(text[:at])
		s.tagged = append(s.tagged, text[at-before:])
	}
}

// end tells whether the record is one that is looked for, and takes what is
// needed of it.
func (s *collector) end(p *payload) {
	e := &p.entry
	s.weighings = e.Weighings
	if s.words != nil && p.kind == kindEntry {
		for _, tag := range e.Tags {
			s.words.See([]byte(tag))
		}
		if p.missed = !s.words.Found(); p.missed {
			return
		}
	}
	s.tags.Reset()
	for _, text := range s.tagged {
		s.tags.See(text)
	}
	s.tags.Add(e.Tags...)
	e.Weighings, e.Tags = s.weighed.add(e.Weighings), s.allTags.add(s.tags.Tags())
}

// wipe clears what was seen.
func (s *collector) wipe() {
	if s.words != nil {
		s.words.Wipe()
	}
}
