package editor

import "bytes"

// Command is something that the editor does besides taking text. The screen decides which key
// asks for it.
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

	spaceLeft Command = "spaceleft" // to the blank before the cursor
)

// Type inserts what was typed, so that undo can take it back word by word.
func (e *Editor) Type(text string) { e.replace(e.cursor, e.cursor, unixLines(text), typing) }

// Do does what is asked for. It reports false where the caller should go to the answer before
// or after: for up or pageup on the first seen line, down or pagedown on the last, a deletion in
// an empty editor, and for an unknown command.
func (e *Editor) Do(c Command) bool {
	switch c {
	case Up:
		return e.vertical(-1)
	case Down:
		return e.vertical(1)
	case PageUp:
		return e.vertical(-e.page)
	case PageDown:
		return e.vertical(e.page)
	case Erase:
		return e.remove(Left, erasing)
	case Delete:
		return e.remove(Right, deleting)
	case EraseWord:
		return e.remove(WordLeft, whole)
	case DeleteWord:
		return e.remove(WordRight, whole)
	case KillWord:
		return e.remove(spaceLeft, whole)
	case KillStart:
		return e.remove(ParagraphStart, whole)
	case KillEnd:
		return e.remove(ParagraphEnd, whole)
	case NewLine:
		e.Insert("\n")
	case Undo:
		e.Undo()
	case Redo:
		e.Redo()
	default:
		at, ok := e.target(c)
		if ok {
			e.moveTo(at)
		}
		return ok
	}
	return true
}

// target returns where a command moves the cursor.
func (e *Editor) target(c Command) (at int, ok bool) {
	switch c {
	case Left:
		at = e.before(e.cursor)
	case Right:
		at = e.after(e.cursor)
	case LineStart:
		at, _ = e.seen(rowOf(e.rows, e.cursor))
	case LineEnd:
		_, at = e.seen(rowOf(e.rows, e.cursor))
	case ParagraphStart:
		at = bytes.LastIndexByte(e.text[:e.cursor], '\n') + 1
	case ParagraphEnd:
		if at = bytes.IndexByte(e.text[e.cursor:], '\n'); at < 0 {
			at = len(e.text) - e.cursor
		}
		at += e.cursor
	case TextStart:
		at = 0
	case TextEnd:
		at = len(e.text)
	case WordLeft:
		at = e.wordBefore(lettered)
	case spaceLeft:
		at = e.wordBefore(spaced)
	case WordRight:
		at = e.wordAfter()
	default:
		return 0, false
	}
	return at, true
}

// remove deletes the text between the cursor and the place to which a command moves it.
func (e *Editor) remove(c Command, k kind) bool {
	if e.Empty() {
		return false
	}
	at, _ := e.target(c)
	e.replace(min(at, e.cursor), max(at, e.cursor), "", k)
	return true
}
