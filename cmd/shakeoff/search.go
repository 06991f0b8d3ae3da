package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

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

// matching keeps the entries that match a query.
func matching(entries []journal.Entry, q journal.Query) []journal.Entry {
	m := q.Matcher()
	return slices.DeleteFunc(entries, func(e journal.Entry) bool { return !q.IsZero() && !m.Match(e) })
}
