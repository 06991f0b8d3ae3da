package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"shakeoff/store/journal"
)

// decodeCSV reads what EncodeCSV writes. A ' before what would be a formula goes; of the weighings
// come back those before and after, and the latest as a later one; of an intention its state.
func decodeCSV(in *input) ([]journal.Entry, error) {
	columns := []string{"id", "written", "before", "after", "latest", "intention", "tags"}
	return decodeTable(in, columns, func(names []string, cell map[string]string) (journal.Entry, error) {
		e, err := rowEntry(cell)
		if err != nil {
			return e, err
		}
		for _, name := range names {
			if text := uncelled(cell[name]); text != "" && name != "happened_at" && !slices.Contains(columns, name) {
				e.Answers = append(e.Answers, journal.Answer{Step: journal.Step(name), Text: text})
			}
		}
		// The cell has the tags in answers too.
		written := e.AllTags()
		for _, tag := range strings.Fields(uncelled(cell["tags"])) {
			if !slices.Contains(written, tag) {
				e.Tags = append(e.Tags, tag)
			}
		}
		return e, e.Validate()
	})
}

// rowEntry reads the cells that are no words: those of every entry.
func rowEntry(cell map[string]string) (e journal.Entry, err error) {
	if id := cell["id"]; id != "" {
		if e.ID, err = journal.ParseID(id); err != nil {
			return e, err
		}
	}
	var ok bool
	if e.Written, ok = timeIn(cell["written"]); !ok {
		return e, badTime("written", "2026-11-21T14:05:00+01:00")
	}
	if at := cell["happened_at"]; at != "" {
		if e.Happened, e.DayOnly, err = happenedAt(at, e.Written); err != nil {
			return e, err
		}
	}
	for i, name := range []string{"before", "after", "latest"} {
		if cell[name] == "" {
			continue
		}
		w := journal.Weighing{At: e.Written, Moment: journal.Before + journal.Moment(i)}
		if w.Weight, err = strconv.Atoi(cell[name]); err != nil {
			w.Weight = -1 // which no weighing may be
		}
		if last, ok := e.Latest(); name != "latest" || !ok || last != w.Weight {
			e.Weighings = append(e.Weighings, w)
		}
	}
	if state := cell["intention"]; state != "" {
		e.Intention.At = e.Written
		e.Intention.State, err = called(state, journal.LetGo, notIntention)
		return e, err
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

// decodeTable reads the rows of CSV with a row of names at its head, these columns among them.
func decodeTable(in *input, columns []string, read func(names []string, cell map[string]string) (journal.Entry, error)) ([]journal.Entry, error) {
	rows := csv.NewReader(bytes.NewReader(in.all))
	names, err := rows.Read()
	if err != nil {
		return nil, lineError(1, invalid("not a table with a row of names at its head"))
	}
	if names[0] == "redacted" {
		return nil, lineError(1, ErrRedacted)
	}
	for _, column := range columns {
		if !slices.Contains(names, column) {
			return nil, lineError(1, invalid("a table without the column "+column))
		}
	}
	var entries []journal.Entry
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if at, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, lineError(at.StartLine, invalid("a row that is no row of the table"))
		}
		if err != nil {
			return nil, err
		}
		cell := make(map[string]string, len(row))
		for i, name := range names {
			cell[name] = row[i]
		}
		e, err := read(names, cell)
		if err == nil {
			err = e.ValidateUnfinished()
		}
		if err != nil {
			line, _ := rows.FieldPos(0)
			return nil, lineError(line, err)
		}
		entries = append(entries, e)
	}
}
