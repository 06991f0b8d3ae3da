package exchange_test

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"testing"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

var full = flag.Bool("full", false, "run the tests of exchange at full length")

// rounds is how often something is done, or of how many: short, or in full.
func rounds(short, long int) int {
	if *full {
		return long
	}
	return short
}

// An entry may have as many answers as a page has room for. To look each up among all
// others would take longer than a test may.
func TestEntryFullOfAnswers(t *testing.T) {
	t.Parallel()
	many := rounds(100_000, 400_000)
	var answers, questions strings.Builder
	for i := range many {
		fmt.Fprintf(&answers, `,"s%x":"x"`, i)
		fmt.Fprintf(&questions, `,"s%x":"?"`, i)
	}
	in := fmt.Sprintf(`{"answers":{%s},"questions":{%s}}`, answers.String()[1:], questions.String()[1:])
	entries, err := exchange.Decode(strings.NewReader(in), now)
	if err != nil || len(entries[0].Answers) != many || entries[0].Answers[many-1].Question != "?" {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	if err := exchange.EncodeCSV(io.Discard, entries, false); err != nil {
		t.Error(err)
	}
	brackets := strings.Repeat(" ", many) + strings.Repeat("[", many) + strings.Repeat(`\`, many)
	if err := record("").Markdown(io.Discard, []journal.Entry{{Answers: words("x" + brackets)}, {Answers: words(brackets)}}); err != nil {
		t.Error(err)
	}
}

// The same holds for the tags of another journal.
func TestForeignEntryFullOfTags(t *testing.T) {
	t.Parallel()
	many := rounds(100_000, 400_000)
	var tags strings.Builder
	for i := range many {
		fmt.Fprintf(&tags, `,"@t%x"`, i)
	}
	in := fmt.Sprintf(`{"entries":[{"title":"x","date":"2026-11-21","time":"14:05","tags":[%s]}]}`, tags.String()[1:])
	entries, err := from(exchange.KindJrnl, in)
	if err != nil || len(entries) != 1 || len(entries[0].Tags) != many {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}
