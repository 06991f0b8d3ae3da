package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// when says when something was, in full.
func (v *conversation) when(t time.Time) string { return v.host.inFull(v.words.Dates)(t) }

// sayWeight says how heavy something was and is, "" where it was not weighed.
func (v *conversation) sayWeight(weighings []journal.Weighing) string {
	e := journal.Entry{Weighings: weighings}
	last, ok := e.Latest()
	if !ok {
		return ""
	}
	if before, ok := e.Weight(journal.Before); ok && len(weighings) > 1 {
		return fmt.Sprintf(v.words.Plain.Change, before, last)
	}
	return fmt.Sprintf(v.words.Plain.Weight, last)
}

// read reads an entry out.
func (r *plainReview) read(ctx context.Context, at int) error {
	if at < 0 || at >= len(r.heads) {
		r.say(r.words.Plain.Review.NoSuch)
		return nil
	}
	e, err := r.open(ctx, r.heads[at])
	if err != nil {
		return err
	}
	r.at = at
	r.say(strings.TrimSpace(r.when(e.Written) + ". " + r.sayWeight(e.Weighings)))
	if r.twice(e.ID) {
		r.say(r.words.Review.Version)
	}
	for _, tag := range e.Tags {
		r.say("#" + tag)
	}
	for _, a := range e.Answers {
		if strings.TrimSpace(a.Text) != "" {
			r.say(r.guide.QuestionOf(a))
			r.tell(a.Text)
		}
	}
	if line := r.sayIntention(e.Intention); line != "" {
		r.say(line)
	}
	if e.Intention.How != "" {
		r.tell(e.Intention.How)
	}
	r.say(r.words.Plain.Review.About)
	return nil
}

// sayIntention says what became of an intention, "" while it is open.
func (v *conversation) sayIntention(i journal.Intention) string {
	switch i.State {
	case journal.Tried:
		return fmt.Sprintf(v.words.Plain.Ready.Tried, v.day(i.At)) + "."
	case journal.LetGo:
		return fmt.Sprintf(v.words.Plain.Ready.LetGo, v.day(i.At)) + "."
	default:
		return ""
	}
}

// day says a day as on the day now.
func (v *conversation) day(t time.Time) string {
	now := v.host.now()
	return v.words.Dates.DaySeen(t.In(now.Location()), now)
}

// changed says what was done to an entry, and stays with it if it is still
// among those in hand.
func (r *plainReview) changed(ctx context.Context, e journal.Entry, what string) error {
	r.say(what)
	if err := r.load(ctx); err != nil {
		return err
	}
	switch r.at = slices.IndexFunc(r.heads, func(h journal.Head) bool { return h.ID == e.ID }); {
	case r.at >= 0:
		r.say(r.words.Plain.Review.About)
	case len(r.heads) > 0:
		r.say(r.words.Plain.Review.Ask)
	case r.search != "":
		return r.find(ctx, "")
	default:
		r.say(r.words.Review.Empty)
		return errLeft
	}
	return nil
}

// weigh weighs an entry again, looking back at it.
func (r *plainReview) weigh(ctx context.Context, e journal.Entry) error {
	r.say(r.words.Change.AgainAsk, r.words.Plain.Review.Weigh)
	weighed, chosen, err := r.askWeight(journal.Later)
	if err != nil {
		return err
	}
	if !chosen {
		r.say(r.words.Change.AsItWas)
		return nil
	}
	if err := r.unlocked.Weigh(ctx, e.ID, weighed); err != nil {
		return err
	}
	return r.changed(ctx, e, r.words.Change.Weighed)
}

// export says how an entry is taken elsewhere: that is a command of its own, so
// that nothing readable is written by a slip here.
func (r *plainReview) export(_ context.Context, e journal.Entry) error {
	r.say(fmt.Sprintf(r.words.Plain.Review.Export, e.ID[:shortID]))
	return nil
}

func (r *plainReview) delete(ctx context.Context, e journal.Entry) error {
	return r.takeOut(ctx, e, r.words.Change.DeleteAsk, r.words.Plain.Review.Delete, r.words.Plain.Say.Delete, r.unlocked.Delete)
}

func (r *plainReview) burn(ctx context.Context, e journal.Entry) error {
	return r.takeOut(ctx, e, r.words.Change.BurnAsk, r.words.Plain.Review.Burn, r.words.Plain.Say.Burn, r.unlocked.Burn)
}

// takeOut takes an entry out once the word for it was typed a second time.
func (r *plainReview) takeOut(ctx context.Context, e journal.Entry, ask, how, word string, forget func(context.Context, ...journal.ID) error) error {
	r.say(ask, how)
	line, err := r.ask()
	if err != nil {
		return err
	}
	if !said(line, word) {
		r.say(r.words.Change.AsItWas)
		return nil
	}
	if err := forget(ctx, e.ID); err != nil {
		return err
	}
	return r.changed(ctx, e, r.words.Change.Gone)
}

// edit changes the text of one answer. Until it is kept, what is typed is a page
// of its own, as in the screens: cut short, it waits in Write.
func (r *plainReview) edit(ctx context.Context, e journal.Entry) error {
	page := newSheet(r.guide, e)
	i, err := r.which(page)
	if err != nil || i < 0 {
		return err
	}
	before := page.answers[i]
	r.say(page.steps[i].Question)
	if page.has(i) {
		r.tell(before)
	}
	r.say(r.words.Plain.Review.Anew)
	text, _, err := r.answer(func(text string) {
		page.answers[i] = text
		r.seal(ctx, r.keeper, journal.Entry{Written: r.host.now(), Answers: page.entry(r.host.now()).Answers})
	})
	if err != nil {
		if page.answers[i] != before {
			r.say(r.words.Plain.Write.Left)
		}
		return err
	}
	defer r.keeper.Forget()
	if strings.TrimSpace(text) == "" || text == before {
		r.say(r.words.Change.AsItWas)
		return r.keeper.Discard(ctx)
	}
	page.answers[i] = text
	e.Answers = page.entry(e.Written).Answers
	if _, err := r.unlocked.Edit(ctx, e); err != nil {
		r.seal(ctx, r.keeper, journal.Entry{Written: r.host.now(), Answers: e.Answers})
		r.say(r.words.Plain.Write.Left)
		return err
	}
	// A draft that could not be taken out waits as a page: rather twice than lost.
	_ = r.keeper.Discard(ctx)
	return r.changed(ctx, e, r.words.Change.Edited)
}

// which asks which of the answers is to be changed; -1 for none.
func (r *plainReview) which(page *sheet) (int, error) {
	for i, s := range page.steps {
		r.say(strconv.Itoa(i+1) + ". " + s.Question)
	}
	r.say(r.words.Plain.Review.Which)
	line, err := r.ask()
	if err != nil {
		return -1, err
	}
	n, err := strconv.Atoi(line)
	if err != nil || n < 1 || n > len(page.steps) {
		r.say(r.words.Change.AsItWas)
		return -1, nil
	}
	return n - 1, nil
}
