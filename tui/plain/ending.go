package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

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
