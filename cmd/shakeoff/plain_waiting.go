package main

import (
	"context"
	"errors"
	"fmt"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// sayWaiting says that pages wait, if any do, and what can be done about that.
func (w *plainWrite) sayWaiting(ctx context.Context, status page.Status) {
	if !w.waits {
		return
	}
	said := w.words.Plain.Write
	line := said.Waiting[1]
	count, counted := w.words.Dates.Count(len(status.Waiting))
	switch {
	case len(status.Waiting) > 1 && counted:
		line = fmt.Sprintf(said.Waiting[2], count)
	case len(status.Waiting) > 1:
		line = said.Waiting[3]
	case !status.Locked:
		if since, ok := w.waitingSince(ctx); ok {
			line = fmt.Sprintf(said.Waiting[0], since)
		}
	}
	w.say(line + " " + said.WaitingHow)
}

// waitingSince is the day of the newest page that waits, where it can be read
// without asking.
func (w *plainWrite) waitingSince(ctx context.Context) (day string, ok bool) {
	u, err := w.window.Unlock(ctx, nil)
	if err != nil {
		return "", false
	}
	defer u.Lock()
	drafts, err := u.Drafts(ctx)
	if err != nil || len(drafts) == 0 {
		return "", false
	}
	return w.day(journal.LastWaiting(drafts).Entry.Written), true
}

// open takes up the newest page that waits, and says what it says so far. If that
// cannot be, the fresh page stays in hand.
func (w *plainWrite) open(ctx context.Context) (opened bool, err error) {
	u, err := w.unlock(ctx)
	switch {
	case errors.Is(err, context.Canceled): // ctrl+c, of which the next question hears too
		return false, nil
	case errors.Is(err, journal.ErrLocked):
		w.host.fail(err)
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer u.Lock()
	drafts, err := u.Drafts(ctx)
	if err == nil && len(drafts) == 0 {
		err = journal.ErrChanged
	}
	if err != nil {
		return false, err
	}
	draft, entry, err := u.Adopt(ctx, journal.LastWaiting(drafts).Waiting)
	if err != nil {
		return false, err
	}
	w.keeper.Adopt(draft, entry)
	w.page, w.waits = newSheet(w.guide, entry), false
	w.say(w.words.Plain.Write.SoFar)
	for _, a := range entry.Answers {
		w.say(w.guide.QuestionOf(a))
		w.tell(a.Text)
	}
	if w.page.before != nil {
		w.say(fmt.Sprintf(w.words.Plain.Weight, w.page.before.Weight))
	}
	return true, nil
}

// keepWaiting files the newest page that waits as it is, without reading it.
func (w *plainWrite) keepWaiting(ctx context.Context) {
	status, err := w.window.Status(ctx)
	if err == nil && len(status.Waiting) > 0 {
		err = w.window.FileWaiting(ctx, journal.LastWaiting(status.Waiting))
	}
	if err != nil {
		w.host.fail(err)
		return
	}
	w.say(w.words.Write.KeptAsIs)
	w.waits = len(status.Waiting) > 1
}
