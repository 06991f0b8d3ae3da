package tui

import (
	"context"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
)

// scale is a weight that is being chosen. Digits count as a weight only until
// they turn out to be words, so it remembers them, and what it was before.
type scale struct {
	weight int
	chosen bool
	at     time.Time // when it was chosen
	typed  string    // digits since it was opened, or since an arrow
	was    *scale    // before the first of them
}

// open begins a new choice, with the weight that was chosen before in sight.
func (s *scale) open() { s.typed, s.was = "", nil }

// digit chooses a weight: 1 then 0 is 10, otherwise a new digit replaces the
// last. The third digit in a row was no weight: it returns all three.
func (s *scale) digit(d string, now time.Time) (words string) {
	if len(s.typed) == 2 {
		return s.words() + d
	}
	if s.typed == "" {
		was := *s
		s.was = &was
	}
	s.weight, s.chosen, s.at = int(d[0]-'0'), true, now
	if s.typed == "1" && d == "0" {
		s.weight = journal.MaxWeight
	}
	s.typed += d
	return ""
}

// choose takes a digit where no words follow: a third in a row is another choice.
func (s *scale) choose(d string, now time.Time) {
	if words := s.digit(d, now); words != "" {
		s.digit(d, now)
	}
}

// words takes back the digits, which were words, and returns them.
func (s *scale) words() string {
	typed := s.typed
	if s.was != nil {
		*s = *s.was
	}
	s.open()
	return typed
}

// step makes the weight one heavier or lighter.
func (s *scale) step(by int, now time.Time) {
	s.weight = min(max(s.weight+by, 0), journal.MaxWeight)
	s.chosen, s.at = true, now
	s.open()
}

// pick takes a click on a dot. The first dot, clicked again, is nothing at all.
func (s *scale) pick(weight int, now time.Time) {
	if weight == 1 && s.chosen && s.weight == 1 {
		weight = 0
	}
	s.weight, s.chosen, s.at = weight, true, now
	s.open()
}

// clear chooses nothing.
func (s *scale) clear() { *s = scale{} }

func (s *scale) weighing(m journal.Moment) journal.Weighing {
	return journal.Weighing{At: s.at, Moment: m, Weight: s.weight}
}

// pressWeigh chooses how heavy it is, unless what is typed are words.
func (w *write) pressWeigh(e env, k tea.KeyPressMsg) tea.Cmd {
	switch e.action(placeWeigh, k) {
	case actDigit:
		if words := w.before.digit(k.String(), e.now); words != "" {
			w.wordsFrom(words)
		}
	case actLighter:
		w.before.step(-1, e.now)
	case actHeavier:
		w.before.step(+1, e.now)
	case actNext:
		if w.mayGo(e, k) {
			return w.next(e, isEnter(k))
		}
	case actBack:
		w.back()
	case actKeep:
		return w.keepAsIs(e)
	case actWaiting:
		return w.openWaiting(e)
	default:
		w.typeWeigh(k)
	}
	return nil
}

// typeWeigh takes every other key at a weight: a letter goes on to the next
// answer, and what follows digits and is no letter makes words of them.
func (w *write) typeWeigh(k tea.KeyPressMsg) {
	r, _ := utf8.DecodeRuneInString(k.Text)
	switch {
	case k.String() == "backspace" && w.before.chosen:
		w.before.clear()
	case k.String() == "backspace":
		w.back()
	case k.String() == "down":
		w.down()
	case k.Text == "" || k.Text == " " && w.before.typed == "":
	case unicode.IsLetter(r):
		w.wordsFrom(k.Text)
	default:
		w.wordsFrom(w.before.words() + k.Text)
	}
}

// wordsFrom puts words that came at the weight into the answer after it, or,
// where there is none, into the one before.
func (w *write) wordsFrom(words string) {
	w.phase = answering
	w.at = min(w.at+1, len(w.answers)-1)
	w.answers[w.at].text.Insert(words)
}

// pickWeigh takes a click on the scale, or on the number beside it.
func (w *write) pickWeigh(e env, p picked) tea.Cmd {
	if w.keeping != nil || w.busy || w.opening || w.filing {
		return nil
	}
	switch {
	case p.does == actDigit && w.phase == weighing:
		w.before.pick(p.at, e.now)
	case p.does == actDigit && w.phase == reweighing:
		w.after.pick(p.at, e.now)
	case p.does == actNext && w.phase == weighing:
		return w.next(e, false)
	case p.does == actNext && w.phase == reweighing:
		return w.weigh(e)
	}
	return nil
}

// pressReweigh chooses how heavy it is now. No answer follows, so other keys do
// nothing.
func (w *write) pressReweigh(e env, k tea.KeyPressMsg) tea.Cmd {
	if e.tiny {
		return nil
	}
	switch e.action(placeWeigh, k) {
	case actDigit:
		w.reweigh(k.String(), e.now)
	case actLighter:
		w.after.step(-1, e.now)
	case actHeavier:
		w.after.step(+1, e.now)
	case actNext:
		if w.mayGo(e, k) {
			return w.weigh(e)
		}
	case actKeep:
		return tea.Batch(w.weigh(e), send(coverNow{}))
	default:
		if k.String() == "backspace" {
			w.after.clear()
		}
	}
	return nil
}

// reweigh takes a digit at the end of the page.
func (w *write) reweigh(digit string, now time.Time) {
	if w.phase != reweighing {
		w.phase = reweighing
		w.after.open()
	}
	w.after.choose(digit, now)
}

// weigh files the second weight with the entry, and goes to the ending.
func (w *write) weigh(e env) tea.Cmd {
	if !w.after.chosen {
		w.phase = ending
		return nil
	}
	w.busy = true
	kept, weighed := w.kept, w.after.weighing(journal.After)
	return e.do(func(ctx context.Context) tea.Msg {
		return weighedMsg{kept.Weigh(ctx, weighed)}
	})
}

func (w *write) isWeighed(_ env, err error) tea.Cmd {
	if !w.busy {
		return nil
	}
	w.busy = false
	if err != nil {
		return send(problem{fmt.Errorf("%w: %w", errNotWeighed, err)})
	}
	w.phase = ending
	return send(problem{})
}
