package journal

import "errors"

// What callers branch on, wrapped with what happened and without a word of an entry.
var (
	ErrInvalid    = errors.New("not valid")             // breaks a rule of this package
	ErrUnfinished = errors.New("not finished yet")      // the beginning of something valid
	ErrLocked     = errors.New("the journal is locked") // read without the passphrase
	ErrPassphrase = errors.New("that passphrase does not open this journal")
	ErrChanged    = errors.New("changed in the meantime")              // by another window, between reading and writing
	ErrInUse      = errors.New("another program is using the journal") // for longer than we wait
	ErrNoLocks    = errors.New("cannot lock files")                    // so nothing keeps two programs apart
	ErrDamaged    = errors.New("damaged")                              // the journal, or a record of it
	ErrNotJournal = errors.New("not a shakeoff journal")               // but another file
	ErrNewer      = errors.New("made by a newer shakeoff")             // which must write it
	ErrReadOnly   = errors.New("cannot be written")                    // the journal or its disk
	ErrForbidden  = errors.New("you do not have permission to open it")
	ErrFull       = errors.New("the disk is full")        // or a quota
	ErrNotFound   = errors.New("no such entry")           // or no longer
	ErrNoJournal  = errors.New("no journal yet")          // the file is not there
	ErrElsewhere  = errors.New("no journal is there yet") // at a place that was chosen
	ErrGone       = errors.New("the journal that was there is gone")
	ErrReplaced   = errors.New("not the journal that was there before")
)
