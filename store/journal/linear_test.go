package journal_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"shakeoff/store/journal"
)

// What a page holds is up to whoever writes it, and so must not decide how long it
// takes to read. Each of these pages is as large as a page can be: to compare every
// tag or answer in it with every other would take hours; in the short form, which has a quarter, minutes.
func large() int { return rounds(100_000, 400_000) }

func TestTagsOfAPageFullOfThem(t *testing.T) {
	large := large()
	var text strings.Builder
	imported := make([]string, large)
	for i := range imported {
		fmt.Fprintf(&text, "#a%x ", i)
		imported[i] = fmt.Sprintf("B%x", i)
	}
	e := entry(text.String())
	e.Tags = imported
	if got := e.AllTags(); len(got) != 2*large || got[large-1] != fmt.Sprintf("a%x", large-1) || got[large] != "b0" {
		t.Errorf("%d tags, want %d", len(got), 2*large)
	}
}

func TestAnswersOfAPageFullOfThem(t *testing.T) {
	large := large()
	one, own := make([]journal.Answer, large), make([]journal.Answer, large)
	for i := range large {
		one[i] = journal.Answer{Step: journal.Happened, Text: "x"}
		own[i] = journal.Answer{Step: journal.Step(fmt.Sprintf("s%x", i)), Text: "x"}
	}
	e := journal.Entry{Answers: slices.Concat(one, own)}.Joined()
	if len(e.Answers) != 1+large || len(e.Text(journal.Happened)) != len("x")*large+len("\n\n")*(large-1) {
		t.Errorf("%d answers, the first of %d letters", len(e.Answers), len(e.Text(journal.Happened)))
	}
	if err := e.Validate(); err != nil {
		t.Error(err)
	}
}

// The work grows with the page: for twice as many tags or answers twice as much is
// allocated, give or take what a table that grows has to spare.
func TestTwiceThePageTwiceTheWork(t *testing.T) {
	page := func(n int) (e journal.Entry) {
		for i := range n {
			e.Answers = append(e.Answers, journal.Answer{Step: journal.Happened, Text: fmt.Sprintf("#a%x", i)})
		}
		return e
	}
	bytes := func(n int) uint64 {
		e := page(n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		tags := len(e.Joined().AllTags())
		runtime.ReadMemStats(&after)
		if tags != n {
			t.Fatalf("%d tags, want %d", tags, n)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	if some, twice := bytes(4096), bytes(8192); twice > 3*some {
		t.Errorf("%d bytes for a page, %d for one twice as long", some, twice)
	}
}
