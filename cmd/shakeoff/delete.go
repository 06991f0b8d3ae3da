package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

func (h host) deleteEntries() *cli.Command {
	return h.command(&cli.Command{
		Name:      "delete",
		Usage:     "take entries out and overwrite them, here and in the journal's own backups",
		ArgsUsage: "ID...",
		Description: "ID is as for show; last is the newest entry. All of them are taken out, or\n" +
			"none. Nothing brings them back. What you have copied, exported or printed\n" +
			"elsewhere stays there, and so may spare blocks of the disk.",
		Flags:  []cli.Flag{&cli.BoolFlag{Name: "yes", Usage: "do not ask first"}},
		Action: h.runDelete,
	}, 1, many)
}

func (h host) runDelete(ctx context.Context, c *cli.Command) error {
	if !c.Bool("yes") {
		_, _, done, err := h.terminal()
		if err != nil {
			return failure{exitUsage, errors.New("there is no terminal to ask on"), "add --yes to delete without being asked"}
		}
		done()
	}
	j, err := h.journalToPurge(c)
	if err != nil {
		return err
	}
	u, err := h.unlock(ctx, c, j)
	if errors.Is(err, journal.ErrNoJournal) {
		_, err = pick(c, nil, nil)
	}
	if err != nil {
		return err
	}
	defer u.Lock()
	entries, damaged := u.All(ctx)
	if damaged != nil && !errors.Is(damaged, journal.ErrDamaged) {
		return damaged
	}
	picked, err := pick(c, entries, damaged)
	if err != nil {
		return err
	}
	if !c.Bool("yes") {
		if err := h.confirmDelete(picked); err != nil {
			return err
		}
	}
	var ids []journal.ID
	for _, e := range picked {
		ids = append(ids, e.ID)
	}
	ids = slices.Compact(ids) // the two versions of an entry follow one another
	if err := u.Delete(ctx, store.Deleted, ids...); err != nil {
		return err
	}
	what := "The entry is gone"
	if len(ids) > 1 {
		what = fmt.Sprintf("%d entries are gone", len(ids))
	}
	defer h.sayUnreached(j, "may still have what was deleted")
	return h.sayGone(ctx, j, what+", here and in this computer's backups.")
}

// sayUnreached names the copies that could not be brought up to date.
func (h host) sayUnreached(j *store.Journal, still string) {
	for _, path := range j.Backups().Unreached() {
		fmt.Fprintf(h.stderr, "%s could not be reached, and %s. It is tried again at the next backup or deletion.\n", editor.Safe(path), still)
	}
}

// sayGone says that something was taken out, and if it is not overwritten everywhere yet.
func (h host) sayGone(ctx context.Context, j *store.Journal, sentence string) error {
	if s, err := j.Status(ctx); err == nil && s.Pending {
		sentence += " It is not overwritten everywhere yet; the next writing goes on with it."
	}
	return h.say(sentence)
}

// confirmDelete shows what would go, and asks.
func (h host) confirmDelete(entries []journal.Entry) error {
	in, out, done, err := h.terminal()
	if err != nil {
		return err
	}
	defer done()
	for _, e := range entries {
		fmt.Fprintln(out, h.listLine(e, widthOf(out)))
	}
	return askYes(in, out, "Delete for good, here and in this computer's backups?")
}

// askYes asks on a terminal. Only yes is a yes.
func askYes(in io.Reader, out io.Writer, question string) error {
	fmt.Fprint(out, question, " yes or no: ")
	answer := make([]byte, maxSecret) // a terminal hands on one line at a time
	n, err := in.Read(answer)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch strings.ToLower(strings.TrimSpace(string(answer[:n]))) {
	case "y", "yes":
		return nil
	}
	return failure{exitFailed, errors.New("the answer was not yes"), "nothing was changed"}
}
