package journal

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Validate reports the first rule that the entry breaks, as an ErrInvalid without its words.
func (e Entry) Validate() error {
	if e.Blank() && len(e.Weighings) == 0 {
		return fmt.Errorf("an entry needs one answer with words in it, or a weight: %w", ErrInvalid)
	}
	return e.ValidateUnfinished()
}

// mostLetters is how many letters a page holds: a record takes little more, see package disk.
const mostLetters = 12_000_000

// size is about how much the entry takes in a file, in bytes, and never less.
func (e Entry) size() int {
	const field, weighing = 16, 32 // bytes in front of a text in the file; a whole weighing
	n := len(e.Intention.How) + weighing*len(e.Weighings)
	for _, a := range e.Answers {
		n += field + len(a.Step) + len(a.Question) + len(a.Text)
	}
	for _, t := range e.Tags {
		n += field + len(t)
	}
	return n
}

// ValidateUnfinished is Validate for a page that may still be without words.
func (e Entry) ValidateUnfinished() error {
	if e.size() > mostLetters {
		return fmt.Errorf("a page of more than %d million letters: %w", mostLetters/1_000_000, ErrInvalid)
	}
	seen := make(map[Step]bool, len(e.Answers))
	for _, a := range e.Answers {
		switch {
		case !a.Step.Valid():
			return fmt.Errorf("a step is named by a short lower-case word: %w", ErrInvalid)
		case seen[a.Step]:
			return fmt.Errorf("the step %q is answered twice: %w", a.Step, ErrInvalid)
		case !utf8.ValidString(a.Text), !utf8.ValidString(a.Question):
			return fmt.Errorf("the answer to %q is not UTF-8 text: %w", a.Step, ErrInvalid)
		}
		seen[a.Step] = true
	}
	for _, w := range e.Weighings {
		if err := w.Validate(); err != nil {
			return err
		}
	}
	if wrong(e.Written) || wrong(e.Happened) || wrong(e.Intention.At) {
		return errTime
	}
	if e.Intention.State > LetGo {
		return fmt.Errorf("an intention is open, tried or let go: %w", ErrInvalid)
	}
	if slices.ContainsFunc(e.Tags, func(t string) bool { return !validTag(t) }) {
		return fmt.Errorf("a tag is one word without #: %w", ErrInvalid)
	}
	return nil
}

// Validate reports a weight or moment outside its range, as an ErrInvalid.
func (w Weighing) Validate() error {
	if w.Weight < 0 || w.Weight > MaxWeight {
		return fmt.Errorf("a weight is a whole number from 0 to %d: %w", MaxWeight, ErrInvalid)
	}
	if w.Moment < Before || w.Moment > Later {
		return fmt.Errorf("the moment of a weighing is before, after or later: %w", ErrInvalid)
	}
	if wrong(w.At) {
		return errTime
	}
	return nil
}

// ValidTime says that every format can carry a time: it is within the years that RFC
// 3339 can say, 1 to 9999, in every zone, and its zone is less than a day from UTC.
func ValidTime(t time.Time) bool {
	const day = 24 * 60 * 60
	_, offset := t.Zone()
	return t.Year() >= 2 && t.Year() <= 9998 && offset > -day && offset < day
}

// wrong says that there is a time, and not a valid one.
func wrong(t time.Time) bool { return !t.IsZero() && !ValidTime(t) }

var errTime = fmt.Errorf("a time is of the years 2 to 9998, and less than 24 hours from UTC: %w", ErrInvalid)

// Valid says that every format can carry the step as a bare name: a lower-case
// letter, then at most 31 letters, digits, - or _ in ASCII.
func (s Step) Valid() bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	return s != "" && len(s) <= 32 && strings.IndexByte(letters, s[0]) >= 0 &&
		strings.Trim(string(s), letters+"0123456789-_") == ""
}
