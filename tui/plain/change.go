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

// change does something with the entry that was read last.
func (r *reviewing) change(ctx context.Context, does func(context.Context, journal.Entry) error) error {
	if r.at < 0 {
		r.say(r.Words.Plain.Review.None)
		return nil
	}
	e, err := r.open(ctx, r.heads[r.at])
	if err != nil {
		return err
	}
	return does(ctx, e)
}

// changed says what was done to an entry, and stays with it if it is still
// among those in hand.
func (r *reviewing) changed(ctx context.Context, e journal.Entry, what string) error {
	r.say(what)
	heads, err := r.load(ctx, r.search)
	if err != nil {
		return err
	}
	r.heads = heads
	switch r.at = slices.IndexFunc(heads, func(h journal.Head) bool { return h.ID == e.ID }); {
	case r.at >= 0:
		r.say(r.Words.Plain.Review.About)
	case len(heads) > 0:
		r.say(r.Words.Plain.Review.Ask)
	default:
		return r.find(ctx, "")
	}
	return nil
}

// export says how an entry is taken elsewhere: that is a command of its own, so
// that nothing readable is written by a slip here.
func (r *reviewing) export(_ context.Context, e journal.Entry) error {
	const short = 8 // of an id, as a list on the command line shows it
	r.say(fmt.Sprintf(r.Words.Plain.Review.Export, e.ID[:short]))
	return nil
}

// weigh weighs an entry again, looking back at it.
func (r *reviewing) weigh(ctx context.Context, e journal.Entry) error {
	weighed, err := r.askWeight(journal.Later, r.Words.Change.AgainAsk, r.Words.Plain.Review.Weigh)
	if err != nil {
		return err
	}
	if weighed == nil {
		r.say(r.Words.Change.AsItWas)
		return nil
	}
	if err := r.unlocked.Weigh(ctx, e.ID, *weighed); err != nil {
		return err
	}
	return r.changed(ctx, e, r.Words.Change.Weighed)
}

// purge takes an entry out once the word for it was typed a second time.
func (r *reviewing) purge(
	word string, out func(context.Context, ...journal.ID) error, questions ...string,
) func(context.Context, journal.Entry) error {
	return func(ctx context.Context, e journal.Entry) error {
		line, err := r.ask(questions...)
		if err != nil {
			return err
		}
		if !matches(line, word) {
			r.say(r.Words.Change.AsItWas)
			return nil
		}
		if err := out(ctx, e.ID); err != nil {
			return err
		}
		return r.changed(ctx, e, r.Words.Change.Gone)
	}
}

// edit changes the text of one answer. Until it is filed, what is typed is a page
// of its own, as in the screens: cut short, it is an unfinished one.
func (r *reviewing) edit(ctx context.Context, e journal.Entry) error {
	p := page.Open(r.Guide, journal.Entry{Answers: e.Answers}) // the weights stay as they were
	i, err := r.which(p)
	if err != nil || i < 0 {
		return err
	}
	before := p.Answers[i]
	r.say(p.Steps[i].Question)
	if p.Answered(i) {
		r.say(before)
	}
	r.say(r.Words.Plain.Review.Anew)
	a := r.Autosaver.Other("edit")
	text, _, err := r.answer(func(text string) {
		p.Answers[i] = text
		r.seal(ctx, a, p.Entry(r.Now()))
	})
	if err != nil {
		if p.Answers[i] != before {
			if failed := r.leave(ctx, a, p.Entry(r.Now())); failed != nil {
				r.Fail(failed)
			}
		}
		return err
	}
	if strings.TrimSpace(text) == "" || text == before {
		r.say(r.Words.Change.AsItWas)
		return page.Drop(ctx, a)
	}
	p.Answers[i] = text
	e.Answers = p.Entry(e.Written).Answers
	if _, err := a.Edit(ctx, r.unlocked, e); err != nil {
		return errors.Join(err, r.leave(ctx, a, p.Entry(r.Now())))
	}
	return r.changed(ctx, e, r.Words.Change.Edited)
}

// which asks which of the answers is to be changed; -1 for none.
func (r *reviewing) which(p *page.Page) (int, error) {
	for i, s := range p.Steps {
		r.say(strconv.Itoa(i+1) + ". " + s.Question)
	}
	line, err := r.ask(r.Words.Plain.Review.Which)
	if err != nil {
		return -1, err
	}
	n, _ := strconv.Atoi(line)
	if n < 1 || n > len(p.Steps) {
		r.say(r.Words.Change.AsItWas)
		return -1, nil
	}
	return n - 1, nil
}
