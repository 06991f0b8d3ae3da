package tui_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui/input"
)

// encounters are what front-line staff have described, in the shape of entries.
func encounters(t *testing.T) []map[journal.Step]string {
	t.Helper()
	data, err := os.ReadFile("../store/storetest/testdata/encounters.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Entries []struct {
			Answers map[journal.Step]string
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Entries) < 8 {
		t.Fatalf("%d encounters, want at least 8", len(file.Entries))
	}
	var all []map[journal.Step]string
	for _, e := range file.Entries {
		all = append(all, e.Answers)
	}
	return all
}

func TestEncountersComeOutWordForWord(t *testing.T) {
	t.Parallel()
	steps := []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release}
	for _, want := range encounters(t) {
		d := sit(t, offered)
		for i, step := range steps {
			d.write(want[step])
			if i == 0 {
				d.write("8")
			}
		}
		d.press("space", "enter", "3", "enter", "enter")
		e := d.entry(t)
		for step, text := range want {
			if got := e.Text(step); got != text {
				t.Errorf("%s: kept %q, want %q", step, got, text)
			}
		}
		before, _ := e.Weight(journal.Before)
		after, _ := e.Weight(journal.After)
		if before != 8 || after != 3 || len(e.Weighings) != 2 {
			t.Errorf("weighed %v", e.Weighings)
		}
		d.seeOpen(t, happened)
	}
}

func TestAnyTextIsFiledAndDrawnHarmlessly(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"Arabic", "كان العميل غاضبًا جدًا، وبقيت هادئًا.", ""},
		{"Hindi", "ग्राहक बहुत गुस्से में था, पर मैं शांत रही।", ""},
		{"Chinese", "他在柜台前大喊，我没有回应。后来他走了，什么也没说。", ""},
		{"Thai", "ลูกค้าตะโกนใส่ฉันที่เคาน์เตอร์", ""},
		{"family and flags", "The 👨‍👩‍👧‍👦 came in 🇩🇪🇫🇷 👍🏽 ❤️‍🔥", ""},
		{"combining accents", "re\u0301sume\u0301 z\u0351\u0300\u0343a\u0300\u0301\u0302\u0303\u0304l\u0321go", ""},
		{"right to left override", "abc\u202edef\u202c \u2066x\u2069", ""},
		{"zero width", "a\u200bb\u200dc\ufeffd\u00ade", ""},
		{"escape sequences", "\x1b[2J\x1b[31mred\x1b]0;title\x07 \x1bP\x1b\\ \x9b5n", ""},
		{"control characters", "a\x00b\x01c\x08d\x7fe\x85f", ""},
		{"tabs", "a\tb\t\tc", ""},
		{"CRLF", "one\r\ntwo\rthree\n", "one\ntwo\nthree\n"},
		{"not UTF-8", "a\xffb\xc3", "a\ufffdb\ufffd"},
		{"a long line", strings.Repeat("x", 10_000), ""},
		{"a long line of words", strings.Repeat("words ", 2_000) + "end", ""},
		{"many lines", strings.Repeat("a\n", 12_000) + "b", ""},
		{"a megabyte", strings.Repeat("All of it, again and again. ", 1<<20/28) + "end", ""},
		{"spaces around", "  \n  a  \n  ", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := test.want
			if want == "" {
				want = test.text
			}
			d := sit(t, nil)
			d.Paste(test.text)
			d.harmless(t)
			d.press("tab", "8", "tab")
			d.Paste(test.text)
			d.harmless(t)
			d.Advance(d.clock, time.Second)
			if got := d.journal.Drafts()[0].Text(journal.Control); got != clean(want) {
				t.Errorf("the draft says %.60q, want %.60q", got, clean(want))
			}
			d.press("tab")
			d.Paste(test.text)
			d.press("tab", "tab")
			d.harmless(t) // the tablet
			d.press("space")
			d.harmless(t)
			d.shakeOff()
			d.harmless(t)
			d.press("enter")
			d.harmless(t)
			e := d.entry(t)
			for _, step := range []journal.Step{journal.Happened, journal.Control, journal.Change} {
				if got := e.Text(step); got != clean(want) {
					t.Errorf("%s is %.60q (%d bytes), want %.60q (%d bytes)", step, got, len(got), clean(want), len(want))
				}
			}
		})
	}
}

// clean is what invalid text becomes.
func clean(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

// harmless fails if a line is too wide, or if the screen holds any escape code that is
// not a style.
func (d *desk) harmless(t *testing.T) {
	t.Helper()
	if w := d.Widest(); w > 80 {
		t.Errorf("a line takes %d cells of 80", w)
	}
	for _, r := range d.Text() {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%U is drawn as it is", r)
		}
	}
	content := d.Model().View().Content
	for rest := content; ; {
		at := strings.IndexByte(rest, 0x1b)
		if at < 0 {
			break
		}
		rest = rest[at+1:]
		end := strings.IndexFunc(rest, func(r rune) bool { return r >= 0x40 && r != '[' })
		if !strings.HasPrefix(rest, "[") || end < 0 || rest[end] != 'm' {
			t.Fatalf("an escape that is no style is drawn: %.20q", rest)
		}
	}
}

// TestNoLineIsWiderThanTheTerminal draws every phase at every small size and at some
// large ones.
func TestNoLineIsWiderThanTheTerminal(t *testing.T) {
	t.Parallel()
	text := "词语 and words, " + strings.Repeat("x", 90) + "\n\t👨‍👩‍👧‍👦 " + strings.Repeat("lines of it ", 30)
	phases := []struct {
		name string
		act  func(*desk)
	}{
		{"start", func(*desk) {}},
		{"first", func(d *desk) { d.Paste(text) }},
		{"weigh", func(d *desk) { d.press("enter") }},
		{"chosen", func(d *desk) { d.press("1", "0") }},
		{"second", func(d *desk) { d.press("enter"); d.Paste(text) }},
		{"third", func(d *desk) { d.press("enter"); d.Paste(text) }},
		{"last", func(d *desk) { d.press("enter"); d.Paste(text) }},
		{"shake", func(d *desk) { d.press("enter") }},
		{"shaken", func(d *desk) { d.press("space") }},
		{"blank", func(d *desk) { d.shakeOff() }},
		{"reweigh", func(d *desk) { d.press("enter", "9") }},
		{"ending", func(d *desk) { d.press("enter") }},
		{"burn", func(d *desk) { d.press("b") }},
	}
	d := sit(t, waiting("a"))
	for _, phase := range phases {
		d.Resize(80, 24)
		phase.act(d)
		for _, w := range []int{1, 2, 3, 7, 20, 39, 40, 41, 58, 59, 60, 61, 79, 80, 120, 400} {
			for _, h := range []int{1, 2, 3, 11, 12, 13, 19, 20, 21, 24, 40, 120} {
				d.Resize(w, h)
				if got := d.Widest(); got > w {
					t.Fatalf("%s at %d×%d: a line takes %d cells", phase.name, w, h, got)
				}
				content := d.Model().View().Content
				if got := strings.Count(content, "\n") + 1; got > h {
					t.Fatalf("%s at %d×%d: %d lines", phase.name, w, h, got)
				}
				if strings.Contains(content, "Something went wrong") {
					t.Fatalf("%s at %d×%d: the view failed", phase.name, w, h)
				}
				if x, y, shown := d.Cursor(); shown && (x >= w || y >= h) {
					t.Fatalf("%s at %d×%d: the cursor is at %d,%d", phase.name, w, h, x, y)
				}
			}
		}
	}
}

// TestCursorIsInSight holds that what is being written is on the screen.
func TestCursorIsInSight(t *testing.T) {
	d := sit(t, waiting("a"))
	d.Paste(strings.Repeat("line\n", 100) + "END")
	d.press("tab", "8", "tab")
	d.Paste(strings.Repeat("line\n", 100) + "END")
	for _, size := range [][2]int{{40, 12}, {59, 19}, {60, 20}, {80, 24}, {140, 40}, {60, 12}, {80, 13}} {
		d.Resize(size[0], size[1])
		_, y, shown := d.Cursor()
		if !shown || !strings.Contains(strings.Split(d.Text(), "\n")[y], "END") {
			t.Errorf("at %v the cursor is on line %d (%t):\n%s", size, y, shown, d.Text())
		}
		for range 30 {
			d.Press("up")
		}
		if _, y, shown = d.Cursor(); !shown || !strings.Contains(strings.Split(d.Text(), "\n")[y], "line") {
			t.Errorf("at %v, further up, the cursor is on line %d (%t)", size, y, shown)
		}
		d.Press("ctrl+end")
	}
}

// TestCursorAfterAFamily holds that the cursor stands behind what the terminal has
// drawn, which depends on the terminal: a family of four is two cells wide, or eight.
func TestCursorAfterAFamily(t *testing.T) {
	mode := func(value ansi.ModeSetting) tea.Msg {
		return tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: value}
	}
	for name, c := range map[string]struct {
		counts []tea.Msg
		cells  int
	}{
		"none":                           {nil, 8},
		"not recognised":                 {[]tea.Msg{mode(ansi.ModeNotRecognized)}, 8},
		"permanently reset":              {[]tea.Msg{mode(ansi.ModePermanentlyReset)}, 8},
		"reset":                          {[]tea.Msg{mode(ansi.ModeReset)}, 2},
		"set":                            {[]tea.Msg{mode(ansi.ModeSet)}, 2},
		"permanently set":                {[]tea.Msg{mode(ansi.ModePermanentlySet)}, 2},
		"measured":                       {[]tea.Msg{input.Measured{4, 5, 1, 1, 2, 2}}, 11},
		"measured, by grapheme":          {[]tea.Msg{input.Measured{2, 2, 2, 1, 1, 2}}, 2},
		"measured before it was set":     {[]tea.Msg{input.Measured{4, 5, 1, 1, 2, 2}, mode(ansi.ModeReset)}, 2},
		"measured, then it was set":      {[]tea.Msg{mode(ansi.ModeReset), input.Measured{4, 5, 1, 1, 2, 2}}, 2},
		"measured, and not recognised":   {[]tea.Msg{input.Measured{4, 2, 1, 2, 2, 2}, mode(ansi.ModeNotRecognized)}, 2},
		"not recognised, but measured":   {[]tea.Msg{mode(ansi.ModeNotRecognized), input.Measured{4, 2, 1, 2, 2, 2}}, 2},
		"a report of another mode alone": {[]tea.Msg{tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset}}, 8},
	} {
		d := sitAt(t, nil, nil)
		start, _, _ := d.Cursor()
		d.Type("👨‍👩‍👧‍👦")
		d.Send(c.counts...)
		if x, _, _ := d.Cursor(); x-start != c.cells {
			t.Errorf("%s: the cursor is %d cells on, want %d", name, x-start, c.cells)
		}
	}
}

// Where hearts are wider than Bubble Tea counts them, they are drawn as the signs that they are, on
// every screen; what is kept is what was typed.
func TestHeartsThatAreTooWide(t *testing.T) {
	d := sitAt(t, input.Measured{2, 4, 2, 1, 2, 4}, nil)
	d.Type("a ❤️ b")
	if text := d.Text(); !strings.Contains(text, "a ❤ b") {
		t.Errorf("the screen shows\n%s", text)
	}
	d.press("ctrl+s")
	if got := d.journal.Entries()[0].Answers[0].Text; got != "a ❤️ b" {
		t.Errorf("kept is %q", got)
	}
}

// An enter right behind what is pasted first belongs to it, as does any other.
func TestEnterBehindTheFirstPaste(t *testing.T) {
	d := sit(t, nil)
	d.Paste("One.")
	d.Press("enter")
	d.Advance(d.clock, 20*time.Millisecond)
	d.Type("Two.")
	d.press("ctrl+s")
	if got := d.journal.Entries()[0].Answers[0].Text; got != "One.\nTwo." {
		t.Errorf("kept is %q", got)
	}
}

// A letter that was lost before it was pasted is seen to be lost.
func TestLostLettersAreSeen(t *testing.T) {
	d := sit(t, nil)
	d.Paste("caf\ufffd cr\xe8me")
	d.see(t, "caf\ufffd cr\ufffdme")
}
