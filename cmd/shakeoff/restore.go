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
)

const flagForce = "force"

func (h host) restore() *cli.Command {
	return h.command(&cli.Command{
		Name:      "restore",
		Usage:     "put a backup in the journal's place; over a lock it needs the passphrase",
		ArgsUsage: "FILE",
		Description: "FILE is read from end to end first, and stays where it is. The present file, in\n" +
			"whatever state it is, is never overwritten: it is set aside, and named. What you\n" +
			"have deleted since does not come back, as far as the present file can tell.\n\n" +
			"Over a locked journal it needs the present passphrase or recovery key, whatever\n" +
			"FILE is. If the present file cannot be read, or is another journal than the one\n" +
			"that was there, it needs the one that opens FILE, and a backup in the usual\n" +
			"folder which shows that FILE is of the same journal.",
		Flags:  []cli.Flag{&cli.BoolFlag{Name: flagForce, Usage: "do without the passphrase, and give up the lock that is set here or may have been"}},
		Action: h.runRestore,
	}, 1, 1)
}

func (h host) runRestore(ctx context.Context, c *cli.Command) error {
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	from := c.Args().First()
	var secret []byte
	aside, err := j.Restore(ctx, from, func(change backup.Change) (backup.Proof, error) {
		force := c.Bool(flagForce)
		err := h.say(h.changed(ctx, j.Path(), from, change, force)...)
		switch {
		case err != nil || force:
		case change.Refused != nil:
			err = failure{exitPassphrase, change.Refused, "add --force if you know that it is your journal; shakeoff restore --help says what that gives up"}
		case change.Secret:
			if secret, err = h.secret(ctx, c); errors.Is(err, journal.ErrLocked) {
				err = failure{exitPassphrase, journal.ErrLocked, "give its passphrase or its recovery key with --passphrase-file FILE, or on a terminal; shakeoff restore --help has a way without"}
			}
		}
		return backup.Proof{Secret: secret, Force: force}, err
	})
	clear(secret)
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

// changed says what a restore changes, and what is given up if it is forced.
func (h host) changed(ctx context.Context, to, from string, c backup.Change, force bool) []string {
	said := []string{"Now: " + h.holds(ctx, to, c.Now) + ".", "Then: " + h.holds(ctx, from, c.Then) + "."}
	name := editor.Safe(from)
	switch {
	case c.Now.Locked && !c.Then.Locked:
		said = append(said, "The lock comes off: whoever has the file can read it.")
	case c.Now.Locked && c.SameLock():
		said = append(said, "The lock stays the same.")
	case c.Then.Locked && c.Now.Exists:
		said = append(said, "The lock becomes another: what opens "+name+" opens the journal.")
	}
	if force && (c.Secret || c.Refused != nil) {
		said = append(said, "Forced, without the passphrase: the lock that is set here, or may have been, is given up. "+
			"What you write from now on is guarded by the lock of "+name+" alone, if it has one.")
	}
	return said
}

// holds says what is in a file: its entries and their newest day where no lock keeps
// them, else what can be known without a key.
func (h host) holds(ctx context.Context, path string, s backup.State) string {
	switch {
	case !s.Exists:
		return "nothing is there"
	case s.Strange:
		return "another journal than the one that was there before"
	case !s.Readable:
		return "what is there cannot be read"
	case s.Locked:
		return "a lock, " + h.records(s)
	}
	if u, err := store.New(store.Options{Path: path, Patience: h.patience}).Unlock(ctx, nil); err == nil {
		defer u.Lock()
		if heads, err := u.Heads(ctx); err == nil && len(heads) > 0 {
			return fmt.Sprintf("no lock, %s, the newest of %s", counted(len(heads), "entry", "entries"), journal.DayOf(heads[0].Written))
		}
	}
	return "no lock, " + h.records(s)
}

func (h host) records(s backup.State) string {
	return counted(s.Records, "record", "records") + ", last written " + s.Written.In(h.now().Location()).Format("2006-01-02 15:04")
}

func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
