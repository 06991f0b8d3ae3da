package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
)

func (h *host) recovery() *cli.Command {
	return h.command(&cli.Command{
		Name:  "recovery",
		Usage: "print the recovery key, which opens the journal without the passphrase",
		Description: "Keep it on paper, somewhere safe and not at work: anyone who has it can read this\n" +
			"journal. It works wherever you are asked for the passphrase. Setting or removing\n" +
			"the lock makes another key; changing the passphrase does not.",
		Action: on(h.journal, h.runRecovery),
	}, 0, 0)
}

func (h *host) runRecovery(ctx context.Context, c *cli.Command, j *store.Journal) error {
	u, err := h.unlock(ctx, c, j)
	if err != nil {
		return err
	}
	defer u.Lock()
	status, err := j.Status(ctx)
	if err != nil {
		return err
	}
	if !status.Locked {
		// A key printed now would not open what is written once a lock is set.
		return told(exitFailed, h.said().Failed.NoKey)
	}
	if err := h.say(u.RecoveryKey()); err != nil {
		return err
	}
	_ = j.MarkOffered(ctx, store.KeyShown) // at worst the screens do not speak of it
	fmt.Fprintln(h.stderr, h.said().Done.KeepKey)
	return nil
}
