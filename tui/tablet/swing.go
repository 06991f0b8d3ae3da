package tablet

import (
	"math"

	"github.com/charmbracelet/harmonica"
)

// Sway is how far the tablet moves to each side at most, in cells.
const Sway = 2

// The springs: how fast they are, in radians per second, and how soon they rest, as a
// share of critical damping.
const (
	frameFast, frameRest = 19.0, 0.22
	wordsFast, wordsRest = 15.0, 0.30

	jolted  = 60.0 // cells per second
	hopped  = 26.0 // rows per second
	thrown  = 17.0 // cells per second, for letters
	tumbled = -6.0 // rows per second, in a jolt across
	tossed  = -13.0
	dropped = 5.0
)

type spring struct {
	harmonica.Spring
	at, speed float64
}

func (s *spring) follow(to float64) { s.at, s.speed = s.Update(s.at, s.speed, to) }

func (s *spring) amplitude(fast float64) float64 { return math.Hypot(s.at, s.speed/fast) }

type swing struct {
	x, y   spring // of the frame
	wx, wy spring // of the words, which follow it
	past   [trail]float64
	turns  float64 // of the left knob; the right one turns the other way
	side   float64 // of the last jolt: 1 for right, -1 for left, by turns where none was asked for
}

// trail is for how many steps the places of the words are kept: each row swings one step
// after the row above it.
const trail = 16

func newSwing() swing {
	frame := spring{Spring: harmonica.NewSpring(seconds, frameFast, frameRest)}
	words := spring{Spring: harmonica.NewSpring(seconds, wordsFast, wordsRest)}
	return swing{x: frame, y: frame, wx: words, wy: words}
}

// jolt jolts the frame, and returns the speed of a letter that comes loose.
func (s *swing) jolt(d Direction) vector {
	right := d == Right || d != Left && s.side <= 0
	if s.side = -1; right {
		s.side = 1
	}
	switch d {
	case Up:
		s.y.speed = -hopped
		return vector{s.side * thrown / 2, tossed}
	case Down:
		s.y.speed = hopped
		return vector{s.side * thrown / 2, dropped}
	default:
		s.x.speed = s.side * jolted
		return vector{s.side * thrown, tumbled}
	}
}

func (s *swing) step() {
	if s.atRest() {
		s.still()
		return
	}
	s.x.follow(0)
	s.y.follow(0)
	s.wx.follow(s.x.at)
	s.wy.follow(s.y.at)
	copy(s.past[1:], s.past[:])
	s.past[0] = s.wx.at
	s.turns += s.x.speed * seconds / 8
}

// atRest says that nothing will move by a whole cell any more.
func (s *swing) atRest() bool {
	const unseen = 0.5
	return s.x.amplitude(frameFast) < unseen && s.y.amplitude(frameFast) < unseen &&
		s.wx.amplitude(wordsFast) < unseen && s.wy.amplitude(wordsFast) < unseen
}

func (s *swing) still() {
	for _, one := range []*spring{&s.x, &s.y, &s.wx, &s.wy} {
		one.at, one.speed = 0, 0
	}
	clear(s.past[:])
}

func (s *swing) frame() (x, y int) {
	return within(s.x.at, Sway), within(s.y.at, 1)
}

// words returns how far the words of a row are from their place in the frame, with the
// given number of free rows above all of them.
func (s *swing) words(row, above int) (dx, dy int) {
	x, y := s.frame()
	dx = within(s.past[min(row, trail-1)], Sway+padX) - x
	dy = within(s.wy.at, 1) - y
	return min(max(dx, -padX), padX), min(max(dy, -above), 1)
}

func within(at float64, most int) int { return min(max(int(math.Round(at)), -most), most) }

func quarter(turns float64) int { return int((turns-math.Floor(turns))*4) % 4 }
