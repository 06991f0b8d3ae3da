package exchange

import (
	"strings"
	"time"

	"shakeoff/store/journal"
)

// jrnlExport reads what `jrnl --export json` writes. Title and body become the answer to what
// happened. The times are those of a clock here, since jrnl names no zone. Tags lose the sign
// before them, a star becomes the tag "starred". Only entries from Day One have an id.
func (s *Source) jrnlExport(in *input) ([]journal.Entry, error) {
	return foreign(in, "jrnl", func(o *object) (e journal.Entry, text string, err error) {
		text = take(o, "title", textOf) + "\n" + strings.Trim(take(o, "body", textOf), "\r\n")
		date, at := take(o, "date", textOf), take(o, "time", textOf)
		day, err := time.Parse(time.DateOnly, date)
		if err != nil || !journal.ValidTime(day) {
			return e, "", badTime("date", "2026-11-21")
		}
		clock, err := time.Parse("15:04", at)
		if at != "" && err != nil {
			return e, "", badTime("time", "14:05")
		}
		m := moment{day: journal.DayOf(day), hour: clock.Hour(), minute: clock.Minute(), timed: at != ""}
		return m.entry(s.Here), text, nil
	})
}

// jrnlEntry is the line with which jrnl begins an entry in its own file: [2026-11-21 14:05] Title.
var jrnlEntry = compiled(`^\[([^\]\n]+)\] ?(.*)$`)

// jrnl reads the file that jrnl keeps, or one of the folder that it keeps. An entry begins
// at a line with a day in brackets; @tags become tags, and a star at the end of the title or behind
// the day the tag "starred".
func (s *Source) jrnl(in *input) ([]journal.Entry, error) {
	var entries []journal.Entry
	var lines []string
	end := func() {
		if n := len(entries); n > 0 {
			text := strings.Trim(strings.Join(lines, "\n"), "\n")
			entries[n-1].Answers = happened(text)
			entries[n-1].Tags = jrnlTags(text, entries[n-1].Tags)
		}
		lines = nil
	}
	for i, line := range in.lines() {
		if begins := jrnlEntry().FindStringSubmatch(strings.TrimPrefix(line, "\ufeff")); begins != nil {
			at, ok, like := s.read(begins[1])
			if ok && at.rest == "" {
				end()
				e := at.entry(s.Here)
				title := strings.TrimSpace(begins[2])
				if bare, starred := strings.CutSuffix(title, "*"); starred {
					title, e.Tags = strings.TrimSpace(bare), []string{"starred"}
				} else if bare, starred := strings.CutPrefix(title, "* "); starred {
					title, e.Tags = bare, []string{"starred"}
				}
				entries, lines = append(entries, e), []string{title}
				continue
			}
			if like || ok {
				return nil, lineError(i+1, invalid("a line that looks like a day and is none that can be read, as [2026-11-21 14:05] is"))
			}
		}
		if len(entries) == 0 && strings.TrimSpace(line) != "" {
			return nil, lineError(i+1, invalid("the first entry begins with a day in brackets, as in [2026-11-21 14:05]"))
		}
		lines = append(lines, line)
	}
	end()
	for _, e := range entries {
		if err := e.ValidateUnfinished(); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// jrnlTags adds the @words of a text to tags.
func jrnlTags(text string, tags []string) []string {
	var words []string
	for _, word := range strings.Fields(text) {
		if name, tagged := strings.CutPrefix(strings.TrimLeft(word, "(\"'"), "@"); tagged {
			// As far as jrnl goes: letters, digits and a few signs.
			if name = journal.Tag(strings.TrimRight(name, ".,;:!?)'\"")); name != "" {
				words = append(words, name)
			}
		}
	}
	return append(journal.Entry{Tags: words}.AllTags(), tags...)
}
