package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
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
			"entry gets an id of its own each time it is added.\n\n" +
			"Words that you type into a command, as in echo … | shakeoff add, stay in the\n" +
			"history of your shell. Write them into the page that shakeoff opens, or take them\n" +
			"from a file: shakeoff add < FILE",
		Action: h.runAdd,
	}, 0, 0)
}

func (h host) runAdd(ctx context.Context, c *cli.Command) error {
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	if isTerminal(h.stdin) {
		fmt.Fprintln(h.stderr, "Reading entries as JSON from here. ctrl+d on a line of its own ends them; shakeoff add --help says more.")
	}
	entries, err := exchange.Decode(h.stdin, h.now())
	if err != nil {
		return err
	}
	ids, err := j.Add(ctx, entries...)
	if err != nil {
		return err
	}
	return h.sayIDs(ids)
}
