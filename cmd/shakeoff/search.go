package main

import (
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/journal"
)

// searchFlags are those that choose among entries. All that they name must hold.
func searchFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "tag", Usage: "only those with the tag `T`; more than once, with all of them"},
		&cli.StringFlag{Name: "since", Usage: "only those of the day `D` and after; as 2026-11-21, 2026-11 or 2026"},
		&cli.StringFlag{Name: "until", Usage: "only those of the day `D` and before"},
		&cli.StringFlag{Name: "match", Usage: "only those with every word of `TEXT`, in any order; what Review's search line takes"},
	}
}

// searchFor reads them, as the search line of Review reads the same.
func searchFor(c *cli.Command) (journal.Query, error) {
	line := c.String("match")
	for _, bound := range []string{"since", "until"} {
		day := c.String(bound)
		if !c.IsSet(bound) {
			continue
		}
		if q := journal.ParseQuery(bound + ":" + day + " "); q.Since.IsZero() && q.Until.IsZero() {
			return journal.Query{}, usage(c, "--"+bound+" takes a day as in 2026-11-21, a month or a year")
		}
		line += " " + bound + ":" + day
	}
	q := journal.ParseQuery(line + " ") // nothing is still being typed
	for _, tag := range c.StringSlice("tag") {
		q.Tags = append(q.Tags, strings.TrimPrefix(tag, "#"))
	}
	return q, nil
}

// matching keeps the entries that are looked for.
func matching(entries []journal.Entry, q journal.Query) []journal.Entry {
	if q.IsZero() {
		return entries
	}
	m := q.Matcher()
	var found []journal.Entry
	for _, e := range entries {
		if m.Match(e) {
			found = append(found, e)
		}
	}
	return found
}
