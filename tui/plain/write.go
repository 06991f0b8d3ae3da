package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

func (w *writing) entry() journal.Entry { return w.page.Entry(w.Now()) }

// question is the question that is open, and which of how many it is.
func (w *writing) question() string {
	i := w.page.At
	return fmt.Sprintf(w.Words.Plain.Write.Question, i+1, len(w.page.Steps), w.page.Step(i).Question)
}

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

// finish files the page, says what is taken along from it, and asks how heavy it is now, and
// whether to keep it.
func (w *writing) finish(ctx context.Context) error {
	switch now := w.entry(); {
	case page.Nothing(now):
		w.say(w.Words.Plain.Write.Nothing)
		return nil
	case now.Blank(): // a weight alone
		return w.leavePage(ctx)
	}
	filed, err := w.file(ctx)
	if err != nil {
		return err
	}
	defer filed.Forget()
	w.say(w.Words.Shake.Kept)
	if i := w.page.Taken(); i >= 0 {
		w.say(w.Words.Shake.Take, w.page.Answers[i])
	}
	burnt, err := w.askEnd(ctx, filed)
	if errors.Is(err, errLeft) { // it is filed by now
		w.say(w.Words.Write.Kept)
		return nil
	}
	if err != nil || burnt {
		return err
	}
	return w.offerLock(ctx)
}

// leavePage leaves the page unfinished, and if it is heavy says who could be told.
func (w *writing) leavePage(ctx context.Context) error {
	err := w.leave(ctx, w.Autosaver, w.entry())
	if err == nil {
		w.sayEnd(nil)
	}
	return err
}

// sayEnd says what there is to say about the two weights.
func (w *writing) sayEnd(after *journal.Weighing) {
	end := page.End(w.Words, w.page.Before, after, w.Someone)
	lines := []string{end.Change, end.Than, end.Still, end.Someone}
	w.say(slices.DeleteFunc(lines, func(line string) bool { return line == "" })...)
}

// file files the page. If the journal does not take it, the person can try again, or have a sealed
// copy put elsewhere.
func (w *writing) file(ctx context.Context) (page.Filed, error) {
	for rescue, left := false, false; ; {
		filed, rescued, err := page.File(ctx, w.Autosaver, w.entry(), rescue)
		if err == nil {
			return filed, nil
		}
		err = fmt.Errorf("this page could not be saved: %w", err)
		if left || rescued.Path != "" { // the end of the program reports it
			return nil, err
		}
		w.Fail(err)
		line, stop := w.ask(w.Words.Plain.Write.NotKept)
		left = stop != nil
		rescue = left || matches(line, w.Words.Plain.Say.Copy)
	}
}

// askEnd asks for the second weight, and whether to keep the page or burn it.
func (w *writing) askEnd(ctx context.Context, filed page.Filed) (burnt bool, err error) {
	if err := w.askAfter(ctx, filed); err != nil {
		return false, err
	}
	for _, question := range []string{w.Words.Plain.Write.End, w.Words.Plain.Write.Burn} {
		line, err := w.ask(question)
		if err != nil {
			return false, err
		}
		if !matches(line, w.Words.Plain.Say.Burn) {
			w.say(w.Words.Write.Kept)
			return false, nil
		}
	}
	if err := filed.Burn(ctx); err != nil {
		return false, fmt.Errorf("the page could not be burnt, and is still here: %w", err)
	}
	w.say(page.Reached(w.Journal, w.Words.Change.Gone, w.Words.Change.Unreached))
	return true, nil
}

// askAfter asks how heavy it is now, and says what there is to say about it, even to those who leave
// instead: anyone too tired for one more number needs it most.
func (w *writing) askAfter(ctx context.Context, filed page.Filed) (err error) {
	var after *journal.Weighing
	if g := w.Guide.After; g.Enabled() {
		after, err = w.askWeight(journal.After, g.Question, g.Line)
	}
	if err == nil && after != nil {
		if err = filed.Weigh(ctx, *after); err != nil {
			return fmt.Errorf("the page is saved, but its second weight is not: %w", err)
		}
	}
	w.sayEnd(after)
	return err
}
