package journal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// AllTags returns the tags of an entry, lower-case and each once: those written
// as #word in an answer, in the order they appear, then those from imports.
//
// A tag begins with a letter or digit after a # that does not stand inside a
// word, and goes on through letters, marks, digits, - and _. A number alone
// ("#4" in a queue) is no tag.
func (e Entry) AllTags() []string {
	var tags []string
	add := func(t string) {
		t = strings.ToLower(t)
		for _, have := range tags {
			if have == t {
				return
			}
		}
		tags = append(tags, t)
	}
	for _, a := range e.Answers {
		eachTag(a.Text, add)
	}
	for _, t := range e.Tags {
		add(t)
	}
	return tags
}

// eachTag calls fn with every tag in text, without its #.
func eachTag(text string, fn func(string)) {
	for before := ' '; text != ""; {
		at := strings.IndexByte(text, '#')
		if at < 0 {
			return
		}
		if at > 0 {
			before, _ = utf8.DecodeLastRuneInString(text[:at])
		}
		text = text[at+1:]
		end := strings.IndexFunc(text, func(r rune) bool { return !tagRune(r) })
		if end < 0 {
			end = len(text)
		}
		if word := strings.TrimRight(text[:end], "-_"); !tagRune(before) && before != '#' && validTag(word) {
			fn(word)
		}
		if end > 0 {
			before, _ = utf8.DecodeLastRuneInString(text[:end])
		} else {
			before = '#'
		}
		text = text[end:]
	}
}

func tagRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '-' || r == '_'
}

// validTag says that a word can stand after a #: one word with a letter in it
// that does not begin with a mark or a dash.
func validTag(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return strings.IndexFunc(word, unicode.IsLetter) >= 0 &&
		strings.IndexFunc(word, func(r rune) bool { return !tagRune(r) }) < 0 &&
		(unicode.IsLetter(first) || unicode.IsDigit(first))
}
