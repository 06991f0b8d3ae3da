package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"shakeoff/store/journal"
)

// marked renders a line in its style, with what the query found in it as a
// match. Characters are never parted: one of which a part was found is marked
// whole.
func marked(line string, q journal.Query, style, match lipgloss.Style) string {
	hits := q.Hits(line)
	if len(hits) == 0 {
		return style.Render(line)
	}
	var out strings.Builder
	from, inside := 0, false
	flush := func(to int) {
		if from == to {
			return
		}
		if inside {
			out.WriteString(match.Render(line[from:to]))
		} else {
			out.WriteString(style.Render(line[from:to]))
		}
		from = to
	}
	for it := graphemes.FromString(line); it.Next(); {
		for len(hits) > 0 && hits[0].To <= it.Start() {
			hits = hits[1:]
		}
		if hit := len(hits) > 0 && hits[0].From < it.End(); hit != inside {
			flush(it.Start())
			inside = hit
		}
	}
	flush(len(line))
	return out.String()
}
