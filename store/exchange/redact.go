package exchange

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/fold"
	"shakeoff/store/journal"
)

// Blackout stands for what was blacked out, whatever that was and however long.
const Blackout = "█████"

// blackoutKey begins the line of a paper that says so. No word of an entry can begin a line of
// Markdown: answers are quotes.
const blackoutKey = Blackout + " = "

// ErrRedacted is an export in which something is blacked out: it is no copy of the entries.
var ErrRedacted = invalid("something is blacked out in this export, so it is no copy of the entries; import a whole one")

// Redaction blacks words out wherever they stand, in any case and with or without accents, as
// search finds them. Of a word that has one of them in it nothing is left, nor of an address or of
// words joined by hyphens: an ending may give away as much as a name. Scripts without blanks between
// words lose the word alone. The blackout tells neither how long a word was nor how many words in a row
// it covers. It is for one goroutine at a time.
type Redaction struct {
	words []fold.Word
	text  *fold.Text // looked into last
}

// NewRedaction returns the redaction of words, which may have blanks in them. Those that nothing
// could be found by, such as a lone accent, are left out.
func NewRedaction(words ...string) Redaction {
	r := Redaction{text: new(fold.Text)}
	for _, word := range words {
		r.words = append(r.words, fold.Words(strings.TrimSpace(word))...)
	}
	return r
}

// IsZero says that nothing is blacked out.
func (r Redaction) IsZero() bool { return len(r.words) == 0 }

// Found says that a text has one of the words in it.
func (r Redaction) Found(text string) bool { return len(r.held(text)) > 0 }

// held returns the words that a text has in it. Most have none, which takes a fraction of what it takes
// to find where.
func (r Redaction) held(text string) (held []fold.Word) {
	if r.IsZero() {
		return nil
	}
	r.text.Set([]byte(text))
	for _, word := range r.words {
		if r.text.Holds(word) {
			held = append(held, word)
		}
	}
	return held
}

// Missing returns how many of the words stand nowhere in the entries.
func (r Redaction) Missing(entries []journal.Entry) int {
	left := slices.Clone(r.words)
	var in fold.Text
	look := func(texts ...string) {
		for _, text := range texts {
			in.Set([]byte(text))
			left = slices.DeleteFunc(left, in.Holds)
		}
	}
	for _, e := range entries {
		look(e.Intention.How)
		look(e.Tags...)
		for _, a := range e.Answers {
			look(a.Text, a.Question)
		}
	}
	return len(left)
}

// Text returns a text with the words blacked out.
func (r Redaction) Text(text string) string {
	var out strings.Builder
	done, open := 0, false // open: what was written last is a blackout
	for _, hit := range fold.Find(text, r.held(text)) {
		from, to := widened(text, hit.From, hit.To)
		if to <= done {
			continue
		}
		between := text[min(done, from):from]
		if !open || strings.TrimFunc(between, joins) != "" {
			out.WriteString(between + Blackout)
		}
		done, open = to, true
	}
	return out.String() + text[done:]
}

// Entries returns the entries with the words blacked out: in answers, questions, tags and how it
// went. Entries lose their ids, and a step of the person's own with one of the words in its name gets
// a number instead.
func (r Redaction) Entries(entries []journal.Entry) []journal.Entry {
	steps := r.steps(entries)
	out := make([]journal.Entry, len(entries))
	for i, e := range entries {
		e.ID, e.Record = "", ""
		e.Answers = slices.Clone(e.Answers)
		for j, a := range e.Answers {
			if step, ok := steps[a.Step]; ok {
				a.Step = step
			}
			e.Answers[j] = journal.Answer{Step: a.Step, Question: r.Text(a.Question), Text: r.Text(a.Text)}
		}
		e.Intention.How = r.Text(e.Intention.How)
		e.Tags = slices.Clone(e.Tags)
		for j, tag := range e.Tags {
			e.Tags[j] = r.Text(tag)
		}
		e.Tags = slices.Compact(e.Tags)
		out[i] = e
	}
	return out
}

// steps returns new names for the person's own steps that have one of the words in their names.
func (r Redaction) steps(entries []journal.Entry) map[journal.Step]journal.Step {
	guided, own := stepsOf(entries)
	taken, anew, n := slices.Concat(guided, own), make(map[journal.Step]journal.Step), 0
	for _, step := range own {
		if !r.Found(string(step)) {
			continue
		}
		name := step
		for slices.Contains(taken, name) || r.Found(string(name)) && n < 1000 {
			n++
			name = journal.Step("own-" + strconv.Itoa(n))
		}
		anew[step] = name
	}
	return anew
}

// widened takes in the rest of a word, and any words joined to it.
func widened(text string, from, to int) (int, int) {
	for from > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:from])
		before, _ := utf8.DecodeLastRuneInString(text[:from-size])
		if !inWord(r) && (!joiner(r) || !inWord(before)) {
			break
		}
		from -= size
	}
	for to < len(text) {
		r, size := utf8.DecodeRuneInString(text[to:])
		after, _ := utf8.DecodeRuneInString(text[to+size:])
		if !inWord(r) && (!joiner(r) || !inWord(after)) {
			break
		}
		to += size
	}
	return from, to
}

// inWord says that a rune is of a word that blanks end, or a mark on any letter.
func inWord(r rune) bool {
	if unicode.IsMark(r) {
		return true
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Bopomofo, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Yi) && r != utf8.RuneError
}

// joiner says that a rune joins two words to one, or parts of an address.
func joiner(r rune) bool { return strings.ContainsRune("-‐‑'’ʼ._@+·\u00ad\u200c\u200d", r) }

// joins says whether a rune between two blackouts can go without telling anything.
func joins(r rune) bool { return r == ' ' || r == '\u00a0' || joiner(r) && r != '.' }
