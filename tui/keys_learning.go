package tui

// learningKeys are the rows of Ready and Patterns, and of any room while it has
// nothing but something to read.
func learningKeys() keyTable {
	table := keyTable{
		row(placeReady, actRead, shown, "enter", "enter"),
		row(placeReady, actTried, shown, "t", "t"),
		row(placeReady, actLetGo, shown, "l", "l"),
		row(placeReady, actEarlier, hidden, "o", "o"),

		row(placeHow, actDone, shown, "enter", "enter", "tab"),
		row(placeHow, actUndo, hidden, "ctrl+z", "ctrl+z"),
		row(placeHow, actMove, hidden, "← →", "left", "right"),
		row(placeHow, actWordLeft, hidden, "alt+b", "alt+b"),
		row(placeHow, actWordRight, hidden, "alt+f", "alt+f"),
		row(placeHow, actLineStart, hidden, "ctrl+a", "ctrl+a", "home"),
		row(placeHow, actLineEnd, hidden, "ctrl+e", "ctrl+e", "end"),
		row(placeHow, actKillWord, hidden, "ctrl+w", "ctrl+w"),
		row(placeHow, actKillStart, hidden, "ctrl+u", "ctrl+u"),
		row(placeHow, actKillEnd, hidden, "ctrl+k", "ctrl+k"),
		row(placeHow, actClose, shown, "esc", "esc"),

		row(placePatterns, actReadOn, shown, "space", "space", "pgdown"),
		row(placePatterns, actRange, shown, "← →", "left", "right"),
		row(placePatterns, actRead, hidden, "enter", "enter"),
	}
	for _, p := range []place{placeReady, placePatterns, placeQuiet, placeSealed} {
		if p != placePatterns {
			table = append(table, row(p, actPageDown, hidden, "pgdn", "pgdown"))
		}
		table = append(table,
			row(p, actDown, hidden, "↓", "down", "j"),
			row(p, actUp, hidden, "↑", "up", "k"),
			row(p, actPageUp, hidden, "pgup", "pgup"),
			row(p, actFirst, hidden, "home, g", "home", "g"),
			row(p, actLast, hidden, "end, G", "end", "G"),
		)
	}
	return table
}
