package tuitest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
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
func (f Frame) SVG() []byte {
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
func (f Frame) drawLine(b *bytes.Buffer, y int) {
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
func (f Frame) drawSpan(b *bytes.Buffer, line uv.Line, x, y int) {
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
		text, width := run(line[x:])
		if text != "" {
			fmt.Fprintf(b, `<text x="%d" y="%d"%s%s>`, x*cellWidth, y*cellHeight+baseline, fitted(text, width), look)
			_ = xml.EscapeText(b, []byte(text))
			b.WriteString("</text>")
		}
		x += width
	}
}

// run returns the text that one element draws, and how many cells it takes. A wide character stands
// alone, so that it is in its columns whatever the font; so does a blank, as no text.
func run(cells uv.Line) (text string, width int) {
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
