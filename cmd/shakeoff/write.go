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
		Description: "With --plain it asks line by line, and draws nothing. An answer may have many\n" +
			"lines; an empty line ends it, or skips the question. What is pasted is text, its\n" +
			"empty lines too; from a file or a pipe the first empty line ends the answer. A\n" +
			"line with ? alone gives another angle; \\? is a question mark. At a weight a\n" +
			"number weighs, and words are added to the answer before. Ctrl+d, ctrl+c\n" +
			"and the end of a file leave, and what was written waits as a page.\n" +
			"What is typed so stays in the scrollback of the terminal.",
		Action: h.runWrite,
	}, 0, 0)
}

func (h host) runWrite(ctx context.Context, c *cli.Command) error {
	return h.open(ctx, c, kit.Write, plain.Write)
}
