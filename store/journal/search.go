package journal

import "shakeoff/store/fold"

// Heavy is the weight from which an entry counts as still heavy.
const Heavy = 6

// TooHeavy is the weight at the end of a page from which we ask who could be told.
const TooHeavy = 8

// Hits returns where the query's words stand in a text: see fold.Find.
func (q Query) Hits(text string) []fold.Span { return fold.Find(text, fold.Words(q.Words...)) }

// Matcher is a Query made ready to look at many entries. It is for one goroutine at a time.
//
// For an entry in pieces there are Reset, See and Found for its texts and Allows for its head;
// Match is these together.
type Matcher struct {
	query  Query
	words  []fold.Word
	tags   []fold.Word
	typing fold.Word

	left []fold.Word // the words not yet seen since Reset
	text fold.Text   // seen last
}

// Matcher makes the query ready.
func (q Query) Matcher() *Matcher {
	m := &Matcher{query: q, words: fold.Words(q.Words...), tags: fold.Words(q.Tags...), typing: fold.NewWord(q.Typing)}
	m.Reset()
	return m
}

// Match says whether the query looks for this entry.
func (m *Matcher) Match(e Entry) bool {
	m.Reset()
	for _, a := range e.Answers {
		m.See([]byte(a.Text))
	}
	for _, t := range e.Tags {
		m.See([]byte(t))
	}
	return m.Found() && m.Allows(e.Head())
}

// Reset begins another entry: none of the words has been seen.
func (m *Matcher) Reset() { m.left = append(m.left[:0], m.words...) }

// See looks for the words in a text of the entry: an answer, or an imported tag.
func (m *Matcher) See(text []byte) {
	if len(m.left) == 0 {
		return
	}
	m.text.Set(text)
	left := m.left[:0]
	for _, word := range m.left {
		if !m.text.Holds(word) {
			left = append(left, word)
		}
	}
	m.left = left
}

// Found says that every word was seen since Reset.
func (m *Matcher) Found() bool { return len(m.left) == 0 }

// Allows says that all but the words holds: the tags, days, weight and intention.
func (m *Matcher) Allows(h Head) bool {
	q := &m.query
	if q.OpenIntention && h.Intention != Open {
		return false
	}
	if weight, ok := h.Latest(); q.StillHeavy && (!ok || weight < Heavy) {
		return false
	}
	if !q.within(h) {
		return false
	}
	for _, tag := range m.tags {
		if !m.tagged(h, tag, (*fold.Text).Is) {
			return false
		}
	}
	return m.typing.Empty() || m.tagged(h, m.typing, (*fold.Text).Begins)
}

// tagged says that one of the head's tags is as a tag of the query.
func (m *Matcher) tagged(h Head, tag fold.Word, is func(*fold.Text, fold.Word) bool) bool {
	for _, have := range h.Tags {
		if m.text.Set([]byte(have)); is(&m.text, tag) {
			return true
		}
	}
	return false
}

// Wipe clears what it knows of the text seen last.
func (m *Matcher) Wipe() { m.text.Wipe() }
