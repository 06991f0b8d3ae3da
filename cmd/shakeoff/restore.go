package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

func (h host) restore() *cli.Command {
	return h.command(&cli.Command{
		Name:      "restore",
		Usage:     "put a backup in the journal's place; no passphrase needed",
		ArgsUsage: "FILE",
		Description: "FILE is read from end to end first, and stays where it is. The present file, in\n" +
			"whatever state it is, is never overwritten: it is set aside, and named. What you\n" +
			"have deleted since does not come back, as far as the present file can tell.",
		Action: h.runRestore,
	}, 1, 1)
}

func (h host) runRestore(ctx context.Context, c *cli.Command) error {
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	from := c.Args().First()
	aside, err := j.Backups().Restore(ctx, from)
	if aside != "" {
		err = errors.Join(err, h.say(editor.Safe("What was there is untouched, and lies at "+aside)))
	}
	switch {
	case errors.Is(err, journal.ErrNoJournal):
		return failure{exitFailed, fmt.Errorf("%s is not there", from), "shakeoff backup --list shows what can be restored"}
	case errors.Is(err, journal.ErrDamaged), errors.Is(err, journal.ErrNotJournal):
		return failure{exitDamaged, err, "shakeoff backup --list shows what else can be restored; the journal is as it was"}
	case errors.Is(err, journal.ErrInvalid):
		return failure{exitFailed, err, "name a backup; shakeoff backup --list shows them"}
	case err != nil:
		return err
	}
	return h.say(editor.Safe("Restored: " + j.Path() + " is what " + from + " was."))
}
