package journal

import (
	"cmp"
	"slices"
	"time"
)

// Head is what lists and pictures need of an entry, without its text.
type Head struct {
	ID        ID
	Record    ID
	Written   time.Time
	Weighings []Weighing
	Intention State
	Tags      []string
}

// Head returns the head of an entry.
func (e Entry) Head() Head {
	return Head{
		ID: e.ID, Record: e.Record, Written: e.Written, Weighings: e.Weighings,
		Intention: e.Intention.State, Tags: e.AllTags(),
	}
}

// Newest orders heads by the time written, newest first, and those of the same
// instant by id, so that the order never depends on chance.
func Newest(heads []Head) {
	slices.SortFunc(heads, func(a, b Head) int {
		return cmp.Or(b.Written.Compare(a.Written), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Record, b.Record))
	})
}

// NewestFirst returns a copy of the entries in the order in which Newest puts heads.
func NewestFirst(entries []Entry) []Entry {
	return slices.SortedFunc(slices.Values(entries), func(a, b Entry) int { return CompareNewest(&a, &b) })
}

// CompareNewest is the order of NewestFirst, for those who sort pointers.
func CompareNewest(a, b *Entry) int {
	if c := b.Written.Compare(a.Written); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Record, b.Record))
}
