package plain

import (
	"bytes"
	"context"
	"errors"
	"unicode/utf8"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// unlock opens the journal, and asks a person who mistypes the passphrase again.
func (s *session) unlock(ctx context.Context) (page.Unlocked, error) {
	secretOf := s.Given
	if secretOf == nil {
		secretOf = func() ([]byte, error) { return s.Ask(ctx, s.Words.Plain.Lock.Passphrase+"\n") }
	}
	u, err := s.Journal.Unlock(ctx, nil)
	for errors.Is(err, journal.ErrLocked) || errors.Is(err, journal.ErrPassphrase) && s.Given == nil {
		if errors.Is(err, journal.ErrPassphrase) {
			s.say(s.Words.Unlock.Wrong)
		}
		secret, failed := secretOf()
		if failed != nil {
			return nil, failed
		}
		if len(secret) == 0 {
			return nil, journal.ErrLocked
		}
		s.say(s.Words.Unlock.Working)
		u, err = s.Journal.Unlock(ctx, secret)
		clear(secret)
	}
	if err != nil {
		return nil, err
	}
	return page.Tidying(u), nil
}

// tidy tidies the journal once all of it was read and said.
func tidy(ctx context.Context, u page.Unlocked) {
	if page.DueToTidy(u) {
		_ = u.Tidy(ctx)
	}
}

// offerLock offers a lock, if it is time to, to those who can type a passphrase. To leave here puts
// it off.
func (s *session) offerLock(ctx context.Context) error {
	status, err := s.Journal.Status(ctx)
	due := page.LockOffer(status)
	if !s.Terminal || err != nil || due == 0 {
		return err
	}
	s.say(s.Words.Lock.Offer...)
	line, err := s.ask(s.Words.Plain.Lock.Offer)
	if err != nil {
		return nil //nolint:nilerr // the page is kept
	}
	if matches(line, s.Words.Plain.Say.Lock) {
		if err := s.setLock(ctx); err != nil {
			return err
		}
	}
	return s.Journal.MarkOffered(ctx, due)
}

func (s *session) setLock(ctx context.Context) error {
	secret := s.newSecret(ctx)
	if len(secret) == 0 {
		s.say(s.Words.Plain.Lock.None)
		return nil
	}
	defer clear(secret)
	s.say(s.Words.Lock.Working)
	u, err := s.Journal.Unlock(ctx, nil)
	if err != nil {
		return err
	}
	defer u.Lock()
	if err := u.SetPassphrase(ctx, secret); err != nil {
		return err
	}
	s.say(page.Reached(s.Journal, s.Words.Lock.Done, s.Words.Lock.Unreached), s.Words.Lock.Nobody)
	return nil
}

// newSecret asks until it hears the same passphrase twice; it is nil if none is typed.
func (s *session) newSecret(ctx context.Context) []byte {
	t := s.Words.Plain.Lock
	for {
		first, err := s.Ask(ctx, t.First+"\n")
		if err != nil || len(first) == 0 {
			return nil
		}
		if bytes.ContainsFunc(first, journal.Untypable) {
			clear(first)
			s.say(t.Untypable)
			continue
		}
		if utf8.RuneCount(first) < journal.ShortPassphrase {
			s.say(s.Words.Lock.Short)
		}
		again, err := s.Ask(ctx, t.Again+"\n")
		same := err == nil && bytes.Equal(first, again)
		clear(again)
		if same {
			return first
		}
		if clear(first); err != nil {
			return nil
		}
		s.say(s.Words.Lock.Differ)
	}
}
