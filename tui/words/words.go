// Package words holds every string on screen that is not a question of the guide, and
// says dates. English is Go; every other language is a TOML file in the same folder, read
// when it is chosen. A screen never holds a sentence itself.
//
// Words are grouped by where they stand, so that a whole screen can be read, and
// translated, at a glance. A string with a verb (%s, %d) says in its comment what is
// filled in. What a file leaves out is said in English; no built-in language does.
//
// It may import a reader of TOML and the standard library. Rejected: message catalogues with keys
// that are not the fields, and plural rules of a library (the few counts here are written out).
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
	Change   Change
	Export   Export
	Ready    Ready
	Patterns Patterns
	Plain    Plain
	Help     Help
	Problems Problems
	Dates    Dates
	// Thousands stands between the groups of three digits of a large number.
	Thousands string
	Decimal   string // stands before the digit of an average
}

// Rooms are the names of the four rooms, as in the header.
type Rooms struct{ Write, Review, Ready, Patterns string }

// Cover is the page that shows nothing of what this is about.
type Cover struct{ Line string }

// Write is the page that is being written.
type Write struct {
	TooSmall           string // instead of anything else, where the terminal is tiny
	Keeping, KeepingOn string // the page is on its way to disk; the same while somebody goes on typing
	Kept, KeptAsIs     string // quietly above a fresh page; the same after keeping without the rest of the guide
}

// Shake is the drawing tablet.
type Shake struct {
	Kept string // it is on disk, and may be put down
	Take string // under the change answer, once the tablet is blank
}

// Ending is what is said after the last weighing.
type Ending struct {
	Change         string // first and second weight: %d and %d
	Heavier, Still string // heavier than before; 8 or more
	BurnAsk        string `file:"never"` // burn was pressed once
	Burnt          string
}

// Waiting is about pages that were not finished.
type Waiting struct {
	From, One           string // one waits: from a day, %s; from a day that is not known
	Several, Many       string // several wait: %s is how many, in words; more than we have words for
	Title, Line         string // above the choice, while locked
	Unlock, Keep, Fresh string // go on with it; file it as it is; leave it, and start a fresh page
}

// Unlock asks for the passphrase.
type Unlock struct {
	Title, Label, Working, Wrong string
	Recovery                     string // the recovery key opens it too
}

// Lock offers a lock, and sets the passphrase.
type Lock struct {
	Offer                []string
	First, Again, Differ string // choose a passphrase; once more; the two are not the same
	Working, Done        string
	Unreached            string // done, but for a copy that could not be reached
	Nobody               string // what nobody can do
	Wordless, Short      string // the passphrase is empty; it can be guessed
}

// Recovery offers the recovery key, and shows it.
type Recovery struct {
	Offer []string
	Title string
	Text  []string
}

// Review is the room of past entries.
type Review struct {
	Empty, Working    string
	Locked            string // it was not unlocked yet
	Gone, Damaged     string // an entry is no longer there; it alone cannot be opened
	Position          string // which of how many is chosen, or how many were found of how many: %s and %s
	Search, Nothing   string // what can be typed into the empty search line; nothing was found
	Versions, Version string // above an entry that was edited twice at once; in a row of the list
	Posted            string // under an entry that was written without the passphrase
	Waits             string // an edit was cut short by the lock
}

// Change is what is done to an entry looking back: to edit, to weigh again, to
// take out, to choose between versions.
type Change struct {
	Edited, AsItWas, Wordless string // an edit was saved; changed nothing, or was dropped; left no word
	DropAsk, DropLine         string // what to do with an edit
	GoneAsk, GoneLine         string // the entry that was edited is gone
	AgainAsk, AgainLine       string // how heavy is it now
	Weighed                   string
	DeleteAsk, DeleteLine     string `file:"never"`
	BurnAsk, BurnLine         string `file:"never"`
	Gone, Unreached           string // everywhere; but for a copy that could not be reached
	OneVersion                string // there is nothing to choose from
	VersionAsk, VersionLine   string `file:"never"`
	Chosen                    string
	Working                   string
}

// Export is taking entries elsewhere, as a file that anyone can read.
type Export struct {
	Title            string
	This, Found      string // only the entry that was in sight; all that the search found: %s is how many
	Weights          string // a choice among the questions
	Exactly, Nothing string // above what will be written; nothing would be
	File             string `file:"filename"` // the file's name: %s is a day, as in 2026-11-21
	Written, Plain   string // above and under the file's path
	Heading          string // of the file
	Weight           string // in the file: %s is one weight, or the first and the last
}

// Ready is the room for before the next one.
type Ready struct {
	Title                   string // above the reminders, which are the guide's
	Promises, Resting, Done string // above what somebody said they would change: open; open for long; not open any more
	Tried, LetGo            string // said of an intention
	Again                   string // of a chosen one that is not open any more: the key, %s
	HowAsk                  string // above the line on how it went
	Older                   string // there is more: the key, %s
	Phrases, Phrase         string // above the phrases; one in quotes: %s
	Empty, NoneOpen         string // nothing was ever said to be changed; nothing newer than what rests
	Locked                  string // it was not unlocked yet
}

// Patterns is the room of pictures.
type Patterns struct {
	Empty   string
	Locked  string // it was not unlocked yet
	Working string
	Ranges  [3]string // how far back: four weeks, six months, all
	TooFew  string    // under a picture of fewer than five entries

	Weights, WeightsShort                  string // the chart, in full and where there is little room
	Before, After                          string // its two lines
	Averages                               string // how many, came at, left at: %s, %s, %s
	MostlyLighter, MostlyHeavier, BothWays string // follows that
	TooFewWeighed                          string

	Calendar, CalendarSpan string
	Entry, HeavyEntry      string // the marks of a day
	Days                   string // days with an entry, of days, days with a heavy one: %s, %s, %s

	Hours, SomeHours, MostHours string
	DayAndHour                  string // %s, and from %02d to %02d o'clock
	DayAlone, HourAlone, NoHour string // the same, where only one stands out, or none
	WhenWritten                 string // follows that

	Tags, CameAt, Change, Entries string // the table and its columns
	NoTags                        string
	HeaviestTag                   string // its name and average: %s, %s
	NoTag                         string // no tag is clearly the heaviest
	TooFewTagged                  string

	Heavy, HeavySpan string
	HeavySaid        string
	OpenHeavy        string // follows that, where one can be opened
	NothingHeavy     string
}

// Help is the page that lists the keys.
type Help struct {
	Here, Everywhere string // above the keys of the place one is in; above those that hold around it
}

// Problems are what went wrong, and what to do next: one line each.
type Problems struct {
	// A page could not be saved, and its words are still here: why is not known; the
	// disk is full; another program holds the journal; the file cannot be written.
	NotSaved, Full, InUse, ReadOnly string
	Forbidden, NoLocks              string // the file may not be opened at all; its disk cannot lock files
	// After one of these: what puts a copy elsewhere; where it was put, %s; that could
	// not be done either.
	Rescue, Rescued, NotRescued       string
	NotWeighed, NotBurnt, NotExported string // the second weighing was not saved; a page; no file was written
	Locked, Passphrase, Changed       string
	Damaged, OneHeader                string // the journal file; a part of it, so that only what was written last may be missing
	Missing, Older                    string // pages that the owner had there; it is an older copy of the journal
	NotJournal, Newer                 string
	NotFound, Gone, Replaced          string // an entry; the journal file; another lies in its place
	Unknown, Broken                   string // anything else; a fault of the program itself
	CloseAnyway                       string // closing was asked for, and the page cannot be saved
}
