package plain

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/page"
)

// changed says what was done to an entry, and stays with it if it is still
// among those in hand.
func (r *reviewing) changed(ctx context.Context, e journal.Entry, what string) error {
	r.say(what)
	if err := r.load(ctx); err != nil {
		return err
	}
	switch r.at = slices.IndexFunc(r.heads, func(h journal.Head) bool { return h.ID == e.ID }); {
	case r.at >= 0:
		r.say(r.Words.Plain.Review.About)
	case len(r.heads) > 0:
		r.say(r.Words.Plain.Review.Ask)
	case r.search != "":
		return r.find(ctx, "")
	default:
		r.say(r.Words.Review.Empty)
		return errLeft
	}
	return nil
}

// weigh weighs an entry again, looking back at it.
func (r *reviewing) weigh(ctx context.Context, e journal.Entry) error {
	r.say(r.Words.Change.AgainAsk, r.Words.Plain.Review.Weigh)
	weighed, err := r.askWeight(journal.Later)
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

func (r *reviewing) delete(ctx context.Context, e journal.Entry) error {
	return r.purge(ctx, e, r.Words.Change.DeleteAsk, r.Words.Plain.Review.Delete, r.Words.Plain.Say.Delete, r.unlocked.Delete)
}

func (r *reviewing) burn(ctx context.Context, e journal.Entry) error {
	return r.purge(ctx, e, r.Words.Change.BurnAsk, r.Words.Plain.Review.Burn, r.Words.Plain.Say.Burn, r.unlocked.Burn)
}

// purge takes an entry out once the word for it was typed a second time.
func (r *reviewing) purge(ctx context.Context, e journal.Entry, ask, how, word string, out func(context.Context, ...journal.ID) error) error {
	r.say(ask, how)
	line, err := r.ask()
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

// edit changes the text of one answer. Until it is filed, what is typed is a page
// of its own, as in the screens: cut short, it is an unfinished one.
func (r *reviewing) edit(ctx context.Context, e journal.Entry) error {
	g := r.Guide
	g.Before, g.After = guide.Weigh{}, guide.Weigh{} // they stay as they were
	p := page.Open(g, journal.Entry{Answers: e.Answers})
	i, err := r.which(p)
	if err != nil || i < 0 {
		return err
	}
	before := p.Answers[i]
	r.say(p.Steps[i].Question)
	if p.Answered(i) {
		r.tell(before)
	}
	r.say(r.Words.Plain.Review.Anew)
	a := r.Autosaver.Other("edit")
	text, _, err := r.answer(func(text string) {
		p.Answers[i] = text
		r.seal(ctx, a, p.Entry(r.Now()))
	})
	switch {
	case err != nil && p.Answers[i] != before:
		if failed := r.leave(ctx, a, p.Entry(r.Now())); failed != nil {
			r.Fail(failed)
		}
		return err
	case err != nil:
		return err
	case strings.TrimSpace(text) == "" || text == before:
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
	r.say(r.Words.Plain.Review.Which)
	line, err := r.ask()
	if err != nil {
		return -1, err
	}
	n, err := strconv.Atoi(line)
	if err != nil || n < 1 || n > len(p.Steps) {
		r.say(r.Words.Change.AsItWas)
		return -1, nil
	}
	return n - 1, nil
}
