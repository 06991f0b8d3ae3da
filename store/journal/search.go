package journal

// Heavy is the weight from which an entry counts as still heavy.
const Heavy = 6

// Query is what is looked for among the entries. All that it names must hold;
// the zero Query holds for every entry.
type Query struct {
	// Words must all be found, in any order, as parts of an answer or of an
	// imported tag, whatever their case and accents; see Fold.
	Words []string
	// Tags must all be among the entry's tags, without #, whatever their case
	// and accents.
	Tags []string
	// Typing is a tag of which only the beginning may be there yet: the last
	// #word of what is being typed.
	Typing string
	// Since and Until are the first and the last day, both included, on the
	// calendar of the place where the entry was written. Zero: no bound.
	Since, Until Day
	// StillHeavy asks for a latest weight of Heavy or more.
	StillHeavy bool
	// OpenIntention asks for an intention that is open.
	OpenIntention bool
}

// ParseQuery reads what a person types into a search box: words, and #tags.
// The last #tag, while no blank follows it, is one still being typed.
func ParseQuery(s string) Query { return Query{} }

// IsZero says that the query holds for every entry.
func (q Query) IsZero() bool { return false }

// Match says that the entry is one that the query looks for. For many entries
// take one Matcher.
func (q Query) Match(e Entry) bool { return q.Matcher().Match(e) }

// Span is a part of a text, From the byte at From up to the byte before To.
type Span struct{ From, To int }

// Hits returns where the query's words stand in a text, in order and apart
// from one another. A span begins and ends between runes, and takes in the
// accents of its last letter; in other scripts it may begin or end inside of
// what is drawn as one character, so whoever draws it widens it to that.
func (q Query) Hits(text string) []Span { return nil }

// Matcher is a Query made ready to look at many entries. It keeps a buffer, so
// it is for one goroutine at a time.
type Matcher struct{ query Query }

// Matcher makes the query ready.
func (q Query) Matcher() *Matcher { return &Matcher{query: q} }

// Match says that the entry is one that the query looks for.
func (m *Matcher) Match(e Entry) bool { return false }

// Fold returns a text as search compares it: lower case, without accents.
func Fold(text string) string { return text }
