package review

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

// reader shows one entry. It keeps its lines, since wrapping a long answer is work.
type reader struct {
	scroll kit.Scroll
	of     readerKey
	lines  []string
}

type readerKey struct {
	record   journal.ID
	width    int
	dark     bool
	known    bool
	versions bool
	looking  string // what is looked for, and marked
}

func (r *room) View(e kit.Env) kit.Frame {
	w := e.Words.Review
	switch {
	case e.Locked:
		return kit.Frame{Lines: kit.Paragraph(e, w.Locked)}
	case e.Known && !e.Status.Exists:
		return kit.Frame{Lines: kit.Paragraph(e, w.Empty)}
	case r.unread, r.loads == 0 && e.Troubled:
		return kit.Frame{} // the problem line says why
	case r.loads == 0:
		return kit.Frame{Lines: kit.Faint(e, w.Working)}
	case len(r.whole.rows) == 0:
		return kit.Frame{Lines: kit.Paragraph(e, w.Empty)}
	case r.task != nil:
		return r.task.view(e)
	}
	s := r.shape(e)
	l := r.list // the terminal may have another size by now
	l.show(s)
	var f kit.Frame
	switch {
	case len(l.rows) == 0 && r.search.cancel == nil:
		f.Lines = kit.Paragraph(e, w.Nothing)
	case !s.wide && r.reading:
		f.Lines, f.Targets = r.drawReader(e, s), readerWheel(s)
	case s.wide:
		f.Lines, f.Targets = l.draw(e, s, r)
		f.Lines = kit.JoinColumns(f.Lines, r.drawReader(e, s), s.reader)
		f.Targets = append(f.Targets, readerWheel(s)...)
	default:
		f.Lines, f.Targets = l.draw(e, s, r)
	}
	f.Lines = append(make([]string, s.head), f.Lines...)
	f.Move(0, s.head)
	f.Lines[0], f.Cursor = r.topLine(e)
	if !r.search.typing && r.jump == nil {
		f.Targets = append(f.Targets, kit.Target{X: kit.Gutter, Width: e.Width / 2, Height: 1, Does: kit.ActSearch})
	}
	return f
}

// What the wheel moves in Review.
const (
	wheelList = iota
	wheelReader
)

func readerWheel(s shape) []kit.Target {
	return []kit.Target{{X: s.reader, Width: s.text, Height: s.height, At: wheelReader, Wheel: true}}
}

func (r *room) drawReader(e kit.Env, s shape) []string {
	e.Height = s.height
	lines := r.reader.scroll.Window(e, r.readerLines(e))
	if s.wide && r.reading && len(lines) > 0 {
		lines = append([]string(nil), lines...)
		lines[0] = e.Theme.Accent.Render(theme.Bar) + " " + strings.TrimPrefix(lines[0], kit.Spaces(kit.Gutter))
	}
	return lines
}

func (r *room) readerLines(e kit.Env) []string {
	if len(r.list.rows) == 0 {
		return nil
	}
	h := r.list.rows[r.list.chosen]
	p, opened := r.pages[h.Record]
	s := r.shape(e)
	several := r.whole.versions[h.ID] != nil
	key := readerKey{h.Record, s.text, e.Theme.Dark, opened, several, r.search.text()}
	if r.reader.of != key || r.reader.lines == nil {
		was := r.reader.of
		lines, hit := r.entryLines(e, h, p, s.text-kit.Gutter)
		r.reader.of, r.reader.lines = key, lines
		if key.looking != "" && (was.record != key.record || was.looking != key.looking || was.known != key.known) {
			r.reader.scroll.Show(hit, len(lines), s.height)
		}
	}
	return r.reader.lines
}

// entryLines writes an entry out with its matches marked. hit is the first line with a match, or 0.
func (r *room) entryLines(e kit.Env, h journal.Head, p openedPage, width int) (lines []string, hit int) {
	width = max(1, width)
	add := func(line string) { lines = append(lines, kit.Spaces(kit.Gutter)+line) }
	wrapped := func(style lipgloss.Style, text string) {
		for _, line := range editor.Wrap(text, width) {
			add(style.Render(line))
		}
	}
	wrapped(e.Theme.Strong, e.Words.Dates.Happened(h.When(), h.DayOnly))
	for _, line := range aboutLines(e, h, width) {
		add(line)
	}
	if r.whole.versions[h.ID] != nil {
		wrapped(e.Theme.Accent, e.Words.Review.Versions)
	}
	if p.err != nil {
		add("")
		wrapped(e.Theme.Text, unreadable(e.Words.Review, p.err))
	}
	q := r.search.query()
	for _, a := range p.entry.Answers {
		if strings.TrimSpace(a.Text) == "" {
			continue
		}
		add("")
		wrapped(e.Theme.Soft, e.Opts.Guide.QuestionOf(a))
		for paragraph := range strings.SplitSeq(strings.TrimRight(a.Text, "\n "), "\n") {
			wrapped := editor.Wrap(paragraph, width)
			for i, hits := range wrappedHits(paragraph, wrapped, q) {
				if hit == 0 && len(hits) > 0 {
					hit = len(lines)
				}
				add(marked(wrapped[i], hits, e.Theme.Text, e.Theme.Match))
			}
		}
	}
	add("")
	for _, line := range history(e, p.entry) {
		wrapped(e.Theme.Faint, line)
	}
	if remark := e.Words.Review.Remark(p.entry.Posted, p.entry.PostedLater); remark != "" {
		add("")
		wrapped(e.Theme.Faint, remark)
	}
	return lines, hit
}

// history says when an entry was written, weighed and changed, the oldest first.
func history(e kit.Env, of journal.Entry) []string {
	said := e.Words.Review
	type step struct {
		at   time.Time
		what string
	}
	steps := []step{{of.Written, said.Written}, {of.Edited, said.Edited}}
	for _, w := range of.Weighings {
		steps = append(steps, step{w.At, fmt.Sprintf(said.Weighed, w.Weight)})
	}
	steps = slices.DeleteFunc(steps, func(s step) bool { return s.at.IsZero() })
	sort.SliceStable(steps, func(i, j int) bool { return steps[i].at.Before(steps[j].at) })
	lines := make([]string, len(steps))
	for i, s := range steps {
		lines[i] = fmt.Sprintf(e.Words.Pair, s.what, e.Words.Dates.Full(s.at))
	}
	return lines
}

func aboutLines(e kit.Env, h journal.Head, width int) []string {
	var parts []string
	trail := kit.Trail(h.Weighings)
	for _, weight := range trail {
		parts = append(parts, e.Theme.Dots(weight)+" "+e.Theme.Text.Render(strconv.Itoa(weight)))
	}
	arrow := " " + e.Theme.Faint.Render(theme.Arrow) + " "
	weights := strings.Join(parts, arrow)
	if ansi.StringWidth(weights) > width {
		weights = e.Theme.Text.Render(editor.Truncate(kit.FirstToLast(trail), width))
	}
	var lines []string
	if weights != "" {
		lines = append(lines, weights)
	}
	if len(h.Tags) == 0 {
		return lines
	}
	const gap = "   "
	tags := "#" + strings.Join(h.Tags, " #")
	if weights != "" && ansi.StringWidth(weights)+len(gap)+editor.Width(tags) <= width {
		return []string{weights + gap + e.Theme.Faint.Render(editor.Safe(tags))}
	}
	return append(lines, e.Theme.Faint.Render(editor.Truncate(tags, width)))
}

func unreadable(w words.Review, err error) string {
	if errors.Is(err, journal.ErrNotFound) {
		return w.Gone
	}
	return w.Damaged
}
