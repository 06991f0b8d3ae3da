package tui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

// cover hides the screen. It shows nothing of what this is about, to whoever
// happens to walk past; the root takes its keys.
type cover struct {
	byHand bool   // by ctrl+l: somebody is here who wants a lock
	set    string // and has set one since: what is said of that behind the cover
}

// Disables says that there is no lock to set.
func (c *cover) Disables(a kit.Action) bool { return a == kit.ActSetLock && !c.byHand }

// offers says that l sets a lock here.
func (c *cover) offers(s page.Status) bool { return c.byHand && !s.Locked && !s.ReadOnly }

func (*cover) Update(kit.Env, tea.Msg) tea.Cmd { return nil }
func (*cover) KeyContext() kit.KeyContext      { return kit.InCover }

// View centres its lines, a little above the middle, where the eye rests.
func (c *cover) View(e kit.Env) kit.Frame {
	lines := make([]string, e.Height)
	text := []string{e.Words.Cover.Line}
	if e.Height >= 3 {
		text = append(text, "")
	}
	text = append(text, menu(e.Words.Rooms, e.Width)...)
	switch {
	case c.offers(e.Status):
		text = append(text, "", e.Words.Cover.NoLock)
	case c.set != "":
		text = append(text, "", e.Words.Cover.Locked)
	}
	y := max(0, (e.Height-3)*2/5)
	for i, line := range text[:max(0, min(len(text), e.Height-y))] {
		lines[y+i] = centred(line, e.Width, e.Theme)
	}
	return kit.Frame{Lines: lines}
}

func centred(line string, width int, t theme.Theme) string {
	line = editor.Truncate(line, width)
	return kit.Spaces((width-editor.Width(line))/2) + t.Cover.Render(line)
}

// menu is the numbers and the rooms where they lead, on one line, or on two
// where that is too wide.
func menu(r words.Rooms, width int) []string {
	rooms := names(r, true)
	line := strings.Join(rooms, "  ")
	if half := len(rooms) / 2; editor.Width(line) > width {
		return []string{strings.Join(rooms[:half], "  "), strings.Join(rooms[half:], "  ")}
	}
	return []string{line}
}

func (m *Model) cover() {
	if !m.covered() {
		m.push(&cover{})
	}
}

func (m *Model) covered() bool { return onStack[*cover](m) != nil }

// onBlur covers the screen when the terminal loses the focus, if that is wanted. The focus
// does not uncover it again: that may come back by itself, with somebody standing there.
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

func (m *Model) takeCoverOff() tea.Cmd {
	if m.next == nil {
		return nil
	}
	r := *m.next
	m.next = nil
	if l := onStack[*cover](m); l != nil {
		m.notice = cmp.Or(l.screen.(*cover).set, m.notice)
	}
	if r != m.room {
		return m.open(r)
	}
	if l := onStack[*cover](m); l != nil {
		m.pop(l.screen)
	}
	m.solved()
	return tea.Batch(m.deliver(m.rooms[m.room], kit.Entered{}), m.AskStatus())
}
