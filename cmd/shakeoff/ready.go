package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/plain"
)

func (h host) ready() *cli.Command {
	return h.command(&cli.Command{
		Name:  "ready",
		Usage: "open what helps before the next one, or print it",
		Description: "Where a lock is set and no passphrase is given, the reminders are printed alone.\n" +
			"It never asks for the passphrase. With --plain on a terminal, what became of an\n" +
			"intention is typed beside its number.",
		Flags:  []cli.Flag{jsonFlag(), &cli.BoolFlag{Name: "all", Usage: "print older ones too, and what was tried or let go"}},
		Action: h.runReady,
	}, 0, 0)
}

func (h host) runReady(ctx context.Context, c *cli.Command) error {
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
			err = encode(h.stdout, readyJSON(g, entries, h.now()), "  ")
		} else {
			lines, _ := learned.ReadyLines(g, h.words(), entries, all, h.now())
			err = h.sayLines(lines)
		}
		return errors.Join(printed(err), damaged)
	})
}

// readWithoutAsking reads every entry if there is no lock, or a file with the passphrase.
// Otherwise entries is nil.
func (h host) readWithoutAsking(ctx context.Context, c *cli.Command) (entries []journal.Entry, damaged, err error) {
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
	Reminders []string        `json:"reminders"`
	Locked    bool            `json:"locked"`
	Open      []promiseObject `json:"open,omitempty"`
	Resting   []promiseObject `json:"resting,omitempty"`
	Done      []promiseObject `json:"done,omitempty"`
	Phrases   []phraseObject  `json:"phrases,omitempty"`
}

type promiseObject struct {
	ID      journal.ID `json:"id"`
	Written time.Time  `json:"written"`
	Text    string     `json:"text"`
	State   string     `json:"state"`
	Marked  time.Time  `json:"marked"`
	How     string     `json:"how,omitempty"`
}

type phraseObject struct {
	ID      journal.ID `json:"id"`
	Written time.Time  `json:"written"`
	Text    string     `json:"text"`
}

func readyJSON(g guide.Guide, entries []journal.Entry, now time.Time) readyObject {
	r := readyObject{Reminders: g.Reminders, Locked: entries == nil}
	p := journal.Intentions(entries, now)
	r.Open, r.Resting, r.Done = promiseObjects(p.Open), promiseObjects(p.Resting), promiseObjects(p.Done)
	for _, phrase := range journal.PhrasesOf(entries) {
		r.Phrases = append(r.Phrases, phraseObject{phrase.Entry, phrase.Written, phrase.Text})
	}
	return r
}

func promiseObjects(promises []journal.Promise) []promiseObject {
	states := map[journal.State]string{journal.Open: "open", journal.Tried: "tried", journal.LetGo: "let go"}
	var out []promiseObject
	for _, p := range promises {
		out = append(out, promiseObject{p.Entry, p.Written, p.Text, states[p.State], p.Marked, p.How})
	}
	return out
}

// encode prints one JSON object, words as they are.
func encode(w io.Writer, object any, indent string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(object); err != nil {
		return err
	}
	_, err := w.Write(exchange.Harmless(b.Bytes()))
	return err
}
