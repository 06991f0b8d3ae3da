package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

func (h host) importEntries() *cli.Command {
	return h.command(&cli.Command{
		Name:      "import",
		Usage:     "file entries from another journal, or from an export; no passphrase needed",
		ArgsUsage: "FILE",
		Description: "FILE is - for standard input. --from says what is in it:\n\n" +
			"   shakeoff  what export writes as json; an entry keeps its id\n" +
			"   jrnl      what jrnl --export json writes\n" +
			"   dayone    the Journal.json of a Day One export\n" +
			"   md        what export writes as md; or a heading for each day, as in\n" +
			"             ## 2026-11-21 or ## 2026-11-21 14:05, with your words under it\n\n" +
			"Words from another journal are filed as the answer to what happened, with their\n" +
			"day and their tags; a star becomes the tag starred. Without a time zone,\n" +
			"that of this computer is used. An md of ours comes back with its answers, its first\n" +
			"weight and its last, and its tags; what md does not hold is only in the json.\n\n" +
			"The ids of what was filed are printed, one a line. If one entry breaks a rule,\n" +
			"none is filed, and the line where it stands is named. Entries without words are\n" +
			"left out.\n\n" +
			"With shakeoff and dayone, an entry that is here already is left out, and so is\n" +
			"one that you took out here; shakeoff add files it all the same. jrnl and md do\n" +
			"not name their entries: what you import twice from those is here twice.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: "what wrote it is `FORMAT`: shakeoff, jrnl, dayone or md"},
		},
		Action: h.runImport,
	}, 1, 1)
}

func (h host) runImport(ctx context.Context, c *cli.Command) error {
	now := h.now()
	read, ok := map[string]func(io.Reader) ([]journal.Entry, error){
		"shakeoff": func(r io.Reader) ([]journal.Entry, error) { return exchange.Decode(r, now) },
		"jrnl":     func(r io.Reader) ([]journal.Entry, error) { return exchange.DecodeJrnl(r, now.Location()) },
		"dayone": func(r io.Reader) ([]journal.Entry, error) {
			return exchange.DecodeDayOne(r, now.Location(), time.LoadLocation)
		},
		formatMarkdown: func(r io.Reader) ([]journal.Entry, error) { return h.markdownReader().Decode(r) },
	}[c.String("from")]
	if !ok {
		return usage(c, "--from takes shakeoff, jrnl, dayone or md")
	}
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	in := h.stdin
	if name := c.Args().First(); name != "-" {
		if in, err = os.Open(name); err != nil {
			return failure{exitFailed, fmt.Errorf("what is to be imported cannot be read: %w", err), "name a file, or - for standard input"}
		}
		defer in.Close()
	}
	all, err := read(in)
	if err != nil {
		return err
	}
	entries := slices.DeleteFunc(slices.Clone(all), journal.Entry.Blank)
	ids, err := j.Import(ctx, entries...)
	if err != nil {
		return err
	}
	fmt.Fprintf(h.stderr, "Filed: %d.", len(ids))
	if known := len(entries) - len(ids); known > 0 {
		fmt.Fprintf(h.stderr, " Left out, here already or taken out here: %d.", known)
	}
	if blank := len(all) - len(entries); blank > 0 {
		fmt.Fprintf(h.stderr, " Left out, without words: %d.", blank)
	}
	fmt.Fprintln(h.stderr)
	return h.acknowledge(ctx, j, ids)
}

// markdownReader reads Markdown in every language, as an export may be older than the
// settings. It looks for a question in the person's own guide first.
func (h host) markdownReader() exchange.MarkdownReader {
	own := h.words()
	m := exchange.MarkdownReader{Here: h.now().Location(), Weights: []string{own.Export.Weight}}
	m.Days = append(m.Days, own.Dates.Read)
	guides := []guide.Guide{h.guide()}
	for _, code := range words.Languages() {
		g, _ := guide.In(code)
		w, _ := words.In(code)
		guides, m.Days, m.Weights = append(guides, g), append(m.Days, w.Dates.Read), append(m.Weights, w.Export.Weight)
	}
	m.Step = func(question string) journal.Step {
		for _, g := range guides {
			for _, s := range g.Steps {
				// Without a question, its heading is the name of the step.
				if question == s.Question || question == string(s.Name) {
					return s.Name
				}
			}
		}
		return ""
	}
	return m
}
