package kit

// Target is a part of what is drawn that the mouse can be used on: a click on it
// asks for what a key asks for, in the same words. The frame that is drawn
// carries it, so that there is no second notion of where things stand.
type Target struct {
	X, Y, Width, Height int    // in cells, from the top left of the frame it is part of
	Does                Action // what a click asks for; "" for nothing
	At                  int    // which row, which weight, or what the wheel moves
	Wheel               bool   // the wheel moves what is here
}

// Holds says that a cell lies on the target.
func (t Target) Holds(x, y int) bool {
	return x >= t.X && x < t.X+t.Width && y >= t.Y && y < t.Y+t.Height
}

// Picked is a click on a target, for its screen.
type Picked struct {
	Does Action
	At   int
}

// Wheeled is a turn of the wheel over a target: by so many lines, down if positive.
type Wheeled struct{ At, By int }

// WheelLines is how far one notch of the wheel scrolls something to read.
const WheelLines = 3

// WheelAll is the part of a frame that the wheel scrolls as one.
func WheelAll(e Env) []Target {
	return []Target{{X: 0, Y: 0, Width: e.Width, Height: e.Height, Wheel: true}}
}
