package editor_test

import (
	"strings"
	"testing"

	"shakeoff/tui/editor"
)

// TestParted holds that the parts of a line, put together, are the line as it is drawn, and that
// only the middle part has what lies between two offsets.
func TestParted(t *testing.T) {
	e := editor.New()
	e.SetWidth(12)
	e.SetText("One two 他在柜台 three\u202e\n\tfour  five six  ")
	for from := 0; from <= len(e.Text()); from++ {
		for _, size := range []int{0, 1, 7, 40} {
			e.MoveTo(from)
			a := e.Offset()
			e.MoveTo(from + size)
			b := e.Offset()
			if a > from || b < a {
				t.Fatalf("from %d by %d leads from %d to %d", from, size, a, b)
			}
			var marked strings.Builder
			for y, line := range e.Lines(0, e.Height()) {
				before, between, behind := e.Parted(y, a, b)
				if before+between+behind != line {
					t.Errorf("line %d from %d to %d is %q, %q, %q, want %q", y, a, b, before, between, behind, line)
				}
				marked.WriteString(between)
			}
			if (marked.Len() == 0) != (strings.Trim(e.Text()[a:b], " \n") == "") && strings.TrimSpace(e.Text()[a:b]) != "" {
				t.Errorf("of %q is marked %q", e.Text()[a:b], marked.String())
			}
		}
	}
}

func TestWord(t *testing.T) {
	for scene, want := range map[string]string{
		"one tw|o three": "two", "one |two": "two", "one two| three": "two", "didn’t| go": "didn’t", "one  | two": "", "|": "", "cafe\u0301|.": "cafe\u0301",
	} {
		e := at(t, 40, scene)
		if from, to := e.Word(); e.Text()[from:to] != want {
			t.Errorf("at %q is the word %q, want %q", scene, e.Text()[from:to], want)
		}
	}
}
