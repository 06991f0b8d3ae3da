package journal

import (
	"bytes"
	"cmp"
	"slices"
)

// Heavy is the weight from which an entry counts as still heavy.
const Heavy = 6

// TooHeavy is the weight at the end of a page from which we ask who could be told.
const TooHeavy = 8

// Match says that the query looks for the entry. For many entries a Matcher is quicker.
func (q Query) Match(e Entry) bool { return q.Matcher().Match(e) }

// Span is a part of a text, From the byte at From up to the byte before To.
type Span struct{ From, To int }

// Hits returns where the query's words stand in a text, in order and apart from one another. A
// span takes in the accents of its last letter; in other scripts it may begin or end inside
// what is drawn as one character, and must be widened to be drawn.
func (q Query) Hits(text string) []Span {
	var f folder
	var folded []byte
	var at []int // for each byte of folded, where in text it comes from
	for rest := []byte(text); len(rest) > 0; {
		var size int
		folded, size = f.next(folded, rest)
		for len(at) < len(folded) {
			at = append(at, len(text)-len(rest))
		}
		rest = rest[size:]
	}
	at = append(at, len(text))
	var hits []Span
	for _, word := range foldAll(q.Words) {
		for from := 0; ; from++ {
			found := bytes.Index(folded[from:], word)
			if found < 0 {
				break
			}
			from += found
			hits = append(hits, Span{From: at[from], To: endOf(at, from+len(word))})
		}
	}
	return joined(hits)
}

// endOf returns where in the text the folded bytes before end stop, behind a whole ß.
func endOf(at []int, end int) int {
	for at[end] == at[end-1] {
		end++
	}
	return at[end]
}

func joined(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// Matcher is a Query made ready to look at many entries. It is for one goroutine at a time.
//
// For an entry in pieces there are Reset, See and Found for its texts and Allows for its head;
// Match is these together.
type Matcher struct {
	query  Query
	words  [][]byte
	tags   [][]byte
	typing []byte

	left [][]byte // the words not yet seen since Reset
	buf  []byte   // the text seen last, folded
}

// Matcher makes the query ready.
func (q Query) Matcher() *Matcher {
	m := &Matcher{query: q, words: foldAll(q.Words), tags: foldAll(q.Tags), typing: appendFolded(nil, []byte(q.Typing))}
	m.Reset()
	return m
}

// foldAll folds words, and leaves out those that fold to nothing.
func foldAll(words []string) [][]byte {
	out := make([][]byte, 0, len(words))
	for _, w := range words {
		if b := appendFolded(nil, []byte(w)); len(b) > 0 {
			out = append(out, b)
		}
	}
	return out
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
	m.buf = appendFolded(m.buf[:0], text)
	left := m.left[:0]
	for _, word := range m.left {
		if !bytes.Contains(m.buf, word) {
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
	day := DayOf(h.Written)
	if day.Compare(q.Since) < 0 || !q.Until.IsZero() && day.Compare(q.Until) > 0 {
		return false
	}
	for _, tag := range m.tags {
		if !m.tagged(h, tag, bytes.Equal) {
			return false
		}
	}
	return len(m.typing) == 0 || m.tagged(h, m.typing, bytes.HasPrefix)
}

// tagged says that one of the head's tags, once folded, is as a tag of the query.
func (m *Matcher) tagged(h Head, tag []byte, is func(have, tag []byte) bool) bool {
	for _, have := range h.Tags {
		if m.buf = appendFolded(m.buf[:0], []byte(have)); is(m.buf, tag) {
			return true
		}
	}
	return false
}

// Wipe clears the buffer, which holds the text seen last.
func (m *Matcher) Wipe() { clear(m.buf[:cap(m.buf)]) }
