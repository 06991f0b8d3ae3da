package main

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"
)

// flagJSON asks for output for programs.
const flagJSON = "json"

// width is how wide the terminal is on which results are printed, or 0 if they
// go elsewhere.
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

// sayLines prints lines as they are.
func (h host) sayLines(lines []string) error {
	_, err := fmt.Fprintln(h.stdout, strings.Join(lines, "\n"))
	return err
}

// printed says that a result could not be printed, if err says so.
func printed(err error) error {
	if err == nil {
		return nil
	}
	return failure{exitFailed, fmt.Errorf("the result cannot be printed: %w", err), "see where standard output goes; the journal itself is as it was"}
}
