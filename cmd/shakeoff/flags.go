package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
	"shakeoff/tui/theme"
)

// choices are the words that a flag takes, if it takes one of a few: for its usage, its check and
// completion.
var choices = map[string][]string{
	flagFormat: {formatJSON, formatMarkdown, formatText, formatHTML, formatCSV, formatAge},
	flagShape:  {shapeRecord, shapeDebrief},
	flagFrom:   exchange.Kinds(),
	flagDates:  {"dmy", "mdy"},
	flagRange:  {"4w", "6m", "all"},
	flagMotion: {"full", "reduced", "off"},
	flagTheme:  looks(),
}

func looks() (names []string) {
	for _, look := range theme.Looks() {
		names = append(names, string(look))
	}
	return names
}

// alternatives joins words to choose from, as in a sentence.
func alternatives(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// oneOf refuses a value that a flag does not take.
func (h *host) oneOf(c *cli.Command, flag string) error {
	if c.IsSet(flag) && !slices.Contains(choices[flag], c.String(flag)) {
		return h.usage(c, h.said().Usage.Takes, "--"+flag, strings.Join(choices[flag], ", "))
	}
	return nil
}
