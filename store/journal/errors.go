package journal

import "errors"

// What callers branch on, wrapped with what happened and without a word of an entry.
var (
	// ErrInvalid is an entry, answer, weighing or id that breaks a rule of this package.
	ErrInvalid = errors.New("not valid")
	// ErrLocked is a reading of a journal whose lock is set, without the passphrase.
	ErrLocked = errors.New("the journal is locked")
	// ErrPassphrase is a passphrase or recovery key that does not open this journal.
	ErrPassphrase = errors.New("that passphrase does not open this journal")
	// ErrChanged is a change by another window or command between reading and writing.
	ErrChanged = errors.New("changed meanwhile")
	// ErrInUse is a journal that another process held for longer than we wait.
	ErrInUse = errors.New("another program is using the journal")
	// ErrNoLocks is a journal where nothing can keep two programs apart.
	ErrNoLocks = errors.New("cannot lock files")
	// ErrDamaged is a journal, or a record of it, that cannot be trusted.
	ErrDamaged = errors.New("damaged")
	// ErrNotJournal is a file that is something else.
	ErrNotJournal = errors.New("not a shakeoff journal")
	// ErrNewer is a journal that a newer shakeoff must write.
	ErrNewer = errors.New("made by a newer shakeoff")
	// ErrReadOnly is a journal or a disk that cannot be written.
	ErrReadOnly = errors.New("cannot be written")
	// ErrForbidden is a journal that the person may not open.
	ErrForbidden = errors.New("you may not open it")
	// ErrFull is a disk, or a quota, with no room for another page.
	ErrFull = errors.New("the disk is full")
	// ErrNotFound is an entry that is not, or no longer, in the journal.
	ErrNotFound = errors.New("no such entry")
	// ErrNoJournal is a journal file that is not there yet.
	ErrNoJournal = errors.New("no journal yet")
	// ErrElsewhere is a journal that nobody has begun, at a place that was chosen.
	ErrElsewhere = errors.New("no journal is there yet")
	// ErrGone is a journal that was seen at its place before, and is not there now.
	ErrGone = errors.New("the journal that was there is gone")
	// ErrReplaced is a journal that is not the one which was seen at its place before.
	ErrReplaced = errors.New("not the journal that was there before")
)
