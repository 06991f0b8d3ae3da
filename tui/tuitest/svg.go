package tuitest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/color"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// The picture's measures in pixels. A cell is 0.6 by 4/3 of the type size, which
// fits the monospaced fonts that people have.
const (
	cellWidth  = 9
	cellHeight = 20
	baseline   = 15 // from the top of a cell
	typeSize   = 15
	padding    = 16 // between the cells and the window's edge
	corner     = 10
)

const fonts = "ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace"

// SVG returns the frame as a picture that stands alone: a window in the
// terminal's colours, its text, and its cursor. The text of the frame comes
// first, as the picture's description, so that a changed golden can be read in a
// review; the cells follow, one line of the file for each line of the screen.
// Lines, blocks and dots are drawn as shapes, because the fonts of two readers
// seldom agree on them.
func (f Frame) SVG() []byte {
	var b bytes.Buffer
	f.openWindow(&b, "")
	f.drawCursor(&b, screenOf(f.dark))
	for y := range f.cells.Height() {
		if line := f.drawLine(y); line != "" {
			b.WriteString(line + "\n")
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Bytes()
}

// openWindow begins a picture, with more rules of style than every picture has.
func (f Frame) openWindow(b *bytes.Buffer, style string) {
	w, h := f.cells.Width()*cellWidth, f.cells.Height()*cellHeight
	colours := screenOf(f.dark)
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="%d %d %[1]d %[2]d">`+"\n",
		w+2*padding, h+2*padding, -padding, -padding)
	b.WriteString("<style>text{white-space:pre;font-variant-ligatures:none}" + style + "</style>\n")
	b.WriteString("<desc>\n" + escape(f.Text()) + "\n</desc>\n")
	fmt.Fprintf(b, `<rect x="%.1f" y="%[1]g" width="%d" height="%d" rx="%d" fill="%s" stroke="%s"/>`+"\n",
		0.5-padding, w+2*padding-1, h+2*padding-1, corner, colours.paint(colours.background), colours.paint(colours.border))
	fmt.Fprintf(b, `<g font-family="%s" font-size="%d" fill="%s">`+"\n",
		fonts, typeSize, colours.paint(colours.foreground))
}

// drawLine draws a line of the screen, "" for an empty one.
func (f Frame) drawLine(y int) string {
	var line bytes.Buffer
	for _, r := range runs(f.cells.Line(y)) {
		r.draw(&line, y, screenOf(f.dark))
	}
	return line.String()
}

// drawCursor draws the cursor under the text, soft enough to read through.
func (f Frame) drawCursor(b *bytes.Buffer, colours screen) {
	if f.cursor == nil {
		return
	}
	x, y := f.cursor.X, f.cursor.Y
	cell := f.cells.CellAt(x, y)
	if cell == nil {
		return
	}
	var fill color.Color = colours.foreground
	if f.cursor.Color != nil {
		fill = f.cursor.Color
	}
	left, top, w, h, opacity := x*cellWidth, y*cellHeight, max(cell.Width, 1)*cellWidth, cellHeight-2, 0.45
	switch f.cursor.Shape {
	case tea.CursorBar:
		w, opacity = 2, 0.9
	case tea.CursorUnderline:
		top, h, opacity = top+cellHeight-4, 2, 0.9
	case tea.CursorBlock:
	}
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" rx="1" fill="%s" opacity="%g"/>`+"\n",
		left, top+1, w, h, colours.paint(fill), opacity)
}

// run is a part of a line that is drawn by one element: cells of the same style
// which are all text or all shapes. A wide character is a run of its own, so
// that it stands in its columns whatever the font makes of it.
type run struct {
	x, width int // in cells
	style    uv.Style
	shapes   bool
	content  []string // what is in each cell that begins a character
}

// runs divides a line. Blank cells without any decoration belong to no run at
// its ends, so that a change of margins does not change every element.
func runs(line uv.Line) []run {
	var all []run
	for x := 0; x < len(line); x++ {
		cell := line[x]
		if cell.Width == 0 {
			continue
		}
		_, shape := shapeOf(cell.Content)
		if n := len(all) - 1; n >= 0 && all[n].takes(x, cell, shape) {
			all[n].content = append(all[n].content, cell.Content)
			all[n].width += cell.Width
			continue
		}
		if blank(cell) && !decorated(cell.Style) {
			continue
		}
		all = append(all, run{x, cell.Width, cell.Style, shape, []string{cell.Content}})
	}
	for i := range all {
		all[i].trim()
	}
	return all
}

// takes tells whether the cell at x goes on with the run.
func (r run) takes(x int, cell uv.Cell, shape bool) bool {
	wide := cell.Width > 1 || r.width > len(r.content)
	return r.x+r.width == x && !wide && r.shapes == shape && r.style.Equal(&cell.Style)
}

// trim drops blank cells at the run's end that would not be seen.
func (r *run) trim() {
	for len(r.content) > 1 && r.content[len(r.content)-1] == " " && !decorated(r.style) {
		r.content = r.content[:len(r.content)-1]
		r.width--
	}
}

func blank(cell uv.Cell) bool { return cell.Content == " " || cell.Content == "" }

// decorated tells whether the style is seen on a blank cell.
func decorated(s uv.Style) bool {
	return s.Bg != nil || s.Attrs&(uv.AttrReverse|uv.AttrStrikethrough) != 0 || s.Underline != uv.UnderlineNone
}

// draw writes the run's background, if it has one, and its characters.
func (r run) draw(b *bytes.Buffer, y int, colours screen) {
	fg, bg := r.style.Fg, r.style.Bg
	if r.style.Attrs&uv.AttrReverse != 0 {
		fg, bg = orElse(bg, colours.background), orElse(fg, colours.foreground)
	}
	if bg != nil {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`,
			r.x*cellWidth, y*cellHeight, r.width*cellWidth, cellHeight, colours.paint(bg))
	}
	text := visible(strings.Join(r.content, ""))
	if text == "" || r.style.Attrs&uv.AttrConceal != 0 {
		return
	}
	if r.shapes {
		r.drawShapes(b, y, colours.paint(orElse(fg, colours.foreground)))
		return
	}
	var paint string
	if fg != nil {
		paint = colours.paint(fg)
	}
	fmt.Fprintf(b, `<text x="%d" y="%d"%s>%s</text>`,
		r.x*cellWidth, y*cellHeight+baseline, r.attributes(paint), escape(text))
}

// attributes says how a run of text looks. Its length holds it to the columns
// where a font's own width would leave them.
func (r run) attributes(paint string) string {
	var a strings.Builder
	if len(r.content) > 1 {
		fmt.Fprintf(&a, ` textLength="%d"`, r.width*cellWidth)
	}
	if paint != "" {
		fmt.Fprintf(&a, ` fill="%s"`, paint)
	}
	if r.style.Attrs&uv.AttrBold != 0 {
		a.WriteString(` font-weight="bold"`)
	}
	if r.style.Attrs&uv.AttrItalic != 0 {
		a.WriteString(` font-style="italic"`)
	}
	if r.faint() {
		fmt.Fprintf(&a, ` opacity="%g"`, faintOpacity)
	}
	var lines []string
	if r.style.Underline != uv.UnderlineNone {
		lines = append(lines, "underline")
	}
	if r.style.Attrs&uv.AttrStrikethrough != 0 {
		lines = append(lines, "line-through")
	}
	if lines != nil {
		fmt.Fprintf(&a, ` text-decoration="%s"`, strings.Join(lines, " "))
	}
	return a.String()
}

// faintOpacity is how strongly terminals draw faint text, about.
const faintOpacity = 0.6

func (r run) faint() bool { return r.style.Attrs&uv.AttrFaint != 0 }

func orElse(c color.Color, other color.RGBA) color.Color {
	if c != nil {
		return c
	}
	return other
}

// escape makes text safe within an element. Writing to a builder cannot fail.
func escape(text string) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		_ = xml.EscapeText(&b, []byte(line))
	}
	return b.String()
}
