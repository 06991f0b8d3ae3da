package editor_test

import (
	"testing"

	"shakeoff/tui/editor"
)

// TestEmptyLines counts the lines without words from the last words to the cursor.
func TestEmptyLines(t *testing.T) {
	for _, c := range []struct {
		text string
		up   int // rows up from the end
		want int
	}{
		{"", 0, 0},
		{"a", 0, 0},
		{"a ", 0, 0},
		{"a\n", 0, 1},
		{"a\n \t", 0, 1},
		{"a\n\n", 0, 2},
		{"a\n \n", 0, 2},
		{"a\n\n", 1, 1},
		{"a\n\n", 2, 0},
		{"a\n\nb", 1, 0},
		{"\n\n", 0, 2},
	} {
		e := editor.New()
		e.SetText(c.text)
		for range c.up {
			e.Do(editor.Up)
		}
		if got := e.EmptyLines(); got != c.want {
			t.Errorf("%q, %d up: %d, want %d", c.text, c.up, got, c.want)
		}
	}
}

// TestCutAndAppend takes words out and puts them in behind others, each as one step of undo.
func TestCutAndAppend(t *testing.T) {
	e := editor.New()
	e.SetText("a b \n\n")
	if cut := e.CutBlank(); cut != " \n\n" || e.Text() != "a b" {
		t.Errorf("cut %q, left %q", cut, e.Text())
	}
	e.Append("cd")
	if e.Type("-"); e.Text() != "a b-cd" {
		t.Errorf("the cursor does not stand before what was added: %q", e.Text())
	}
	if all := e.CutAll(); all != "a b-cd" || !e.Empty() || !e.AtStart() {
		t.Errorf("cut %q, left %q", all, e.Text())
	}
	for _, want := range []string{"a b-cd", "a bcd", "a b", "a b \n\n"} {
		if e.Undo(); e.Text() != want {
			t.Errorf("undone to %q, want %q", e.Text(), want)
		}
	}
}
