package settings

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
)

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
		case e.Action(kit.InField, msg) == kit.ActGoOn && !c.Empty():
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
