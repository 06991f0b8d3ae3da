package main

import (
	"context"
	"errors"

	"github.com/urfave/cli/v3"

	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/plain"
)

const flagPlain = "plain"

// plain says whether plain mode is asked for: by the flag, by the environment, or by a
// terminal that cannot draw.
func (h *host) plain(c *cli.Command) bool {
	return c.Bool(flagPlain) || h.env("ACCESSIBLE") != "" || h.env("TERM") == "dumb" && h.drawable()
}

// open opens a room, in plain mode or on the screen.
func (h *host) open(ctx context.Context, c *cli.Command, room kit.Room, spoken func(context.Context, plain.Options) error) error {
	if h.plain(c) {
		return h.speak(ctx, c, spoken)
	}
	return h.screens(ctx, c, room)
}

// openOrPrint opens a room on the screen, or prints it, if that is asked for or there is no
// terminal.
func (h *host) openOrPrint(ctx context.Context, c *cli.Command, room kit.Room, print func() error) error {
	plain, asJSON := h.plain(c), c.Bool(flagJSON)
	switch {
	case c.Bool(flagPlain) && asJSON:
		return h.usage(c, h.said().Usage.Together, "--"+flagPlain, "--"+flagJSON)
	case !plain && !asJSON && h.drawable():
		return h.screens(ctx, c, room)
	}
	return print()
}

// speak runs a room of plain mode. However that ends, the terminal is left as it was, and
// the words are on disk.
func (h *host) speak(ctx context.Context, c *cli.Command, room func(context.Context, plain.Options) error) (err error) {
	file := h.secretFile(c)
	if file == "-" {
		return told(exitUsage, h.said().Failed.SecretInput)
	}
	w, saver, set, end, err := h.window(c, h.oneHeader)
	if err != nil {
		return err
	}
	defer end()
	o := plain.Options{
		Journal: w, Autosaver: saver, Guide: h.guide(), Words: h.words(), Someone: set.Someone,
		In: h.stdin, Out: h.stdout, Terminal: isTerminal(h.stdin), Width: h.width, Now: h.now, Idle: set.idle(),
		Ask: h.askSecret, Fail: func(err error) { h.fail(err) },
	}
	if file != "" {
		o.Given = func() ([]byte, error) { return h.readSecret(file) }
	}
	defer func() {
		if recover() != nil { // what it panics with may hold words
			err = errors.Join(told(exitFailed, h.said().Failed.Broken), page.Flush(ctx, saver))
		}
	}()
	return room(ctx, o)
}
