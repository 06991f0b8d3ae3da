package tui

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/theme"
)

// secret is a one-line field for a passphrase or a recovery key. It is never
// echoed: each character is a dot. Its bytes are wiped when they are no longer
// needed, as far as Go lets us; what the terminal's messages held is beyond us.
type secret struct{ text []byte }

// press takes a key, or says that it is none for a field.
func (s *secret) press(e env, k tea.KeyPressMsg) bool {
	switch e.action(placeField, k) {
	case actErase:
		_, size := utf8.DecodeLastRune(s.text)
		s.cut(len(s.text) - size)
	case actClear:
		s.wipe()
	case "":
		if k.Text == "" {
			return false
		}
		s.insert(k.Text)
	default:
		return false
	}
	return true
}

// insert adds what was typed or pasted. Line ends and other controls cannot be
// typed into a passphrase, so one pasted with them would never fit again.
func (s *secret) insert(text string) {
	for _, r := range text {
		if unicode.IsControl(r) {
			continue
		}
		// Growing leaves the old bytes behind, so they are wiped first.
		if need := len(s.text) + utf8.UTFMax; need > cap(s.text) {
			grown := append(make([]byte, 0, 2*need), s.text...)
			clear(s.text)
			s.text = grown
		}
		s.text = utf8.AppendRune(s.text, r)
	}
}

func (s *secret) cut(n int) {
	clear(s.text[n:])
	s.text = s.text[:n]
}

func (s *secret) wipe() { s.cut(0) }

func (s *secret) empty() bool { return len(s.text) == 0 }

func (s *secret) length() int { return utf8.RuneCount(s.text) }

// take hands the bytes over, to be wiped by who gets them, and empties the field.
// Of a recovery key the spaces are left out: it is read off two lines of paper.
func (s *secret) take() []byte {
	taken := s.text
	s.text = nil
	if isRecoveryKey(taken) {
		n := 0
		for _, b := range taken {
			if b != ' ' {
				taken[n] = b
				n++
			}
		}
		clear(taken[n:])
		taken = taken[:n]
	}
	return taken
}

// isRecoveryKey tells a recovery key by how each begins; see filippo.io/age.
func isRecoveryKey(text []byte) bool {
	const begins = "AGE-SECRET-KEY-"
	return len(text) > len(begins) && bytes.EqualFold(text[:len(begins)], []byte(begins))
}

// view draws the field beside a bar, as dots, and where the cursor is: the last
// dots, if there are more than fit.
func (s *secret) view(e env) (line string, x int) {
	dots := min(s.length(), max(0, min(readingWidth, e.width-gutter)-1))
	return e.theme.Accent.Render(theme.Bar) + " " + e.theme.Text.Render(strings.Repeat(theme.DotFull, dots)), gutter + dots
}
