package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// desk are words of a front desk in several scripts.
var desk = strings.Fields("Gebühr STRASSE queue Queue café #phone C#Dur ß#x #Gebühr #late-order ОЧЕРЕДЬ очередь ουρά ΟΔΟΣ طابور #تور तर कतार #कतार 窓口 #電話 คิว 😤 refund")

func someWords(r *rand.Rand) string {
	out := make([]string, 1+r.IntN(6))
	for i := range out {
		out[i] = desk[r.IntN(len(desk))]
	}
	return strings.Join(out, " ")
}

// eventful returns a journal in which much has happened: entries of chance,
// some edited, weighed again, marked or deleted.
func eventful(t *testing.T, r *rand.Rand, n int) *store.Unlocked {
	t.Helper()
	j := storetest.New(t)
	entries := make([]journal.Entry, n)
	for i := range entries {
		e := storetest.Entry(someWords(r), "", someWords(r)).Promised()
		e.Written = storetest.At.AddDate(0, 0, -r.IntN(60))
		e.Weighings[1].Weight = r.IntN(11)
		if i%5 == 0 {
			e.Tags = []string{"überbracht"}
		}
		entries[i] = e
	}
	ids := storetest.Add(t, j, entries...)
	u := storetest.Unlock(t, j, "")
	for i, step := range r.Perm(n)[:n/4] {
		id, later := ids[step], storetest.At.Add(time.Duration(i)*time.Minute)
		var err error
		switch i % 4 {
		case 0:
			var seen []journal.Entry
			if seen, err = u.Entries(t.Context(), id); err == nil {
				seen[0].Answers = storetest.Entry(someWords(r)).Answers
				_, err = u.Edit(t.Context(), seen[0])
			}
		case 1:
			err = u.Weigh(t.Context(), id, journal.Weighing{At: later, Moment: journal.Later, Weight: r.IntN(11)})
		case 2:
			err = u.Mark(t.Context(), id, journal.Intention{State: journal.Tried, At: later, How: "kafka"})
		case 3:
			err = u.Delete(t.Context(), store.Deleted, id)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return u
}

// TestSearchIsAllThatMatch holds that Search finds of All what the query
// matches, in the same order, whatever has happened to the entries.
func TestSearchIsAllThatMatch(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2026))
	u := eventful(t, r, 200)
	entries := storetest.All(t, u)
	found := 0
	queries := []journal.Query{{}, {StillHeavy: true}, {OpenIntention: true}, journal.ParseQuery("uberbracht", nil), journal.ParseQuery("kafka", nil)}
	for range 60 {
		q := journal.ParseQuery(someWords(r)[:3+r.IntN(3)], nil)
		if r.IntN(2) == 0 {
			q = journal.ParseQuery(desk[r.IntN(len(desk))], nil)
		}
		q.StillHeavy, q.OpenIntention = r.IntN(4) == 0, r.IntN(4) == 0
		if r.IntN(3) == 0 {
			q.Since = journal.DayOf(storetest.At.AddDate(0, 0, -r.IntN(60)))
		}
		queries = append(queries, q)
	}
	for _, q := range queries {
		want := []journal.Head{}
		for _, e := range matching(entries, q) {
			want = append(want, e.Head())
		}
		got, err := u.Search(t.Context(), q)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v: %d found, want %d: %v", q, len(got), len(want), err)
		}
		found += len(got)
		first, err := u.First(t.Context(), q, 7)
		if err != nil || !reflect.DeepEqual(first, matching(entries, q)[:min(7, len(want))]) {
			t.Fatalf("%+v: the first %d are others: %v", q, len(first), err)
		}
	}
	if found < 1000 {
		t.Errorf("only %d found: the queries say little", found)
	}
	heads, err := u.Heads(t.Context())
	if everything, _ := u.Search(t.Context(), journal.Query{}); err != nil || !reflect.DeepEqual(everything, heads) {
		t.Errorf("a search for nothing is not all heads: %v", err)
	}
}

func matching(entries []journal.Entry, q journal.Query) []journal.Entry {
	out := []journal.Entry{}
	for _, e := range entries {
		if q.Matcher().Match(e) {
			out = append(out, e)
		}
	}
	return out
}

func TestSearchKnowsWhereEntriesLie(t *testing.T) {
	j := storetest.New(t)
	ids := numbered(t, j, 30)
	u := storetest.Unlock(t, j, "")
	if heads, err := u.Search(t.Context(), journal.ParseQuery("entry 17", nil)); err != nil || len(heads) != 1 || heads[0].ID != ids[17] {
		t.Fatalf("%d found: %v", len(heads), err)
	}
	// An entry that was not found is read all the same.
	if got, err := u.Entries(t.Context(), ids[3]); err != nil || len(got) != 1 {
		t.Errorf("%d entries: %v", len(got), err)
	}
	storetest.Add(t, storetest.Open(j.Path()), storetest.Entry("entry 17 of another window"))
	if heads, err := u.Search(t.Context(), journal.ParseQuery("entry 17", nil)); err != nil || len(heads) != 2 {
		t.Errorf("%d found once another window wrote: %v", len(heads), err)
	}
}

func TestSearchEndsWithItsContextAndItsLock(t *testing.T) {
	j := storetest.New(t)
	numbered(t, j, 5)
	u := storetest.Unlock(t, j, "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if heads, err := u.Search(ctx, journal.Query{}); !errors.Is(err, context.Canceled) || len(heads) != 0 {
		t.Errorf("cancelled: %d found, %v", len(heads), err)
	}
	u.Lock()
	if heads, err := u.Search(t.Context(), journal.Query{}); !errors.Is(err, journal.ErrLocked) || len(heads) != 0 {
		t.Errorf("locked: %d found, %v", len(heads), err)
	}
}

// BenchmarkSearch searches entries of 400 characters, as the budget says, in
// several scripts.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		// One page a write, as they come to be; keys and all. Where that would
		// take minutes, ten.
		j := filled(b, n, n/10_000, 400)
		u := storetest.Unlock(b, j, "")
		for _, c := range []struct{ name, typed string }{
			{"none", "kafka"}, {"one", fmt.Sprintf("entry %d.", n/2)}, {"all", "entry"}, {"tag", "#tag3 "}, {"heavy", ""},
		} {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				q := journal.ParseQuery(c.typed, nil)
				q.StillHeavy = c.name == "heavy"
				b.ReportAllocs()
				for b.Loop() {
					heads, err := u.Search(b.Context(), q)
					if err != nil || (len(heads) == 0) != (c.name == "none" || c.name == "heavy") {
						b.Fatal(len(heads), err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("heads/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := u.Heads(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
		if err := os.Remove(j.Path()); err != nil {
			b.Fatal(err)
		}
	}
}
