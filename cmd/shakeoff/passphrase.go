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

const (
	flagNewPassphrase = "new-passphrase-file"
	flagRemove        = "remove"
	stillOpen         = "still opens as it did before"
)

func (h host) passphrase() *cli.Command {
	return h.command(&cli.Command{
		Name:  "passphrase",
		Usage: "set, change or remove the lock of the journal",
		Description: "With a lock, writing stays open and reading needs your passphrase. Nobody can\n" +
			"reset it. The recovery key is taken in the place of a passphrase that was\n" +
			"forgotten. A lock comes off only by --" + flagRemove + ", and with the passphrase.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: flagNewPassphrase, Usage: "read the new passphrase from `FILE`, - for standard input"},
			&cli.BoolFlag{Name: flagRemove, Usage: "take the lock off: whoever has the file can then read it"},
		},
		Action: h.runPassphrase,
	}, 0, 0)
}

func (h host) runPassphrase(ctx context.Context, c *cli.Command) error {
	if c.String(flagNewPassphrase) == "-" && h.secretFile(c) == "-" {
		return usage(c, "both passphrases cannot come from standard input")
	}
	if c.Bool(flagRemove) && c.IsSet(flagNewPassphrase) {
		return usage(c, "there is no new passphrase where the lock is removed")
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
	if c.Bool(flagRemove) {
		return h.removeLock(ctx, u, status)
	}
	secret, err := h.newSecret(ctx, c)
	defer clear(secret)
	if err != nil {
		return err
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
	defer h.sayUnreached(j, stillOpen)
	if status.Locked {
		return h.say("The passphrase is changed. Nobody can reset it. Your recovery key is still the same.")
	}
	_ = j.MarkOffered(ctx, store.OfferLock) // at worst the screens offer it once more
	return h.say("The lock is set. Nobody can reset it; shakeoff recovery prints a key to keep on paper.")
}

func (h host) removeLock(ctx context.Context, u *store.Unlocked, status store.Status) error {
	switch {
	case !status.Exists:
		return h.say("There is no journal yet, and so no lock to remove.")
	case !status.Locked:
		return h.say("There is no lock to remove.")
	}
	if err := u.RemoveLock(ctx); err != nil {
		return err
	}
	return h.say("The lock is removed: whoever has the file can read it.")
}

// newSecret returns the new passphrase, never an empty one: a file with nothing in it is
// one that could not be read. At a terminal it asks twice. The caller wipes it, even if
// there is an error too.
func (h host) newSecret(ctx context.Context, c *cli.Command) ([]byte, error) {
	if c.IsSet(flagNewPassphrase) {
		secret, err := h.readSecret(c.String(flagNewPassphrase))
		if err == nil {
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

// judge refuses a new passphrase that is none or cannot be typed, and remarks on a short
// one as the screens do.
func (h host) judge(secret []byte) error {
	short, err := store.CheckPassphrase(secret)
	switch {
	case len(bytes.TrimSpace(secret)) == 0:
		return failure{exitPassphrase, errors.New("a passphrase needs at least one letter"), "nothing was changed; shakeoff passphrase --" + flagRemove + " takes a lock off"}
	case err != nil:
		return failure{exitPassphrase, err, "choose letters, digits and signs of a keyboard, on one line"}
	case short:
		fmt.Fprintln(h.stderr, words.English().Lock.Short)
	}
	return nil
}
