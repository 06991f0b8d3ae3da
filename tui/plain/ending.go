package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// finish files the page, says what is taken along from it, and asks how heavy it
// is now, and whether it shall stay.
func (w *writing) finish(ctx context.Context) error {
	switch now := w.entry(); {
	case page.Nothing(now):
		w.say(w.Words.Plain.Write.Nothing)
		return nil
	case now.Blank(): // a weight alone
		return w.leave(ctx, w.Autosaver, now)
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

// file files the page. As long as the journal does not take it, the words stay
// here, and may be put elsewhere.
func (w *writing) file(ctx context.Context) (page.Filed, error) {
	for rescue, left := false, false; ; {
		filed, rescued, err := page.File(ctx, w.Autosaver, w.entry(), rescue)
		if err == nil {
			return filed, nil
		}
		err = fmt.Errorf("this page is not kept: %w", err)
		if left || rescued.Path != "" { // which is told at the end
			return nil, err
		}
		w.Fail(err)
		line, stop := w.ask(w.Words.Plain.Write.NotKept)
		left = stop != nil
		rescue = left || matches(line, w.Words.Plain.Say.Copy)
	}
}

// askEnd weighs the page once more, and keeps it or burns it.
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
		return false, fmt.Errorf("it is not burnt, and still kept: %w", err)
	}
	w.say(page.Reached(w.Journal, w.Words.Change.Gone, w.Words.Change.Unreached))
	return true, nil
}

// askAfter asks how heavy it is now, and says what there is to say about it.
func (w *writing) askAfter(ctx context.Context, filed page.Filed) error {
	g := w.Guide.After
	if !g.Enabled() {
		return nil
	}
	after, err := w.askWeight(journal.After, g.Question, g.Line)
	if err == nil && after != nil {
		if err = filed.Weigh(ctx, *after); err != nil {
			err = fmt.Errorf("the page is kept, but not its second weight: %w", err)
		}
	}
	if err != nil {
		return err
	}
	end := page.End(w.Words, w.page.Before, after, w.Someone)
	lines := []string{end.Change, end.Heavier, end.Still, end.Someone}
	w.say(slices.DeleteFunc(lines, func(line string) bool { return line == "" })...)
	return nil
}
