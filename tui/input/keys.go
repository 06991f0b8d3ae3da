package input

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// pastedKeys is of how many keys a text of more than one line is at least that, coming at once, was
// pasted where the terminal marks no pastes.
const pastedKeys = 8

func escKey() tea.KeyPressMsg { return tea.KeyPressMsg{Code: tea.KeyEscape} }

// keyOf is the key that sends one character.
func keyOf(r rune) tea.KeyPressMsg {
	switch {
	case r == 0x08:
		return tea.KeyPressMsg{Code: tea.KeyBackspace} // as stty erase ^H has it; where ctrl is with it, there is a sequence
	case r >= utf8.RuneSelf:
		return tea.KeyPressMsg{Code: r, Text: string(r)}
	}
	k, _ := understood(string(r)).(tea.KeyPressMsg)
	return k
}

func withAlt(k tea.KeyPressMsg) tea.KeyPressMsg {
	k.Text, k.Mod = "", k.Mod|tea.ModAlt
	return k
}

// understood is what a key or a whole sequence says: a tea.KeyPressMsg, a Sequence, or nil if that
// is nothing.
func understood(seq string) tea.Msg {
	if n := len("\x1b[["); strings.HasPrefix(seq, "\x1b[[") && len(seq) > n && seq[n] >= 'A' && seq[n] <= 'E' {
		return tea.KeyPressMsg{Code: tea.KeyF1 + rune(seq[n]-'A')}
	}
	switch _, event := new(uv.EventDecoder).Decode([]byte(seq)); event := event.(type) {
	case uv.KeyPressEvent:
		return meant(tea.KeyPressMsg(event))
	case uv.KeyReleaseEvent, uv.UnknownEvent, uv.UnknownCsiEvent, uv.UnknownSs3Event, uv.UnknownOscEvent, uv.UnknownDcsEvent, uv.UnknownApcEvent:
		return nil
	}
	return Sequence(seq)
}

// keypad is what the number pad writes, from tea.KeyKpEqual on.
const keypad = "=*+,-./0123456789"

// meant is a key as it was meant, whatever a terminal makes of it: the number pad writes, and ctrl
// and alt count for the same key under Caps Lock and on a layout without Latin letters.
func meant(k tea.KeyPressMsg) tea.KeyPressMsg {
	if i := k.Code - tea.KeyKpEqual; i >= 0 && int(i) < len(keypad) && k.Mod&^(tea.ModNumLock|tea.ModCapsLock) == 0 {
		k.Code = rune(keypad[i])
		k.Text = string(k.Code)
	}
	if k.Mod&(tea.ModCtrl|tea.ModAlt) != 0 {
		k.Code = unicode.ToLower(k.Code)
		switch {
		case k.Code < utf8.RuneSelf || k.Code > unicode.MaxRune: // which has no letter
		case k.BaseCode > 0 && k.BaseCode < utf8.RuneSelf: // the terminal tells which key it is
			k.Code = k.BaseCode
		default:
			k.Code, _ = utf8.DecodeRuneInString(Latin(k.Code))
		}
	}
	k.BaseCode = 0 // by which Bubble Tea would name any key
	return k
}

// unbracketed makes pastes of texts that came at once, of more than one line and too long for a hand:
// not every terminal marks what is pasted. An enter at the end may be somebody's own.
func unbracketed(msgs []tea.Msg) []tea.Msg {
	var out []tea.Msg
	for len(msgs) >= pastedKeys {
		keys, text := run(msgs)
		if keys >= pastedKeys && strings.ContainsAny(strings.TrimRight(text, "\n\t"), "\n\t") {
			out = append(out, tea.PasteMsg{Content: text})
		} else {
			keys = max(keys, 1)
			out = append(out, msgs[:keys]...)
		}
		msgs = msgs[keys:]
	}
	return append(out, msgs...)
}

// run returns how many keys there are until the last in a row that writes, and what they write.
func run(msgs []tea.Msg) (keys int, text string) {
	var all strings.Builder
	for i, msg := range msgs {
		k, _ := msg.(tea.KeyPressMsg)
		switch {
		case k.Text != "" && k.Mod&^tea.ModShift == 0:
			all.WriteString(k.Text)
			keys, text = i+1, all.String()
		case k == tea.KeyPressMsg{Code: tea.KeyEnter}, k == tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl}:
			all.WriteByte('\n')
		case k == tea.KeyPressMsg{Code: tea.KeyTab}:
			all.WriteByte('\t')
		default:
			return keys, text
		}
	}
	return keys, text
}
