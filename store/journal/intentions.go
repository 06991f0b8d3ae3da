package journal

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Rest is how long an open intention stays in sight.
const Rest = 30 * 24 * time.Hour

// Promise is an intention as Ready shows it.
type Promise struct {
	Entry   ID        `json:"id"`
	Written time.Time `json:"written"`       // when the entry was filed
	Text    string    `json:"text"`          // one line of the change answer
	State   State     `json:"state"`         // Open, Tried or LetGo
	Marked  time.Time `json:"marked"`        // when it was marked; when written, while open
	How     string    `json:"how,omitempty"` // a line on how it went, if there is one
}

// Promises are the intentions of a journal. Those that rest are kept apart, uncounted.
type Promises struct {
	Open    []Promise `json:"open,omitempty"`    // written last first
	Resting []Promise `json:"resting,omitempty"` // open for longer than Rest; written last first
	Done    []Promise `json:"done,omitempty"`    // tried and let go; marked last first
}

// Intentions sorts the intentions of entries as they stand now, one an entry. A change answer
// without words promises nothing; the rest of an intention that was opened again begins then.
func Intentions(entries []Entry, now time.Time) Promises {
	var p Promises
	seen := make(map[ID]bool)
	for _, e := range NewestFirst(entries) {
		text := e.promise()
		if text == "" || e.Intention.State == None || seen[e.ID] {
			continue
		}
		seen[e.ID] = true
		one := Promise{
			Entry: e.ID, Text: text, Written: e.Written,
			State: e.Intention.State, Marked: e.Intention.At, How: e.Intention.How,
		}
		if one.Marked.IsZero() {
			one.Marked = e.Written
		}
		switch {
		case one.State != Open:
			p.Done = append(p.Done, one)
		case now.Sub(one.Marked) > Rest:
			p.Resting = append(p.Resting, one)
		default:
			p.Open = append(p.Open, one)
		}
	}
	slices.SortStableFunc(p.Done, func(a, b Promise) int { return b.Marked.Compare(a.Marked) })
	return p
}

// promise returns the first line with words of the change answer, without the phrases behind
// its last sentence, which are shown on their own. A phrase that belongs to its sentence stays,
// and so does a line of nothing but phrases.
func (e Entry) promise() string {
	for line := range strings.SplitSeq(e.Text(Change), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			return cmp.Or(withoutLastPhrases(line), line)
		}
	}
	return ""
}

func withoutLastPhrases(line string) string {
	end := len(line)
	var phrases [][2]int
	eachPhrase(line, func(from, to int, _ string) { phrases = append(phrases, [2]int{from, to}) })
	for _, p := range slices.Backward(phrases) {
		before := strings.TrimRightFunc(line[:p[0]], unicode.IsSpace)
		if strings.TrimRight(line[p[1]:end], " .") != "" || !endsSentence(before) && before != "" {
			break
		}
		end = len(before)
	}
	return line[:end]
}

// endsSentence says that what follows text begins a sentence of its own.
func endsSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…。！？।\"”“»«›」』", last)
}
