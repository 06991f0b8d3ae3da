package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// sayUnfinished says that pages are unfinished, if any are, and what can be done.
func (w *writing) sayUnfinished(ctx context.Context, status page.Status) {
	if !w.waits {
		return
	}
	t, n := w.Words.Plain.Write, len(status.Waiting)
	how := t.WaitingHow
	if n > 1 {
		how = t.SeveralHow
	}
	pages, _ := page.Unfinished(ctx, w.Journal, nil)
	lines := page.Lines{From: t.Waiting[0], One: t.Waiting[1], Several: t.Waiting[2]}
	if said := lines.Say(n, pages, w.Words, w.Now()); said != "" {
		w.say(said + " " + how)
	}
}

// unfinished does what was typed to the only unfinished page. If there are several, it lists them
// and asks, until one is opened; after unlocking, which shows how they begin, it lists them again.
func (w *writing) unfinished(ctx context.Context, does string) (opened bool, err error) {
	var u page.Unlocked // nil until something must be read
	defer func() {
		if u != nil {
			u.Lock()
		}
	}()
	for several := false; ; {
		pages, readable, err := w.waiting(ctx, u)
		w.waits = len(pages) > 0
		if err != nil || !w.waits {
			return false, err
		}
		p := pages[0]
		if several = several || len(pages) > 1; several {
			w.sayPages(pages, readable)
			var n int
			if n, does, err = w.askPage(); err != nil || does == "" {
				return false, err
			}
			if n < 1 || n > len(pages) {
				continue
			}
			p = pages[n-1]
		}
		if u == nil && does != w.Words.Plain.Say.Keep {
			if u, err = w.reading(ctx); u == nil {
				return false, err
			}
			if several && !readable {
				continue
			}
		}
		opened, err = w.pass(ctx, u, does, p)
		if err != nil || opened || !several {
			w.waits = !opened && len(pages) > 1
			return opened, err
		}
	}
}

// waiting returns the unfinished pages, the newest first, and whether they could be read: if not,
// they have no words.
func (w *writing) waiting(ctx context.Context, u page.Unlocked) (pages []journal.WaitingEntry, readable bool, err error) {
	status, err := w.Journal.Status(ctx)
	if err != nil {
		return nil, false, err
	}
	if pages, readable = page.Unfinished(ctx, w.Journal, u); readable {
		return pages, true, nil
	}
	pages = nil
	for _, waiting := range slices.Backward(status.Waiting) {
		pages = append(pages, journal.WaitingEntry{Waiting: waiting})
	}
	return pages, false, nil
}

// sayPages says when each page was left, how heavy it was, and how it begins.
func (w *writing) sayPages(pages []journal.WaitingEntry, readable bool) {
	w.say(w.Words.Waiting.Title + ".")
	for i, p := range pages {
		if !readable {
			w.say(strconv.Itoa(i+1) + ". " + w.Words.Waiting.Sealed + ".")
			continue
		}
		is := w.Words.Waiting.Wordless
		if !p.Entry.Blank() {
			is = beginning(p.Entry.Title())
		}
		if n, ok := p.Entry.Weight(journal.Before); ok {
			is = fmt.Sprintf(w.Words.Plain.Weight, n) + " " + is
		}
		w.say(fmt.Sprintf(w.Words.Plain.Review.Entry, i+1, w.Words.Dates.Lately(p.Entry.Written, w.Now()), is))
	}
}

// askPage asks which page, by its number, and what to do with it; "" is nothing. If the line is not
// understood it says so, and returns page 0.
func (w *writing) askPage() (n int, does string, err error) {
	line, err := w.ask(w.Words.Plain.Write.WaitingAsk)
	if err != nil || line == "" {
		return 0, "", err
	}
	say := w.Words.Plain.Say
	number, word, _ := strings.Cut(line, " ")
	n, _ = strconv.Atoi(number)
	for _, does := range []string{say.Open, say.Keep, say.Delete} {
		if matches(word, does) {
			return n, does, nil
		}
	}
	if word != "" || n == 0 {
		w.say(w.Words.Plain.Review.Unknown)
		n = 0
	}
	return n, say.Open, nil
}

// reading unlocks the journal. If that is declined, u is nil.
func (w *writing) reading(ctx context.Context) (u page.Unlocked, err error) {
	u, err = w.unlock(ctx)
	switch {
	case errors.Is(err, context.Canceled): // by ctrl+c, which the next question hears too
		return nil, nil
	case errors.Is(err, journal.ErrLocked):
		w.Fail(err)
		return nil, nil
	}
	return u, err
}

// pass opens an unfinished page, saves it as it is without reading it, or deletes it.
func (w *writing) pass(ctx context.Context, u page.Unlocked, does string, p journal.WaitingEntry) (opened bool, err error) {
	said, t := "", w.Words.Plain
	switch does {
	case t.Say.Keep:
		err, said = w.Journal.FileWaiting(ctx, p.Waiting), w.Words.Write.KeptAsIs
	case t.Say.Delete:
		line, cut := w.ask(t.Write.WaitingDelete)
		if cut != nil || !matches(line, t.Say.Delete) {
			return false, cut
		}
		err = page.Delete(ctx, u, w.Journal, p.Waiting)
		said = page.Reached(w.Journal, w.Words.Change.Gone, w.Words.Change.Unreached)
	default:
		err = w.open(ctx, u, p.Waiting)
		opened = err == nil
	}
	switch {
	case err != nil: // another window may have taken the page up
		w.Fail(err)
	case !opened:
		w.say(said)
	}
	return opened, nil
}

// open takes up an unfinished page, and reads it out. If that fails, the fresh page stays.
func (w *writing) open(ctx context.Context, u page.Unlocked, p journal.Waiting) error {
	draft, entry, err := page.TakeUp(ctx, w.Autosaver, u, p)
	if err != nil {
		return err
	}
	w.Autosaver.Adopt(draft, entry)
	w.page = page.Open(w.Guide, entry)
	w.say(w.Words.Plain.Write.SoFar)
	for _, a := range entry.Answers {
		w.say(w.Guide.QuestionOf(a), a.Text)
	}
	if w.page.Before != nil {
		w.say(fmt.Sprintf(w.Words.Plain.Weight, w.page.Before.Weight))
	}
	return nil
}
