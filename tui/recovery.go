package tui

import (
	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/page"
)

// recovery offers the recovery key, once, at a calm unlock, and shows it. The
// key goes nowhere but to the screen.
type recovery struct {
	root   *Model
	shown  bool
	key    string
	scroll scroll
}

// wipe lets go of the key. It is a string, so how long it stays in memory is up to
// Go.
func (r *recovery) wipe() { r.key = "" }

func (*recovery) typing() bool { return false }

func (r *recovery) place() place {
	if r.shown {
		return placeText
	}
	return placeRecovery
}

func (r *recovery) update(e env, msg tea.Msg) tea.Cmd {
	if w, ok := msg.(wheeled); ok {
		r.scroll.by(w.by, len(r.lines(e)), e.height)
	}
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch a := e.action(r.place(), k); a {
	case actShowKey:
		if e.unlocked != nil {
			r.key, r.shown = e.unlocked.RecoveryKey(), true
		}
	case actNotNow, actClose:
		return r.answered()
	default:
		r.scroll.press(a, len(r.lines(e)), e.height)
	}
	return nil
}

// escape counts as an answer: a second offer would be nagging, and the key can
// be printed at any time.
func (r *recovery) escape(env) (tea.Cmd, bool) {
	return r.answered(), true
}

func (r *recovery) answered() tea.Cmd {
	r.root.pop(r)
	return r.root.markOffered(page.OfferRecovery)
}

func (r *recovery) view(e env) frame {
	return frame{lines: r.scroll.window(e, r.lines(e)), targets: reads(e)}
}

func (r *recovery) lines(e env) []string {
	w := e.words.Recovery
	if !r.shown {
		c := &canvas{theme: e.theme, width: reading(e)}
		c.asks(w.Offer)
		return c.frame.lines
	}
	lines := []string{heading(e, w.Title), ""}
	for _, line := range inHalves(r.key, e.width-gutter) {
		lines = append(lines, spaces(gutter)+e.theme.Text.Render(line))
	}
	lines = append(lines, "")
	for _, text := range w.Text {
		lines = append(lines, paragraph(e, text)...)
	}
	return lines
}

// inHalves breaks a key into two lines of one length, or more where the screen
// is narrow, so that none is missed when it is copied by hand.
func inHalves(key string, width int) []string {
	n := 2
	for (len(key)+n-1)/n > max(1, width) {
		n++
	}
	size := max(1, (len(key)+n-1)/n)
	var lines []string
	for len(key) > size {
		lines = append(lines, key[:size])
		key = key[size:]
	}
	return append(lines, key)
}
