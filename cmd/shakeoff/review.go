package main

import (
	"context"

	"github.com/urfave/cli/v3"

	"shakeoff/tui/kit"
	"shakeoff/tui/plain"
)

func (h *host) review() *cli.Command {
	return h.command(&cli.Command{
		Name: "review", Usage: "open what you have kept",
		Description: "With --plain it is a list to choose from by number, and draws nothing; ? says\n" +
			"what can be typed.",
		Action: func(ctx context.Context, c *cli.Command) error { return h.open(ctx, c, kit.Review, plain.Review) },
	}, 0, 0)
}
