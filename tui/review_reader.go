package tui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

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
	record journal.ID
	width  int
	dark   bool
	known  bool
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
	case !r.loaded:
		return frame{lines: faint(e, w.Working)}
	case len(r.list.rows) == 0:
		return frame{lines: paragraph(e, w.Empty)}
	}
	s := r.shape(e)
	l := r.list // the terminal may have another size by now
	l.show(s)
	lines := make([]string, s.head)
	lines[0] = r.position(e)
	if !s.wide && r.reading {
		return frame{lines: append(lines, r.drawReader(e, s)...)}
	}
	seen := l.draw(e, s, r)
	if s.wide {
		seen = beside(seen, r.drawReader(e, s), s.reader)
	}
	return frame{lines: append(lines, seen...)}
}

// position says at the right which of how many entries is chosen, once all are
// known.
func (r *review) position(e env) string {
	if !r.all {
		return ""
	}
	text := fmt.Sprintf(e.words.Review.Position, e.words.Number(r.list.chosen+1), e.words.Number(len(r.list.rows)))
	text = editor.Truncate(text, e.width-gutter)
	return spaces(e.width-editor.Width(text)) + e.theme.Faint.Render(text)
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
	key := readerKey{h.Record, s.text, e.theme.Dark, opened}
	if r.reader.of != key || r.reader.lines == nil {
		r.reader.of, r.reader.lines = key, entryLines(e, h, p, opened, s.text-gutter)
	}
	return r.reader.lines
}

// entryLines writes an entry out: when, how heavy, its tags, and each question
// as it was asked with its answer.
func entryLines(e env, h journal.Head, p openedPage, opened bool, width int) []string {
	width = max(1, width)
	var lines []string
	add := func(line string) { lines = append(lines, spaces(gutter)+line) }
	add(e.theme.Strong.Render(editor.Truncate(e.words.Dates.Full(h.Written), width)))
	for _, line := range aboutLines(e, h, width) {
		add(line)
	}
	if !opened {
		return lines
	}
	if p.err != nil {
		add("")
		for _, line := range editor.Wrap(unreadable(e.words.Review, p.err), width) {
			add(e.theme.Text.Render(line))
		}
		return lines
	}
	for _, a := range p.entry.Answers {
		if strings.TrimSpace(a.Text) == "" {
			continue
		}
		add("")
		for _, line := range editor.Wrap(a.Question, width) {
			add(e.theme.Soft.Render(line))
		}
		for _, line := range editor.Wrap(strings.TrimRight(a.Text, "\n "), width) {
			add(e.theme.Text.Render(line))
		}
	}
	return lines
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
