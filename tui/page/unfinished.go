package page

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// Lines are the ways to say that unfinished pages wait: one from a day; one; a
// number of them, in words; many.
type Lines struct{ From, One, Several, Many string }

// Say says that so many pages wait, "" for none. The day is that of the only one,
// and count is how many in words: "" where they are not known.
func (l Lines) Say(n int, day, count string) string {
	switch {
	case n == 0:
		return ""
	case n > 1 && count != "":
		return fmt.Sprintf(l.Several, count)
	case n > 1:
		return l.Many
	case day != "":
		return fmt.Sprintf(l.From, day)
	default:
		return l.One
	}
}

// Newest returns the unfinished page that was left last, and when; ok is false where there is
// none, or it cannot be read. Without a lock, u may be nil.
func Newest(ctx context.Context, j Journal, u Unlocked) (w journal.Waiting, at time.Time, ok bool) {
	if u == nil {
		opened, err := j.Unlock(ctx, nil)
		if err != nil {
			return w, at, false
		}
		defer opened.Lock()
		u = opened
	}
	drafts, err := u.Drafts(ctx)
	if err != nil || len(drafts) == 0 {
		return w, at, false
	}
	last := journal.LastWaiting(drafts)
	return last.Waiting, last.Entry.Written, true
}

// WeightsAlone returns the heads of those unfinished pages that are a weight without a word. They
// count in what is learned as if they were filed.
func WeightsAlone(ctx context.Context, u Unlocked) ([]journal.Head, error) {
	drafts, err := u.Drafts(ctx)
	var heads []journal.Head
	for _, d := range drafts {
		if d.Entry.Blank() && len(d.Entry.Weighings) > 0 {
			head := d.Entry.Head()
			head.ID = d.Record
			heads = append(heads, head)
		}
	}
	return heads, err
}

// TakeUp takes up the newest unfinished page, once the page in hand is on disk. The
// draft is for Autosaver.Adopt. journal.ErrChanged if another window was quicker.
func TakeUp(ctx context.Context, a *Autosaver, u Unlocked) (Draft, journal.Entry, error) {
	if err := a.Flush(ctx); err != nil {
		return nil, journal.Entry{}, Unsaved(err)
	}
	drafts, err := u.Drafts(ctx)
	if err == nil && len(drafts) == 0 {
		err = journal.ErrChanged
	}
	if err != nil {
		return nil, journal.Entry{}, err
	}
	return u.Adopt(ctx, journal.LastWaiting(drafts).Waiting)
}

// Drop takes the draft of a out of the file, and forgets it.
func Drop(ctx context.Context, a *Autosaver) error {
	err := a.Discard(ctx)
	a.Forget()
	return err
}

// HowLine is what was typed on how it went, on one line.
func HowLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// HowPage is the line on how it went as a page of its own.
func HowPage(i journal.Intention, question string) journal.Entry {
	return journal.Entry{Written: i.At, Answers: []journal.Answer{{Step: journal.Happened, Question: question, Text: i.How}}}
}
