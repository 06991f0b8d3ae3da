package words

// Plain is the plain mode: the guide and the rooms line by line, for screen readers. Every
// line is heard by somebody, so it says one thing, in words.
type Plain struct {
	Say      Say `file:"typed"`
	Write    PlainWrite
	Lock     PlainLock
	Review   PlainReview
	Ready    PlainReady
	Patterns PlainPatterns
	Change   string // two weights, the first and the last: %d and %d
	Weight   string // one alone: %d
	NoWeight string // what was typed is no weight
	Idle     string // nothing was typed for long, so it is locked
}

// Say is what a person types, alone on a line, for what the screens have keys for. The lines
// that ask for one of these name it.
type Say struct {
	Open, Keep, Copy                 string // a page that waits, or that could not be kept
	Lock                             string
	When                             string // at the first question
	Help                             string // at any question
	More, List, Next, Previous, Quit string // among entries
	Edit, Weigh, Export              string // with an entry
	TakeBack                         string // right after one was deleted
	Delete, Burn                     string `file:"never"` // the same: the warnings name them
	Tried, LetGo, Reopen             string // with an intention
}

// PlainWrite is the page, asked for line by line.
type PlainWrite struct {
	Scrollback    string    // what is typed stays in the window
	How           []string  // how an answer is typed
	Question      string    // which of how many, and the question: %d, %d and %s
	Waiting       [3]string // pages wait: one from a day, %s; one; several, %s
	WaitingHow    string    // what can be done about one
	SeveralHow    string    // and about several
	WaitingAsk    string    // under a list of them: which, and what to do with it
	WaitingDelete string    `file:"never"` // asks once more
	SoFar         string    // above what an opened page says already
	More          string    // its last answer may go on
	Added         string    // words came at a weight, and were added to the answer before
	Nothing       string    // there is no word, so nothing was kept
	Left          string    // the page was left before its end
	NotKept       string    // after why it could not be kept: what can be done
	End           string    // keep it or burn it
	Burn          string    `file:"never"` // asks once more
}

// PlainLock is the passphrase, and the offer of one.
type PlainLock struct {
	Passphrase, First, Again string // asks for it; for a new one; for that once more
	Untypable                string // it holds what no field takes
	Offer, None              string // under the offer: what can be typed; no lock was put on
}

// PlainReview is what was kept.
type PlainReview struct {
	Entries, Found       string   // which stand below, of how many: %s, %s and %s; how many were found: %s
	Entry                string   // one of a list: %d, when %s, and how it begins, %s
	Ask                  string   // what can be typed, in short
	Help                 []string // the same at length
	About                string   // what can be typed about an entry, in short
	None, NoMore, NoSuch string   // no entry was chosen yet; the list ends here; none has that number
	Unknown              string   // what was typed means nothing here
	Which, Anew          string   // which answer is to be changed; its new text
	Weigh                string   // a weight can be left out
	Delete, TakeBack     string   `file:"never"` // asks once more; until the next line it can be taken back
	Export               string   // how to: %s is the id
}

// PlainReady is what was said to be changed, as a numbered list.
type PlainReady struct {
	Promise             string // %d, where it stands, %s, and what it says, %s
	Since, Tried, LetGo string // open since a day: %s; tried on a day: %s; let go on one: %s
	Mark, Marked        string // how one is marked; it is
}

// PlainPatterns are the pictures as sentences.
type PlainPatterns struct {
	Week, Weeks      string // that begins on %s; so many from a day on: %s, %s
	HeavyDays        string // a month, and its days with 6 or more: %s, %s
	Came, Left       string // at what weight: %s
	Lighter, Heavier string // by how much: %s
	Entries          string // how many: %s
	Between          string // %02d o'clock and %02d o'clock
}
