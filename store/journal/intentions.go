package journal

import "time"

// Rest is how long an open intention stays in sight.
const Rest = 30 * 24 * time.Hour

// Promise is an intention as Ready shows it.
type Promise struct {
	Entry   ID
	Record  ID        // the version of the entry it was read from
	Text    string    // one line of the change answer
	Written time.Time // when the entry was filed
	State   State     // Open, Tried or LetGo
	Marked  time.Time // when it was marked; when written, while open
	How     string    // a line on how it went, if there is one
}

// Promises are the intentions of a journal. Those that rest are kept apart
// and not counted anywhere.
type Promises struct {
	Open    []Promise // written last first
	Resting []Promise // open for longer than Rest; written last first
	Done    []Promise // tried and let go; marked last first
}

// Intentions sorts the intentions of entries, as they stand now. An entry
// whose change answer has no words left promises nothing.
func Intentions(entries []Entry, now time.Time) Promises { return Promises{} }
