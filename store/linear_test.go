package store_test

import (
	"fmt"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// Whoever may post into a journal decides what lies in it, and must not decide how
// long its owner reads. To compare every weighing here with every other would take
// most of an hour.
func TestWeighingsOfAnEntryFullOfThem(t *testing.T) {
	t.Parallel()
	many := rounds(100_000, 400_000)
	j := storetest.New(t)
	page := storetest.Entry("words")
	page.Weighings = nil
	id := storetest.Add(t, j, page)[0]
	u := storetest.Unlock(t, j, "")
	weighings := make([]journal.Weighing, many)
	for i := range weighings {
		weighings[i] = journal.Weighing{At: storetest.At.Add(time.Duration(i)), Moment: journal.Later, Weight: i % 11}
	}
	// The same once more: posted twice, it is one.
	for range 2 {
		if err := u.WeighAtOnce(t.Context(), id, weighings...); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := u.Entries(t.Context(), id)
	if err != nil || len(entries) != 1 || len(entries[0].Weighings) != many {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}

// A page of 200,000 tags is filed, listed, searched and read.
func TestPageFullOfTags(t *testing.T) {
	many := rounds(50_000, 200_000)
	var text []byte
	for i := range many {
		text = fmt.Appendf(text, "#t%x ", i)
	}
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry(string(text)))
	u := storetest.Unlock(t, j, "")
	last := journal.ParseQuery(fmt.Sprintf("#t%x ", many-1), nil)
	for _, q := range []journal.Query{{}, last} {
		heads, err := u.Search(t.Context(), q)
		if err != nil || len(heads) != 1 || len(heads[0].Tags) != many {
			t.Errorf("%d heads, %v", len(heads), err)
		}
	}
	if found, err := u.First(t.Context(), last, 1); err != nil || len(found) != 1 || !last.Matcher().Match(found[0]) {
		t.Errorf("%d entries, %v", len(found), err)
	}
}

// Reading all of a journal reads its file once: for twice as many records twice as
// often, give or take the pages above them.
func TestTwiceTheRecordsTwiceTheReads(t *testing.T) {
	reads := func(n int) int {
		n, err := singly(t, 0, n).AllReads(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	some, twice := reads(2*few), reads(4*few)
	if t.Logf("%d reads, then %d", some, twice); twice*10 > some*22 || some < 10 {
		t.Errorf("%d reads for %d records, %d for twice as many", some, 2*few, twice)
	}
}
