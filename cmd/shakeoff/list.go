package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

func (h *host) list() *cli.Command {
	return h.command(&cli.Command{
		Name:  "list",
		Usage: "list your entries, the newest first",
		Description: "posted before an entry's words means it was written, weighed or marked without\n" +
			"your passphrase; show says which.",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: flagJSON, Usage: "print them whole, as a JSON array"},
			&cli.IntFlag{Name: "limit", Usage: "show at most `N`", HideDefault: true},
		}, searchFlags()...),
		Action: h.runList,
	}, 0, 0)
}

func (h *host) runList(ctx context.Context, c *cli.Command) error {
	if c.Int("limit") < 0 {
		return h.usage(c, h.said().Usage.Number, "--limit")
	}
	entries, damaged, err := h.chosen(ctx, c)
	if err != nil {
		return err
	}
	look, err := h.look(c)
	if err != nil {
		return err
	}
	err = h.print(func(out io.Writer) error {
		if c.Bool(flagJSON) {
			return exchange.EncodeJSON(out, entries)
		}
		return listLines(out, entries, h.words().Dates, look, h.width())
	})
	if err == nil && damaged == nil && len(entries) == 0 && !c.Bool(flagJSON) {
		fmt.Fprintln(h.stderr, h.said().Done.NoEntries)
	}
	return errors.Join(err, damaged)
}

// read opens the journal and reads entries; without a journal there are none. If only some can
// be read, it returns those, and damaged is the error to report once they are printed.
func (h *host) read(ctx context.Context, c *cli.Command, some func(*store.Unlocked, context.Context) ([]journal.Entry, error)) (entries []journal.Entry, damaged, err error) {
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
		return entries, h.missing(ctx, u, told), nil
	}
	if errors.Is(err, journal.ErrDamaged) && len(entries) > 0 {
		return entries, because(exitDamaged, err, h.said().Failed.Rest), nil
	}
	return entries, nil, err
}

// missing says what the journal has lost since it was last read, and which backup has it.
func (h *host) missing(ctx context.Context, u *store.Unlocked, told *journal.Missing) error {
	f := judged(told, h.said())
	if path := u.WholeBackup(ctx, told); path != "" {
		f.next = fmt.Sprintf(h.said().Failed.Whole, mend.Quoted(path))
	}
	return f
}

// shortID is how much of an id a list shows. Ids are random, so that is enough for any
// number of entries that one person writes.
const shortID = 8

// listLines prints entries, one a line, cut to a width unless that is 0: when, how heavy at first
// and last, the start of the id, whether it was posted, the first words.
func listLines(out io.Writer, entries []journal.Entry, dates words.Dates, t *theme.Theme, width int) error {
	const gap = "  "
	when, widest := make([]string, len(entries)), 0
	for i, e := range entries {
		when[i] = dates.Dated(e.When(), e.DayOnly)
		widest = max(widest, editor.Width(when[i]))
	}
	for i, e := range entries {
		day := when[i] + strings.Repeat(" ", widest-editor.Width(when[i]))
		weight, id, posted := fmt.Sprintf("%-7s", e.Weights()), string(e.ID[:shortID]), ""
		if e.Posted || e.PostedLater {
			posted = "posted" + gap
		}
		title := editor.Safe(e.Title())
		if width > 0 {
			title = editor.Truncate(title, max(1, width-editor.Width(day+gap+weight+gap+id+gap+posted)))
		}
		line := t.Soft.Render(day) + gap + weights(weight, t) + gap + t.Faint.Render(id) + gap + t.Soft.Render(posted) + t.Text.Render(title)
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return nil
}
