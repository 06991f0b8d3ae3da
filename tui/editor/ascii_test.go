package editor_test

import (
	"testing"

	"shakeoff/tui/editor"
)

func TestASCII(t *testing.T) {
	for line, want := range map[string]string{
		"as it is":                       "as it is",
		"\x1b[1m┃\x1b[m “Él dijo: no”…":  "\x1b[1m|\x1b[m \"El dijo: no\".",
		"●●●○○  8 → 3 · é\u0301e\u0301":  "***..  8 > 3 - ee",
		"·○●◉ ▁░▒▓█":                     "-.*@ _:+%#",
		"╭──╮ │Größe│ ╰──╯ ├◆▪▫◐┤":       "+--+ |Grose| +--+ +!#.|+",
		"¿Qué? 汉字 👍🏽 ক্ষি ё 🇫🇷":          "?Que? ???? ???? ??? ? ??",
		"l’été — L’“Œuvre” « ça » ½ Å ñ": "l'ete - L'\"Ouvre\" \" ca \" ? A n",
	} {
		got := editor.ASCII(line)
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
		if editor.ByRune.Width(got) != editor.ByRune.Width(line) {
			t.Errorf("%q takes %d cells, and %d before", got, editor.ByRune.Width(got), editor.ByRune.Width(line))
		}
	}
}
