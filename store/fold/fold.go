// Package fold says when two texts are the same to someone who looks for words: what looks the
// same is the same, and what people leave out when they type in a hurry may be left out.
//
//   - Texts are compared in their compatibility form (NFKC): é in one piece or two, full-width,
//     half-width, ﬁ and ① are the plain ones. Hangul stays in syllables.
//   - Case does not matter, in any script. σ and ς are one, and all four i of Turkish.
//   - Marks may be left out in every script: accents, strokes (ø, ł), й and ё, tashkeel, hamza on
//     its seats and tatweel, niqqud, nukta, tones, dakuten. The vowels of Indic scripts, of Thai,
//     Lao and Tibetan are letters, and so is what joins consonants there.
//   - ß is ss, æ is ae, œ is oe, þ is th; and ä, ö, ü, ø, å are both a, o, u, o, a and ae, oe, ue,
//     oe, aa, all of a text and of what is looked for the same way.
//   - Apostrophes, quotes and hyphens are alike each, in whatever shape; white space of any length
//     is one blank; what cannot be seen (soft hyphens, joiners, directions, controls) is not there.
//
// Search, tags and the blacking out of words in exports all go through it.
//
// It is a package below store/journal, which knows the standard library only, because Unicode's
// forms are not in that: it adds golang.org/x/text/unicode/norm, and imports nothing else. Like
// journal, it has pure functions of values only. Rejected: x/text/search and collate (a megabyte
// of tables, an allocation a text, か found for が but Gebuehr not for Gebühr), x/text/cases (one
// more table for what the package unicode knows), and marks told by their category, which makes
// the vowels of Hindi vanish.
package fold

import (
	"bytes"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Key is the same for texts that are the same, ü being u and not ue: for the key of a map.
func Key(text string) string {
	f := folder{}
	return string(f.append(nil, []byte(text)))
}

// Lower returns a text in small letters, composed, in which its spelling can still be read.
func Lower(text string) string { return norm.NFC.String(strings.ToLower(text)) }

// Word is what is looked for, folded once for many texts. It may have blanks in it.
type Word struct {
	short, long []byte // ü as u, and as ue
	second      bool   // it has what may be the second letter of an umlaut
}

// NewWord makes a word ready.
func NewWord(text string) Word {
	short, long := folder{}, folder{long: true}
	w := Word{short: short.append(nil, []byte(text)), long: long.append(nil, []byte(text))}
	w.second = bytes.IndexAny(w.long, "ea") == 0
	for _, umlaut := range []string{"ae", "oe", "ue", "aa"} {
		w.second = w.second || bytes.Contains(w.long, []byte(umlaut))
	}
	return w
}

// Empty says that nothing is left to look for: every text would hold it.
func (w Word) Empty() bool { return len(w.short) == 0 }

// Words makes words ready, and leaves out empty ones.
func Words(texts ...string) []Word {
	words := make([]Word, 0, len(texts))
	for _, text := range texts {
		if w := NewWord(text); !w.Empty() {
			words = append(words, w)
		}
	}
	return words
}

// Text is one text after another, folded, in which words are looked for. It allocates only what
// the longest takes, and is for one goroutine. The zero Text is empty.
type Text struct {
	folder folder
	memo   memo
	text   []byte
	short  []byte
	long   []byte // made when it is asked for
	made   bool   // long is that of text
}

// Set folds a text, which must stay as it is while words are looked for.
func (t *Text) Set(text []byte) {
	t.folder = folder{memo: &t.memo}
	t.text, t.made = text, false
	t.short = t.folder.append(t.short[:0], text)
}

// Holds says that the word stands in the text, as a part of a word too.
func (t *Text) Holds(w Word) bool { return t.is(w, bytes.Contains) }

// Is says that the text is the word.
func (t *Text) Is(w Word) bool { return t.is(w, bytes.Equal) }

// Begins says that the text begins with the word.
func (t *Text) Begins(w Word) bool { return t.is(w, bytes.HasPrefix) }

// is folds the text a second time, ü as ue, only for a word and a text that may tell the difference.
func (t *Text) is(w Word, is func(text, word []byte) bool) bool {
	switch {
	case is(t.short, w.short):
		return true
	case !w.second:
		return false
	case !t.folder.umlauts:
		return is(t.short, w.long)
	case !t.made:
		t.folder.long, t.made = true, true
		t.long = t.folder.append(t.long[:0], t.text)
	}
	return is(t.long, w.long)
}

// Wipe clears what it knows of texts.
func (t *Text) Wipe() {
	clear(t.short[:cap(t.short)])
	clear(t.long[:cap(t.long)])
	clear(t.memo[:])
	t.text = nil
}
