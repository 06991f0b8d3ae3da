package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// finish keeps the page, says what is taken along from it, and asks how heavy it
// is now, and whether it shall stay.
func (w *plainWrite) finish(ctx context.Context) error {
	if w.page.entry(w.host.now()).Blank() {
		w.say(w.words.Plain.Write.Nothing)
		return nil
	}
	kept, err := w.keep(ctx)
	if err != nil {
		return err
	}
	defer kept.Forget()
	w.say(w.words.Shake.Kept)
	if change := w.page.entry(w.host.now()).Text(journal.Change); change != "" {
		w.say(w.words.Shake.Take)
		w.tell(change)
	}
	burnt, err := w.end(ctx, kept)
	if errors.Is(err, errLeft) { // it is kept by now
		w.say(w.words.Write.Kept)
		return nil
	}
	if err != nil || burnt || !w.first {
		return err
	}
	return w.offerLock(ctx)
}

// keep files the page. As long as the journal does not take it, the words stay
// here, and may be put elsewhere.
func (w *plainWrite) keep(ctx context.Context) (page.Filed, error) {
	for {
		page := w.page.entry(w.host.now())
		kept, err := w.keeper.File(ctx, page)
		if err == nil {
			return kept, nil
		}
		w.host.fail(fmt.Errorf("this page is not kept: %w", err))
		w.say(w.words.Plain.Write.NotKept)
		line, left := w.ask()
		if left != nil || said(line, w.words.Plain.Say.Copy) {
			_, _ = w.keeper.Rescue(ctx, page) // where it lies is told at the end
			return nil, err
		}
	}
}

// end weighs the page once more, and keeps it or burns it.
func (w *plainWrite) end(ctx context.Context, kept page.Filed) (burnt bool, err error) {
	if err := w.askAfter(ctx, kept); err != nil {
		return false, err
	}
	say, burn := w.words.Plain.Write, w.words.Plain.Say.Burn
	for _, question := range []string{say.End, say.Burn} {
		w.say(question)
		line, err := w.ask()
		if err != nil {
			return false, err
		}
		if !said(line, burn) {
			w.say(w.words.Write.Kept)
			return false, nil
		}
	}
	if err := kept.Burn(ctx); err != nil {
		return false, fmt.Errorf("it is not burnt, and still kept: %w", err)
	}
	w.say(w.words.Change.Gone)
	return true, nil
}

// askAfter asks how heavy it is now, and says what there is to say about it.
func (w *plainWrite) askAfter(ctx context.Context, kept page.Filed) error {
	g := w.guide.After
	if !g.Enabled() {
		return nil
	}
	w.say(g.Question, g.Line)
	after, chosen, err := w.askWeight(journal.After)
	if err != nil || !chosen {
		return err
	}
	if err := kept.Weigh(ctx, after); err != nil {
		return fmt.Errorf("the page is kept, but not its second weight: %w", err)
	}
	if before := w.page.before; before != nil {
		w.say(fmt.Sprintf(w.words.Plain.Change, before.Weight, after.Weight))
		if after.Weight > before.Weight {
			w.say(w.words.Ending.Heavier)
		}
	}
	if after.Weight >= journal.TooHeavy {
		w.say(w.words.Ending.Still)
		if w.settings.Someone != "" {
			w.say(w.settings.Someone)
		}
	}
	return nil
}

// offerLock offers a lock, once in the life of a journal, to who can type a
// passphrase.
func (w *plainWrite) offerLock(ctx context.Context) error {
	if !isTerminal(w.host.stdin) {
		return nil
	}
	w.say(w.words.Lock.Offer...)
	w.say(w.words.Plain.Lock.Offer)
	line, left := w.ask()
	if left == nil && said(line, w.words.Plain.Say.Lock) {
		return w.setLock(ctx)
	}
	return w.window.MarkOffered(ctx, page.OfferLock)
}

// setLock asks for a passphrase twice, and sets it.
func (w *plainWrite) setLock(ctx context.Context) error {
	secret, err := w.newSecret(ctx)
	defer clear(secret)
	if err != nil || len(secret) == 0 {
		w.say(w.words.Plain.Lock.None)
		return w.window.MarkOffered(ctx, page.OfferLock)
	}
	w.say(w.words.Lock.Working)
	u, err := w.window.Unlock(ctx, nil)
	if err != nil {
		return err
	}
	defer u.Lock()
	if err := u.SetPassphrase(ctx, secret); err != nil {
		return err
	}
	w.say(w.words.Lock.Done, w.words.Lock.Nobody)
	return w.window.MarkOffered(ctx, page.OfferLock)
}

// newSecret asks until the same passphrase came twice, or none.
func (w *plainWrite) newSecret(ctx context.Context) ([]byte, error) {
	say := w.words.Plain.Lock
	for {
		first, err := w.host.askSecret(ctx, say.First+"\n")
		if err != nil || len(first) == 0 {
			return nil, err
		}
		again, err := w.host.askSecret(ctx, say.Again+"\n")
		same := bytes.Equal(first, again)
		clear(again)
		if err == nil && same {
			return first, nil
		}
		clear(first)
		if err != nil {
			return nil, err
		}
		w.say(w.words.Lock.Differ)
	}
}
