package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

func (h *host) add() *cli.Command {
	return h.command(&cli.Command{
		Name:  "add",
		Usage: "add entries from standard input, as JSON; no passphrase needed",
		Description: "It reads one object, several (one a line), an array, or what export wrote:\n\n" +
			"   {\"answers\":{\"happened\":\"…\",\"control\":\"…\",\"change\":\"…\",\"release\":\"…\"},\n" +
			"    \"weighings\":[{\"weight\":8},{\"weight\":3}],\"tags\":[\"phone\"]}\n\n" +
			"\"happened_at\" says when it happened, if that was not when it is added: a time as in\n" +
			"2026-11-20T16:30:00+01:00, or a day as in 2026-11-20. \"written\" says when it was\n" +
			"written down.\n\n" +
			"One answer is enough. The ids of the entries added are printed, one a line. If one\n" +
			"breaks a rule, none is added, and the line where it stands is named. An\n" +
			"entry gets an id of its own each time it is added. 64 MB can be added at once.\n\n" +
			"Words that you type into a command, as in echo … | shakeoff add, stay in the\n" +
			"history of your shell. Write them into the page that shakeoff opens, or take them\n" +
			"from a file: shakeoff add < FILE",
		Action: on(h.journal, h.runAdd),
	}, 0, 0)
}

// mostAdded is how much add takes in, in bytes: what is piped into it may never end.
const mostAdded = 64 << 20

func (h *host) runAdd(ctx context.Context, c *cli.Command, j *store.Journal) error {
	if isTerminal(h.stdin) {
		fmt.Fprintln(h.stderr, h.said().Done.Reading)
	}
	now := h.now()
	in := &io.LimitedReader{R: h.stdin, N: mostAdded + 1}
	entries, err := exchange.Decode(in, now)
	if in.N == 0 {
		return fmt.Errorf("reading the input: %w", told(exitFailed, h.said().Failed.Long, mostAdded>>20))
	}
	if err != nil {
		return err
	}
	inOrder(entries, now)
	ids, err := j.Add(ctx, entries...)
	if err != nil {
		return err
	}
	h.sayFuture(entries)
	return h.acknowledge(ctx, j, ids)
}

// inOrder puts entries that do not say when they were written, and so are of now, a nanosecond
// apart: they are listed by that, and keep the order in which they came in.
func inOrder(entries []journal.Entry, now time.Time) {
	met := time.Duration(0)
	for i := range entries {
		if entries[i].Written.Equal(now) {
			entries[i].Written = now.Add(met)
			met++
		}
	}
}

// sayFuture says how many entries are of a time that is still to come. They are taken as told.
func (h *host) sayFuture(entries []journal.Entry) {
	now, future := h.now(), 0
	for _, e := range entries {
		if e.When().After(now) && (!e.DayOnly || journal.DayOf(e.When()) != journal.DayOf(now)) {
			future++
		}
	}
	if future > 0 {
		fmt.Fprintf(h.stderr, h.said().Done.Future+"\n", future)
	}
}

// acknowledge prints the ids of what was filed, one a line. After that it makes the day's
// backup, as the screens do: it does not take long, and doctor tells if there is none.
func (h *host) acknowledge(ctx context.Context, j *store.Journal, ids []journal.ID) error {
	err := h.print(func(out io.Writer) error {
		for _, id := range ids {
			fmt.Fprintln(out, id)
		}
		return nil
	})
	ctx, stop := context.WithTimeout(ctx, farewell)
	defer stop()
	_ = j.Backups().Daily(ctx)
	return err
}
