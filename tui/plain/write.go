package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// writing is the page asked for line by line.
type writing struct {
	*session
	page  *page.Page
	waits bool // an unfinished page may be opened in place of this one
	first bool // this would be the first entry of all
}

// Write asks for a page and files it. A page that is left waits as an unfinished one.
func Write(ctx context.Context, o Options) error {
	s := begin(o)
	defer s.end()
	status, err := s.Journal.Status(ctx)
	if err != nil {
		return err
	}
	w := &writing{session: s, page: page.New(s.Guide), waits: len(status.Waiting) > 0, first: page.First(status)}
	if s.Width() > 0 {
		s.say(s.Words.Plain.Write.Scrollback)
	}
	s.say(s.Words.Plain.Write.How...)
	w.sayUnfinished(ctx, status)
	switch err := w.askAll(ctx); {
	case errors.Is(err, errLeft) && !w.entry().Blank():
		return w.leave(ctx, w.Autosaver, w.entry())
	case err != nil && !errors.Is(err, errLeft):
		return errors.Join(err, page.Flush(ctx, w.Autosaver))
	}
	return w.finish(ctx)
}

// entry is the page as it stands.
func (w *writing) entry() journal.Entry { return w.page.Entry(w.Now()) }

// askAll asks what the page asks, up to its end.
func (w *writing) askAll(ctx context.Context) error {
	for more := true; more; more = w.page.Next() {
		ask := w.askStep
		if w.page.AtWeight {
			ask = w.askBefore
		}
		if err := ask(ctx); err != nil {
			return err
		}
	}
	return nil
}

// question is the question that is open, and which of how many it is.
func (w *writing) question() string {
	return fmt.Sprintf(w.Words.Plain.Write.Question, w.page.At+1, len(w.page.Steps), w.page.Steps[w.page.At].Question)
}

// askStep asks the question that is open.
func (w *writing) askStep(ctx context.Context) error {
	i, step := w.page.At, w.page.Steps[w.page.At]
	before := w.page.Answers[i]
	w.say(w.question())
	if w.page.Answered(i) {
		w.say(w.Words.Plain.Write.More)
	} else if step.Line != "" {
		w.say(step.Line)
	}
	put := func(text string) { w.put(ctx, i, page.Join(before, text)) }
	for angles := 1; ; {
		text, command, err := w.answer(put, w.commands(i)...)
		if command != "" {
			put("") // a part of the command may have been taken for the answer
		}
		switch {
		case err != nil:
			return err
		case command == angle:
			w.say(step.Angle(angles))
			angles++
		case command == w.Words.Plain.Say.Open:
			opened, err := w.open(ctx)
			if err != nil {
				return err
			}
			if opened {
				return w.askStep(ctx)
			}
			w.say(w.question())
		case command == w.Words.Plain.Say.Keep:
			w.fileUnfinished(ctx)
			w.say(w.question())
		default:
			put(text)
			w.waits = w.waits && w.entry().Blank()
			return nil
		}
	}
}

// commands are the lines that are not answers to a question.
func (w *writing) commands(i int) []string {
	if w.waits && i == 0 {
		return []string{angle, w.Words.Plain.Say.Open, w.Words.Plain.Say.Keep}
	}
	return []string{angle}
}

// askBefore asks how heavy it is, unless that was answered before the page was left.
// Words that come instead belong to an answer.
func (w *writing) askBefore(ctx context.Context) error {
	if w.page.Before != nil {
		return nil
	}
	asked := w.page.Weigh
	w.say(asked.Question, asked.Line)
	next := w.page.AfterWeight()
	before := w.page.Answers[next]
	put := func(text string) {
		if _, number, _ := weight(text); !number {
			w.put(ctx, next, page.Join(before, text))
		}
	}
	for {
		text, command, err := w.answer(put, angle)
		if err != nil {
			return err
		}
		put("") // a part of something else may have been taken for words
		n, number, fits := weight(text)
		switch {
		case command == angle:
			w.say(asked.Line)
		case strings.TrimSpace(text) == "":
			return nil
		case fits:
			w.page.Before = &journal.Weighing{At: w.Now(), Moment: journal.Before, Weight: n}
			w.seal(ctx, w.Autosaver, w.entry())
			return nil
		case number:
			w.say(w.Words.Plain.NoWeight)
		default:
			put(text)
			w.leaveWeight()
			return nil
		}
	}
}

// leaveWeight says to which answer the words at the weight belong, and goes on there.
func (w *writing) leaveWeight() {
	from := w.page.At
	if w.page.LeaveWeight(); w.page.At == from {
		w.say(w.Words.Plain.Write.Added)
		return
	}
	w.say(w.question(), w.Words.Plain.Write.Taken)
}

// put takes the text of an answer as it stands, and brings the page to disk.
func (w *writing) put(ctx context.Context, i int, text string) {
	if w.page.Answers[i] == text {
		return
	}
	w.page.Answers[i] = text
	w.seal(ctx, w.Autosaver, w.entry())
}
