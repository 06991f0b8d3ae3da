package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

func (h *host) backup() *cli.Command {
	return h.command(&cli.Command{
		Name:      "backup",
		Usage:     "back up the journal, and check the copy; no passphrase needed",
		ArgsUsage: "[FILE]",
		Description: "Without FILE the copy goes to the daily backups, which are made when you write;\n" +
			"shakeoff config shows where. Its path is printed. An existing file is never\n" +
			"overwritten. A backup is a journal: it has the lock that the journal has now,\n" +
			"and --journal FILE reads it.\n\n" +
			"What you delete later goes from every copy that this computer has made, and a\n" +
			"lock that you set reaches them, wherever they are. A copy on a disk that is\n" +
			"not plugged in is named, and follows when the disk is back.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "list", Usage: "list the backups, the newest first"},
			&cli.StringFlag{Name: flagForget, Usage: "stop looking for the copy at `PATH`, if it is gone for good"},
		},
		Action: h.runBackup,
	}, 0, 1)
}

const flagForget = "forget"

func (h *host) runBackup(ctx context.Context, c *cli.Command) error {
	to := c.Args().First()
	if c.Bool("list") && to != "" {
		return h.usage(c, h.said().Usage.Together, "--list", "FILE")
	}
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	if c.Bool("list") {
		return h.listBackups(ctx, j)
	}
	if c.IsSet(flagForget) {
		return h.forgetBackup(ctx, j, c.String(flagForget))
	}
	path, err := j.Backups().Make(ctx, to)
	if errors.Is(err, fs.ErrExist) {
		return told(exitFailed, h.said().Failed.Exists, path)
	}
	if errors.Is(err, journal.ErrNoJournal) {
		err = cmp.Or(j.Missing(), err)
	}
	if err != nil {
		return err
	}
	if err := h.say(editor.Safe(path)); err != nil {
		return err
	}
	fmt.Fprintln(h.stderr, h.said().Done.BackedUp)
	return nil
}

// forgetBackup has this computer look for a copy no longer.
func (h *host) forgetBackup(ctx context.Context, j *store.Journal, path string) error {
	known, err := j.Backups().Forget(ctx, path)
	switch {
	case err != nil:
		return err
	case !known:
		return told(exitFailed, h.said().Failed.Forget, path)
	}
	return h.say(editor.Safe(fmt.Sprintf(h.said().Done.NotLooked, path)))
}

func (h *host) listBackups(ctx context.Context, j *store.Journal) error {
	backups, err := j.Backups().List(ctx)
	if err != nil {
		return err
	}
	if len(backups) == 0 {
		fmt.Fprintf(h.stderr, h.said().Done.NoBackup+"\n", editor.Safe(j.Backups().Folder()))
		return nil
	}
	said := h.said().Done
	return h.print(func(out io.Writer) error {
		for _, b := range backups {
			sound, locked := said.Damaged, said.Open
			if b.Sound {
				sound = said.Sound
			}
			if b.Locked {
				locked = said.Locked
			}
			size := fmt.Sprintf("%d kB", (b.Size+999)/1000)
			if b.Size >= 1e6 {
				size = fmt.Sprintf("%.1f MB", float64(b.Size)/1e6)
			}
			fmt.Fprintf(out, "%s  %8s  %-24s  %s\n", b.At.Format("2006-01-02 15:04"), size, sound+", "+locked, editor.Safe(b.Path))
		}
		return nil
	})
}
