package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/tui/editor"
	"shakeoff/tui/words"
)

func (h host) doctor() *cli.Command {
	return h.command(&cli.Command{
		Name:  "doctor",
		Usage: "say how the journal file stands, and what to do next; no passphrase needed",
		Description: "It changes nothing. Each line says what is well, what to look at, or what is\n" +
			"bad, with the next step under it. The exit code is 4 if anything is bad.\n\n" +
			"--salvage writes what can be saved of a damaged journal into a new one, under\n" +
			"the same passphrase, and leaves the damaged file as it is. Look into the new one\n" +
			"with --journal NEWFILE, then put it in place with shakeoff restore NEWFILE.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "deep", Usage: "account for every page of the file"},
			jsonFlag(),
			&cli.StringFlag{Name: "salvage", Usage: "save what can be saved into the new file `NEWFILE`"},
		},
		Action: h.runDoctor,
	}, 0, 0)
}

func (h host) runDoctor(ctx context.Context, c *cli.Command) error {
	j, err := h.journal(c)
	if err != nil {
		return err
	}
	if to := c.String("salvage"); c.IsSet("salvage") {
		if to == "" {
			return usage(c, "--salvage needs a value")
		}
		return h.salvage(ctx, c, j, to)
	}
	report, err := mend.Examine(ctx, j.File(), c.Bool("deep"))
	if err != nil {
		return err
	}
	about, err := h.aboutBackups(ctx, j, report)
	if err != nil {
		return err
	}
	report.Findings = append(report.Findings, about...)
	err = h.print(func(out io.Writer) error {
		if c.Bool(flagJSON) {
			return encodeReport(out, report)
		}
		showReport(out, report, h.wrapAt(reportColumn))
		return nil
	})
	if err != nil {
		return err
	}
	if report.Worst() == mend.Bad {
		return failure{exitDamaged, fmt.Errorf("%s: %w", report.Path, journal.ErrDamaged), "the next step stands beside each line that is bad"}
	}
	return nil
}

// aboutBackups says how far back one could go. The newest backup that is sound
// is all that counts when the journal is not.
func (h host) aboutBackups(ctx context.Context, j *store.Journal, r mend.Report) ([]mend.Finding, error) {
	all, err := j.Backups().List(ctx)
	if err != nil {
		return []mend.Finding{{Level: mend.Warn, What: "The backups cannot be listed.", Next: "see with shakeoff config where they should lie"}}, ctx.Err()
	}
	var found []mend.Finding
	var newest *backup.Info
	for i := range all {
		if !all[i].Sound {
			found = append(found, mend.Finding{Level: mend.Warn, What: "A backup is damaged: " + all[i].Path + ".", Next: "do not rely on it; `shakeoff backup` makes another"})
		} else if newest == nil {
			newest = &all[i]
		}
	}
	switch {
	case newest != nil:
		day := words.English().Dates.Full(newest.At)
		found = append(found, mend.Finding{Level: mend.Well, What: fmt.Sprintf("The newest sound backup is of %s: %s.", day, newest.Path)})
	case r.Exists && r.Worst() != mend.Bad:
		found = append(found, mend.Finding{Level: mend.Warn, What: "There is no sound backup.", Next: "`shakeoff backup` makes one"})
	case r.Exists:
		found = append(found, mend.Finding{Level: mend.Warn, What: "There is no sound backup to restore.", Next: "--salvage, as above, or a copy that you have elsewhere"})
	}
	return found, nil
}

// reportColumn is where the sentences of a report begin.
const reportColumn = 6

// showReport prints a report for a person.
func showReport(w io.Writer, r mend.Report, wrap int) {
	line := func(label, text string) {
		for _, line := range editor.Wrap(text, wrap) {
			fmt.Fprintf(w, "%-*s%s\n", reportColumn, label, strings.TrimRight(line, " "))
			label = ""
		}
	}
	fmt.Fprintln(w, editor.Safe(r.Path))
	last := ""
	for _, f := range r.Findings {
		line(map[mend.Level]string{mend.Well: "well", mend.Warn: "look", mend.Bad: "bad"}[f.Level], editor.Safe(f.What))
		switch f.Next {
		case "":
			continue
		case last:
			line("", "Next: the same.")
		default:
			line("", editor.Safe("Next: "+f.Next)) // without a full stop: it may end in a path
		}
		last = f.Next
	}
}

// encodeReport prints a report as a JSON object.
func encodeReport(w io.Writer, r mend.Report) error {
	type finding struct {
		Level mend.Level `json:"level"`
		What  string     `json:"what"`
		Next  string     `json:"next,omitempty"`
	}
	list := func(s []string) []string { return append([]string{}, s...) } // [] and not null
	findings := make([]finding, len(r.Findings))
	for i, f := range r.Findings {
		findings[i] = finding(f)
	}
	return json.NewEncoder(w).Encode(map[string]any{
		"path": r.Path, "verdict": r.Worst(), "findings": findings,
		"exists": r.Exists, "opened": r.Opened, "writable": r.Writable, "one_header": r.OneHeader,
		"locked": r.Locked, "newer": r.Newer, "overwriting_due": r.Pending,
		"format": r.Format, "bytes": r.Size, "mode": fmt.Sprintf("%03o", r.Mode),
		"records": r.Records, "drafts": r.Drafts, "keys": r.Keys, "taken_out": r.Purged,
		"damaged_records": r.BadRecords, "records_without_key": r.KeyMissing, "records_of_another_lock": r.KeyOfOther,
		"records_of_a_newer_program": r.NewerRecords, "parts_not_read": r.UnreadBuckets,
		"deep": r.Deep, "pages": r.Pages, "faults": list(r.Faults), "put_aside": list(r.HeaderCopies),
	})
}
