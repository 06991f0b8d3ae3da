package tablet

import (
	"strings"
	"unicode/utf8"

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

// vector is a place in cells and rows, or a speed in cells and rows per second.
type vector struct{ across, down float64 }

// piece is what falls as a whole: a grapheme, or a word of a script that is written
// from right to left.
type piece struct {
	text  string
	mark  string // its dust
	cells int
	first int // how many graphemes stand before it among the words
	count int // how many it is made of

	rank float64 // from 0 to 1: how soon it comes loose
	seed uint64

	x, y int // where it rests or lies
	motion

	seen int // where it is drawn: the index of its first cell in the grid
}

// motion is what has happened to a piece.
type motion struct {
	state state
	age   float64 // seconds since it fell, or since it has lain down
	left  float64 // seconds until it falls, or until dust is gone
	dust  bool    // it has lain on the ground
	push  vector  // of the jolt that loosened it
	at    vector  // while it falls, where it is
	speed vector  // and how fast
}

// place makes pieces of the words in some rows.
func (t *Tablet) place(rows []string, cells editor.Cells) {
	begin := padX
	if t.width < 2*padX+1 {
		begin = 0
	}
	above, graphemes := t.above(), 0
	for y, row := range rows[:min(len(rows), t.height-above)] {
		x, joined := begin, false
		for text, n := range cells.Graphemes(row) {
			rtl := rightToLeft(text)
			blank := strings.TrimSpace(text) == ""
			if !blank && x+n > t.width {
				break
			}
			if rtl && joined {
				last := &t.pieces[len(t.pieces)-1]
				last.text, last.cells, last.count = last.text+text, last.cells+n, last.count+1
			} else if !blank {
				t.pieces = append(t.pieces, piece{text: text, cells: n, count: 1, first: graphemes, x: x, y: y + above})
			}
			if !blank {
				graphemes++
			}
			joined = rtl && !blank
			x += n
		}
	}
}

// rightToLeft says that a grapheme is written from right to left, by the blocks whose unassigned
// code points are classed like that in the Unicode Character Database (DerivedBidiClass).
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

// inherit takes over what has happened to the pieces of the last layout: to each what became of its
// first grapheme, as a long word can be one piece in one layout and two in another. Those that had no
// place there, and would have come loose by now, are gone; those that have no place here stay at the
// end of the list, out of sight.
func (t *Tablet) inherit(before []piece) {
	became := map[int]*piece{}
	for i := range before {
		for n := range before[i].count {
			became[before[i].first+n] = &before[i]
		}
	}
	end := 0 // how many graphemes have a place here
	if last := len(t.pieces) - 1; last >= 0 {
		end = t.pieces[last].first + t.pieces[last].count
	}
	for i := range t.pieces {
		p := &t.pieces[i]
		p.seed = mix(t.seed + uint64(p.first)) //nolint:gosec // a number of graphemes
		p.rank = part(p.seed, 0)
		p.mark = dustOf(p.cells, p.seed)
		was, known := became[p.first]
		switch {
		case known:
			p.become(was, t.width, t.height)
		case p.rank < share[t.jolts]:
			p.state = gone
		}
	}
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

// become takes over what has happened to a piece; one that falls stays in sight.
func (p *piece) become(was *piece, width, height int) {
	switch p.motion = was.motion; p.state {
	case falling:
		p.at.across = min(p.at.across, float64(max(0, width-p.cells)))
		p.at.down = min(p.at.down, float64(height-1))
	case lying:
		p.x = was.x
	}
}

func dustOf(cells int, seed uint64) string {
	const marks = ".,'."
	from := int(seed % uint64(len(marks)))
	return strings.Repeat(marks, cells/len(marks)+2)[from : from+cells]
}

// mix is the finalizer of splitmix64, which spreads numbers that are close together.
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
	gravity   = 34.0 // rows per second, each second
	bounce    = 0.4  // the share of its speed that a piece keeps at a side
	spread    = 5    // how fast the letters of a jolt fly apart, in cells per second
	slowest   = 0.02 // until the first of a jolt's letters falls
	slowLast  = 0.42 // until the last of them does
	dustLeast = 0.5
	dustMost  = 1.5
)

// loosen makes a piece come loose in a jolt; out of sight it is gone at once.
func (p *piece) loosen(by vector, seen bool) {
	if !seen {
		p.state = gone
		return
	}
	p.state, p.push = loose, by
	p.left = p.between(ofDelay, slowest, slowLast)
}

func (p *piece) fall(dx, dy int) {
	p.throw(dx, dy, vector{
		p.push.across*p.between(ofAcross, 0.1, 1) + p.between(ofLife, -spread, spread),
		p.push.down * p.between(ofHop, 0.2, 1),
	})
}

func (p *piece) jump(by vector) {
	p.throw(0, 0, vector{by.across * p.between(ofHop, 0.1, 0.6), -p.between(ofAcross, 2, 9)})
}

func (p *piece) throw(dx, dy int, speed vector) {
	p.state, p.age = falling, 0
	p.at, p.speed = vector{float64(p.x + dx), float64(p.y + dy)}, speed
}

func (p *piece) land(x int) {
	p.state, p.x, p.age = lying, x, 0
	if !p.dust {
		p.dust = true
		p.left = p.between(ofLife, dustLeast, dustMost)
	}
}
