// Package words holds every string on screen that is not a question of the
// guide: the names of the rooms and keys, the lines of each screen, and how
// dates are said. One file a language; a screen never holds a sentence itself.
//
// Words are grouped by where they stand, one type a section, so that a whole
// screen can be read, and translated, at a glance. A string with a verb (%s, %d)
// says in its comment what is filled in.
//
// It imports the standard library only. Rejected: message catalogues keyed by
// strings or numbers (a missing key shows at run time; a missing field is
// seen when the program is built), and plural rules of a library (the few
// counts here are written out).
package words

// Words is one language.
type Words struct {
	Name     string // of the program
	Rooms    Rooms
	Keys     map[string]string // what a key does, by the name of its action
	Cover    Cover
	Write    Write
	Shake    Shake
	Ending   Ending
	Waiting  Waiting
	Unlock   Unlock
	Lock     Lock
	Recovery Recovery
	Review   Review
	Ready    Ready
	Patterns Patterns
	Help     Help
	Problems Problems
	Dates    Dates
	// Thousands stands between the groups of three digits of a large number.
	Thousands string
}

// Rooms are the names of the four rooms, as in the header.
type Rooms struct {
	Write, Review, Ready, Patterns string
}

// Cover is the page that shows nothing of what this is about.
type Cover struct {
	Line  string
	Rooms string // the numbers and where they lead
}

// Write is the page that is being written.
type Write struct {
	TooSmall string // instead of anything else, where the terminal is tiny
	Keeping  string // the page is on its way to disk
	Kept     string // quietly above a fresh page
	KeptAsIs string // after keeping without the rest of the guide
}

// Shake is the drawing tablet.
type Shake struct {
	Kept string // it is on disk, and may be put down
	Take string // under the change answer, once the tablet is blank
}

// Ending is what is said after the last weighing.
type Ending struct {
	Change  string // first and second weight: %d and %d
	Heavier string // heavier than before
	Still   string // 8 or more
	BurnAsk string // burn was pressed once
	Burnt   string
}

// Waiting is about pages that were not finished.
type Waiting struct {
	From    string // one waits, and its date is known: %s
	One     string // one waits
	Several string // several wait: %s is how many, in words
	Many    string // more wait than we have words for
	Title   string // of the choice, while locked
	Line    string // what a page is that waits behind a lock
	Unlock  string // go on with it
	Keep    string // file it as it is
	Fresh   string // leave it, and start a fresh page
}

// Unlock asks for the passphrase.
type Unlock struct {
	Title    string
	Label    string
	Working  string
	Wrong    string
	Recovery string // the recovery key opens it too
}

// Lock offers a lock, and sets the passphrase.
type Lock struct {
	Offer    []string
	Set      string
	NotNow   string
	First    string // choose a passphrase
	Again    string // once more
	Differ   string // the two are not the same
	Working  string
	Done     string
	Nobody   string // what nobody can do
	Wordless string // the passphrase is empty
	Short    string // it can be guessed
}

// Recovery offers the recovery key, and shows it.
type Recovery struct {
	Offer []string
	Title string
	Text  []string
	Show  string
	Later string
}

// Review is the room of past entries.
type Review struct {
	Empty    string
	Locked   string // it was not unlocked yet
	Working  string
	Gone     string // the entry is no longer there
	Damaged  string // the entry cannot be opened, alone among the others
	Position string // which of how many is chosen: %s and %s
}

// Ready is the room for before the next one.
type Ready struct {
	Title    string // above the reminders, which are the guide's
	Promises string // above what somebody said they would change
	Resting  string // above those that were open for long
	Done     string // above those that are not open any more
	Tried    string // beside an intention
	LetGo    string
	Again    string // under one that is not open any more: the key, %s
	HowAsk   string // above the line on how it went
	Older    string // there is more: the key, %s
	Phrases  string // above the phrases
	Phrase   string // a phrase in quotes: %s
	Empty    string // nothing was ever said to be changed
	NoneOpen string // nothing newer than what rests
	Locked   string // it was not unlocked yet
}

// Patterns is the room of pictures.
type Patterns struct {
	Empty string // there is nothing to see in it yet
}

// Help is the page that lists the keys.
type Help struct {
	Here       string // above the keys of the place one is in
	Everywhere string // above those that hold around it
}

// Problems are what went wrong, and what to do next: one line each.
type Problems struct {
	NotSaved   string // a page could not be saved; its words are still here
	Full       string // the same, because the disk is full
	InUse      string // the same, because another program holds the journal
	ReadOnly   string // the same, because the file cannot be written
	Rescue     string // after one of these: what puts a copy elsewhere
	Rescued    string // a copy was put elsewhere; %s is where
	NotRescued string // that could not be done either
	NotWeighed string // the second weighing could not be saved
	NotBurnt   string
	Locked     string
	Passphrase string
	Changed    string
	Damaged    string
	NotJournal string
	Newer      string
	NotFound   string
	Unknown    string // anything else
	Broken     string // a fault of the program itself
	// CloseAnyway is said when closing was asked for and the page cannot be saved.
	CloseAnyway string
}
