package review

import (
	"cmp"
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// load reads the heads of all entries, but first the newest entries alone, which is quick.
func (r *room) load(e kit.Env) tea.Cmd {
	if r.stale = r.loading; r.stale {
		return nil
	}
	r.loading, r.stuck = true, false
	if r.loads > 0 {
		return r.loadAll(e)
	}
	return e.Do(func(ctx context.Context) tea.Msg {
		entries, err := e.Unlocked.Tail(ctx, tailLength)
		heads, pages := make([]journal.Head, len(entries)), make(map[journal.ID]openedPage)
		for i, entry := range entries {
			heads[i] = entry.Head()
			pages[entry.Record] = openedPage{entry: entry, loads: 1} // this is the first
		}
		tail := newList(heads, e.Now)
		return kit.Then(func(e kit.Env) tea.Cmd {
			maps.Copy(r.pages, pages)
			return r.take(e, tail, false, err)
		})
	})
}

func (r *room) loadAll(e kit.Env) tea.Cmd {
	return e.Do(func(ctx context.Context) tea.Msg {
		heads, err := e.Unlocked.Heads(ctx)
		all := newList(heads, e.Now)
		return kit.Then(func(e kit.Env) tea.Cmd { return r.take(e, all, true, err) })
	})
}

// take shows what was loaded. Opened entries stay in sight until fetch has opened them again.
func (r *room) take(e kit.Env, l list, all bool, err error) tea.Cmd {
	told := e.Trouble(err)
	if !kit.Readable(err) {
		r.loading, r.unread = false, r.loads == 0
		return told
	}
	r.whole, r.all, r.unread = l, all, false
	r.loads++
	cmd, found := r.seeWhole(e), r.findWanted()
	if !all {
		return tea.Batch(cmd, r.loadAll(e))
	}
	if r.loading = false; r.stale {
		cmd = tea.Batch(cmd, r.load(e))
	}
	if r.waits {
		r.waits = false
		e.App.Notice(e.Words.Review.Waits)
	}
	if !found {
		e.App.Problem(journal.ErrNotFound)
	}
	r.wanted = ""
	return cmd
}

// reread returns the work that reads entries again that were changed, added or deleted, and no others,
// however many there are. If that fails, or the list changes meanwhile, everything is read again.
func (r *room) reread(e kit.Env) func(ctx context.Context, ids ...journal.ID) kit.Then {
	whole, found, text, q, loads := r.whole.rows, r.list.rows, r.search.text(), r.search.query(), r.loads
	return func(ctx context.Context, ids ...journal.ID) kit.Then {
		entries, err := e.Unlocked.Entries(ctx, ids...)
		matcher, all, some := q.Matcher(), []journal.Head(nil), []journal.Head(nil)
		defer matcher.Wipe()
		for _, entry := range entries {
			all = append(all, entry.Head())
			if matcher.Match(entry) {
				some = append(some, entry.Head())
			}
		}
		now := newList(replaced(whole, ids, all), e.Now)
		seen := now
		if !q.IsZero() {
			seen = newList(replaced(found, ids, some), e.Now)
		}
		return func(e kit.Env) tea.Cmd {
			// No key may change a version that was replaced.
			maps.DeleteFunc(r.pages, func(_ journal.ID, p openedPage) bool { return slices.Contains(ids, p.entry.ID) })
			r.reader.lines = nil
			if err != nil || loads != r.loads || r.loading || !r.all {
				return r.load(e)
			}
			r.whole = now
			r.loads++
			for record, p := range r.pages {
				if p.loads == loads {
					p.loads = r.loads
					r.pages[record] = p
				}
			}
			for _, entry := range entries {
				r.pages[entry.Record] = openedPage{entry: entry, loads: r.loads}
			}
			if text != r.search.text() || r.search.cancel != nil { // what is being searched may hold it as it was
				return r.seeWhole(e)
			}
			r.show(e, seen, r.list.picked())
			return nil
		}
	}
}

// replaced returns heads, newest first, with others in the place of those of some entries.
func replaced(heads []journal.Head, ids []journal.ID, with []journal.Head) []journal.Head {
	out := slices.DeleteFunc(slices.Clone(heads), func(h journal.Head) bool { return slices.Contains(ids, h.ID) })
	out = append(out, with...)
	journal.Newest(out)
	return out
}

// seeWhole shows all entries, or searches them again.
func (r *room) seeWhole(e kit.Env) tea.Cmd {
	if r.narrowed() {
		return r.seek(e)
	}
	r.show(e, r.whole, r.list.picked())
	return nil
}

// show replaces the list in sight. What was changed just now is chosen, or else the same entry as
// before, or what stands in its place.
func (r *room) show(e kit.Env, l list, chosen journal.Head) {
	was := r.list.current().Record
	if next := (journal.Head{ID: r.next}); r.next != "" && l.find(next) >= 0 {
		chosen, r.next = next, ""
	}
	if i := l.find(chosen); i >= 0 {
		l.chosen = i
	} else if chosen.ID != "" {
		l.chosen = max(0, min(r.list.chosen, len(l.rows)-1))
	}
	if r.list = l; l.current().Record != was {
		r.reader.scroll = kit.Scroll{}
	}
	if len(l.rows) == 0 {
		r.reading = false
	}
	r.list.show(r.shape(e))
}

// findWanted opens the entry that another room wants read, and says false if it is not there.
func (r *room) findWanted() bool {
	i := slices.IndexFunc(r.list.rows, func(h journal.Head) bool { return h.ID == r.wanted })
	if i >= 0 {
		r.list.chosen, r.reader.scroll, r.reading = i, kit.Scroll{}, true
	}
	return i >= 0 || r.wanted == ""
}

// fetch opens the entries in sight, and as many above and below, unless they were opened since the
// last load.
func (r *room) fetch(e kit.Env) tea.Cmd {
	if e.Unlocked == nil || r.fetching || r.stuck {
		return nil
	}
	s := r.shape(e)
	r.list.show(s)
	from, to := r.list.seen(s)
	near := r.list.rows[max(0, 2*from-to):min(len(r.list.rows), 2*to-from)]
	if len(r.pages) > mostOpened {
		maps.DeleteFunc(r.pages, func(_ journal.ID, p openedPage) bool {
			return !slices.ContainsFunc(near, func(h journal.Head) bool { return h.ID == p.entry.ID })
		})
	}
	var want []journal.Head
	for _, h := range near {
		if p, ok := r.pages[h.Record]; !ok || p.loads < r.loads {
			want = append(want, h)
		}
	}
	if len(want) == 0 {
		return nil
	}
	r.fetching = true
	loads := r.loads
	return e.Do(func(ctx context.Context) tea.Msg {
		pages, err := open(ctx, e.Unlocked, want, loads)
		return kit.Then(func(e kit.Env) tea.Cmd {
			r.fetching, r.stuck = false, err != nil
			maps.Copy(r.pages, pages)
			r.reader.lines = nil
			return e.Trouble(err)
		})
	})
}

// open opens entries, by now in another version perhaps.
func open(ctx context.Context, u page.Unlocked, want []journal.Head, loads int) (map[journal.ID]openedPage, error) {
	ids := make([]journal.ID, len(want))
	for i, h := range want {
		ids[i] = h.ID
	}
	entries, err := u.Entries(ctx, slices.Compact(ids)...)
	if !kit.Readable(err) {
		return nil, err
	}
	pages := make(map[journal.ID]openedPage)
	for _, h := range want {
		p := openedPage{err: cmp.Or(err, error(journal.ErrNotFound)), loads: loads}
		for _, entry := range entries {
			if entry.ID == h.ID && (p.err != nil || entry.Record == h.Record) {
				p.entry, p.err = entry, nil
			}
		}
		pages[h.Record] = p
	}
	return pages, nil
}
