package editor_test

import (
	"strings"
	"testing"

	"shakeoff/tui/editor"
)

// press does what a key asks for in the program, by its name there; the name of a
// single character types it.
func press(e *editor.Editor, name string) bool {
	if name == "space" {
		name = " "
	}
	if len(name) == 1 {
		e.Type(name)
		return true
	}
	return e.Do(map[string]editor.Command{
		"up": editor.Up, "down": editor.Down, "left": editor.Left, "right": editor.Right,
		"pgup": editor.PageUp, "pgdown": editor.PageDown, "home": editor.LineStart, "end": editor.LineEnd,
		"ctrl+a": editor.ParagraphStart, "ctrl+e": editor.ParagraphEnd,
		"ctrl+home": editor.TextStart, "ctrl+end": editor.TextEnd,
		"alt+b": editor.WordLeft, "ctrl+left": editor.WordLeft, "alt+f": editor.WordRight, "ctrl+right": editor.WordRight,
		"backspace": editor.Erase, "delete": editor.Delete, "ctrl+d": editor.Delete,
		"ctrl+k": editor.KillEnd, "ctrl+u": editor.KillStart, "ctrl+w": editor.KillWord,
		"alt+backspace": editor.EraseWord, "ctrl+delete": editor.DeleteWord,
		"ctrl+j": editor.NewLine, "ctrl+z": editor.Undo, "ctrl+shift+z": editor.Redo,
	}[name])
}

// at returns an editor of the width, with the text of scene and the cursor
// where scene has a bar.
func at(t *testing.T, width int, scene string) *editor.Editor {
	t.Helper()
	before, after, ok := strings.Cut(scene, "|")
	if !ok {
		t.Fatalf("%q has no bar", scene)
	}
	e := editor.New()
	e.SetWidth(width)
	e.SetText(after)
	e.SetCursorStart()
	e.Insert(before)
	return e
}

// scene is the opposite of at. It leaves the bar in the text.
func scene(e *editor.Editor) string {
	e.Insert("|")
	return e.Text()
}

// In ten columns words fill nine:
//
//	one two
//	three
//	four
const three = "one two three four"

func TestPress(t *testing.T) {
	tests := []struct {
		name, from, keys, want string
	}{
		{"typing", "ab|d", "c", "abc|d"},
		{"a space", "ab|", "space", "ab |"},
		{"a question mark is text", "ab|", "?", "ab?|"},
		{"left", "abc|", "left", "ab|c"},
		{"left at the beginning", "|abc", "left", "|abc"},
		{"left over a newline", "a\n|b", "left", "a|\nb"},
		{"left over a row's beginning", "one two |three four", "left", "one two| three four"},
		{"right", "a|bc", "right", "ab|c"},
		{"right at the end", "abc|", "right", "abc|"},
		{"right over a newline", "a|\nb", "right", "a\n|b"},
		{"up", "one two th|ree four", "up", "on|e two three four"},
		{"up to a shorter row", "one\nthree|", "up", "one|\nthree"},
		{"down", "on|e two three four", "down", "one two th|ree four"},
		{"down past a row's end", "one two| three four", "down down", "one two three four|"},
		{"up and down keep the column", "one six|\ntwo\nfour ten", "down down", "one six\ntwo\nfour te|n"},
		{"the column is forgotten", "one six|\ntwo\nthree four", "down left down", "one six\ntwo\nth|ree four"},
		{"the column is forgotten when typing", "one six|\ntwo\nfour", "down x up", "one |six\ntwox\nfour"},
		{"a wide character in the column", "abc|\n汉字汉", "down", "abc\n汉|字汉"},
		{"home", "one two th|ree four", "home", "one two |three four"},
		{"end", "on|e two three four", "end", "one two| three four"},
		{"end of the last row", "one two three f|our", "end", "one two three four|"},
		{"end before a newline", "o|ne\ntwo", "end", "one|\ntwo"},
		{"end of a row in a long word", "a|bcdefghijklm", "end", "abcdefgh|ijklm"},
		{"ctrl+a", "x\none two th|ree four\ny", "ctrl+a", "x\n|one two three four\ny"},
		{"ctrl+e", "x\none t|wo three four\ny", "ctrl+e", "x\none two three four|\ny"},
		{"ctrl+home", "x\ny|", "ctrl+home", "|x\ny"},
		{"ctrl+end", "|x\ny", "ctrl+end", "x\ny|"},
		{"pgup", "1\n2\n3\n4\n5|", "pgup", "1\n2|\n3\n4\n5"},
		{"pgdown", "|1\n2\n3\n4\n5", "pgdown", "1\n2\n3\n|4\n5"},
		{"pgdown near the end", "1\n2\n3\n|4\n5", "pgdown", "1\n2\n3\n4\n|5"},
		{"alt+b", "one two, |three", "alt+b", "one |two, three"},
		{"alt+b in a word", "don't do| it", "alt+b alt+b", "|don't do it"},
		{"ctrl+left", "one two|", "ctrl+left", "one |two"},
		{"alt+f", "one|, two three", "alt+f", "one, two| three"},
		{"ctrl+right over rows", "one two| three four", "ctrl+right", "one two three| four"},
		{"backspace", "abc|d", "backspace", "ab|d"},
		{"backspace at the beginning", "|abc", "backspace", "|abc"},
		{"backspace over a newline", "a\n|b", "backspace", "a|b"},
		{"delete", "a|bc", "delete", "a|c"},
		{"delete a newline", "a|\nb", "delete", "a|b"},
		{"delete at the end", "abc|", "delete", "abc|"},
		{"ctrl+d", "a|bc", "ctrl+d", "a|c"},
		{"ctrl+k", "a\nb|cd\ne", "ctrl+k", "a\nb|\ne"},
		{"ctrl+k at the end", "a|\nb", "ctrl+k", "a|\nb"},
		{"ctrl+u", "a\nbc|d", "ctrl+u", "a\n|d"},
		{"ctrl+w takes up to a space", "go to a-b.c |d", "ctrl+w", "go to |d"},
		{"alt+backspace takes a word", "go to a-b.c |d", "alt+backspace", "go to a-b.|d"},
		{"ctrl+delete", "|one two", "ctrl+delete", "| two"},
		{"ctrl+j", "ab|c", "ctrl+j", "ab\n|c"},
		{"ctrl+z takes back a word", "|", "o n e space t w o ctrl+z", "one |"},
		{"ctrl+z twice", "|", "o n e space t w o ctrl+z ctrl+z", "|"},
		{"ctrl+z after a move", "a|d", "b left right c ctrl+z", "ab|d"},
		{"ctrl+z after a new line", "|", "a ctrl+j b ctrl+z ctrl+z", "a|"},
		{"ctrl+z of backspaces", "abcd|e", "backspace backspace ctrl+z", "abcd|e"},
		{"ctrl+z of deletes", "a|bcd", "delete delete ctrl+z", "a|bcd"},
		{"ctrl+z of typing after a backspace", "ab|", "backspace c d ctrl+z", "a|"},
		{"ctrl+z of a killed word", "one two|", "ctrl+w ctrl+z", "one two|"},
		{"ctrl+shift+z", "|", "a b ctrl+z ctrl+shift+z", "ab|"},
		{"redo ends with a new edit", "|", "a ctrl+z b ctrl+shift+z", "b|"},
		{"ctrl+z knows of no step that did nothing", "|", "a ctrl+a backspace ctrl+z", "|"},
		{"ctrl+z with nothing to undo", "|", "ctrl+z", "|"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := at(t, 10, test.from)
			e.SetPage(3)
			for name := range strings.FieldsSeq(test.keys) {
				if !press(e, name) {
					t.Errorf("%s was not used", name)
				}
			}
			if got := scene(e); got != test.want {
				t.Errorf("%s in %q\n got %q\nwant %q", test.keys, test.from, got, test.want)
			}
		})
	}
}

func TestPressLeavesToTheCaller(t *testing.T) {
	tests := []struct{ from, keys string }{
		{"|", "up down pgup pgdown backspace delete ctrl+d ctrl+k ctrl+u ctrl+w alt+backspace"},
		{"one t|wo three four", "up pgup"},
		{"one two three f|our", "down pgdown"},
		{"one|", "enter"},
	}
	for _, test := range tests {
		for name := range strings.FieldsSeq(test.keys) {
			e := at(t, 10, test.from)
			if press(e, name) {
				t.Errorf("%s in %q was used", name, test.from)
			}
			if got := scene(e); got != test.from {
				t.Errorf("%s in %q left %q", name, test.from, got)
			}
		}
	}
}

func TestEmpty(t *testing.T) {
	e := editor.New()
	if !e.Empty() || e.Height() != 1 || !e.AtEnd() {
		t.Error("a new editor is not one empty line with the cursor in it")
	}
	if lines := e.Lines(0, 5); len(lines) != 1 || lines[0] != "" {
		t.Errorf("lines %q", lines)
	}
	e.Do(editor.NewLine)
	if e.Empty() || e.Height() != 2 {
		t.Error("a newline is text")
	}
}

func TestSetTextForgetsWhatCouldBeUndone(t *testing.T) {
	e := editor.New()
	e.Insert("gone")
	e.SetText("kept")
	if e.Undo() || e.Redo() || scene(e) != "kept|" {
		t.Errorf("text %q", e.Text())
	}
}

func TestTextIsKept(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"tabs, controls, bidi": {"a\tb\x00\x1b[31m\u202e\u200b\u200d\x7f", "a\tb\x00\x1b[31m\u202e\u200b\u200d\x7f"},
		"invalid UTF-8":        {"a\xff\xc3b\xe2\x82", "a\xff\xc3b\xe2\x82"},
		"not normalised":       {"e\u0301 \u00e9", "e\u0301 \u00e9"},
		"DOS lines":            {"a\r\nb\r\n", "a\nb\n"},
		"a terminal's paste":   {"a\rb\r\rc", "a\nb\n\nc"},
		"mixed":                {"a\r\r\nb\n\rc", "a\n\nb\n\nc"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := editor.New()
			if e.Insert(test.in); e.Text() != test.want {
				t.Errorf("inserted: %q", e.Text())
			}
			if e.SetText(test.in); e.Text() != test.want {
				t.Errorf("set: %q", e.Text())
			}
		})
	}
}

func TestCursorAndLines(t *testing.T) {
	tests := []struct {
		name  string
		width int
		from  string
		lines string // joined by /
		x, y  int
	}{
		{"words", 10, three + "|", "one two /three /four", 4, 2},
		{"a word that fills the row", 6, "horse|", "horse", 5, 0},
		{"a space behind it", 6, "horse |", "horse ", 5, 0},
		{"two spaces behind it", 6, "horse  |", "horse ", 5, 0},
		{"a third begins a row", 6, "horse   |", "horse / ", 1, 1},
		{"the next word begins a row", 6, "horse  b|", "horse /b", 1, 1},
		{"a newline after it", 6, "horse \n|", "horse /", 0, 1},
		{"a long word", 6, "horsepower|", "horse/power", 5, 1},
		{"a long word after a short one", 6, "a horsepower|", "a /horse/power", 5, 2},
		{"Chinese", 6, "汉字汉字|", "汉字/汉字", 4, 1},
		{"no row begins with a full stop", 6, "汉字汉。|", "汉字/汉。", 4, 1},
		{"no row ends with an opening mark", 8, "汉字「汉字|", "汉字/「汉字", 6, 1},
		{"Chinese among letters", 7, "ab汉字cd|", "ab汉字/cd", 2, 1},
		{"a long dash", 7, "one—two|", "one—/two", 3, 1},
		{"a hyphen holds", 7, "a b-c-d|", "a /b-c-d", 5, 1},
		{"tabs", 10, "a\tb|", "a    b", 6, 0},
		{"between newlines", 10, "a\n|\nb", "a//b", 0, 1},
		{"a wide character in one column", 1, "汉|", "·", 0, 0},
		{"a wide character in two columns", 2, "a汉|", "a/汉", 1, 1},
		{"a tab in two columns", 2, "\t|", " ", 1, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := at(t, test.width, test.from)
			if got := strings.Join(e.Lines(0, e.Height()), "/"); got != test.lines {
				t.Errorf("lines %q, want %q", got, test.lines)
			}
			if x, y := e.Cursor(); x != test.x || y != test.y {
				t.Errorf("cursor %d,%d, want %d,%d", x, y, test.x, test.y)
			}
		})
	}
}

func TestLinesOutsideOfTheText(t *testing.T) {
	e := at(t, 10, three+"|")
	for _, test := range []struct{ from, to, want int }{
		{-5, 1, 1}, {1, 99, 2}, {3, 9, 0}, {2, 1, 0}, {-9, -5, 0}, {0, 3, 3},
	} {
		if got := e.Lines(test.from, test.to); len(got) != test.want {
			t.Errorf("Lines(%d, %d) are %q", test.from, test.to, got)
		}
	}
}

// A character that becomes narrower can go back two rows: here a family of
// four, which fills a row where code points are counted, loses a child.
func TestUndoBringsRowsTogether(t *testing.T) {
	e := editor.New()
	e.SetCells(editor.ByRune)
	e.SetWidth(10)
	e.Insert(" ab👨‍👩‍👧")
	e.Insert("\u200d👦")
	if got := strings.Join(e.Lines(0, 9), "/"); got != " /ab/👨‍👩‍👧‍👦" {
		t.Fatalf("rows %q", got)
	}
	e.Undo()
	if got := strings.Join(e.Lines(0, 9), "/"); got != " ab👨‍👩‍👧" {
		t.Errorf("rows %q", got)
	}
}

func TestUndoOfALongPaste(t *testing.T) {
	e := at(t, 40, "before |after")
	paste := strings.Repeat("words and more words ", 1_000_000)
	e.Insert(paste)
	press(e, "ctrl+u")
	if !e.Undo() || e.Text() != "before "+paste+"after" {
		t.Error("a very large deletion could not be undone")
	}
}

// A key that is typed and taken back costs no memory but the lines it returns
// and the steps that undo keeps.
func TestAllocations(t *testing.T) {
	e := editor.New()
	e.SetWidth(78)
	e.SetText(prose(5_000, 60))
	press(e, "pgup")
	e.Type("x")
	move := testing.AllocsPerRun(200, func() {
		e.Do(editor.Left)
		e.Cursor()
	})
	if move > 0 {
		t.Errorf("%v allocations for a move", move)
	}
	typed := testing.AllocsPerRun(200, func() {
		e.Type("x")
		e.Cursor()
	})
	if typed > 3 { // the text of the step; one, but three under the race detector
		t.Errorf("%v allocations for a letter", typed)
	}
	lines := testing.AllocsPerRun(200, func() { e.Lines(0, 20) })
	if lines != 22 { // twenty lines, the slice of them, and the row being drawn
		t.Errorf("%v allocations for twenty lines", lines)
	}
}
