package tablet

import "time"

// Every step inside is a sixtieth of a second, whatever the frame rate.
const (
	step    = time.Second / 60
	seconds = float64(step) / float64(time.Second)
	lag     = 6 * step // the most that one Step makes up for, so that words do not jump when a terminal hangs
)

// Step lets time pass.
func (t *Tablet) Step(dt time.Duration) {
	t.owed = min(t.owed+max(0, dt), lag)
	for t.owed >= step {
		t.owed -= step
		t.once()
	}
}

func (t *Tablet) once() {
	t.swing.step()
	if t.drawing() {
		t.age += seconds
		t.swing.turns += drawTurn * seconds
	}
	for i := range t.pieces[:t.laid] {
		p := &t.pieces[i]
		switch p.state {
		case loose:
			if p.left -= seconds; p.left <= 0 {
				p.fall(t.swing.words(p.y, t.above()))
			}
		case falling:
			t.fly(p)
		case lying:
			p.age += seconds
			t.wear(p)
		}
	}
	t.settleHeap()
}

// wear makes dust vanish once all letters have come loose; until then it piles up. It returns
// whether a piece is gone.
func (t *Tablet) wear(p *piece) bool {
	if t.jolts >= Jolts {
		if p.left -= seconds; p.left <= 0 {
			p.state = gone
		}
	}
	return p.state == gone
}

// fly moves a falling piece. It bounces softly off the sides, and lands on the ground or
// on dust.
func (t *Tablet) fly(p *piece) {
	p.age += seconds
	if p.dust && t.wear(p) {
		return
	}
	p.at.across += p.speed.across * seconds
	p.at.down += p.speed.down * seconds
	p.speed.down += gravity * seconds
	if edge := float64(t.width - p.cells); p.at.across < 0 || p.at.across > edge {
		p.at.across = min(max(p.at.across, 0), max(edge, 0))
		p.speed.across *= -bounce
	}
	if p.speed.down < 0 {
		return
	}
	x := int(p.at.across + 0.5)
	if ground := t.height - 1 - t.heaped(x, p.cells); p.at.down >= float64(ground)-0.5 {
		p.land(t.lower(x, p.cells))
	}
}

// mostHeap is how high dust may lie, in rows, where there is room for it.
const mostHeap = 3

// heaped returns how many rows of dust lie under a piece at column x.
func (t *Tablet) heaped(x, cells int) int {
	n := 0
	for _, h := range t.heap[min(max(x, 0), t.width):min(max(x+cells, 0), t.width)] {
		n = max(n, h)
	}
	return min(n, max(1, min(mostHeap, t.height/3))-1)
}

// lower returns x or a column next to it, whichever has the least dust: dust slides off a heap.
func (t *Tablet) lower(x, cells int) int {
	best := x
	for _, beside := range [...]int{x - 1, x + 1} {
		if beside >= 0 && beside+cells <= t.width && t.heaped(beside, cells) < t.heaped(best, cells) {
			best = beside
		}
	}
	return best
}

// settleHeap stacks the dust in each column; where some vanishes from below, the rest sinks.
func (t *Tablet) settleHeap() {
	clear(t.heap)
	for i := range t.pieces[:t.laid] {
		p := &t.pieces[i]
		if p.state != lying {
			continue
		}
		p.x = min(p.x, max(0, t.width-p.cells))
		p.y = t.height - 1 - t.heaped(p.x, p.cells)
		for x := p.x; x < min(p.x+p.cells, t.width); x++ {
			t.heap[x]++
		}
	}
}
