package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
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
	j, err := h.forgetful(c)
	if err != nil {
		return err
	}
	status, err := j.Status(ctx)
	if err != nil {
		return err
	}
	if status.Exists {
		return h.changeLock(ctx, c, j, status.Locked)
	}
	// Nothing is made before there is a passphrase to set.
	secret, err := h.newSecret(ctx, c)
	defer clear(secret)
	if err != nil || len(secret) == 0 {
		return errors.Join(err, h.say("There is no journal yet, and so no lock to remove."))
	}
	if err := j.MarkOffered(ctx, store.OfferLock); err != nil {
		return err
	}
	u, err := j.Unlock(ctx, nil)
	if err != nil {
		return err
	}
	defer u.Lock()
	return h.setLock(ctx, j, u, false, secret)
}

// changeLock opens the journal first, so that a wrong passphrase is told before
// a new one is thought of.
func (h host) changeLock(ctx context.Context, c *cli.Command, j *store.Journal, locked bool) error {
	u, err := h.unlock(ctx, c, j)
	if err != nil {
		return err
	}
	defer u.Lock()
	secret, err := h.newSecret(ctx, c)
	defer clear(secret)
	if err != nil {
		return err
	}
	if len(secret) == 0 && !locked {
		return h.say("There is no lock to remove.")
	}
	return h.setLock(ctx, j, u, locked, secret)
}

func (h host) setLock(ctx context.Context, j *store.Journal, u *store.Unlocked, locked bool, secret []byte) error {
	if err := u.SetPassphrase(ctx, secret); err != nil {
		return err
	}
	switch {
	case len(secret) == 0:
		return h.say("The lock is removed: whoever has the file can read it.")
	case locked:
		return h.say("The passphrase is changed. Nobody can reset it. Your recovery key is still the same.")
	}
	// The lock is set already; at worst the screens offer it once more.
	_ = j.MarkOffered(ctx, store.OfferLock)
	return h.say("The lock is set. Nobody can reset it; shakeoff recovery prints a key to keep on paper.")
}

// newSecret returns the new passphrase. From a terminal it is asked for twice.
func (h host) newSecret(ctx context.Context, c *cli.Command) ([]byte, error) {
	if c.IsSet(flagNewPassphrase) {
		return h.readSecret(c.String(flagNewPassphrase))
	}
	first, err := h.askSecret(ctx, "New passphrase: ")
	if errors.Is(err, journal.ErrLocked) {
		return nil, failure{exitPassphrase, errors.New("a new passphrase is needed"), "give it with --" + flagNewPassphrase + " FILE, or on a terminal"}
	}
	if err != nil {
		return nil, err
	}
	if len(first) == 0 {
		return nil, failure{exitPassphrase, errors.New("a passphrase needs at least one letter"), "an empty file for --" + flagNewPassphrase + " removes the lock"}
	}
	again, err := h.askSecret(ctx, "Once more, to be sure: ")
	defer clear(again)
	if err == nil && !bytes.Equal(first, again) {
		err = failure{exitPassphrase, errors.New("those two are not the same"), "nothing was changed; try again"}
	}
	if err != nil {
		clear(first)
		return nil, err
	}
	return first, nil
}

// say prints a sentence as the result of a command.
func (h host) say(sentence string) error {
	_, err := fmt.Fprintln(h.stdout, sentence)
	return printed(err)
}
