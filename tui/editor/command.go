package editor

// Command is something that the editor does besides taking text. Which key asks
// for it is for the screen around to say.
type Command string

// The commands.
const (
	Left           Command = "left"
	Right          Command = "right"
	Up             Command = "up"
	Down           Command = "down"
	PageUp         Command = "pageup"
	PageDown       Command = "pagedown"
	LineStart      Command = "linestart" // of the line as it is seen
	LineEnd        Command = "lineend"
	ParagraphStart Command = "paragraphstart"
	ParagraphEnd   Command = "paragraphend"
	TextStart      Command = "textstart"
	TextEnd        Command = "textend"
	WordLeft       Command = "wordleft"
	WordRight      Command = "wordright"
	Erase          Command = "erase"      // the character before the cursor
	Delete         Command = "deletenext" // the one after it
	EraseWord      Command = "eraseword"  // letters before the cursor
	DeleteWord     Command = "deleteword"
	KillWord       Command = "killword" // everything back to a blank
	KillStart      Command = "killstart"
	KillEnd        Command = "killend"
	NewLine        Command = "newline"
	Undo           Command = "undo"
	Redo           Command = "redo"
)

// Type takes what was typed, letter by letter as undo has it.
func (e *Editor) Type(text string) { e.replace(e.cursor, e.cursor, unixLines(text), typing) }

// Do does what is asked for. It reports false where the caller should go to the answer before
// or after: for up or pageup on the first seen line, down or pagedown on the last, a deletion in
// an empty editor, and for what is no command of the editor.
func (e *Editor) Do(c Command) bool {
	switch c {
	case NewLine:
		e.Insert("\n")
	case Undo:
		e.Undo()
	case Redo:
		e.Redo()
	default:
		return e.move(c) || e.remove(c)
	}
	return true
}

func (e *Editor) move(c Command) bool {
	switch c {
	case Up:
		return e.vertical(-1)
	case Down:
		return e.vertical(1)
	case PageUp:
		return e.vertical(-e.page)
	case PageDown:
		return e.vertical(e.page)
	case Left:
		e.moveTo(e.before(e.cursor))
	case Right:
		e.moveTo(e.after(e.cursor))
	case LineStart:
		from, _ := e.seen(rowOf(e.rows, e.cursor))
		e.moveTo(from)
	case LineEnd:
		_, to := e.seen(rowOf(e.rows, e.cursor))
		e.moveTo(to)
	case ParagraphStart:
		e.moveTo(e.paragraphStart())
	case ParagraphEnd:
		e.moveTo(e.paragraphEnd())
	case TextStart:
		e.SetCursorStart()
	case TextEnd:
		e.SetCursorEnd()
	case WordLeft:
		e.moveTo(e.wordBefore(e.cursor, lettered))
	case WordRight:
		e.moveTo(e.wordAfter(e.cursor, lettered))
	default:
		return false
	}
	return true
}

func (e *Editor) remove(c Command) bool {
	from, to, k := e.cursor, e.cursor, whole
	switch c {
	case Erase:
		from, k = e.before(e.cursor), erasing
	case Delete:
		to, k = e.after(e.cursor), deleting
	case KillEnd:
		to = e.paragraphEnd()
	case KillStart:
		from = e.paragraphStart()
	case KillWord:
		from = e.wordBefore(e.cursor, spaced)
	case EraseWord:
		from = e.wordBefore(e.cursor, lettered)
	case DeleteWord:
		to = e.wordAfter(e.cursor, lettered)
	default:
		return false
	}
	if e.Empty() {
		return false
	}
	e.replace(from, to, "", k)
	return true
}
