package tui_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/tuitest/journaltest"
)

// TestReviewShowsTheDaySearched holds that Review shows an entry, in its row and above its words,
// under the day under which a search finds it, and that the search finds no other.
func TestReviewShowsTheDaySearched(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	var entries []journal.Entry
	days := map[journal.Day]int{}
	for i := range 12 {
		somewhere := func() time.Time {
			wall := time.FixedZone("", (r.IntN(53)-24)*1800) // from UTC-12 to UTC+14
			return time.Date(2026, 11, 12, r.IntN(36), r.IntN(60), 0, 0, time.UTC).In(wall)
		}
		e := journal.Entry{Written: somewhere(), Answers: []journal.Answer{answer(journal.Happened, "What happened?", fmt.Sprintf("entry-%02d.", i))}}
		switch i % 3 {
		case 1:
			e.Happened = somewhere()
		case 2:
			e.Happened, e.DayOnly = journal.OnDay(journal.DayOf(somewhere()), e.Written), true
		}
		entries = append(entries, e)
		days[journal.DayOf(e.When())]++
	}
	for day, n := range days {
		d := reviewing(t, func(j *journaltest.Journal) {
			for _, e := range entries {
				j.Add(e)
			}
		})
		d.Resize(60, 60)
		d.press("/")
		d.Type(fmt.Sprintf("since:%[1]s until:%[1]s ", day))
		d.press("enter")
		row := regexp.MustCompile(`(?m)` + day.Time().Format("Mon 2 Jan") + `\b`)
		if shown, found := len(row.FindAllString(d.Text(), -1)), strings.Count(d.Text(), "entry-"); shown != n || found != n {
			t.Fatalf("under %s stand %d rows of %d entries, want %d of each:\n%s", day, shown, found, n, d.Text())
		}
		for range n {
			d.press("enter")
			d.see(t, day.Time().Format("Monday 2 January 2006"), "entry-")
			d.press("esc", "down")
		}
	}
}
