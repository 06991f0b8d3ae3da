package review

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
)

// changed is what has become of Review's list once an entry was changed or deleted:
// that entry alone is read again, however many there are.
type changed struct {
	whole list // all entries
	found list // those that the search has found, where there is one
	pages map[journal.ID]openedPage
	err   error // why it could not be read
}

// rereading returns the work that reads an entry again, and those named besides, in
// all their versions. It is to be called where no Update waits: a list is laid out
// anew.
func (r *Room) rereading(e kit.Env, id journal.ID) func(ctx context.Context, more ...journal.ID) *changed {
	u, now, q := e.Unlocked, e.Now, r.search.query()
	whole, found := r.whole.rows, r.list.rows
	return func(ctx context.Context, more ...journal.ID) *changed {
		ids := append([]journal.ID{id}, more...)
		entries, err := u.Entries(ctx, ids...)
		if err != nil {
			return &changed{err: err}
		}
		c := &changed{pages: make(map[journal.ID]openedPage, len(entries))}
		var all, some []journal.Head
		for _, entry := range entries {
			c.pages[entry.Record] = openedPage{entry: entry}
			all = append(all, entry.Head())
			if q.Match(entry) {
				some = append(some, entry.Head())
			}
		}
		c.whole = newList(replaced(whole, ids, all), now)
		if !q.IsZero() {
			c.found = newList(replaced(found, ids, some), now)
		}
		return c
	}
}

// replaced returns heads, newest first, without those of some entries and with
// others.
func replaced(heads []journal.Head, without []journal.ID, with []journal.Head) []journal.Head {
	out := append(make([]journal.Head, 0, len(heads)+len(with)), heads...)
	out = slices.DeleteFunc(out, func(h journal.Head) bool { return slices.Contains(without, h.ID) })
	out = append(out, with...)
	journal.Newest(out)
	return out
}

// take puts what has become of the list in the place of what it was. If it could
// not be read, or a reading of everything is under way, everything is read again.
func (r *Room) take(e kit.Env, now *changed) tea.Cmd {
	switch {
	case now == nil:
		return nil
	case now.err != nil, !r.all, r.loading:
		return r.load(e)
	}
	r.whole = now.whole
	maps.Copy(r.pages, now.pages)
	r.reader.forget()
	seen := now.whole
	if r.narrowed() {
		seen = now.found
	}
	r.show(e, seen, r.list.chosenRecord())
	return nil
}
