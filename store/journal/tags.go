package journal

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// AllTags returns the tags of an entry, lower-case and each once: those written as #word in an
// answer, in order, then those from imports.
//
// A tag begins with a letter or digit after a # that is not inside a word, and goes on through
// letters, marks, digits, - and _. A number alone ("#4" in a queue) is not a tag.
func (e Entry) AllTags() []string {
	var t Tagger
	for _, a := range e.Answers {
		if strings.IndexByte(a.Text, '#') >= 0 {
			t.See([]byte(a.Text))
		}
	}
	t.Add(e.Tags...)
	return t.Tags()
}

// Tagger is AllTags for many entries in pieces: Reset for each, See on its answers, then Add
// for its tags from imports. Tags met before cost no memory. It is for one goroutine.
type Tagger struct {
	tags  []string
	lower map[string]string // every word met so far
}

// Reset begins another entry.
func (t *Tagger) Reset() { t.tags = t.tags[:0] }

// See takes in the tags of an answer.
func (t *Tagger) See(text []byte) {
	eachTag(text, func(word []byte) {
		tag, met := t.lower[string(word)]
		if !met {
			if t.lower == nil {
				t.lower = make(map[string]string)
			}
			tag = strings.ToLower(string(word))
			t.lower[string(word)] = tag
		}
		t.add(tag)
	})
}

// Add takes in tags that stand in no answer.
func (t *Tagger) Add(tags ...string) {
	for _, tag := range tags {
		t.add(strings.ToLower(tag))
	}
}

func (t *Tagger) add(tag string) {
	if !slices.Contains(t.tags, tag) {
		t.tags = append(t.tags, tag)
	}
}

// Tags returns the tags since Reset. They are good until the next Reset.
func (t *Tagger) Tags() []string { return t.tags }

// eachTag calls fn with every tag in text, without its #.
func eachTag(text []byte, fn func(word []byte)) {
	for at := 0; ; {
		next := bytes.IndexByte(text[at:], '#')
		if next < 0 {
			return
		}
		before, _ := utf8.DecodeLastRune(text[:at+next])
		at += next + 1
		word := text[at:]
		if end := bytes.IndexFunc(word, func(r rune) bool { return !tagRune(r) }); end >= 0 {
			word = word[:end]
		}
		if word = bytes.TrimRight(word, "-_"); !tagRune(before) && before != '#' && validTag(word) {
			fn(word)
		}
	}
}

func tagRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '-' || r == '_'
}

// validTag says that a word can stand after a #: with a letter, and no mark or dash first.
func validTag[T string | []byte](word T) bool {
	letter := false
	for i, r := range string(word) {
		if !tagRune(r) || i == 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
		letter = letter || unicode.IsLetter(r)
	}
	return letter
}
