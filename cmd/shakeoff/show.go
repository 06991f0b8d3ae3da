package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

func (h *host) show() *cli.Command {
	return h.command(&cli.Command{
		Name:      "show",
		Usage:     "show one entry",
		ArgsUsage: "ID|last",
		Description: "ID is an entry's id, or at least its first four letters. last is the newest\n" +
			"entry.",
		Flags:  []cli.Flag{jsonFlag()},
		Action: h.runShow,
	}, 1, 1)
}

func (h *host) runShow(ctx context.Context, c *cli.Command) error {
	found, damaged, err := h.chosen(ctx, c)
	if err != nil {
		return err
	}
	look, err := h.look(c)
	if err != nil {
		return err
	}
	var g guide.Guide
	var said *words.Words
	if !c.Bool(flagJSON) {
		g, said = h.guide(), h.words()
	}
	err = h.print(func(out io.Writer) error {
		for i, e := range found {
			if c.Bool(flagJSON) {
				if err := exchange.EncodeJSONEntry(out, e); err != nil {
					return err
				}
				continue
			}
			if i > 0 {
				fmt.Fprintln(out)
			}
			h.showEntry(out, e, g, said, look)
		}
		return nil
	})
	return errors.Join(err, damaged)
}

// showEntry prints an entry for a person. Nothing in it can command a terminal. Questions that
// the entry does not have come from the guide.
func (h *host) showEntry(w io.Writer, e journal.Entry, g guide.Guide, said *words.Words, t *theme.Theme) {
	wrap := h.wrapAt(indent)
	fmt.Fprintln(w, t.Strong.Render(said.Dates.Happened(e.When(), e.DayOnly)))
	if !e.Happened.IsZero() {
		fmt.Fprintln(w, t.Soft.Render(fmt.Sprintf(said.Review.Filed, said.Dates.Full(e.Written))))
	}
	var line []string
	if s := e.Weights(); s != "" {
		line = append(line, weights(s, t))
	}
	for _, tag := range e.AllTags() {
		line = append(line, t.Faint.Render("#"+editor.Safe(tag)))
	}
	if len(line) > 0 {
		fmt.Fprintln(w, strings.Join(line, "  "))
	}
	fmt.Fprintln(w, t.Faint.Render(string(e.ID)))
	for _, a := range e.Answers {
		if strings.TrimSpace(a.Text) != "" {
			paragraph(w, t.Soft, g.QuestionOf(a), a.Text, wrap)
		}
	}
	if i := e.Intention; i.State == journal.Tried || i.State == journal.LetGo {
		state := map[journal.State]string{journal.Tried: said.Ready.Tried, journal.LetGo: said.Ready.LetGo}[i.State]
		paragraph(w, t.Soft, state+", "+said.Dates.Full(i.At), i.How, wrap)
	}
	if remark := said.Review.Remark(e.Posted, e.PostedLater); remark != "" {
		paragraph(w, t.Faint, remark, "", wrap)
	}
}

// indent is how far the text under a title is indented.
const indent = 2

func paragraph(w io.Writer, style lipgloss.Style, title, text string, wrap int) {
	fmt.Fprintf(w, "\n%s\n", style.Render(editor.Safe(title)))
	if text == "" {
		return
	}
	for _, line := range editor.Wrap(text, wrap) {
		fmt.Fprintln(w, strings.TrimRight(strings.Repeat(" ", indent)+line, " "))
	}
}
