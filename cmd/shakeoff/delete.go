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
	"shakeoff/tui/theme"
)

func (h *host) deleteEntries() *cli.Command {
	return h.command(&cli.Command{
		Name:      "delete",
		Usage:     "delete entries for good, here and in the journal's own backups",
		ArgsUsage: "ID...",
		Description: "ID is as for show; last is the newest entry. All of them are deleted, or none.\n" +
			"They cannot be brought back. What you have copied, exported or printed stays\n" +
			"where it is, and traces may stay in spare blocks of the disk.",
		Flags:  []cli.Flag{&cli.BoolFlag{Name: "yes", Usage: "do not ask first"}},
		Action: h.runDelete,
	}, 1, many)
}

func (h *host) runDelete(ctx context.Context, c *cli.Command) error {
	in, out, done, err := h.terminal()
	if err == nil {
		defer done()
	} else if !c.Bool("yes") {
		return told(exitUsage, h.said().Failed.NotAsked)
	}
	j, err := h.journalToPurge(c)
	if err != nil {
		return err
	}
	u, err := h.unlock(ctx, c, j)
	if errors.Is(err, journal.ErrNoJournal) {
		_, err = h.pick(c, nil, nil)
	}
	if err != nil {
		return err
	}
	defer u.Lock()
	entries, damaged := u.All(ctx)
	if damaged != nil && !errors.Is(damaged, journal.ErrDamaged) {
		return damaged
	}
	picked, err := h.pick(c, entries, damaged)
	if err != nil {
		return err
	}
	if !c.Bool("yes") {
		if err := listLines(out, picked, h.words().Dates, new(theme.Theme), widthOf(out)); err != nil {
			return err
		}
		if err := h.askYes(in, out, h.said().Done.DeleteAsk); err != nil {
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
	w := h.words()
	gone := w.Change.Gone
	if len(j.Backups().Unreached()) > 0 {
		gone = w.Change.Unreached
	}
	defer h.sayUnreached(j, w.Command.Done.Behind)
	return h.sayGone(ctx, j, gone)
}

// sayUnreached names the copies that could not be brought up to date.
func (h *host) sayUnreached(j *store.Journal, still string) {
	for _, path := range j.Backups().Unreached() {
		fmt.Fprintf(h.stderr, still+"\n", editor.Safe(path))
	}
}

// sayGone says that something was deleted, and whether it is still to be overwritten somewhere.
func (h *host) sayGone(ctx context.Context, j *store.Journal, sentence string) error {
	if s, err := j.Status(ctx); err == nil && s.Pending {
		sentence += "\n" + h.said().Done.Pending
	}
	return h.say(sentence)
}

// askYes asks on a terminal. Only yes is a yes.
func (h *host) askYes(in io.Reader, out io.Writer, question string) error {
	said := h.said()
	yes := strings.Split(said.Done.Yes, "|")
	fmt.Fprintf(out, "%s (%s/%s) ", question, yes[0], said.Done.No)
	answer := make([]byte, maxSecret) // a terminal hands on one line at a time
	n, err := in.Read(answer)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if slices.Contains(yes, strings.ToLower(strings.TrimSpace(string(answer[:n])))) {
		return nil
	}
	return told(exitFailed, said.Failed.NotYes)
}
