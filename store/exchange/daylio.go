package exchange

import (
	"slices"
	"strings"

	"shakeoff/store/journal"
)

// daylio reads the CSV that Daylio exports: the note becomes the answer to what happened, the
// activities its tags, the mood a weight. People's own moods have no weight, and are noted.
func (s *Source) daylio(in *input) ([]journal.Entry, error) {
	moods := map[string]int{"rad": 0, "good": 2, "meh": 5, "bad": 8, "awful": 10}
	columns := []string{"full_date", "time", "mood"}
	return decodeTable(in, columns, func(_ []string, cell map[string]string) (e journal.Entry, err error) {
		day, ok, _ := Calendar{}.read(cell["full_date"] + " " + cell["time"])
		if !ok || day.rest != "" {
			return e, invalid(`"full_date" and "time" are a time like 2026-11-21 and 14:05`)
		}
		e = day.entry(s.Here)
		note := strings.TrimSpace(strings.ReplaceAll(cell["note"], "<br>", "\n"))
		e.Answers = happened(strings.Trim(strings.TrimSpace(cell["note_title"])+"\n"+note, "\n"))
		for _, activity := range strings.Split(cell["activities"], "|") {
			if tag := journal.Tag(strings.TrimSpace(activity)); tag != "" && !slices.Contains(e.Tags, tag) {
				e.Tags = append(e.Tags, strings.Clone(tag)) // not the whole row behind it
			}
		}
		if weight, known := moods[strings.ToLower(strings.TrimSpace(cell["mood"]))]; known {
			e.Weighings = []journal.Weighing{{At: e.Written, Moment: journal.Before, Weight: weight}}
		} else {
			s.Notes.Moods++
		}
		return e, nil
	})
}
