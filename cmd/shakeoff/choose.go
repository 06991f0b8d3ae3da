package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
)

// searchFlags are the flags that choose entries. An entry must meet all that are set.
func searchFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "tag", Usage: "only those with the tag `T`; more than once, with all of them"},
		&cli.StringFlag{Name: "since", Usage: "only those of the day `D` and after; as 2026-11-21, 2026-11 or 2026"},
		&cli.StringFlag{Name: "until", Usage: "only those of the day `D` and before"},
		&cli.StringFlag{Name: "match", Usage: "only those with every word of `TEXT`, in any order; what Review's search line takes"},
	}
}

// searchFor reads the search flags, as Review reads the same in its search line.
func searchFor(c *cli.Command) (journal.Query, error) {
	line := c.String("match")
	for _, bound := range []string{"since", "until"} {
		if !c.IsSet(bound) {
			continue
		}
		word := " " + bound + ":" + c.String(bound)
		if q := journal.ParseQuery(word + " "); q.Since.IsZero() && q.Until.IsZero() {
			return journal.Query{}, usage(c, "--"+bound+" takes a day as in 2026-11-21, a month or a year")
		}
		line += word
	}
	q := journal.ParseQuery(line + " ") // the blank says that no word is still being typed
	for _, tag := range c.StringSlice("tag") {
		q.Tags = append(q.Tags, strings.TrimPrefix(tag, "#"))
	}
	return q, nil
}

// chosen reads the entries that the arguments of a command name and its search flags choose,
// the newest first and no more than --limit, as read does.
func (h host) chosen(ctx context.Context, c *cli.Command) (entries []journal.Entry, damaged, err error) {
	q, err := searchFor(c)
	if err != nil {
		return nil, nil, err
	}
	some := (*store.Unlocked).All
	if c.IsSet("limit") {
		some = func(u *store.Unlocked, ctx context.Context) ([]journal.Entry, error) {
			return u.First(ctx, q, c.Int("limit"))
		}
	}
	entries, damaged, err = h.read(ctx, c, some)
	if err == nil && c.Args().Present() {
		entries, err = pick(c, entries, damaged)
	}
	m := q.Matcher()
	entries = slices.DeleteFunc(entries, func(e journal.Entry) bool { return !q.IsZero() && !m.Match(e) })
	return entries, damaged, err
}

// pick returns the entries that the arguments of a command name, in that order and each
// once: by id, by the first letters of one, or "last"; of one edited twice at once, both
// versions. damaged says that some could not be read, which may be why one is not found.
func pick(c *cli.Command, entries []journal.Entry, damaged error) ([]journal.Entry, error) {
	var picked []journal.Entry
	for _, name := range c.Args().Slice() {
		id, err := pickID(c, entries, name)
		if err != nil {
			return nil, cmp.Or(damaged, err)
		}
		named := func(e journal.Entry) bool { return e.ID == id }
		if slices.ContainsFunc(picked, named) {
			continue
		}
		for _, e := range entries {
			if named(e) {
				picked = append(picked, e)
			}
		}
	}
	return picked, nil
}

func pickID(c *cli.Command, entries []journal.Entry, name string) (journal.ID, error) {
	const least = 4 // letters of an id
	name = strings.ToLower(strings.TrimSpace(name))
	switch {
	case name == "last" && len(entries) > 0:
		return entries[0].ID, nil
	case name == "last":
		return "", fmt.Errorf("nothing is kept here yet: %w", journal.ErrNotFound)
	case len(name) < least:
		return "", usage(c, fmt.Sprintf("an id needs %d letters at least", least))
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
	return "", failure{exitNotFound, errors.New("several entries begin with these letters"), "give more of the id; shakeoff list --json shows it whole"}
}
