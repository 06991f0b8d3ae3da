package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"shakeoff/store/journal"
)

// decodeEntry reads one entry of ours and holds it to the rules of package
// journal.
func decodeEntry(raw []byte, now time.Time) (journal.Entry, error) {
	e, err := entryFields(raw, now)
	if err != nil {
		return journal.Entry{}, err
	}
	return e, e.Validate()
}

func entryFields(raw []byte, now time.Time) (e journal.Entry, err error) {
	if raw[0] != '{' {
		return e, invalid("an entry is a JSON object")
	}
	fields, err := objectFields(raw)
	if err != nil {
		return e, err
	}
	e.Written = now
	var questions []text
	var weighings json.RawMessage
	var intention promise
	for _, f := range fields {
		switch f.name {
		case "id":
			e.ID, err = idOf(f)
		case "written":
			e.Written, err = timeOf(f)
		case "answers":
			e.Answers, err = answersOf(f)
		case "questions":
			questions, err = textsOf(f)
		case "weighings":
			weighings = f.raw
		case "intention", "intention_at", "how":
			err = intention.take(f)
		case "tags":
			e.Tags, err = tagsOf(f)
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
	if e.Intention, err = intention.made(e.Written); err != nil {
		return e, err
	}
	e.Weighings, err = weighingsOf(weighings, e.Written)
	return e, err
}

// ask puts the questions to the answers.
func ask(answers []journal.Answer, questions []text) error {
	for _, q := range questions {
		at := slices.IndexFunc(answers, func(a journal.Answer) bool { return a.Step == q.step })
		if at < 0 {
			return invalid(`a question in "questions" has no answer under the same step`)
		}
		answers[at].Question = q.text
	}
	return nil
}

func answersOf(f field) ([]journal.Answer, error) {
	ts, err := textsOf(f)
	answers := make([]journal.Answer, len(ts))
	for i, t := range ts {
		answers[i] = journal.Answer{Step: t.step, Text: t.text}
	}
	return answers, err
}

func idOf(f field) (journal.ID, error) {
	s, err := textOf(f)
	if err != nil {
		return "", err
	}
	return journal.ParseID(s)
}

func tagsOf(f field) ([]string, error) {
	items, err := items(f)
	if err != nil {
		return nil, err
	}
	var tags []string
	for _, raw := range items {
		t, err := textOf(field{name: f.name, raw: raw})
		if err != nil {
			return nil, err
		}
		tags = append(tags, t)
	}
	return tags, nil
}

// promise is the intention as its fields come in.
type promise struct {
	state journal.State
	at    time.Time
	how   string
	given bool // a field that makes no sense without a state
}

func (p *promise) take(f field) (err error) {
	switch f.name {
	case "intention":
		var name string
		if name, err = textOf(f); err == nil {
			p.state, err = stateOf(name)
		}
	case "intention_at":
		p.at, err = timeOf(f)
		p.given = true
	case "how":
		p.how, err = textOf(f)
		p.given = true
	}
	return err
}

func stateOf(name string) (journal.State, error) {
	at := slices.Index(stateNames[:], name)
	if name == "" || at < 0 {
		return journal.None, invalid(`an intention is "open", "tried" or "let go"`)
	}
	return journal.State(at), nil //nolint:gosec // an index into four names
}

func (p *promise) made(written time.Time) (journal.Intention, error) {
	if p.state == journal.None {
		if p.given {
			return journal.Intention{}, invalid(`"intention_at" and "how" need an "intention" beside them`)
		}
		return journal.Intention{}, nil
	}
	if p.at.IsZero() {
		p.at = written
	}
	return journal.Intention{State: p.state, At: p.at, How: p.how}, nil
}

func weighingsOf(raw json.RawMessage, written time.Time) ([]journal.Weighing, error) {
	if raw == nil {
		return nil, nil
	}
	items, err := items(field{name: "weighings", raw: raw})
	if err != nil {
		return nil, err
	}
	var out []journal.Weighing
	for i, raw := range items {
		w, err := weighingOf(raw, i, written)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// weighingOf reads the i-th weighing of an entry, counted from 0.
func weighingOf(raw json.RawMessage, i int, written time.Time) (w journal.Weighing, err error) {
	if raw[0] != '{' {
		return w, invalid("a weighing is a JSON object")
	}
	fields, err := objectFields(raw)
	if err != nil {
		return w, err
	}
	w.At, w.Moment, w.Weight = written, min(journal.Before+journal.Moment(min(i, 2)), journal.Later), -1 //nolint:gosec // at most 2
	for _, f := range fields {
		switch f.name {
		case "at":
			w.At, err = timeOf(f)
		case "moment":
			w.Moment, err = momentOf(f)
		case "weight":
			w.Weight, err = weightOf(f)
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

func momentOf(f field) (journal.Moment, error) {
	name, err := textOf(f)
	if err != nil {
		return 0, err
	}
	at := slices.Index(momentNames[:], name)
	if name == "" || at < 0 {
		return 0, invalid(`the moment of a weighing is "before", "after" or "later"`)
	}
	return journal.Moment(at), nil //nolint:gosec // an index into three names
}

// weightOf reads a whole number. What is none is out of range, like -1.
func weightOf(f field) (int, error) {
	n, err := strconv.Atoi(string(f.raw))
	if err != nil {
		n = -1
	}
	return n, journal.Weighing{Moment: journal.Before, Weight: n}.Validate()
}

// ofOurAge says that no zone puts a time outside of the years from 1 to 9999, which
// RFC 3339 cannot say.
func ofOurAge(t time.Time) bool { return t.Year() >= 2 && t.Year() <= 9998 }

// timeOf reads RFC 3339, and keeps the offset as it was given.
func timeOf(f field) (time.Time, error) {
	s, err := textOf(f)
	if err != nil {
		return time.Time{}, err
	}
	var t time.Time
	if t.UnmarshalText([]byte(s)) != nil || !ofOurAge(t) {
		return time.Time{}, invalid(fmt.Sprintf("%q is a time like 2026-11-21T14:05:00+01:00", f.name))
	}
	// Unmarshal may have named the offset after the zone of this machine.
	if _, offset := t.Zone(); offset != 0 {
		return t.In(time.FixedZone("", offset)), nil
	}
	return t.UTC(), nil
}

func textOf(f field) (string, error) {
	var s string
	if f.raw[0] != '"' || json.Unmarshal(f.raw, &s) != nil {
		return "", invalid(fmt.Sprintf("%q is not a string", shown(f.name)))
	}
	return s, nil
}

// items takes an array apart.
func items(f field) ([]json.RawMessage, error) {
	var raw []json.RawMessage
	if f.raw[0] != '[' || json.Unmarshal(f.raw, &raw) != nil {
		return nil, invalid(fmt.Sprintf("%q is not an array", shown(f.name)))
	}
	for i := range raw {
		raw[i] = bytes.TrimSpace(raw[i])
	}
	return raw, nil
}
