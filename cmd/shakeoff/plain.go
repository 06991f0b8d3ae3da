package main

import (
	"context"
	"errors"

	"github.com/urfave/cli/v3"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/tui/page"
	"shakeoff/tui/plain"
)

// flagPlain asks for plain mode.
const flagPlain = "plain"

// plain says that plain mode is asked for: by the flag, by the person's
// environment, or by a terminal that can draw nothing.
func (h host) plain(c *cli.Command) bool {
	return c.Bool(flagPlain) || h.env("ACCESSIBLE") != "" || h.env("TERM") == "dumb" && isTerminal(h.stdin) && isTerminal(h.stdout)
}

// plainOrJSON refuses to be asked for both.
func plainOrJSON(c *cli.Command) error {
	if c.Bool(flagPlain) && c.Bool(flagJSON) {
		return usage(c, "--"+flagPlain+" and --"+flagJSON+" ask for two different things")
	}
	return nil
}

// speak goes through a door of plain mode. Whichever way that ends, the terminal is
// left as it was and the words are on disk.
func (h host) speak(ctx context.Context, c *cli.Command, door func(context.Context, plain.Options) error) (err error) {
	if h.patience == 0 {
		h.patience = screensPatience
	}
	file := h.secretFile(c)
	if file == "-" {
		return usage(c, "the passphrase and the lines cannot both come from standard input")
	}
	j, set, err := h.journalAndSettings(c)
	if err != nil {
		return err
	}
	w := wire.New(j)
	w.Safeguard(h.now, h.rescueFolders()...)
	defer h.sayRescued(w)
	defer w.End(farewell)
	o := plain.Options{
		Journal: w, Autosaver: page.NewAutosaver(w), Guide: h.guide(), Words: h.words(), Someone: set.Someone,
		In: h.stdin, Out: h.stdout, Terminal: isTerminal(h.stdin), Width: h.width, Now: h.now, Idle: set.idle(),
		Ask: h.askSecret, Fail: func(err error) { h.fail(err) },
	}
	if file != "" {
		o.Given = func() ([]byte, error) { return h.readSecret(file) }
	}
	defer o.Autosaver.Forget()
	defer func() {
		if recover() != nil { // what it panics with may hold words
			err = errors.Join(failure{exitFailed, errors.New("something went wrong"), "open it again; what you wrote is in the journal"}, page.Flush(ctx, o.Autosaver))
		}
	}()
	return door(ctx, o)
}
