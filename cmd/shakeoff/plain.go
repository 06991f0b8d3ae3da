package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/page"
	"shakeoff/tui/words"
)

// flagPlain asks for the plain mode: line by line, for screen readers and for
// terminals that draw nothing. Every line that is said ends, so that who reads
// whole lines has heard the question before the answer is typed.
const flagPlain = "plain"

// plain says that the plain mode is asked for: by the flag, by the person's
// environment, or by a terminal that can draw nothing.
func (h host) plain(c *cli.Command) bool {
	return c.Bool(flagPlain) || h.env("ACCESSIBLE") != "" || h.env("TERM") == "dumb" && isTerminal(h.stdin) && isTerminal(h.stdout)
}

// conversation is the plain mode under way: what the screens are given, and
// lines in the place of keys and frames.
type conversation struct {
	host     host
	command  *cli.Command
	settings settings
	guide    guide.Guide
	words    words.Words

	window *wire.Window
	keeper *page.Autosaver
	lines  *lines
	warned bool // it was told that words are not saved
}

// converse has a conversation. Whichever way that ends, the terminal is left as
// it was and the words are on disk.
func (h host) converse(ctx context.Context, c *cli.Command, talk func(context.Context, *conversation) error) (err error) {
	if h.patience == 0 {
		h.patience = screensPatience
	}
	if h.secretFile(c) == "-" {
		return usage(c, "the passphrase and the lines cannot both come from standard input")
	}
	j, set, err := h.journalAndSettings(c)
	if err != nil {
		return err
	}
	w := wire.New(j)
	w.Safeguard(h.now, h.rescueFolders()...)
	defer h.sayRescued(w)
	defer w.End(farewell)
	v := &conversation{host: h, command: c, settings: set, guide: h.guide(), words: h.words(), window: w, keeper: page.NewAutosaver(w)}
	defer v.keeper.Forget()
	v.lines = listen(h.stdin, h.stdout)
	defer v.lines.end()
	defer func() {
		if recover() != nil { // what it panics with may hold words
			err = errors.Join(failure{exitFailed, errors.New("something went wrong"), "open it again; what you wrote is in the journal"}, flush(ctx, v.keeper))
		}
	}()
	return talk(ctx, v)
}

// say says lines. None of them can command the terminal, and none is left for
// the terminal to cut within a word: many who listen hear it row by row.
func (v *conversation) say(lines ...string) {
	wrap := noLimit
	if width := v.host.width(); width > 0 {
		wrap = width
	}
	for _, line := range lines {
		for _, row := range editor.Wrap(editor.Safe(line), wrap) {
			fmt.Fprintln(v.host.stdout, strings.TrimRight(row, " "))
		}
	}
}

// tell says a text of the person's own, line by line as it was written.
func (v *conversation) tell(text string) { v.say(editor.Wrap(text, noLimit)...) }

// said says whether a line is this word and nothing else, with or without its
// accents. An empty line never is one, whatever a language lacks.
func said(line, word string) bool {
	return word != "" && journal.FoldCase(strings.TrimSpace(line)) == journal.FoldCase(word)
}

// plainOrJSON refuses to be asked for both.
func plainOrJSON(c *cli.Command) error {
	if c.Bool(flagPlain) && c.Bool(flagJSON) {
		return usage(c, "--"+flagPlain+" and --"+flagJSON+" ask for two different things")
	}
	return nil
}

// ask reads one line that is no answer, without what stands around it.
func (v *conversation) ask() (string, error) {
	line, err := v.lines.read(nil)
	return strings.TrimSpace(line), err
}

// answer reads an answer, of one line or several. A first line that is one of
// the commands is returned as such; with a backslash before it, it is an answer.
// Lines that are pasted together are one answer. What is there so far goes to
// soFar, also when the answer is cut short.
func (v *conversation) answer(soFar func(text string), commands ...string) (text, command string, err error) {
	var before string
	for first := true; ; first = false {
		line, err := v.lines.read(func(line string) { soFar(before + line) })
		if err != nil {
			return "", "", err
		}
		if first {
			if command, meant := commandOf(line, commands); command != "" {
				if !meant {
					return "", command, nil
				}
				return command, "", nil
			}
		}
		line, more := goesOn(line)
		if before += line; !more && !v.lines.pasted() {
			return before, "", nil
		}
		before += "\n"
		soFar(before)
	}
}

// commandOf returns which of the commands a line is, and whether the word is
// meant as it stands, since a backslash is before it.
func commandOf(line string, commands []string) (command string, meant bool) {
	line = strings.TrimSpace(line)
	for _, c := range commands {
		switch {
		case said(line, c):
			return c, false
		case said(line, `\`+c):
			return strings.TrimPrefix(line, `\`), true
		}
	}
	return "", false
}

// weight reads a line as a weight: whether it is a number at all, and one that
// can be a weight.
func weight(line string) (weight int, number, fits bool) {
	n, err := strconv.Atoi(strings.TrimSpace(line))
	var tooMuch *strconv.NumError
	number = err == nil || errors.As(err, &tooMuch) && errors.Is(err, strconv.ErrRange)
	return n, number, err == nil && n >= 0 && n <= journal.MaxWeight
}

// askWeight asks until there is a weight or an empty line.
func (v *conversation) askWeight(m journal.Moment) (w journal.Weighing, chosen bool, err error) {
	for {
		line, err := v.ask()
		if err != nil || line == "" {
			return w, false, err
		}
		if n, _, fits := weight(line); fits {
			return journal.Weighing{At: v.host.now(), Moment: m, Weight: n}, true, nil
		}
		v.say(v.words.Plain.NoWeight)
	}
}

// seal takes the page as it stands, and brings it to disk. If that fails it is
// told once, and tried again with the next line.
func (v *conversation) seal(ctx context.Context, keeper *page.Autosaver, e journal.Entry) {
	keeper.Put(e)
	err := flush(ctx, v.keeper)
	if err != nil && !v.warned {
		v.host.fail(err)
	}
	v.warned = err != nil
}

// unlock opens the journal, and asks a person who mistypes the passphrase again.
func (v *conversation) unlock(ctx context.Context) (page.Unlocked, error) {
	u, err := v.window.Unlock(ctx, nil)
	for errors.Is(err, journal.ErrLocked) || errors.Is(err, journal.ErrPassphrase) {
		file := v.host.secretFile(v.command)
		if file != "" && errors.Is(err, journal.ErrPassphrase) {
			break
		}
		if errors.Is(err, journal.ErrPassphrase) {
			v.say(v.words.Unlock.Wrong)
		}
		var secret []byte
		if file != "" {
			secret, err = v.host.readSecret(file)
		} else {
			secret, err = v.host.askSecret(ctx, v.words.Plain.Lock.Passphrase+"\n")
		}
		if err != nil {
			return nil, err
		}
		if len(secret) == 0 {
			return nil, journal.ErrLocked
		}
		v.say(v.words.Unlock.Working)
		u, err = v.window.Unlock(ctx, secret)
		clear(secret)
	}
	return u, err
}
