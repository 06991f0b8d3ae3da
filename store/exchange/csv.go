package exchange

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"shakeoff/store/journal"
)

// EncodeCSV writes entries as a table for spreadsheets, one row an entry in the order given,
// after RFC 4180. The first row names the columns, which are always
//
//	id, written, happened_at, happened, control, change, release,
//	the answers to people's own questions, in alphabetical order,
//	before, after, latest, intention, tags
//
// Written is RFC 3339, and so is happened_at, which is a day alone where no more was told, and
// empty for an entry that was written when it happened. Before and after are the weights of those moments, latest is the newest
// of all. The intention is "open", "tried" or "let go". Tags, those in answers too, have no #
// and spaces between them. What an entry does not have is an empty cell.
//
// A cell that a spreadsheet would take for a formula, since it begins with = + - @,
// a tab or a carriage return, gets a ' before it. A control character that could
// command a terminal becomes U+FFFD, and so does a tag character, which would be hidden.
//
// Entries in which something was blacked out have no id: the first column says that they are redacted.
func EncodeCSV(w io.Writer, entries []journal.Entry, redacted bool) error {
	guided, own := stepsOf(entries)
	steps := slices.Concat(guided, own)
	names := []string{"id", "written", "happened_at"}
	if redacted {
		names[0] = "redacted"
	}
	for _, s := range steps {
		names = append(names, string(s))
	}
	out := bufio.NewWriter(w)
	// Rows end as RFC 4180 has it, and line breaks in cells stay as they are: encoding/csv does not do both.
	var line bytes.Buffer
	table := csv.NewWriter(&line)
	write := func(cells []string) {
		_ = table.Write(cells) // into memory
		table.Flush()
		fmt.Fprintf(out, "%s\r\n", bytes.TrimSuffix(line.Bytes(), []byte("\n")))
		line.Reset()
	}
	write(append(names, "before", "after", "latest", "intention", "tags"))
	for _, e := range entries {
		cells := row(e, steps)
		if redacted {
			cells[0] = "yes"
		}
		write(cells)
	}
	return out.Flush()
}

// stepsOf returns the four steps, and people's own steps that are answered, in alphabetical order.
func stepsOf(entries []journal.Entry) (guided, own []journal.Step) {
	guided = []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release}
	answered := make(map[journal.Step]bool)
	for _, e := range entries {
		for _, a := range e.Answers {
			answered[a.Step] = !slices.Contains(guided, a.Step)
		}
	}
	maps.DeleteFunc(answered, func(_ journal.Step, own bool) bool { return !own })
	return guided, slices.Sorted(maps.Keys(answered))
}

func row(e journal.Entry, steps []journal.Step) []string {
	cells := []string{string(e.ID), timeText(e.Written), happenedText(e)}
	texts := make(map[journal.Step]string, len(e.Answers))
	for _, a := range e.Answers {
		texts[a.Step] = a.Text
	}
	for _, s := range steps {
		cells = append(cells, texts[s])
	}
	weight := func(n int, ok bool) string {
		if !ok {
			return ""
		}
		return strconv.Itoa(n)
	}
	cells = append(cells, weight(e.Weight(journal.Before)), weight(e.Weight(journal.After)), weight(e.Latest()),
		e.Intention.State.String(), strings.Join(e.AllTags(), " "))
	for i, c := range cells {
		cells[i] = harmlessCell(c)
	}
	return cells
}

// harmlessCell makes a text one that no spreadsheet runs and no terminal obeys.
func harmlessCell(s string) string {
	begins := s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
	windows := strings.Contains(s, "\r\n") // a line break stays what it was
	s = seen(unixLines(s))
	if windows {
		s = strings.ReplaceAll(s, "\n", "\r\n")
	}
	if begins {
		return "'" + s
	}
	return s
}
