package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
)

func (h host) export() *cli.Command {
	return h.command(&cli.Command{
		Name:      "export",
		Usage:     "write entries in clear, to take them elsewhere",
		ArgsUsage: "[ID...]",
		Description: "Without an ID it writes every entry. What it writes anyone can read: a file\n" +
			"that it makes is for you alone, and an existing one is never overwritten.\n" +
			"shakeoff add reads it again.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Usage: "the `FORMAT`: json", Value: "json"},
			&cli.StringFlag{Name: "output", Usage: "write to the new file `FILE`, not to standard output"},
		},
		Action: h.runExport,
	}, 0, many)
}

func (h host) runExport(ctx context.Context, c *cli.Command) error {
	if c.String("format") != "json" {
		return usage(c, "--format takes json")
	}
	entries, damaged, err := h.readAll(ctx, c)
	if err != nil {
		return err
	}
	if c.Args().Present() {
		picked, err := pick(c, entries, c.Args().Slice()...)
		if err != nil {
			return cmp.Or(damaged, err) // what is looked for may be what is damaged
		}
		entries = picked
	}
	write := func(f *os.File) error {
		out := bufio.NewWriter(f)
		if err := exchange.EncodeJSONExport(out, entries); err != nil {
			return err
		}
		return out.Flush()
	}
	if name := c.String("output"); name != "" {
		return errors.Join(writeNew(name, write), damaged)
	}
	return errors.Join(printed(write(h.stdout)), damaged)
}

// writeNew makes a file that only its owner may read, and never overwrites
// one. If it cannot be written whole it is taken away again.
func writeNew(name string, write func(*os.File) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return failure{exitFailed, fmt.Errorf("%s is there already, and is never overwritten", name), "choose another name for --output"}
	}
	if err == nil {
		if err = errors.Join(write(file), file.Sync(), file.Close()); err != nil {
			err = errors.Join(err, os.Remove(name))
		}
	}
	if err != nil {
		return failure{exitFailed, fmt.Errorf("the export cannot be written: %w", err), "choose another place for --output"}
	}
	return nil
}
