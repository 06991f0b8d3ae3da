package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/learned"
	"shakeoff/tui/page"
)

// readyPlain says Ready, and takes what became of the intentions.
func readyPlain(ctx context.Context, v *conversation) error {
	h, c := v.host, v.command
	entries, damaged, err := h.readWithoutAsking(ctx, c)
	if err != nil {
		return err
	}
	lines, promises := learned.ReadyLines(v.guide, v.words, entries, c.Bool(flagAll), h.now())
	if err := h.sayLines(lines); err != nil {
		return printed(err)
	}
	if len(promises) == 0 {
		return damaged
	}
	u, err := v.unlock(ctx) // which does not ask: the entries could be read
	if err != nil {
		return err
	}
	defer u.Lock()
	v.lines.idle = v.settings.idle()
	for {
		v.say("", v.words.Plain.Ready.Mark)
		line, err := v.ask()
		if err == nil && line != "" {
			err = v.mark(ctx, u, promises, line)
		}
		switch {
		case errors.Is(err, errIdle):
			v.say(v.words.Plain.Idle)
			return damaged
		case errors.Is(err, errLeft), err == nil && line == "":
			return damaged
		case err != nil:
			return errors.Join(err, damaged)
		}
	}
}

// mark marks the intention that a line names by its number. For one that was
// tried it asks how that went.
func (v *conversation) mark(ctx context.Context, u page.Unlocked, promises []journal.Promise, line string) error {
	number, word, _ := strings.Cut(line, " ")
	n, err := strconv.Atoi(number)
	state, known := v.stateOf(word)
	if err != nil || n < 1 || n > len(promises) || !known {
		v.say(v.words.Plain.Review.Unknown)
		return nil
	}
	p := promises[n-1]
	put := func(how string) error {
		return u.Mark(ctx, p.Entry, journal.Intention{State: state, At: v.host.now(), How: how})
	}
	if err := put(p.How); err != nil {
		return err
	}
	v.say(v.words.Plain.Ready.Marked)
	if state != journal.Tried {
		return nil
	}
	v.say(v.words.Ready.HowAsk)
	how, _, err := v.answer(func(how string) { _ = put(how) })
	if err != nil || strings.TrimSpace(how) == "" {
		return err
	}
	err = put(how)
	if errors.Is(err, journal.ErrNotFound) { // taken out elsewhere, but these words are new
		v.seal(ctx, v.keeper, journal.Entry{Written: v.host.now(), Answers: []journal.Answer{
			{Step: journal.Happened, Question: v.words.Ready.HowAsk, Text: how},
		}})
		v.say(v.words.Plain.Write.Left)
		return nil
	}
	return err
}

// stateOf is the state that a word asks for.
func (v *conversation) stateOf(word string) (s journal.State, known bool) {
	say := v.words.Plain.Say
	switch {
	case said(word, say.Tried):
		return journal.Tried, true
	case said(word, say.LetGo):
		return journal.LetGo, true
	case said(word, say.Reopen):
		return journal.Open, true
	}
	return journal.None, false
}
