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

// Ready says what helps before the next one, with older things if older, and asks what became of
// the intentions. It never asks for a passphrase: if the journal needs one that was not given, it
// says only the reminders.
func Ready(ctx context.Context, o Options, older bool) error {
	s, status, err := begin(ctx, o)
	defer s.lines.end()
	if err != nil {
		return err
	}
	var u page.Unlocked
	var entries []journal.Entry // nil if they may not be read
	switch {
	case !status.Exists:
		entries = []journal.Entry{}
	case !status.Locked || s.Given != nil:
		if u, err = s.unlock(ctx); err != nil {
			return err
		}
		defer u.Lock()
		entries, err = u.All(ctx)
		if err != nil && (len(entries) == 0 || !errors.Is(err, journal.ErrDamaged)) {
			return err
		}
	}
	lines, promises := learned.ReadyLines(s.Guide, s.Words, s.Someone, entries, older, s.Now())
	s.say(lines...)
	if tidy(ctx, u); len(promises) == 0 {
		return err
	}
	s.lines.idle = s.Idle
	return errors.Join(s.ended(s.askMarks(ctx, u, promises)), err)
}

// askMarks marks what is typed, up to an empty line.
func (s *session) askMarks(ctx context.Context, u page.Unlocked, promises []journal.Promise) error {
	for {
		line, err := s.ask("", s.Words.Plain.Ready.Mark)
		if err != nil || line == "" {
			return err
		}
		if line == angle {
			s.sayCare()
			continue
		}
		if err := s.mark(ctx, u, promises, line); err != nil {
			return err
		}
	}
}

// mark marks the intention that a line names by its number, and asks how it went if it was tried.
func (s *session) mark(ctx context.Context, u page.Unlocked, promises []journal.Promise, line string) error {
	number, word, _ := strings.Cut(line, " ")
	n, _ := strconv.Atoi(number)
	t := s.Words.Plain.Say
	state := journal.None
	for s, said := range map[journal.State]string{journal.Open: t.Reopen, journal.Tried: t.Tried, journal.LetGo: t.LetGo} {
		if matches(word, said) {
			state = s
		}
	}
	if n < 1 || n > len(promises) || state == journal.None {
		s.say(s.Words.Plain.Review.Unknown)
		return nil
	}
	p := &promises[n-1]
	if err := page.Mark(ctx, u, p.Entries(), journal.Intention{State: state, At: s.Now(), How: p.How}, nil); err != nil {
		return err
	}
	if s.say(s.Words.Plain.Ready.Marked); state != journal.Tried {
		return nil
	}
	return s.askHow(ctx, u, p)
}

// askHow asks how it went, which may be skipped. As in the screens the line is a draft while it is
// typed, and at its end, even if it is cut short, the intention is marked with it, once. If that
// fails, it stays as an unfinished page.
func (s *session) askHow(ctx context.Context, u page.Unlocked, p *journal.Promise) error {
	s.say(s.Words.Ready.HowAsk)
	a := s.Autosaver.Other("how")
	tried := journal.Intention{State: journal.Tried}
	note := func(text string) journal.Entry {
		tried.At, tried.How = s.Now(), page.HowLine(text)
		return page.HowPage(tried, s.Words.Ready.HowAsk)
	}
	text, _, ended := s.answer(func(text string) { s.seal(ctx, a, note(text)) }, func(string) bool { return true })
	if ended == nil {
		note(text)
	}
	if tried.How == "" {
		_ = page.Drop(ctx, a) // if this fails it is an unfinished page, which is better than lost
		return ended
	}
	err := page.Mark(ctx, u, p.Entries(), tried, a)
	if err == nil {
		p.How = tried.How
		return ended
	}
	if left := s.leave(ctx, a, note(tried.How)); left != nil || !errors.Is(err, journal.ErrNotFound) {
		return errors.Join(err, left)
	}
	return ended
}
