package tui

import (
	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// recovery offers the recovery key, once, at a calm unlock, and shows it. The
// key goes nowhere but to the screen.
type recovery struct {
	root   *Model
	shown  bool
	key    string
	scroll kit.Scroll
}

// Wipe lets go of the key. It is a string, so how long it stays in memory is up to
// Go.
func (r *recovery) Wipe() { r.key = "" }

func (r *recovery) KeyContext() kit.KeyContext {
	if r.shown {
		return kit.InText
	}
	return kit.InRecovery
}

func (r *recovery) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	switch a := r.scroll.Update(e, r.KeyContext(), msg, len(r.lines(e))); {
	case a == kit.ActShowKey && e.Unlocked != nil:
		r.key, r.shown = e.Unlocked.RecoveryKey(), true
	case a == kit.ActNotNow, a == kit.ActClose:
		return r.answered()
	}
	return nil
}

// Escape puts the offer off, unless the key was shown.
func (r *recovery) Escape(kit.Env) (tea.Cmd, bool) {
	if !r.shown {
		return nil, false
	}
	return r.answered(), true
}

func (r *recovery) answered() tea.Cmd {
	r.root.pop(r)
	return r.root.markOffered(page.OfferRecovery)
}

func (r *recovery) View(e kit.Env) kit.Frame {
	return kit.Frame{Lines: r.scroll.Window(e, r.lines(e)), Targets: kit.WheelAll(e)}
}

func (r *recovery) lines(e kit.Env) []string {
	w := e.Words.Recovery
	if !r.shown {
		c := kit.NewCanvas(e)
		c.Ask(w.Offer[0], w.Offer[1:]...)
		return c.Frame.Lines
	}
	lines := []string{kit.Heading(e, w.Title), ""}
	for _, line := range inHalves(r.key, e.Width-kit.Gutter) {
		lines = append(lines, kit.Spaces(kit.Gutter)+e.Theme.Text.Render(line))
	}
	lines = append(lines, "")
	for _, text := range w.Text {
		lines = append(lines, kit.Paragraph(e, text)...)
	}
	return lines
}

// inHalves breaks a key into two lines of one length, or more where the screen
// is narrow, so that none is missed when it is copied by hand.
func inHalves(key string, width int) []string {
	width = max(1, width)
	n := max(2, (len(key)+width-1)/width)
	size := max(1, (len(key)+n-1)/n)
	var lines []string
	for ; len(key) > size; key = key[size:] {
		lines = append(lines, key[:size])
	}
	return append(lines, key)
}
