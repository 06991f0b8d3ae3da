package tuitest

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// Shot is a frame of a film, and how long it stays.
type Shot struct {
	Frame Frame
	Stay  time.Duration
}

// Film returns shots of one size and theme as a moving picture that stands alone
// and begins again for ever: a strip of frames behind a window, moved on by one
// rule of CSS, so that it needs no script. A line that several frames share is
// drawn once. Whoever has asked their computer for little motion sees the shot
// numbered still, and so does a reader of the file.
func Film(shots []Shot, still int) []byte {
	window := shots[still].Frame
	wide := window.cells.Width()*cellWidth + 2*padding
	var length time.Duration
	for _, s := range shots {
		length += s.Stay
	}
	var style strings.Builder
	fmt.Fprintf(&style, ".film{animation:film %gs step-end infinite}@keyframes film{", length.Seconds())
	var at time.Duration
	for i, s := range shots {
		fmt.Fprintf(&style, "%.4g%%{transform:translateX(%dpx)}", 100*at.Seconds()/length.Seconds(), -i*wide)
		at += s.Stay
	}
	fmt.Fprintf(&style, "}@media(prefers-reduced-motion:reduce){.film{animation:none;transform:translateX(%dpx)}}", -still*wide)

	var b bytes.Buffer
	window.openWindow(&b, style.String())
	b.WriteString("<g class=\"film\">\n")
	drawn := map[string]string{} // lines by what is drawn, and what they are called
	for i, s := range shots {
		fmt.Fprintf(&b, `<g transform="translate(%d)">`, i*wide)
		s.Frame.drawCursor(&b, screenOf(s.Frame.dark))
		for y := range s.Frame.cells.Height() {
			line := s.Frame.drawLine(y)
			name, again := drawn[line]
			switch {
			case line == "":
			case again:
				fmt.Fprintf(&b, `<use href="#%s"/>`, name)
			default:
				name = fmt.Sprintf("l%d", len(drawn))
				drawn[line] = name
				fmt.Fprintf(&b, `<g id="%s">%s</g>`+"\n", name, line)
			}
		}
		b.WriteString("</g>\n")
	}
	b.WriteString("</g>\n</g>\n</svg>\n")
	return b.Bytes()
}
