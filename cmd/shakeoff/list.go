package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

func (h host) list() *cli.Command {
	return h.command(&cli.Command{
		Name:  "list",
		Usage: "list your entries, the newest first",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: flagJSON, Usage: "print them whole, as a JSON array"},
			&cli.IntFlag{Name: "limit", Usage: "no more than `N`; without it, all", HideDefault: true},
		}, searchFlags()...),
		Action: h.runList,
	}, 0, 0)
}

func (h host) runList(ctx context.Context, c *cli.Command) error {
	if c.Int("limit") < 0 {
		return usage(c, "--limit takes a number from 0")
	}
	entries, damaged, err := h.chosen(ctx, c)
	if err != nil {
		return err
	}
	err = h.print(func(out io.Writer) error {
		if c.Bool(flagJSON) {
			return exchange.EncodeJSON(out, entries)
		}
		width := h.width()
		for _, e := range entries {
			fmt.Fprintln(out, h.listLine(e, width))
		}
		return nil
	})
	return errors.Join(err, damaged)
}

// read opens the journal and reads entries; without a journal there are none. If only
// some can be read, it returns those, and the error damaged for when they are printed.
func (h host) read(ctx context.Context, c *cli.Command, some func(*store.Unlocked, context.Context) ([]journal.Entry, error)) (entries []journal.Entry, damaged, err error) {
	j, err := h.journal(c)
	if err != nil {
		return nil, nil, err
	}
	u, err := h.unlock(ctx, c, j)
	if errors.Is(err, journal.ErrNoJournal) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer u.Lock()
	entries, err = some(u, ctx)
	if told, ok := errors.AsType[*journal.Missing](err); ok {
		return entries, missing(ctx, u, told), nil
	}
	if errors.Is(err, journal.ErrDamaged) && len(entries) > 0 {
		return entries, failure{exitDamaged, err, "the others are here; shakeoff doctor says what to do"}, nil
	}
	return entries, nil, err
}

// missing says what is not in the journal as it was left, and which backup to go back to.
func missing(ctx context.Context, u *store.Unlocked, told *journal.Missing) error {
	next := "shakeoff backup --list shows what could be restored"
	if path := u.WholeBackup(ctx, told); path != "" {
		next = "shakeoff restore " + path + " brings back what was here then"
	}
	return failure{exitDamaged, told, next}
}

// shortID is how much of an id a list shows. Ids are random, so that is enough for any
// number of entries that one person writes.
const shortID = 8

// listLine is an entry on one line, cut to a width unless that is 0: when, how heavy
// before and last, the start of its id, its first words.
func (h host) listLine(e journal.Entry, width int) string {
	line := fmt.Sprintf("%s  %-7s  %s  %s", e.Written.In(h.now().Location()).Format("2006-01-02 15:04"), e.Weights(), e.ID[:min(shortID, len(e.ID))], editor.Safe(e.Title()))
	if width > 0 {
		return editor.Truncate(line, width)
	}
	return line
}
