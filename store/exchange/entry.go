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
func decodeEntry(given fields, now time.Time) (e journal.Entry, err error) {
	e.Written = now
	var questions texts
	var weighings field
	var day journal.Day // of happened_at without a time
	promised := &e.Intention
	promise := false // a field that makes no sense without a state
	for _, f := range given {
		switch f.name {
		case "id":
			var s string
			if s, err = textOf(f); err == nil {
				e.ID, err = journal.ParseID(s)
			}
		case "written":
			e.Written, err = timeOf(f)
		case "happened_at":
			if day = dayOf(f); !day.IsZero() {
				break
			}
			if e.Happened, err = timeOf(f); err != nil {
				err = invalid(`"happened_at" is a time like 2026-11-21T14:05:00+01:00, or a day like 2026-11-21`)
			}
		case "answers":
			e.Answers, err = textsOf(f)
		case "questions":
			questions, err = textsOf(f)
		case "weighings":
			weighings = f
		case "intention":
			promised.State, err = named(f, journal.LetGo, `an intention is "open", "tried" or "let go"`)
		case "intention_at":
			promised.At, err = timeOf(f)
			promise = true
		case "how":
			promised.How, err = textOf(f)
			promise = true
		case "tags":
			e.Tags, err = tagsOf(f)
		case "posted", "posted_later": // of the journal it comes from
		default:
			err = unknownField("an entry", f.name)
		}
		if err != nil {
			return e, err
		}
	}
	if err := ask(e.Answers, questions); err != nil {
		return e, err
	}
	if e.DayOnly = !day.IsZero(); e.DayOnly {
		e.Happened = journal.OnDay(day, e.Written)
	}
	switch {
	case promised.State == journal.None && promise:
		return e, invalid(`"intention_at" and "how" need an "intention" beside them`)
	case promised.State != journal.None && promised.At.IsZero():
		promised.At = e.Written
	}
	if weighings.raw != nil {
		e.Weighings, err = listOf(weighings, func(i int, v value) (journal.Weighing, error) {
			return weighingOf(i, v, e.Written)
		})
	}
	return e, cmp.Or(err, e.Validate())
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

func tagsOf(f field) ([]string, error) {
	return listOf(f, func(_ int, v value) (string, error) { return textOf(field{f.name, v}) })
}

// named reads the name of one of the values from 1 to the last; the rule says what is broken
// if it is another.
func named[T interface {
	~uint8
	fmt.Stringer
}](f field, last T, rule string) (T, error) {
	name, err := textOf(f)
	for v := T(1); v <= last && err == nil; v++ {
		if v.String() == name {
			return v, nil
		}
	}
	return 0, cmp.Or(err, invalid(rule))
}

// weighingOf reads the i-th weighing of an entry, counted from 0.
func weighingOf(i int, v value, written time.Time) (w journal.Weighing, err error) {
	fields, err := v.fields("a weighing is a JSON object")
	if err != nil {
		return w, err
	}
	w.At, w.Moment, w.Weight = written, min(journal.Before+journal.Moment(min(i, 2)), journal.Later), -1 //nolint:gosec // at most 2
	for _, f := range fields {
		switch f.name {
		case "at":
			w.At, err = timeOf(f)
		case "moment":
			w.Moment, err = named(f, journal.Later, `the moment of a weighing is "before", "after" or "later"`)
		case "weight":
			if w.Weight, err = strconv.Atoi(string(f.raw)); err != nil {
				w.Weight, err = -1, nil // what is no whole number is out of range too
			}
		default:
			err = unknownField("a weighing", f.name)
		}
		if err != nil {
			return w, err
		}
	}
	// Without a weight it is still -1, which no weighing may be.
	return w, w.Validate()
}

// dayOf reads a day alone, as in 2026-11-21; the zero day for anything else.
func dayOf(f field) journal.Day {
	s, _ := textOf(f)
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || !journal.ValidTime(t) {
		return journal.Day{}
	}
	return journal.DayOf(t)
}

// timeOf reads RFC 3339, and keeps the offset as it was given.
func timeOf(f field) (time.Time, error) {
	s, err := textOf(f)
	if err != nil {
		return time.Time{}, err
	}
	var t time.Time
	if t.UnmarshalText([]byte(s)) != nil || !journal.ValidTime(t) {
		return time.Time{}, invalid(fmt.Sprintf("%q is a time like 2026-11-21T14:05:00+01:00", f.name))
	}
	return fixed(t), nil // Unmarshal may have named the offset after the zone of this machine
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
