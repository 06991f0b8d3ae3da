package editor

import tea "charm.land/bubbletea/v2"

// Press handles one key and reports whether it was one for the editor. It was
// not, so that the caller can go to the answer before or after, when it was up
// or pgup on the first seen line, down or pgdown on the last, or a deletion in
// an empty editor. Keys that mean something to the screen around (enter, tab,
// esc, ctrl+c, ctrl+s and so on) are never for the editor.
func (e *Editor) Press(k tea.KeyPressMsg) bool {
	if k.Text != "" {
		e.replace(e.cursor, e.cursor, unixLines(k.Text), typing)
		return true
	}
	key := k.Keystroke()
	return e.pressMove(key) || e.pressDelete(key) || e.pressOther(key)
}

func (e *Editor) pressMove(key string) bool {
	switch key {
	case "up":
		return e.vertical(-1)
	case "down":
		return e.vertical(1)
	case "pgup":
		return e.vertical(-e.page)
	case "pgdown":
		return e.vertical(e.page)
	case "left":
		e.moveTo(e.before(e.cursor))
	case "right":
		e.moveTo(e.after(e.cursor))
	case "home", "find":
		from, _ := e.seen(rowOf(e.rows, e.cursor))
		e.moveTo(from)
	case "end", "select":
		_, to := e.seen(rowOf(e.rows, e.cursor))
		e.moveTo(to)
	case "ctrl+a":
		e.moveTo(e.paragraphStart())
	case "ctrl+e":
		e.moveTo(e.paragraphEnd())
	case "ctrl+home":
		e.SetCursorStart()
	case "ctrl+end":
		e.SetCursorEnd()
	case "alt+b", "ctrl+left", "alt+left":
		e.moveTo(e.wordBefore(e.cursor, lettered))
	case "alt+f", "ctrl+right", "alt+right":
		e.moveTo(e.wordAfter(e.cursor, lettered))
	default:
		return false
	}
	return true
}

func (e *Editor) pressDelete(key string) bool {
	from, to, k := e.cursor, e.cursor, whole
	switch key {
	case "backspace", "shift+backspace":
		from, k = e.before(e.cursor), erasing
	case "delete", "ctrl+d":
		to, k = e.after(e.cursor), deleting
	case "ctrl+k":
		to = e.paragraphEnd()
	case "ctrl+u":
		from = e.paragraphStart()
	case "ctrl+w":
		from = e.wordBefore(e.cursor, spaced)
	case "alt+backspace", "ctrl+backspace":
		from = e.wordBefore(e.cursor, lettered)
	case "ctrl+delete":
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

func (e *Editor) pressOther(key string) bool {
	switch key {
	case "ctrl+j", "shift+enter", "alt+enter":
		e.NewLine()
	case "space", "shift+space":
		e.replace(e.cursor, e.cursor, " ", typing)
	case "ctrl+z":
		e.Undo()
	case "ctrl+shift+z":
		e.Redo()
	default:
		return false
	}
	return true
}
