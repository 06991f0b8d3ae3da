package main

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/when"
)

const flagTag = "tag"

// searchFlags are the flags that choose entries. An entry must meet all that are set.
func searchFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: flagTag, Usage: "only those with the tag `T`; if given more than once, only those with all of them"},
		&cli.StringFlag{Name: "since", Usage: "only from `D` on, such as 2026-11-21, 2026-11, yesterday, '21 Nov 14:00' or -7d"},
		&cli.StringFlag{Name: "until", Usage: "only up to `D`"},
		&cli.StringFlag{Name: "match", Usage: "only those with every word of `TEXT`, in any order; what Review's search line takes"},
	}
}

// searchFor reads the search flags as Review reads its search line.
func (h *host) searchFor(c *cli.Command) (journal.Query, error) {
	days := when.In(h.words().Dates).Days(h.now())
	q := journal.ParseQuery(c.String("match")+" ", days) // the blank says that no word is still being typed
	if q.Unread != "" {
		return q, h.usage(c, h.said().Usage.Day, "--match "+q.Unread+":")
	}
	for _, bound := range []string{"since", "until"} {
		if !c.IsSet(bound) {
			continue
		}
		told, err := days(c.String(bound))
		if err != nil {
			return q, h.usage(c, h.said().Usage.Day, "--"+bound)
		}
		q.Bound(bound, told)
	}
	for _, tag := range c.StringSlice(flagTag) {
		q.Tags = append(q.Tags, strings.TrimLeft(tag, "#＃"))
	}
	return q, nil
}

// chosen reads the entries that the arguments of a command name and its search flags choose,
// the newest first and no more than --limit, as read does.
func (h *host) chosen(ctx context.Context, c *cli.Command) (entries []journal.Entry, damaged, err error) {
	q, err := h.searchFor(c)
	if err != nil {
		return nil, nil, err
	}
	some := (*store.Unlocked).All
	switch {
	case c.NArg() == 1 && isLast(c.Args().First()):
		some = (*store.Unlocked).Last
	case c.IsSet("limit"):
		some = func(u *store.Unlocked, ctx context.Context) ([]journal.Entry, error) {
			return u.First(ctx, q, c.Int("limit"))
		}
	}
	entries, damaged, err = h.read(ctx, c, some)
	if err == nil && c.Args().Present() {
		entries, err = h.pick(c, entries, damaged)
	}
	m := q.Matcher()
	entries = slices.DeleteFunc(entries, func(e journal.Entry) bool { return !q.IsZero() && !m.Match(e) })
	return entries, damaged, err
}

// pick returns the entries that the arguments of a command name, in that order and each
// once: by id, by the first letters of one, or "last"; of one edited twice at once, both
// versions. damaged says that some could not be read, which may be why one is not found.
func (h *host) pick(c *cli.Command, entries []journal.Entry, damaged error) ([]journal.Entry, error) {
	var picked []journal.Entry
	for _, name := range c.Args().Slice() {
		id, err := h.pickID(c, entries, name)
		if err != nil {
			return nil, cmp.Or(damaged, err)
		}
		for _, e := range entries {
			if e.ID == id && !slices.ContainsFunc(picked, func(p journal.Entry) bool { return p.Record == e.Record }) {
				picked = append(picked, e)
			}
		}
	}
	return picked, nil
}

func isLast(name string) bool { return strings.EqualFold(strings.TrimSpace(name), "last") }

func (h *host) pickID(c *cli.Command, entries []journal.Entry, name string) (journal.ID, error) {
	const least = 4 // letters of an id
	name = strings.ToLower(strings.TrimSpace(name))
	switch {
	case isLast(name) && len(entries) > 0:
		return entries[0].ID, nil
	case isLast(name):
		return "", told(exitNotFound, h.said().Failed.NoEntries)
	case len(name) < least:
		return "", h.usage(c, h.said().Usage.Short, least)
	}
	var found []journal.ID
	for _, e := range entries {
		if strings.HasPrefix(string(e.ID), name) && !slices.Contains(found, e.ID) {
			found = append(found, e.ID)
		}
	}
	switch len(found) {
	case 0:
		return "", journal.ErrNotFound
	case 1:
		return found[0], nil
	}
	return "", told(exitNotFound, h.said().Failed.Several)
}
