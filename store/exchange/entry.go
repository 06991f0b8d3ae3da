package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"shakeoff/store/journal"
)

// decodeEntry reads one entry of ours and holds it to the rules of package journal.
func decodeEntry(o *object, now time.Time) (journal.Entry, error) {
	o.allow("an entry", "id", "written", "happened_at", "answers", "questions", "weighings", "intention", "intention_at",
		"how", "tags", "posted", "posted_later") // the last two are of the journal that it comes from
	e := journal.Entry{
		ID: take(o, "id", idOf), Written: cmp.Or(take(o, "written", timeOf), now),
		Answers: take(o, "answers", textsOf), Tags: take(o, "tags", tagsOf),
	}
	promised := &e.Intention
	promised.State = take(o, "intention", func(f field) (journal.State, error) {
		return named(f, journal.LetGo, notIntention)
	})
	promised.At, promised.How = take(o, "intention_at", timeOf), take(o, "how", textOf)
	e.Happened = take(o, "happened_at", func(f field) (at time.Time, err error) {
		s, _ := textOf(f)
		at, e.DayOnly, err = happenedAt(s, e.Written)
		return at, err
	})
	e.Weighings = take(o, "weighings", func(f field) ([]journal.Weighing, error) {
		return listOf(f, func(i int, v value) (journal.Weighing, error) { return weighingOf(i, v, e.Written) })
	})
	asked := ask(e.Answers, take(o, "questions", textsOf))
	_, marked := o.named("intention_at")
	_, told := o.named("how")
	switch {
	case cmp.Or(o.err, asked) != nil:
		return e, cmp.Or(o.err, asked)
	case promised.State == journal.None && (marked || told):
		return e, invalid(`"intention_at" and "how" need an "intention" beside them`)
	case promised.State != journal.None:
		promised.At = cmp.Or(promised.At, e.Written)
	}
	return e, e.Validate()
}

// ask puts the questions to the answers.
func ask(answers []journal.Answer, questions texts) error {
	at := make(map[journal.Step]int, len(answers))
	for i, a := range answers {
		at[a.Step] = i
	}
	for _, q := range questions {
		i, ok := at[q.Step]
		if !ok {
			return invalid(`a question in "questions" has no answer under the same step`)
		}
		answers[i].Question = q.Text
	}
	return nil
}

func idOf(f field) (journal.ID, error) {
	s, err := textOf(f)
	if err != nil {
		return "", err
	}
	return journal.ParseID(s)
}

func tagsOf(f field) ([]string, error) {
	return listOf(f, func(_ int, v value) (string, error) { return textOf(field{f.name, v}) })
}

// named reads the name of one of the values from 1 to the last; the rule is what any other breaks.
func named[T interface {
	~uint8
	fmt.Stringer
}](f field, last T, rule string) (T, error) {
	name, err := textOf(f)
	if err != nil {
		return 0, err
	}
	return called(name, last, rule)
}

// called is named for a name that is not from JSON.
func called[T interface {
	~uint8
	fmt.Stringer
}](name string, last T, rule string) (T, error) {
	for v := T(1); v <= last; v++ {
		if v.String() == name {
			return v, nil
		}
	}
	return 0, invalid(rule)
}

// weighingOf reads the i-th weighing of an entry, counted from 0.
func weighingOf(i int, v value, written time.Time) (w journal.Weighing, err error) {
	o, err := v.object("a weighing is a JSON object")
	if err != nil {
		return w, err
	}
	o.allow("a weighing", "at", "moment", "weight")
	moment := take(o, "moment", func(f field) (journal.Moment, error) {
		return named(f, journal.Later, `the moment of a weighing is "before", "after" or "later"`)
	})
	w.Moment = cmp.Or(moment, journal.Before+journal.Moment(min(i, 2))) //nolint:gosec // at most 2
	w.At = cmp.Or(take(o, "at", timeOf), written)
	w.Weight = -1 // out of range, for none and for what is not a whole number
	if f, ok := o.named("weight"); ok {
		if weight, err := strconv.Atoi(string(f.raw)); err == nil {
			w.Weight = weight
		}
	}
	return w, cmp.Or(o.err, w.Validate())
}

const notIntention = `an intention is "open", "tried" or "let go"`

// happenedAt reads a time, or a day alone, as in 2026-11-21.
func happenedAt(s string, written time.Time) (at time.Time, dayOnly bool, err error) {
	if day, err := time.Parse(time.DateOnly, s); err == nil && journal.ValidTime(day) {
		return journal.OnDay(journal.DayOf(day), written), true, nil
	}
	at, ok := timeIn(s)
	if !ok {
		err = invalid(`"happened_at" is a time like 2026-11-21T14:05:00+01:00, or a day like 2026-11-21`)
	}
	return at, false, err
}

func timeOf(f field) (time.Time, error) {
	s, err := textOf(f)
	if err != nil {
		return time.Time{}, err
	}
	at, ok := timeIn(s)
	if !ok {
		return at, badTime(f.name, "2026-11-21T14:05:00+01:00")
	}
	return at, nil
}

// timeIn reads RFC 3339, and keeps the offset as it was given.
func timeIn(s string) (t time.Time, ok bool) {
	if t.UnmarshalText([]byte(s)) != nil || !journal.ValidTime(t) {
		return time.Time{}, false
	}
	return fixed(t), true // Unmarshal may have named the offset after the zone of this machine
}

func textOf(f field) (string, error) {
	var s string
	if f.raw[0] != '"' || json.Unmarshal(f.raw, &s) != nil {
		return "", invalid(fmt.Sprintf("%q is not a string", shown(f.name)))
	}
	return s, nil
}

func listOf[T any](f field, read func(i int, v value) (T, error)) (list []T, err error) {
	if f.raw[0] != '[' {
		return nil, invalid(fmt.Sprintf("%q is not an array", shown(f.name)))
	}
	for v := range f.elements() {
		item, err := read(len(list), v)
		if err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, nil
}
