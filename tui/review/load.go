package review

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

func (r *room) load(e kit.Env) tea.Cmd {
	if r.stale = r.loading; r.stale {
		return nil
	}
	r.loading, r.stuck = true, false
	return e.Do(func(ctx context.Context) tea.Msg {
		entries, err := e.Unlocked.Tail(ctx, tailLength)
		heads := make([]journal.Head, len(entries))
		for i, entry := range entries {
			heads[i] = entry.Head()
		}
		return tailRead{entries, newList(heads, e.Now), err}
	})
}

func (r *room) tail(e kit.Env, msg tailRead) tea.Cmd {
	told := e.Trouble(msg.err)
	if r.unread = !kit.Readable(msg.err); r.unread {
		r.loading = false
		return told
	}
	r.pages = make(map[journal.ID]openedPage, len(msg.entries))
	for _, entry := range msg.entries {
		r.pages[entry.Record] = openedPage{entry: entry}
	}
	r.reader.forget()
	var cmd tea.Cmd
	if !r.all {
		r.whole = msg.list
		r.lists++
		cmd = r.seeWhole(e)
	}
	r.loaded = true
	r.findWanted()
	return tea.Batch(cmd, e.Do(func(ctx context.Context) tea.Msg {
		heads, err := e.Unlocked.Heads(ctx)
		return headsRead{newList(heads, e.Now), err}
	}))
}

func (r *room) heads(e kit.Env, msg headsRead) tea.Cmd {
	r.loading = false
	if told := e.Trouble(msg.err); !kit.Readable(msg.err) {
		return told
	}
	r.whole, r.all = msg.list, true
	r.lists++
	cmd := r.seeWhole(e)
	if r.stale {
		cmd = tea.Batch(cmd, r.load(e))
	}
	if r.waits {
		r.waits = false
		e.App.Notice(e.Words.Review.Waits)
	}
	if !r.findWanted() {
		e.App.Problem(journal.ErrNotFound)
	}
	r.wanted = ""
	return cmd
}

// seeWhole shows all entries as they are known now, or looks again for what is
// looked for among them.
func (r *room) seeWhole(e kit.Env) tea.Cmd {
	if r.narrowed() {
		return r.seek(e)
	}
	r.show(e, r.whole, r.list.chosenRecord())
	return nil
}

// show puts a list in the place of the one in sight. A version that has just come
// is chosen, or else the one that is named, or else what stands in its place.
func (r *room) show(e kit.Env, l list, record journal.ID) {
	was := r.list.current()
	r.list = l.choosing(record, r.list.chosen)
	if r.next != "" && l.choosing(r.next, -1).chosen >= 0 {
		r.list = l.choosing(r.next, -1)
		was, r.next = r.next, ""
	}
	if r.list.current() != was {
		r.reader.scroll = kit.Scroll{}
	}
	if len(r.list.rows) == 0 {
		r.reading = false
	}
	r.list.show(r.shape(e))
}

// findWanted opens the entry that another room wants to be read, once it is
// among those that are known. It says false if there is one that is not.
func (r *room) findWanted() bool {
	i := slices.IndexFunc(r.list.rows, func(h journal.Head) bool { return h.ID == r.wanted })
	if i >= 0 {
		r.list.chosen, r.reader.scroll, r.reading = i, kit.Scroll{}, true
	}
	return i >= 0 || r.wanted == ""
}

// fetch opens the entries in sight, and as many above and below, that are not
// here yet.
func (r *room) fetch(e kit.Env) tea.Cmd {
	if e.Unlocked == nil || r.fetching || r.stuck || len(r.list.rows) == 0 {
		return nil
	}
	s := r.shape(e)
	r.list.show(s)
	from, to := r.list.seen(s)
	from, to = max(0, from-(to-from)), min(len(r.list.rows), to+(to-from))
	var want []journal.Head
	for _, h := range r.list.rows[from:to] {
		if _, ok := r.pages[h.Record]; !ok {
			want = append(want, h)
		}
	}
	if len(want) == 0 {
		return nil
	}
	r.fetching = true
	r.prune(from, to)
	return e.Do(func(ctx context.Context) tea.Msg { return read(ctx, e.Unlocked, want) })
}

func (r *room) prune(from, to int) {
	if len(r.pages) < mostOpened {
		return
	}
	near := make(map[journal.ID]openedPage, mostOpened)
	for _, h := range r.list.rows[from:to] {
		if p, ok := r.pages[h.Record]; ok {
			near[h.Record] = p
		}
	}
	r.pages = near
}

// read opens entries. If one is damaged, each of those that did not come is
// opened alone, so that it costs no other.
func read(ctx context.Context, u page.Unlocked, want []journal.Head) pagesRead {
	got := pagesRead{pages: make(map[journal.ID]openedPage, len(want))}
	ids := make([]journal.ID, len(want))
	for i, h := range want {
		ids[i] = h.ID
	}
	entries, err := u.Entries(ctx, slices.Compact(ids)...)
	if !kit.Readable(err) {
		return pagesRead{err: err}
	}
	for _, entry := range entries {
		got.pages[entry.Record] = openedPage{entry: entry}
	}
	for _, h := range want {
		if _, ok := got.pages[h.Record]; ok {
			continue
		}
		missing := openedPage{err: journal.ErrNotFound}
		if err != nil {
			one, err := u.Entries(ctx, h.ID)
			if i := slices.IndexFunc(one, func(e journal.Entry) bool { return e.Record == h.Record }); i >= 0 {
				missing = openedPage{entry: one[i]}
			} else if err != nil {
				missing.err = err
			}
		}
		got.pages[h.Record] = missing
	}
	return got
}

func (r *room) opened(e kit.Env, msg pagesRead) tea.Cmd {
	r.fetching = false
	if msg.err != nil {
		r.stuck = true
		return e.Trouble(msg.err)
	}
	maps.Copy(r.pages, msg.pages)
	return nil
}

// changed is what has become of Review's list once an entry was changed or deleted:
// that entry alone is read again, however many there are.
type changed struct {
	whole list // all entries
	found list // those that the search has found, where there is one
	pages map[journal.ID]openedPage
	ids   []journal.ID // what was read
	of    int          // the list that it was made from, see room.lists
	err   error        // why it could not be read
}

// rereading returns the work that reads an entry again, and those named with it, in all their
// versions. A list is laid out anew, so it is to be called where no Update waits.
func (r *room) rereading(e kit.Env, id journal.ID) func(ctx context.Context, more ...journal.ID) *changed {
	u, now, q, of := e.Unlocked, e.Now, r.search.query(), r.lists
	whole, found := r.whole.rows, r.list.rows
	return func(ctx context.Context, more ...journal.ID) *changed {
		ids := append([]journal.ID{id}, more...)
		entries, err := u.Entries(ctx, ids...)
		if err != nil {
			return &changed{err: err}
		}
		c := &changed{ids: ids, of: of, pages: make(map[journal.ID]openedPage, len(entries))}
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

// deleted reads what was deleted again, to find that it is gone.
func (r *room) deleted(e kit.Env, ids []journal.ID) tea.Cmd {
	if e.Unlocked == nil || !r.loaded {
		return nil
	}
	reread := r.rereading(e, ids[0])
	return e.Do(func(ctx context.Context) tea.Msg { return reread(ctx, ids[1:]...) })
}

// take puts the list as it is now in the place of the list as it was. If it could not be read, or
// the list has changed meanwhile, or will, everything is read again.
func (r *room) take(e kit.Env, now *changed) tea.Cmd {
	switch {
	case now == nil:
		return nil
	case now.err != nil, now.of != r.lists, !r.all, r.loading:
		return r.load(e)
	}
	r.whole = now.whole
	r.lists++
	maps.DeleteFunc(r.pages, func(_ journal.ID, p openedPage) bool { return slices.Contains(now.ids, p.entry.ID) })
	maps.Copy(r.pages, now.pages)
	r.reader.forget()
	seen := now.whole
	if r.narrowed() {
		seen = now.found
	}
	r.show(e, seen, r.list.chosenRecord())
	return nil
}
