package tui

// target is a part of what is drawn that the mouse can be used on: a click on it
// asks for what a key asks for, in the same words. The frame that is drawn
// carries it, so that there is no second notion of where things stand.
type target struct {
	x, y, width, height int    // in cells, from the top left of the frame it is part of
	does                action // what a click asks for; "" for nothing
	at                  int    // of which row, or which weight; of what the wheel moves
	wheel               bool   // the wheel moves what is here
}

func (t target) holds(x, y int) bool {
	return x >= t.x && x < t.x+t.width && y >= t.y && y < t.y+t.height
}

// picked is a click on a target, for its screen.
type picked struct {
	does action
	at   int
}

// wheeled is a turn of the wheel over a target: by so many lines, down if positive.
type wheeled struct{ at, by int }

// wheelLines is how far one notch of the wheel scrolls something to read.
const wheelLines = 3

// reads is the part of a frame that the wheel scrolls as one.
func reads(e env) []target {
	return []target{{x: 0, y: 0, width: e.width, height: e.height, wheel: true}}
}
