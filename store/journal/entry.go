// Package journal says what an entry is and what can be learned from entries.
//
// Everything here is a value or a pure function of values: no I/O, no clock, no randomness, so
// that the rules of the journal can be read and tested in one place and shared by the store,
// the screens and the commands.
//
// It imports the standard library only. Rejected: methods that read or save (the store's
// business), a database-shaped row type (the screens would learn the file format), and scores
// or streaks of any kind (a person is never scored).
package journal

import (
	"cmp"
	"encoding/base32"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Step names a question of the guide, which may add steps of its own, by a lower-case word.
type Step string

// The four steps, in the order of the guide.
const (
	Happened Step = "happened"
	Control  Step = "control"
	Change   Step = "change"
	Release  Step = "release"
)

// Answer is the text under one question.
type Answer struct {
	Step     Step
	Question string // as it was asked, since a guide may be reworded later
	Text     string
}

// Moment says when a weighing was made. The numbers are part of the file format.
type Moment uint8

// The moments of a weighing.
const (
	Before Moment = 1 // after the first words, before the rest of the guide
	After  Moment = 2 // at the end of the guide
	Later  Moment = 3 // looking back
)

// String names a moment, "" for none.
func (m Moment) String() string {
	return map[Moment]string{Before: "before", After: "after", Later: "later"}[m]
}

// MaxWeight is the heaviest a thing can feel; the lightest is 0.
const MaxWeight = 10

// Weighing is how heavy it felt, and when.
type Weighing struct {
	At     time.Time
	Moment Moment
	Weight int // 0 is nothing, 10 is the most
}

// State is where an intention stands. The numbers are part of the file format.
type State uint8

// The states of an intention. An entry without a change answer has none.
const (
	None  State = 0
	Open  State = 1
	Tried State = 2
	LetGo State = 3
)

// String names a state, "" for none.
func (s State) String() string {
	return map[State]string{Open: "open", Tried: "tried", LetGo: "let go"}[s]
}

// MarshalText is String, for JSON.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Intention is the change answer taken as a promise to oneself.
type Intention struct {
	State State
	At    time.Time // when it was marked; when written, while open
	How   string    // a line on how it went
}

// Entry is one reflection, in its latest version, with all later weighings.
type Entry struct {
	ID        ID        // of its first record; stays for life
	Record    ID        // of this version
	Written   time.Time // when it was filed, with the offset of that place
	Answers   []Answer
	Weighings []Weighing
	Intention Intention
	Tags      []string // those not in the text, from imports; without #
	Posted    bool     // this version was written without the passphrase, though a lock is set
}

// Text returns the answer under a step, or "".
func (e Entry) Text(s Step) string {
	for _, a := range e.Answers {
		if a.Step == s {
			return a.Text
		}
	}
	return ""
}

// Blank says that the entry has no word in any answer.
func (e Entry) Blank() bool { return e.Title() == "" }

// Title returns the first line with words in it: what a list shows of an entry.
func (e Entry) Title() string {
	for _, a := range e.Answers {
		for line := range strings.SplitSeq(a.Text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				return line
			}
		}
	}
	return ""
}

// Weight returns the last weighing made at a moment.
func (e Entry) Weight(m Moment) (weight int, ok bool) {
	for _, w := range e.Weighings {
		if w.Moment == m {
			weight, ok = w.Weight, true
		}
	}
	return weight, ok
}

// Latest returns the newest weighing of all.
func (e Entry) Latest() (weight int, ok bool) {
	var at time.Time
	for _, w := range e.Weighings {
		if !ok || !w.At.Before(at) {
			weight, at, ok = w.Weight, w.At, true
		}
	}
	return weight, ok
}

// Weights says how heavy the entry was and is: "8 → 3", or the one weight that is known.
func (e Entry) Weights() string {
	last, ok := e.Latest()
	if !ok {
		return ""
	}
	if before, ok := e.Weight(Before); ok && len(e.Weighings) > 1 {
		return fmt.Sprintf("%d → %d", before, last)
	}
	return strconv.Itoa(last)
}

// Promised returns the entry with an open intention, if it has a change answer and no mark.
func (e Entry) Promised() Entry {
	if e.Intention.State == None && strings.TrimSpace(e.Text(Change)) != "" {
		e.Intention = Intention{State: Open, At: e.Written}
	}
	return e
}

// Joined returns the entry with all answers to one step as one, a blank line between them.
func (e Entry) Joined() Entry {
	times := make(map[Step]int)
	for _, a := range e.Answers {
		times[a.Step]++
	}
	if len(times) == len(e.Answers) {
		return e
	}
	answers, texts := make([]Answer, 0, len(times)), make(map[Step][]string, len(times))
	for _, a := range e.Answers {
		if _, seen := texts[a.Step]; !seen {
			answers, texts[a.Step] = append(answers, a), nil
		}
		if text := strings.Trim(a.Text, "\n"); text != "" {
			texts[a.Step] = append(texts[a.Step], text)
		}
	}
	for i, a := range answers {
		if times[a.Step] > 1 {
			answers[i].Text = strings.Join(texts[a.Step], "\n\n")
		}
	}
	e.Answers = answers
	return e
}

// Validate reports the first rule that the entry breaks, as an ErrInvalid without its words.
func (e Entry) Validate() error {
	if e.Blank() {
		return fmt.Errorf("an entry needs one answer with words in it: %w", ErrInvalid)
	}
	return e.ValidateUnfinished()
}

// mostLetters is how many letters a page holds: a record takes little more, see package disk.
const mostLetters = 12_000_000

// size is about how much the entry takes in a file, in bytes, and never less.
func (e Entry) size() int {
	const field, weighing = 16, 32 // what stands before a text in the file; all of a weighing
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
	if wrong(e.Written) || wrong(e.Intention.At) {
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

// Key is the same for two weighings that are one: of the same instant, moment and
// weight, whatever the place. It can be compared with == and be the key of a map.
func (w Weighing) Key() Weighing {
	w.At = w.At.Round(0).UTC()
	return w
}

// Same says that two weighings are one.
func (w Weighing) Same(other Weighing) bool { return w.Key() == other.Key() }

// Valid says that every format can carry the step as a bare name: a lower-case
// letter, then at most 31 letters, digits, - or _ in ASCII.
func (s Step) Valid() bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	return s != "" && len(s) <= 32 && strings.IndexByte(letters, s[0]) >= 0 &&
		strings.Trim(string(s), letters+"0123456789-_") == ""
}

// RecordSize is the number of random bytes that name a record.
const RecordSize = 16

// ID names an entry or one record of it: the record's 16 random bytes in lower-case base32 (RFC
// 4648, no padding), 26 letters. It holds no clock, so it tells nobody when something was written.
type ID string

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewID returns the ID of the record with these random bytes.
func NewID(rid [RecordSize]byte) ID {
	return ID(encoding.AppendEncode(make([]byte, 0, 26), rid[:])) // one allocation, of its letters
}

// ParseID reads an ID as a person may have typed it: case does not matter.
func ParseID(s string) (ID, error) {
	id := ID(strings.ToLower(strings.TrimSpace(s)))
	if _, err := id.Bytes(); err != nil {
		return "", err
	}
	return id, nil
}

// Bytes returns the random bytes of the record that id names.
func (id ID) Bytes() (rid [RecordSize]byte, err error) {
	b, err := encoding.DecodeString(string(id))
	if err != nil || len(b) != RecordSize || NewID([RecordSize]byte(b)) != id {
		return rid, fmt.Errorf("an id is 26 letters and digits: %w", ErrInvalid)
	}
	return [RecordSize]byte(b), nil
}

// Head is what lists and pictures need of an entry, without its text.
type Head struct {
	ID        ID
	Record    ID
	Written   time.Time
	Weighings []Weighing
	Intention State
	Tags      []string
}

// Head returns the head of an entry.
func (e Entry) Head() Head {
	return Head{
		ID: e.ID, Record: e.Record, Written: e.Written, Weighings: e.Weighings,
		Intention: e.Intention.State, Tags: e.AllTags(),
	}
}

// Newest orders heads newest first, and those of the same instant by id.
func Newest(heads []Head) {
	slices.SortFunc(heads, func(a, b Head) int {
		return cmp.Or(b.Written.Compare(a.Written), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Record, b.Record))
	})
}

// NewestFirst returns a copy of the entries in the order in which Newest puts heads.
func NewestFirst(entries []Entry) []Entry {
	return slices.SortedFunc(slices.Values(entries), func(a, b Entry) int { return CompareNewest(&a, &b) })
}

// CompareNewest is the order of NewestFirst, for those who sort pointers.
func CompareNewest(a, b *Entry) int {
	if c := b.Written.Compare(a.Written); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Record, b.Record))
}

// Waiting names a draft in exactly the version that was seen: once another window has written
// it or taken it up, using the name is ErrChanged instead of overwriting words.
type Waiting struct {
	Address uint64   // where it is among the drafts of this file
	Record  ID       // whose page it is
	Nonce   [24]byte // which version of it
}

// WaitingEntry is a draft that was opened: what it says, and its name.
type WaitingEntry struct {
	Waiting
	Entry Entry
}

// LastWaiting is the newest of the pages that wait, the oldest first: what is taken up or
// filed, since after a lock one goes on with what was left just now. There must be one.
func LastWaiting[T Waiting | WaitingEntry](pages []T) T { return pages[len(pages)-1] }
