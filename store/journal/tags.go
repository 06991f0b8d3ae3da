package journal

import (
	"bytes"
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
	tags []string
	met  map[string]*metTag // by every word met so far
	now  int                // how many entries came before this one
}

// metTag is a tag, and the last entry in which it was met.
type metTag struct {
	name string
	last int
}

// Reset begins another entry.
func (t *Tagger) Reset() { t.tags, t.now = t.tags[:0], t.now+1 }

// See takes in the tags of an answer.
func (t *Tagger) See(text []byte) {
	eachTag(text, func(word []byte) {
		tag := t.met[string(word)]
		if tag == nil {
			tag = t.meet(string(word))
		}
		t.add(tag)
	})
}

// Add takes in tags that stand in no answer.
func (t *Tagger) Add(tags ...string) {
	for _, word := range tags {
		t.add(t.meet(word))
	}
}

// meet returns the tag that a word is, whatever its case.
func (t *Tagger) meet(word string) *metTag {
	if tag := t.met[word]; tag != nil {
		return tag
	}
	if t.met == nil {
		t.met = make(map[string]*metTag)
	}
	name := strings.ToLower(word)
	tag := t.met[name]
	if tag == nil {
		tag = &metTag{name: name, last: -1}
		t.met[name] = tag
	}
	t.met[word] = tag
	return tag
}

func (t *Tagger) add(tag *metTag) {
	if tag.last != t.now {
		tag.last = t.now
		t.tags = append(t.tags, tag.name)
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
