package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
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
		Usage: "check the journal file, and say what to do next; no passphrase needed",
		Description: "It changes nothing. Each line begins with ok, check or bad, and has the next step\n" +
			"under it. The exit code is 4 if anything is bad.\n\n" +
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
	j, _, err := h.journalAndSettings(c, nil) // a finding tells of the header
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
	owned, err := h.aboutOwner(ctx, c, j, report)
	if err != nil {
		return err
	}
	report.Findings = append(report.Findings, append(owned, about...)...)
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

// aboutBackups says how far back one could go. Only the newest sound backup matters if
// the journal is damaged.
func (h host) aboutBackups(ctx context.Context, j *store.Journal, r mend.Report) ([]mend.Finding, error) {
	all, err := j.Backups().List(ctx)
	if err != nil {
		return []mend.Finding{{Level: mend.Warn, What: "The backups cannot be listed.", Next: "see with shakeoff config where they should lie"}}, ctx.Err()
	}
	elsewhere, _ := j.Backups().Elsewhere(ctx)
	found := aboutCopies(slices.Concat(all, elsewhere), r.Locked)
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

// aboutCopies names the copies that are not as the journal is.
func aboutCopies(copies []backup.Info, locked bool) (found []mend.Finding) {
	for _, c := range copies {
		call := "`shakeoff --journal " + c.Path + " "
		var what, next string
		switch {
		case locked && !c.Locked:
			what, next = "has no lock, and anyone can read it", call+"passphrase` sets one; or remove it, if nothing is only there"
		case c.Unreached:
			what = "could not be reached. It may still have what you have deleted, and open as it did before"
			next = "bring its disk back, and the next backup goes on with it; if it is gone for good, `shakeoff backup --forget " + c.Path + "`"
		case c.Behind:
			what = "is not up to date. It may still have what you have deleted, and open as it did before"
			next = "the next backup tries again; if it has an earlier lock, " + call + "rekey` with the passphrase of then, or remove it"
		default:
			continue
		}
		found = append(found, mend.Finding{Level: mend.Warn, What: "A copy " + what + ": " + c.Path + ".", Next: next})
	}
	return found
}

// aboutOwner says whether anything is missing that the owner had in the journal, if a file
// with the passphrase is named and all can be read.
func (h host) aboutOwner(ctx context.Context, c *cli.Command, j *store.Journal, r mend.Report) ([]mend.Finding, error) {
	if h.secretFile(c) == "" || !r.Locked || r.Worst() == mend.Bad {
		return nil, nil
	}
	u, err := h.unlock(ctx, c, j)
	if err != nil {
		return nil, err
	}
	defer u.Lock()
	_, err = u.Heads(ctx)
	told, ok := errors.AsType[*journal.Missing](err)
	switch {
	case ok:
		what := told.Error()
		_, next := verdict(missing(ctx, u, told))
		return []mend.Finding{{Level: mend.Bad, What: strings.ToUpper(what[:1]) + what[1:] + ".", Next: next}}, nil
	case err != nil:
		return nil, err
	}
	return []mend.Finding{{Level: mend.Well, What: "Nothing is missing that you have looked at in Review."}}, nil
}

// reportColumn is where the sentences of a report begin.
const reportColumn = 7

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
		line(string(f.Level), editor.Safe(f.What))
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
	return encode(w, map[string]any{
		"path": r.Path, "verdict": r.Worst(), "findings": findings,
		"exists": r.Exists, "opened": r.Opened, "writable": r.Writable, "one_header": r.OneHeader,
		"locked": r.Locked, "newer": r.Newer, "overwriting_due": r.Pending,
		"format": r.Format, "bytes": r.Size, "mode": fmt.Sprintf("%03o", r.Mode),
		"records": r.Records, "drafts": r.Drafts, "keys": r.Keys, "taken_out": r.Purged,
		"damaged_records": r.BadRecords, "records_without_key": r.KeyMissing, "records_of_another_lock": r.KeyOfOther,
		"records_of_a_newer_program": r.NewerRecords, "parts_not_read": r.UnreadBuckets,
		"deep": r.Deep, "pages": r.Pages, "faults": list(r.Faults), "put_aside": list(r.HeaderCopies),
	}, "")
}

// salvage saves what can be saved into a new file, and says how much that was.
func (h host) salvage(ctx context.Context, c *cli.Command, j *store.Journal, to string) error {
	s, err := mend.Salvage(ctx, j.File(), to)
	switch {
	case errors.Is(err, fs.ErrExist):
		return failure{exitFailed, fmt.Errorf("%s is there already, and is never overwritten", to), "choose another name for --salvage"}
	case errors.Is(err, journal.ErrDamaged):
		return failure{exitDamaged, err, "nothing could be saved; restore the newest backup, which shakeoff backup --list shows"}
	case err != nil:
		return err
	}
	_ = j.Backups().Remember(ctx, to) // it is told of all the same
	if c.Bool(flagJSON) {
		return printed(encode(h.stdout, map[string]any{
			"from": j.Path(), "to": to, "found": s.Found, "written": s.Written, "drafts": s.Drafts,
			"earlier_states": s.Duplicates, "taken_out": s.Purged, "records_without_key": s.KeyMissing,
			"carved": s.Carved, "only_recovery_key": s.OnlyRecoveryKey, "needs_rekey": s.NoRecipient,
		}, ""))
	}
	return h.print(func(out io.Writer) error {
		showSalvage(out, s, editor.Safe(j.Path()), editor.Safe(to))
		return nil
	})
}

// showSalvage says how much was saved, why not all of it, and what to do next.
func showSalvage(w io.Writer, s mend.SalvageReport, from, to string) {
	fmt.Fprintf(w, "%d of the %d records that were found whole are saved in %s; %d of them are pages that wait.\n", s.Written, s.Found, to, s.Drafts)
	for _, left := range []struct {
		n    int
		what string
	}{
		{s.Duplicates, "%d were left out, as earlier states of a page that is saved."},
		{s.Purged, "%d were left out, because they had been taken out of the journal."},
		{s.KeyMissing, "%d of those saved cannot be opened: their key was not found."},
	} {
		if left.n > 0 {
			fmt.Fprintf(w, left.what+"\n", left.n)
		}
	}
	if s.Carved {
		fmt.Fprintln(w, "Not every part could be reached in order, so the whole file was searched; a page that was thrown away may have come back.")
	}
	if s.OnlyRecoveryKey {
		fmt.Fprintf(w, "What your passphrase opens was lost: the recovery key opens the new file, and shakeoff --journal %s passphrase sets a passphrase again.\n", to)
	}
	if s.NoRecipient {
		fmt.Fprintf(w, "Nothing can be written in the new file before shakeoff --journal %s rekey.\n", to)
	}
	fmt.Fprintf(w, "%s is untouched.\n", from)
	if s.KeyMissing < s.Written {
		fmt.Fprintf(w, "Next: look into the new file with shakeoff --journal %[1]s list; then shakeoff restore %[1]s\n", to)
	} else {
		fmt.Fprintln(w, "Next: restore a backup instead, if there is one: shakeoff backup --list")
	}
}
