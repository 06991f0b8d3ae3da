package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a machine may have no zones of its own, and days must stay days

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

const (
	flagFrom  = "from"
	flagDates = "dates"
)

func (h *host) importEntries() *cli.Command {
	return h.command(&cli.Command{
		Name:      "import",
		Usage:     "add entries from another journal, or from an export; no passphrase needed",
		ArgsUsage: "FILE|FOLDER...",
		Description: "FILE is - for standard input; in a folder, every text, table and archive is read.\n" +
			"The format of each file is recognised and named; --from sets one for all of them:\n\n" +
			"   shakeoff  what export writes as json; an entry keeps its id\n" +
			"   csv       what export writes as csv\n" +
			"   md        what export writes as md; or a heading for each day, as in\n" +
			"             ## 2026-11-21 or ## Monday, November 23, 2026, with your words under\n" +
			"             it; or a file for each day, as Obsidian and Logseq keep them\n" +
			"   jrnl      jrnl's own file, and what jrnl --export json or md writes\n" +
			"   dayone    a Day One export, the zip or its Journal.json\n" +
			"   daylio    the CSV that Daylio exports; rad weighs 0, good 2, meh 5, bad 8, awful 10\n" +
			"   rednotebook  RedNotebook's data folder, or a month of it, such as 2026-11.txt\n\n" +
			"Words from another journal are added as the answer to what happened, with their\n" +
			"day and their tags; a star becomes the tag starred. If no time zone is given,\n" +
			"this computer's is used. An md of ours comes back with its answers, its first\n" +
			"weight and its last, and its tags; what md does not hold is only in the json.\n\n" +
			"The ids of the entries added are printed, one a line. If one breaks a rule, none\n" +
			"is added, and the line where it stands is named. --dry-run adds nothing and says\n" +
			"what would be added. Entries without words are left out.\n\n" +
			"What is here already is skipped, and so is an entry that you deleted here. An\n" +
			"entry without an id is recognised by its day and its words, if the journal can\n" +
			"be read: with a lock, give --passphrase-file. You are told how many were changed\n" +
			"elsewhere; --update takes their words, as if you had edited them here.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: flagFrom, Usage: "read every file as `FORMAT`: " + alternatives(choices(flagFrom))},
			&cli.BoolFlag{Name: "dry-run", Usage: "say what would be added, and add nothing"},
			&cli.BoolFlag{Name: "update", Usage: "take the words of entries that were changed elsewhere"},
			&cli.StringFlag{Name: flagDates, Usage: "read days such as 3/4/2026 as `ORDER`: " + alternatives(choices(flagDates))},
		},
		Action: h.runImport,
	}, 1, many)
}

func (h *host) runImport(ctx context.Context, c *cli.Command) error {
	if err := cmp.Or(h.oneOf(c, flagFrom), h.oneOf(c, flagDates)); err != nil {
		return err
	}
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	from, order := c.String(flagFrom), c.String(flagDates)
	source := h.source()
	if source.Kind = from; order != "" {
		source.MonthFirst = order == "mdy"
	}
	r := report{update: c.Bool("update"), dry: c.Bool("dry-run")}
	if err := h.readSources(&r, &source, c.Args().Slice()); err != nil {
		return err
	}
	u, locked, err := h.forComparing(ctx, c, j)
	if err != nil {
		return err
	}
	if r.locked = locked; u != nil {
		defer u.Lock()
		if err := r.compare(ctx, u); err != nil {
			return err
		}
	}
	if r.dry {
		r.print(h.stderr, h.said().Import, len(r.fresh))
		return nil
	}
	if r.update {
		for _, e := range r.changed {
			if _, err := u.Edit(ctx, e); err != nil {
				return err
			}
		}
	}
	ids, err := j.Import(ctx, r.fresh...)
	if err != nil {
		return err
	}
	r.known += len(r.fresh) - len(ids)
	r.print(h.stderr, h.said().Import, len(ids))
	h.sayFuture(r.fresh)
	return h.acknowledge(ctx, j, ids)
}

// readSources reads what the arguments name into the report.
func (h *host) readSources(r *report, source *exchange.Source, args []string) error {
	files, err := sources(args)
	if err != nil {
		return h.unreadable(err)
	}
	boundMemory(files)
	progress := h.progress(files)
	for _, f := range files {
		kind, entries, err := h.readSource(source, f)
		progress(f.size)
		switch {
		case errors.Is(err, exchange.ErrNoDay) && f.found:
			r.dayless = append(r.dayless, f.path)
			continue
		case err != nil && len(files) > 1:
			return fmt.Errorf("%s: %w", f.path, err)
		case err != nil:
			return err
		}
		r.add(kind, entries)
	}
	r.notes = source.Notes
	return nil
}

// boundMemory keeps the memory in use to a few times the size of the files.
func boundMemory(files []sourceFile) {
	const least, times = 48 << 20, 6 // halves
	var all int64
	for _, f := range files {
		all += f.size
	}
	debug.SetMemoryLimit(least + all*times/2)
}

// readSource reads a file; of an archive on disk only what is a journal in it.
func (h *host) readSource(source *exchange.Source, f sourceFile) (kind string, entries []journal.Entry, err error) {
	in := h.stdin
	if f.path != "-" {
		file, err := os.Open(f.path)
		if err != nil {
			return "", nil, h.unreadable(err)
		}
		defer func() { _ = file.Close() }()
		if exchange.IsArchive(file) {
			entries, err := source.ReadArchive(file, f.size)
			return exchange.KindDayOne, entries, err
		}
		in = file
	}
	var data bytes.Buffer
	data.Grow(int(min(f.size, exchange.MostText)) + bytes.MinRead)
	switch n, err := data.ReadFrom(io.LimitReader(in, exchange.MostText+1)); {
	case err != nil:
		return "", nil, h.unreadable(err)
	case n > exchange.MostText:
		return "", nil, told(exitFailed, h.said().Failed.Long, exchange.MostText>>20)
	}
	return source.Read(filepath.ToSlash(f.path), data.Bytes())
}

func (h *host) unreadable(err error) error {
	return told(exitFailed, h.said().Failed.Unreadable, err)
}

type sourceFile struct {
	path  string // - is standard input
	found bool   // in a folder, and not named
	size  int64
}

// sources lists the files that arguments name, and those in folders, by name.
func sources(args []string) (files []sourceFile, err error) {
	for _, arg := range args {
		if arg == "-" {
			files = append(files, sourceFile{path: arg})
			continue
		}
		err := filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case path != arg && strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			case d.IsDir():
				return nil
			}
			kind := strings.ToLower(filepath.Ext(path))
			if path != arg && !slices.Contains([]string{".md", ".markdown", ".txt", ".json", ".csv", ".zip"}, kind) {
				return nil
			}
			info, err := os.Stat(path)
			if err != nil {
				return err
			}
			if info.Mode().IsRegular() || path == arg {
				files = append(files, sourceFile{path: path, found: path != arg, size: info.Size()})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// source reads Markdown in every language, as an export may be older than the settings. It looks
// for a question in the person's own guide first.
func (h *host) source() exchange.Source {
	own := h.words()
	m := exchange.Source{Now: h.now(), Here: h.now().Location(), Zone: time.LoadLocation, Weights: []string{own.Export.Weight}}
	guides, spoken := []guide.Guide{h.guide()}, []*words.Words{own}
	for _, code := range words.Languages() {
		g, _ := guide.In(code)
		w, _ := words.In(code)
		guides, spoken = append(guides, g), append(spoken, w)
	}
	var months [][12]string
	var weekdays []string
	for _, w := range spoken {
		m.Weights = append(m.Weights, w.Export.Weight)
		months = append(months, w.Dates.Months, w.Dates.MonthsAlone, w.Dates.MonthsShort)
		weekdays = slices.Concat(weekdays, w.Dates.Weekdays[:], w.Dates.WeekdaysShort[:])
		for _, more := range w.Dates.Told.Weekdays {
			for day := range strings.SplitSeq(more, "|") {
				weekdays = append(weekdays, day[strings.LastIndexByte(day, ' ')+1:])
			}
		}
	}
	const ours = 6 // lists: three of the person's language and three in English
	m.Calendar = exchange.NewCalendar(ours, months, weekdays)
	m.MonthFirst = own.Dates.Order == words.MonthDay
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
