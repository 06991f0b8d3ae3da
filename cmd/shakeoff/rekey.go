package main

import (
	"context"
	"errors"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
)

func (h *host) rekey() *cli.Command {
	return h.command(&cli.Command{
		Name:  "rekey",
		Usage: "make a new recovery key, if somebody may know the old one",
		Description: "For when the paper with the recovery key is lost or was seen, or when somebody\n" +
			"may know an old passphrase and have a copy of the file from then: either would\n" +
			"open what you write from now on. Your passphrase stays as it is; if it may be\n" +
			"known too, change it after this with shakeoff passphrase. Copies that are\n" +
			"elsewhere already stay open to whoever could open them.\n\n" +
			"If you give the recovery key instead of the passphrase, it asks for a new\n" +
			"passphrase.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: flagNewPassphrase, Usage: "after the recovery key: read the new passphrase from `FILE`, - for standard input"},
		},
		Action: on(h.journalToPurge, h.runRekey),
	}, 0, 0)
}

func (h *host) runRekey(ctx context.Context, c *cli.Command, j *store.Journal) error {
	u, secret, err := h.unlockWith(ctx, c, j)
	defer clear(secret)
	if err != nil {
		return err
	}
	defer u.Lock()
	err = u.Rekey(ctx, secret)
	if errors.Is(err, journal.ErrInvalid) {
		// It was opened with the recovery key, under which nothing can be sealed.
		var passphrase []byte
		passphrase, err = h.newSecret(ctx, c)
		defer clear(passphrase)
		if err == nil {
			err = u.Rekey(ctx, passphrase)
		}
	}
	if err != nil {
		return err
	}
	said := h.said().Done
	defer h.sayUnreached(j, said.StillOpen)
	if secret == nil {
		return h.say(said.NewKeyOpen)
	}
	return h.sayGone(ctx, j, said.NewKey)
}
