package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/tui/editor"
	"shakeoff/tui/theme"
)

// The terminal's size where it tells none, and the sizes below which the page is
// laid out closer, or not shown at all.
const (
	assumedWidth, assumedHeight = 80, 24
	compactWidth, compactHeight = 60, 20
	tinyWidth, tinyHeight       = 40, 12
)

// readingWidth is how wide text may be at most: longer lines are hard to read.
const readingWidth = 72

// layout is where things stand on the screen, in cells from its top left.
type layout struct {
	fullWidth, fullHeight int
	compact               bool
	margin                int // where text begins: content begins a gutter before it
	header                int
	top                   int // the first line of the content
	width, height         int // of the content, gutter included
	notice                int
	footer                int
}

func (m *Model) size() (w, h int) {
	if m.width <= 0 || m.height <= 0 {
		return assumedWidth, assumedHeight
	}
	return m.width, m.height
}

func (m *Model) tiny() bool {
	w, h := m.size()
	return w < tinyWidth || h < tinyHeight
}

// layout lays out the screen. Content begins on line 5 and may go on to the line
// above the notice; the keys stand on the last line but one.
func (m *Model) layout() layout {
	w, h := m.size()
	p := layout{fullWidth: w, fullHeight: h, compact: w < compactWidth || h < compactHeight}
	switch {
	case m.covered(): // nothing but what lies on top
		p.margin, p.header, p.top, p.notice, p.footer = 3, -1, 1, h-3, h-2
		if top := m.top().screen.place(); top == placeCover {
			p.margin, p.top, p.width, p.height = gutter, 0, w, h
			return p
		}
	case p.compact:
		p.margin, p.header, p.top, p.notice, p.footer = gutter, 0, 2, h-2, h-1
	default:
		p.margin, p.header, p.top, p.notice, p.footer = 3, 1, 4, h-3, h-2
	}
	p.width = max(1, w-p.margin-(p.margin-gutter))
	p.height = max(1, p.notice-p.top)
	return p
}

// View draws the screen. A panic in it shows the cover, with one line.
func (m *Model) View() (v tea.View) {
	defer func() {
		if recover() != nil {
			m.broken = true
			v = m.brokenView()
		}
	}()
	lines, cursor := m.draw()
	return m.terminal(lines, cursor)
}

// terminal is a view with what we want of every terminal.
func (m *Model) terminal(lines []string, cursor *tea.Position) tea.View {
	w, h := m.size()
	lines = lines[:min(len(lines), h)]
	for i, line := range lines {
		if ansi.StringWidth(line) > w {
			lines[i] = ansi.Truncate(line, w, "")
		}
	}
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.ReportFocus = true
	if cursor != nil && cursor.X >= 0 && cursor.X < w && cursor.Y >= 0 && cursor.Y < h {
		v.Cursor = tea.NewCursor(cursor.X, cursor.Y)
		v.Cursor.Shape = tea.CursorBar
	}
	return v
}

// draw returns as many lines as the terminal is high.
func (m *Model) draw() ([]string, *tea.Position) {
	p := m.layout()
	lines := make([]string, p.fullHeight)
	if m.blank {
		return lines, nil
	}
	if m.tiny() && !m.covered() {
		m.drawTiny(lines, p)
		return lines, nil
	}
	top := m.top()
	f := top.screen.view(m.env(top.visit))
	left := p.margin - gutter
	for y, line := range f.lines[:min(len(f.lines), p.height)] {
		if line != "" && p.top+y < len(lines) {
			lines[p.top+y] = spaces(left) + line
		}
	}
	put := func(y int, line string) {
		if y >= 0 && y < len(lines) && line != "" {
			lines[y] = line
		}
	}
	if top.screen.place() == placeCover {
		stack(lines, p.fullHeight-2, m.coverNotice(p))
		return lines, nil
	}
	put(p.header, m.header(p))
	stack(lines, p.notice, m.noticeLines(p))
	put(p.footer, m.footer(p, top.screen.place()))
	if f.cursor == nil {
		return lines, nil
	}
	return lines, &tea.Position{X: left + f.cursor.X, Y: p.top + f.cursor.Y}
}

func (m *Model) drawTiny(lines []string, p layout) {
	for y, line := range editor.Wrap(m.opts.Words.Write.TooSmall, p.fullWidth) {
		if y < len(lines) {
			lines[y] = m.theme.Text.Render(line)
		}
	}
}

// brokenView is what is shown when a view has failed.
func (m *Model) brokenView() tea.View {
	w, h := m.size()
	c := &cover{}
	lines := c.view(env{theme: m.theme, words: m.opts.Words, width: w, height: h}).lines
	if h > 1 {
		m.problem = errBroken
		stack(lines, h-2, m.coverNotice(layout{fullWidth: w}))
	}
	return m.terminal(lines, nil)
}

// header is the name of the program and of the rooms, the open one marked.
func (m *Model) header(p layout) string {
	w := m.opts.Words
	rooms := []string{w.Rooms.Write, w.Rooms.Review, w.Rooms.Ready, w.Rooms.Patterns}
	inner := p.fullWidth - 2*p.margin
	const gap = "  "
	whole := editor.Width(strings.Join(rooms, gap))
	if editor.Width(w.Name)+2*len(gap)+whole > inner {
		here := editor.Truncate(rooms[m.room], inner-editor.Width(w.Name)-len(gap))
		return justify(p.margin, inner, m.theme.Title.Render(w.Name), m.theme.Accent.Render(here))
	}
	for r := range rooms {
		if Room(r) == m.room {
			rooms[r] = m.theme.Accent.Render(rooms[r])
		} else {
			rooms[r] = m.theme.Faint.Render(rooms[r])
		}
	}
	return justify(p.margin, inner, m.theme.Title.Render(w.Name), strings.Join(rooms, gap))
}

// noticeLines is what went wrong, or a quiet word, or nothing.
func (m *Model) noticeLines(p layout) []string {
	text, style := m.notice, m.theme.Soft
	if m.problem != nil {
		text, style = theme.Mark+" "+m.problemText(), m.theme.Error
	}
	if text == "" {
		return nil
	}
	lines := editor.Wrap(text, p.fullWidth-2*p.margin)
	for i, line := range lines {
		lines[i] = spaces(p.margin) + style.Render(line)
	}
	return lines
}

// coverNotice is what went wrong, as far as the cover may say it: words that are
// not on disk, and a fault of the program. All else can wait until somebody
// goes on, for it would tell what this is about.
func (m *Model) coverNotice(p layout) []string {
	if !errors.Is(m.problem, errUnsaved) && !errors.Is(m.problem, errBroken) {
		return nil
	}
	text := m.problemText()
	if n := (notTaken{}); !m.closeHint && errors.As(m.problem, &n) {
		text = say(m.opts.Words.Problems, n.err) // a path would tell, and its key does nothing here
	}
	lines := editor.Wrap(text, p.fullWidth)
	for i, line := range lines {
		lines[i] = spaces((p.fullWidth-editor.Width(line))/2) + m.theme.Cover.Render(line)
	}
	return lines
}

// stack puts lines over others, so that the last of them lies at y. Where they
// do not fit, the last of them are left out.
func stack(lines []string, y int, over []string) {
	if y < 0 || y >= len(lines) {
		return
	}
	over = over[:min(len(over), y+1)]
	copy(lines[y+1-len(over):], over)
}

func (m *Model) problemText() string {
	if m.closeHint {
		return m.opts.Words.Problems.CloseAnyway
	}
	return say(m.opts.Words.Problems, m.problem)
}

// footer is the keys of a place, as many as fit. The way out is the last of
// them, and always there.
func (m *Model) footer(p layout, at place) string {
	const gap = "   "
	inner := p.fullWidth - 2*p.margin
	rows := m.keys.footer(at)
	if len(rows) == 0 {
		return ""
	}
	item := func(b binding) (string, int) {
		label, does := b.key.Help().Key, m.opts.Words.Keys[string(b.action)]
		if b.action == actNewLine && m.shiftEnter {
			label = "shift+enter"
		}
		return m.theme.Key.Render(label) + " " + m.theme.Faint.Render(does), editor.Width(label + " " + does)
	}
	last, room := item(rows[len(rows)-1])
	room = inner - room
	var shown []string
	for _, b := range rows[:len(rows)-1] {
		text, width := item(b)
		if room -= width + len(gap); room < 0 {
			break
		}
		shown = append(shown, text)
	}
	return spaces(p.margin) + strings.Join(append(shown, last), gap)
}

// justify puts one text at the left and one at the right of a line.
func justify(margin, width int, left, right string) string {
	between := width - ansi.StringWidth(left) - ansi.StringWidth(right)
	return spaces(margin) + left + spaces(between) + right
}

func spaces(n int) string { return strings.Repeat(" ", max(0, n)) }
