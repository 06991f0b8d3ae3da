package kit

import (
	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
)

// App is what a screen may ask of the program around it. It is asked in the middle
// of the screen's own update, and what it does is done when it returns; a command
// that it returns is for the screen to hand on.
type App interface {
	// OpenEntry goes to Review, and opens this entry there to be read.
	OpenEntry(id journal.ID) tea.Cmd
	// Unlock has then done once the journal is open for reading, which may be at
	// once. Where a passphrase is needed it is asked for; then may be nil.
	Unlock(then func(e Env) tea.Cmd) tea.Cmd
	// Cover covers the screen, and brings what is written to disk.
	Cover() tea.Cmd
	// Relock says that what was unlocked is of no use any more: another window has
	// changed the lock.
	Relock() tea.Cmd
	// OfferLock asks whether to put a lock on the journal.
	OfferLock()
	// AskStatus looks at the file again; the rooms hear of it by statusMsg.
	AskStatus() tea.Cmd
	// Problem shows one line: what happened and what to do next. nil clears it.
	Problem(err error)
	// Notice shows one quiet line, until the next key.
	Notice(text string)
}
