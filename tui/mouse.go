package tui

// target is a part of what is drawn that the mouse can be used on: a click on it
// asks for what a key asks for, in the same words.
type target struct {
	x, y, width, height int    // in cells, from the top left of the frame it is part of
	does                action // what a click asks for
	at                  int    // of which row, or which weight
}

// roomAction is what asks for a room.
func roomAction(r Room) action {
	return [...]action{Write: actWrite, Review: actReview, Ready: actReady, Patterns: actPatterns}[r]
}
