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
	return slices.Concat(
		in(AtTop, rows{{"cover", shown, "esc", "esc"}}),
		in(InDialog, rows{{ActClose, shown, "esc", "esc"}}),
		in(Always, rows{
			{ActLock, hidden, "ctrl+l", "ctrl+l"},
			{ActHelp, shown, "F1, ctrl+g", "f1 ctrl+g"},
			{ActQuit, shown, "ctrl+c", "ctrl+c"},
		}),
		in(OutsideText, rows{
			{ActWrite, hidden, "1", "1"},
			{ActReview, hidden, "2", "2"},
			{ActReady, hidden, "3", "3"},
			{ActPatterns, hidden, "4", "4"},
			{ActTakeBack, hidden, "u", "u"},
			{ActSettings, hidden, "5", "5"},
			{ActHelp, shown, "?", "?"},
			{ActSuspend, hidden, "ctrl+z", "ctrl+z"},
		}),
		in(InCover, rows{
			{ActGoOn, hidden, "enter", "enter"},
			{ActSetLock, hidden, "l", "l"},
			{ActBreathe, hidden, "", "space"}, // what it is for is told nowhere
		}),
		in(InSealed, rows{{ActUnlock, shown, "enter", "enter"}}),
	)
}

// answerKeys are the rows of an answer, wherever it is written, what saves it, and those of its context.
func answerKeys(p KeyContext, saves row, own ...row) KeyTable {
	return slices.Concat(in(p, rows{
		{Action(editor.NewLine), shown, "enter, ctrl+j", "enter ctrl+j shift+enter alt+enter"},
		{ActNext, Lasts, "tab", "tab"},
		saves,
		{ActAngle, shown, "ctrl+t", "ctrl+t"},
		{ActBack, hidden, "shift+tab, ↑", "shift+tab"},
		{"when", hidden, "↑", ""},
	}), in(p, own), editingKeys(p, "← → ↑ ↓"))
}

// editingKeys are the rows of any text that is written, but for what its context uses
// otherwise; moving says which arrows move in it.
func editingKeys(p KeyContext, moving string, but ...Action) KeyTable {
	return slices.DeleteFunc(in(p, rows{
		{Action(editor.Undo), hidden, "ctrl+z", "ctrl+z"},
		{Action(editor.Redo), hidden, "ctrl+shift+z", "ctrl+shift+z"},
		{"move", hidden, moving, ""},
		{Action(editor.Left), hidden, "", "left"},
		{Action(editor.Right), hidden, "", "right"},
		{Action(editor.WordLeft), hidden, "alt+b, ctrl+←", "alt+b ctrl+left alt+left"},
		{Action(editor.WordRight), hidden, "alt+f, ctrl+→", "alt+f ctrl+right alt+right"},
		{Action(editor.LineStart), hidden, "ctrl+a, home", "home find"},
		{Action(editor.ParagraphStart), hidden, "", "ctrl+a"},
		{Action(editor.LineEnd), hidden, "ctrl+e, end", "end select"},
		{Action(editor.ParagraphEnd), hidden, "", "ctrl+e"},
		{ActErase, hidden, "backspace, delete, ctrl+d", "backspace shift+backspace"},
		{Action(editor.Delete), hidden, "", "delete ctrl+d"},
		{Action(editor.KillWord), hidden, "ctrl+w, alt+backspace, ctrl+delete", "ctrl+w"},
		{Action(editor.EraseWord), hidden, "", "alt+backspace ctrl+backspace"},
		{Action(editor.DeleteWord), hidden, "", "ctrl+delete"},
		{Action(editor.KillStart), hidden, "ctrl+u", "ctrl+u"},
		{Action(editor.KillEnd), hidden, "ctrl+k", "ctrl+k"},
		{ActUp, hidden, "", "up"},
		{ActDown, hidden, "", "down"},
		{ActPageUp, hidden, "pgup", "pgup"},
		{ActPageDown, hidden, "pgdn", "pgdown"},
		{ActFirst, hidden, "ctrl+home", ""},
		{Action(editor.TextStart), hidden, "", "ctrl+home"},
		{ActLast, hidden, "ctrl+end", ""},
		{Action(editor.TextEnd), hidden, "", "ctrl+end"},
	}), func(b Binding) bool { return slices.Contains(but, b.Action) })
}

func weighKeys(p KeyContext) KeyTable {
	return in(p, rows{
		{ActDigit, shown, "0–10", "0 1 2 3 4 5 6 7 8 9"},
		{ActLighter, hidden, "←", "left"},
		{ActHeavier, hidden, "→", "right"},
	})
}

// moves are the rows of whatever can be gone through line by line.
func moves(contexts ...KeyContext) KeyTable {
	return inAll(contexts, rows{
		{ActDown, hidden, "↓", "down j"},
		{ActUp, hidden, "↑", "up k"},
		{ActPageUp, hidden, "pgup", "pgup"},
		{ActFirst, hidden, "home, g", "home g"},
		{ActLast, hidden, "end, G", "end G"},
	})
}

func writeKeys() KeyTable {
	return slices.Concat(
		answerKeys(InAnswer, row{ActKeep, Lasts, "ctrl+s", "ctrl+s"}, row{ActWaiting, shown, "ctrl+o", "ctrl+o"}),
		weighKeys(InWeigh),
		in(InWeigh, rows{
			{ActNext, Lasts, "enter", "enter tab"},
			{ActBack, hidden, "shift+tab, ↑", "shift+tab up"},
			{ActKeep, Lasts, "ctrl+s", "ctrl+s"},
			{ActWaiting, hidden, "ctrl+o", "ctrl+o"},
		}),
		in(InShake, rows{
			{ActShake, shown, "space", "space left right up down"},
			{ActNext, shown, "enter", "enter tab"},
			{ActDigit, hidden, "0–10", "0 1 2 3 4 5 6 7 8 9"},
		}),
		in(InEnding, rows{
			{ActFinish, shown, "enter", "enter tab"},
			{ActBurn, shown, "b", "b"},
		}),
		in(InChoice, rows{
			{ActTakeUp, shown, "enter", "enter"},
			{ActFile, shown, "ctrl+s", "ctrl+s"},
			{ActDelete, shown, "d", "d"},
		}),
		moves(InChoice))
}

// dialogKeys are the rows of the dialogs that belong to no room.
func dialogKeys() KeyTable {
	return slices.Concat(
		inAll([]KeyContext{InField, InNewField}, rows{
			{ActGoOn, shown, "enter", "enter"},
			{ActShow, shown, "ctrl+t", "ctrl+t"},
			{ActErase, hidden, "backspace", "backspace"},
			{ActClear, hidden, "ctrl+u", "ctrl+u"},
		}),
		in(InNewField, rows{{ActFieldBack, shown, "shift+tab", "shift+tab"}}),
		in(InSomeone, rows{{ActDone, shown, "enter", "enter tab"}}),
		in(InOffer, rows{{ActSetLock, shown, "l", "l"}}), in(InRecovery, rows{{ActShowKey, shown, "s", "s"}}),
		inAll([]KeyContext{InOffer, InRecovery}, rows{{ActNotNow, shown, "enter", "enter"}}),
		in(InClosing, rows{{ActDelete, shown, "d", "d"}}),
		in(InText, rows{
			{ActPageDown, hidden, "space", "space pgdown"},
			{ActClose, hidden, "enter", "enter"},
		}),
		moves(InText), editingKeys(InSomeone, "← → ↑ ↓"))
}

func reviewKeys() KeyTable {
	lists := []KeyContext{InReview, InFound}
	return slices.Concat(
		in(InReader, rows{
			{ActReadOn, shown, "space", "space pgdown"},
			{ActSearch, hidden, "/", "/"},
			{ActEdit, shown, "e", "e"},
			{ActAgain, shown, "w", "w"},
			{ActExport, shown, "x", "x"},
			{ActOlder, shown, "n", "n"},
			{ActNewer, shown, "p", "p"},
			{ActDelete, hidden, "d", "d"},
			{ActVersion, hidden, "v", "v"},
			{ActList, shown, "esc", "esc left"},
		}),
		inAll(lists, rows{
			{ActQuit, hidden, "q", "q"},
			{ActRead, shown, "enter", "enter right"},
			{ActSearch, shown, "/", "/"},
			{ActEdit, shown, "e", "e"},
			{ActAgain, shown, "w", "w"},
			{ActExport, shown, "x", "x"},
			{ActReadOn, hidden, "space", "space"},
			{ActPageDown, hidden, "pgdn", "pgdown"},
			{ActDelete, hidden, "d", "d"},
			{ActVersion, hidden, "v", "v"},
		}),
		inAll(append(lists, InReader), rows{
			{ActMonthBefore, hidden, "[", "["},
			{ActMonthAfter, hidden, "]", "]"},
			{ActJump, hidden, "t", "t"},
		}),
		inAll(lists, rows{{ActDense, hidden, "z", "z"}}),
		moves(InReview, InFound, InReader),
		in(InFound, rows{{"all", shown, "esc", "esc"}}))
}

// reading are the rows of a text in which a cursor moves and nothing is written.
func reading(p KeyContext) KeyTable {
	return editingKeys(p, "← → ↑ ↓", Action(editor.Undo), Action(editor.Redo), ActErase, Action(editor.Delete), Action(editor.KillWord),
		Action(editor.EraseWord), Action(editor.DeleteWord), Action(editor.KillStart), Action(editor.KillEnd))
}

// oneLine are the rows of a text that has no lines to go through.
func oneLine(p KeyContext) KeyTable {
	return editingKeys(p, "← →", ActUp, ActDown, ActPageUp, ActPageDown)
}

// taskKeys are the rows of the search line, and of what is done with an entry. The
// filters of the search line are rows without a key: help names them.
func taskKeys() KeyTable {
	return slices.Concat(
		in(InSearch, rows{
			{ActList, shown, "enter", "enter tab"},
			{ActDown, shown, "↓", "down"},
			{ActUp, shown, "↑", "up"},
			{"tag", hidden, "#queue", ""},
			{"since", hidden, "since:2026-11", ""},
			{"until", hidden, "until:2026-11", ""},
			{"isheavy", hidden, "is:heavy", ""},
			{"isopen", hidden, "is:open", ""},
			{ActClear, hidden, "ctrl+u", "ctrl+u"},
		}),
		oneLine(InBlackout), oneLine(InPlace), reading(InPassage),
		inAll([]KeyContext{InJump, InBlackout, InPlace}, rows{{ActGoOn, shown, "enter", "enter"}}),
		weighKeys(InAgain), in(InAgain, rows{{ActDone, shown, "enter", "enter"}}),
		in(InDelete, rows{{ActDelete, shown, "d", "d"}}), in(InVersion, rows{{ActVersion, shown, "v", "v"}}),
		inAll([]KeyContext{InDelete, InVersion}, rows{{"putby", shown, "esc", "esc enter"}}),
		in(InHomeless, rows{
			{ActKeepNew, shown, "enter", "enter"},
			{ActEdit, shown, "esc", "esc"},
		}),
		in(InDrop, rows{
			{ActDone, shown, "enter", "enter"},
			{ActDrop, shown, "x", "x"},
			{ActEdit, shown, "esc", "esc"},
		}),
		in(InExport, rows{
			{ActWriteOut, shown, "enter", "enter"},
			{ActToggle, shown, "space", "space"},
			{ActBlackout, shown, "r", "r"},
			{ActPassage, shown, "m", "m"},
			{ActForm, shown, "f", "f"},
			{ActDown, hidden, "↓", "down j"},
			{ActUp, hidden, "↑", "up k"},
			{ActPageDown, hidden, "pgdn", "pgdown"},
			{ActPageUp, hidden, "pgup", "pgup"},
		}),
		in(InPassage, rows{
			{ActMark, shown, "space", "space"},
			{ActHide, shown, "enter", "enter"},
			{ActUnhide, shown, "backspace", "backspace"},
		}),
		in(InExported, rows{
			{ActDelete, shown, "d", "d"},
			{ActClose, shown, "enter", "enter esc"},
		}),
		inAll([]KeyContext{InSearch, InJump, InAgain, InExport, InBlackout, InPassage, InPlace}, rows{
			{"leave", shown, "esc", "esc"},
		}),
		oneLine(InJump), editingKeys(InSearch, "← →", ActUp, ActDown, Action(editor.KillStart)),
		answerKeys(InEdit, row{ActDone, Lasts, "ctrl+s", "ctrl+s"}, row{"leave", shown, "esc", "esc"}))
}

// learningKeys are the rows of Ready and Patterns, and of any room while it has
// nothing but something to read.
func learningKeys() KeyTable {
	return slices.Concat(
		in(InReady, rows{
			{ActRead, shown, "enter", "enter"},
			{ActTried, shown, "t", "t"},
			{ActLetGo, shown, "l", "l"},
			{ActEarlier, hidden, "o", "o"},
		}),
		in(InHow, rows{
			{ActDone, shown, "enter", "enter tab"},
			{ActClose, shown, "esc", "esc"},
		}),
		editingKeys(InHow, "← → ↑ ↓"),
		in(InPatterns, rows{
			{ActReadOn, shown, "space", "space pgdown"},
			{ActRange, shown, "← →", "left right"},
			{ActQuit, hidden, "q", "q"},
			{ActRead, hidden, "enter", "enter"},
		}),
		in(InCalendar, rows{
			{ActRead, shown, "enter", "enter"},
			{ActDay, shown, "↑ ↓", "up down k j"},
			{ActWeek, shown, "← →", "left right"},
			{ActFirst, hidden, "home, g", "home g"},
			{ActLast, hidden, "end, G", "end G"},
			{"leave", shown, "esc", "esc"},
		}),
		moves(InPatterns),
		in(InSettings, rows{
			{ActChange, shown, "enter", "enter space"},
			{ActTurn, shown, "← →", "left right"},
			{ActQuit, hidden, "q", "q"},
		}),
		inAll([]KeyContext{InReady, InQuiet}, rows{{ActQuit, hidden, "q", "q"}}),
		inAll([]KeyContext{InReady, InQuiet, InSealed, InSettings}, rows{
			{ActPageDown, hidden, "pgdn", "pgdown"},
		}),
		moves(InReady, InQuiet, InSealed, InSettings))
}
