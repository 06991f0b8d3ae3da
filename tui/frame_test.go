package tui_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// frame is what a terminal shows: its cells, its cursor, and whether its
// background is dark.
type frame struct {
	cells  uv.ScreenBuffer
	cursor *tea.Cursor
	dark   bool
}

// newFrame draws a view on a terminal of w×h cells, which cuts off what does not fit. Widths are
// those of grapheme clusters, as in the program's editor and in terminals with mode 2027.
func newFrame(v tea.View, w, h int, dark bool) frame {
	b := uv.NewScreenBuffer(w, h)
	b.Method = ansi.GraphemeWidth
	uv.NewStyledString(v.Content).Draw(b, b.Bounds())
	return frame{cells: b, cursor: v.Cursor, dark: dark}
}

// Text returns the frame as plain text: as many lines as the terminal is high,
// without the spaces at their ends, joined by line feeds.
func (f frame) Text() string { return f.text(nil) }

// Golden returns the frame as text under a heading that ends in its size. The cursor is a █ on a
// blank, and a line under a character.
func (f frame) Golden(heading string) string {
	return fmt.Sprintf("══ %s %d×%d ══\n%s\n", heading, f.cells.Width(), f.cells.Height(), f.text(f.cursor))
}

func (f frame) text(cursor *tea.Cursor) string {
	lines := make([]string, f.cells.Height())
	for y := range lines {
		var line strings.Builder
		for x, cell := range f.cells.Line(y) {
			content := visible(cell.Content)
			switch {
			case cursor == nil || cursor.X != x || cursor.Y != y:
			case shown(cell) == "":
				content = "█"
			default:
				content += "\u0332"
			}
			line.WriteString(content)
		}
		lines[y] = strings.TrimRight(line.String(), " ")
	}
	return strings.Join(lines, "\n")
}

// visible drops what a terminal does not draw and XML may not contain: control
// characters, those that turn the direction of text, and U+FFFE and U+FFFF. The paths of Windows
// are shown as those of the goldens.
func visible(content string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufffe', r == '\uffff':
			return -1
		case r == filepath.Separator:
			return '/'
		default:
			return r
		}
	}, content)
}
