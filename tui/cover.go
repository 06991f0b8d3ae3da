package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/words"
)

// cover hides the screen. It shows nothing of what this is about, to whoever
// happens to walk past; the root takes its keys.
type cover struct{}

func (*cover) Update(kit.Env, tea.Msg) tea.Cmd { return nil }
func (*cover) KeyContext() kit.KeyContext      { return kit.InCover }
func (*cover) Typing() bool                    { return false }

// View centres its lines, a little above the middle, where the eye rests.
func (*cover) View(e kit.Env) kit.Frame {
	lines := make([]string, e.Height)
	put := func(y int, text string) {
		if y < 0 || y >= len(lines) {
			return
		}
		text = editor.Truncate(text, e.Width)
		lines[y] = kit.Spaces((e.Width-editor.Width(text))/2) + e.Theme.Cover.Render(text)
	}
	y := max(0, (e.Height-3)*2/5)
	put(y, e.Words.Cover.Line)
	if e.Height >= 3 {
		y++
	}
	for i, line := range numbered(e.Words.Rooms, e.Width) {
		put(y+1+i, line)
	}
	return kit.Frame{Lines: lines}
}

// numbered is the numbers and the rooms where they lead, on one line, or on two
// where that is too wide.
func numbered(r words.Rooms, width int) []string {
	var names []string
	for i, name := range roomNames(r) {
		names = append(names, strconv.Itoa(i+1)+" "+name)
	}
	const gap = "  "
	if line := strings.Join(names, gap); editor.Width(line) <= width {
		return []string{line}
	}
	half := len(names) / 2
	return []string{strings.Join(names[:half], gap), strings.Join(names[half:], gap)}
}

// cover covers the screen, if it is not covered already.
func (m *Model) cover() {
	if !m.covered() {
		m.push(&cover{})
	}
}

func (m *Model) covered() bool {
	for _, l := range m.stack {
		if _, ok := l.screen.(*cover); ok {
			return true
		}
	}
	return false
}

// onBlur covers the screen when the terminal loses the focus, if that is wanted.
// The focus alone does not uncover it again: it comes back by itself when another
// window is closed, or a mouse passes over this one, and somebody may be standing
// there by then. Enter is as quick, and is meant.
func (m *Model) onBlur() tea.Cmd {
	if !m.opts.BlankOnFocusLoss || m.blank || m.covered() {
		return nil
	}
	return m.leave(leaveCovered)
}

// uncover goes on where the cover came, or, as long as something still goes on
// behind it, as soon as that is done.
func (m *Model) uncover(to *kit.Room) tea.Cmd {
	m.next = to
	if m.leaving != notLeaving {
		return nil
	}
	return m.takeCoverOff()
}

// takeCoverOff takes the cover off if somebody has asked for that.
func (m *Model) takeCoverOff() tea.Cmd {
	if m.next == nil {
		return nil
	}
	r := *m.next
	m.next = nil
	if r != m.room {
		return m.open(r)
	}
	for _, l := range m.stack {
		if _, ok := l.screen.(*cover); ok {
			m.pop(l.screen)
			break
		}
	}
	m.solved()
	return tea.Batch(m.deliver(m.rooms[m.room], kit.Entered{}), m.askStatus())
}
