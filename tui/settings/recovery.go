package settings

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// recovery offers the recovery key, once, at a calm unlock, and shows it. The
// key goes nowhere but to the screen.
type recovery struct {
	at     kit.KeyContext // the offer, or the key
	key    string
	then   func() // once the key that was offered was shown; nil where it was asked for
	scroll kit.Scroll
}

// Wipe lets go of the key. It is a string, so how long it stays in memory is up to
// Go.
func (r *recovery) Wipe() { r.key = "" }

func (r *recovery) KeyContext() kit.KeyContext { return r.at }

func (r *recovery) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	switch a := r.scroll.Update(e, r.at, msg, len(r.lines(e))); {
	case a == kit.ActShowKey && e.Unlocked != nil:
		r.key, r.at = e.Unlocked.RecoveryKey(), kit.InText
	case a == kit.ActNotNow, a == kit.ActClose:
		return r.answered(e)
	}
	return nil
}

// Escape puts the offer off, unless the key was shown.
func (r *recovery) Escape(e kit.Env) (tea.Cmd, bool) {
	if r.at == kit.InRecovery {
		return nil, false
	}
	return r.answered(e), true
}

func (r *recovery) answered(e kit.Env) tea.Cmd {
	e.App.Pop(r)
	if r.at == kit.InRecovery {
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
	if r.at == kit.InRecovery {
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

// checkKey compares what somebody has written down of the recovery key with the key itself, and
// says in which group of letters the first mistake is, never what belongs there.
type checkKey struct {
	kit.SecretField
	key  string
	says string
}

func (*checkKey) KeyContext() kit.KeyContext { return kit.InField }

func (c *checkKey) Wipe() {
	c.SecretField.Wipe()
	c.key = ""
}

func (c *checkKey) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		c.Insert(msg.Content)
	case tea.KeyPressMsg:
		switch {
		case c.Press(e, msg):
			c.says = ""
		case e.Action(kit.InField, msg) == kit.ActGoOn && c.Length() > 0:
			c.says = c.verdict(e)
		}
	}
	return nil
}

func (c *checkKey) verdict(e kit.Env) string {
	w := e.Words.Recovery
	if !kit.IsRecoveryKey(c.Text) {
		return w.Another
	}
	typed := strings.ToUpper(strings.Join(strings.Fields(string(c.Text)), ""))
	if typed == c.key {
		return w.Right
	}
	return fmt.Sprintf(w.Wrong, strconv.Itoa(firstWrong(groups(c.key), typed)))
}

func (c *checkKey) View(e kit.Env) kit.Frame {
	w := e.Words.Recovery
	s := kit.NewCanvas(e)
	s.Ask(w.Check, cmp.Or(c.says, w.CheckLine)) // there is no room for both in a small window
	s.Bar("")
	s.Field(e, "", &c.SecretField, true)
	s.Gap()
	return s.Frame
}

// groups divides a recovery key into what is copied at a glance: how all such keys begin, and then
// four letters each. They are counted from the first.
func groups(key string) []string {
	const letters = 4
	begin := strings.LastIndex(key, "1") + 1 // which ends the part for people in Bech32
	all := []string{key[:begin]}
	for key = key[begin:]; len(key) > letters; key = key[letters:] {
		all = append(all, key[:letters])
	}
	return append(all, key)
}

// firstWrong is the number of the first group in which what was typed is another than the key.
func firstWrong(groups []string, typed string) int {
	for i, group := range groups {
		rest, same := strings.CutPrefix(typed, group)
		if !same {
			return i + 1
		}
		typed = rest
	}
	return len(groups) // there is more behind the last
}
