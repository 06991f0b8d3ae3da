package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/page"
)

// writing is the page asked for line by line.
type writing struct {
	*session
	page  *page.Page
	waits bool // an unfinished page may be opened in place of this one
}

// Write asks for a page and files it. A page that is left waits as an unfinished one.
func Write(ctx context.Context, o Options) error {
	s := begin(o)
	defer s.lines.end()
	status, err := s.Journal.Status(ctx)
	if err != nil {
		return err
	}
	w := &writing{session: s, page: page.New(s.Guide), waits: len(status.Waiting) > 0}
	if s.Width() > 0 {
		s.say(s.Words.Plain.Write.Scrollback)
	}
	s.say(s.Words.Plain.Write.How...)
	w.sayUnfinished(ctx, status)
	for err = w.askStep(ctx); err == nil && w.page.Next(); {
		if w.page.AtWeight {
			err = w.askBefore(ctx)
		} else {
			err = w.askStep(ctx)
		}
	}
	switch {
	case errors.Is(err, errLeft) && !page.Nothing(w.entry()):
		return w.leave(ctx, w.Autosaver, w.entry())
	case err != nil && !errors.Is(err, errLeft):
		return errors.Join(err, page.Flush(ctx, w.Autosaver))
	}
	return w.finish(ctx)
}

// entry is the page as it stands.
func (w *writing) entry() journal.Entry { return w.page.Entry(w.Now()) }

// question is the question that is open, and which of how many it is.
func (w *writing) question() string {
	i, steps := w.page.At, w.page.Steps
	return fmt.Sprintf(w.Words.Plain.Write.Question, i+1, len(steps), steps[i].Question)
}

// askStep asks the question that is open.
func (w *writing) askStep(ctx context.Context) error {
	i, step := w.page.At, w.page.Steps[w.page.At]
	w.say(w.question())
	if w.page.Answered(i) {
		w.say(w.Words.Plain.Write.More)
	} else if step.Line != "" {
		w.say(step.Line)
	}
	put := w.adding(ctx, i)
	for {
		var commands []string
		if w.waits && i == 0 {
			commands = []string{w.Words.Plain.Say.Open, w.Words.Plain.Say.Keep}
		}
		text, command, err := w.hear(step, put, byEmptyLine, commands...)
		if err != nil {
			return err
		}
		switch command {
		case "":
			put(text)
			w.waits = w.waits && w.entry().Blank()
			return nil
		case w.Words.Plain.Say.Keep:
			w.fileUnfinished(ctx)
		default:
			if opened, err := w.open(ctx); err != nil {
				return err
			} else if opened {
				return w.askStep(ctx)
			}
		}
		w.say(w.question())
	}
}

// askBefore asks how heavy it is, unless that was answered before the page was left.
// Words that come instead go on with the answer before, and it is asked again.
func (w *writing) askBefore(ctx context.Context) error {
	if w.page.Before != nil {
		return nil
	}
	asked := w.page.Weigh
	w.say(asked.Question, asked.Line)
	put := w.addingWords(ctx)
	for {
		text, _, err := w.hear(guide.Step{Line: asked.Line}, put, isNumber)
		if err != nil {
			return err
		}
		put(text)
		switch n, number, fits := weight(text); {
		case fits:
			w.page.Before = &journal.Weighing{At: w.Now(), Moment: journal.Before, Weight: n}
			w.seal(ctx, w.Autosaver, w.entry())
			return nil
		case number:
			w.say(w.Words.Plain.NoWeight)
		case strings.TrimSpace(text) == "":
			return nil
		default:
			w.say(w.Words.Plain.Write.Added, asked.Question)
			put = w.addingWords(ctx)
		}
	}
}

// addingWords returns what adds a text that is no number to the answer that is open.
func (w *writing) addingWords(ctx context.Context) func(text string) {
	add := w.adding(ctx, w.page.At)
	return func(text string) {
		if isNumber(text) {
			text = ""
		}
		add(text)
	}
}

// hear reads what is answered, which put takes as it comes, or one of the commands. For
// another angle it says one, and goes on.
func (w *writing) hear(s guide.Step, put func(string), whole func(string) bool, commands ...string) (text, command string, err error) {
	for angles := 1; ; angles++ {
		text, command, err = w.answer(put, whole, append(commands, angle)...)
		if command != "" {
			put("") // a part of the command may have been taken for the answer
		}
		if err != nil || command != angle {
			return text, command, err
		}
		w.say(s.Angle(angles))
	}
}

// adding returns what puts a text under what answer i says now, in the place of the text
// before it, and brings the page to disk.
func (w *writing) adding(ctx context.Context, i int) func(text string) {
	before := w.page.Answers[i]
	return func(text string) {
		if text = page.Join(before, text); w.page.Answers[i] != text {
			w.page.Answers[i] = text
			w.seal(ctx, w.Autosaver, w.entry())
		}
	}
}

// sayUnfinished says that pages are unfinished, if any are, and what can be done.
func (w *writing) sayUnfinished(ctx context.Context, status page.Status) {
	if !w.waits {
		return
	}
	t := w.Words.Plain.Write
	var day string
	if _, at, ok := page.Newest(ctx, w.Journal, nil); ok {
		day = w.day(at)
	}
	count, _ := w.Words.Dates.Count(len(status.Waiting))
	lines := page.Lines{From: t.Waiting[0], One: t.Waiting[1], Several: t.Waiting[2], Many: t.Waiting[3]}
	w.say(lines.Say(len(status.Waiting), day, count) + " " + t.WaitingHow)
}

// open takes up the newest unfinished page, and says what it says so far. If that
// cannot be, the fresh page stays in hand.
func (w *writing) open(ctx context.Context) (opened bool, err error) {
	u, err := w.unlock(ctx)
	switch {
	case errors.Is(err, context.Canceled): // by ctrl+c, which the next question hears too
		return false, nil
	case errors.Is(err, journal.ErrLocked):
		w.Fail(err)
		return false, nil
	case err != nil:
		return false, err
	}
	defer u.Lock()
	draft, entry, err := page.TakeUp(ctx, w.Autosaver, u)
	if err != nil {
		return false, err
	}
	w.Autosaver.Adopt(draft, entry)
	w.page, w.waits = page.Open(w.Guide, entry), false
	w.say(w.Words.Plain.Write.SoFar)
	for _, a := range entry.Answers {
		w.say(w.Guide.QuestionOf(a), a.Text)
	}
	if w.page.Before != nil {
		w.say(fmt.Sprintf(w.Words.Plain.Weight, w.page.Before.Weight))
	}
	return true, nil
}

// fileUnfinished files the newest unfinished page as it is, without reading it.
func (w *writing) fileUnfinished(ctx context.Context) {
	status, err := w.Journal.Status(ctx)
	if err == nil && len(status.Waiting) > 0 {
		err = w.Journal.FileWaiting(ctx, journal.LastWaiting(status.Waiting))
	}
	if err != nil {
		w.Fail(err)
		return
	}
	w.say(w.Words.Write.KeptAsIs)
	w.waits = len(status.Waiting) > 1
}
