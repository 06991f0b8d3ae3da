package tui

import (
	"slices"

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

// action is what a key asks for. Its name is the key of its words in help.
type action string

// The actions.
const (
	actQuit      action = "quit"
	actCover     action = "cover"
	actLock      action = "lock"
	actSuspend   action = "suspend"
	actHelp      action = "help"
	actWrite     action = "write"
	actReview    action = "review"
	actReady     action = "ready"
	actPatterns  action = "patterns"
	actNext      action = "next"
	actBack      action = "back"
	actNewLine   action = "newline"
	actUndo      action = "undo"
	actMove      action = "move"
	actWordLeft  action = "wordleft"
	actWordRight action = "wordright"
	actLineStart action = "linestart"
	actLineEnd   action = "lineend"
	actKillEnd   action = "killend"
	actKillStart action = "killstart"
	actKillWord  action = "killword"
	actErase     action = "erase"
	actClear     action = "clear"
	actAngle     action = "angle"
	actWaiting   action = "waiting"
	actKeep      action = "keep"
	actLighter   action = "lighter"
	actHeavier   action = "heavier"
	actDigit     action = "digit"
	actShake     action = "shake"
	actBurn      action = "burn"
	actUp        action = "up"
	actDown      action = "down"
	actPageUp    action = "pageup"
	actPageDown  action = "pagedown"
	actFirst     action = "first"
	actLast      action = "last"
	actRead      action = "read"
	actReadOn    action = "readon"
	actNewer     action = "newer"
	actOlder     action = "older"
	actList      action = "list"
	actGoOn      action = "goon"
	actSetLock   action = "setlock"
	actShowKey   action = "showkey"
	actNotNow    action = "notnow"
	actUnlock    action = "unlock"
	actFile      action = "file"
	actFresh     action = "fresh"
	actDone      action = "done"
	actClose     action = "close"
	actSearch    action = "search"
	actLeave     action = "leave"
	actAll       action = "all"
	actSince     action = "since"
	actUntil     action = "until"
	actTag       action = "tag"
	actIsHeavy   action = "isheavy"
	actIsOpen    action = "isopen"
	actEdit      action = "edit"
	actAgain     action = "again"
	actExport    action = "export"
	actDelete    action = "delete"
	actVersion   action = "version"
	actToggle    action = "toggle"
	actWriteOut  action = "writeout"
	actPutBy     action = "putby"
	actKeepNew   action = "keepnew"
	actDrop      action = "drop"
	actTried     action = "tried"
	actLetGo     action = "letgo"
	actEarlier   action = "earlier"
	actRange     action = "range"
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

// row is one row of the table: the label is how its keys are written for people.
func row(p place, a action, footer bool, label string, keys ...string) binding {
	return binding{place: p, action: a, footer: footer, key: key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, ""))}
}

// newKeyTable returns the table, place by place, each in the order of its
// footer and help.
func newKeyTable() keyTable {
	table := keyTable{
		row(placeTop, actCover, shown, "esc", "esc"),
		row(placeDialog, actClose, shown, "esc", "esc"),

		row(placeAlways, actLock, hidden, "ctrl+l", "ctrl+l"),
		row(placeAlways, actHelp, shown, "F1, ctrl+g", "f1", "ctrl+g"),
		row(placeAlways, actQuit, hidden, "ctrl+c", "ctrl+c"),

		row(placeOutsideText, actWrite, hidden, "1", "1"),
		row(placeOutsideText, actReview, hidden, "2", "2"),
		row(placeOutsideText, actReady, hidden, "3", "3"),
		row(placeOutsideText, actPatterns, hidden, "4", "4"),
		row(placeOutsideText, actHelp, shown, "?", "?"),
		row(placeOutsideText, actSuspend, hidden, "ctrl+z", "ctrl+z"),

		row(placeAnswer, actNext, shown, "enter", "enter", "tab"),
		row(placeAnswer, actNewLine, shown, "ctrl+j", "ctrl+j", "shift+enter", "alt+enter"),
		row(placeAnswer, actAngle, shown, "ctrl+t", "ctrl+t"),
		row(placeAnswer, actBack, hidden, "shift+tab, ↑", "shift+tab"),
		row(placeAnswer, actKeep, hidden, "ctrl+s", "ctrl+s"),
		row(placeAnswer, actWaiting, hidden, "ctrl+o", "ctrl+o"),
		row(placeAnswer, actUndo, hidden, "ctrl+z", "ctrl+z"),
		row(placeAnswer, actMove, hidden, "← → ↑ ↓", "left", "right", "up", "down"),
		row(placeAnswer, actWordLeft, hidden, "alt+b", "alt+b"),
		row(placeAnswer, actWordRight, hidden, "alt+f", "alt+f"),
		row(placeAnswer, actLineStart, hidden, "ctrl+a", "ctrl+a", "home"),
		row(placeAnswer, actLineEnd, hidden, "ctrl+e", "ctrl+e", "end"),
		row(placeAnswer, actKillWord, hidden, "ctrl+w", "ctrl+w"),
		row(placeAnswer, actKillStart, hidden, "ctrl+u", "ctrl+u"),
		row(placeAnswer, actKillEnd, hidden, "ctrl+k", "ctrl+k"),

		row(placeWeigh, actDigit, shown, "0–10", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		row(placeWeigh, actLighter, hidden, "←", "left"),
		row(placeWeigh, actHeavier, hidden, "→", "right"),
		row(placeWeigh, actNext, shown, "enter", "enter", "tab"),
		row(placeWeigh, actBack, hidden, "shift+tab, ↑", "shift+tab", "up"),
		row(placeWeigh, actKeep, hidden, "ctrl+s", "ctrl+s"),
		row(placeWeigh, actWaiting, hidden, "ctrl+o", "ctrl+o"),

		row(placeShake, actShake, shown, "space", "space", "left", "right", "up", "down"),
		row(placeShake, actNext, shown, "enter", "enter", "tab"),
		row(placeShake, actDigit, hidden, "0–10", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),

		row(placeEnding, actDone, shown, "enter", "enter", "tab"),
		row(placeEnding, actBurn, shown, "b", "b"),

		row(placeChoice, actUnlock, shown, "enter", "enter"),
		row(placeChoice, actFile, shown, "k", "k"),
		row(placeChoice, actFresh, shown, "f", "f"),

		row(placeCover, actGoOn, hidden, "enter", "enter"),

		row(placeSealed, actUnlock, shown, "enter", "enter"),

		row(placeField, actGoOn, shown, "enter", "enter"),
		row(placeField, actErase, hidden, "backspace", "backspace"),
		row(placeField, actClear, hidden, "ctrl+u", "ctrl+u"),

		row(placeOffer, actSetLock, shown, "l", "l"),
		row(placeOffer, actNotNow, shown, "enter", "enter"),

		row(placeRecovery, actShowKey, shown, "s", "s"),
		row(placeRecovery, actNotNow, shown, "enter", "enter"),

		row(placeText, actDown, hidden, "↓", "down", "j"),
		row(placeText, actUp, hidden, "↑", "up", "k"),
		row(placeText, actPageDown, hidden, "space", "space", "pgdown"),
		row(placeText, actPageUp, hidden, "pgup", "pgup"),
		row(placeText, actFirst, hidden, "home, g", "home", "g"),
		row(placeText, actLast, hidden, "end, G", "end", "G"),
		row(placeText, actClose, hidden, "enter", "enter"),
	}
	// An entry is edited with the keys with which it was written.
	for _, b := range table.only(placeAnswer) {
		if b.action != actKeep && b.action != actWaiting {
			b.place = placeEdit
			table = append(table, b)
		}
	}
	table = append(table, reviewKeys()...)
	return append(table, learningKeys()...)
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
