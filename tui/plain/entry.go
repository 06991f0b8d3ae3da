package plain

import (
	"context"
	"fmt"
	"strings"

	"shakeoff/store/journal"
)

// sayWeight says how heavy something was and is, "" where it was not weighed.
func (s *session) sayWeight(weighings []journal.Weighing) string {
	e := journal.Entry{Weighings: weighings}
	last, ok := e.Latest()
	if !ok {
		return ""
	}
	if before, ok := e.Weight(journal.Before); ok && len(weighings) > 1 {
		return fmt.Sprintf(s.Words.Plain.Change, before, last)
	}
	return fmt.Sprintf(s.Words.Plain.Weight, last)
}

// read reads an entry out.
func (r *reviewing) read(ctx context.Context, at int) error {
	if at < 0 || at >= len(r.heads) {
		r.say(r.Words.Plain.Review.NoSuch)
		return nil
	}
	e, err := r.open(ctx, r.heads[at])
	if err != nil {
		return err
	}
	r.at = at
	r.say(strings.TrimSpace(r.when(e.Written) + ". " + r.sayWeight(e.Weighings)))
	if r.twice(e.ID) {
		r.say(r.Words.Review.Version)
	}
	for _, tag := range e.Tags {
		r.say("#" + tag)
	}
	for _, a := range e.Answers {
		if strings.TrimSpace(a.Text) != "" {
			r.say(r.Guide.QuestionOf(a))
			r.tell(a.Text)
		}
	}
	switch i := e.Intention; i.State {
	case journal.Tried:
		r.say(fmt.Sprintf(r.Words.Plain.Ready.Tried, r.day(i.At)) + ".")
	case journal.LetGo:
		r.say(fmt.Sprintf(r.Words.Plain.Ready.LetGo, r.day(i.At)) + ".")
	}
	if e.Intention.How != "" {
		r.tell(e.Intention.How)
	}
	r.say(r.Words.Plain.Review.About)
	return nil
}

// export says how an entry is taken elsewhere: that is a command of its own, so
// that nothing readable is written by a slip here.
func (r *reviewing) export(_ context.Context, e journal.Entry) error {
	const short = 8 // of an id, as a list on the command line shows it
	r.say(fmt.Sprintf(r.Words.Plain.Review.Export, e.ID[:short]))
	return nil
}
