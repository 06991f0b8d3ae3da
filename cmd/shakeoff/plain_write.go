package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// angle is what asks for another angle on a question, alone on a line.
const angle = "?"

// plainWrite is the page asked for line by line, in the order of the guide.
type plainWrite struct {
	*conversation
	page  *sheet
	taken bool // words that came at the weight are the next answer already
	waits bool // another page waits, and may be opened in place of this one
	first bool // no entry was kept yet, and no lock was offered
}

func writePlain(ctx context.Context, v *conversation) error {
	status, err := v.window.Status(ctx)
	if err != nil {
		return err
	}
	w := &plainWrite{
		conversation: v, page: newSheet(v.guide, journal.Entry{}), waits: len(status.Waiting) > 0,
		first: status.Entries == 0 && !status.Locked && !status.Offered[page.OfferLock],
	}
	if isTerminal(v.host.stdout) {
		v.say(v.words.Plain.Write.Scrollback)
	}
	v.say(v.words.Plain.Write.How...)
	w.sayWaiting(ctx, status)
	err = w.askAll(ctx)
	if errors.Is(err, errLeft) {
		return w.left(ctx)
	}
	if err != nil {
		return errors.Join(err, flush(ctx, v.keeper))
	}
	return w.finish(ctx)
}

// askAll asks what the guide asks, and the weight after the first words.
func (w *plainWrite) askAll(ctx context.Context) error {
	for i := 0; i < len(w.page.steps); i++ {
		again, err := w.askStep(ctx, i)
		if err != nil {
			return err
		}
		if again { // another page was taken up: on from its last answer
			i = max(0, w.page.last()) - 1
			continue
		}
		if err := w.askBefore(ctx, i); err != nil {
			return err
		}
	}
	return nil
}

// askStep asks one question. Again says that another page is in hand now.
func (w *plainWrite) askStep(ctx context.Context, i int) (again bool, err error) {
	said, step := w.words.Plain.Write, w.page.steps[i]
	question := fmt.Sprintf(said.Question, i+1, len(w.page.steps), step.Question)
	w.say(question)
	if w.taken {
		w.taken = false
		w.say(said.Taken)
		return false, nil
	}
	before := w.page.answers[i]
	if w.page.has(i) {
		w.say(said.More)
	} else if step.Line != "" {
		w.say(step.Line)
	}
	put := func(text string) { w.put(ctx, i, joined(before, text)) }
	for angles := 1; ; {
		text, command, err := w.answer(put, w.commands(i)...)
		if command != "" {
			put("") // a part of the command may have been taken for the answer
		}
		switch {
		case err != nil:
			return false, err
		case command == angle:
			w.say(step.Angle(angles))
			angles++
		case command == w.words.Plain.Say.Open:
			if again, err := w.open(ctx); again || err != nil {
				return again, err
			}
			w.say(question)
		case command == w.words.Plain.Say.Keep:
			w.keepWaiting(ctx)
			w.say(question)
		default:
			put(text)
			w.waits = w.waits && w.page.entry(w.host.now()).Blank()
			return false, nil
		}
	}
}

// commands are the lines that are no answer to a question.
func (w *plainWrite) commands(i int) []string {
	if w.waits && i == 0 {
		return []string{angle, w.words.Plain.Say.Open, w.words.Plain.Say.Keep}
	}
	return []string{angle}
}

// askBefore asks how heavy it is, after the first words. Words that come instead
// are the next answer.
func (w *plainWrite) askBefore(ctx context.Context, i int) error {
	g := w.guide.Before
	if !g.Enabled() || i != w.page.first() || w.page.before != nil {
		return nil
	}
	w.say(g.Question, g.Line)
	next := min(i+1, len(w.page.steps)-1)
	before := w.page.answers[next]
	put := func(text string) {
		if _, number, _ := weight(text); !number {
			w.put(ctx, next, joined(before, text))
		}
	}
	for {
		text, command, err := w.answer(put, angle)
		if err != nil {
			return err
		}
		put("") // a part of what is no words may have been taken for some
		n, number, fits := weight(text)
		switch {
		case command == angle:
			w.say(g.Line)
		case strings.TrimSpace(text) == "":
			return nil
		case fits:
			w.page.before = &journal.Weighing{At: w.host.now(), Moment: journal.Before, Weight: n}
			w.seal(ctx, w.keeper, w.page.entry(w.host.now()))
			return nil
		case number:
			w.say(w.words.Plain.NoWeight)
		default:
			put(text)
			if w.taken = next != i; !w.taken {
				w.say(w.words.Plain.Write.Added)
			}
			return nil
		}
	}
}

// put takes the text of an answer as it stands, and brings the page to disk.
func (w *plainWrite) put(ctx context.Context, i int, text string) {
	if w.page.answers[i] == text {
		return
	}
	w.page.answers[i] = text
	w.seal(ctx, w.keeper, w.page.entry(w.host.now()))
}

// left is the end of a page that is not finished: it waits. If the journal does
// not take it, a sealed copy is put elsewhere, which is told at the very end.
func (w *plainWrite) left(ctx context.Context) error {
	page := w.page.entry(w.host.now())
	if page.Blank() {
		w.say(w.words.Plain.Write.Nothing)
		return nil
	}
	if err := flush(ctx, w.keeper); err != nil {
		_, _ = w.keeper.Rescue(ctx, page)
		return err
	}
	w.say(w.words.Plain.Write.Left)
	return nil
}
