package kit

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/input"
)

// KeyContext is a part of the program in which a key means one thing.
type KeyContext uint8

// The contexts. The first four are wider contexts, which hold in others; see within.
const (
	Always      KeyContext = iota // routed by the root, before anything else
	AtTop                         // at the top level of a room, routed by the root
	InDialog                      // in a dialog, routed by the root
	OutsideText                   // routed by the root, unless the context takes text
	InAnswer                      // in an answer of the guide
	InWeigh                       // choosing a weight
	InShake                       // at the drawing tablet
	InEnding                      // after the last weighing
	InChoice                      // the unfinished pages
	InCover
	InSealed   // a room that was not unlocked yet
	InReview   // the list, and the reader beside it
	InFound    // the same list, narrowed by a search
	InReader   // the reader, when it was entered
	InSearch   // the search line
	InJump     // the line on which a day is named
	InEdit     // an answer of an entry that is being edited
	InAgain    // weighing an entry again
	InDelete   // whether to delete an entry
	InVersion  // whether to keep one of two versions
	InHomeless // an edited entry that was taken out meanwhile
	InDrop     // whether to drop an edit
	InExport   // what to export
	InExported // where it was written
	InBlackout // the line of what is to be blacked out
	InPassage  // the passage that is to be
	InPlace    // the line of where a file will be
	InQuiet    // a room with nothing to choose
	InReady    // the open intentions
	InHow      // the line on how it went
	InSettings // what can be set
	InPatterns // the pictures
	InCalendar // the days, entered
	InField    // a one-line field in a dialog: passphrases
	InNewField // one of the two for a new passphrase
	InSomeone  // the line on whom one could turn to
	InOpening  // the journal is being unlocked
	InLocking  // a lock is being set, which must not be left halfway
	InOffer    // the offer of a lock
	InRecovery // the offer of the recovery key
	InClosing  // whether to close while a deletion can still be taken back
	InText     // something to read: help, the recovery key
)

// TakesText says that what holds outside of text does not hold in a context: printable keys are
// words or weights there, or follow those too soon, or must wait for work to end.
func (c KeyContext) TakesText() bool {
	switch c {
	case InAnswer, InWeigh, InShake, InEnding, InField, InNewField, InSomeone, InLocking, InSearch, InJump, InBlackout, InPlace, InEdit, InAgain, InHow:
		return true
	default:
		return false
	}
}

// Within returns the wider contexts that a context lies in.
func (c KeyContext) Within() []KeyContext {
	var wider []KeyContext
	switch c {
	case InChoice, InField, InNewField, InSomeone, InOpening, InOffer, InRecovery, InClosing, InText:
		wider = append(wider, InDialog)
	case InFound, InSearch, InJump, InEdit, InAgain, InDelete, InVersion, InHomeless, InDrop, InExport, InExported, InBlackout, InPassage, InPlace, InCalendar: // esc leaves them
	case InCover, InReader, InHow: // esc is theirs, or nobody's
	default:
		wider = append(wider, AtTop)
	}
	if !c.TakesText() {
		wider = append(wider, OutsideText)
	}
	return append(wider, Always)
}

// Asks says that a context is a question that may come up while somebody is typing.
func (c KeyContext) Asks() bool { return c == InOffer || c == InRecovery || c == InChoice }

// Action is what a key asks for. Its name is the key of its words in help; what an
// editor does is called as the editor calls it.
type Action string

// The actions that something is done for, in addition to the editor's commands. Of those that the
// key table only names, the root sees to esc, and the rest are for help.
const (
	ActQuit     Action = "quit"
	ActLock     Action = "lock"
	ActSuspend  Action = "suspend"
	ActHelp     Action = "help"
	ActWrite    Action = "write"
	ActReview   Action = "review"
	ActReady    Action = "ready"
	ActPatterns Action = "patterns"
	ActSettings Action = "settings"
	ActChange   Action = "change"
	ActTurn     Action = "turn"
	ActNext     Action = "next"
	ActBack     Action = "back"
	ActErase    Action = Action(editor.Erase)
	ActClear    Action = "clear"
	ActShow     Action = "show"
	ActAngle    Action = "angle"
	ActWaiting  Action = "waiting"
	ActKeep     Action = "keep"
	ActLighter  Action = "lighter"
	ActHeavier  Action = "heavier"
	ActDigit    Action = "digit"
	ActShake    Action = "shake"
	ActBurn     Action = "burn"
	ActUp       Action = Action(editor.Up)
	ActDown     Action = Action(editor.Down)
	ActPageUp   Action = Action(editor.PageUp)
	ActPageDown Action = Action(editor.PageDown)
	ActFirst    Action = "first"
	ActLast     Action = "last"
	ActRead     Action = "read"
	ActReadOn   Action = "readon"
	ActNewer    Action = "newer"
	ActOlder    Action = "older"
	ActList     Action = "list"
	ActGoOn     Action = "goon"
	ActSetLock  Action = "setlock"
	ActBreathe  Action = "breathe"
	ActShowKey  Action = "showkey"
	ActNotNow   Action = "notnow"
	ActUnlock   Action = "unlock"
	ActFile     Action = "file"
	ActTakeUp   Action = "takeup"
	ActDone     Action = "done"
	ActFinish   Action = "finish"
	ActClose    Action = "close"
	ActSearch   Action = "search"
	ActJump     Action = "jump"
	ActDense    Action = "dense"
	ActEdit     Action = "edit"
	ActAgain    Action = "again"
	ActExport   Action = "export"
	ActDelete   Action = "delete"
	ActTakeBack Action = "takeback"
	ActVersion  Action = "version"
	ActToggle   Action = "toggle"
	ActWriteOut Action = "writeout"
	ActBlackout Action = "blackout"
	ActPassage  Action = "passage"
	ActMark     Action = "mark"
	ActHide     Action = "hide"
	ActUnhide   Action = "unhide"
	ActForm     Action = "form"
	ActKeepNew  Action = "keepnew"
	ActDrop     Action = "drop"
	ActTried    Action = "tried"
	ActLetGo    Action = "letgo"
	ActEarlier  Action = "earlier"
	ActRange    Action = "range"
	ActDay      Action = "day"
	ActWeek     Action = "week"

	ActMonthBefore Action = "monthbefore"
	ActMonthAfter  Action = "monthafter"
	ActFieldBack   Action = "fieldback" // to the field before
)

// Binding is one row of the key table.
type Binding struct {
	Context KeyContext
	Action  Action
	Label   string   // how its keys are written for people; "" where another row tells of it
	Keys    []string // as Bubble Tea names them; none for a row that only stands in help
	Footer  Footer   // how much it stands in the footer of its context
}

// KeyTable is every key of the program. Routing, the footer and the help all
// read it, so that none of them can promise what another does not hold.
//
// Never bound, because terminals send something else for them or the other way
// round: ctrl+h i m q r, alt with a digit, and alt+c d l u, whose prefix is esc.
type KeyTable []Binding

// Footer is whether a row stands in the footer, and for how long where there is little room.
type Footer uint8

// Whether a row stands in the footer: not at all, as long as there is room, or as long as there is
// room for anything.
const (
	hidden Footer = iota
	shown
	Lasts
)

// row is a row as the table of its context is written down, with its keys in one string: so the
// tables are data, and not the code that makes them.
type row struct {
	does        Action
	footer      Footer
	label, keys string
}

type rows []row

// in returns the rows of a context.
func in(c KeyContext, all rows) KeyTable { return inAll([]KeyContext{c}, all) }

// inAll returns rows that several contexts share.
func inAll(contexts []KeyContext, all rows) KeyTable {
	var table KeyTable
	for _, c := range contexts {
		for _, r := range all {
			table = append(table, Binding{c, r.does, r.label, strings.Fields(r.keys), r.footer})
		}
	}
	return table
}

// Find returns what a key asks for in exactly this context, or "". Letters work as keys on layouts
// without Latin ones too.
func (t KeyTable) Find(c KeyContext, msg tea.KeyPressMsg) Action {
	pressed := msg.String()
	if letter, n := utf8.DecodeRuneInString(msg.Text); n > 1 && n == len(msg.Text) {
		pressed = input.Latin(letter)
	}
	for _, b := range t {
		if b.Context == c && slices.Contains(b.Keys, pressed) {
			return b.Action
		}
	}
	return ""
}

// Label is how the key of an action in a context is written for people.
func (t KeyTable) Label(c KeyContext, a Action) string {
	i := slices.IndexFunc(t, func(b Binding) bool { return b.Context == c && b.Action == a })
	if i < 0 {
		return ""
	}
	return t[i].Label
}

// At returns every row that holds in a context: its own first, then what holds
// in the wider contexts around it.
func (t KeyTable) At(c KeyContext) []Binding {
	rows := t.Only(c)
	for _, wider := range c.Within() {
		rows = append(rows, t.Only(wider)...)
	}
	return rows
}

// Only returns the rows of exactly this context.
func (t KeyTable) Only(c KeyContext) []Binding {
	var rows []Binding // and not a copy of the table, for every frame asks
	for _, b := range t {
		if b.Context == c {
			rows = append(rows, b)
		}
	}
	return rows
}

// Footer returns the rows that stand in the footer of a context. Help stands there once, by its
// shortest key, and not where it is open already; quit only where esc leads to the rooms.
func (t KeyTable) Footer(c KeyContext) []Binding {
	helped, atTop := c == InText || c == InCover, slices.Contains(c.Within(), AtTop)
	return slices.DeleteFunc(t.At(c), func(b Binding) bool {
		again := helped && b.Action == ActHelp || b.Action == ActQuit && !atTop
		helped = helped || b.Footer != hidden && b.Action == ActHelp
		return again || b.Footer == hidden
	})
}

// Edit gives a key to an editor: what the table says that it does, or else its text.
// It says whether the editor had any use for it.
func Edit(text *editor.Editor, does Action, k tea.KeyPressMsg) bool {
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
