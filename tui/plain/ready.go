package plain

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/learned"
	"shakeoff/tui/page"
)

// readying is Ready, with the intentions by their numbers.
type readying struct {
	*session
	unlocked page.Unlocked
	promises []journal.Promise
}

// Ready says what helps before the next one, and older things too if older, and takes
// what became of the intentions. It never asks for a passphrase: of a journal that
// needs one which was not given, it says the reminders alone.
func Ready(ctx context.Context, o Options, older bool) error {
	s := begin(o)
	defer s.lines.end()
	status, err := s.Journal.Status(ctx)
	if err != nil {
		return err
	}
	r := &readying{session: s}
	var entries []journal.Entry // nil if they may not be read
	switch {
	case !status.Exists:
		entries = []journal.Entry{}
	case !status.Locked || s.Given != nil:
		if r.unlocked, err = s.unlock(ctx); err != nil {
			return err
		}
		defer r.unlocked.Lock()
		entries, err = r.unlocked.All(ctx)
		if err != nil && (len(entries) == 0 || !errors.Is(err, journal.ErrDamaged)) {
			return err
		}
	}
	var lines []string
	lines, r.promises = learned.ReadyLines(s.Guide, s.Words, entries, older, s.Now())
	if s.say(lines...); len(r.promises) == 0 {
		return err
	}
	s.lines.idle = s.Idle
	return errors.Join(s.ended(r.listen(ctx)), err)
}

// listen marks what is typed, up to an empty line.
func (r *readying) listen(ctx context.Context) error {
	for {
		line, err := r.ask("", r.Words.Plain.Ready.Mark)
		if err != nil || line == "" {
			return err
		}
		if err := r.mark(ctx, line); err != nil {
			return err
		}
	}
}

// mark marks the intention that a line names by its number. For one that was
// tried it asks how that went.
func (r *readying) mark(ctx context.Context, line string) error {
	number, word, _ := strings.Cut(line, " ")
	n, _ := strconv.Atoi(number)
	t := r.Words.Plain.Say
	states := []string{t.Reopen, t.Tried, t.LetGo} // from journal.Open on; before it is journal.None
	state := journal.Open + journal.State(slices.IndexFunc(states, func(s string) bool { return matches(word, s) }))
	if n < 1 || n > len(r.promises) || state == journal.None {
		r.say(r.Words.Plain.Review.Unknown)
		return nil
	}
	p := &r.promises[n-1]
	if err := r.unlocked.Mark(ctx, p.Entry, journal.Intention{State: state, At: r.Now(), How: p.How}); err != nil {
		return err
	}
	if r.say(r.Words.Plain.Ready.Marked); state != journal.Tried {
		return nil
	}
	return r.askHow(ctx, p)
}

// askHow asks how it went, which may be skipped. As in the screens the line is a draft
// while it is typed, and at its end, also when it is cut short, the intention is marked
// with it, once. If that cannot be, it is an unfinished page.
func (r *readying) askHow(ctx context.Context, p *journal.Promise) error {
	r.say(r.Words.Ready.HowAsk)
	a := r.Autosaver.Other("how")
	tried := journal.Intention{State: journal.Tried}
	note := func(text string) journal.Entry {
		tried.At, tried.How = r.Now(), page.HowLine(text)
		return page.HowPage(tried, r.Words.Ready.HowAsk)
	}
	text, _, ended := r.answer(func(text string) { r.seal(ctx, a, note(text)) })
	if ended == nil {
		note(text)
	}
	if tried.How == "" {
		_ = page.Drop(ctx, a) // a draft that stays is an unfinished page: rather twice than lost
		return ended
	}
	err := a.Mark(ctx, r.unlocked, p.Entry, tried)
	if err == nil {
		p.How = tried.How
		return ended
	}
	if left := r.leave(ctx, a, note(tried.How)); left != nil || !errors.Is(err, journal.ErrNotFound) {
		return errors.Join(err, left)
	}
	return ended
}
