package words

// Plain is the plain mode: the guide and the rooms line by line, for screen
// readers and for terminals that draw nothing. Every line is heard by somebody,
// so it says one thing, in words.
type Plain struct {
	Say      Say `file:"typed"`
	Write    PlainWrite
	Lock     PlainLock
	Review   PlainReview
	Ready    PlainReady
	Patterns PlainPatterns
	// Change is two weights, the first and the last: %d and %d. Weight is one
	// alone: %d. NoWeight is what came in the place of one.
	Change, Weight, NoWeight string
	Idle                     string // nothing was typed for long, so it is locked
}

// Say is what is typed, alone on a line, where the screens have keys. The lines
// that ask for one of these name it.
type Say struct {
	Open, Keep, Copy                 string // a page that waits, or that could not be kept
	Lock                             string
	More, List, Next, Previous, Quit string // among entries
	Edit, Weigh, Export              string // with an entry
	Delete, Burn                     string `file:"never"` // the same: the warnings name them
	Tried, LetGo, Reopen             string // with an intention
}

// PlainWrite is the page, asked for line by line.
type PlainWrite struct {
	Scrollback string    // what is typed stays in the window
	How        []string  // how an answer is typed
	Question   string    // which of how many, and the question: %d, %d and %s
	Waiting    [4]string // pages wait: one from a day, %s; one; several, %s; many
	WaitingHow string    // what can be done about it
	SoFar      string    // above what a page that was opened says already
	More       string    // its last answer may go on
	Taken      string    // what came at the weight is the answer to the question above
	Added      string    // what came at the weight was added to the last answer
	Nothing    string    // there is no word, so nothing was kept
	Left       string    // the page was left before its end
	NotKept    string    // after why it could not be kept: what can be done
	End        string    // keep it or burn it
	Burn       string    `file:"never"` // asks once more
}

// PlainLock is the passphrase, and the offer of one.
type PlainLock struct {
	Passphrase string // asks for it
	First      string // asks for a new one
	Again      string // asks for that once more
	Offer      string // under the offer: what can be typed
	None       string // no lock was put on
}

// PlainReview is what was kept.
type PlainReview struct {
	Entries string   // which stand below, of how many: %s, %s and %s
	Found   string   // how many were found: %s
	Entry   string   // one of a list: %d, when %s, and how it begins, %s
	Ask     string   // what can be typed, in short
	Help    []string // the same at length
	About   string   // what can be typed about an entry, in short
	None    string   // no entry was chosen yet
	NoMore  string   // the list ends here
	NoSuch  string   // there is no entry of that number
	Unknown string   // what was typed means nothing here
	Which   string   // which answer is to be changed
	Anew    string   // its new text
	Weigh   string   // a weight can be left out
	Delete  string   `file:"never"` // asks once more
	Burn    string   `file:"never"` // the same
	Export  string   // how to: %s is the id
}

// PlainReady is what was said to be changed, as a numbered list.
type PlainReady struct {
	Promise string // %d, where it stands, %s, and what it says, %s
	Since   string // open, since a day: %s
	Tried   string // on a day: %s
	LetGo   string // the same
	Mark    string // how one is marked
	Marked  string
}

// PlainPatterns are the pictures as sentences.
type PlainPatterns struct {
	Week    string // that begins on %s
	Came    string // at what weight: %s
	Left    string // the same
	Lighter string // by how much: %s
	Heavier string // the same
	Entries string // how many: %s
	Between string // %02d o'clock and %02d o'clock
}
