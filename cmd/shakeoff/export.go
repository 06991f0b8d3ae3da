package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/guide"
)

// What --format takes.
const (
	formatJSON     = "json"
	formatMarkdown = "md"
	formatCSV      = "csv"
	formatAge      = "age"
)

func (h host) export() *cli.Command {
	return h.command(&cli.Command{
		Name:      "export",
		Usage:     "write entries to take them elsewhere, in clear or sealed with age",
		ArgsUsage: "[ID...]",
		Description: "Without an ID it writes every entry, or those that --tag and the like choose.\n" +
			"What it writes anyone can read: a file that it makes is for you alone, and an\n" +
			"existing one is never overwritten. shakeoff import reads json and md again. md is\n" +
			"a dated record for people to read, the oldest entry first, with the answers under\n" +
			"their questions. csv is a table for spreadsheets, one row an entry: id, written,\n" +
			"the four answers by the names that --only takes, those to your own questions,\n" +
			"before, after, latest, intention, tags; a cell that would be a formula gets a '\n" +
			"before it. age is the json, sealed to your journal's own key: with the recovery key\n" +
			"in a file, age -d -i FILE opens it without this program.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "format", Usage: "the `FORMAT`: json, md, csv or age", Value: formatJSON},
			&cli.StringFlag{Name: "only", Usage: "only these `ANSWERS`, as in happened,change; weight is how heavy it was"},
			&cli.StringFlag{Name: "output", Usage: "write to the new file `FILE`, not to standard output"},
		}, searchFlags()...),
		Action: h.runExport,
	}, 0, many)
}

func (h host) runExport(ctx context.Context, c *cli.Command) error {
	format := c.String("format")
	if !slices.Contains([]string{formatJSON, formatMarkdown, formatCSV, formatAge}, format) {
		return usage(c, "--format takes json, md, csv or age")
	}
	q, err := searchFor(c)
	if err != nil {
		return err
	}
	entries, damaged, err := h.readAll(ctx, c)
	if err != nil {
		return err
	}
	if c.Args().Present() {
		picked, err := pick(c, entries, c.Args().Slice()...)
		if err != nil {
			return cmp.Or(damaged, err) // what is looked for may be what is damaged
		}
		entries = picked
	}
	var g guide.Guide
	if format == formatMarkdown || c.IsSet("only") {
		g = h.guide()
	}
	if entries, err = chosenAnswers(c, g, matching(entries, q)); err != nil {
		return err
	}
	write := func(f *os.File) error {
		switch format {
		case formatMarkdown:
			return h.record(g, len(entries)).Encode(f, entries)
		case formatCSV:
			return exchange.EncodeCSV(f, entries)
		case formatAge:
			return h.sealJSON(ctx, c, f, entries)
		}
		return writeJSON(f, entries)
	}
	if name := c.String("output"); name != "" {
		return errors.Join(writeNew(name, write), damaged)
	}
	return errors.Join(printed(write(h.stdout)), damaged)
}

func writeJSON(w io.Writer, entries []journal.Entry) error {
	out := bufio.NewWriter(w)
	if err := exchange.EncodeJSONExport(out, entries); err != nil {
		return err
	}
	return out.Flush()
}

// sealJSON writes the same as one age file.
func (h host) sealJSON(ctx context.Context, c *cli.Command, w io.Writer, entries []journal.Entry) error {
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	sealed, err := j.Sealed(ctx, w)
	if errors.Is(err, journal.ErrInvalid) {
		return failure{exitFailed, err, "set one with shakeoff passphrase, and print the key with shakeoff recovery"}
	}
	if err != nil {
		return err
	}
	return errors.Join(writeJSON(sealed, entries), sealed.Close())
}

// record is how n entries are written as Markdown. The guide says what was asked
// where an entry does not.
func (h host) record(g guide.Guide, n int) exchange.Markdown {
	w := h.words()
	m := exchange.Markdown{When: h.inFull(w.Dates), Question: g.QuestionOf, Weight: w.Export.Weight}
	if n != 1 {
		m.Title = w.Export.Heading
	}
	return m
}

// chosenAnswers keeps of each entry what --only names, and no entry of which that
// leaves nothing.
func chosenAnswers(c *cli.Command, g guide.Guide, entries []journal.Entry) ([]journal.Entry, error) {
	if !c.IsSet("only") {
		return entries, nil
	}
	var steps []journal.Step
	weights := false
	for name := range strings.SplitSeq(c.String("only"), ",") {
		step := journal.Step(strings.TrimSpace(name))
		switch {
		case step == "weight":
			weights = true
		case !answered(entries, step) && !g.Has(step):
			return nil, usage(c, "--only takes happened, control, change, release, weight, and the names of your own questions")
		default:
			steps = append(steps, step)
		}
	}
	var only []journal.Entry
	for _, e := range entries {
		if some, ok := exchange.Only(e, steps, weights); ok {
			only = append(only, some)
		}
	}
	return only, nil
}

// answered says that some entry has an answer under a step.
func answered(entries []journal.Entry, step journal.Step) bool {
	return slices.ContainsFunc(entries, func(e journal.Entry) bool { return e.Text(step) != "" })
}

// exportFile is the Export of the screens: it writes a new file into the home of
// the person, or, without one, into the current folder.
func (h host) exportFile(_ context.Context, name string, data []byte) (string, error) {
	folder, err := os.UserHomeDir()
	if err != nil {
		folder = "."
	}
	kind := filepath.Ext(name)
	for n := 1; ; n++ {
		path := filepath.Join(folder, name)
		if n > 1 {
			path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, kind), n, kind))
		}
		err := tryNew(path, func(f *os.File) error {
			_, err := f.Write(data)
			return err
		})
		if errors.Is(err, fs.ErrExist) && n < 100 {
			continue
		}
		return path, err
	}
}

// writeNew makes a file that only its owner may read, and never overwrites
// one. If it cannot be written whole it is taken away again.
func writeNew(name string, write func(*os.File) error) error {
	err := tryNew(name, write)
	switch {
	case errors.Is(err, fs.ErrExist):
		return failure{exitFailed, fmt.Errorf("%s is there already, and is never overwritten", name), "choose another name for --output"}
	case err != nil:
		return failure{exitFailed, fmt.Errorf("the export cannot be written: %w", err), "choose another place for --output"}
	}
	return nil
}

func tryNew(name string, write func(*os.File) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err = errors.Join(write(file), file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
