package tablet

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/harmonica"

	"shakeoff/tui/editor"
)

type state uint8

const (
	resting state = iota // where it was written
	loose                // about to fall
	falling
	lying // as dust on the ground
	gone
)

// piece is what falls as a whole: a grapheme, or a word written from right to
// left.
type piece struct {
	text  string
	mark  string // what it is as dust
	cells int
	first int // how many graphemes stand before it among the words
	count int // how many it is made of

	rank float64 // from 0 to 1: how soon it comes loose
	seed uint64

	state state
	x, y  int     // where it rests or lies
	age   float64 // seconds since it fell, or since it has lain down
	left  float64 // seconds until it falls, or until dust is gone
	dust  bool    // it has lain on the ground
	path  harmonica.Projectile
	push  push

	seen int // where it is drawn: the index of its first cell in the grid
}

func appendPieces(pieces []piece, row string, cells editor.Cells, y, width int) []piece {
	x, joined := padX, false
	if width < 2*padX+1 {
		x = 0
	}
	for text, n := range cells.Graphemes(row) {
		rtl := rightToLeft(text)
		switch {
		case strings.TrimSpace(text) == "":
			joined = false
		case x+n > width:
			return pieces
		case rtl && joined:
			last := &pieces[len(pieces)-1]
			last.text, last.cells, last.count = last.text+text, last.cells+n, last.count+1
		default:
			pieces = append(pieces, piece{text: text, cells: n, count: 1, first: reach(pieces), x: x, y: y})
			joined = rtl
		}
		x += n
	}
	return pieces
}

// rightToLeft says that a grapheme is written from right to left, by the blocks whose unassigned
// code points are so in the Unicode Character Database's DerivedBidiClass.
func rightToLeft(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case r < 0x590:
		return false
	case r <= 0x8ff, 0xfb1d <= r && r <= 0xfdff, 0xfe70 <= r && r <= 0xfefe:
		return true
	default:
		return 0x10800 <= r && r <= 0x10fff || 0x1e800 <= r && r <= 0x1efff
	}
}

// inherit takes over what has become of the pieces of the layout before. Those
// that had no place there, and would have come loose by now, are gone; those
// that have none here stay at the end of the list, out of sight.
func (t *Tablet) inherit(before []piece) {
	old := 0
	for i := range t.pieces {
		p := &t.pieces[i]
		p.seed = mix(t.seed + uint64(p.first)) //nolint:gosec // a number of graphemes
		p.rank = part(p.seed, 0)
		p.mark = dustOf(p.cells, p.seed)
		for old < len(before) && before[old].first+before[old].count <= p.first {
			old++
		}
		switch {
		case old < len(before) && before[old].first <= p.first:
			p.become(before[old], t.width, t.height)
		case p.rank < share[t.jolts]:
			p.state = gone
		}
	}
	end := reach(t.pieces)
	for _, p := range before {
		if p.first < end {
			continue
		}
		if p.state != resting {
			p.state = gone
		}
		t.pieces = append(t.pieces, p)
	}
}

// reach returns how many graphemes there are up to the last of some pieces.
func reach(pieces []piece) int {
	if len(pieces) == 0 {
		return 0
	}
	last := pieces[len(pieces)-1]
	return last.first + last.count
}

func (p *piece) become(was piece, width, height int) {
	p.state, p.age, p.left, p.dust, p.push = was.state, was.age, was.left, was.dust, was.push
	switch was.state {
	case falling:
		at := was.path.Position()
		at.X = min(at.X, float64(max(0, width-p.cells)))
		at.Y = min(at.Y, float64(height-1))
		p.path = flight(at, was.path.Velocity())
	case lying:
		p.x = was.x
	}
}

func dustOf(cells int, seed uint64) string {
	const marks = ".,'."
	from := int(seed % uint64(len(marks)))
	return strings.Repeat(marks, cells/len(marks)+2)[from : from+cells]
}

// mix is the finalizer of splitmix64, which spreads numbers that lie close.
func mix(n uint64) uint64 {
	n += 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

func part(seed uint64, which uint) float64 {
	return float64(mix(seed+uint64(which))>>11) / (1 << 53)
}

func (p *piece) between(which uint, least, most float64) float64 {
	return least + (most-least)*part(p.seed, which)
}

// The numbers that a piece's seed holds.
const (
	_ uint = iota // its rank
	ofDelay
	ofAcross
	ofHop
	ofLife
	ofMark
)

// The fall, in cells, rows and seconds.
const (
	gravity   = 34.0 // rows a second, each second
	bounce    = 0.4  // of its speed that a piece keeps at a side
	slowest   = 0.02 // until the first of a jolt's letters falls
	slowLast  = 0.42 // until the last of them does
	dustLeast = 0.5
	dustMost  = 1.5
)

// flight is a path from a place with a speed. It is a value, so that a fall
// costs no allocation.
func flight(at harmonica.Point, v harmonica.Vector) harmonica.Projectile {
	return *harmonica.NewProjectile(seconds, at, v, harmonica.Vector{Y: gravity})
}

// loosen lets a piece come loose by a jolt; out of sight it is gone at once.
func (p *piece) loosen(by push, seen bool) {
	if !seen {
		p.state = gone
		return
	}
	p.state, p.push = loose, by
	p.left = p.between(ofDelay, slowest, slowLast)
}

func (p *piece) fall(dx, dy int) {
	p.state, p.age = falling, 0
	p.path = flight(harmonica.Point{X: float64(p.x + dx), Y: float64(p.y + dy)}, harmonica.Vector{
		X: p.push.across*p.between(ofAcross, 0.1, 1) + p.between(ofLife, -spread, spread),
		Y: p.push.up * p.between(ofHop, 0.2, 1),
	})
}

// spread is how much the letters of a jolt fly apart, in cells a second.
const spread = 5

func (p *piece) jump(by push) {
	p.state, p.age = falling, 0
	p.path = flight(harmonica.Point{X: float64(p.x), Y: float64(p.y)}, harmonica.Vector{
		X: by.across * p.between(ofHop, 0.1, 0.6),
		Y: -p.between(ofAcross, 2, 9),
	})
}

func (p *piece) land(x int) {
	p.state, p.x, p.age = lying, x, 0
	if !p.dust {
		p.dust = true
		p.left = p.between(ofLife, dustLeast, dustMost)
	}
}
