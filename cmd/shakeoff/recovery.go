package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"
)

func (h host) recovery() *cli.Command {
	return h.command(&cli.Command{
		Name:  "recovery",
		Usage: "print the recovery key, which opens the journal without the passphrase",
		Description: "Keep it on paper, where you keep what matters: whoever holds it can read this\n" +
			"journal. Wherever the passphrase is asked for, it is taken too. Setting or\n" +
			"removing the lock makes another key; changing the passphrase does not.",
		Action: h.runRecovery,
	}, 0, 0)
}

func (h host) runRecovery(ctx context.Context, c *cli.Command) error {
	j, err := h.journal(c)
	if err != nil {
		return err
	}
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
		return failure{exitFailed, errors.New("no lock is set, and without one there is nothing to recover"), "set one with shakeoff passphrase, then print its key"}
	}
	if err := h.say(u.RecoveryKey()); err != nil {
		return err
	}
	fmt.Fprintln(h.stderr, "Keep this on paper. Whoever holds it can read this journal, and it is taken wherever the passphrase is asked for.")
	return nil
}
