package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
)

const flagYes = "yes"

func (h host) deleteEntries() *cli.Command {
	return h.command(&cli.Command{
		Name:      "delete",
		Usage:     "take entries out and overwrite them, here and in the journal's own backups",
		ArgsUsage: "ID...",
		Description: "ID is as for show; last is the newest entry. All of them are taken out, or\n" +
			"none. Nothing brings them back. What you have copied, exported or printed\n" +
			"elsewhere stays there, and so may spare blocks of the disk.",
		Flags:  []cli.Flag{&cli.BoolFlag{Name: flagYes, Usage: "do not ask first"}},
		Action: h.runDelete,
	}, 1, many)
}

func (h host) runDelete(ctx context.Context, c *cli.Command) error {
	if !c.Bool(flagYes) {
		_, _, done, err := h.terminal()
		if err != nil {
			return failure{exitUsage, errors.New("there is no terminal to ask on"), "add --" + flagYes + " to delete without being asked"}
		}
		done()
	}
	j, err := h.forgetful(c)
	if err != nil {
		return err
	}
	u, err := h.unlock(ctx, c, j)
	if errors.Is(err, journal.ErrNoJournal) {
		_, err = pick(c, nil, c.Args().Slice()...)
	}
	if err != nil {
		return err
	}
	defer u.Lock()
	entries, damaged := u.All(ctx)
	if damaged != nil && !errors.Is(damaged, journal.ErrDamaged) {
		return damaged
	}
	picked, err := pick(c, entries, c.Args().Slice()...)
	if err != nil {
		return cmp.Or(damaged, err) // what is looked for may be what is damaged
	}
	if !c.Bool(flagYes) {
		if err := h.confirmDelete(picked); err != nil {
			return err
		}
	}
	ids := idsOf(picked)
	if err := u.Delete(ctx, store.Deleted, ids...); err != nil {
		return err
	}
	what := "The entry is gone"
	if len(ids) > 1 {
		what = fmt.Sprintf("%d entries are gone", len(ids))
	}
	return h.sayGone(ctx, j, what+", here and in this computer's backups.")
}

// sayGone says that something was taken out, and whether all that is left of
// it is overwritten by now.
func (h host) sayGone(ctx context.Context, j *store.Journal, sentence string) error {
	if s, err := j.Status(ctx); err == nil && s.Pending {
		sentence += " It is not overwritten everywhere yet; the next writing goes on with it."
	}
	return h.say(sentence)
}

// idsOf returns the id of each entry once: one that was edited twice at once
// came in both its versions.
func idsOf(entries []journal.Entry) []journal.ID {
	var ids []journal.ID
	seen := make(map[journal.ID]bool)
	for _, e := range entries {
		if !seen[e.ID] {
			ids = append(ids, e.ID)
		}
		seen[e.ID] = true
	}
	return ids
}

// confirmDelete shows what would go, and asks. Only yes is a yes.
func (h host) confirmDelete(entries []journal.Entry) error {
	in, out, done, err := h.terminal()
	if err != nil {
		return err
	}
	defer done()
	for _, e := range entries {
		fmt.Fprintln(out, h.listLine(e, widthOf(out)))
	}
	fmt.Fprint(out, "Delete for good, here and in this computer's backups? yes or no: ")
	answer, err := readLine(in)
	if err != nil {
		return err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	}
	return failure{exitFailed, errors.New("that was no yes"), "nothing was changed"}
}

// readLine reads a line, and nothing of what comes after it.
func readLine(f *os.File) (string, error) {
	var line []byte
	for one := make([]byte, 1); len(line) < maxSecret; {
		n, err := f.Read(one)
		if n == 0 && err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		if n == 0 || one[0] == '\n' {
			break
		}
		line = append(line, one[0])
	}
	return string(line), nil
}
