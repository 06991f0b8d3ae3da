package main

import (
	"context"
	"fmt"
	"io"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

func (h host) add() *cli.Command {
	return h.command(&cli.Command{
		Name:  "add",
		Usage: "file entries from standard input, as JSON; no passphrase needed",
		Description: "It reads one object, several, one a line, an array, or what export wrote:\n\n" +
			"   {\"answers\":{\"happened\":\"…\",\"control\":\"…\",\"change\":\"…\",\"release\":\"…\"},\n" +
			"    \"weighings\":[{\"weight\":8},{\"weight\":3}],\"tags\":[\"phone\"]}\n\n" +
			"One answer is enough. The ids of what was filed are printed, one a line. If one\n" +
			"entry breaks a rule, none is filed, and the line where it stands is named. An\n" +
			"entry gets an id of its own each time it is added. 64 MB can be added at once.\n\n" +
			"Words that you type into a command, as in echo … | shakeoff add, stay in the\n" +
			"history of your shell. Write them into the page that shakeoff opens, or take them\n" +
			"from a file: shakeoff add < FILE",
		Action: h.runAdd,
	}, 0, 0)
}

// mostAdded is how much add takes in, in bytes: what is piped into it may never end.
const mostAdded = 64 << 20

// bounded reads so many bytes and no more. Beyond them it fails.
type bounded struct {
	io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if b.left -= n; b.left < 0 {
		return 0, failure{exitFailed, fmt.Errorf("it is longer than the %d MB that can be added at once", mostAdded>>20), "add it in parts; nothing was changed"}
	}
	return n, err
}

func (h host) runAdd(ctx context.Context, c *cli.Command) error {
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	if isTerminal(h.stdin) {
		fmt.Fprintln(h.stderr, "Reading entries as JSON from here. ctrl+d on a line of its own ends them; shakeoff add --help says more.")
	}
	entries, err := exchange.Decode(&bounded{h.stdin, mostAdded}, h.now())
	if err != nil {
		return err
	}
	ids, err := j.Add(ctx, entries...)
	if err != nil {
		return err
	}
	return h.acknowledge(ctx, j, ids)
}

// acknowledge prints the ids of what was filed, one a line. After that it makes the day's
// backup, as the screens do: it does not take long, and doctor tells if there is none.
func (h host) acknowledge(ctx context.Context, j *store.Journal, ids []journal.ID) error {
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
