// Package words holds every string on screen that is not a question of the guide, and
// says dates. English is Go; every other language is a TOML file in the same folder, read
// when it is chosen. A screen never holds a sentence itself.
//
// Words are grouped by where they appear, so that a whole screen can be read, and
// translated, at a glance. A string with a verb (%s, %d) says in its comment what is
// filled in. What a file leaves out is said in English; no built-in language does.
//
// It may import a reader of TOML and the standard library. Rejected: message catalogues with keys
// that are not the fields, and plural rules of a library (the few counts here are written out).
package words

// Words is one language.
type Words struct {
	Name     string // of the program
	Language string // this one's own name
	Rooms    Rooms
	Keys     map[string]string // what a key does, by the name of its action
	Cover    Cover
	Leaving  Leaving
	Write    Write
	Shake    Shake
	Ending   Ending
	Waiting  Waiting
	Unlock   Unlock
	Lock     Lock
	Recovery Recovery
	Someone  Someone
	Settings Settings
	Review   Review
	Change   Change
	Export   Export
	Ready    Ready
	Patterns Patterns
	Plain    Plain
	Help     Help
	Problems Problems
	Command  Command
	Dates    Dates
	// Thousands separates the groups of three digits of a large number.
	Thousands string
	Decimal   string // the decimal mark of an average
	Pair      string // a name and its value: %s and %s, with a space before the colon in languages that have one
}

// Rooms are the names of the rooms, as in the header.
type Rooms struct{ Write, Review, Ready, Patterns, Settings string }

// Cover is the page that shows nothing of what this is about.
type Cover struct {
	Line           string
	NoLock, Locked string // under it: l sets a lock; one was set here
	Idle, IdleOne  string // it locked itself after several minutes, %s; after one
	Typed, Breath  string // under it: somebody is typing; a breath in words, if motion is off
}

// Leaving is said in the shell after the screens have closed; anyone may see it.
type Leaving struct {
	Saved, Unfinished string // something was saved; and a page among it is not finished
}

// Write is the page that is being written.
type Write struct {
	TooSmall           string // instead of anything else, where the terminal is tiny
	LettersLost        string // at the start, where the locale is not UTF-8
	Keeping, KeepingOn string // the page is on its way to disk; the same while somebody goes on typing
	Kept, KeptAsIs     string // quietly above a fresh page; the same after keeping without the rest of the guide
	Nothing            string // quietly on the page, where nothing was written on it
	// At the top right of the first answer, unless another time was given; the question for another
	// time; what can be typed; it was not understood; a time that has not come yet.
	Now, When, WhenHint, WhenUnread, WhenAhead string
	WhenMoved                                  string // follows that once the field is left: where what was typed is now
	// Behind the cursor on an empty line: one enter goes on, or ends the page; two are wanted; how to get back.
	NextAgain, NextEnd, NextBlank, AddMore string
}

// Shake is the drawing tablet.
type Shake struct {
	Kept string // it is on disk, and may be put down
	Take string // under the change answer, once the tablet is blank
}

// Ending is what is said after the last weighing.
type Ending struct {
	Lighter, Heavier string // than before
	Still, Was       string // 8 or more; 8 or more before, and not weighed again
	Kinds            string // who could be told, if nobody is named
	BurnAsk          string `file:"never"` // burn was pressed once
	Reportable       string // before that, of a heavy page
}

// Waiting is about pages that were not finished.
type Waiting struct {
	From, One        string // there is one: from a time, %s; from an unknown time, or if there is little room
	Several          string // several wait: %s is how many
	Title, Line      string // above the list; under it, while locked: what becomes of a page
	Sealed, Wordless string // a row while locked; of a weight alone
	DeleteAsk        string `file:"never"` // it was asked for once
}

// Unlock asks for the passphrase.
type Unlock struct {
	Title, Label, Working, Wrong string
	Recovery                     string // the recovery key, which was shown, opens it too
}

// Lock offers a lock, and sets the passphrase.
type Lock struct {
	Offer             []string
	First, Differ     string // choose a passphrase; the two are not the same
	Working, Done     string
	Now               string // follows that on the screens: how to lock
	Unreached         string // done, but for a copy that could not be reached
	Nobody            string // what nobody can do
	Wordless, Short   string // the passphrase is empty; it can be guessed
	Good              string // it is long enough
	Repeat            string // before the second field
	Change, Changed   string // choose another one; it is the one that counts now
	Removing, Removed string // the lock is being taken off; it is off
}

// Recovery offers the recovery key, and shows it.
type Recovery struct {
	Offer []string
	Title string
	Text  []string

	Check, CheckLine      string // type what you wrote down; what becomes of that
	Right, Wrong, Another string // it is the key; group %s is not right, those before it are; it is no such key at all
}

// Someone asks whom a person could turn to.
type Someone struct {
	Ask  string
	Line string // what becomes of the answer
}

// Settings is the room of what can be set. Each has a name, and a line on what it does.
type Settings struct {
	Lock, LockOn, LockOff  string
	LockSet, LockChange    string // what enter does: there is none; there is one
	Remove, RemoveLine     string
	Key, KeyLine           string // the recovery key
	Check, CheckLine       string // of what was written down
	Someone, SomeoneLine   string
	Nobody                 string // is set there
	Language, LanguageLine string
	System                 string // the language of the system: its name, %s
	Look, LookLine         string
	Looks                  [4]string // by the terminal, dark, light, high contrast
	Motion, MotionLine     string
	Motions                [3]string // full, reduced, off
	Mouse, MouseLine       string
	Switch                 [2]string // on, off
	LockAfter, CoverAfter  string    // where there is a lock; where there is none
	IdleLine               string
	Minutes, Minute        string // so many, %s; one
	Backups, BackupsLine   string // where they lie: %s
	NoBackup, BackupsOff   string
	Sound, Damaged         string // when the last one was made, and how it was found: %s
	BackingUp, BackedUp    string
	Journal, JournalLine   string
	Shared                 string // the journal is where other computers may write too
	ByHand                 string // the setting could not be kept: the file, %s, to which the line that follows belongs
}

// Review is the room of past entries.
type Review struct {
	Empty, Working    string
	Locked            string // it was not unlocked yet
	Gone, Damaged     string // an entry is no longer there; it alone cannot be opened
	Position          string // which of how many is chosen, or how many were found of how many: %s and %s
	Search, Nothing   string // what can be typed into the empty search line; nothing was found
	Versions, Version string // above an entry that was edited twice at once; in a row of the list
	Unread            string // what is said of since: or until: without a day that is understood: since or until, %s
	Filed             string // when an entry was written that happened at another time: %s
	Posted            string // under an entry that was written without the passphrase
	PostedLater       string // under one that was only weighed or marked without it
	Day, NoDay        string // what can be typed to go to a day; that names none
	// In the history of an entry, each before a day and a time: weighed takes a weight, %d.
	Written, Edited, Weighed string
	Waits                    string // an edit was cut short by the lock
}

// Remark says that an entry was posted, or later changed so; "" if neither.
func (r Review) Remark(posted, later bool) string {
	switch {
	case posted:
		return r.Posted
	case later:
		return r.PostedLater
	}
	return ""
}

// Change is what can be done to an entry later: edit, weigh again, delete, choose between
// versions.
type Change struct {
	Edited, AsItWas, Wordless string // an edit was saved; changed nothing, or was dropped; left no word
	DropAsk, DropLine         string // what to do with an edit
	GoneAsk, GoneLine         string // the entry that was edited is gone
	AgainAsk, AgainLine       string // how heavy is it now
	Weighed                   string
	DeleteAsk, DeleteLine     string `file:"never"`
	TakeBack, TakenBack       string // u takes a deletion back, for the next %d seconds; it was taken back
	CloseAsk, CloseLine       string `file:"never"` // closing, while a deletion can be taken back
	Gone, Unreached           string // everywhere; but for a copy that could not be reached
	OneVersion                string // there is nothing to choose from
	VersionAsk, VersionLine   string `file:"never"`
	Chosen                    string
	Working                   string
}

// Export is taking entries elsewhere, as a file that anyone can read.
type Export struct {
	Title            string
	This, Found      string   // only the entry that was in sight; all that the search found: %s is how many
	Weights          string   // a choice among the questions
	Exactly, Nothing string   // above what will be written; nothing would be
	File             string   `file:"filename"` // the file's name: %s is a day, as in 2026-11-21
	Written, Plain   string   // above and under the file's path
	Heading          string   // of the file
	Weight           string   // in the file: %s is one weight, or the first and the last
	Redacted         string   // in the file, behind the sign for what was blacked out and "="
	Needs            string   // the last heading of a debrief sheet, above empty lines
	Sign             []string // who signs it, and when, each before a line
	// The forms: plain text, Markdown, a page to print; a debrief sheet as text, and to print.
	Forms                     [5]string
	BlackoutAsk, BlackoutLine string // which words are to be blacked out
	PassageAsk, PassageLine   string // which passage is, and how it is marked
	PlaceAsk                  string // where the file is to be
	Named                     string // its name has one of those words in it
	Removed, Elsewhere        string // the file was deleted again; what that cannot reach
}

// Ready is the room for before the next one.
type Ready struct {
	Title                   string // above the reminders, which are the guide's
	Promises, Resting, Done string // above what somebody said they would change: open; open for long; not open any more
	Tried, LetGo            string // said of an intention
	Twice, Times            string // said of one that was promised twice; more often: %s
	Since                   string // of one that was tried: how many were weighed since, before, after: %s, %s, %s
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

	Weights, WeightsShort                  string // the picture, in full and if there is little room
	Before, After, Both                    string // its two marks, and both at one place
	ByWeek, ByWeeks                        string // how far back: %s, one week a line; several weeks: %s, %s
	Averages                               string // how many, came at, left at: %s, %s, %s
	MostlyLighter, MostlyHeavier, BothWays string // follows that
	TooFewWeighed                          string

	Calendar, CalendarSpan string
	Unweighed              string // the mark of a day on which nothing was weighed
	Days                   string // days with a heavy one, of days with an entry: %s, %s
	OpenDay                string // follows that: how to go to a day

	Hours, SomeHours, MostHours string
	DayAndHour                  string // %s, and from %02d to %02d o'clock
	DayAlone, HourAlone, NoHour string // the same, if only one stands out, or none
	WhenWritten                 string // follows that

	Lighter  string // what went with lighter endings
	WentWith string // a question, by how much, pages with an answer and without: %s, %s, %s, %s

	Tags, CameAt, Change, Entries string // the table and its columns
	NoTags                        string
	HeaviestTag                   string // its name and average: %s, %s
	NoTag                         string // no tag is clearly the heaviest
	TooFewTagged                  string

	Heavy, HeavySpan string
	HeavySaid        string
	OpenHeavy        string // follows that, where one can be opened
	StayedHeavy      string // under three of them or more
	NothingHeavy     string
}

// Help is the page that lists the keys.
type Help struct {
	Here, Everywhere string // above the keys of the place one is in; above those that hold around it
	TooMuch          string // above the last section
	Care             []string
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
	NotDeleted, NotRemoved            string // an entry is still there; so is the file that was exported
	NotSet, NotUsed                   string // a setting is not kept; it is, in a file that is not used as it stands
	Locked, Passphrase, Changed       string
	Damaged, OneHeader                string // the journal file; a part of it, so that only what was written last may be missing
	Missing, Older                    string // pages that the owner had there; it is an older copy of the journal
	NotJournal, Newer                 string
	NotFound, Gone, Replaced          string // an entry; the journal file; another journal is in its place
	Unknown, Broken                   string // anything else; a fault of the program itself
	CloseAnyway                       string // closing was asked for, and the page cannot be saved
}
