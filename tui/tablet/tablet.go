// Package tablet is the drawing tablet of the shake as a value: words laid on a grid of
// cells, which come loose with each jolt, fall, pile up as dust and vanish in the end. It
// also draws the words that a person takes along, which no jolt loosens.
//
// It is pure. Time comes in by [Tablet.Step], the terminal's size by [Tablet.Lay], and
// whatever looks random is a hash of the words and of a piece's place among them. Inside,
// all steps have the same length, so that thirty frames per second show the same fall as
// sixty. Nothing moves unless somebody jolts it, and everything comes to rest.
//
// It may import the standard library, harmonica (springs), and the editor for what a
// grapheme is and how wide. It knows no colours: [Ink] says what each level of
// fading looks like.
//
// Rejected: particles with a colour of their own, which cost a change of colour for each
// cell; letters that push each other, which nobody sees in a second; and letters that
// fall by themselves, without a hand.
package tablet

import (
	"hash/fnv"
	"time"

	"shakeoff/tui/editor"
)

// Room around the words, in cells.
const (
	padX  = 2 // left and right; the words swing into it
	padY  = 1 // above, where there is height for it
	roomy = 5 // the height from which there is
)

// Room returns how wide a row of words may be on a tablet of that size, and how
// many rows there may be: the rest of the height is for falling.
func Room(width, height int) (w, rows int) {
	return max(1, width-2*padX), max(1, height*3/5)
}

// Tablet is a drawing tablet with words on it. Make it with [New] or [NewHeld].
type Tablet struct {
	width, height int // in cells, inside the frame
	pieces        []piece
	laid          int // how many pieces have a place at this size; the others wait
	seed          uint64
	held          bool // no jolt loosens a piece
	jolts         int
	fades         int
	heap          []int // dust in each column
	grid          []int // which piece is visible in each cell, counted from 1, or 0

	swing swing
	age   float64 // seconds since the words began to be drawn, if they are held
	draws float64 // seconds that drawing them takes
	owed  time.Duration
}

// New returns a tablet for these words, not laid yet. The same words fall the
// same way.
func New(words string) *Tablet {
	h := fnv.New64a()
	_, _ = h.Write([]byte(words))
	return &Tablet{seed: h.Sum64(), swing: newSwing()}
}

// NewHeld returns a tablet whose words stay however it is jolted. They are drawn
// on it one after the other as time goes on, and at once by [Tablet.Finish].
func NewHeld(words string) *Tablet {
	t := New(words)
	t.held = true
	return t
}

// How long it takes to draw words, in seconds: a while for each piece, up to a limit.
const (
	drawPiece = 0.018
	drawMost  = 1.0
)

// Lay lays the words on a tablet of width × height cells, as rows that were wrapped to [Room]. What
// does not fit is left out. At another size, what has come loose stays loose, and what is gone stays
// gone: a piece is known by its place among the words.
func (t *Tablet) Lay(rows []string, cells editor.Cells, width, height int) {
	t.width, t.height = max(1, width), max(1, height)
	before := t.pieces
	t.pieces = nil
	t.place(rows, cells)
	t.laid = len(t.pieces)
	t.inherit(before)
	t.heap, t.grid = make([]int, t.width), make([]int, t.width*t.height)
	t.settleHeap()
	if t.held {
		t.draws = min(drawMost, drawPiece*float64(t.laid))
	}
}

func (t *Tablet) above() int {
	if t.height < roomy {
		return 0
	}
	return padY
}

// Direction is where a jolt goes.
type Direction uint8

// The directions. Across alternates between right and left.
const (
	Across Direction = iota
	Left
	Right
	Up
	Down
)

// share is how much of the words has come loose after each jolt. The last one leaves nothing.
var share = [...]float64{0, 0.26, 0.52, 0.78, 1}

// Jolts is the number of jolts after which every letter has come loose.
const Jolts = len(share) - 1

// Jolt jolts the tablet. More of the letters come loose, always at least one,
// and the dust of those before jumps.
func (t *Tablet) Jolt(d Direction) {
	push := t.swing.jolt(d)
	if t.held {
		return
	}
	t.jolts = min(t.jolts+1, Jolts)
	least := t.loosest()
	for i := range t.pieces {
		p := &t.pieces[i]
		switch {
		case p.state == lying:
			p.jump(push)
		case p.state == resting && (p.rank < share[t.jolts] || i == least):
			p.loosen(push, i < t.laid)
		}
	}
}

// loosest returns the resting piece that would come loose next, or -1.
func (t *Tablet) loosest() int {
	found := -1
	for i := range t.pieces[:t.laid] {
		if t.pieces[i].state == resting && (found < 0 || t.pieces[i].rank < t.pieces[found].rank) {
			found = i
		}
	}
	return found
}

// Fades is the number of steps after which words have faded away.
const Fades = 3

// Fade fades the words by a step, without moving them.
func (t *Tablet) Fade() {
	if t.fades++; t.fades >= Fades {
		t.Wipe()
	}
}

// Wipe removes all words at once.
func (t *Tablet) Wipe() {
	t.jolts, t.fades = Jolts, Fades
	t.vanish(func(state) bool { return true })
}

// Finish ends all motion at once: letters that have come loose are gone, words that are
// being drawn are complete.
func (t *Tablet) Finish() {
	t.swing.still()
	t.age = drawMost + drawFade
	t.vanish(func(s state) bool { return s != resting })
}

func (t *Tablet) vanish(such func(state) bool) {
	for i := range t.pieces {
		if such(t.pieces[i].state) {
			t.pieces[i].state = gone
		}
	}
	t.settleHeap()
}

// Blank says that nothing is left on the tablet.
func (t *Tablet) Blank() bool { return !t.any(func(p *piece) bool { return p.state != gone }) }

// Moving says that the tablet, or something on it, is not at rest yet, so that it needs
// more steps.
func (t *Tablet) Moving() bool {
	return !t.swing.atRest() || t.drawing() || t.any(func(p *piece) bool {
		settled := p.state == lying && p.age > lieFaint && t.jolts < Jolts
		return !settled && p.state != resting && p.state != gone
	})
}

func (t *Tablet) any(such func(*piece) bool) bool {
	for i := range t.pieces[:t.laid] {
		if such(&t.pieces[i]) {
			return true
		}
	}
	return false
}

func (t *Tablet) drawing() bool { return t.held && t.age < t.draws+drawFade }

// Offset returns how far the tablet is from its place at rest, in cells to the right and
// down: at most [Sway] across, and 1 up or down.
func (t *Tablet) Offset() (x, y int) { return t.swing.frame() }

// Knobs returns how far the two knobs are turned, in quarters from 0 to 3.
func (t *Tablet) Knobs() (left, right int) { return quarter(t.swing.turns), quarter(-t.swing.turns) }
