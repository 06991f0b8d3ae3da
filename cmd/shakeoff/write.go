package main

import (
	"context"

	"github.com/urfave/cli/v3"

	"shakeoff/tui/kit"
	"shakeoff/tui/plain"
)

func (h *host) write() *cli.Command {
	return h.command(&cli.Command{
		Name: "write", Usage: "write a page; so does shakeoff without a command",
		Description: "With --plain it asks line by line, and draws nothing. An answer may have many\n" +
			"lines; an empty line ends it, or skips the question. What is pasted is text, its\n" +
			"empty lines too; from a file or a pipe the first empty line ends the answer. A\n" +
			"line with ? alone gives another angle; \\? is a question mark. When\n" +
			"asked how heavy it is, type a number; anything else is added to the answer\n" +
			"before. Ctrl+d, ctrl+c and the end of a file leave, and what was written stays\n" +
			"as an unfinished page. Anyone who scrolls up can read what you type here.",
		Action: h.runWrite,
	}, 0, 0)
}

func (h *host) runWrite(ctx context.Context, c *cli.Command) error {
	return h.open(ctx, c, kit.Write, plain.Write)
}
