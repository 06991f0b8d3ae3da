package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/urfave/cli/v3"

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
