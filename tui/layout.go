package tui

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/theme"
)

// The terminal's size until it tells it, and the sizes below which the page is
// laid out closer, or not shown at all.
const (
	assumedWidth, assumedHeight = 80, 24
	compactWidth, compactHeight = 60, 20
	tinyWidth, tinyHeight       = 40, 12
)

type layout struct {
	compact       bool
	margin        int // where text begins: content begins a gutter before it
	header        int
	top           int // the first line of the content
	width, height int // of the content, gutter included
	notice        int
	footer        int
}

func (m *Model) tiny() bool { return m.width < tinyWidth || m.height < tinyHeight }

// layout lays out the screen. Content begins on line 5 and may go on to the line
// above the notice; the keys stand on the last line but one.
func (m *Model) layout() layout {
	w, h := m.width, m.height
	p := layout{compact: w < compactWidth || h < compactHeight}
	switch {
	case m.covered(): // nothing but what lies on top
		p.margin, p.header, p.top, p.notice, p.footer = 3, -1, 1, h-3, h-2
		if m.keyContext(m.top()) == kit.InCover {
			p.margin, p.top, p.width, p.height = kit.Gutter, 0, w, h
			return p
		}
	case p.compact:
		p.margin, p.header, p.top, p.notice, p.footer = kit.Gutter, 0, 2, h-2, h-1
		if w < compactWidth { // two lines of keys
			p.notice, p.footer = h-3, h-2
		}
	default:
		p.margin, p.header, p.top, p.notice, p.footer = 3, 1, 4, h-3, h-2
	}
	p.margin += max(0, w-m.pageWidth()) / 2
	p.width = max(1, w-p.margin-(p.margin-kit.Gutter))
	p.height = max(1, p.notice-p.top)
	return p
}

// pageWidth is how wide everything is, margins included, on a screen that is wider than that.
func (m *Model) pageWidth() int {
	if m.room == kit.Write {
		return kit.TextPageWidth
	}
	return kit.PageWidth
}

// View draws the screen. A panic in it shows the cover, with one line.
func (m *Model) View() (v tea.View) {
	defer func() {
		if recover() != nil {
			m.broken = true
			v = m.terminal(m.drawBroken())
		}
	}()
	return m.terminal(m.draw())
}

func (m *Model) terminal(f kit.Frame) tea.View {
	lines := f.Lines[:min(len(f.Lines), m.height)]
	for i, line := range lines {
		if ansi.StringWidth(line) > m.width {
			line = ansi.Truncate(line, m.width, "")
		}
		if lines[i] = m.cells.Drawable(line); m.opts.ASCII {
			lines[i] = editor.ASCII(line)
		}
	}
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.ReportFocus = true
	v.KeyboardEnhancements.ReportAlternateKeys = true // for ctrl on layouts without Latin letters, see input
	if m.takesMouse() && !f.Words {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if c := f.Cursor; c != nil && c.X >= 0 && c.X < m.width && c.Y >= 0 && c.Y < m.height {
		v.Cursor = tea.NewCursor(c.X, c.Y)
		v.Cursor.Shape = tea.CursorBar
	}
	return v
}

func (m *Model) draw() kit.Frame {
	p := m.layout()
	whole := kit.Frame{Lines: make([]string, m.height)}
	lines := whole.Lines
	put := func(y int, line string) {
		if y >= 0 && y < len(lines) && line != "" {
			lines[y] = line
		}
	}
	if m.blank {
		return whole
	}
	if m.tiny() && !m.covered() {
		for y, line := range editor.Wrap(m.opts.Words.Write.TooSmall, m.width) {
			put(y, m.theme.Text.Render(line))
		}
		return whole
	}
	top := m.top()
	f := m.view(top, p)
	left := p.margin - kit.Gutter
	for y, line := range f.Lines[:min(len(f.Lines), p.height)] {
		if line != "" {
			put(p.top+y, kit.Spaces(left)+line)
		}
	}
	if m.keyContext(top) == kit.InCover {
		stack(lines, m.height-2, m.coverNotice())
		return whole
	}
	title, under, rooms := m.header(p)
	put(p.header, title)
	put(p.header+1, under)
	stack(lines, p.notice, m.noticeLines(p, lines, cmp.Or(m.canTakeBack(), f.Hint)))
	for i, line := range m.footer(p, m.keyContext(top)) {
		put(p.footer+i, line)
	}
	f.Targets = slices.DeleteFunc(f.Targets, func(t kit.Target) bool { return t.Y >= p.height })
	f.Move(left, p.top)
	whole.Cursor, whole.Words, whole.Targets = f.Cursor, f.Words, append(rooms, f.Targets...)
	return whole
}

func (m *Model) drawBroken() kit.Frame {
	f := (&cover{}).View(kit.Env{Theme: m.theme, Words: m.opts.Words, Width: m.width, Height: m.height})
	m.problem, f.Words = kit.ErrBroken, true
	stack(f.Lines, m.height-2, m.coverNotice())
	return f
}

// view draws what lies on top. A dialog that asks for something gets a frame where there is room.
func (m *Model) view(top *stackItem, p layout) kit.Frame {
	e := m.env(top)
	if p.compact || m.covered() || !asks(m.keyContext(top)) {
		return top.screen.View(e)
	}
	const sides = 2 * kit.Gutter
	inner := min(kit.MaxTextWidth+kit.Gutter, e.Width-sides)
	e.Width, e.Height = inner, e.Height-2
	f := top.screen.View(e)
	line := m.theme.Faint.Render
	across := strings.Repeat(theme.FrameAcross, inner+sides-2)
	framed := []string{line(theme.FrameTopLeft + across + theme.FrameTopRight)}
	for _, l := range f.Lines {
		framed = append(framed, line(theme.FrameDown)+" "+l+kit.Spaces(inner-ansi.StringWidth(l))+" "+line(theme.FrameDown))
	}
	f.Lines = append(framed, line(theme.FrameBottomLeft+across+theme.FrameBottomRight))
	f.Move(kit.Gutter, 1)
	return f
}

// asks says that the keys are those of a dialog that wants something of the person.
func asks(at kit.KeyContext) bool {
	return at == kit.InLocking || slices.Contains(at.Within(), kit.InDialog) && at != kit.InChoice && at != kit.InText
}

// header is the name of the program and the rooms, with a bar under the open one, and where they
// can be clicked. Rooms have their numbers where these are keys. Where space is short, the other
// rooms lose their names, then the program's name goes, then the other rooms.
func (m *Model) header(p layout) (title, under string, targets []kit.Target) {
	if p.header < 0 {
		return "", "", nil
	}
	w := m.opts.Words
	inner, digits := m.width-2*p.margin, !m.keyContext(m.top()).TakesText()
	rooms, first := names(w.Rooms, digits), kit.Write
	const gap = "  "
	wide := func() int { return editor.Width(strings.Join(rooms, gap)) }
	if digits && wide() > inner {
		for r := range rooms {
			if kit.Room(r) != m.room {
				rooms[r] = digit(r)
			}
		}
	}
	name := w.Name
	if editor.Width(name)+2*len(gap)+wide() > inner {
		name = ""
	}
	if wide() > inner {
		rooms, first = []string{editor.Truncate(rooms[m.room], inner)}, m.room
	}
	free := inner - wide()
	x := p.margin + free
	for i, room := range rooms {
		r, cells := first+kit.Room(i), editor.Width(room)
		targets = append(targets, kit.Target{X: x, Y: p.header, Width: cells, Height: 1, Does: doors()[r]})
		rooms[i] = m.theme.Faint.Render(room)
		if r == m.room {
			rooms[i] = m.theme.Here.Render(room)
			under = kit.Spaces(x) + m.theme.Accent.Render(strings.Repeat(theme.BarAcross, cells))
		}
		x += cells + len(gap)
	}
	title = kit.Spaces(p.margin) + m.theme.Title.Render(name) + kit.Spaces(free-editor.Width(name)) + strings.Join(rooms, gap)
	return title, under, targets
}

// noticeLines is what went wrong, or else a notice, or the screen's hint. Only a problem may cover
// the screen's own lines.
func (m *Model) noticeLines(p layout, under []string, aside string) []string {
	text, style := m.notice, m.theme.Soft
	if text == "" {
		text, style = aside, m.theme.Text
	}
	if m.problem != nil {
		text, style = theme.Mark+" "+m.problemText(), m.theme.Error
	}
	if text == "" {
		return nil
	}
	width := m.width - 2*p.margin
	lines := editor.Wrap(text, width)
	above := under[max(0, p.notice+1-len(lines)):max(0, p.notice)]
	if m.problem == nil && strings.Join(above, "") != "" {
		lines = []string{editor.Truncate(text, width)}
	}
	for i, line := range lines {
		lines[i] = kit.Spaces(p.margin) + style.Render(line)
	}
	return lines
}

// coverNotice is what went wrong, as far as the cover may say it: that words are not on disk, or
// that the program is at fault. Anything else would tell what this is about.
func (m *Model) coverNotice() []string {
	if !errors.Is(m.problem, page.ErrUnsaved) && !errors.Is(m.problem, kit.ErrBroken) {
		return nil
	}
	text := m.problemText()
	if n := (page.NotTaken{}); !m.closeHint && errors.As(m.problem, &n) {
		text = kit.Say(m.opts.Words.Problems, n.Err) // a path would tell, and its key does nothing here
	}
	lines := editor.Wrap(text, m.width)
	for i, line := range lines {
		lines[i] = centred(line, m.width, m.theme)
	}
	return lines
}

// stack puts lines over others, ending at y. Those at the end are left out where they do not fit.
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
	return kit.Say(m.opts.Words.Problems, m.problem)
}

// footer is the keys of a context, as many as fit. The way out, help and quit always stand at the
// end, on a line of their own where it is narrow.
func (m *Model) footer(p layout, at kit.KeyContext) []string {
	rows := kit.Enabled(m.top().screen, m.keys.Footer(at))
	n := slices.IndexFunc(rows, func(b kit.Binding) bool { return b.Action == kit.ActHelp })
	if n < 0 {
		n = len(rows)
	}
	always := max(0, n-1)
	if m.width >= compactWidth {
		return []string{m.keysLine(p, rows, len(rows)-always)}
	}
	return []string{m.keysLine(p, rows[:always], 0), m.keysLine(p, rows[always:], 3)}
}

// keysLine is a line of keys; the given number at its end are the last to be left out.
func (m *Model) keysLine(p layout, rows []kit.Binding, always int) string {
	var keys []string
	for _, b := range rows {
		keys = append(keys, m.footerItem(b))
	}
	edge := min(p.margin, 3) // where the keys may begin if they need more room than the page has
	inner, gap := m.width-2*edge, kit.Spaces(3)
	tooWide := func() bool { return ansi.StringWidth(strings.Join(keys, gap)) > inner }
	if tooWide() {
		gap = kit.Spaces(2)
	}
	drop := func(i int) { keys, rows = slices.Delete(keys, i, i+1), slices.Delete(rows, i, i+1) }
	for i := len(keys) - always - 1; i >= 0 && len(keys) > 1 && tooWide(); i-- {
		if rows[i].Footer != kit.Lasts {
			drop(i)
		}
	}
	for len(keys) > max(1, always) && tooWide() { // what saves is needed more than what goes on
		drop(0)
	}
	if always == 3 && len(keys) == 3 && tooWide() { // help, which the keyboard may have by another name
		keys = slices.Delete(keys, 1, 2)
	}
	if len(keys) == 0 {
		return "" // and not blanks, which would hide what is there
	}
	line := strings.Join(keys, gap)
	left := max(edge, min(p.margin, m.width-edge-ansi.StringWidth(line)))
	return kit.Spaces(left) + ansi.Truncate(line, max(0, inner), "")
}

// footerItem is a key and what it does; of "enough for now: save" only what follows the colon.
func (m *Model) footerItem(b kit.Binding) string {
	does := m.opts.Words.Keys[string(b.Action)]
	if _, brief, ok := strings.Cut(does, ": "); ok {
		does = brief
	}
	label, other, _ := strings.Cut(b.Label, ", ")
	if b.Action == kit.ActHelp && m.opts.F1Taken {
		label = cmp.Or(other, label)
	}
	return m.theme.Key.Render(label) + " " + m.theme.Faint.Render(does)
}
