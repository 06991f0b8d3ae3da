package editor_test

import (
	"strings"
	"testing"

	"shakeoff/tui/editor"
)

// terminals are what was measured of them: how many cells each of the samples took, and then some
// other text.
var terminals = map[string]struct {
	samples []int
	cells   map[string]int
}{
	"like none":   {[]int{9, 9, 9, 9, 9, 9}, map[string]int{"👍🏽": 4, "👨‍👩‍👧‍👦": 8, "क्षत्रिय": 6, "🇫🇷": 2, "❤️": 1}},
	"by grapheme": {[]int{2, 2, 2, 1, 1, 2}, map[string]int{"👍🏽": 2, "👨‍👩‍👧‍👦": 2, "👩🏿‍🚒": 2, "क्षत्रिय": 3, "🇫🇷": 2, "❤️": 2, "\u1100\u1161\u11a8": 2, "é汉a": 4}},
	"xterm 379, urxvt 9.30, st 0.9, alacritty 0.11, screen 4.9": {
		[]int{4, 4, 1, 2, 2, 2},
		map[string]int{"👍🏽": 4, "👨‍👩‍👧‍👦": 8, "👩🏿‍🚒": 6, "क्षत्रिय": 6, "🇫🇷": 2, "❤️": 1, "\u1100\u1161\u11a8": 2, "é汉a": 4, "ক্ষি": 3, "நி": 2, "👨‍❤️‍👨": 5},
	},
	"tmux 3.3a": {
		[]int{4, 2, 1, 2, 2, 2},
		map[string]int{"👍🏽": 4, "👨‍👩‍👧‍👦": 2, "👩🏿‍🚒": 4, "क्षत्रिय": 6, "🇫🇷": 2, "❤️": 1, "\u1100\u1161\u11a8": 2, "🧍‍♂️": 2},
	},
	"kitty 0.26": { // which draws ❤️ in two, and gets ❤
		[]int{2, 4, 2, 1, 2, 4},
		map[string]int{"👍🏽": 2, "👨‍👩‍👧‍👦": 8, "👩🏿‍🚒": 4, "क्षत्रिय": 5, "🇫🇷": 2, "❤️": 1, "\u1100\u1161\u11a8": 4, "ক্ষি": 2, "நி": 1},
	},
	"mlterm 3.9": {
		[]int{4, 5, 1, 1, 2, 2},
		map[string]int{"👍🏽": 4, "👨‍👩‍👧‍👦": 11, "👩🏿‍🚒": 7, "क्षत्रिय": 5, "🇫🇷": 2, "❤️": 1, "\u1100\u1161\u11a8": 2, "🧍‍♂️": 4, "👨‍❤️‍👨": 7},
	},
}

// The cursor stands where the text ends, however the terminal counts.
func TestMeasuredTerminals(t *testing.T) {
	for name, terminal := range terminals {
		t.Run(name, func(t *testing.T) {
			c := editor.Measured(terminal.samples)
			for s, cells := range terminal.cells {
				e := editor.New()
				e.SetCells(c)
				e.SetText("a" + s)
				if x, _ := e.Cursor(); x != 1+cells || c.Width(s) != cells {
					t.Errorf("cursor behind a%q at %d, its width %d, want %d cells", s, x, c.Width(s), cells)
				}
			}
			if got, want := c == editor.ByGrapheme, name == "by grapheme"; got != want {
				t.Errorf("it counts by grapheme: %v", got)
			}
		})
	}
}

// Bubble Tea cuts off what it takes for too wide, so rows end before that, whatever the terminal
// makes of it.
func TestRowsThatBubbleTeaCounts(t *testing.T) {
	for name, terminal := range terminals {
		c := editor.Measured(terminal.samples)
		if c == editor.ByGrapheme {
			continue
		}
		for s := range terminal.cells {
			for _, line := range wrap(c, s+s+s+" "+s+s+s+s, 13) {
				if drawn := c.Drawable(strings.TrimRight(line, " ")); editor.ByRune.Width(drawn) > 12 || c.Width(drawn) > 12 {
					t.Errorf("%s: %q takes %d cells by its count, %d by the terminal's", name, drawn, editor.ByRune.Width(drawn), c.Width(drawn))
				}
			}
		}
	}
	kitty := editor.Measured(terminals["kitty 0.26"].samples)
	if got := kitty.Drawable("❤️ 1️⃣ é"); got != "❤ 1⃣ é" {
		t.Errorf("kitty gets %q", got)
	}
}
