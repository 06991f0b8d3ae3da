package tui

import (
	"slices"

	"shakeoff/tui/editor"
)

// newKeyTable returns the table, place by place, each in the order of its footer and
// help.
func newKeyTable() keyTable {
	return slices.Concat(rootKeys(), writeKeys(), dialogKeys(), reviewKeys(), taskKeys(), learningKeys())
}

// rootKeys are what the root takes to itself, whatever is in sight or nearly so.
func rootKeys() keyTable {
	return keyTable{
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

		row(placeCover, actGoOn, hidden, "enter", "enter"),
		row(placeSealed, actUnlock, shown, "enter", "enter"),
	}
}

// answerKeys are the rows of an answer, wherever it is written, and those of its place.
func answerKeys(p place, own ...binding) keyTable {
	return slices.Concat(keyTable{
		row(p, actNext, shown, "enter", "enter", "tab"),
		row(p, action(editor.NewLine), shown, "ctrl+j", "ctrl+j", "shift+enter", "alt+enter"),
		row(p, actAngle, shown, "ctrl+t", "ctrl+t"),
		row(p, actBack, hidden, "shift+tab, ↑", "shift+tab"),
	}, own, editingKeys(p, "← → ↑ ↓"))
}

// editingKeys are the rows of any text that is written, but for what its place uses
// otherwise; moving says which arrows move in it.
func editingKeys(p place, moving string, but ...action) keyTable {
	return slices.DeleteFunc(keyTable{
		row(p, action(editor.Undo), hidden, "ctrl+z", "ctrl+z"),
		row(p, action(editor.Redo), hidden, "ctrl+shift+z", "ctrl+shift+z"),
		row(p, actMove, hidden, moving),
		row(p, action(editor.Left), hidden, "", "left"),
		row(p, action(editor.Right), hidden, "", "right"),
		row(p, action(editor.WordLeft), hidden, "alt+b, ctrl+←", "alt+b", "ctrl+left", "alt+left"),
		row(p, action(editor.WordRight), hidden, "alt+f, ctrl+→", "alt+f", "ctrl+right", "alt+right"),
		row(p, action(editor.LineStart), hidden, "ctrl+a, home", "home", "find"),
		row(p, action(editor.ParagraphStart), hidden, "", "ctrl+a"),
		row(p, action(editor.LineEnd), hidden, "ctrl+e, end", "end", "select"),
		row(p, action(editor.ParagraphEnd), hidden, "", "ctrl+e"),
		row(p, actErase, hidden, "backspace, delete, ctrl+d", "backspace", "shift+backspace"),
		row(p, action(editor.Delete), hidden, "", "delete", "ctrl+d"),
		row(p, action(editor.KillWord), hidden, "ctrl+w, alt+backspace, ctrl+delete", "ctrl+w"),
		row(p, action(editor.EraseWord), hidden, "", "alt+backspace", "ctrl+backspace"),
		row(p, action(editor.DeleteWord), hidden, "", "ctrl+delete"),
		row(p, action(editor.KillStart), hidden, "ctrl+u", "ctrl+u"),
		row(p, action(editor.KillEnd), hidden, "ctrl+k", "ctrl+k"),
		row(p, actUp, hidden, "", "up"),
		row(p, actDown, hidden, "", "down"),
		row(p, actPageUp, hidden, "pgup", "pgup"),
		row(p, actPageDown, hidden, "pgdn", "pgdown"),
		row(p, actFirst, hidden, "ctrl+home"),
		row(p, action(editor.TextStart), hidden, "", "ctrl+home"),
		row(p, actLast, hidden, "ctrl+end"),
		row(p, action(editor.TextEnd), hidden, "", "ctrl+end"),
	}, func(b binding) bool { return slices.Contains(but, b.action) })
}

// weighKeys are the rows of a scale.
func weighKeys(p place) keyTable {
	return keyTable{
		row(p, actDigit, shown, "0–10", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		row(p, actLighter, hidden, "←", "left"),
		row(p, actHeavier, hidden, "→", "right"),
	}
}

// moves are the rows of anything that is moved through.
func moves(p place) keyTable {
	return keyTable{
		row(p, actDown, hidden, "↓", "down", "j"),
		row(p, actUp, hidden, "↑", "up", "k"),
		row(p, actPageUp, hidden, "pgup", "pgup"),
		row(p, actFirst, hidden, "home, g", "home", "g"),
		row(p, actLast, hidden, "end, G", "end", "G"),
	}
}

// writeKeys are the rows of Write.
func writeKeys() keyTable {
	return slices.Concat(answerKeys(placeAnswer,
		row(placeAnswer, actKeep, hidden, "ctrl+s", "ctrl+s"),
		row(placeAnswer, actWaiting, hidden, "ctrl+o", "ctrl+o"),
	), weighKeys(placeWeigh), keyTable{
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
	})
}

// dialogKeys are the rows of the dialogs that belong to no room.
func dialogKeys() keyTable {
	return append(keyTable{
		row(placeField, actGoOn, shown, "enter", "enter"),
		row(placeField, actErase, hidden, "backspace", "backspace"),
		row(placeField, actClear, hidden, "ctrl+u", "ctrl+u"),

		row(placeOffer, actSetLock, shown, "l", "l"),
		row(placeOffer, actNotNow, shown, "enter", "enter"),

		row(placeRecovery, actShowKey, shown, "s", "s"),
		row(placeRecovery, actNotNow, shown, "enter", "enter"),

		row(placeText, actPageDown, hidden, "space", "space", "pgdown"),
		row(placeText, actClose, hidden, "enter", "enter"),
	}, moves(placeText)...)
}

// reviewKeys are the rows of Review's list and reader.
func reviewKeys() keyTable {
	table := append(keyTable{
		row(placeReader, actReadOn, shown, "space", "space", "pgdown"),
		row(placeReader, actSearch, hidden, "/", "/"),
		row(placeReader, actEdit, shown, "e", "e"),
		row(placeReader, actAgain, shown, "w", "w"),
		row(placeReader, actExport, shown, "x", "x"),
		row(placeReader, actOlder, shown, "n", "n"),
		row(placeReader, actNewer, shown, "p", "p"),
		row(placeReader, actDelete, hidden, "d", "d"),
		row(placeReader, actBurn, hidden, "b", "b"),
		row(placeReader, actVersion, hidden, "v", "v"),
		row(placeReader, actList, shown, "esc", "esc", "left"),
	}, moves(placeReader)...)
	for _, p := range []place{placeReview, placeFound} {
		table = append(table,
			row(p, actRead, shown, "enter", "enter", "right"),
			row(p, actSearch, shown, "/", "/"),
			row(p, actEdit, shown, "e", "e"),
			row(p, actAgain, shown, "w", "w"),
			row(p, actExport, shown, "x", "x"),
			row(p, actReadOn, hidden, "space", "space"),
			row(p, actPageDown, hidden, "pgdn", "pgdown"),
			row(p, actDelete, hidden, "d", "d"),
			row(p, actBurn, hidden, "b", "b"),
			row(p, actVersion, hidden, "v", "v"),
		)
		table = append(table, moves(p)...)
	}
	return append(table, row(placeFound, actAll, shown, "esc", "esc"))
}

// taskKeys are the rows of the search line, and of what is done with an entry. The
// filters of the search line are rows without a key: help names them.
func taskKeys() keyTable {
	return slices.Concat(keyTable{
		row(placeSearch, actList, shown, "enter", "enter", "tab"),
		row(placeSearch, actDown, shown, "↓", "down"),
		row(placeSearch, actUp, shown, "↑", "up"),
		row(placeSearch, actTag, hidden, "#queue"),
		row(placeSearch, actSince, hidden, "since:2026-11"),
		row(placeSearch, actUntil, hidden, "until:2026-11"),
		row(placeSearch, actIsHeavy, hidden, "is:heavy"),
		row(placeSearch, actIsOpen, hidden, "is:open"),
		row(placeSearch, actClear, hidden, "ctrl+u", "ctrl+u"),
		row(placeSearch, actLeave, shown, "esc", "esc"),
	}, editingKeys(placeSearch, "← →", actUp, actDown, action(editor.KillStart)), weighKeys(placeAgain), keyTable{
		row(placeAgain, actDone, shown, "enter", "enter"),
		row(placeAgain, actLeave, shown, "esc", "esc"),

		row(placeDelete, actDelete, shown, "d", "d"),
		row(placeDelete, actPutBy, shown, "esc", "esc", "enter"),
		row(placeBurnt, actBurn, shown, "b", "b"),
		row(placeBurnt, actPutBy, shown, "esc", "esc", "enter"),
		row(placeVersion, actVersion, shown, "v", "v"),
		row(placeVersion, actPutBy, shown, "esc", "esc", "enter"),

		row(placeHomeless, actKeepNew, shown, "enter", "enter"),
		row(placeHomeless, actEdit, shown, "esc", "esc"),
		row(placeDrop, actDone, shown, "enter", "enter"),
		row(placeDrop, actDrop, shown, "x", "x"),
		row(placeDrop, actEdit, shown, "esc", "esc"),

		row(placeExport, actWriteOut, shown, "enter", "enter"),
		row(placeExport, actToggle, shown, "space", "space"),
		row(placeExport, actDown, hidden, "↓", "down", "j"),
		row(placeExport, actUp, hidden, "↑", "up", "k"),
		row(placeExport, actPageDown, shown, "pgdn", "pgdown"),
		row(placeExport, actPageUp, hidden, "pgup", "pgup"),
		row(placeExport, actLeave, shown, "esc", "esc"),
		row(placeExported, actClose, shown, "enter", "enter", "esc"),
	}, answerKeys(placeEdit,
		row(placeEdit, actDone, shown, "ctrl+s", "ctrl+s"),
		row(placeEdit, actLeave, shown, "esc", "esc"),
	))
}

// learningKeys are the rows of Ready and Patterns, and of any room while it has
// nothing but something to read.
func learningKeys() keyTable {
	table := slices.Concat(keyTable{
		row(placeReady, actRead, shown, "enter", "enter"),
		row(placeReady, actTried, shown, "t", "t"),
		row(placeReady, actLetGo, shown, "l", "l"),
		row(placeReady, actEarlier, hidden, "o", "o"),

		row(placeHow, actDone, shown, "enter", "enter", "tab"),
		row(placeHow, actClose, shown, "esc", "esc"),
	}, editingKeys(placeHow, "← → ↑ ↓"), keyTable{
		row(placePatterns, actReadOn, shown, "space", "space", "pgdown"),
		row(placePatterns, actRange, shown, "← →", "left", "right"),
		row(placePatterns, actRead, hidden, "enter", "enter"),
	}, moves(placePatterns))
	for _, p := range []place{placeReady, placeQuiet, placeSealed} {
		table = append(table, row(p, actPageDown, hidden, "pgdn", "pgdown"))
		table = append(table, moves(p)...)
	}
	return table
}
