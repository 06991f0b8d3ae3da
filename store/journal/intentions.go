package journal

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/fold"
)

// Rest is how long an open intention stays in sight.
const Rest = 30 * 24 * time.Hour

// Promise is an intention as Ready shows it.
type Promise struct {
	Entry   ID        `json:"id"`
	Written time.Time `json:"written"`       // when the entry was filed
	When    Told      `json:"happened_at"`   // when it happened
	Text    string    `json:"text"`          // one line of the change answer
	State   State     `json:"state"`         // Open, Tried or LetGo
	Marked  time.Time `json:"marked"`        // when it was marked; when written, while open
	How     string    `json:"how,omitempty"` // a line on how it went, if there is one

	// Also are older entries with the same promise in the same state, the newest first: shown
	// once, and marked together.
	Also []ID `json:"also,omitempty"`
	// Since is what the weights did after it was tried, nil unless Enough were weighed.
	Since *Summary `json:"since,omitempty"`
}

// Entries returns the entries that a promise stands in, the newest first.
func (p Promise) Entries() []ID { return append([]ID{p.Entry}, p.Also...) }

// Promises are the intentions of a journal. Those that rest are kept apart, uncounted.
type Promises struct {
	Open    []Promise `json:"open,omitempty"`    // what happened last first
	Resting []Promise `json:"resting,omitempty"` // open for longer than Rest; what happened last first
	Done    []Promise `json:"done,omitempty"`    // tried and let go; marked last first
}

// Intentions sorts the intentions of entries as they stand now, each once. A change answer
// without words promises nothing; the rest of an intention that was opened again begins then.
func Intentions(entries []Entry, now time.Time) Promises {
	type same struct {
		state State
		text  string
	}
	var all []*Promise
	seen, said := make(map[ID]bool), make(map[same]*Promise)
	for _, e := range NewestFirst(entries) {
		text := e.promise()
		if text == "" || e.Intention.State == None || seen[e.ID] {
			continue
		}
		seen[e.ID] = true
		one := Promise{
			Entry: e.ID, Text: text, Written: e.Written, When: Told{e.When(), e.DayOnly},
			State: e.Intention.State, Marked: e.Intention.At, How: e.Intention.How,
		}
		if one.Marked.IsZero() {
			one.Marked = e.Written
		}
		key := same{one.State, fold.Key(strings.TrimRight(text, " .!…。"))}
		if newest := said[key]; newest != nil {
			newest.Also = append(newest.Also, one.Entry)
			if newest.Marked.Before(one.Marked) {
				newest.Marked, newest.How = one.Marked, cmp.Or(one.How, newest.How)
			}
			continue
		}
		said[key] = &one
		all = append(all, &one)
	}
	var p Promises
	for _, one := range all {
		switch {
		case one.State != Open:
			if one.State == Tried {
				one.Since = since(entries, one.Marked)
			}
			p.Done = append(p.Done, *one)
		case now.Sub(one.Marked) > Rest:
			p.Resting = append(p.Resting, *one)
		default:
			p.Open = append(p.Open, *one)
		}
	}
	sort.SliceStable(p.Done, func(i, j int) bool { return p.Done[i].Marked.After(p.Done[j].Marked) })
	return p
}

// since returns what the weights of what was written after a time did.
func since(entries []Entry, at time.Time) *Summary {
	var heads []Head
	for _, e := range entries {
		if e.Written.After(at) {
			heads = append(heads, Head{ID: e.ID, Record: e.Record, Weighings: e.Weighings})
		}
	}
	if s := Summarise(heads); s.Weighed >= Enough {
		return &s
	}
	return nil
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
