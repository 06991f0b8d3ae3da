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

const (
	flagNewPassphrase = "new-passphrase-file"
	flagRemove        = "remove"
)

func (h *host) passphrase() *cli.Command {
	return h.command(&cli.Command{
		Name:  "passphrase",
		Usage: "set, change or remove the lock of the journal",
		Description: "With a lock, anyone can still write here, and only your passphrase lets you read.\n" +
			"Nobody can reset the passphrase. If you forget it, give the recovery key instead. A\n" +
			"lock comes off only with --" + flagRemove + " and the passphrase.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: flagNewPassphrase, Usage: "read the new passphrase from `FILE`, - for standard input"},
			&cli.BoolFlag{Name: flagRemove, Usage: "take the lock off: anyone who has the file can then read it"},
		},
		Action: h.runPassphrase,
	}, 0, 0)
}

func (h *host) runPassphrase(ctx context.Context, c *cli.Command) error {
	if c.String(flagNewPassphrase) == "-" && h.secretFile(c) == "-" {
		return told(exitUsage, h.said().Failed.SecretInput)
	}
	if c.Bool(flagRemove) && c.IsSet(flagNewPassphrase) {
		return h.usage(c, h.said().Usage.Together, "--"+flagRemove, "--"+flagNewPassphrase)
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
	defer h.sayUnreached(j, h.said().Done.StillOpen)
	if status.Locked {
		return h.say(h.said().Done.Changed)
	}
	_ = j.MarkOffered(ctx, store.OfferLock) // at worst the screens offer it once more
	return h.say(h.said().Done.LockSet)
}

func (h *host) removeLock(ctx context.Context, u *store.Unlocked, status store.Status) error {
	switch {
	case !status.Exists:
		return h.say(h.said().Done.NoJournal)
	case !status.Locked:
		return h.say(h.said().Done.NoLock)
	}
	if err := u.RemoveLock(ctx); err != nil {
		return err
	}
	return h.say(h.said().Done.LockOff)
}

// newSecret returns the new passphrase. An empty one is an error: an empty file is one that could
// not be read. At a terminal it asks twice. The caller wipes it, even if there is an error too.
func (h *host) newSecret(ctx context.Context, c *cli.Command) ([]byte, error) {
	if c.IsSet(flagNewPassphrase) {
		secret, err := h.readSecret(c.String(flagNewPassphrase))
		if err == nil {
			err = h.judge(secret)
		}
		return secret, err
	}
	w := h.words()
	first, err := h.askSecret(ctx, fmt.Sprintf(w.Pair, w.Command.Done.NewSecret, ""))
	switch {
	case errors.Is(err, journal.ErrLocked):
		return nil, told(exitPassphrase, w.Command.Failed.NewSecret)
	case err != nil:
		return nil, err
	}
	if err := h.judge(first); err != nil {
		return first, err
	}
	again, err := h.askSecret(ctx, fmt.Sprintf(w.Pair, w.Lock.Repeat, ""))
	defer clear(again)
	if err == nil && !bytes.Equal(first, again) {
		err = told(exitPassphrase, w.Command.Failed.Differ)
	}
	return first, err
}

// judge refuses a new passphrase that is empty or cannot be typed, and warns of a short one.
func (h *host) judge(secret []byte) error {
	short, err := store.CheckPassphrase(secret)
	switch {
	case len(bytes.TrimSpace(secret)) == 0:
		return told(exitPassphrase, h.said().Failed.Empty)
	case err != nil:
		return because(exitPassphrase, err, h.said().Failed.Untypable)
	case short:
		fmt.Fprintln(h.stderr, h.words().Lock.Short)
	}
	return nil
}
