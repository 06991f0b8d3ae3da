package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

func (h host) show() *cli.Command {
	return h.command(&cli.Command{
		Name:      "show",
		Usage:     "show one entry",
		ArgsUsage: "ID|last",
		Description: "ID is the id of an entry, or its first letters, four at least. last is the\n" +
			"newest entry.",
		Flags:  []cli.Flag{jsonFlag()},
		Action: h.runShow,
	}, 1, 1)
}

func (h host) runShow(ctx context.Context, c *cli.Command) error {
	found, damaged, err := h.chosen(ctx, c)
	if err != nil {
		return err
	}
	var g guide.Guide
	var said words.Words
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
			h.showEntry(out, e, g, said)
		}
		return nil
	})
	return errors.Join(err, damaged)
}

// showEntry prints an entry for a person. Nothing in it can command a terminal. The
// guide has the questions where the entry does not.
func (h host) showEntry(w io.Writer, e journal.Entry, g guide.Guide, said words.Words) {
	when, wrap := h.inFull(said.Dates), h.wrapAt(indent)
	fmt.Fprintln(w, when(e.Written))
	var line []string
	if s := e.Weights(); s != "" {
		line = append(line, s)
	}
	for _, tag := range e.AllTags() {
		line = append(line, "#"+editor.Safe(tag))
	}
	if len(line) > 0 {
		fmt.Fprintln(w, strings.Join(line, "  "))
	}
	fmt.Fprintln(w, e.ID)
	for _, a := range e.Answers {
		if strings.TrimSpace(a.Text) != "" {
			paragraph(w, g.QuestionOf(a), a.Text, wrap)
		}
	}
	if i := e.Intention; i.State == journal.Tried || i.State == journal.LetGo {
		state := map[journal.State]string{journal.Tried: said.Ready.Tried, journal.LetGo: said.Ready.LetGo}[i.State]
		paragraph(w, state+", "+when(i.At), i.How, wrap)
	}
}

// indent is how far the text under a title is moved in.
const indent = 2

func paragraph(w io.Writer, title, text string, wrap int) {
	fmt.Fprintf(w, "\n%s\n", editor.Safe(title))
	if text == "" {
		return
	}
	for _, line := range editor.Wrap(text, wrap) {
		fmt.Fprintln(w, strings.TrimRight(strings.Repeat(" ", indent)+line, " "))
	}
}
