package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/urfave/cli/v3"
	"golang.org/x/term"

	"shakeoff/store/exchange"
	"shakeoff/tui/theme"
)

const flagJSON = "json"

func jsonFlag() cli.Flag { return &cli.BoolFlag{Name: flagJSON, Usage: "print it as a JSON object"} }

// width is how wide the terminal for results is, or 0 if they go elsewhere.
func (h *host) width() int { return widthOf(h.stdout) }

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

// look is how results for people are coloured: as the screens are, but not at all if they do not go
// to a terminal, or if no colours or plain text are asked for. If nobody knows whether the terminal
// is dark, only those of its own colours are used that can be read on either background.
func (h *host) look(c *cli.Command) (*theme.Theme, error) {
	s, _ := h.settings("") // what is wrong with them was told
	err := h.override(c, &s)
	profile := h.colours()
	if err != nil || !isTerminal(h.stdout) || profile <= colorprofile.ASCII || h.plain(c) {
		return new(theme.Theme), err
	}
	lipgloss.EnableLegacyWindowsANSI(h.stdout)
	look := theme.Look(s.Theme)
	dark, told := h.background()
	if !told && look != theme.Dark && look != theme.Light {
		dark, profile = true, colorprofile.ANSI
	}
	return theme.New(look, dark, profile), nil
}

// sayPage prints a page of parts, each with a title above it and a blank line before it.
func (h *host) sayPage(c *cli.Command, lines []string) error {
	t, err := h.look(c)
	if err != nil {
		return err
	}
	for i, line := range lines {
		if line != "" && (i == 0 || lines[i-1] == "") {
			lines[i] = t.Strong.Render(line)
		}
	}
	return h.say(lines...)
}

// weights colours the weights of an entry, as in 8 → 3.
func weights(text string, t *theme.Theme) string {
	before, after, several := strings.Cut(text, " "+theme.Arrow+" ")
	if !several {
		return t.Strong.Render(text)
	}
	return t.Strong.Render(before) + " " + t.Accent.Render(theme.Arrow) + " " + t.Strong.Render(after)
}

// wrapAt is how wide a text may be after a margin: as wide as is easy to read on a terminal, and
// without a limit elsewhere, where programs read line by line.
func (h *host) wrapAt(margin int) int {
	const readable, noLimit = 72, 1 << 30
	if width := h.width(); width > 0 {
		return max(10, min(width, readable)-margin)
	}
	return noLimit
}

func (h *host) say(lines ...string) error {
	_, err := fmt.Fprintln(h.stdout, strings.Join(lines, "\n"))
	return h.printed(err)
}

// sayJSON prints an object as the result of a command, words as they are.
func (h *host) sayJSON(object any, indent string) error {
	data, err := exchange.JSON(object, indent)
	if err != nil {
		return err
	}
	return h.say(string(data))
}

// print prints the result of a command, piece by piece.
func (h *host) print(result func(out io.Writer) error) error {
	out := bufio.NewWriter(h.stdout)
	err := result(out)
	if err == nil {
		err = out.Flush()
	}
	return h.printed(err)
}

// printed adds to an error that it happened while a result was printed.
func (h *host) printed(err error) error {
	if err == nil || errors.As(err, new(failure)) {
		return err
	}
	return told(exitFailed, h.said().Failed.NotPrinted, err)
}
