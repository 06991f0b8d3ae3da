package kit

import (
	"slices"

	"shakeoff/tui/editor"
)

// NewKeyTable returns the table, context by context, each in the order of its footer and
// help.
func NewKeyTable() KeyTable {
	return slices.Concat(rootKeys(), writeKeys(), dialogKeys(), reviewKeys(), taskKeys(), learningKeys())
}

// rootKeys are what the root takes to itself, whatever is in sight or nearly so.
func rootKeys() KeyTable {
	return KeyTable{
		row(AtTop, ActCover, shown, "esc", "esc"),
		row(InDialog, ActClose, shown, "esc", "esc"),

		row(Always, ActLock, hidden, "ctrl+l", "ctrl+l"),
		row(Always, ActHelp, shown, "F1, ctrl+g", "f1", "ctrl+g"),
		row(Always, ActQuit, shown, "ctrl+c", "ctrl+c"),

		row(OutsideText, ActWrite, hidden, "1", "1"),
		row(OutsideText, ActReview, hidden, "2", "2"),
		row(OutsideText, ActReady, hidden, "3", "3"),
		row(OutsideText, ActPatterns, hidden, "4", "4"),
		row(OutsideText, ActHelp, shown, "?", "?"),
		row(OutsideText, ActSuspend, hidden, "ctrl+z", "ctrl+z"),

		row(InCover, ActGoOn, hidden, "enter", "enter"),
		row(InCover, ActSetLock, hidden, "l", "l"),
		row(InSealed, ActUnlock, shown, "enter", "enter"),
	}
}

// answerKeys are the rows of an answer, wherever it is written, and those of its context.
func answerKeys(p KeyContext, own ...Binding) KeyTable {
	return slices.Concat(KeyTable{
		row(p, Action(editor.NewLine), shown, "enter, ctrl+j", "enter", "ctrl+j", "shift+enter", "alt+enter"),
		row(p, ActNext, shown, "tab", "tab"),
		row(p, ActAngle, shown, "ctrl+t", "ctrl+t"),
		row(p, ActBack, hidden, "shift+tab, ↑", "shift+tab"),
	}, own, editingKeys(p, "← → ↑ ↓"))
}

// editingKeys are the rows of any text that is written, but for what its context uses
// otherwise; moving says which arrows move in it.
func editingKeys(p KeyContext, moving string, but ...Action) KeyTable {
	return slices.DeleteFunc(KeyTable{
		row(p, Action(editor.Undo), hidden, "ctrl+z", "ctrl+z"),
		row(p, Action(editor.Redo), hidden, "ctrl+shift+z", "ctrl+shift+z"),
		row(p, ActMove, hidden, moving),
		row(p, Action(editor.Left), hidden, "", "left"),
		row(p, Action(editor.Right), hidden, "", "right"),
		row(p, Action(editor.WordLeft), hidden, "alt+b, ctrl+←", "alt+b", "ctrl+left", "alt+left"),
		row(p, Action(editor.WordRight), hidden, "alt+f, ctrl+→", "alt+f", "ctrl+right", "alt+right"),
		row(p, Action(editor.LineStart), hidden, "ctrl+a, home", "home", "find"),
		row(p, Action(editor.ParagraphStart), hidden, "", "ctrl+a"),
		row(p, Action(editor.LineEnd), hidden, "ctrl+e, end", "end", "select"),
		row(p, Action(editor.ParagraphEnd), hidden, "", "ctrl+e"),
		row(p, ActErase, hidden, "backspace, delete, ctrl+d", "backspace", "shift+backspace"),
		row(p, Action(editor.Delete), hidden, "", "delete", "ctrl+d"),
		row(p, Action(editor.KillWord), hidden, "ctrl+w, alt+backspace, ctrl+delete", "ctrl+w"),
		row(p, Action(editor.EraseWord), hidden, "", "alt+backspace", "ctrl+backspace"),
		row(p, Action(editor.DeleteWord), hidden, "", "ctrl+delete"),
		row(p, Action(editor.KillStart), hidden, "ctrl+u", "ctrl+u"),
		row(p, Action(editor.KillEnd), hidden, "ctrl+k", "ctrl+k"),
		row(p, ActUp, hidden, "", "up"),
		row(p, ActDown, hidden, "", "down"),
		row(p, ActPageUp, hidden, "pgup", "pgup"),
		row(p, ActPageDown, hidden, "pgdn", "pgdown"),
		row(p, ActFirst, hidden, "ctrl+home"),
		row(p, Action(editor.TextStart), hidden, "", "ctrl+home"),
		row(p, ActLast, hidden, "ctrl+end"),
		row(p, Action(editor.TextEnd), hidden, "", "ctrl+end"),
	}, func(b Binding) bool { return slices.Contains(but, b.Action) })
}

func weighKeys(p KeyContext) KeyTable {
	return KeyTable{
		row(p, ActDigit, shown, "0–10", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		row(p, ActLighter, hidden, "←", "left"),
		row(p, ActHeavier, hidden, "→", "right"),
	}
}

func moves(p KeyContext) KeyTable {
	return KeyTable{
		row(p, ActDown, hidden, "↓", "down", "j"),
		row(p, ActUp, hidden, "↑", "up", "k"),
		row(p, ActPageUp, hidden, "pgup", "pgup"),
		row(p, ActFirst, hidden, "home, g", "home", "g"),
		row(p, ActLast, hidden, "end, G", "end", "G"),
	}
}

func writeKeys() KeyTable {
	return slices.Concat(answerKeys(InAnswer,
		row(InAnswer, ActKeep, hidden, "ctrl+s", "ctrl+s"),
		row(InAnswer, ActWaiting, hidden, "ctrl+o", "ctrl+o"),
	), weighKeys(InWeigh), KeyTable{
		row(InWeigh, ActNext, shown, "enter", "enter", "tab"),
		row(InWeigh, ActBack, hidden, "shift+tab, ↑", "shift+tab", "up"),
		row(InWeigh, ActKeep, hidden, "ctrl+s", "ctrl+s"),
		row(InWeigh, ActWaiting, hidden, "ctrl+o", "ctrl+o"),

		row(InShake, ActShake, shown, "space", "space", "left", "right", "up", "down"),
		row(InShake, ActNext, shown, "enter", "enter", "tab"),
		row(InShake, ActDigit, hidden, "0–10", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),

		row(InEnding, ActDone, shown, "enter", "enter", "tab"),
		row(InEnding, ActBurn, shown, "b", "b"),

		row(InChoice, ActUnlock, shown, "enter", "enter"),
		row(InChoice, ActFile, shown, "k", "k"),
		row(InChoice, ActFresh, shown, "f", "f"),
	})
}

// dialogKeys are the rows of the dialogs that belong to no room.
func dialogKeys() KeyTable {
	return append(KeyTable{
		row(InField, ActGoOn, shown, "enter", "enter"),
		row(InField, ActShow, shown, "ctrl+t", "ctrl+t"),
		row(InField, ActErase, hidden, "backspace", "backspace"),
		row(InField, ActClear, hidden, "ctrl+u", "ctrl+u"),

		row(InOffer, ActSetLock, shown, "l", "l"),
		row(InOffer, ActNotNow, shown, "enter", "enter"),

		row(InRecovery, ActShowKey, shown, "s", "s"),
		row(InRecovery, ActNotNow, shown, "enter", "enter"),

		row(InText, ActPageDown, hidden, "space", "space", "pgdown"),
		row(InText, ActClose, hidden, "enter", "enter"),
	}, moves(InText)...)
}

func reviewKeys() KeyTable {
	table := append(KeyTable{
		row(InReader, ActReadOn, shown, "space", "space", "pgdown"),
		row(InReader, ActSearch, hidden, "/", "/"),
		row(InReader, ActEdit, shown, "e", "e"),
		row(InReader, ActAgain, shown, "w", "w"),
		row(InReader, ActExport, shown, "x", "x"),
		row(InReader, ActOlder, shown, "n", "n"),
		row(InReader, ActNewer, shown, "p", "p"),
		row(InReader, ActDelete, hidden, "d", "d"),
		row(InReader, ActBurn, hidden, "b", "b"),
		row(InReader, ActVersion, hidden, "v", "v"),
		row(InReader, ActList, shown, "esc", "esc", "left"),
	}, moves(InReader)...)
	for _, p := range []KeyContext{InReview, InFound} {
		table = append(table,
			row(p, ActQuit, hidden, "q", "q"),
			row(p, ActRead, shown, "enter", "enter", "right"),
			row(p, ActSearch, shown, "/", "/"),
			row(p, ActEdit, shown, "e", "e"),
			row(p, ActAgain, shown, "w", "w"),
			row(p, ActExport, shown, "x", "x"),
			row(p, ActReadOn, hidden, "space", "space"),
			row(p, ActPageDown, hidden, "pgdn", "pgdown"),
			row(p, ActDelete, hidden, "d", "d"),
			row(p, ActBurn, hidden, "b", "b"),
			row(p, ActVersion, hidden, "v", "v"),
		)
		table = append(table, moves(p)...)
	}
	return append(table, row(InFound, ActAll, shown, "esc", "esc"))
}

// taskKeys are the rows of the search line, and of what is done with an entry. The
// filters of the search line are rows without a key: help names them.
func taskKeys() KeyTable {
	return slices.Concat(KeyTable{
		row(InSearch, ActList, shown, "enter", "enter", "tab"),
		row(InSearch, ActDown, shown, "↓", "down"),
		row(InSearch, ActUp, shown, "↑", "up"),
		row(InSearch, ActTag, hidden, "#queue"),
		row(InSearch, ActSince, hidden, "since:2026-11"),
		row(InSearch, ActUntil, hidden, "until:2026-11"),
		row(InSearch, ActIsHeavy, hidden, "is:heavy"),
		row(InSearch, ActIsOpen, hidden, "is:open"),
		row(InSearch, ActClear, hidden, "ctrl+u", "ctrl+u"),
		row(InSearch, ActLeave, shown, "esc", "esc"),
	}, editingKeys(InSearch, "← →", ActUp, ActDown, Action(editor.KillStart)), weighKeys(InAgain), KeyTable{
		row(InAgain, ActDone, shown, "enter", "enter"),
		row(InAgain, ActLeave, shown, "esc", "esc"),

		row(InDelete, ActDelete, shown, "d", "d"),
		row(InDelete, ActPutBy, shown, "esc", "esc", "enter"),
		row(InBurnt, ActBurn, shown, "b", "b"),
		row(InBurnt, ActPutBy, shown, "esc", "esc", "enter"),
		row(InVersion, ActVersion, shown, "v", "v"),
		row(InVersion, ActPutBy, shown, "esc", "esc", "enter"),

		row(InHomeless, ActKeepNew, shown, "enter", "enter"),
		row(InHomeless, ActEdit, shown, "esc", "esc"),
		row(InDrop, ActDone, shown, "enter", "enter"),
		row(InDrop, ActDrop, shown, "x", "x"),
		row(InDrop, ActEdit, shown, "esc", "esc"),

		row(InExport, ActWriteOut, shown, "enter", "enter"),
		row(InExport, ActToggle, shown, "space", "space"),
		row(InExport, ActDown, hidden, "↓", "down", "j"),
		row(InExport, ActUp, hidden, "↑", "up", "k"),
		row(InExport, ActPageDown, shown, "pgdn", "pgdown"),
		row(InExport, ActPageUp, hidden, "pgup", "pgup"),
		row(InExport, ActLeave, shown, "esc", "esc"),
		row(InExported, ActClose, shown, "enter", "enter", "esc"),
	}, answerKeys(InEdit,
		row(InEdit, ActDone, shown, "ctrl+s", "ctrl+s"),
		row(InEdit, ActLeave, shown, "esc", "esc"),
	))
}

// learningKeys are the rows of Ready and Patterns, and of any room while it has
// nothing but something to read.
func learningKeys() KeyTable {
	table := slices.Concat(KeyTable{
		row(InReady, ActRead, shown, "enter", "enter"),
		row(InReady, ActTried, shown, "t", "t"),
		row(InReady, ActLetGo, shown, "l", "l"),
		row(InReady, ActEarlier, hidden, "o", "o"),

		row(InHow, ActDone, shown, "enter", "enter", "tab"),
		row(InHow, ActClose, shown, "esc", "esc"),
	}, editingKeys(InHow, "← → ↑ ↓"), KeyTable{
		row(InPatterns, ActReadOn, shown, "space", "space", "pgdown"),
		row(InPatterns, ActRange, shown, "← →", "left", "right"),
		row(InPatterns, ActQuit, hidden, "q", "q"),
		row(InPatterns, ActRead, hidden, "enter", "enter"),
	}, moves(InPatterns))
	table = append(table, row(InReady, ActQuit, hidden, "q", "q"), row(InQuiet, ActQuit, hidden, "q", "q"))
	for _, p := range []KeyContext{InReady, InQuiet, InSealed} {
		table = append(table, row(p, ActPageDown, hidden, "pgdn", "pgdown"))
		table = append(table, moves(p)...)
	}
	return table
}
