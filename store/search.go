package store

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"shakeoff/store/journal"
)

// Search returns the heads of the entries that q.Match takes, newest first. It opens every
// record on all cores, copies no words, and ends promptly with ctx.
func (u *Unlocked) Search(ctx context.Context, q journal.Query) ([]journal.Head, error) {
	live, err := u.all(ctx, &q)
	m := q.Matcher()
	heads := make([]journal.Head, 0, len(live))
	for _, v := range live {
		e := &v.entry // with its tags, as the collector has left it
		h := journal.Head{
			ID: e.ID, Record: e.Record, Written: e.Written, Happened: e.Happened, DayOnly: e.DayOnly,
			Weighings: e.Weighings, Intention: e.Intention.State, Tags: e.Tags, Answered: v.answered,
		}
		if m.Allows(h) {
			heads = append(heads, h)
		}
	}
	return heads, err
}

// Heads returns the heads of all entries, newest first.
func (u *Unlocked) Heads(ctx context.Context) ([]journal.Head, error) {
	return u.Search(ctx, journal.Query{})
}

// First returns the first n entries that Search finds, whole: sooner than copying all texts, and
// sooner still where nothing is asked for and no lock is set.
func (u *Unlocked) First(ctx context.Context, q journal.Query, n int) ([]journal.Entry, error) {
	if q.IsZero() {
		if live, known, damaged := u.newest(ctx, n); known {
			return entriesOf(live[:min(n, len(live))]), damaged
		}
	}
	heads, damaged := u.Search(ctx, q)
	if damaged != nil && !errors.Is(damaged, journal.ErrDamaged) {
		return nil, damaged
	}
	var ids []journal.ID
	wanted := make(map[journal.ID]bool)
	for _, h := range heads[:min(n, len(heads))] {
		ids, wanted[h.Record] = append(ids, h.ID), true
	}
	slices.Sort(ids)
	found, err := u.Entries(ctx, slices.Compact(ids)...)
	if err != nil && !errors.Is(err, journal.ErrDamaged) {
		return nil, err
	}
	// Of an entry with two versions, both are found.
	found = slices.DeleteFunc(found, func(e journal.Entry) bool { return !wanted[e.Record] })
	slices.SortFunc(found, func(a, b journal.Entry) int { return journal.CompareNewest(&a, &b) })
	return found, damaged
}

// collector takes of each record what a list or a search needs: of the text only the tags.
type collector struct {
	words *journal.Matcher // what is looked for

	tags      journal.Tagger
	tagged    [][]byte                // what may hold tags of the record's answers
	weighings []journal.Weighing      // room for those of the record
	weighed   arena[journal.Weighing] // of all records
	allTags   arena[string]
	answered  stepLists
}

// collect returns a collector for a search, nil for none.
func collect(q *journal.Query) *collector {
	if q == nil {
		return nil
	}
	return &collector{words: q.Matcher(), answered: stepLists{all: make(map[string][]journal.Step)}}
}

func (c *collector) begin(p *payload) {
	p.entry.Weighings, c.tagged, c.answered.here = c.weighings[:0], c.tagged[:0], c.answered.here[:0]
	c.words.Reset()
}

// answer looks at an answer, which stays where it is until end.
func (c *collector) answer(step, text []byte, worded bool) {
	if worded {
		c.answered.see(step)
	}
	c.words.See(text)
	if journal.MayTag(text) {
		c.tagged = append(c.tagged, text)
	}
}

// end tells whether the record is looked for, and takes what is needed of it.
func (c *collector) end(p *payload) {
	e := &p.entry
	c.weighings = e.Weighings
	if p.kind == kindEntry {
		for _, tag := range e.Tags {
			c.words.See([]byte(tag))
		}
		if p.missed = !c.words.Found(); p.missed {
			return
		}
	}
	c.tags.Reset()
	for _, text := range c.tagged {
		c.tags.See(text)
	}
	c.tags.Add(e.Tags...)
	e.Weighings, e.Tags = c.weighed.add(e.Weighings), c.allTags.add(c.tags.Tags())
	p.answered = c.answered.list()
}

// stepLists are the lists of steps that records have answers to, each in memory once: most records
// have one of a few.
type stepLists struct {
	here [][]byte // those of the record, which stay where they are until its end
	key  []byte
	all  map[string][]journal.Step
}

func (l *stepLists) see(step []byte) {
	if !slices.ContainsFunc(l.here, func(s []byte) bool { return bytes.Equal(s, step) }) {
		l.here = append(l.here, step)
	}
}

// list returns the steps of the record.
func (l *stepLists) list() []journal.Step {
	l.key = l.key[:0]
	for _, step := range l.here {
		l.key = appendField(l.key, tagAnswer, step)
	}
	steps, known := l.all[string(l.key)]
	if known {
		return steps
	}
	for _, step := range l.here {
		steps = append(steps, journal.Step(step))
	}
	l.all[string(l.key)] = steps
	return steps
}
