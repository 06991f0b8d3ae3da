package exchange

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// decodeCSV reads what EncodeCSV writes. A ' before what would be a formula goes; of the weighings
// come back those before and after, and the latest as a later one; of an intention its state.
func decodeCSV(in *input) ([]journal.Entry, error) {
	columns := []string{"id", "written", "before", "after", "latest", "intention", "tags"}
	return decodeTable(in, columns, func(names []string, cell map[string]string) (journal.Entry, error) {
		// A row is read as the JSON that it would have been.
		e := entryJSON{ID: journal.ID(cell["id"]), Written: cell["written"], Happened: cell["happened_at"], Intention: cell["intention"]}
		if e.Written == "" {
			return journal.Entry{}, badTime("written", "2026-11-21T14:05:00+01:00")
		}
		for _, name := range names {
			if text := uncelled(cell[name]); text != "" && name != "happened_at" && !slices.Contains(columns, name) {
				e.Answers = append(e.Answers, journal.Answer{Step: journal.Step(name), Text: text})
			}
		}
		for i, name := range []string{"before", "after", "latest"} {
			if cell[name] == "" || name == "latest" && cell[name] == cmp.Or(cell["after"], cell["before"]) {
				continue
			}
			weight, err := strconv.Atoi(cell[name])
			if err != nil {
				weight = -1 // which no weighing may be
			}
			e.Weighings = append(e.Weighings, weighingJSON{Moment: (journal.Before + journal.Moment(i)).String(), Weight: weight})
		}
		// The cell has the tags in answers too.
		written := journal.Entry{Answers: e.Answers}.AllTags()
		for _, tag := range strings.Fields(uncelled(cell["tags"])) {
			if !slices.Contains(written, tag) {
				e.Tags = append(e.Tags, tag)
			}
		}
		raw, err := JSON(e, "")
		if err != nil {
			return journal.Entry{}, err
		}
		o, err := value{raw: raw}.object(notEntry)
		if err != nil {
			return journal.Entry{}, err
		}
		return decodeEntry(o, time.Time{})
	})
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
