package tuitest_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/tuitest"
)

func frame(content string, w, h int) tuitest.Frame {
	return tuitest.NewFrame(tea.NewView(content), w, h, true)
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
			if got := frame(c.content, c.w, c.h).Text(); got != c.want {
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
		if got := tuitest.NewFrame(v, 5, 2, true).Golden("x"); got != want {
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

// show writes an element's text and the attributes asked for.
func (e element) show(attrs ...string) string {
	out := e.text
	for _, a := range attrs {
		out += fmt.Sprintf(" %s=%s", a, e.attrs[a])
	}
	return out
}

func TestSVGDrawsEachRunWhereItIs(t *testing.T) {
	const look = "x y textLength fill font-weight font-style text-decoration opacity"
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		{"plain text has the window's colour", "  ab  ", []string{
			"ab x=18 y=15 textLength=18 fill= font-weight= font-style= text-decoration= opacity=",
		}},
		{"a style begins a run", "ab\x1b[1mcd\x1b[m", []string{
			"ab x=0 y=15 textLength=18 fill= font-weight= font-style= text-decoration= opacity=",
			"cd x=18 y=15 textLength=18 fill= font-weight=bold font-style= text-decoration= opacity=",
		}},
		{"every attribute", "\x1b[2;3;4;9mab\x1b[m", []string{
			"ab x=0 y=15 textLength=18 fill= font-weight= font-style=italic text-decoration=underline line-through opacity=0.6",
		}},
		{"24 bits", "\n\x1b[38;2;1;2;255ma\x1b[m", []string{
			"a x=0 y=35 textLength= fill=#0102ff font-weight= font-style= text-decoration= opacity=",
		}},
		{"256 colours", "\x1b[38;5;179ma\x1b[m", []string{
			"a x=0 y=15 textLength= fill=#d7af5f font-weight= font-style= text-decoration= opacity=",
		}},
		{"a low number of the 256 is one of the 16", "\x1b[34ma\x1b[38;5;3mb\x1b[m", []string{
			"a x=0 y=15 textLength= fill=#86a5c2 font-weight= font-style= text-decoration= opacity=",
			"b x=9 y=15 textLength= fill=#dcb67a font-weight= font-style= text-decoration= opacity=",
		}},
		{"wide characters stand in their own columns", "a日本b", []string{
			"a x=0 y=15 textLength= fill= font-weight= font-style= text-decoration= opacity=",
			"日 x=9 y=15 textLength= fill= font-weight= font-style= text-decoration= opacity=",
			"本 x=27 y=15 textLength= fill= font-weight= font-style= text-decoration= opacity=",
			"b x=45 y=15 textLength= fill= font-weight= font-style= text-decoration= opacity=",
		}},
		{"text between lines of its own style", "│ab│", []string{
			"ab x=9 y=15 textLength=18 fill= font-weight= font-style= text-decoration= opacity=",
		}},
		{"what XML could mistake", "<&\">", []string{
			"<&\"> x=0 y=15 textLength=36 fill= font-weight= font-style= text-decoration= opacity=",
		}},
		{"concealed text is not drawn", "\x1b[8msecret\x1b[m", nil},
		{"neither are shapes as text", "┃", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			texts := only(drawn(t, frame(c.content, 20, 2).SVG()), "text")
			var got []string
			for _, e := range texts {
				got = append(got, e.show(strings.Fields(look)...))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestSVGPaintsBackgrounds(t *testing.T) {
	for _, c := range []struct{ name, content, rect, text string }{
		{"a background", "\n \x1b[48;2;9;8;7m x \x1b[m", " x=9 y=20 width=27 height=20 fill=#090807", " x  fill="},
		{"reverse swaps the window's colours", "\x1b[7mx\x1b[m", " x=0 y=0 width=9 height=20 fill=#e6e0d6", "x fill=#1d1c1a"},
		{"reverse swaps the text's colours", "\x1b[7;38;2;1;1;1;48;2;2;2;2mx\x1b[m", " x=0 y=0 width=9 height=20 fill=#010101", "x fill=#020202"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := drawn(t, frame(c.content, 20, 2).SVG())
			rects, texts := only(all, "rect"), only(all, "text")
			if len(rects) != 2 || len(texts) != 1 {
				t.Fatalf("%d rects and %d texts, want the window, one background, one text", len(rects), len(texts))
			}
			if got := rects[1].show("x", "y", "width", "height", "fill"); got != c.rect {
				t.Errorf("background %q, want %q", got, c.rect)
			}
			if got := texts[0].show("fill"); got != c.text {
				t.Errorf("text %q, want %q", got, c.text)
			}
		})
	}
}

func TestSVGDrawsShapes(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"a bar", "\n ┃", " d=M13.5 20v20 stroke=#e6e0d6 stroke-width=2.6 opacity="},
		{"a row of dashes is one line", "╭───╮", " d=M9 9.5q-4.5 0-4.5 4.5v6M9 9.5h27M36 9.5q4.5 0 4.5 4.5v6 stroke=#e6e0d6 stroke-width=1.2 opacity="},
		{"full dots", "\x1b[38;2;1;2;3m●●\x1b[m", " d=M4.5 9.5h0M13.5 9.5h0 stroke=#010203 stroke-width=7.2 opacity="},
		{"a half block", "▄", " d=M0 20v-10h9v10z stroke= stroke-width= opacity="},
		{"three quarters from the left", "▊", " d=M0 0h6.75v20h-6.75z stroke= stroke-width= opacity="},
		{"a faint shade", "\x1b[2m▒", " d=M0 0h9v20h-9z stroke= stroke-width= opacity=0.3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			paths := only(drawn(t, frame(c.content, 20, 2).SVG()), "path")
			if len(paths) != 1 {
				t.Fatalf("%d paths, want 1", len(paths))
			}
			if got := paths[0].show("d", "stroke", "stroke-width", "opacity"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSVGDrawsTheCursor(t *testing.T) {
	for _, c := range []struct {
		name  string
		x, y  int
		shape tea.CursorShape
		want  string
	}{
		{"block", 1, 1, tea.CursorBlock, " x=9 y=21 width=9 height=18"},
		{"block on a wide character", 0, 0, tea.CursorBlock, " x=0 y=1 width=18 height=18"},
		{"bar", 3, 0, tea.CursorBar, " x=27 y=1 width=2 height=18"},
		{"underline", 3, 0, tea.CursorUnderline, " x=27 y=17 width=9 height=2"},
		{"outside", 20, 0, tea.CursorBlock, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := tea.NewView("日")
			v.Cursor = tea.NewCursor(c.x, c.y)
			v.Cursor.Shape = c.shape
			var got string
			for _, rect := range only(drawn(t, tuitest.NewFrame(v, 20, 2, true).SVG()), "rect")[1:] {
				got += rect.show("x", "y", "width", "height")
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSVGSaysTheTextOfTheFrameFirst(t *testing.T) {
	f := frame("  a <b>\n● c", 20, 3)
	desc := only(drawn(t, f.SVG()), "desc")
	if len(desc) != 1 || strings.Trim(desc[0].text, "\n") != strings.Trim(f.Text(), "\n") {
		t.Errorf("described as %+v, want %q", desc, f.Text())
	}
}

// TestSVGGolden holds the whole picture, and shows what this package makes.
func TestSVGGolden(t *testing.T) {
	const content = "\n   \x1b[38;2;185;178;166mshakeoff\x1b[m\n\n" +
		" \x1b[33m┃\x1b[m \x1b[1mWhat happened?\x1b[m  \x1b[33m●●●\x1b[2m○○\x1b[m\n" +
		" \x1b[33m┃\x1b[m Two words, 日本, \x1b[4mand more\x1b[m\n"
	for name, dark := range map[string]bool{"dark.svg": true, "light.svg": false} {
		v := tea.NewView(content)
		v.Cursor = tea.NewCursor(28, 4)
		tuitest.Golden(t, name, tuitest.NewFrame(v, 40, 6, dark).SVG())
	}
}

func TestSVGOfAFullScreenIsSmall(t *testing.T) {
	svg := frame(strings.Repeat(strings.Repeat("words ", 12)+"\n", 24), 80, 24).SVG()
	if len(svg) > 6<<10 {
		t.Errorf("%d bytes for 24 lines of text, want at most 6 KiB", len(svg))
	}
}

// FuzzSVG: whatever a view holds, its picture is well-formed and the same each
// time, and its text has as many lines as the terminal.
func FuzzSVG(f *testing.F) {
	for _, seed := range []string{
		"", "plain", "\x1b[1;38;5;3mstyled\x1b[m", "日本 👩‍👩‍👧 e\u0301", "<&>]]>", "\x00\x1b\x7f\ufffe", "a\x1b[31m\u0301", "\xff\xfe", "\u202e\u2028",
	} {
		f.Add(seed)
	}
	line := regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f]`)
	f.Fuzz(func(t *testing.T, content string) {
		one, two := frame(content, 20, 4), frame(content, 20, 4)
		svg := one.SVG()
		drawn(t, svg)
		if !bytes.Equal(svg, two.SVG()) {
			t.Error("two pictures of one view differ")
		}
		text := one.Text()
		if strings.Count(text, "\n") != 3 || line.MatchString(text) {
			t.Errorf("not four clean lines: %q", text)
		}
	})
}

func BenchmarkSVG(b *testing.B) {
	f := frame(strings.Repeat(strings.Repeat("words ", 12)+"\n", 24), 80, 24)
	for b.Loop() {
		f.SVG()
	}
}
