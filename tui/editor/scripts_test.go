package editor_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/clipperhouse/displaywidth"

	"shakeoff/tui/editor"
)

// scripts are words as people write them, cut where a reader would say that one
// character ends.
var scripts = map[string]struct {
	graphemes []string
	cells     int // in a terminal that counts by grapheme
}{
	"Latin, combined": {[]string{"e\u0301", "a\u0308\u0323", "n\u0303", "o"}, 4},
	"Greek":           {[]string{"Θ", "υ", "μ", "ό", "ς", "α\u0313\u0301"}, 6},
	"Arabic":          {[]string{"مَ", "رْ", "حَ", "بًّ", "ا"}, 5},
	"Hindi":           {[]string{"न", "म", "स्ते"}, 3},
	"Thai":            {[]string{"ที่", "นี่", "ก็", "ดี"}, 4},
	"Chinese":         {[]string{"你", "好", "吗", "？"}, 8},
	"Japanese":        {[]string{"が", "か\u3099", "ー", "ッ", "漢"}, 10},
	"Korean":          {[]string{"각", "\u1100\u1161\u11a8", "한"}, 6},
	"emoji":           {[]string{"👨‍👩‍👧‍👦", "👍🏽", "❤️", "👩🏿‍🚒", "1️⃣"}, 10},
	"flags":           {[]string{"🇫🇷", "🇬🇧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇺🇳"}, 8},
}

func TestOneKeyIsOneCharacter(t *testing.T) {
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			whole := strings.Join(script.graphemes, "")
			n := len(script.graphemes)
			for i := range script.graphemes {
				before := strings.Join(script.graphemes[:i], "")
				after := strings.Join(script.graphemes[i+1:], "")

				e := editor.New()
				e.SetText(whole)
				repeat(e, "left", n-i)
				press(e, "delete")
				if e.Text() != before+after {
					t.Errorf("delete at %d left %q", i, e.Text())
				}

				e.SetText(whole)
				e.SetCursorStart()
				repeat(e, "right", i+1)
				press(e, "backspace")
				if e.Text() != before+after {
					t.Errorf("backspace behind %d left %q", i, e.Text())
				}
			}
		})
	}
}

func TestScriptsAreDrawnAsTheyAre(t *testing.T) {
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			whole := strings.Join(script.graphemes, "")
			if got := editor.Safe(whole); got != whole {
				t.Errorf("drawn as %q", got)
			}
			if got := editor.Width(whole); got != script.cells {
				t.Errorf("%d cells, want %d", got, script.cells)
			}
			e := editor.New()
			e.SetText(whole)
			if x, _ := e.Cursor(); x != script.cells {
				t.Errorf("cursor at %d, want %d", x, script.cells)
			}
			// One character a row: none of them is cut in two.
			var rows []string
			for _, line := range editor.Wrap(strings.Join(script.graphemes, " "), 2) {
				rows = append(rows, strings.TrimSpace(line))
			}
			if !slices.Equal(strings.Fields(strings.Join(rows, " ")), script.graphemes) {
				t.Errorf("rows of two cells: %q", rows)
			}
		})
	}
}

func TestATerminalThatCountsByRune(t *testing.T) {
	tests := []struct {
		s     string
		cells int
	}{{"👨‍👩‍👧‍👦", 8}, {"👍🏽", 4}, {"❤️", 1}, {"🇫🇷", 2}, {"स्ते", 2}, {"e\u0301", 1}, {"汉", 2}}
	for _, test := range tests {
		if got := editor.ByRune.Width(test.s); got != test.cells {
			t.Errorf("%q is %d cells wide, want %d", test.s, got, test.cells)
		}
		e := editor.New()
		e.SetText(test.s)
		e.SetCells(editor.ByRune)
		if x, _ := e.Cursor(); x != test.cells {
			t.Errorf("cursor behind %q at %d, want %d", test.s, x, test.cells)
		}
	}
}

// What is typed beside other text can become one character with it. The text
// typed stays together, and undo knows what was there.
func TestJoiningWhatStandsBeside(t *testing.T) {
	tests := []struct{ name, from, typed, want string }{
		{"a letter before a mark", "|\u0301x", "e f", "ef|\u0301x"},
		{"a flag before a flag", "|🇬🇧", "🇫 🇷", "🇫🇷|🇬🇧"},
		{"a mark behind a letter", "e|x", "\u0301 f", "e\u0301f|x"},
		{"a joiner between people", "👨|👩", "\u200d", "👨\u200d|👩"},
		{"a character byte by byte", "a|b", "\xe2 \x82 \xac", "a€|b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := at(t, 10, test.from)
			for part := range strings.FieldsSeq(test.typed) {
				e.Insert(part)
			}
			if x, y := e.Cursor(); x > 9 || y != 0 {
				t.Errorf("cursor at %d,%d", x, y)
			}
			steps := len(strings.Fields(test.typed))
			if got := scene(e); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			for range steps + 1 {
				e.Undo()
			}
			if want := strings.Replace(test.from, "|", "", 1); e.Text() != want {
				t.Errorf("undone to %q, want %q", e.Text(), want)
			}
		})
	}
}

func TestDrawnHarmlessly(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"an escape sequence", "\x1b[31mred", "␛[31mred"},
		{"a bell, a backspace, DEL, NUL", "\a\b\x7f\x00", "␇␈␡␀"},
		{"C1 controls", "\u009b31m\u0085", "·31m·"},
		{"the raw byte of a C1 control", "\x9b31m", "\ufffd31m"},
		{"tag characters", "\U000e0041a\U000e0068\U000e007fb窓\U000e0020", "·a·b窓·"},
		{"tag characters behind a flag", "🏴\U000e0067\U000e0062" + strings.Repeat("\U000e0061", 5) + "\U000e007f🏴\U000e0067", "🏴·🏴·"},
		{"right to left override", "a\u202eb\u2066c\u200f", "a·b·c·"},
		{"zero width", "a\u200bb\ufeffc\u00add", "a·b·c·d"},
		{"line and paragraph separators", "a\u2028b\u2029c", "a·b·c"},
		{"a mark without a letter", "\u0301a", "·a"},
		{"a mark behind a control", "\x1b\u0301", "␛·"},
		{"a vowel sign behind a control", "\x1b\u093f", "␛·"},
		{"half a character", "\xe2\x82", "\ufffd\ufffd"},
		{"newlines and tabs", "a\nb\r\nc\rd\te", "a b c d e"},
		{"a tower of marks", "a" + strings.Repeat("\u0301", 1000) + "b", "ab"},
		{"private use", "\ue0a0", "\ue0a0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := editor.Safe(test.in); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := editor.Safe(test.want); got != test.want {
				t.Errorf("made safe twice: %q", got)
			}
		})
	}
}

// No code point is drawn in no cell: that is what keeps rows short, and the
// cursor in sight.
func TestEveryCodePointTakesACell(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r == 0x40000 { // nothing is assigned from here to the tags, nor behind them
			r = 0xE0000
		} else if r == 0xE1000 {
			break
		}
		for _, c := range []editor.Cells{editor.ByGrapheme, editor.ByRune} {
			if n := c.Width(string(r)); n != 1 && n != 2 {
				t.Errorf("%U takes %d cells", r, n)
			}
		}
	}
}

// Wide characters are measured without asking the library. It agrees.
func TestWideCharactersAreAsWideAsTheLibrarySays(t *testing.T) {
	for r := rune(0x2E80); r < 0x10000; r++ {
		if !unicode.In(r, unicode.L, unicode.P, unicode.S, unicode.N) {
			continue
		}
		want := displaywidth.Rune(r)
		for _, after := range []string{"", "a", "漢", "\u0301"} {
			if got := editor.Width(string(r)+after) - displaywidth.String(after); got != want {
				t.Errorf("%U before %q takes %d cells, want %d", r, after, got, want)
			}
		}
	}
}

func TestTruncate(t *testing.T) {
	tests := []struct {
		in    string
		width int
		want  string
	}{
		{"hello", 5, "hello"},
		{"hello", 4, "hel…"},
		{"hello", 1, "…"},
		{"hello", 0, ""},
		{"hello", -3, ""},
		{"", 3, ""},
		{"汉字汉字", 8, "汉字汉字"},
		{"汉字汉字", 7, "汉字汉…"},
		{"汉字汉字", 6, "汉字…"},
		{"👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3, "👨‍👩‍👧‍👦…"},
		{"a\nb\x1bc", 5, "a b␛c"},
		{"a\nb\x1bc", 4, "a b…"},
	}
	for _, test := range tests {
		if got := editor.Truncate(test.in, test.width); got != test.want {
			t.Errorf("Truncate(%q, %d) is %q, want %q", test.in, test.width, got, test.want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		in    string
		width int
		want  string // joined by /
	}{
		{"", 10, ""},
		{"one two three", 7, "one two/three"},
		{"one two\n\nthree\n", 9, "one two//three/"},
		{"one\r\ntwo\rthree", 9, "one/two/three"},
		{"twelve letters", 4, "twel/ve /lett/ers"},
		{"他说了很难听的话，走了。", 16, "他说了很难听的/话，走了。"},
		{"漢字", 1, "·/·"},
		{"ab", 0, "a/b"},
	}
	for _, test := range tests {
		if got := strings.Join(editor.Wrap(test.in, test.width), "/"); got != test.want {
			t.Errorf("Wrap(%q, %d) is %q, want %q", test.in, test.width, got, test.want)
		}
	}
}

func repeat(e *editor.Editor, name string, times int) {
	for range times {
		press(e, name)
	}
}
