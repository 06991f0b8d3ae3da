package tui

import "charm.land/bubbles/v2/key"

// place is a part of the program in which a key means one thing.
type place uint8

// The places. Always and outsideText hold everywhere beside the others.
const (
	placeAlways      place = iota // routed by the root, before anything else
	placeOutsideText              // routed by the root, unless the screen takes text
	placeAnswer                   // in an answer of the guide
	placeWeigh                    // choosing a weight
	placeShake                    // at the drawing tablet
	placeEnding                   // after the last weighing
	placeCover
	placeReview
	placeReader // the reader alone, when narrow
	placeField  // a one-line field in a dialog: passphrases
	placeChoice // a dialog with a few letters to choose from
	placeText   // something to read: help, the recovery key
)

// action is what a key asks for. Its name is the key of its words in help.
type action string

// The actions.
const (
	actQuit     action = "quit"
	actCover    action = "cover"
	actLock     action = "lock"
	actSuspend  action = "suspend"
	actHelp     action = "help"
	actWrite    action = "write"
	actReview   action = "review"
	actReady    action = "ready"
	actPatterns action = "patterns"
	actNext     action = "next"
	actBack     action = "back"
	actNewLine  action = "newline"
	actUndo     action = "undo"
	actAngle    action = "angle"
	actWaiting  action = "waiting"
	actKeep     action = "keep"
	actLighter  action = "lighter"
	actHeavier  action = "heavier"
	actDigit    action = "digit"
	actShake    action = "shake"
	actBurn     action = "burn"
	actUp       action = "up"
	actDown     action = "down"
	actPageUp   action = "pageup"
	actPageDown action = "pagedown"
	actFirst    action = "first"
	actLast     action = "last"
	actRead     action = "read"
	actYes      action = "yes"
	actNo       action = "no"
	actReveal   action = "reveal"
)

// binding is one row of the key table.
type binding struct {
	place  place
	action action
	key    key.Binding // its keys, and how the first is written for people
	footer bool        // stands in the footer of its place
}
