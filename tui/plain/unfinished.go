package plain

import (
	"context"
	"errors"
	"fmt"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

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
		w.say(w.Guide.QuestionOf(a))
		w.tell(a.Text)
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
