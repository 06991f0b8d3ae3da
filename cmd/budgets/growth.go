package main

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
)

// The picture: small charts side by side, each with both axes logarithmic and all
// with the same decades, so that flat is flat and linear rises by the same slope
// in each.
const (
	chartWidth, chartHeight = 190, 150
	chartGap                = 34
	chartTop, chartLeft     = 58, 60
	decades                 = 6 // of milliseconds, from lowest up
	lowest                  = -2
)

// series is how one figure grows: the median at each number of entries, and its
// reference's.
type series struct {
	name, beside string
	points       []point
}

type point struct{ entries, ours, theirs float64 }

// grown collects the rows that belong to a picture, in their order.
func grown(rows []row) []series {
	var all []series
	for _, r := range rows {
		if r.Plot == "" || r.Entries == 0 {
			continue
		}
		at := slices.IndexFunc(all, func(s series) bool { return s.name == r.Plot })
		if at < 0 {
			at = len(all)
			all = append(all, series{name: r.Plot, beside: r.Beside})
		}
		all[at].points = append(all[at].points, point{float64(r.Entries), r.Ours.Median, r.Theirs.Median})
	}
	return all
}

// slope is the steepness of the line through the first and the last of our points
// where both axes are logarithmic: 0 is flat, 1 linear.
func (s series) slope() float64 {
	first, last := s.points[0], s.points[len(s.points)-1]
	if first.entries == last.entries {
		return 0
	}
	return math.Log(last.ours/first.ours) / math.Log(last.entries/first.entries)
}

// growth draws how the figures grow with the journal, as one SVG that can be read
// on light and on dark.
func growth(rows []row) []byte {
	all := grown(rows)
	var b bytes.Buffer
	width := chartLeft + len(all)*(chartWidth+chartGap)
	height := chartTop + chartHeight + 64
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="How long things take as the journal grows">
<style>
svg{--ink:#2b2a28;--soft:#77736b;--line:#dedad2;--ours:#b0562b;--theirs:#8b9aa3;font:12px system-ui,sans-serif}
@media(prefers-color-scheme:dark){svg{--ink:#e9e4da;--soft:#a09a8e;--line:#3c3a36;--ours:#e8a36d;--theirs:#7d8c95}}
text{fill:var(--soft)}.name{fill:var(--ink);font-weight:600;font-size:13px}.end{text-anchor:end}.mid{text-anchor:middle}
.grid{stroke:var(--line);stroke-width:1}.ours,.theirs{fill:none;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}
.ours{stroke:var(--ours)}.theirs{stroke:var(--theirs);stroke-dasharray:1 5}.dot{fill:var(--ours)}.figure{fill:var(--ink);text-anchor:middle}
</style>
`, width, height, width, height)
	for i, s := range all {
		s.draw(&b, float64(chartLeft+i*(chartWidth+chartGap)), i == 0)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// draw draws one chart with its left edge at x; the first has the names of the
// decades.
func (s series) draw(b *bytes.Buffer, x float64, first bool) {
	fmt.Fprintf(b, `<text class="name" x="%.1f" y="18">%s</text><text x="%.1f" y="36">%s</text>`+"\n",
		x, html.EscapeString(s.name), x, s.said())
	for d := lowest; d <= lowest+decades; d++ {
		y := yOf(math.Pow(10, float64(d)))
		fmt.Fprintf(b, `<line class="grid" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>`, x, x+chartWidth, y, y)
		if first {
			fmt.Fprintf(b, `<text class="end" x="%.1f" y="%.1f">%s</text>`, x-8, y+4, duration(math.Pow(10, float64(d))))
		}
		b.WriteByte('\n')
	}
	s.line(b, x, "theirs", func(p point) float64 { return p.theirs })
	s.line(b, x, "ours", func(p point) float64 { return p.ours })
	for i, p := range s.points {
		px, py := x+s.xOf(i), yOf(p.ours)
		fmt.Fprintf(b, `<circle class="dot" cx="%.1f" cy="%.1f" r="3.5"/><text class="figure" x="%.1f" y="%.1f">%s</text>`, px, py, px, py-9, duration(p.ours))
		fmt.Fprintf(b, `<text class="mid" x="%.1f" y="%d">%s</text>`+"\n", px, chartTop+chartHeight+18, grouped(int(p.entries)))
	}
	if s.beside != "" {
		y := chartTop + chartHeight + 40
		fmt.Fprintf(b, `<path class="theirs" d="M%.1f %dh18"/><text x="%.1f" y="%d">%s</text>`+"\n", x, y-4, x+26, y, html.EscapeString(s.beside))
	}
}

// said is what the chart shows, in words.
func (s series) said() string {
	if len(s.points) < 2 {
		return ""
	}
	factor := s.points[len(s.points)-1].entries / s.points[0].entries
	return fmt.Sprintf("%s × the entries: %s × the time", grouped(int(factor)), number(math.Pow(factor, s.slope())))
}

func (s series) line(b *bytes.Buffer, x float64, class string, of func(p point) float64) {
	fmt.Fprintf(b, `<path class="%s" d="`, class)
	for i, p := range s.points {
		letter := 'L'
		if i == 0 {
			letter = 'M'
		}
		fmt.Fprintf(b, "%c%.1f %.1f", letter, x+s.xOf(i), yOf(of(p)))
	}
	b.WriteString("\"/>\n")
}

// xOf is where the point i stands: the sizes of journal are decades apart.
func (s series) xOf(i int) float64 {
	const inset = 28
	if len(s.points) == 1 {
		return chartWidth / 2
	}
	return inset + float64(i)*(chartWidth-2*inset)/float64(len(s.points)-1)
}

// yOf is where so many milliseconds stand, held within the chart.
func yOf(ms float64) float64 {
	share := (math.Log10(math.Max(ms, 1e-9)) - lowest) / decades
	return chartTop + chartHeight*(1-min(max(share, 0), 1))
}

// duration writes milliseconds in the unit that suits them.
func duration(ms float64) string {
	switch {
	case ms >= 1000:
		return digits(ms/1000) + " s"
	case ms >= 1:
		return digits(ms) + " ms"
	default:
		return digits(ms*1000) + " µs"
	}
}

// digits writes the two digits of a figure that count.
func digits(x float64) string {
	unit := math.Pow(10, max(0, math.Floor(math.Log10(max(x, 1)))-1))
	if x < 10 {
		unit = 0.1
	}
	return strconv.FormatFloat(math.Round(x/unit)*unit, 'f', -1, 32)
}
