package journal

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/fold"
)

// AllTags returns the tags of an entry in small letters and each once, as it is spelled first:
// those written as #word in an answer, in order, then those from imports.
//
// A tag begins with a letter or digit after a # (＃ too) that is not inside a word or an address,
// and goes on through letters, marks, digits, - and _, and between those through apostrophes and
// what is not seen; c++ and c# are whole. A number alone ("#4" in a queue) is not a tag. What
// search does not tell apart is one tag.
func (e Entry) AllTags() []string {
	var t Tagger
	for _, a := range e.Answers {
		t.See([]byte(a.Text))
	}
	t.Add(e.Tags...)
	return t.Tags()
}

// MayTag says, quickly, whether a text may have tags in it.
func MayTag(text []byte) bool {
	return bytes.IndexByte(text, '#') >= 0 || bytes.Contains(text, []byte(wideHash))
}

// Tagger is AllTags for many entries in pieces: Reset for each, See on its answers, then Add
// for its tags from imports. Tags met before cost no memory. It is for one goroutine.
type Tagger struct {
	tags []string
	met  map[string]spelling // every word met so far
	last map[string]int      // the last entry in which a tag was met, by its key
	now  int                 // how many entries came before this one
}

// spelling is how a tag is shown, and what all its spellings have in common.
type spelling struct{ name, key string }

// Reset begins another entry.
func (t *Tagger) Reset() { t.tags, t.now = t.tags[:0], t.now+1 }

// See takes in the tags of an answer.
func (t *Tagger) See(text []byte) { eachTag(text, t.add) }

// Add takes in tags that stand in no answer.
func (t *Tagger) Add(tags ...string) {
	for _, tag := range tags {
		t.add([]byte(tag))
	}
}

func (t *Tagger) add(word []byte) {
	tag, met := t.met[string(word)]
	if !met {
		if t.met == nil {
			t.met, t.last = make(map[string]spelling), make(map[string]int)
		}
		tag = spelling{fold.Lower(string(word)), fold.Key(string(word))}
		t.met[string(word)] = tag
	}
	if last, before := t.last[tag.key]; !before || last != t.now {
		t.last[tag.key] = t.now
		t.tags = append(t.tags, tag.name)
	}
}

// Tags returns the tags since Reset. They are good until the next Reset.
func (t *Tagger) Tags() []string { return t.tags }

const wideHash = "＃" // as keyboards for Chinese and Japanese have it

// eachTag calls fn with every tag in text, without its #.
func eachTag(text []byte, fn func(word []byte)) {
	address := false // the text before the # belongs to one
	wide := bytes.Index(text, []byte(wideHash))
	for at := 0; ; {
		next, size := bytes.IndexByte(text[at:], '#'), 1
		if wide >= at && (next < 0 || wide < at+next) {
			next, size = wide-at, len(wideHash)
			if wide = bytes.Index(text[wide+size:], []byte(wideHash)); wide >= 0 {
				wide += at + next + size
			}
		}
		if next < 0 {
			return
		}
		between := text[at : at+next]
		if begins := bytes.LastIndexFunc(between, endsAddress); begins >= 0 {
			between, address = between[begins:], false
		}
		address = address || bytes.Contains(between, []byte("://"))
		before, _ := utf8.DecodeLastRune(text[:at+next])
		at += next + size
		if !address && !tagRune(before) && before != '#' && before != '＃' {
			if end := tagEnd(text[at:]); end > 0 {
				fn(text[at : at+end])
			}
		}
	}
}

// endsAddress says that a rune cannot stand in the address of a page on the web.
func endsAddress(r rune) bool {
	return unicode.IsSpace(r) || r == '<' || r == '>' || r == '"' || r >= utf8.RuneSelf && unicode.IsPunct(r)
}

// tagEnd returns the length of the tag that a text begins with, 0 if there is none.
func tagEnd(text []byte) int {
	end, letters := 0, 0
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		was := at
		at += size
		switch {
		case unicode.IsLetter(r):
			letters++
			fallthrough
		case unicode.IsDigit(r), end > 0 && unicode.IsMark(r):
			end = at
			continue
		case end > 0 && (r == '-' || r == '_' || unicode.Is(unicode.Cf, r)):
			continue
		case end == was && end > 0 && strings.ContainsRune(apostrophes, r):
			continue
		}
		break
	}
	if letters == 0 {
		return 0
	}
	if end == 1 && text[0] < utf8.RuneSelf { // c++, c#
		for _, sign := range []string{"++", "#"} {
			if after, cut := bytes.CutPrefix(text[1:], []byte(sign)); cut {
				if r, _ := utf8.DecodeRune(after); !tagRune(r) && r != '#' {
					return 1 + len(sign)
				}
			}
		}
	}
	return end
}

const apostrophes = "'’ʼ‛‘＇׳"

func tagRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '-' || r == '_'
}

// validTag says that a word can stand after a #.
func validTag(word string) bool {
	end := tagEnd([]byte(word))
	return end > 0 && strings.Trim(word[end:], "-_") == ""
}

// Tag makes one tag of a tag from elsewhere, with - in place of anything that ours cannot hold. It is
// "" if there is no letter in it.
func Tag(words string) string {
	if validTag(words) {
		return words
	}
	join := func(within string) string {
		return strings.Join(strings.FieldsFunc(words, func(r rune) bool {
			return (!tagRune(r) || r == '-') && !strings.ContainsRune(within, r)
		}), "-")
	}
	for _, tag := range []string{join(apostrophes), join("")} {
		tag = strings.TrimLeftFunc(strings.TrimRight(tag, "-_"), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if validTag(tag) {
			return tag
		}
	}
	return ""
}
