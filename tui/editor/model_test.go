package editor_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"shakeoff/tui/editor"
)

// pieces are what random edits put in: every kind of text that has a rule.
var pieces = []string{
	"a", "b", " ", "  ", "word ", "two words ", "averylongwordthatfillsrows", "-", "—", "…", "don't",
	"\n", "\n\n", "\t", "é", "e", "\u0301", "\u0308\u0323", "ß",
	"汉", "汉字，汉字。", "「", "」", "か", "\u3099", "ー", "한국어", "\u1100", "\u1161", "\u11a8",
	"م", "مَرْحَبًا", "\u0600", "न", "्", "स्ते", "ि", "ที่", "ก",
	"👨", "\u200d", "👩", "👨‍👩‍👧‍👦", "👍", "🏽", "❤", "\ufe0f", "🇫", "🇷", "🇬🇧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
	"\x1b[31m", "\x00", "\x7f", "\u009b", "\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\u2028",
	"\xff", "\xe2", "\x82", "\xac", "\xf0\x9f", "\xcc", "\x81",
}

// model is the slow and obvious editor: a string and the offset of the cursor.
type model struct {
	text   string
	cursor int
}

// stops returns the beginnings of all graphemes and the end of the text. A byte
// that is not UTF-8 is a grapheme and parts its neighbours.
func (m model) stops() []int {
	var stops []int
	part := func(from, to int) {
		g := graphemes.FromString(m.text[from:to])
		for g.Next() {
			stops = append(stops, from+g.Start())
		}
	}
	valid := 0
	for i := 0; i < len(m.text); {
		r, n := utf8.DecodeRuneInString(m.text[i:])
		if r == utf8.RuneError && n == 1 {
			part(valid, i)
			stops = append(stops, i)
			valid = i + 1
		}
		i += n
	}
	part(valid, len(m.text))
	return append(stops, len(m.text))
}

func (m model) before() int {
	before := 0
	for _, stop := range m.stops() {
		if stop < m.cursor {
			before = stop
		}
	}
	return before
}

func (m model) after() int {
	for _, stop := range m.stops() {
		if stop > m.cursor {
			return stop
		}
	}
	return len(m.text)
}

func (m *model) replace(from, to int, s string) {
	m.text = m.text[:from] + s + m.text[to:]
	m.cursor = from + len(s)
}

// modelled are the keys that the model knows.
var modelled = []string{"left", "right", "backspace", "delete", "ctrl+a", "ctrl+e", "ctrl+home", "ctrl+end", "ctrl+k", "ctrl+u"}

func (m *model) press(name string) {
	start := strings.LastIndexByte(m.text[:m.cursor], '\n') + 1
	end := len(m.text)
	if i := strings.IndexByte(m.text[m.cursor:], '\n'); i >= 0 {
		end = m.cursor + i
	}
	switch name {
	case "left":
		m.cursor = m.before()
	case "right":
		m.cursor = m.after()
	case "backspace":
		m.replace(m.before(), m.cursor, "")
	case "delete":
		m.replace(m.cursor, m.after(), "")
	case "ctrl+a":
		m.cursor = start
	case "ctrl+e":
		m.cursor = end
	case "ctrl+home":
		m.cursor = 0
	case "ctrl+end":
		m.cursor = len(m.text)
	case "ctrl+k":
		m.replace(m.cursor, end, "")
	case "ctrl+u":
		m.replace(start, m.cursor, "")
	}
}

// edit does to the editor and to the model what one number says.
func edit(e *editor.Editor, m *model, n int) {
	if n %= 2*len(pieces) + 3*len(modelled); n < 2*len(pieces) {
		piece := pieces[n/2]
		if n%2 == 0 {
			e.Insert(piece)
		} else {
			e.Type(piece)
		}
		m.replace(m.cursor, m.cursor, piece)
		return
	}
	name := modelled[n%len(modelled)]
	press(e, name)
	m.press(name)
}

// check holds the editor against the model, and its rows against those of an
// editor that has never seen an edit.
func check(t *testing.T, e *editor.Editor, m model, width int, c editor.Cells) {
	t.Helper()
	if e.Text() != m.text {
		t.Fatalf("text\n got %q\nwant %q", e.Text(), m.text)
	}
	if e.AtEnd() != (m.cursor == len(m.text)) || e.Empty() != (m.text == "") {
		t.Fatalf("at end %v, empty %v, cursor %d in %q", e.AtEnd(), e.Empty(), m.cursor, m.text)
	}
	fresh := editor.New()
	fresh.SetCells(c)
	fresh.SetWidth(width)
	fresh.SetText(m.text)
	got, want := e.Lines(0, e.Height()), fresh.Lines(0, fresh.Height())
	if !slices.Equal(got, want) {
		t.Fatalf("rows of %q in %d\n got %q\nwant %q", m.text, width, got, want)
	}
	for _, line := range got {
		checkLine(t, line, width, c)
	}
	if x, y := e.Cursor(); x < 0 || x >= width || y < 0 || y >= e.Height() {
		t.Fatalf("cursor at %d,%d in %d by %d", x, y, width, e.Height())
	}
}

// checkLine holds that a line fits and can do no harm.
func checkLine(t *testing.T, line string, width int, c editor.Cells) {
	t.Helper()
	if n := c.Width(line); n > width {
		t.Fatalf("%q takes %d cells of %d", line, n, width)
	}
	if !utf8.ValidString(line) {
		t.Fatalf("%q is not UTF-8", line)
	}
	if i := strings.IndexFunc(line, harmful); i >= 0 {
		t.Fatalf("%q has something harmful at %d", line, i)
	}
}

func harmful(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x200b || r == 0x200e || r == 0x200f || r == 0x061c ||
		r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xfeff
}

// script does numbers as edits, compares after each, takes all of them back and
// does them again.
func script(t *testing.T, start string, width int, c editor.Cells, numbers []int) {
	t.Helper()
	e := editor.New()
	e.SetCells(c)
	e.SetWidth(width)
	e.SetText(start)
	m := &model{text: e.Text(), cursor: len(e.Text())}
	begin := m.text
	for _, n := range numbers {
		edit(e, m, n)
		check(t, e, *m, width, c)
	}
	for e.Undo() {
		x, y := e.Cursor()
		if x >= width || y >= e.Height() {
			t.Fatalf("cursor at %d,%d after an undo", x, y)
		}
	}
	if e.Text() != begin {
		t.Fatalf("undone to %q, want %q", e.Text(), begin)
	}
	for e.Redo() {
	}
	m.cursor = len(m.text)
	e.SetCursorEnd()
	check(t, e, *m, width, c)
}

func TestRandomEditsAgreeWithTheModel(t *testing.T) {
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 1))
		numbers := make([]int, 120)
		for i := range numbers {
			numbers[i] = random.IntN(1 << 20)
		}
		start := strings.Repeat(pieces[random.IntN(len(pieces))], random.IntN(40))
		script(t, start, 1+random.IntN(20), editor.Cells(seed%2), numbers)
	}
}

// Every key leaves the cursor in the text and on a place that is drawn, and
// changes the text only where it should.
func TestMovesStayInside(t *testing.T) {
	moves := strings.Fields("up down left right home end pgup pgdown ctrl+a ctrl+e alt+b alt+f ctrl+home ctrl+end")
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 2))
		var text strings.Builder
		for range 60 {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		width := 1 + random.IntN(16)
		e := editor.New()
		e.SetWidth(width)
		e.SetText(text.String())
		for range 200 {
			name := moves[random.IntN(len(moves))]
			_, was := e.Cursor()
			used := press(e, name)
			x, y := e.Cursor()
			if x < 0 || x >= width || y < 0 || y >= e.Height() {
				t.Fatalf("%s put the cursor at %d,%d in %d by %d", name, x, y, width, e.Height())
			}
			want := map[string]int{"up": was - 1, "down": was + 1, "home": was, "end": was}
			if row, ok := want[name]; ok && used && y != row {
				t.Fatalf("%s went from row %d to %d in %q, %d wide", name, was, y, text.String(), width)
			}
			if e.Text() != text.String() {
				t.Fatalf("%s changed the text", name)
			}
		}
	}
}

func TestPiecesAreTheSameAsTheWhole(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 3))
		var whole strings.Builder
		for range 1 + random.IntN(30) {
			whole.WriteString(pieces[random.IntN(len(pieces))])
		}
		before, after := pieces[random.IntN(len(pieces))], pieces[random.IntN(len(pieces))]
		width := 1 + random.IntN(20)
		once, inPieces := at(t, width, before+"|"+after), at(t, width, before+"|"+after)
		once.Insert(whole.String())
		for rest := whole.String(); rest != ""; {
			n := 1 + random.IntN(len(rest))
			inPieces.Insert(rest[:n])
			rest = rest[n:]
		}
		if got, want := inPieces.Lines(0, inPieces.Height()), once.Lines(0, once.Height()); !slices.Equal(got, want) {
			t.Fatalf("%q in pieces\n got %q\nwant %q", whole.String(), got, want)
		}
		if got, want := scene(inPieces), scene(once); got != want {
			t.Fatalf("in pieces %q, at once %q", got, want)
		}
	}
}

func TestSetWidthKeepsTextAndCursor(t *testing.T) {
	e := at(t, 80, "one two |three 汉字 four\nfive")
	for width := range 30 {
		e.SetWidth(width)
		for _, line := range e.Lines(0, e.Height()) {
			checkLine(t, line, max(1, width), editor.ByGrapheme)
		}
	}
	if got := scene(e); got != "one two |three 汉字 four\nfive" {
		t.Errorf("got %q", got)
	}
}

func FuzzEditor(f *testing.F) {
	f.Add("", uint8(10), []byte("\x00\x02\x04\x06"))
	f.Add("one two three", uint8(6), []byte{130, 131, 132, 133, 8, 9, 140, 141})
	f.Add("汉字 👨‍👩‍👧‍👦 \xe2\x82", uint8(2), []byte{150, 150, 90, 91, 92, 152, 153})
	f.Fuzz(func(t *testing.T, start string, width uint8, numbers []byte) {
		if len(start) > 2000 || len(numbers) > 200 {
			return
		}
		edits := make([]int, len(numbers))
		for i, n := range numbers {
			edits[i] = int(n)
		}
		script(t, start, 1+int(width)%100, editor.Cells(width)%2, edits)
	})
}

func FuzzWrap(f *testing.F) {
	f.Add("one two three", 7)
	f.Add("汉字\x1b[31m\u202e\xff\t\r\n", 3)
	f.Add("🇫🇷👨‍👩‍👧‍👦e\u0301 ", 1)
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 1 + (width%200+200)%200
		for _, c := range []editor.Cells{editor.ByGrapheme, editor.ByRune} {
			for _, line := range wrap(c, s, width) {
				checkLine(t, line, width, c)
			}
		}
		lines := editor.Wrap(s, width)
		for _, line := range lines {
			checkLine(t, line, width, editor.ByGrapheme)
		}
		// Nothing but blanks is lost at the end of a row. At 1 cell a glyph may not fit and be a dot.
		if got, want := dense(strings.Join(lines, "")), dense(editor.Safe(s)); width > 1 && got != want {
			t.Fatalf("wrapped in %d\n got %q\nwant %q", width, got, want)
		}
		checkLine(t, editor.Safe(s), 1<<30, editor.ByGrapheme)
		cut := editor.Truncate(s, width)
		checkLine(t, cut, width, editor.ByGrapheme)
		if editor.Width(s) <= width && cut != editor.Safe(s) {
			t.Fatalf("%q cut to %q although it fits %d", s, cut, width)
		}
	})
}

// wrap returns the lines of an editor that is width cells wide, where the terminal counts like c.
func wrap(c editor.Cells, s string, width int) []string {
	e := editor.New()
	e.SetCells(c)
	e.SetWidth(width)
	e.SetText(s)
	return e.Lines(0, e.Height())
}

// dense returns s without spaces.
func dense(s string) string { return strings.ReplaceAll(s, " ", "") }
