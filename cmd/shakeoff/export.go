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

// The formats for people. Both export and import take Markdown.
const (
	formatMarkdown = "md"
	formatText     = "txt"
	formatHTML     = "html"
)

// The formats for programs.
const (
	formatJSON = "json"
	formatCSV  = "csv"
	formatAge  = "age"
)

// The shapes of what is for people.
const (
	shapeRecord  = "record"
	shapeDebrief = "debrief"
)

const (
	flagFormat = "format"
	flagShape  = "shape"
	flagOnly   = "only"
	onlyWeight = "weight" // what --only takes besides the names of answers
)

func (h *host) export() *cli.Command {
	return h.command(&cli.Command{
		Name:      "export",
		Usage:     "save entries to a file, readable or sealed with age",
		ArgsUsage: "[ID...]",
		Description: "Without an ID it writes every entry, or those that --tag and the like choose.\n" +
			"Except as age, the file is not sealed: whoever gets it can read it. On this\n" +
			"computer, only your account can open it. An existing file is never overwritten.\n" +
			"shakeoff import reads json and md back in. md is a dated record for people to\n" +
			"read, the oldest entry first, with the answers under their questions; txt is the\n" +
			"same as plain text, and html as a page to print, which runs nothing and fetches\n" +
			"nothing. csv is a table for spreadsheets, one row an entry: id, written, the\n" +
			"four answers by the names that --only takes, those to your own questions,\n" +
			"before, after, latest, intention, tags; a cell that would be a formula gets a '\n" +
			"before it. age is the json, sealed to your journal's own key: with the recovery\n" +
			"key in a file, age -d -i FILE opens it without this program.\n\n" +
			"--shape debrief is a sheet for a debriefing, as txt, md or html: what happened,\n" +
			"when and how heavy it was, what was in your control and what you would change,\n" +
			"then room for what you need, and to sign. --only chooses other answers.\n\n" +
			"   shakeoff export --shape debrief --format html --output debrief.html last\n\n" +
			"--redact blacks a word out wherever it stands, in any case, with or without\n" +
			"accents and as part of a longer word, which goes with it. The file says that it\n" +
			"is redacted, carries no ids, and cannot be imported. What you type here stays in\n" +
			"the history of your shell; --redact-file keeps names out of that.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: flagFormat, Usage: "the `FORMAT`: " + alternatives(choices(flagFormat)), Value: formatJSON},
			&cli.StringFlag{Name: flagShape, Usage: "the `SHAPE` of md, txt and html: " + alternatives(choices(flagShape)), Value: shapeRecord, HideDefault: true},
			&cli.StringFlag{Name: flagOnly, Usage: "only these `ANSWERS`, as in happened,change; weight is how heavy it was"},
			&cli.StringSliceFlag{Name: "redact", Usage: "black out this `WORD`, or words in quotes; may be given again"},
			&cli.StringFlag{Name: "redact-file", Usage: "black out what stands on each line of `FILE`; - is standard input"},
			&cli.BoolFlag{Name: "bom", Usage: "begin csv with the mark by which spreadsheets know its letters; files in languages with a decimal comma have it, --bom=false leaves it out"},
			&cli.StringFlag{Name: "output", Usage: "write to the new file `FILE`, not to standard output"},
		}, searchFlags()...),
		Action: h.runExport,
	}, 0, many)
}

func (h *host) runExport(ctx context.Context, c *cli.Command) error {
	format, only, err := h.shape(c)
	if err != nil {
		return err
	}
	redact, err := h.redaction(c)
	if err != nil {
		return err
	}
	name := c.String("output")
	if redact.Found(filepath.Base(name)) {
		return told(exitUsage, h.said().Failed.Named)
	}
	entries, damaged, err := h.chosen(ctx, c)
	if err != nil {
		return err
	}
	narrowed := only != "" || c.IsSet(flagOnly)
	var g guide.Guide // for the questions of entries that have none
	if slices.Contains(formatsForPeople(), format) || narrowed {
		g = h.guide()
	}
	if narrowed {
		if entries, err = h.chosenAnswers(c, only, g, entries); err != nil {
			return err
		}
	}
	if !redact.IsZero() {
		if n := redact.Missing(entries); n > 0 {
			fmt.Fprintf(h.stderr, h.said().Done.NotBlacked+"\n", n)
		}
		entries = redact.Entries(entries)
	}
	write := func(w io.Writer) error {
		switch format {
		case formatMarkdown:
			return h.paper(c, g, redact, entries).Markdown(w, entries)
		case formatText:
			return h.paper(c, g, redact, entries).Text(w, entries)
		case formatHTML:
			return h.paper(c, g, redact, entries).HTML(w, entries)
		case formatCSV:
			if h.marked(c) {
				if _, err := io.WriteString(w, "\ufeff"); err != nil {
					return err
				}
			}
			return exchange.EncodeCSV(w, entries, !redact.IsZero())
		case formatAge:
			return h.sealed(ctx, c, w, func(w io.Writer) error {
				return exchange.EncodeJSONExport(w, entries, !redact.IsZero())
			})
		}
		return exchange.EncodeJSONExport(w, entries, !redact.IsZero())
	}
	if name == "" {
		return errors.Join(h.print(write), damaged)
	}
	err = writeNew(name, write)
	switch {
	case errors.As(err, new(failure)):
	case errors.Is(err, fs.ErrExist):
		err = told(exitFailed, h.said().Failed.Exists, name)
	case err != nil:
		err = told(exitFailed, h.said().Failed.NotWritten, err)
	}
	return errors.Join(err, damaged)
}

// shape is the format that is asked for, and which answers. A debrief sheet is for people, and
// leaves out the line to end on, which is private.
func (h *host) shape(c *cli.Command) (format, only string, err error) {
	format, only = c.String(flagFormat), c.String(flagOnly)
	if err := cmp.Or(h.oneOf(c, flagFormat), h.oneOf(c, flagShape)); err != nil {
		return "", "", err
	}
	if c.String(flagShape) != shapeDebrief {
		return format, only, nil
	}
	if !c.IsSet(flagFormat) {
		format = formatText
	}
	if !slices.Contains(formatsForPeople(), format) {
		return "", "", h.usage(c, h.said().Usage.Takes, "--"+flagFormat, strings.Join(formatsForPeople(), ", "))
	}
	if !c.IsSet(flagOnly) {
		only = fmt.Sprintf("%s,%s,%s,%s", journal.Happened, journal.Control, journal.Change, onlyWeight)
	}
	return format, only, nil
}

func formatsForPeople() []string { return []string{formatText, formatMarkdown, formatHTML} }

// paper is how entries are written for people, in the language set.
func (h *host) paper(c *cli.Command, g guide.Guide, redact exchange.Redaction, entries []journal.Entry) exchange.Paper {
	said := h.words()
	p := exchange.Paper{
		When:     func(e journal.Entry) string { return said.Dates.Happened(e.When(), e.DayOnly) },
		Weight:   said.Export.Weight,
		Question: func(a journal.Answer) string { return redact.Text(g.QuestionOf(a)) },
	}
	if len(entries) != 1 {
		p.Title = said.Export.Heading
	}
	if !redact.IsZero() {
		p.Redacted = said.Export.Redacted
	}
	if c.String(flagShape) == shapeDebrief {
		p.Sheet = &exchange.Sheet{Needs: said.Export.Needs, Sign: said.Export.Sign}
	}
	return p
}

// redaction is what --redact and --redact-file black out.
func (h *host) redaction(c *cli.Command) (exchange.Redaction, error) {
	words := c.StringSlice("redact")
	if name := c.String("redact-file"); name != "" {
		text, err := h.readInput(name)
		if err != nil {
			return exchange.Redaction{}, failure{code: exitFailed, err: fmt.Errorf("the words to black out cannot be read: %w", err), next: "name a file for --redact-file, or - for standard input"}
		}
		for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
			if line = strings.TrimSpace(line); line != "" {
				words = append(words, line)
			}
		}
	}
	redact := exchange.NewRedaction(words...)
	if redact.IsZero() && (c.IsSet("redact") || c.IsSet("redact-file")) {
		return redact, h.usage(c, h.said().Usage.Words)
	}
	return redact, nil
}

// readInput reads a file, or standard input for -.
func (h *host) readInput(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(h.stdin)
	}
	return os.ReadFile(name)
}

// marked says that a table begins with the mark by which spreadsheets know UTF-8. Without it,
// those in languages with a decimal comma garble letters; in a pipe it would be part of the first name.
func (h *host) marked(c *cli.Command) bool {
	if c.IsSet("bom") {
		return c.Bool("bom")
	}
	w, _ := h.readWords(h.language()) // chosen reports what is wrong with them
	return c.String("output") != "" && w.Decimal == ","
}

func (h *host) sealed(ctx context.Context, c *cli.Command, w io.Writer, write func(io.Writer) error) error {
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	sealed, err := j.Sealed(ctx, w)
	if errors.Is(err, journal.ErrInvalid) {
		return told(exitFailed, h.said().Failed.NoKey)
	}
	if err != nil {
		return judged(err, h.said())
	}
	return errors.Join(write(sealed), sealed.Close())
}

// chosenAnswers keeps only the answers that only names, and drops the entries left empty.
func (h *host) chosenAnswers(c *cli.Command, only string, g guide.Guide, entries []journal.Entry) ([]journal.Entry, error) {
	var steps []journal.Step
	weights := false
	for name := range strings.SplitSeq(only, ",") {
		step := journal.Step(strings.TrimSpace(name))
		answered := func(e journal.Entry) bool { return e.Text(step) != "" }
		switch {
		case step == onlyWeight:
			weights = true
		case !g.Has(step) && !slices.ContainsFunc(entries, answered):
			return nil, h.usage(c, h.said().Usage.Answers)
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

// exportFile writes a new file for the screens. If the name is taken it adds a number.
func exportFile(_ context.Context, wanted string, data []byte) (string, error) {
	path, kind := wanted, filepath.Ext(wanted)
	for n := 2; ; n++ {
		err := writeNew(path, func(w io.Writer) error {
			_, err := w.Write(data)
			return err
		})
		if !errors.Is(err, fs.ErrExist) || n > 100 {
			return path, err
		}
		path = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(wanted, kind), n, kind)
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
