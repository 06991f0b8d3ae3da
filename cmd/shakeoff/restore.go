package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/words"
)

const flagForce = "force"

func (h *host) restore() *cli.Command {
	return h.command(&cli.Command{
		Name:      "restore",
		Usage:     "go back to a backup; needs the passphrase if the journal is locked",
		ArgsUsage: "FILE",
		Description: "FILE is checked from end to end first, and stays where it is. The current file,\n" +
			"whatever its state, is never overwritten: it is renamed, and its new name is\n" +
			"printed. What you have deleted since does not come back, as far as the current\n" +
			"file can tell.\n\n" +
			"Over a locked journal you need its current passphrase or recovery key, whatever\n" +
			"FILE is. If the current file cannot be read, or is not the journal that was\n" +
			"there, you need the one that opens FILE, and a backup in the usual folder that\n" +
			"shows that FILE is of the same journal.",
		Flags:  []cli.Flag{&cli.BoolFlag{Name: flagForce, Usage: "go ahead without the passphrase; the lock that was here no longer counts"}},
		Action: on(h.journal, h.runRestore),
	}, 1, 1)
}

func (h *host) runRestore(ctx context.Context, c *cli.Command, j *store.Journal) error {
	from, said := c.Args().First(), h.said()
	var secret []byte
	aside, err := j.Restore(ctx, from, func(change backup.Change) (backup.Proof, error) {
		force := c.Bool(flagForce)
		err := h.say(h.changed(ctx, j.Path(), from, change, force)...)
		switch {
		case err != nil || force:
		case change.Refused != nil:
			err = because(exitPassphrase, change.Refused, said.Failed.Proof)
		case change.Secret:
			if secret, err = h.secret(ctx, c); errors.Is(err, journal.ErrLocked) {
				err = because(exitPassphrase, journal.ErrLocked, said.Failed.NeedsLock)
			}
		}
		return backup.Proof{Secret: secret, Force: force}, err
	})
	clear(secret)
	if aside != "" {
		err = errors.Join(err, h.say(editor.Safe(fmt.Sprintf(said.Restore.Kept, aside))))
	}
	switch {
	case errors.Is(err, journal.ErrNoJournal):
		return told(exitFailed, said.Failed.Unlisted, from)
	case errors.Is(err, journal.ErrDamaged), errors.Is(err, journal.ErrNotJournal):
		return because(exitDamaged, err, said.Failed.Unrestored)
	case errors.Is(err, journal.ErrInvalid):
		return because(exitFailed, err, said.Failed.Same)
	case err != nil:
		return err
	}
	return h.say(editor.Safe(fmt.Sprintf(said.Restore.Done, j.Path(), from)))
}

// changed says what a restore changes, and what is given up if it is forced.
func (h *host) changed(ctx context.Context, to, from string, c backup.Change, force bool) []string {
	r := h.said().Restore
	said := []string{fmt.Sprintf(r.Now, h.holds(ctx, r, to, c.Now)), fmt.Sprintf(r.Then, h.holds(ctx, r, from, c.Then))}
	name := editor.Safe(from)
	switch {
	case c.Now.Locked && !c.Then.Locked:
		said = append(said, r.LockOff)
	case c.Now.Locked && c.SameLock():
		said = append(said, r.LockSame)
	case c.Then.Locked && c.Now.Exists:
		said = append(said, fmt.Sprintf(r.LockOf, name))
	}
	if force && (c.Secret || c.Refused != nil) {
		said = append(said, fmt.Sprintf(r.Forced, name))
	}
	return said
}

// holds says what is in a file: its entries and their newest day if it has no lock, else what can
// be known without a key.
func (h *host) holds(ctx context.Context, r words.Restoring, path string, s backup.State) string {
	records := func(said string) string {
		return fmt.Sprintf(said, s.Records, s.Written.In(h.now().Location()).Format("2006-01-02 15:04"))
	}
	switch {
	case !s.Exists:
		return r.Nothing
	case s.Strange:
		return r.Strange
	case !s.Readable:
		return r.Unread
	case s.Locked:
		return records(r.LockedFile)
	}
	if u, err := store.New(store.Options{Path: path, Patience: h.patience}).Unlock(ctx, nil); err == nil {
		defer u.Lock()
		if heads, err := u.Heads(ctx); err == nil && len(heads) > 0 {
			return fmt.Sprintf(r.Entries, len(heads), journal.DayOf(heads[0].When()))
		}
	}
	return records(r.OpenFile)
}
