// Package journal says what an entry is and what can be learned from entries.
//
// Everything here is a value or a pure function of values: no I/O, no clock, no randomness, so
// that the rules of the journal can be read and tested in one place and shared by the store,
// the screens and the commands.
//
// It imports the standard library, and package fold for Unicode. Rejected: methods that read or save
// (the store's business), a database-shaped row type (the screens would learn the file format), and
// scores or streaks of any kind (a person is never scored).
package journal

import (
	"cmp"
	"encoding/base32"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Step names a question of the guide by a lower-case word. A guide may add steps of its own.
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
	Happened  time.Time // when it happened, with the offset of that place; zero: when written
	DayOnly   bool      // only the day was told: the time of Happened is that of OnDay
	Edited    time.Time // when its words were changed last; zero for never
	Answers   []Answer
	Weighings []Weighing
	Intention Intention
	Tags      []string // those not in the text, from imports; without #
	Posted    bool     // this version was written without the passphrase, though a lock is set
	// PostedLater says that a weighing or a mark of it was, though the version was not.
	PostedLater bool
}

// When returns when it happened, which is when it was written unless that was told.
func (e Entry) When() time.Time { return when(e.Written, e.Happened) }

func when(written, happened time.Time) time.Time {
	if happened.IsZero() {
		return written
	}
	return happened
}

// OnDay returns the time that stands for a day told without a time: noon, which every day has, where
// it was written; or when it was written, if that was earlier on the same day.
func OnDay(d Day, written time.Time) time.Time {
	place := time.UTC
	if _, offset := written.Zone(); offset != 0 {
		place = time.FixedZone("", offset)
	}
	noon := time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, place)
	if DayOf(written) == d && written.Before(noon) {
		return written
	}
	return noon
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

// Joined returns the entry with all answers to a step joined into one, a blank line between them.
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

// Key is equal for two copies of one weighing, whatever their zones: the same instant, moment and
// weight. It can be compared with == and be the key of a map.
func (w Weighing) Key() Weighing {
	w.At = w.At.Round(0).UTC()
	return w
}

// Same says that two weighings are one.
func (w Weighing) Same(other Weighing) bool { return w.Key() == other.Key() }

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
	Happened  time.Time // zero: when written
	DayOnly   bool      // only the day was told
	Weighings []Weighing
	Intention State
	Tags      []string
	Answered  []Step // the questions that have an answer with words, each once, in the order of the page
}

// When returns when it happened, as Entry.When does.
func (h Head) When() time.Time { return when(h.Written, h.Happened) }

// Head returns the head of an entry.
func (e Entry) Head() Head {
	return Head{
		ID: e.ID, Record: e.Record, Written: e.Written, Happened: e.Happened, DayOnly: e.DayOnly,
		Weighings: e.Weighings, Intention: e.Intention.State, Tags: e.AllTags(), Answered: e.answered(),
	}
}

func (e Entry) answered() (steps []Step) {
	for _, a := range e.Answers {
		if strings.TrimSpace(a.Text) != "" && !slices.Contains(steps, a.Step) {
			steps = append(steps, a.Step)
		}
	}
	return steps
}

// Newest orders heads by when it happened, the newest first: those of the same instant by when
// they were written, and then by id.
func Newest(heads []Head) {
	slices.SortFunc(heads, func(a, b Head) int {
		return cmp.Or(b.When().Compare(a.When()), b.Written.Compare(a.Written), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Record, b.Record))
	})
}

// NewestFirst returns a copy of the entries in the order in which Newest puts heads.
func NewestFirst(entries []Entry) []Entry {
	return slices.SortedFunc(slices.Values(entries), func(a, b Entry) int { return CompareNewest(&a, &b) })
}

// CompareNewest is the order of NewestFirst, for those who sort pointers.
func CompareNewest(a, b *Entry) int {
	if c := cmp.Or(b.When().Compare(a.When()), b.Written.Compare(a.Written)); c != 0 {
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

// LastWaiting is the newest of the pages that wait, given oldest first: the one to take up or file,
// since after a lock people go on with what they just left. There must be one.
func LastWaiting[T Waiting | WaitingEntry](pages []T) T { return pages[len(pages)-1] }
