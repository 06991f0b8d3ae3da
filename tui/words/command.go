package words

// Command is what the commands say in the shell. Their help is English, and so is what doctor finds.
type Command struct {
	Failed  Failed
	Usage   Usage
	Done    Done
	Import  Importing
	Restore Restoring
	// Mistakes are what can be wrong in a file of settings, by the names of [tomlfile.Rules].
	Mistakes map[string]string
}

// Failed is why a command failed, and what to do next. Both stand in one line with a colon
// between them, so they begin in small letters and end without a full stop.
type Failed struct {
	Locked, Passphrase, NotFound, InUse      [2]string
	NoLocks, NotJournal, Replaced, Damaged   [2]string
	Newer, Forbidden, ReadOnly, Full         [2]string
	Changed, Elsewhere, Gone, NoJournal      [2]string
	Missing, Older, Invalid, Canceled        [2]string
	Unknown                                  [2]string // anything else
	Rest                                     [2]string // some could not be read, the others are there
	OneHeader                                [2]string // a part of the file is damaged, and it is read all the same
	Whole                                    string    // after Missing: the backup to go back to, %s
	NoEntries, Several                       [2]string // for last; for the beginning of an id
	NoTerminal, NotAsked, NotYes             [2]string // for the screens; to ask on; the answer was not yes
	Broken, Home                             [2]string // a fault of the program; the home folder is not known
	NoKey                                    [2]string // without a lock there is no recovery key
	NoSecret, SecretInput                    [2]string // why the passphrase cannot be read, %s; both from standard input
	NewSecret, Empty, Untypable, Differ      [2]string // a new passphrase is needed; is empty; cannot be typed; the two differ
	Compare                                  [2]string // --update needs the passphrase
	Unreadable, NotWritten, NotPrinted, Long [2]string // why: %s, %s, %s; more than %d MB
	Exists, Named, Unlisted                  [2]string // a file, %s; its name has a word to black out; no backup is there, %s
	Forget                                   [2]string // no copy is known there: %s
	Proof                                    [2]string // a restore that needs --force
	NeedsLock, Unrestored, Same              [2]string // a restore without the passphrase; of a damaged file; of the journal itself
	Settings                                 [2]string // they must be right first
	Config, Guide, Words                     [2]string // a file of a person's own that is not used, and why: %s, %s
}

// Usage is what is wrong with a command line.
type Usage struct {
	How                 string // what to do: the command with --help, %s
	Unknown, Like       string // no such command; did you mean %s
	NoFlag, FlagLike    string // no such flag, %s; did you mean %s
	Value, Number, Bool string // a flag, %s, that needs a value; that takes a number; true or false
	Takes               string // a flag, %s, and all that it takes, with commas: %s
	Day                 string // a flag, %s, that takes a day
	Needs, None, One    string // a command, %s, and what it needs, %s; that takes no arguments; that takes one, and there are %d
	Short               string // an id is too short: at least %d letters
	Answers             string // what --only takes
	Words               string // what --redact takes
	Together            string // two flags that do not go together: %s, %s
	Unread              string // anything else
}

// Done is what a command has done, what it asks, and what it found.
type Done struct {
	Reading, Future     string // entries are read from the terminal; some are of a time to come: %d
	BackedUp, NotLooked string // a copy was made; one, %s, is not looked for any more
	NoBackup            string // there is none in a folder: %s
	Sound, Damaged      string // a backup
	Locked, Open        string // the same
	Pending             string // what was deleted is not overwritten everywhere yet
	Behind, StillOpen   string // a copy, %s, could not be reached: it may have what was deleted; it opens as before
	DeleteAsk, Begin    string `file:"never"` // before deleting; before a journal is begun: %s
	Yes                 string `file:"never"` // what counts as one, with | between; the first is shown
	No                  string // the other answer that is shown
	NotBlacked          string // words to black out that stand nowhere: %d
	NoEntries           string
	NewSecret           string // before the field of a new passphrase
	LockSet, Changed    string // a lock is set; the passphrase is another one
	NoJournal, NoLock   string // there is nothing to take a lock off
	LockOff             string
	NewKey, NewKeyOpen  string // a new recovery key; the same without a lock
	KeepKey             string // under the recovery key
	Rescued, RescuedHow string // a page that the journal did not take: its file, %s; the command that brings it in, %s
}

// Importing is the report of an import. Each is a sentence; most have a number, %d.
type Importing struct {
	As, Days              string // what kinds of files they are: %s; the first and last day: %s, %s
	Filed, WouldFile      string
	Known, Blank, Dayless string // what is skipped: is here or was deleted; has no words; a file without a day
	Media, Zones, Moods   string // pictures; times in an unknown zone; moods without a weight
	Taken, Left           string // changed elsewhere: taken; left as they are
	NoDay                 string // a file without a day: %s
	BothWays, NotCompared string // a date that can be read two ways; the journal is locked
	Reading               string // a lot is read: %d MB
}

// Restoring is what a restore changes.
type Restoring struct {
	Now, Then                     string // what is there; what will be: %s
	Nothing, Strange, Unread      string // what is there: nothing, another journal, a file that cannot be read
	LockedFile, OpenFile, Entries string // with a lock, without: records, %d, and when it was written, %s; entries, %d, and the day of the newest, %s
	LockOff, LockSame, LockOf     string // the lock goes; stays; is that of a file, %s
	Forced                        string // the passphrase was not asked for: the file, %s
	Kept, Done                    string // what was there has another name, %s; which file is restored, %s, from which, %s
}
