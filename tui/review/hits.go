package review

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"shakeoff/store/fold"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// hitLine returns the line of an entry that a list shows: the first, or, if no match can be seen in
// that, the first with a match, from shortly before it.
func (s *search) hitLine(e journal.Entry, q journal.Query, width int) string {
	if len(q.Words) == 0 {
		return e.Title()
	}
	if s.hitsWidth != width {
		clear(s.hits)
		s.hitsWidth = width
	}
	if _, known := s.hits[e.Record]; !known {
		s.hits[e.Record] = hitLine(e, q, width)
	}
	return s.hits[e.Record]
}

func hitLine(e journal.Entry, q journal.Query, width int) string {
	title := e.Title()
	if found := q.Hits(title); len(found) > 0 && editor.Width(title[:found[0].To]) < width {
		return title
	}
	for _, a := range e.Answers {
		for line := range strings.SplitSeq(a.Text, "\n") {
			found := q.Hits(line)
			if len(found) == 0 {
				continue
			}
			line = strings.TrimRight(line, " ")
			if editor.Width(line[:found[0].To]) < width {
				return strings.TrimSpace(line)
			}
			const before = 16
			at := found[0].From
			from := max(0, at-before)
			if i := strings.IndexByte(line[from:at], ' '); i >= 0 {
				at = from + i + 1
			}
			return theme.Ellipsis + line[at:]
		}
	}
	return title
}

// wrappedHits is where the matches in a paragraph stand in its lines; a match may go on in the next
// line. Lines that are not drawn letter for letter are searched by themselves.
func wrappedHits(paragraph string, lines []string, q journal.Query) [][]fold.Span {
	found := q.Hits(paragraph)
	hits := make([][]fold.Span, len(lines))
	at := 0
	for i, line := range lines {
		for at < len(paragraph) && paragraph[at] == ' ' && !strings.HasPrefix(paragraph[at:], line) {
			at++ // between the lines
		}
		if !strings.HasPrefix(paragraph[at:], line) {
			for i, line := range lines {
				hits[i] = q.Hits(line)
			}
			return hits
		}
		for _, h := range found {
			if from, to := max(h.From, at)-at, min(h.To, at+len(line))-at; from < to {
				hits[i] = append(hits[i], fold.Span{From: from, To: to})
			}
		}
		at += len(line)
	}
	return hits
}

// marked renders a line in its style, and its matches as such, whole characters at a time.
func marked(line string, hits []fold.Span, style, match lipgloss.Style) string {
	if len(hits) == 0 {
		return style.Render(line)
	}
	var out strings.Builder
	from, inside, in, other := 0, false, style, match
	flush := func(to int) {
		if from < to {
			out.WriteString(in.Render(line[from:to]))
		}
		from = to
	}
	for it := graphemes.FromString(line); it.Next(); {
		for len(hits) > 0 && hits[0].To <= it.Start() {
			hits = hits[1:]
		}
		if hit := len(hits) > 0 && hits[0].From < it.End(); hit != inside {
			flush(it.Start())
			inside, in, other = hit, other, in
		}
	}
	flush(len(line))
	return out.String()
}
