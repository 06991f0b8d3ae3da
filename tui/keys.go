package tui

import (
	"slices"

	"shakeoff/tui/editor"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// place is a part of the program in which a key means one thing.
type place uint8

// The places. The first four are wider places, which hold in others; see within.
const (
	placeAlways      place = iota // routed by the root, before anything else
	placeTop                      // at the top level of a room, routed by the root
	placeDialog                   // in a dialog, routed by the root
	placeOutsideText              // routed by the root, unless the place takes text
	placeAnswer                   // in an answer of the guide
	placeWeigh                    // choosing a weight
	placeShake                    // at the drawing tablet
	placeEnding                   // after the last weighing
	placeChoice                   // a waiting page, while locked: what to do with it
	placeCover
	placeSealed   // a room that was not unlocked yet
	placeReview   // the list, and the reader beside it
	placeFound    // the same list, narrowed by a search
	placeReader   // the reader, when it was entered
	placeSearch   // the search line
	placeEdit     // an answer of an entry that is being edited
	placeAgain    // weighing an entry again
	placeDelete   // whether to delete an entry
	placeBurnt    // whether to burn it
	placeVersion  // whether to keep one of two versions
	placeHomeless // an edited entry that was taken out meanwhile
	placeDrop     // whether to drop an edit
	placeExport   // what to export
	placeExported // where it was written
	placeQuiet    // a room with nothing to choose
	placeReady    // the open intentions
	placeHow      // the line on how it went
	placePatterns // the pictures
	placeField    // a one-line field in a dialog: passphrases
	placeOpening  // the journal is being unlocked
	placeLocking  // a lock is being set, which must not be left halfway
	placeOffer    // the offer of a lock
	placeRecovery // the offer of the recovery key
	placeText     // something to read: help, the recovery key
)

// takesText says that printable keys are words or weights in a place, or wait
// for work to end, so that what holds outside of text does not hold there.
func (p place) takesText() bool {
	switch p {
	case placeAnswer, placeWeigh, placeShake, placeField, placeLocking, placeSearch, placeEdit, placeAgain, placeHow:
		return true
	default:
		return false
	}
}

// within returns the wider places that a place lies in.
func (p place) within() []place {
	var wider []place
	switch p {
	case placeChoice, placeField, placeOpening, placeOffer, placeRecovery, placeText:
		wider = append(wider, placeDialog)
	case placeFound, placeSearch, placeEdit, placeAgain, placeDelete, placeBurnt, placeVersion, placeHomeless, placeDrop, placeExport, placeExported: // esc leaves them
	case placeCover, placeReader, placeHow: // esc is theirs, or nobody's
	default:
		wider = append(wider, placeTop)
	}
	if !p.takesText() {
		wider = append(wider, placeOutsideText)
	}
	return append(wider, placeAlways)
}

// action is what a key asks for. Its name is the key of its words in help; what an
// editor does is called as the editor calls it.
type action string

// The actions, besides the editor's commands.
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
	actMove     action = "move"
	actErase    action = action(editor.Erase)
	actClear    action = "clear"
	actAngle    action = "angle"
	actWaiting  action = "waiting"
	actKeep     action = "keep"
	actLighter  action = "lighter"
	actHeavier  action = "heavier"
	actDigit    action = "digit"
	actShake    action = "shake"
	actBurn     action = "burn"
	actUp       action = action(editor.Up)
	actDown     action = action(editor.Down)
	actPageUp   action = action(editor.PageUp)
	actPageDown action = action(editor.PageDown)
	actFirst    action = "first"
	actLast     action = "last"
	actRead     action = "read"
	actReadOn   action = "readon"
	actNewer    action = "newer"
	actOlder    action = "older"
	actList     action = "list"
	actGoOn     action = "goon"
	actSetLock  action = "setlock"
	actShowKey  action = "showkey"
	actNotNow   action = "notnow"
	actUnlock   action = "unlock"
	actFile     action = "file"
	actFresh    action = "fresh"
	actDone     action = "done"
	actClose    action = "close"
	actSearch   action = "search"
	actLeave    action = "leave"
	actAll      action = "all"
	actSince    action = "since"
	actUntil    action = "until"
	actTag      action = "tag"
	actIsHeavy  action = "isheavy"
	actIsOpen   action = "isopen"
	actEdit     action = "edit"
	actAgain    action = "again"
	actExport   action = "export"
	actDelete   action = "delete"
	actVersion  action = "version"
	actToggle   action = "toggle"
	actWriteOut action = "writeout"
	actPutBy    action = "putby"
	actKeepNew  action = "keepnew"
	actDrop     action = "drop"
	actTried    action = "tried"
	actLetGo    action = "letgo"
	actEarlier  action = "earlier"
	actRange    action = "range"
)

// binding is one row of the key table.
type binding struct {
	place  place
	action action
	key    key.Binding // its keys, and how the first is written for people
	footer bool        // stands in the footer of its place
}

// keyTable is every key of the program. Routing, the footer and the help all
// read it, so that none of them can promise what another does not hold.
//
// Never bound, because terminals send something else for them or the other way
// round: ctrl+h i m q r, alt with a digit, and alt+c d l u, whose prefix is esc.
type keyTable []binding

// hidden and shown say whether a row stands in the footer.
const (
	hidden = false
	shown  = true
)

// row is one row of the table: the label is how its keys are written for people. A row
// without keys only stands in help; one without a label is told by another.
func row(p place, a action, footer bool, label string, keys ...string) binding {
	return binding{place: p, action: a, footer: footer, key: key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, ""))}
}

// find returns what a key asks for in exactly this place, or "".
func (t keyTable) find(p place, msg tea.KeyPressMsg) action {
	for _, b := range t {
		if b.place == p && key.Matches(msg, b.key) {
			return b.action
		}
	}
	return ""
}

// label is how the key of an action in a place is written for people.
func (t keyTable) label(p place, a action) string {
	for _, b := range t.only(p) {
		if b.action == a {
			return b.key.Help().Key
		}
	}
	return ""
}

// at returns every row that holds in a place: its own first, then what holds
// in the wider places around it.
func (t keyTable) at(p place) []binding {
	rows := t.only(p)
	for _, wider := range p.within() {
		rows = append(rows, t.only(wider)...)
	}
	return rows
}

// only returns the rows of exactly this place.
func (t keyTable) only(p place) []binding {
	var rows []binding // and not a copy of the table, for every frame asks
	for _, b := range t {
		if b.place == p {
			rows = append(rows, b)
		}
	}
	return rows
}

// footer returns the rows that stand in the footer of a place. Help stands there
// once, by its shortest key, and not where it is open already.
func (t keyTable) footer(p place) []binding {
	helped := p == placeText || p == placeCover
	return slices.DeleteFunc(t.at(p), func(b binding) bool {
		if b.action == actHelp && b.footer {
			again := helped
			helped = true
			return again
		}
		return !b.footer
	})
}

// edits gives a key to an editor: what the table says that it does, or else its text.
// It says whether the editor had any use for it.
func edits(text *editor.Editor, does action, k tea.KeyPressMsg) bool {
	switch {
	case k.Text != "":
		text.Type(k.Text)
	case k.String() == "space" || k.String() == "shift+space":
		text.Type(" ")
	default:
		return text.Do(editor.Command(does))
	}
	return true
}
