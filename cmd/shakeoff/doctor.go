package main

import (
	"context"
	"errors"
	"fmt"
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

func (h *host) doctor() *cli.Command {
	return h.command(&cli.Command{
		Name:  "doctor",
		Usage: "check the journal file, and say what to do next; no passphrase needed",
		Description: "It changes nothing. Each line begins with ok, check or bad, and has the next step\n" +
			"under it. The exit code is 4 if anything is bad.\n\n" +
			"--salvage writes what can be saved of a damaged journal into a new one, under\n" +
			"the same passphrase, and leaves the damaged file as it is. Look at what is in\n" +
			"the new one with --journal NEWFILE, then put it in place with shakeoff restore\n" +
			"NEWFILE.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "deep", Usage: "check every page of the file"},
			jsonFlag(),
			&cli.StringFlag{Name: "salvage", Usage: "save what can be saved into the new file `NEWFILE`"},
		},
		Action: h.runDoctor,
	}, 0, 0)
}

func (h *host) runDoctor(ctx context.Context, c *cli.Command) error {
	j, _, err := h.journalAndSettings(c, h.patience, nil) // a finding tells of the header
	if err != nil {
		return err
	}
	if to := c.String("salvage"); c.IsSet("salvage") {
		if to == "" {
			return h.usage(c, h.said().Usage.Value, "--salvage")
		}
		return h.salvage(ctx, c, j, to)
	}
	report, err := mend.Examine(ctx, j.File(), c.Bool("deep"))
	if err != nil {
		return err
	}
	s, _ := j.Status(ctx) // what cannot be read is among the findings already
	report.Distrust(s.Trouble)
	if state := h.stateFile(); state != "" {
		report.Place(string(state))
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
	if c.Bool(flagJSON) {
		err = h.sayReport(report)
	} else {
		err = h.showReport(report)
	}
	if err != nil {
		return err
	}
	if report.Worst() == mend.Bad {
		return failure{code: exitDamaged, err: fmt.Errorf("%s: %w", report.Path, journal.ErrDamaged), next: "each line marked bad has its next step under it"}
	}
	return nil
}

// aboutBackups says how far back one could go. Only the newest sound backup matters if
// the journal is damaged.
func (h *host) aboutBackups(ctx context.Context, j *store.Journal, r mend.Report) ([]mend.Finding, error) {
	all, err := j.Backups().List(ctx)
	if err != nil {
		return []mend.Finding{{Level: mend.Warn, What: "The backups cannot be listed.", Next: "check the folder that `shakeoff config` names"}}, ctx.Err()
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
		found = append(found, mend.Finding{Level: mend.Well, What: fmt.Sprintf("The newest good backup is from %s: %s.", day, newest.Path)})
	case r.Exists && r.Worst() != mend.Bad:
		found = append(found, mend.Finding{Level: mend.Warn, What: "There is no good backup yet.", Next: "`shakeoff backup` makes one"})
	case r.Exists:
		found = append(found, mend.Finding{Level: mend.Warn, What: "There is no good backup to restore.", Next: "use a copy that you have somewhere else, or `shakeoff doctor --salvage NEWFILE`"})
	}
	return found, nil
}

// aboutCopies names the copies that are not as the journal is.
func aboutCopies(copies []backup.Info, locked bool) (found []mend.Finding) {
	for _, c := range copies {
		call := "`shakeoff --journal " + mend.Quoted(c.Path) + " "
		var what, next string
		switch {
		case locked && !c.Locked:
			what, next = "has no lock, and anyone can read it", call+"passphrase` sets one; or delete the copy, if everything in it is somewhere else too"
		case c.Unreached:
			what = "could not be reached. It may still have what you have deleted, and open as it did before"
			next = "bring its disk back, and the next backup goes on with it; if it is gone for good, `shakeoff backup --forget " + mend.Quoted(c.Path) + "`"
		case c.Behind:
			what = "is not up to date. It may still have what you have deleted, and open as it did before"
			next = "the next backup tries again; if it has an earlier lock, " + call + "rekey` with the passphrase it had then, or delete it"
		default:
			continue
		}
		found = append(found, mend.Finding{Level: mend.Warn, What: "The copy at " + c.Path + " " + what + ".", Next: next})
	}
	return found
}

// aboutOwner says whether anything is missing that the owner had in the journal, if a file
// with the passphrase is named and all can be read; without one, whether it is an older copy.
func (h *host) aboutOwner(ctx context.Context, c *cli.Command, j *store.Journal, r mend.Report) ([]mend.Finding, error) {
	if !r.Locked || r.Worst() == mend.Bad {
		return nil, nil
	}
	if h.secretFile(c) == "" {
		if older, err := j.Older(ctx); err != nil || !older {
			return nil, err
		}
		return []mend.Finding{{
			Level: mend.Bad, What: "An older copy of the journal is here, and what came later is missing.",
			Next: "run `shakeoff doctor --passphrase-file FILE` to see which backup has it",
		}}, nil
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
		next := judged(h.missing(ctx, u, told), words.English().Command).next
		return []mend.Finding{{Level: mend.Bad, What: strings.ToUpper(what[:1]) + what[1:] + ".", Next: next}}, nil
	case err != nil:
		return nil, err
	}
	return []mend.Finding{{Level: mend.Well, What: "Nothing you have looked at in Review is missing."}}, nil
}

func (h *host) showReport(r mend.Report) error {
	const column = 7 // where the sentences begin
	lines, last := []string{editor.Safe(r.Path)}, ""
	say := func(label, text string) {
		for _, line := range editor.Wrap(editor.Safe(text), h.wrapAt(column)) {
			lines = append(lines, strings.TrimRight(fmt.Sprintf("%-*s%s", column, label, line), " "))
			label = ""
		}
	}
	for _, f := range r.Findings {
		say(string(f.Level), f.What)
		switch f.Next {
		case "":
			continue
		case last:
			say("", "Next: the same.")
		default:
			say("", "Next: "+f.Next) // without a full stop: it may end in a path
		}
		last = f.Next
	}
	return h.say(lines...)
}

func (h *host) sayReport(r mend.Report) error {
	// [] and not null
	r.Faults, r.HeaderCopies = append([]string{}, r.Faults...), append([]string{}, r.HeaderCopies...)
	return h.sayJSON(struct {
		mend.Report
		Mode    string     `json:"mode"`
		Verdict mend.Level `json:"verdict"`
	}{r, fmt.Sprintf("%03o", r.Mode), r.Worst()}, "")
}

// salvage saves what can be saved into a new file, and says how much that was.
func (h *host) salvage(ctx context.Context, c *cli.Command, j *store.Journal, to string) error {
	s, err := mend.Salvage(ctx, j.File(), to)
	switch {
	case errors.Is(err, fs.ErrExist):
		return told(exitFailed, h.said().Failed.Exists, to)
	case errors.Is(err, journal.ErrDamaged):
		return because(exitDamaged, err, h.said().Failed.Unrestored)
	case err != nil:
		return err
	}
	_ = j.Backups().Remember(ctx, to) // it is told of all the same
	if c.Bool(flagJSON) {
		return h.sayJSON(struct {
			From string `json:"from"`
			To   string `json:"to"`
			mend.SalvageReport
		}{j.Path(), to, s}, "")
	}
	return h.showSalvage(s, editor.Safe(j.Path()), editor.Safe(to))
}

// showSalvage says how much was saved, why not all of it, and what to do next.
func (h *host) showSalvage(s mend.SalvageReport, from, to string) error {
	var lines []string
	say := func(when bool, format string, args ...any) {
		if when {
			lines = append(lines, fmt.Sprintf(format, args...))
		}
	}
	named, opens := mend.Quoted(to), s.KeyMissing < s.Written
	say(true, "Records found: %d. Saved in %s: %d. Unfinished pages among them: %d.", s.Found, to, s.Written, s.Drafts)
	say(s.Duplicates > 0, "Left out, as older versions of saved pages: %d.", s.Duplicates)
	say(s.Purged > 0, "Left out, as deleted before: %d.", s.Purged)
	say(s.KeyMissing > 0, "Saved, but without the key that opens them: %d.", s.KeyMissing)
	say(s.Carved, "Not every part could be reached in order, so the whole file was searched; a page that you deleted may be back.")
	say(s.OnlyRecoveryKey, "Your passphrase does not open the new file; the recovery key does. shakeoff --journal %s passphrase sets a new passphrase.", named)
	say(s.NoRecipient, "Before you write in the new file, run: shakeoff --journal %s rekey", named)
	say(true, "%s is untouched.", from)
	say(opens, "Next: look at what is in the new file with shakeoff --journal %[1]s list; then shakeoff restore %[1]s", named)
	say(!opens, "Next: restore a backup instead, if there is one: shakeoff backup --list")
	return h.say(lines...)
}
