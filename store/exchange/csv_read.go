package exchange

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"shakeoff/store/journal"
)

// DecodeCSV reads what EncodeCSV writes. A ' before what would be a formula goes; of the weighings
// come back those before and after, and the latest as a later one; of an intention its state.
func DecodeCSV(r io.Reader) ([]journal.Entry, error) {
	rows, err := openTable(r)
	if err == nil && rows.names[0] == "redacted" {
		err = lineError(1, ErrRedacted)
	}
	if err == nil {
		err = rows.wants("id", "written", "before", "after", "latest", "intention", "tags")
	}
	if err != nil {
		return nil, err
	}
	ours := []string{"id", "written", "happened_at", "before", "after", "latest", "intention", "tags"}
	var entries []journal.Entry
	for {
		cell, line, err := rows.next()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		e, err := rowEntry(cell)
		for _, name := range rows.names {
			if text := uncelled(cell(name)); text != "" && !slices.Contains(ours, name) {
				e.Answers = append(e.Answers, journal.Answer{Step: journal.Step(name), Text: text})
			}
		}
		// The cell has the tags in answers too.
		written := e.AllTags()
		for _, tag := range strings.Fields(uncelled(cell("tags"))) {
			if !slices.Contains(written, tag) {
				e.Tags = append(e.Tags, tag)
			}
		}
		if err == nil {
			err = e.Validate()
		}
		if err != nil {
			return nil, lineError(line, err)
		}
		entries = append(entries, e)
	}
}

func rowEntry(cell func(string) string) (e journal.Entry, err error) {
	if id := cell("id"); id != "" {
		if e.ID, err = journal.ParseID(id); err != nil {
			return e, err
		}
	}
	if err := e.Written.UnmarshalText([]byte(cell("written"))); err != nil || !journal.ValidTime(e.Written) {
		return e, invalid(`"written" is a time like 2026-11-21T14:05:00+01:00`)
	}
	e.Written = fixed(e.Written)
	if at := cell("happened_at"); at != "" {
		f := field{name: "happened_at", raw: []byte(strconv.Quote(at))}
		if day := dayOf(f); !day.IsZero() {
			e.Happened, e.DayOnly = journal.OnDay(day, e.Written), true
		} else if e.Happened, err = timeOf(f); err != nil {
			return e, err
		}
	}
	for i, name := range []string{"before", "after", "latest"} {
		if cell(name) == "" {
			continue
		}
		w := journal.Weighing{At: e.Written, Moment: journal.Before + journal.Moment(i)}
		if w.Weight, err = strconv.Atoi(cell(name)); err != nil {
			return e, invalid("a weight is a whole number from 0 to 10")
		}
		if last, ok := e.Latest(); name != "latest" || !ok || last != w.Weight {
			e.Weighings = append(e.Weighings, w)
		}
	}
	if state := cell("intention"); state != "" {
		for s := journal.Open; s <= journal.LetGo; s++ {
			if s.String() == state {
				e.Intention = journal.Intention{State: s, At: e.Written}
			}
		}
		if e.Intention.State == journal.None {
			return e, invalid(`an intention is "open", "tried" or "let go"`)
		}
	}
	return e, nil
}

// uncelled takes off what harmlessCell put before a text.
func uncelled(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte("=+-@\t\r", s[1]) >= 0 {
		return s[1:]
	}
	return s
}
