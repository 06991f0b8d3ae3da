package settings

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// recovery offers the recovery key, once, at a calm unlock, and shows it. The
// key goes nowhere but to the screen.
type recovery struct {
	shown  bool
	key    string
	then   func() // once the key that was offered was shown; nil where it was asked for
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
		return r.answered(e)
	}
	return nil
}

// Escape puts the offer off, unless the key was shown.
func (r *recovery) Escape(e kit.Env) (tea.Cmd, bool) {
	if !r.shown {
		return nil, false
	}
	return r.answered(e), true
}

func (r *recovery) answered(e kit.Env) tea.Cmd {
	e.App.Pop(r)
	if !r.shown {
		return e.App.MarkOffered(page.OfferRecovery)
	}
	if r.then != nil {
		r.then()
	}
	return e.App.MarkOffered(page.OfferRecovery | page.KeyShown)
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
	for _, line := range editor.Wrap(strings.Join(groups(r.key), " "), kit.TextWidth(e)) {
		lines = append(lines, kit.Spaces(kit.Gutter)+e.Theme.Text.Render(line))
	}
	lines = append(lines, "")
	for _, text := range w.Text {
		lines = append(lines, kit.Paragraph(e, text)...)
	}
	return lines
}
