package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/backup"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

func (h host) backup() *cli.Command {
	return h.command(&cli.Command{
		Name:      "backup",
		Usage:     "copy the journal to a file, and read the copy back; no passphrase needed",
		ArgsUsage: "[FILE]",
		Description: "Without FILE the copy lies among the backups that are made by themselves, once\n" +
			"a day when you write; shakeoff config shows where. Its path is printed. An\n" +
			"existing file is never overwritten. A backup is a journal: it has the lock that\n" +
			"the journal has now, and --journal FILE reads it.\n\n" +
			"What you delete later goes from the backups in that folder too, and stays in\n" +
			"one that lies elsewhere.",
		Flags:  []cli.Flag{&cli.BoolFlag{Name: "list", Usage: "list the backups in that folder, the newest first"}},
		Action: h.runBackup,
	}, 0, 1)
}

func (h host) runBackup(ctx context.Context, c *cli.Command) error {
	to := c.Args().First()
	if c.Bool("list") {
		if to != "" {
			return usage(c, "--list takes no file")
		}
		return h.listBackups(ctx, c)
	}
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	path, err := j.Backups().Make(ctx, to)
	if errors.Is(err, fs.ErrExist) {
		return failure{exitFailed, fmt.Errorf("%s is there already, and is never overwritten", path), "choose another name"}
	}
	if err != nil {
		return err
	}
	if err := h.say(editor.Safe(path)); err != nil {
		return err
	}
	fmt.Fprintln(h.stderr, "It was read back, and is sound. shakeoff restore FILE puts it in the journal's place.")
	return nil
}

func (h host) listBackups(ctx context.Context, c *cli.Command) error {
	j, s, err := h.journalAndSettings(c)
	if err != nil {
		return err
	}
	backups, err := j.Backups().List(ctx)
	if err != nil {
		return err
	}
	if len(backups) == 0 {
		fmt.Fprintf(h.stderr, "There is no backup in %s yet.\n", editor.Safe(s.Backups.Folder))
		return nil
	}
	out := bufio.NewWriter(h.stdout)
	for _, b := range backups {
		fmt.Fprintf(out, "%s  %8s  %-17s  %s\n", b.At.Format("2006-01-02 15:04"), size(b.Size), state(b), editor.Safe(b.Path))
	}
	return printed(out.Flush())
}

// state says whether a backup can be relied on, and needs the passphrase.
func state(b backup.Info) string {
	is := []string{"damaged", "without lock"}
	if b.Sound {
		is[0] = "sound"
	}
	if b.Locked {
		is[1] = "locked"
	}
	return strings.Join(is, ", ")
}

// size says a number of bytes for people.
func size(n int64) string {
	const mb = 1e6
	if n < mb {
		return fmt.Sprintf("%d kB", (n+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/mb)
}

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
