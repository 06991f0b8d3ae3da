package tui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

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
	idle   bool   // nobody is here: it has locked itself
	set    string // said once it comes off: that person has set a lock since
	said   string // said once it comes off: what happened meanwhile
	done   string // said above it: what was just done
	typed  bool   // somebody types as if nothing covered their words
	breath int    // how many steps of a breath have been drawn
	over   bool   // it must overwrite everything that was there, see theme.DrawnOver
}

// Disables says that there is no lock to set.
func (c *cover) Disables(a kit.Action) bool { return a == kit.ActSetLock && !c.byHand }

// offers says that l sets a lock here.
func (c *cover) offers(s page.Status) bool { return c.byHand && !s.Locked && !s.ReadOnly }

// A breath is a line that grows and shrinks in this many steps, longer out than in, without a pause.
const (
	breathSteps = 12
	breatheIn   = 4 * time.Second / breathSteps
	breatheOut  = 6 * time.Second / breathSteps
)

// Update takes a key that uncovers nothing: space draws one slow breath, and anyone typing is told
// that it goes nowhere.
func (c *cover) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	switch k, _ := msg.(tea.KeyPressMsg); {
	case e.Action(kit.InCover, k) == kit.ActBreathe && c.breath == 0:
		return c.breathe(e)
	case k.Text != "" && k.Text != " ":
		c.typed = true
	}
	return nil
}

func (c *cover) breathe(e kit.Env) tea.Cmd {
	if c.breath == 2*breathSteps {
		c.breath = 0
		return nil
	}
	c.breath++
	step := breatheIn
	if c.breath > breathSteps {
		step = breatheOut
	}
	return e.After(step, kit.Then(c.breathe))
}

// breathing draws the breath as far as it has come.
func (c *cover) breathing(e kit.Env) string {
	if e.Opts.Motion != kit.MotionFull {
		return e.Words.Cover.Breath
	}
	return strings.Repeat(theme.BarAcross, 2*min(c.breath, 2*breathSteps-c.breath))
}

func (*cover) KeyContext() kit.KeyContext { return kit.InCover }

// View centres its lines, a little above the middle, where the eye rests.
func (c *cover) View(e kit.Env) kit.Frame {
	lines := make([]string, e.Height)
	text := []string{e.Words.Cover.Line}
	if c.done != "" {
		text = []string{c.done, e.Words.Cover.Line}
	}
	if e.Height >= 3 {
		text = append(text, "")
	}
	text = append(text, menu(e.Words.Rooms, e.Width)...)
	switch {
	case c.breath > 0:
		text = append(text, "", c.breathing(e))
	case c.typed:
		text = append(text, "", e.Words.Cover.Typed)
	case len(e.Deletions) > 0:
		text = append(text, "", e.TakesBack(e.Deletions[len(e.Deletions)-1].ID))
	case c.offers(e.Status):
		text = append(text, "", e.Words.Cover.NoLock)
	case c.set != "":
		text = append(text, "", e.Words.Cover.Locked)
	case c.idle && e.Locked:
		text = append(text, "", lockedAfter(e))
	}
	y := max(0, (e.Height-3)*2/5)
	for i, line := range text[:max(0, min(len(text), e.Height-y))] {
		lines[y+i] = centred(line, e.Width, e.Theme)
	}
	if c.over {
		for i, line := range lines {
			lines[i] = line + theme.DrawnOver(e.Width-editor.Width(line))
		}
	}
	return kit.Frame{Lines: lines}
}

// lockedAfter says how long nothing happened before the journal locked itself.
func lockedAfter(e kit.Env) string {
	n := int(e.Opts.Idle.Minutes())
	if n == 1 {
		return e.Words.Cover.IdleOne
	}
	return fmt.Sprintf(e.Words.Cover.Idle, e.Words.Number(n))
}

func centred(line string, width int, t *theme.Theme) string {
	line = editor.Truncate(line, width)
	return kit.Spaces((width-editor.Width(line))/2) + t.Cover.Render(line)
}

// menu lists the rooms with their numbers on one line, or on two where that is too wide.
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
		m.Push(&cover{})
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

// takeCoverOff goes where the person asked to: back to the covered room and its dialogs, or to
// another room.
func (m *Model) takeCoverOff() tea.Cmd {
	if m.next == nil {
		return nil
	}
	r := *m.next
	m.next = nil
	c := onStack[*cover](m)
	if c != nil {
		m.notice = cmp.Or(c.set, c.said, m.notice)
	}
	if r != m.room {
		return m.open(r)
	}
	m.Pop(c)
	return m.enter()
}
