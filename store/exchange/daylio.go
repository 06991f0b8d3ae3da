package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// DaylioMoods says how heavy the moods of Daylio are; others have no weight, and are noted.
func DaylioMoods() map[string]int {
	return map[string]int{"rad": 0, "good": 2, "meh": 5, "bad": 8, "awful": 10}
}

// DecodeDaylio reads the CSV that Daylio exports: the note becomes the answer to what happened, the
// activities its tags, the mood a weight.
func DecodeDaylio(r io.Reader, here *time.Location, notes *Notes) ([]journal.Entry, error) {
	rows, err := openTable(r)
	if err == nil {
		err = rows.wants("full_date", "time", "mood")
	}
	if err != nil {
		return nil, err
	}
	moods := DaylioMoods()
	var entries []journal.Entry
	for {
		cell, line, err := rows.next()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		day, ok, _ := Calendar{}.read(cell("full_date") + " " + cell("time"))
		if !ok || day.rest != "" {
			return nil, lineError(line, invalid(`"full_date" and "time" are a time like 2026-11-21 and 14:05`))
		}
		at := day.at(here)
		e := entryAt(at, day.timed)
		text := strings.Trim(strings.TrimSpace(cell("note_title"))+"\n"+strings.TrimSpace(strings.ReplaceAll(cell("note"), "<br>", "\n")), "\n")
		e.Answers = happened(text)
		for _, activity := range strings.Split(cell("activities"), "|") {
			if tag := journal.Tag(strings.TrimSpace(activity)); tag != "" && !slices.Contains(e.Tags, tag) {
				e.Tags = append(e.Tags, strings.Clone(tag)) // not the whole row behind it
			}
		}
		if weight, known := moods[strings.ToLower(strings.TrimSpace(cell("mood")))]; known {
			e.Weighings = []journal.Weighing{{At: at, Moment: journal.Before, Weight: weight}}
		} else {
			notes.Moods++
		}
		if !e.Blank() || len(e.Weighings) > 0 {
			if err := e.Validate(); err != nil {
				return nil, lineError(line, err)
			}
		}
		entries = append(entries, e)
	}
}

// table is CSV with a row of names at its head.
type table struct {
	in    *csv.Reader
	names []string
}

func openTable(r io.Reader) (*table, error) {
	in, err := open(r, nil)
	if err != nil {
		return nil, err
	}
	t := &table{in: csv.NewReader(bytes.NewReader(in.all))}
	names, err := t.in.Read()
	if err != nil {
		return nil, lineError(1, invalid("not a table with a row of names at its head"))
	}
	t.names = names
	return t, nil
}

// wants says which of the columns is not there.
func (t *table) wants(names ...string) error {
	for _, name := range names {
		if !slices.Contains(t.names, name) {
			return lineError(1, invalid("a table without the column "+name))
		}
	}
	return nil
}

// next returns the cells of the next row by their names, and its line; io.EOF behind the last.
func (t *table) next() (cell func(name string) string, line int, err error) {
	row, err := t.in.Read()
	if at, ok := errors.AsType[*csv.ParseError](err); ok {
		return nil, 0, lineError(at.StartLine, invalid("a row that is no row of the table"))
	}
	if err != nil {
		return nil, 0, err
	}
	line, _ = t.in.FieldPos(0)
	return func(name string) string {
		if i := slices.Index(t.names, name); i >= 0 {
			return row[i]
		}
		return ""
	}, line, nil
}
