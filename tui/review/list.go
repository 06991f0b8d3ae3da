package review

import (
	"slices"
	"sort"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
)

// list is entries in their order, which one is chosen, and what is in sight. The place of a row follows
// from its number and the headings above it, not from walking through the entries.
type list struct {
	rows     []journal.Head
	headings []int32                     // how many month headings stand above each row
	versions map[journal.ID][]journal.ID // of entries that were edited twice at once: their records
	chosen   int
	top      int // the first line in sight
}

type shape struct {
	wide   bool
	width  int // of the list, gutter included
	reader int // where the reader begins
	text   int // how wide its text is, gutter included
	head   int // lines above list and reader
	height int // of list and reader
	row    int // lines from one row to the next
	lines  int // lines of a row: 1 where rows are dense
}

// wideFrom is how wide a terminal of 90 columns is without its margins: list and reader stand side by
// side from there on.
const wideFrom = 86

func (r *room) shape(e kit.Env) shape {
	s := shape{width: e.Width, text: min(e.Width, kit.MaxTextWidth+kit.Gutter), head: 2, row: 3, lines: 2}
	if e.Compact {
		s.head, s.row = 1, 2
	}
	if r.dense {
		s.row, s.lines = 1, 1
	}
	if e.Width >= wideFrom {
		const between = 3
		s.wide = true
		s.width = min(44, e.Width*2/5)
		s.reader = s.width + between
		s.text = min(e.Width-s.reader, kit.MaxTextWidth+kit.Gutter)
	}
	s.height = max(1, e.Height-s.head)
	return s
}

// newList lays out heads as seen now: each month has its name above it, but not the current one. It
// walks through all of them, so it is for commands.
func newList(heads []journal.Head, now time.Time) list {
	l := list{rows: heads, headings: make([]int32, len(heads)), versions: make(map[journal.ID][]journal.ID)}
	year, month, _ := now.Date()
	var n int32
	for i, h := range heads {
		if i > 0 && h.ID == heads[i-1].ID { // versions stand together
			if l.versions[h.ID] == nil {
				l.versions[h.ID] = []journal.ID{heads[i-1].Record}
			}
			l.versions[h.ID] = append(l.versions[h.ID], h.Record)
		}
		if y, m, _ := h.When().Date(); y != year || m != month {
			year, month = y, m
			n++
		}
		l.headings[i] = n
	}
	return l
}

// find is the row of an entry, in this version or else in another; -1 where it has none.
func (l *list) find(h journal.Head) int {
	if i := slices.IndexFunc(l.rows, func(at journal.Head) bool { return at.Record == h.Record }); i >= 0 {
		return i
	}
	return slices.IndexFunc(l.rows, func(at journal.Head) bool { return at.ID == h.ID })
}

func (l *list) current() (h journal.Head) {
	if l.chosen < len(l.rows) {
		h = l.rows[l.chosen]
	}
	return h
}

// picked is the chosen entry, but the zero one at the top of the list: there may be a newer one soon.
func (l *list) picked() (h journal.Head) {
	if l.chosen > 0 {
		h = l.current()
	}
	return h
}

// at is the row of the newest entry up to a day, or else of the oldest. Rows are ordered by the
// instant, so an entry of that day may stand below one of an earlier day, written further west; but
// none is as far as two days away, wherever it was written.
func (l *list) at(d journal.Day) int {
	before := func(d journal.Day) int {
		return sort.Search(len(l.rows), func(i int) bool { return l.rows[i].When().Before(d.Time()) })
	}
	day := func(h journal.Head) int { return journal.DayOf(h.When()).Compare(d) }
	from, to := before(d.Add(2)), before(d.Add(-2))
	if i := slices.IndexFunc(l.rows[from:to], func(h journal.Head) bool { return day(h) == 0 }); i >= 0 {
		return from + i
	}
	if i := slices.IndexFunc(l.rows[from:], func(h journal.Head) bool { return day(h) < 0 }); i >= 0 {
		return from + i
	}
	return len(l.rows) - 1
}

func (l *list) line(i int, s shape) int { return i*s.row + int(l.headings[i]) }

func (l *list) headed(i int) bool {
	return i == 0 && l.headings[0] > 0 || i > 0 && l.headings[i] > l.headings[i-1]
}

// show brings the chosen row into sight, moving as little as possible.
func (l *list) show(s shape) {
	if len(l.rows) == 0 {
		return
	}
	first := l.line(l.chosen, s)
	last := first + s.lines
	if l.headed(l.chosen) {
		first--
	}
	l.top = max(min(l.top, first), last-s.height)
	l.top = max(0, min(l.top, l.line(len(l.rows)-1, s)+s.lines-s.height))
}

func (l *list) seen(s shape) (from, to int) {
	from = sort.Search(len(l.rows), func(i int) bool { return l.line(i, s)+s.row > l.top })
	to = sort.Search(len(l.rows), func(i int) bool { return l.line(i, s) >= l.top+s.height })
	return from, max(from, to)
}

// month is the newest row of the month before the chosen row, or after it.
func (l *list) month(a kit.Action) int {
	month := l.headings[l.chosen] + 1
	if a == kit.ActMonthAfter {
		month -= 2
	}
	return sort.Search(len(l.rows), func(i int) bool { return l.headings[i] >= month })
}

func (l *list) target(a kit.Action, s shape) int {
	return l.chosen + kit.Steps(a, max(1, s.height/s.row), len(l.rows))
}

func (l *list) draw(e kit.Env, s shape, r *room) ([]string, []kit.Target) {
	lines := make([]string, s.height)
	var targets []kit.Target
	put := func(y int, line string) {
		if y -= l.top; y >= 0 && y < len(lines) {
			lines[y] = line
		}
	}
	month := func(i int) {
		name := e.Words.Dates.MonthSeen(l.rows[i].When(), e.Now)
		put(l.line(i, s)-1, kit.Spaces(kit.Gutter)+e.Theme.Faint.Render(editor.Truncate(name, s.width-kit.Gutter)))
	}
	from, to := l.seen(s)
	rows := newRowWriter(e, s, r)
	for i := from; i < to; i++ {
		y := l.line(i, s)
		if l.headed(i) {
			month(i)
		}
		for n, line := range rows.row(l.rows[i], i == l.chosen) {
			put(y+n, line)
		}
		if seen := min(y+s.lines-l.top, s.height) - max(0, y-l.top); seen > 0 {
			targets = append(targets, kit.Target{Y: max(0, y-l.top), Width: s.width, Height: seen, Does: kit.ActRead, At: i})
		}
	}
	// The name of the month after the last row in sight may be in sight alone.
	if to < len(l.rows) && l.headed(to) {
		month(to)
	}
	return lines, append(targets, kit.Target{Width: s.width, Height: s.height, At: wheelList, Wheel: true})
}
