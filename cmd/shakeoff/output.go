package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v3"
	"golang.org/x/term"
)

const flagJSON = "json"

// jsonFlag asks for output for programs.
func jsonFlag() cli.Flag { return &cli.BoolFlag{Name: flagJSON, Usage: "print it as a JSON object"} }

// width is how wide the terminal for results is, or 0 if they go elsewhere.
func (h host) width() int { return widthOf(h.stdout) }

func widthOf(f *os.File) int {
	if !isTerminal(f) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return width
}

// wrapAt is how wide a text may be after a margin: as wide as is easy to read on the
// terminal for results, and without a limit elsewhere, where programs read line by line.
func (h host) wrapAt(margin int) int {
	const readable, noLimit = 72, 1 << 30
	if width := h.width(); width > 0 {
		return max(10, min(width, readable)-margin)
	}
	return noLimit
}

// say prints lines as the result of a command.
func (h host) say(lines ...string) error {
	_, err := fmt.Fprintln(h.stdout, strings.Join(lines, "\n"))
	return printed(err)
}

// print prints the result of a command, piece by piece.
func (h host) print(result func(out io.Writer) error) error {
	out := bufio.NewWriter(h.stdout)
	err := result(out)
	if err == nil {
		err = out.Flush()
	}
	return printed(err)
}

// printed says of an error that it happened while a result was printed.
func printed(err error) error {
	if err == nil || errors.As(err, new(failure)) {
		return err
	}
	return failure{exitFailed, fmt.Errorf("the result cannot be printed: %w", err), "see where standard output goes; the journal itself is as it was"}
}
