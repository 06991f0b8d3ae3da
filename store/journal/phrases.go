package journal

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/fold"
)

// longest is how many bytes a phrase may have; a longer quote was left open.
const longest = 1000

// Phrases returns the sentences in quotes in a change answer, in order: what one wishes to have
// said. The quotes are taken off, and line breaks become blanks.
//
// Quotes are "…", “…”, „…“, «…», ‹…›, »…«, 「…」 and 『…』, but not single quotes, which are too
// often apostrophes; they must be closed in their own paragraph. A phrase has two words, or two
// letters of a script without blanks: a single word is kept at arm's length.
func Phrases(text string) []string {
	var out []string
	eachPhrase(text, func(_, _ int, phrase string) { out = append(out, phrase) })
	return out
}

// closers names what closes each opening quote. “ opens in English and closes in German.
func closers(opening rune) string {
	if opening != '"' && opening < utf8.RuneSelf { // most of most texts
		return ""
	}
	for _, marks := range [...]string{`""`, "“”", "„“”", "«»", "»«", "‹›", "「」", "『』"} {
		if r, size := utf8.DecodeRuneInString(marks); r == opening {
			return marks[size:]
		}
	}
	return ""
}

// eachPhrase calls fn with every phrase and where it lies, its quotes included.
func eachPhrase(text string, fn func(from, to int, phrase string)) {
	for from := 0; from < len(text); {
		opening, size := utf8.DecodeRuneInString(text[from:])
		to, end := closing(text, from, opening, size)
		if end == 0 {
			from += size
			continue
		}
		if phrase := strings.Join(strings.Fields(text[from+size:to]), " "); isSentence(phrase) {
			fn(from, end, phrase)
		}
		from = end
	}
}

// closing returns where the content of the quote that opens at from ends, and where what
// follows begins; 0 if there is no such quote.
func closing(text string, from int, opening rune, size int) (to, end int) {
	marks := closers(opening)
	if marks == "" || (opening == '"' || opening == '»') && !opens(text, from, size) {
		return 0, 0
	}
	start := from + size
	for i, r := range paragraph(text[start:min(start+longest, len(text))]) {
		if strings.ContainsRune(marks, r) && (r != '"' || closes(text, start+i)) {
			return start + i, start + i + utf8.RuneLen(r)
		}
	}
	return 0, 0
}

// paragraph returns a text up to its first blank line.
func paragraph(text string) string {
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		if at > 0 && strings.TrimSpace(line) == "" {
			return text[:at]
		}
		at += len(line) + 1
	}
	return text
}

// opens says whether a mark that may also close can open a quote here: before a word, and not right
// after one, where it would mean inches.
func opens(text string, at, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+size:])
	return !wordRune(before) && !unicode.IsSpace(after)
}

// closes says whether a straight quote can close here: right after what is quoted, and not before a word.
func closes(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+1:])
	return !unicode.IsSpace(before) && (!wordRune(after) || unspaced(after))
}

// wordRune says that r is part of a word of a script with blanks between words.
func wordRune(r rune) bool {
	return r != utf8.RuneError && !unspaced(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// unspaced says that r is of a script that is written without blanks.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// isSentence says that a phrase has two words, or two letters of a script without blanks.
func isSentence(phrase string) bool {
	words, letters := 0, 0
	for word := range strings.FieldsSeq(phrase) {
		if strings.ContainsFunc(word, unicode.IsLetter) {
			words++
		}
	}
	for _, r := range phrase {
		if unspaced(r) {
			letters++
		}
	}
	return words >= 2 || letters >= 2
}

// Phrase is a sentence in quotes, and where it was written.
type Phrase struct {
	Entry   ID        `json:"id"`
	Written time.Time `json:"written"`
	Text    string    `json:"text"` // without the quotes
}

// PhrasesOf returns the phrases of the change answers, those written last first, each once.
func PhrasesOf(entries []Entry) []Phrase {
	var out []Phrase
	seen := make(map[string]bool)
	for _, e := range NewestFirst(entries) {
		for _, text := range Phrases(e.Text(Change)) {
			if key := fold.Key(text); !seen[key] {
				seen[key] = true
				out = append(out, Phrase{Entry: e.ID, Written: e.Written, Text: text})
			}
		}
	}
	return out
}
