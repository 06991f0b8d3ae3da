package store

import (
	"context"

	"shakeoff/store/journal"
)

// Search returns the heads of the entries that the query looks for, newest
// first. It opens every record, on all cores, and ends promptly with ctx.
func (u *Unlocked) Search(ctx context.Context, q journal.Query) ([]journal.Head, error) {
	var out []journal.Head
	entries, err := u.All(ctx)
	m := q.Matcher()
	for _, e := range entries {
		if m.Match(e) {
			out = append(out, e.Head())
		}
	}
	return out, err
}
