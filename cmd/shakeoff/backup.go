package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
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
			"What you delete later goes from every copy that this computer has made, and a\n" +
			"lock that you set reaches them, wherever they lie. One on a disk that is away\n" +
			"is named, and follows when the disk is back.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "list", Usage: "list the backups, the newest first"},
			&cli.StringFlag{Name: flagForget, Usage: "stop looking for a copy at `PATH`, when it is gone for good"},
		},
		Action: h.runBackup,
	}, 0, 1)
}

const flagForget = "forget"

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
	if c.IsSet(flagForget) {
		return h.forgetBackup(ctx, j, c.String(flagForget))
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

// forgetBackup has this computer look for a copy no longer.
func (h host) forgetBackup(ctx context.Context, j *store.Journal, path string) error {
	known, err := j.Backups().Forget(ctx, path)
	switch {
	case err != nil:
		return err
	case !known:
		return failure{exitFailed, fmt.Errorf("no copy is remembered at %s", path), "shakeoff doctor names the copies that cannot be reached"}
	}
	return h.say(editor.Safe(path + " is not looked for any more. If it still exists, it stays as it is."))
}

func (h host) listBackups(ctx context.Context, c *cli.Command) error {
	j, s, err := h.journalAndSettings(c, h.oneHeader)
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
	return h.print(func(out io.Writer) error {
		for _, b := range backups {
			sound, locked := "damaged", "without lock"
			if b.Sound {
				sound = "sound"
			}
			if b.Locked {
				locked = "locked"
			}
			size := fmt.Sprintf("%d kB", (b.Size+999)/1000)
			if b.Size >= 1e6 {
				size = fmt.Sprintf("%.1f MB", float64(b.Size)/1e6)
			}
			fmt.Fprintf(out, "%s  %8s  %-17s  %s\n", b.At.Format("2006-01-02 15:04"), size, sound+", "+locked, editor.Safe(b.Path))
		}
		return nil
	})
}
