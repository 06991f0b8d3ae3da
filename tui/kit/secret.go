package kit

import (
	"bytes"
	"slices"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

// SecretField is a one-line field for a passphrase or a recovery key, shown as dots unless somebody
// asks to see it. Its bytes are wiped when they are no longer needed, as far as Go lets us; the
// terminal's messages, and the lines that showed it, are beyond us.
type SecretField struct {
	Text  []byte
	shown bool
}

// Press takes a key, and says whether the field had any use for it.
func (s *SecretField) Press(e Env, k tea.KeyPressMsg) bool {
	switch e.Action(InField, k) {
	case ActErase:
		_, size := utf8.DecodeLastRune(s.Text)
		s.cut(len(s.Text) - size)
	case ActClear:
		s.Wipe()
	case ActShow:
		s.shown = !s.shown
	case "":
		if k.Text == "" {
			return false
		}
		s.Insert(k.Text)
	default:
		return false
	}
	return true
}

// Insert adds what was typed or pasted, without what cannot be typed: a passphrase pasted with that
// could never be typed again.
func (s *SecretField) Insert(text string) {
	for _, r := range text {
		if journal.Untypable(r) {
			continue
		}
		// Growing leaves the old bytes behind, so they are wiped first.
		if need := len(s.Text) + utf8.UTFMax; need > cap(s.Text) {
			grown := append(make([]byte, 0, 2*need), s.Text...)
			clear(s.Text)
			s.Text = grown
		}
		s.Text = utf8.AppendRune(s.Text, r)
	}
}

func (s *SecretField) cut(n int) {
	clear(s.Text[n:])
	s.Text = s.Text[:n]
}

// Wipe is kit.Wiper.Wipe.
func (s *SecretField) Wipe() {
	s.cut(0)
	s.Hide()
}

// Hide is kit.Hider.Hide.
func (s *SecretField) Hide() { s.shown = false }

// Length is how many characters were typed.
func (s *SecretField) Length() int { return utf8.RuneCount(s.Text) }

// Take hands the bytes over, for the caller to wipe, and empties the field. Spaces in a recovery key
// are left out: it is read off two lines of paper.
func (s *SecretField) Take() []byte {
	taken := s.Text
	*s = SecretField{}
	if IsRecoveryKey(taken) { // DeleteFunc clears what is left at the end
		taken = slices.DeleteFunc(taken, func(b byte) bool { return b == ' ' })
	}
	return taken
}

// IsRecoveryKey tells a recovery key by how it begins; see filippo.io/age.
func IsRecoveryKey(text []byte) bool {
	const begins = "AGE-SECRET-KEY-"
	return len(text) > len(begins) && bytes.EqualFold(text[:len(begins)], []byte(begins))
}

// Around returns the part of a line that is seen through room cells, with the cursor after the first
// at bytes of the line, and the cell that the cursor stands in.
func Around(c editor.Cells, line string, at, room int) (seen string, cursor int) {
	seen, cursor = tail(c, line[:at], room-1)
	used := cursor
	for glyph, wide := range c.Graphemes(line[at:]) {
		if used += wide; used > room {
			break
		}
		seen += glyph
	}
	return seen, cursor
}

// tail returns the end of a text that fits into some cells, and how many it takes.
func tail(c editor.Cells, text string, room int) (end string, width int) {
	for _, cells := range c.Graphemes(text) {
		width += cells
	}
	for glyph, cells := range c.Graphemes(text) {
		if width > room {
			width -= cells
		} else {
			end += glyph
		}
	}
	return end, width
}
