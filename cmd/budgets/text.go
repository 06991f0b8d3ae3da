package main

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strings"
	"time"
	"unicode/utf8"

	"shakeoff/store/journal"
)

// edition numbers what the writer writes. It is part of the names of the cached
// journals: a change to the writer or the languages needs the next number, and a
// test says so.
const edition = 1

// kind is how long the entries of a journal are.
type kind string

const (
	mixed kind = "mixed" // from 40 bytes to 20 KB, 900 on average, as people write
	even  kind = "even"  // 400 characters each, for search
	plain kind = "plain" // 900 bytes each, for the size of the file
)

// firstDay is when the first entry of every journal was written.
var firstDay = time.Date(2016, 2, 1, 8, 0, 0, 0, time.FixedZone("", 3600))

// writer writes entries as people do, the same ones for the same kind and
// number of entries each time.
type writer struct {
	kind   kind
	random *rand.Rand
	every  time.Duration // between two entries: any number of them makes ten years
	count  int
}

func newWriter(k kind, n int) *writer {
	seed := fnv.New64a()
	seed.Write([]byte(k))
	return &writer{
		kind: k, every: 10 * 365 * 24 * time.Hour / time.Duration(max(1, n)),
		random: rand.New(rand.NewPCG(seed.Sum64(), edition)), //nolint:gosec // the same text each time is what is wanted
	}
}

// share is how much of an entry each answer is.
var share = []struct {
	step     journal.Step
	question string
	part     float64
}{
	{journal.Happened, "What happened?", 0.5},
	{journal.Control, "What was in my control?", 0.25},
	{journal.Change, "What would I change?", 0.15},
	{journal.Release, "Shake it off", 0.1},
}

// entry writes the next entry.
func (w *writer) entry() journal.Entry {
	at := firstDay.Add(time.Duration(w.count) * w.every)
	before := w.random.IntN(journal.MaxWeight + 1)
	e := journal.Entry{Written: at, Weighings: []journal.Weighing{
		{At: at.Add(-3 * time.Minute), Moment: journal.Before, Weight: before},
		{At: at, Moment: journal.After, Weight: w.random.IntN(before + 1)},
	}}
	l := languages[0]
	if w.random.IntN(10) >= 4 {
		l = languages[1+w.random.IntN(len(languages)-1)]
	}
	length, measure := w.length()
	head := w.planted()
	for _, s := range share {
		part := int(float64(length) * s.part)
		text := head
		if s.step != journal.Happened {
			text = ""
		} else if length < 120 {
			part = length // a few words are a full entry
		}
		if text = w.prose(l, text, part, measure); text != "" {
			e.Answers = append(e.Answers, journal.Answer{Step: s.step, Question: s.question, Text: text})
		}
		if part == length {
			break
		}
	}
	w.count++
	return e
}

// length says how long the next entry is, and in what that is measured.
func (w *writer) length() (n int, measure func(string) int) {
	bytes := func(s string) int { return len(s) }
	switch w.kind {
	case even:
		return 400, utf8.RuneCountInString
	case plain:
		return 900, bytes
	}
	const spread, mean = 1.0, 900 // of a log-normal distribution, as lengths of texts have it
	n = int(math.Exp(math.Log(mean) - spread*spread/2 + spread*w.random.NormFloat64()))
	return min(max(n, 40), 20_000), bytes
}

// planted is how an entry begins: with the words that searches look for, and a tag.
func (w *writer) planted() string {
	var b strings.Builder
	if w.count%3 == 1 {
		b.WriteString("At " + wordCommon + ". ")
	}
	if w.count%2000 == 77 {
		b.WriteString("The " + wordRare + ". ")
	}
	switch n := w.random.IntN(2 * len(tags)); {
	case w.count%40 == 13:
		b.WriteString("#" + tagSought + " ")
	case n < len(tags)-1:
		b.WriteString("#" + tags[min(n, w.random.IntN(len(tags)-1))] + " ")
	}
	return b.String()
}

// prose goes on with a text until it is just as long as it should be, or the
// next rune would make it longer.
func (w *writer) prose(l language, text string, length int, measure func(string) int) string {
	pick := func(parts []string) string { return parts[w.random.IntN(len(parts))] }
	var b strings.Builder
	b.WriteString(text)
	for n := measure(text); n < length; {
		sentence := pick(l.who) + l.blank + pick(l.did) + l.comma + pick(l.then) + l.stop
		if w.random.IntN(8) == 0 {
			sentence = strings.TrimRight(sentence, " ") + "\n"
		}
		n += measure(sentence)
		b.WriteString(sentence)
	}
	return strings.TrimSpace(cut(b.String(), length, measure))
}

// cut returns as much of a text as is not longer than length, and no half rune.
func cut(text string, length int, measure func(string) int) string {
	n := 0
	for at, r := range text {
		if n += measure(string(r)); n > length {
			return text[:at]
		}
	}
	return text
}
