package main

import (
	"context"
	"errors"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/plain"
)

func (h *host) ready() *cli.Command {
	return h.command(&cli.Command{
		Name:  "ready",
		Usage: "show what helps before the next encounter, or print it",
		Description: "If the journal is locked and no passphrase is given, only the reminders are\n" +
			"printed; it never asks for the passphrase. With --plain on a terminal, type an\n" +
			"item's number and whether you tried it or let it go.",
		Flags:  []cli.Flag{jsonFlag(), &cli.BoolFlag{Name: "all", Usage: "print older ones too, and those tried or let go"}},
		Action: h.runReady,
	}, 0, 0)
}

func (h *host) runReady(ctx context.Context, c *cli.Command) error {
	return h.openOrPrint(ctx, c, kit.Ready, func() error {
		all, asJSON := c.Bool("all"), c.Bool(flagJSON)
		if h.plain(c) && !asJSON && isTerminal(h.stdin) {
			return h.speak(ctx, c, func(ctx context.Context, o plain.Options) error { return plain.Ready(ctx, o, all) })
		}
		entries, damaged, err := h.readWithoutAsking(ctx, c)
		if err != nil {
			return err
		}
		g := h.guide()
		if asJSON {
			found := readyObject{g.Reminders, entries == nil, journal.Intentions(entries, h.now()), journal.PhrasesOf(entries)}
			err = h.sayJSON(found, "  ")
		} else {
			set, _ := h.settings("") // what is wrong with them was told
			lines, _ := learned.ReadyLines(g, h.words(), set.Someone, entries, all, h.now())
			err = h.sayPage(c, lines)
		}
		return errors.Join(err, damaged)
	})
}

// readWithoutAsking reads every entry if there is no lock, or a file with the passphrase.
// Otherwise entries is nil.
func (h *host) readWithoutAsking(ctx context.Context, c *cli.Command) (entries []journal.Entry, damaged, err error) {
	if h.secretFile(c) == "" {
		j, err := h.journal(c)
		if err != nil {
			return nil, nil, err
		}
		if s, err := j.Status(ctx); err != nil || s.Locked {
			return nil, nil, err
		}
	}
	entries, damaged, err = h.read(ctx, c, (*store.Unlocked).All)
	if entries == nil {
		entries = []journal.Entry{}
	}
	return entries, damaged, err
}

// readyObject is Ready for programs. If the journal was not opened it only has reminders.
type readyObject struct {
	Reminders []string `json:"reminders"`
	Locked    bool     `json:"locked"`
	journal.Promises
	Phrases []journal.Phrase `json:"phrases,omitempty"`
}
