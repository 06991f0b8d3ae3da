package review

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

// rowWriter writes the rows of a list: two lines each, or, where they are dense, one.
type rowWriter struct {
	e     kit.Env
	s     shape
	room  *room
	query journal.Query
	day   int // how wide a day is in a dense row
}

// wideRow is the width from which a row has room for the bar, and a dense one for tags.
const wideRow = 60

func newRowWriter(e kit.Env, s shape, r *room) rowWriter {
	w := rowWriter{e: e, s: s, room: r, query: r.search.query()}
	for m := range time.December {
		w.day = max(w.day, editor.Width(e.Words.Dates.DayShort(time.Date(2026, m+1, 28, 0, 0, 0, 0, time.UTC))))
	}
	return w
}

func (w rowWriter) row(h journal.Head, chosen bool) []string {
	e := w.e
	bar, _ := e.Row(chosen)
	when := e.Theme.Soft
	if chosen {
		when = e.Theme.Strong
		if w.room.reading {
			bar = e.Theme.Frame.Render(theme.Bar) + " "
		}
	}
	left := w.s.width - kit.Gutter
	at := e.Words.Dates.Row(h.When(), h.DayOnly)
	if w.s.lines == 1 {
		clock := e.Words.Dates.Clock(h.When())
		if h.DayOnly {
			clock = kit.Spaces(editor.Width(clock))
		}
		at = kit.PadRight(e.Words.Dates.DayShort(h.When()), w.day) + " " + clock
	}
	line := bar + cells(&left, when, at)
	line += w.weights(&left, kit.Trail(h.Weighings))
	var aside string
	if len(h.Tags) > 0 {
		aside = "#" + strings.Join(h.Tags, " #")
	}
	if w.room.whole.versions[h.ID] != nil {
		aside = e.Words.Review.Version
	}
	if w.s.lines > 1 {
		if left > minTags+2 && aside != "" {
			line += cells(&left, e.Theme.Faint, "  "+aside)
		}
		return []string{line, bar + w.title(h, w.s.width-kit.Gutter, chosen)}
	}
	title, tags := left-2, 0
	if w.s.width >= wideRow {
		tags = w.s.width / 5
		title -= tags + 2
	}
	text := w.title(h, title, chosen)
	line += "  " + text + kit.Spaces(title-ansi.StringWidth(text))
	if tags > 0 {
		line += "  " + e.Theme.Faint.Render(editor.Truncate(aside, tags))
	}
	return []string{line}
}

// minTags is the least room in which tags can be read.
const minTags = 3

// weights are the first weight and the last, as numbers and, if there is room, as a bar.
func (w rowWriter) weights(left *int, trail []int) (styled string) {
	width, gap, drawn := 8, "   ", w.s.width >= wideRow
	if w.s.lines == 1 {
		width, gap = 6, "  "
	}
	bar, numbers := kit.Spaces(width), ""
	if len(trail) > 0 {
		numbers = kit.FirstToLast(trail)
		bar = kit.WeightBar(trail[0], trail[len(trail)-1], width)
	}
	if drawn {
		styled = cells(left, w.e.Theme.Faint, gap+bar)
	}
	if numbers != "" || drawn || w.s.lines == 1 {
		styled += cells(left, w.e.Theme.Soft, "  "+kit.PadRight(numbers, 7))
	}
	return styled
}

// title is what a row shows of an entry: its first line, or the one with a match.
func (w rowWriter) title(h journal.Head, width int, chosen bool) string {
	e := w.e
	_, style := e.Row(chosen)
	p, opened := w.room.pages[h.Record]
	text := e.TakesBack(h.ID)
	switch {
	case text != "":
		style = e.Theme.Accent
	case !opened:
		text, style = theme.Ellipsis, e.Theme.Faint
	case p.err != nil:
		text, style = unreadable(e.Words.Review, p.err), e.Theme.Soft
	default:
		text = w.room.search.hitLine(p.entry, w.query, width)
	}
	text = editor.Truncate(text, width)
	return marked(text, w.query.Hits(text), style, e.Theme.Match)
}

func cells(left *int, style lipgloss.Style, text string) string {
	text = editor.Truncate(text, *left)
	*left -= editor.Width(text)
	return style.Render(text)
}
