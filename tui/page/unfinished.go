package page

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/words"
)

// Lines are the ways to say that there are unfinished pages: one from a certain time; one; several.
type Lines struct{ From, One, Several string }

// Say says how many pages are unfinished, "" for none. Of pages that could be read, a weight alone
// is left in peace after thirty days.
func (l Lines) Say(waiting int, read []journal.WaitingEntry, w *words.Words, now time.Time) string {
	if read = awake(read, now); read != nil {
		waiting = len(read)
	}
	switch {
	case waiting == 0:
		return ""
	case waiting > 1:
		return fmt.Sprintf(l.Several, w.Number(waiting))
	case read != nil:
		return fmt.Sprintf(l.From, w.Dates.Lately(read[0].Entry.Written, now))
	default:
		return l.One
	}
}

// Unfinished returns the unfinished pages, the newest first; ok is false if they cannot be read. If
// no lock is set, u may be nil.
func Unfinished(ctx context.Context, j Journal, u Unlocked) (pages []journal.WaitingEntry, ok bool) {
	u, lock, err := opened(ctx, j, u)
	if err != nil {
		return nil, false
	}
	defer lock()
	if pages, err = u.Drafts(ctx); err != nil { // those that open are not all that wait
		return nil, false
	}
	slices.Reverse(pages)
	return pages, true
}

// opened returns u, or if that is nil the journal unlocked without a passphrase, and what locks it again.
func opened(ctx context.Context, j Journal, u Unlocked) (_ Unlocked, lock func(), err error) {
	if u != nil {
		return u, func() {}, nil
	}
	if u, err = j.Unlock(ctx, nil); err != nil {
		return nil, nil, err
	}
	return u, u.Lock, nil
}

// awakeFor is how long a page with a weight but no words is mentioned.
const awakeFor = 30 * 24 * time.Hour

// awake returns those unfinished pages that are told of: a weight alone rests after thirty days.
func awake(pages []journal.WaitingEntry, now time.Time) []journal.WaitingEntry {
	return slices.DeleteFunc(slices.Clone(pages), func(p journal.WaitingEntry) bool {
		return p.Entry.Blank() && now.Sub(p.Entry.Written) > awakeFor
	})
}

// Delete deletes an unfinished page, and overwrites it here and in the journal's own backups.
func Delete(ctx context.Context, u Unlocked, j Journal, w journal.Waiting) error {
	u, lock, err := opened(ctx, j, u)
	if err != nil {
		return err
	}
	defer lock()
	draft, _, err := u.Adopt(ctx, w)
	if err != nil {
		return err
	}
	defer draft.Forget()
	return draft.Discard(ctx)
}

// TakeUp takes up an unfinished page, after saving the current one. The draft is for
// Autosaver.Adopt. journal.ErrChanged if another window was quicker.
func TakeUp(ctx context.Context, a *Autosaver, u Unlocked, w journal.Waiting) (Draft, journal.Entry, error) {
	if err := a.Flush(ctx); err != nil {
		return nil, journal.Entry{}, Unsaved(err)
	}
	return u.Adopt(ctx, w)
}

// Drop deletes the draft of a from the file, and forgets it.
func Drop(ctx context.Context, a *Autosaver) error {
	err := a.Discard(ctx)
	a.Forget()
	return err
}

// Mark marks the intention of entries with the same promise. line is the draft of the line on how it
// went, which ends with that; nil for none. One of the later entries may be gone.
func Mark(ctx context.Context, u Unlocked, ids []journal.ID, i journal.Intention, line *Autosaver) error {
	for n, id := range ids {
		var err error
		if n == 0 && line != nil {
			err = line.Mark(ctx, u, id, i)
		} else {
			err = u.Mark(ctx, id, i)
		}
		if err != nil && (n == 0 || !errors.Is(err, journal.ErrNotFound)) {
			return err
		}
	}
	return nil
}

// HowLine is what was typed on how it went, on one line.
func HowLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// HowPage is the line on how it went as a page of its own.
func HowPage(i journal.Intention, question string) journal.Entry {
	return journal.Entry{Written: i.At, Answers: []journal.Answer{{Step: journal.Happened, Question: question, Text: i.How}}}
}
