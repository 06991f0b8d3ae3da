package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
	"shakeoff/tui/when"
)

// writing is the page asked for line by line.
type writing struct {
	*session
	page  *page.Page
	waits bool // there are unfinished pages, and nothing is written on this one
}

// Write asks for a page and files it. A page that is left stays as an unfinished one.
func Write(ctx context.Context, o Options) error {
	s, status, err := begin(ctx, o)
	defer s.lines.end()
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
		return w.leavePage(ctx)
	case err != nil && !errors.Is(err, errLeft):
		return errors.Join(err, page.Flush(ctx, w.Autosaver))
	}
	return w.finish(ctx)
}

// entry is the page as it stands.
func (w *writing) entry() journal.Entry { return w.page.Entry(w.Now()) }

// question is the question that is open, and which of how many it is.
func (w *writing) question() string {
	i := w.page.At
	return fmt.Sprintf(w.Words.Plain.Write.Question, i+1, len(w.page.Steps), w.page.Step(i).Question)
}

// askStep asks the question that is open.
func (w *writing) askStep(ctx context.Context) error {
	i, step := w.page.At, w.page.Step(w.page.At)
	w.say(w.question())
	if w.page.Answered(i) {
		w.say(w.Words.Plain.Write.More)
	} else if step.Line != "" {
		w.say(step.Line)
	}
	put, say := w.adding(ctx, i), w.Words.Plain.Say
	for {
		var commands []string
		if i == 0 {
			commands = []string{say.When}
		}
		if w.waits && i == 0 {
			commands = append(commands, say.Open, say.Keep, say.Delete)
		}
		text, command, err := w.hear(step.Angle, w.question(), put, nil, commands...)
		if err != nil {
			return err
		}
		switch command {
		case "":
			put(text)
			w.waits = w.waits && w.entry().Blank()
			return nil
		case say.When:
			told, err := w.askWhen(w.page)
			if err != nil {
				return err
			}
			if told {
				w.seal(ctx, w.Autosaver, w.entry())
			}
		default:
			if opened, err := w.unfinished(ctx, command); err != nil {
				return err
			} else if opened {
				return w.askStep(ctx)
			}
		}
		w.say(w.question())
	}
}

// askWhen asks when it happened until the answer is understood, and says it. Enter changes nothing.
func (s *session) askWhen(p *page.Page) (told bool, err error) {
	said := s.Words.Write
	for {
		line, err := s.ask(said.When + " " + said.WhenHint)
		if err != nil || line == "" {
			return false, err
		}
		at, dayOnly, err := when.In(s.Words.Dates).Moment(line, s.Now())
		switch {
		case errors.Is(err, when.ErrFuture):
			s.say(said.WhenAhead)
			continue
		case err != nil:
			s.say(said.WhenUnread)
			continue
		}
		p.Happened, p.DayOnly = p.Meant(at, s.Now()), dayOnly
		if p.Happened.IsZero() {
			s.say(said.Now)
		} else {
			s.say(s.Words.Dates.Happened(p.Happened, dayOnly))
		}
		return true, nil
	}
}

// askBefore asks how heavy it is, unless the page already has that. Words instead of a number are
// added to the answer before, and it asks again.
func (w *writing) askBefore(ctx context.Context) error {
	if w.page.Before != nil {
		return nil
	}
	asked := w.page.Weigh
	w.say(asked.Question, asked.Line)
	put := w.addingWords(ctx)
	for {
		text, _, err := w.hear(func(int) string { return asked.Line }, asked.Question, put, isNumber)
		if err != nil {
			return err
		}
		put(text)
		switch n, number, fits := weight(text); {
		case fits:
			w.page.Before = &journal.Weighing{At: w.Now(), Moment: journal.Before, Weight: n}
			w.seal(ctx, w.Autosaver, w.entry())
			if w.page.Heaviest() {
				w.say(w.page.WeighLine())
			}
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

// addingWords is adding for a text that may be a number, which is not added.
func (w *writing) addingWords(ctx context.Context) func(text string) {
	add := w.adding(ctx, w.page.At)
	return func(text string) {
		if isNumber(text) {
			text = ""
		}
		add(text)
	}
}

// hear reads an answer, which put takes as it comes, or one of the commands. If another angle, or
// help, is asked for, it says that and goes on.
func (w *writing) hear(another func(int) string, question string, put func(string), whole func(string) bool, commands ...string) (text, command string, err error) {
	for angles := 1; ; {
		text, command, err = w.answer(put, whole, append(commands, angle, w.Words.Plain.Say.Help)...)
		if command != "" {
			put("") // a part of the command may have been taken for the answer
		}
		switch {
		case err == nil && command == angle:
			w.say(another(angles))
			angles++
		case err == nil && command == w.Words.Plain.Say.Help:
			w.say(w.Words.Plain.Write.How...)
			w.sayCare()
			w.say(question)
		default:
			return text, command, err
		}
	}
}

// adding returns a function that puts a text behind what answer i says now, instead of the text it
// was called with before, and saves the page.
func (w *writing) adding(ctx context.Context, i int) func(text string) {
	before := w.page.Answers[i]
	return func(text string) {
		if text = page.Join(before, text); w.page.Answers[i] != text {
			w.page.Answers[i] = text
			w.seal(ctx, w.Autosaver, w.entry())
		}
	}
}
