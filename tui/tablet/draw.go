package tablet

import "strings"

// Level is how far something has faded.
type Level uint8

// The levels, from a word as it was written to dust.
const (
	Fresh Level = iota
	Soft
	Faint
	Dust
	Levels = iota // how many there are
)

// Ink is how a level is drawn.
type Ink struct {
	On, Off string // around letters of this level: what changes the colour, and changes it back
	// Marks is the share of the letters of this level, from 0 to 1, that are drawn as dust already:
	// for terminals in which the level has no colour of its own.
	Marks float64
}

// How long a letter that is drawn, falls or lies stays at a level, in seconds.
const (
	drawFade  = 0.24 // until a letter that is being drawn is as it will stay
	drawTurn  = 1.1  // turns of the knobs per second meanwhile
	fallFresh = 0.22
	fallSoft  = 0.42
	lieFaint  = 0.35
)

func (t *Tablet) level(i int) (Level, bool) {
	switch p := &t.pieces[i]; {
	case p.state == gone:
		return 0, false
	case p.state == falling && p.dust, p.state == lying && p.age >= lieFaint:
		return Dust, true
	case p.state == lying, p.state == falling && p.age >= fallSoft:
		return Faint, true
	case p.state == falling && p.age >= fallFresh:
		return Soft, true
	case p.state == falling:
		return Fresh, true
	case !t.held:
		return Level(min(t.fades, Fades-1)), true //nolint:gosec // at most 2
	}
	age := t.age
	if t.laid > 1 {
		age -= t.draws * float64(i) / float64(t.laid-1)
	}
	switch {
	case age < 0:
		return 0, t.draws == 0
	case age < drawFade/2:
		return Faint, true
	case age < drawFade:
		return Soft, true
	default:
		return Fresh, true
	}
}

// Rows returns the tablet as it is drawn, each row exactly as wide as it: letters, marks and
// spaces, with as few changes of level as there can be.
func (t *Tablet) Rows(ink *[Levels]Ink) []string {
	t.see()
	rows := make([]string, t.height)
	for y := range rows {
		var row strings.Builder
		row.Grow(2 * t.width)
		last, off := Level(Levels), ""
		for x := 0; x < t.width; {
			n := t.grid[y*t.width+x]
			if n == 0 {
				row.WriteByte(' ')
				x++
				continue
			}
			p := &t.pieces[n-1]
			if level, _ := t.level(n - 1); level != last {
				row.WriteString(off)
				row.WriteString(ink[level].On)
				last, off = level, ink[level].Off
			}
			row.WriteString(p.look(last, ink[last].Marks))
			x += p.cells
		}
		row.WriteString(off)
		rows[y] = row.String()
	}
	return rows
}

func (p *piece) look(l Level, marks float64) string {
	if p.dust || l == Dust || part(p.seed, ofMark) < marks {
		return p.mark
	}
	return p.text
}

// see fills the grid. What falls hides what lies, and both hide what rests. A piece that is hidden in
// one of its cells is not drawn at all.
func (t *Tablet) see() {
	clear(t.grid)
	for _, layer := range [...]state{resting, lying, falling} {
		for i := range t.pieces[:t.laid] {
			p := &t.pieces[i]
			if p.state == layer || p.state == loose && layer == resting {
				if _, seen := t.level(i); seen {
					t.put(i)
				}
			}
		}
	}
}

// put puts a piece on the grid, and removes what it hides.
func (t *Tablet) put(i int) {
	p := &t.pieces[i]
	x, y := p.x, p.y
	switch p.state {
	case resting, loose:
		dx, dy := t.swing.words(p.y, t.above())
		x, y = x+dx, y+dy
	case falling:
		x, y = int(p.at.across+0.5), int(p.at.down+0.5)
	}
	if x = min(max(x, 0), t.width-p.cells); x < 0 || y < 0 || y >= t.height {
		return
	}
	p.seen = y*t.width + x
	for c := range p.cells {
		if n := t.grid[p.seen+c]; n != 0 {
			hidden := &t.pieces[n-1]
			clear(t.grid[hidden.seen : hidden.seen+hidden.cells])
		}
		t.grid[p.seen+c] = i + 1
	}
}
