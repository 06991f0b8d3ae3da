package main

import (
	"context"

	"github.com/urfave/cli/v3"

	"shakeoff/tui/kit"
)

func (h *host) settingsRoom() *cli.Command {
	return h.command(&cli.Command{
		Name:  "settings",
		Usage: "open what can be set, or print it as config does",
		Description: "The lock and the recovery key are there too. Without the screens, shakeoff\n" +
			"passphrase sets, changes and removes the lock, shakeoff recovery prints the key,\n" +
			"and all else is set in the file that shakeoff config names.",
		Action: func(ctx context.Context, c *cli.Command) error {
			return h.openOrPrint(ctx, c, kit.Settings, func() error { return h.runConfig(ctx, c) })
		},
	}, 0, 0)
}
