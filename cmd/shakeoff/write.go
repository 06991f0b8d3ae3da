package main

import (
	"context"

	"github.com/urfave/cli/v3"

	"shakeoff/tui/kit"
	"shakeoff/tui/plain"
)

func (h host) write() *cli.Command {
	return h.command(&cli.Command{
		Name: "write", Usage: "open the page you write on; without a command too",
		Description: "With --plain it asks line by line, and draws nothing. One line is one answer, an\n" +
			"empty line skips. A line that ends in \\ goes on in the next line, one that ends\n" +
			"in \\\\ ends in \\. A line with ? alone gives another angle; \\? is a question mark.\n" +
			"At a weight a number weighs, and words become the next answer. Ctrl+d, ctrl+c\n" +
			"and the end of a file leave, and what was written waits as a page.\n" +
			"What is typed so stays in the scrollback of the terminal.",
		Action: h.runWrite,
	}, 0, 0)
}

func (h host) runWrite(ctx context.Context, c *cli.Command) error {
	return h.open(ctx, c, kit.Write, plain.Write)
}
