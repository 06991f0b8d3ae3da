package plain

import (
	"context"
	"errors"
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
	defer s.end()
	r := &readying{session: s}
	entries, damaged := r.read(ctx)
	if r.unlocked != nil {
		defer r.unlocked.Lock()
	}
	if damaged != nil && (len(entries) == 0 || !errors.Is(damaged, journal.ErrDamaged)) {
		return damaged
	}
	var lines []string
	lines, r.promises = learned.ReadyLines(s.Guide, s.Words, entries, older, s.Now())
	s.say(lines...)
	if len(r.promises) == 0 {
		return damaged
	}
	s.lines.idle = s.Idle
	return errors.Join(s.ended(r.listen(ctx)), damaged)
}

// read opens every entry. Nil entries are ones that may not be read.
func (r *readying) read(ctx context.Context) (entries []journal.Entry, err error) {
	status, err := r.Journal.Status(ctx)
	if err != nil || status.Locked && r.Given == nil {
		return nil, err
	}
	if !status.Exists {
		return []journal.Entry{}, nil
	}
	if r.unlocked, err = r.unlock(ctx); err != nil {
		return nil, err
	}
	return r.unlocked.All(ctx)
}

// listen marks what is typed, up to an empty line.
func (r *readying) listen(ctx context.Context) error {
	for {
		r.say("", r.Words.Plain.Ready.Mark)
		line, err := r.ask()
		if err == nil && line != "" {
			err = r.mark(ctx, line)
		}
		if err != nil || line == "" {
			return err
		}
	}
}

// mark marks the intention that a line names by its number. For one that was
// tried it asks how that went.
func (r *readying) mark(ctx context.Context, line string) error {
	number, word, _ := strings.Cut(line, " ")
	n, err := strconv.Atoi(number)
	state, known := r.stateOf(word)
	if err != nil || n < 1 || n > len(r.promises) || !known {
		r.say(r.Words.Plain.Review.Unknown)
		return nil
	}
	p := &r.promises[n-1]
	if err := r.unlocked.Mark(ctx, p.Entry, journal.Intention{State: state, At: r.Now(), How: p.How}); err != nil {
		return err
	}
	r.say(r.Words.Plain.Ready.Marked)
	if state != journal.Tried {
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
	if tried.How != "" {
		if err := a.Mark(ctx, r.unlocked, p.Entry, tried); err != nil {
			if left := r.leave(ctx, a, note(tried.How)); left != nil || !errors.Is(err, journal.ErrNotFound) {
				return errors.Join(err, left)
			}
			return ended
		}
		p.How = tried.How
		return ended
	}
	_ = page.Drop(ctx, a) // a draft that stays is an unfinished page: rather twice than lost
	return ended
}

// stateOf is the state that a word asks for.
func (r *readying) stateOf(word string) (s journal.State, known bool) {
	t := r.Words.Plain.Say
	switch {
	case matches(word, t.Tried):
		return journal.Tried, true
	case matches(word, t.LetGo):
		return journal.LetGo, true
	case matches(word, t.Reopen):
		return journal.Open, true
	}
	return journal.None, false
}
