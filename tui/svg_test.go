package tui_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"shakeoff/tui/tuitest"
)

// The picture's measures in pixels. A cell is as wide as a character of most fonts
// of terminals, and as high as their box-drawing characters, so that lines join.
const (
	cellWidth  = 9
	cellHeight = 17
	baseline   = 13 // from the top of a cell
	typeSize   = 14.95
	padding    = 16 // between the cells and the window's edge
	corner     = 10
)

const fonts = "ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace"

func window(dark bool) (foreground, background, border string) {
	if dark {
		return "#e6e0d6", "#1d1c1a", "#3a3733"
	}
	return "#2e2b27", "#fbf8f1", "#e0d9cb"
}

func paint(c color.Color, otherwise string) string {
	if c == nil {
		return otherwise
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// SVG returns the frame as a picture that stands alone: a window in the terminal's colours, its
// text, and its cursor. Each line of the screen is a line of the file.
func (f frame) SVG() []byte {
	var b bytes.Buffer
	w, h := f.cells.Width()*cellWidth, f.cells.Height()*cellHeight
	foreground, background, border := window(f.dark)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="%d %d %[1]d %[2]d">`+"\n",
		w+2*padding, h+2*padding, -padding, -padding)
	b.WriteString("<style>text{font-variant-ligatures:none}</style>\n")
	fmt.Fprintf(&b, `<rect x="%.1f" y="%[1]g" width="%d" height="%d" rx="%d" fill="%s" stroke="%s"/>`+"\n",
		0.5-padding, w+2*padding-1, h+2*padding-1, corner, background, border)
	fmt.Fprintf(&b, `<g font-family="%s" font-size="%g" fill="%s">`+"\n", fonts, typeSize, foreground)
	for y := range f.cells.Height() {
		f.drawLine(&b, y)
		b.WriteByte('\n')
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Bytes()
}

// drawLine draws a line of the screen: the cursor if it is there, as a bar, and the
// cells, those of the same style together.
func (f frame) drawLine(b *bytes.Buffer, y int) {
	line := f.cells.Line(y)
	if c := f.cursor; c != nil && c.Y == y && c.X < len(line) {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="2" height="%d"/>`, c.X*cellWidth, y*cellHeight, cellHeight)
	}
	for from := 0; from < len(line); {
		to := from + 1
		for to < len(line) && (line[to].Width == 0 || line[to].Style.Equal(&line[from].Style)) {
			to++
		}
		f.drawSpan(b, line[:to], from, y)
		from = to
	}
}

// drawSpan draws the cells of a line from x on, which have the same style: the text in runs that
// never hold two blanks in a row, because many renderers make one of them.
func (f frame) drawSpan(b *bytes.Buffer, line uv.Line, x, y int) {
	foreground, background, _ := window(f.dark)
	style := line[x].Style
	ink, paper := paint(style.Fg, foreground), paint(style.Bg, background)
	if style.Attrs&uv.AttrReverse != 0 {
		ink, paper = paper, ink
	}
	under := func(top, height int, fill string) {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`,
			x*cellWidth, y*cellHeight+top, (len(line)-x)*cellWidth, height, fill)
	}
	if paper != background {
		under(0, cellHeight, paper)
	}
	if style.Underline != uv.UnderlineNone {
		under(baseline+2, 1, ink)
	}
	var look string
	if ink != foreground {
		look = fmt.Sprintf(` fill="%s"`, ink)
	}
	if style.Attrs&uv.AttrBold != 0 {
		look += ` font-weight="bold"`
	}
	if style.Attrs&uv.AttrFaint != 0 {
		look += ` opacity="0.6"`
	}
	for x < len(line) {
		text, width := oneRun(line[x:])
		if text != "" {
			fmt.Fprintf(b, `<text x="%d" y="%d"%s%s>`, x*cellWidth, y*cellHeight+baseline, fitted(text, width), look)
			_ = xml.EscapeText(b, []byte(text))
			b.WriteString("</text>")
		}
		x += width
	}
}

// oneRun returns the text that one element draws, and how many cells it takes. A wide character stands
// alone, so that it is in its columns whatever the font; so does a blank, as no text.
func oneRun(cells uv.Line) (text string, width int) {
	text, width = shown(cells[0]), max(cells[0].Width, 1)
	if text == "" || width > 1 {
		return text, width
	}
	for width < len(cells) && cells[width].Width == 1 {
		next := shown(cells[width])
		if next == "" {
			if width+1 == len(cells) || cells[width+1].Width != 1 || shown(cells[width+1]) == "" {
				break
			}
			next = " "
		}
		text += next
		width++
	}
	return text, width
}

func shown(cell uv.Cell) string { return strings.Join(strings.Fields(visible(cell.Content)), "") }

// fitted holds a run of text to its columns, which a font's own width might leave:
// letters are spaced out, but lines stretched.
func fitted(text string, width int) string {
	switch {
	case strings.ContainsAny(text, "─━"):
		return fmt.Sprintf(` textLength="%d" lengthAdjust="spacingAndGlyphs"`, width*cellWidth)
	case width > 1:
		return fmt.Sprintf(` textLength="%d"`, width*cellWidth)
	default:
		return ""
	}
}

func frameOf(content string, w, h int) frame {
	return newFrame(tea.NewView(content), w, h, true)
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name, content, want string
		w, h                int
	}{
		{"as many lines as the terminal is high", "a", "a\n\n", 10, 3},
		{"no spaces at the end", "a  \n \x1b[7m b \x1b[m", "a\n  b", 10, 2},
		{"no styles", "\x1b[1;38;2;1;2;3mbold\x1b[m plain", "bold plain", 20, 1},
		{"wide characters", "日本x", "日本x", 5, 1},
		{"a wide character that does not fit", "日本x", "日", 3, 1},
		{"what does not fit", "abcdef\nghi\njkl", "abc\nghi", 3, 2},
		{"one grapheme, one character", "👩‍👩‍👧|e\u0301|", "👩‍👩‍👧|e\u0301|", 10, 1},
		{"a grapheme of several wide runes takes two cells", "👩‍👩‍👧x", "👩‍👩‍👧x", 3, 1},
		{"no controls, none that turn text", "a\u202eb\u2066c\u200fd", "abcd", 10, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := frameOf(c.content, c.w, c.h).Text(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestGoldenShowsTheCursor(t *testing.T) {
	for at, want := range map[[2]int]string{
		{0, 0}: "══ x 5×2 ══\na\u0332日\n\n",
		{1, 0}: "══ x 5×2 ══\na日\u0332\n\n",
		{4, 0}: "══ x 5×2 ══\na日 █\n\n",
		{1, 1}: "══ x 5×2 ══\na日\n █\n",
		{9, 9}: "══ x 5×2 ══\na日\n\n",
	} {
		v := tea.NewView("a日")
		v.Cursor = tea.NewCursor(at[0], at[1])
		if got := newFrame(v, 5, 2, true).Golden("x"); got != want {
			t.Errorf("with the cursor at %v got %q, want %q", at, got, want)
		}
	}
}

// element is one thing drawn in a picture.
type element struct {
	name  string
	attrs map[string]string
	text  string
}

// drawn parses a picture and returns what is in it, in order.
func drawn(t *testing.T, svg []byte) []element {
	t.Helper()
	var found []element
	open := false // the last element found, for text within it
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			found, open = append(found, e), true
		case xml.EndElement:
			open = false
		case xml.CharData:
			if open {
				found[len(found)-1].text += string(token)
			}
		}
	}
}

// only returns the elements of one name.
func only(all []element, name string) []element {
	var found []element
	for _, e := range all {
		if e.name == name {
			found = append(found, e)
		}
	}
	return found
}

// show writes an element's text, and of the attributes asked for those it has.
func (e element) show(attrs ...string) string {
	out := e.text
	for _, a := range attrs {
		if e.attrs[a] != "" {
			out += fmt.Sprintf(" %s=%s", a, e.attrs[a])
		}
	}
	return out
}

func TestSVGDrawsEachRunWhereItIs(t *testing.T) {
	look := []string{"x", "y", "textLength", "fill", "font-weight", "opacity"}
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		{"plain text has the window's colour", "  ab  ", []string{"ab x=18 y=13 textLength=18"}},
		{"one blank is part of a run", "a b", []string{"a b x=0 y=13 textLength=27"}},
		{"two blanks are part of none", " a b  c   d ", []string{
			"a b x=9 y=13 textLength=27", "c x=54 y=13", "d x=90 y=13",
		}},
		{"a blank before another style is part of none", "a \x1b[1mb\x1b[m c", []string{"a x=0 y=13", "b x=18 y=13 font-weight=bold", "c x=36 y=13"}},
		{"a style begins a run", "ab\x1b[1mcd\x1b[m", []string{"ab x=0 y=13 textLength=18", "cd x=18 y=13 textLength=18 font-weight=bold"}},
		{"faint", "\x1b[2mab\x1b[m", []string{"ab x=0 y=13 textLength=18 opacity=0.6"}},
		{"24 bits", "\n\x1b[38;2;1;2;255ma\x1b[m", []string{"a x=0 y=30 fill=#0102ff"}},
		{"256 colours", "\x1b[38;5;179ma\x1b[m", []string{"a x=0 y=13 fill=#d7af5f"}},
		{"wide characters stand in their own columns", "a日本 b", []string{
			"a x=0 y=13", "日 x=9 y=13 textLength=18", "本 x=27 y=13 textLength=18", "b x=54 y=13",
		}},
		{"a blank before a wide character is part of no run", "a 日", []string{"a x=0 y=13", "日 x=18 y=13 textLength=18"}},
		{"what XML could mistake", "<&\">", []string{"<&\"> x=0 y=13 textLength=36"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, e := range only(drawn(t, frameOf(c.content, 20, 2).SVG()), "text") {
				got = append(got, e.show(look...))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestSVGStretchesLinesUntilTheyJoin(t *testing.T) {
	for content, want := range map[string]string{"╭──╮": "spacingAndGlyphs", "━━": "spacingAndGlyphs", "ab": ""} {
		if got := only(drawn(t, frameOf(content, 20, 2).SVG()), "text")[0].attrs["lengthAdjust"]; got != want {
			t.Errorf("%s is adjusted by %q, want %q", content, got, want)
		}
	}
}

func TestSVGDrawsWhatIsSeenOnBlanks(t *testing.T) {
	for _, c := range []struct{ name, content, rect, text string }{
		{"a background", "\n \x1b[48;2;9;8;7m x \x1b[m", " x=9 y=17 width=27 height=17 fill=#090807", "x x=18"},
		{"reverse swaps the window's colours", "\x1b[7mx\x1b[m", " x=0 y=0 width=9 height=17 fill=#e6e0d6", "x x=0 fill=#1d1c1a"},
		{"reverse swaps the text's colours", "\x1b[7;38;2;1;1;1;48;2;2;2;2mx\x1b[m", " x=0 y=0 width=9 height=17 fill=#010101", "x x=0 fill=#020202"},
		{"an underline", "\x1b[4;31m  x  \x1b[m", " x=0 y=15 width=45 height=1 fill=#800000", "x x=18 fill=#800000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := drawn(t, frameOf(c.content, 20, 2).SVG())
			rects, texts := only(all, "rect"), only(all, "text")
			if len(rects) != 2 || len(texts) != 1 {
				t.Fatalf("%d rects and %d texts, want the window, one more, one text", len(rects), len(texts))
			}
			if got := rects[1].show("x", "y", "width", "height", "fill"); got != c.rect {
				t.Errorf("drew %q, want %q", got, c.rect)
			}
			if got := texts[0].show("x", "fill"); got != c.text {
				t.Errorf("text %q, want %q", got, c.text)
			}
		})
	}
}

func TestSVGDrawsTheCursor(t *testing.T) {
	for at, want := range map[[2]int]string{{3, 1}: " x=27 y=17 width=2 height=17", {20, 0}: "", {0, 2}: ""} {
		v := tea.NewView("日")
		v.Cursor = tea.NewCursor(at[0], at[1])
		var got string
		for _, rect := range only(drawn(t, newFrame(v, 20, 2, true).SVG()), "rect")[1:] {
			got += rect.show("x", "y", "width", "height")
		}
		if got != want {
			t.Errorf("at %v got %q, want %q", at, got, want)
		}
	}
}

// TestSVGGolden holds the whole picture, and shows what this package makes.
func TestSVGGolden(t *testing.T) {
	const content = "\n   \x1b[38;2;185;178;166mshakeoff\x1b[m\n\n" +
		" \x1b[38;2;220;182;122m┃\x1b[m \x1b[1mWhat happened?\x1b[m  \x1b[38;2;220;182;122m●●●\x1b[2m○○\x1b[m\n" +
		" \x1b[38;2;220;182;122m┃\x1b[m Two words, 日本, \x1b[4mand more\x1b[m\n"
	for name, dark := range map[string]bool{"frame-dark.svg": true, "frame-light.svg": false} {
		v := tea.NewView(content)
		v.Cursor = tea.NewCursor(28, 4)
		tuitest.Golden(t, name, newFrame(v, 40, 6, dark).SVG())
	}
}

// FuzzSVG: whatever a view holds, its picture is well-formed and the same each
// time, no run in it begins, ends or goes on with blanks that a renderer might
// leave out, and its text has as many lines as the terminal.
func FuzzSVG(f *testing.F) {
	for _, seed := range []string{
		"", "plain", "a  b \x1b[1m c\x1b[m", "\x1b[7m  x  y\x1b[m", "日 本 👩‍👩‍👧 e\u0301", "a\u00a0\u3000b", "👩\u200d\xfb\x9f  0", "<&>]]>",
		"\x00\x1b\x7f\ufffe", "a\x1b[31m\u0301", "\xff\xfe", "\u202e\u2028",
	} {
		f.Add(seed)
	}
	line, blanks := regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f]`), regexp.MustCompile(`^\pZ|\pZ\pZ|\pZ$|^$`)
	f.Fuzz(func(t *testing.T, content string) {
		one, two := frameOf(content, 20, 4), frameOf(content, 20, 4)
		svg := one.SVG()
		for _, run := range only(drawn(t, svg), "text") {
			if blanks.MatchString(run.text) {
				t.Errorf("%q has blanks that may be left out", run.text)
			}
		}
		if !bytes.Equal(svg, two.SVG()) {
			t.Error("two pictures of one view differ")
		}
		text := one.Text()
		if strings.Count(text, "\n") != 3 || line.MatchString(text) {
			t.Errorf("not four clean lines: %q", text)
		}
	})
}
