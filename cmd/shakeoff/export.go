package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/guide"
)

// formatMarkdown is what both export and import take.
const formatMarkdown = "md"

func (h host) export() *cli.Command {
	return h.command(&cli.Command{
		Name:      "export",
		Usage:     "write entries to take them elsewhere, in clear or sealed with age",
		ArgsUsage: "[ID...]",
		Description: "Without an ID it writes every entry, or those that --tag and the like choose.\n" +
			"Anyone can read what it writes: a file that it makes is for you alone, and an\n" +
			"existing one is never overwritten. shakeoff import reads json and md again. md is\n" +
			"a dated record for people to read, the oldest entry first, with the answers under\n" +
			"their questions. csv is a table for spreadsheets, one row an entry: id, written,\n" +
			"the four answers by the names that --only takes, those to your own questions,\n" +
			"before, after, latest, intention, tags; a cell that would be a formula gets a '\n" +
			"before it. age is the json, sealed to your journal's own key: with the recovery key\n" +
			"in a file, age -d -i FILE opens it without this program.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "format", Usage: "the `FORMAT`: json, md, csv or age", Value: "json"},
			&cli.StringFlag{Name: "only", Usage: "only these `ANSWERS`, as in happened,change; weight is how heavy it was"},
			&cli.StringFlag{Name: "output", Usage: "write to the new file `FILE`, not to standard output"},
		}, searchFlags()...),
		Action: h.runExport,
	}, 0, many)
}

func (h host) runExport(ctx context.Context, c *cli.Command) error {
	format := c.String("format")
	if !slices.Contains([]string{"json", formatMarkdown, "csv", "age"}, format) {
		return usage(c, "--format takes json, md, csv or age")
	}
	entries, damaged, err := h.chosen(ctx, c)
	if err != nil {
		return err
	}
	var g guide.Guide // for the questions of entries that have none
	if format == formatMarkdown || c.IsSet("only") {
		g = h.guide()
	}
	if c.IsSet("only") {
		if entries, err = chosenAnswers(c, g, entries); err != nil {
			return err
		}
	}
	write := func(w io.Writer) error {
		switch format {
		case formatMarkdown:
			said := h.words()
			m := exchange.Markdown{When: h.inFull(said.Dates), Question: g.QuestionOf, Weight: said.Export.Weight}
			if len(entries) != 1 {
				m.Title = said.Export.Heading
			}
			return m.Encode(w, entries)
		case "csv":
			return exchange.EncodeCSV(w, entries)
		case "age":
			return h.sealJSON(ctx, c, w, entries)
		}
		return exchange.EncodeJSONExport(w, entries)
	}
	name := c.String("output")
	if name == "" {
		return errors.Join(h.print(write), damaged)
	}
	err = writeNew(name, write)
	switch {
	case errors.As(err, new(failure)):
	case errors.Is(err, fs.ErrExist):
		err = failure{exitFailed, fmt.Errorf("%s is there already, and is never overwritten", name), "choose another name for --output"}
	case err != nil:
		err = failure{exitFailed, fmt.Errorf("the export cannot be written: %w", err), "choose another place for --output"}
	}
	return errors.Join(err, damaged)
}

// sealJSON writes the JSON export as an age file.
func (h host) sealJSON(ctx context.Context, c *cli.Command, w io.Writer, entries []journal.Entry) error {
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	sealed, err := j.Sealed(ctx, w)
	if errors.Is(err, journal.ErrInvalid) {
		return failure{exitFailed, errors.New("no lock is set, so there is no recovery key yet that could open it"), "set one with shakeoff passphrase, and print the key with shakeoff recovery"}
	}
	if err != nil {
		code, next := verdict(err)
		return failure{code, err, next}
	}
	return errors.Join(exchange.EncodeJSONExport(sealed, entries), sealed.Close())
}

// chosenAnswers leaves only what --only names in each entry, and drops entries that are
// empty then.
func chosenAnswers(c *cli.Command, g guide.Guide, entries []journal.Entry) ([]journal.Entry, error) {
	var steps []journal.Step
	weights := false
	for name := range strings.SplitSeq(c.String("only"), ",") {
		step := journal.Step(strings.TrimSpace(name))
		answered := func(e journal.Entry) bool { return e.Text(step) != "" }
		switch {
		case step == "weight":
			weights = true
		case !g.Has(step) && !slices.ContainsFunc(entries, answered):
			return nil, usage(c, "--only takes happened, control, change, release, weight, and the names of your own questions")
		default:
			steps = append(steps, step)
		}
	}
	var chosen []journal.Entry
	for _, e := range entries {
		if e, ok := exchange.Only(e, steps, weights); ok {
			chosen = append(chosen, e)
		}
	}
	return chosen, nil
}

// exportFile writes a new file for the screens into the home folder, or into the current
// folder if there is none. If the name is taken it adds a number.
func (h host) exportFile(_ context.Context, name string, data []byte) (string, error) {
	folder, kind := h.homeFolder(runtime.GOOS), filepath.Ext(name)
	path := filepath.Join(folder, name)
	for n := 2; ; n++ {
		err := writeNew(path, func(w io.Writer) error {
			_, err := w.Write(data)
			return err
		})
		if !errors.Is(err, fs.ErrExist) || n > 100 {
			return path, err
		}
		path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, kind), n, kind))
	}
}

// writeNew makes a file that only its owner can read, and never overwrites one. If it
// cannot be written completely, it is removed.
func writeNew(name string, write func(io.Writer) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(file)
	err = write(out)
	if err == nil {
		err = out.Flush()
	}
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
