package fold

import (
	"bytes"
	"cmp"
	"slices"
)

// Span is a part of a text: from the byte at From up to the byte before To.
type Span struct{ From, To int }

// Find returns where words stand in a text, in order and apart from one another: all there is to
// mark or to black out. A span begins and ends between runes, and takes in the marks and unseen
// characters of its last letter and all of a letter that is folded to several (ß for s). In some
// scripts it may begin or end inside a character as drawn, and must be widened to be drawn.
func Find(text string, words []Word) []Span {
	if len(words) == 0 {
		return nil
	}
	var hits []Span
	short, umlauts := trace(text, folder{})
	long := short
	if umlauts {
		long, _ = trace(text, folder{long: true})
	}
	for _, word := range words {
		hits = short.find(long.find(hits, word.long), word.short)
	}
	return joined(hits)
}

// traced is a folded text, and for each of its bytes, and its end, where in the text it comes from.
type traced struct {
	folded []byte
	from   []int
}

func trace(text string, f folder) (t traced, umlauts bool) {
	for rest := []byte(text); len(rest) > 0; {
		var size int
		t.folded, size = f.next(t.folded, rest)
		for len(t.from) < len(t.folded) {
			t.from = append(t.from, len(text)-len(rest))
		}
		rest = rest[size:]
	}
	t.from = append(t.from, len(text))
	return t, f.umlauts
}

func (t traced) find(hits []Span, word []byte) []Span {
	for at := 0; ; at++ {
		found := bytes.Index(t.folded[at:], word)
		if found < 0 {
			return hits
		}
		at += found
		end := at + len(word)
		for t.from[end] == t.from[end-1] { // inside of what one letter is folded to
			end++
		}
		hits = append(hits, Span{From: t.from[at], To: t.from[end]})
	}
}

func joined(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
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
