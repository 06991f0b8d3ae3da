package tui

// reviewKeys are the rows of Review: of its list and its reader, of the search line,
// and of what can be done with an entry.
func reviewKeys() keyTable {
	table := keyTable{
		row(placeReader, actReadOn, shown, "space", "space", "pgdown"),
		row(placeReader, actSearch, hidden, "/", "/"),
		row(placeReader, actEdit, shown, "e", "e"),
		row(placeReader, actAgain, shown, "w", "w"),
		row(placeReader, actExport, shown, "x", "x"),
		row(placeReader, actOlder, shown, "n", "n"),
		row(placeReader, actNewer, shown, "p", "p"),
		row(placeReader, actPageUp, hidden, "pgup", "pgup"),
		row(placeReader, actDown, hidden, "↓", "down", "j"),
		row(placeReader, actUp, hidden, "↑", "up", "k"),
		row(placeReader, actFirst, hidden, "home, g", "home", "g"),
		row(placeReader, actLast, hidden, "end, G", "end", "G"),
		row(placeReader, actDelete, hidden, "d", "d"),
		row(placeReader, actBurn, hidden, "b", "b"),
		row(placeReader, actVersion, hidden, "v", "v"),
		row(placeReader, actList, shown, "esc", "esc", "left"),
	}
	for _, p := range []place{placeReview, placeFound} {
		table = append(table,
			row(p, actRead, shown, "enter", "enter", "right"),
			row(p, actSearch, shown, "/", "/"),
			row(p, actEdit, shown, "e", "e"),
			row(p, actAgain, shown, "w", "w"),
			row(p, actExport, shown, "x", "x"),
			row(p, actDown, hidden, "↓", "down", "j"),
			row(p, actUp, hidden, "↑", "up", "k"),
			row(p, actReadOn, hidden, "space", "space"),
			row(p, actPageDown, hidden, "pgdn", "pgdown"),
			row(p, actPageUp, hidden, "pgup", "pgup"),
			row(p, actFirst, hidden, "home, g", "home", "g"),
			row(p, actLast, hidden, "end, G", "end", "G"),
			row(p, actDelete, hidden, "d", "d"),
			row(p, actBurn, hidden, "b", "b"),
			row(p, actVersion, hidden, "v", "v"),
		)
	}
	table = append(table, row(placeFound, actAll, shown, "esc", "esc"))
	return append(table, taskKeys()...)
}

// taskKeys are the rows of the search line, and of what is done with an entry. The
// filters of the search line are rows without a key: help names them.
func taskKeys() keyTable {
	return keyTable{
		row(placeSearch, actList, shown, "enter", "enter", "tab"),
		row(placeSearch, actDown, shown, "↓", "down"),
		row(placeSearch, actUp, shown, "↑", "up"),
		row(placeSearch, actPageDown, hidden, "pgdn", "pgdown"),
		row(placeSearch, actPageUp, hidden, "pgup", "pgup"),
		row(placeSearch, actClear, hidden, "ctrl+u", "ctrl+u"),
		row(placeSearch, actTag, hidden, "#queue"),
		row(placeSearch, actSince, hidden, "since:2026-11"),
		row(placeSearch, actUntil, hidden, "until:2026-11"),
		row(placeSearch, actIsHeavy, hidden, "is:heavy"),
		row(placeSearch, actIsOpen, hidden, "is:open"),
		row(placeSearch, actLeave, shown, "esc", "esc"),

		row(placeAgain, actDigit, shown, "0–10", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		row(placeAgain, actLighter, hidden, "←", "left"),
		row(placeAgain, actHeavier, hidden, "→", "right"),
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

		row(placeEdit, actDone, shown, "ctrl+s", "ctrl+s"),
		row(placeEdit, actLeave, shown, "esc", "esc"),
	}
}
