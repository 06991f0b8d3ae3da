package main

import (
	"context"

	"github.com/urfave/cli/v3"

	"shakeoff/tui"
)

func (h host) write() *cli.Command {
	return h.room(tui.Write, "write", "open the page on which you write; so does no command at all")
}

func (h host) review() *cli.Command {
	return h.room(tui.Review, "review", "open what you have kept")
}

// room is a command that opens the screens at a room.
func (h host) room(r tui.Room, name, usage string) *cli.Command {
	return h.command(&cli.Command{
		Name: name, Usage: usage,
		Action: func(ctx context.Context, c *cli.Command) error { return h.screens(ctx, c, r) },
	}, 0, 0)
}
