package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/words"
)

const flagNewPassphrase = "new-passphrase-file"

func (h host) passphrase() *cli.Command {
	return h.command(&cli.Command{
		Name:  "passphrase",
		Usage: "set, change or remove the lock of the journal",
		Description: "With a lock, writing stays open and reading needs your passphrase. Nobody can\n" +
			"reset it. An empty file for --" + flagNewPassphrase + " removes the lock. The\n" +
			"recovery key is taken in the place of a passphrase that was forgotten.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: flagNewPassphrase, Usage: "read the new passphrase from `FILE`, - for standard input; empty removes the lock"},
		},
		Action: h.runPassphrase,
	}, 0, 0)
}

func (h host) runPassphrase(ctx context.Context, c *cli.Command) error {
	if c.String(flagNewPassphrase) == "-" && h.secretFile(c) == "-" {
		return usage(c, "both passphrases cannot come from standard input")
	}
	j, err := h.journalToPurge(c)
	if err != nil {
		return err
	}
	status, err := j.Status(ctx)
	if err != nil {
		return err
	}
	var u *store.Unlocked
	if status.Exists { // opened first: a wrong passphrase is told before a new one is asked for
		if u, err = h.unlock(ctx, c, j); err != nil {
			return err
		}
		defer u.Lock()
	}
	secret, err := h.newSecret(ctx, c)
	defer clear(secret)
	switch {
	case err != nil:
		return err
	case len(secret) == 0 && !status.Exists:
		return h.say("There is no journal yet, and so no lock to remove.")
	case len(secret) == 0 && !status.Locked:
		return h.say("There is no lock to remove.")
	}
	if !status.Exists { // nothing is made before there is a passphrase to set
		if err := j.MarkOffered(ctx, store.OfferLock); err != nil {
			return err
		}
		if u, err = j.Unlock(ctx, nil); err != nil {
			return err
		}
		defer u.Lock()
	}
	if err := u.SetPassphrase(ctx, secret); err != nil {
		return err
	}
	switch {
	case len(secret) == 0:
		return h.say("The lock is removed: whoever has the file can read it.")
	case status.Locked:
		return h.say("The passphrase is changed. Nobody can reset it. Your recovery key is still the same.")
	}
	_ = j.MarkOffered(ctx, store.OfferLock) // at worst the screens offer it once more
	return h.say("The lock is set. Nobody can reset it; shakeoff recovery prints a key to keep on paper.")
}

// newSecret returns the new passphrase, asking twice at a terminal. The caller wipes it,
// even if there is an error too.
func (h host) newSecret(ctx context.Context, c *cli.Command) ([]byte, error) {
	if c.IsSet(flagNewPassphrase) {
		secret, err := h.readSecret(c.String(flagNewPassphrase))
		if err == nil && len(secret) > 0 {
			err = h.judge(secret)
		}
		return secret, err
	}
	first, err := h.askSecret(ctx, "New passphrase: ")
	switch {
	case errors.Is(err, journal.ErrLocked):
		return nil, failure{exitPassphrase, errors.New("a new passphrase is needed"), "give it with --" + flagNewPassphrase + " FILE, or on a terminal"}
	case err != nil:
		return nil, err
	case len(first) == 0:
		return nil, failure{exitPassphrase, errors.New("a passphrase needs at least one letter"), "an empty file for --" + flagNewPassphrase + " removes the lock"}
	}
	if err := h.judge(first); err != nil {
		return first, err
	}
	again, err := h.askSecret(ctx, "Once more, to be sure: ")
	defer clear(again)
	if err == nil && !bytes.Equal(first, again) {
		err = failure{exitPassphrase, errors.New("those two are not the same"), "nothing was changed; try again"}
	}
	return first, err
}

// judge refuses a new passphrase that cannot be typed, and remarks on a short one as the
// screens do.
func (h host) judge(secret []byte) error {
	short, err := store.CheckPassphrase(secret)
	switch {
	case err != nil:
		return failure{exitPassphrase, err, "choose letters, digits and signs of a keyboard, on one line"}
	case short:
		fmt.Fprintln(h.stderr, words.English().Lock.Short)
	}
	return nil
}
