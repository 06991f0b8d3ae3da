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

// action does something with an entry. done says what was done to it, "" for nothing.
type action func(ctx context.Context, e journal.Entry) (done string, err error)

// change does something with the entry that was read last, and stays with it if it is still
// among those listed.
func (r *reviewing) change(ctx context.Context, does action) error {
	if r.at < 0 {
		r.say(r.Words.Plain.Review.None)
		return nil
	}
	e, err := r.open(ctx, r.heads[r.at])
	if err != nil {
		return err
	}
	done, err := does(ctx, e)
	if err != nil || done == "" {
		return err
	}
	r.say(done)
	heads, err := r.load(ctx, r.search)
	if err != nil {
		return err
	}
	r.heads = heads
	switch r.at = slices.IndexFunc(r.heads, func(h journal.Head) bool { return h.ID == e.ID }); {
	case r.at >= 0:
		r.say(r.Words.Plain.Review.About)
	case len(r.heads) > 0:
		r.say(r.Words.Plain.Review.Ask)
	default:
		return r.find(ctx, "")
	}
	return nil
}

// asItWas says that nothing was changed, unless there is an error.
func (r *reviewing) asItWas(err error) (done string, _ error) {
	if err == nil {
		r.say(r.Words.Change.AsItWas)
	}
	return "", err
}

// export names the command that exports an entry: a slip here must not write a readable file.
func (r *reviewing) export(_ context.Context, e journal.Entry) (done string, err error) {
	const short = 8 // of an id, as a list on the command line shows it
	r.say(fmt.Sprintf(r.Words.Plain.Review.Export, e.ID[:short]))
	return "", nil
}

func (r *reviewing) weigh(ctx context.Context, e journal.Entry) (done string, err error) {
	weighed, err := r.askWeight(journal.Later, r.Words.Change.AgainAsk, r.Words.Plain.Review.Weigh)
	if err != nil || weighed == nil {
		return r.asItWas(err)
	}
	return r.Words.Change.Weighed, r.unlocked.Weigh(ctx, e.ID, *weighed)
}

func (r *reviewing) editWhen(ctx context.Context, e journal.Entry, p *page.Page) (done string, err error) {
	told, err := r.askWhen(p)
	now := page.Tell(e, p.Happened, p.DayOnly)
	if err != nil || !told || page.SameTime(now, e) {
		return r.asItWas(err)
	}
	return r.Words.Change.Edited, r.unlocked.Edit(ctx, now)
}

// delete deletes an entry once the word for it was typed a second time. It can be taken back until
// the next line comes: to hear that may take longer than the ten seconds of the screens.
func (r *reviewing) delete(_ context.Context, e journal.Entry) (done string, err error) {
	line, err := r.ask(r.Words.Change.DeleteAsk, r.Words.Plain.Review.Delete)
	if err != nil || !matches(line, r.Words.Plain.Say.Delete) {
		return r.asItWas(err)
	}
	r.deleted = e.ID
	return r.Words.Plain.Review.TakeBack, nil
}

// edit changes the text of one answer. As in the screens, what is typed is a draft of its own until
// it is saved, and an unfinished page if it is cut short.
func (r *reviewing) edit(ctx context.Context, e journal.Entry) (done string, err error) {
	p := page.Edit(r.Guide, e)
	for i, s := range p.Steps {
		r.say(strconv.Itoa(i+1) + ". " + s.Question)
	}
	line, err := r.ask(r.Words.Plain.Review.Which)
	n, _ := strconv.Atoi(line)
	if err == nil && matches(line, r.Words.Plain.Say.When) {
		return r.editWhen(ctx, e, p)
	}
	if err != nil || n < 1 || n > len(p.Steps) {
		return r.asItWas(err)
	}
	i := n - 1
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
	}, nil)
	if err != nil {
		if p.Answers[i] != before {
			if failed := r.leave(ctx, a, p.Entry(r.Now())); failed != nil {
				r.Fail(failed)
			}
		}
		return "", err
	}
	if strings.TrimSpace(text) == "" || text == before {
		return r.asItWas(page.Drop(ctx, a))
	}
	p.Answers[i] = text
	e.Answers = p.Entry(e.Written).Answers // and nothing else of it
	if err := a.Edit(ctx, r.unlocked, e); err != nil {
		return "", errors.Join(err, r.leave(ctx, a, p.Entry(r.Now())))
	}
	return r.Words.Change.Edited, nil
}
