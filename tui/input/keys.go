package input

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// pastedKeys is how many keys must come at once, on more than one line, to count as a paste that the
// terminal has not marked.
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

// understood returns what a key or a complete sequence means: a tea.KeyPressMsg, a Sequence, or nil for
// nothing.
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

// keypad is what the keys of the number pad write, from tea.KeyKpEqual on.
const keypad = "=*+,-./0123456789"

// meant returns a key as it was meant, whatever a terminal makes of it: the number pad writes, and ctrl
// and alt mean the same under Caps Lock and on a layout without Latin letters.
func meant(k tea.KeyPressMsg) tea.KeyPressMsg {
	if i := k.Code - tea.KeyKpEqual; i >= 0 && int(i) < len(keypad) && k.Mod&^(tea.ModNumLock|tea.ModCapsLock) == 0 {
		k.Code = rune(keypad[i])
		k.Text = string(k.Code)
	}
	if k.Mod&(tea.ModCtrl|tea.ModAlt) != 0 {
		k.Code = unicode.ToLower(k.Code)
		switch {
		case k.Code < utf8.RuneSelf || k.Code > unicode.MaxRune: // not a letter of another script
		case k.BaseCode > 0 && k.BaseCode < utf8.RuneSelf: // the terminal says which key it is
			k.Code = k.BaseCode
		default:
			k.Code, _ = utf8.DecodeRuneInString(Latin(k.Code))
		}
	}
	k.BaseCode = 0 // Bubble Tea would name the key by it
	return k
}

// unbracketed turns keys into a paste if they came at once, on more than one line and too many for a
// hand: not every terminal marks a paste. An enter at the end may be typed.
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

// run returns how many keys at the beginning write text, up to the last of them, and that text.
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
