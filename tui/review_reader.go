package tui

import (
	"errors"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

// reader shows one entry. It keeps its lines as long as they are for the same
// entry on the same screen, for wrapping a long answer is work.
type reader struct {
	scroll scroll
	of     readerKey
	lines  []string
}

// readerKey says for what the lines were made.
type readerKey struct {
	record   journal.ID
	width    int
	dark     bool
	known    bool
	versions bool
	looking  string // what is looked for, and marked
}

// forget lets go of the words.
func (r *reader) forget() { r.lines, r.of = nil, readerKey{} }

// view draws the room.
func (r *review) view(e env) frame {
	w := e.words.Review
	switch {
	case r.sealed:
		return frame{lines: paragraph(e, w.Locked)}
	case e.known && !e.status.Exists:
		return frame{lines: paragraph(e, w.Empty)}
	case r.unread:
		return frame{} // the problem line says why
	case !r.loaded:
		return frame{lines: faint(e, w.Working)}
	case len(r.whole.rows) == 0:
		return frame{lines: paragraph(e, w.Empty)}
	case r.task != nil:
		return r.task.view(e, r)
	}
	s := r.shape(e)
	l := r.list // the terminal may have another size by now
	l.show(s)
	var f frame
	switch {
	case len(l.rows) == 0 && r.search.cancel == nil:
		f.lines = paragraph(e, w.Nothing)
	case !s.wide && r.reading:
		f.lines, f.targets = r.drawReader(e, s), readerWheel(s)
	case s.wide:
		f.lines, f.targets = l.draw(e, s, r)
		f.lines = beside(f.lines, r.drawReader(e, s), s.reader)
		f.targets = append(f.targets, readerWheel(s)...)
	default:
		f.lines, f.targets = l.draw(e, s, r)
	}
	top := make([]string, s.head)
	f.lines = append(top, f.lines...)
	f.move(0, s.head)
	top[0], f.cursor = r.topLine(e)
	f.lines[0] = top[0]
	if !r.search.typing {
		f.targets = append(f.targets, target{x: gutter, width: e.width / 2, height: 1, does: actSearch})
	}
	return f
}

// What the wheel moves in Review.
const (
	wheelList = iota
	wheelReader
)

func readerWheel(s shape) []target {
	return []target{{x: s.reader, width: s.text, height: s.height, at: wheelReader, wheel: true}}
}

func (r *review) drawReader(e env, s shape) []string {
	e.height = s.height
	lines := r.reader.scroll.window(e, r.readerLines(e))
	if s.wide && r.reading && len(lines) > 0 {
		lines = append([]string(nil), lines...)
		lines[0] = e.theme.Accent.Render(theme.Bar) + " " + strings.TrimPrefix(lines[0], spaces(gutter))
	}
	return lines
}

// readerLines returns the chosen entry as lines.
func (r *review) readerLines(e env) []string {
	if len(r.list.rows) == 0 {
		return nil
	}
	h := r.list.rows[r.list.chosen]
	p, opened := r.pages[h.Record]
	s := r.shape(e)
	several := r.whole.versions[h.ID] != nil
	key := readerKey{h.Record, s.text, e.theme.Dark, opened, several, r.search.text()}
	if r.reader.of != key || r.reader.lines == nil {
		was := r.reader.of
		lines, hit := r.entryLines(e, h, p, s.text-gutter)
		r.reader.of, r.reader.lines = key, lines
		if key.looking != "" && (was.record != key.record || was.looking != key.looking || was.known != key.known) {
			r.reader.scroll.show(hit, len(lines), s.height)
		}
	}
	return r.reader.lines
}

// entryLines writes an entry out: when, how heavy, its tags, and each question
// as it was asked with its answer, with what is looked for marked. hit is the first
// line with any of that, or 0.
func (r *review) entryLines(e env, h journal.Head, p openedPage, width int) (lines []string, hit int) {
	width = max(1, width)
	add := func(line string) { lines = append(lines, spaces(gutter)+line) }
	wrapped := func(style lipgloss.Style, text string) {
		for _, line := range editor.Wrap(text, width) {
			add(style.Render(line))
		}
	}
	wrapped(e.theme.Strong, e.words.Dates.Full(e.local(h.Written)))
	for _, line := range aboutLines(e, h, width) {
		add(line)
	}
	if r.whole.versions[h.ID] != nil {
		wrapped(e.theme.Accent, e.words.Review.Versions)
	}
	if p.err != nil {
		add("")
		wrapped(e.theme.Text, unreadable(e.words.Review, p.err))
	}
	q := r.search.query()
	for _, a := range p.entry.Answers {
		if strings.TrimSpace(a.Text) == "" {
			continue
		}
		add("")
		wrapped(e.theme.Soft, e.opts.Guide.QuestionOf(a))
		for paragraph := range strings.SplitSeq(strings.TrimRight(a.Text, "\n "), "\n") {
			wrapped := editor.Wrap(paragraph, width)
			for i, hits := range wrappedHits(paragraph, wrapped, q) {
				if hit == 0 && len(hits) > 0 {
					hit = len(lines)
				}
				add(markedAt(wrapped[i], hits, e.theme.Text, e.theme.Match))
			}
		}
	}
	return lines, hit
}

// aboutLines is the weights as dots and numbers, with the tags beside them if
// they fit.
func aboutLines(e env, h journal.Head, width int) []string {
	var parts []string
	for _, weight := range trail(h.Weighings) {
		parts = append(parts, e.theme.Dots(weight)+" "+e.theme.Text.Render(strconv.Itoa(weight)))
	}
	arrow := " " + e.theme.Faint.Render(theme.Arrow) + " "
	weights := strings.Join(parts, arrow)
	if ansi.StringWidth(weights) > width {
		weights = ""
		if t := trail(h.Weighings); len(t) > 0 {
			weights = e.theme.Text.Render(editor.Truncate(ends(t), width))
		}
	}
	var tags string
	if len(h.Tags) > 0 {
		tags = "#" + strings.Join(h.Tags, " #")
	}
	const gap = "   "
	switch {
	case weights == "" && tags == "":
		return nil
	case weights == "":
	case tags == "":
		return []string{weights}
	case ansi.StringWidth(weights)+len(gap)+editor.Width(tags) <= width:
		return []string{weights + gap + e.theme.Faint.Render(editor.Safe(tags))}
	default:
		return []string{weights, e.theme.Faint.Render(editor.Truncate(tags, width))}
	}
	return []string{e.theme.Faint.Render(editor.Truncate(tags, width))}
}

// unreadable says in one honest line why an entry cannot be shown.
func unreadable(w words.Review, err error) string {
	if errors.Is(err, journal.ErrNotFound) {
		return w.Gone
	}
	return w.Damaged
}
