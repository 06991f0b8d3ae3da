package journal_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"shakeoff/store/journal"
)

// anywhere is a random time on a random wall: at the ends of the date line, at half hours, where
// clocks are put forward at midnight, where a day was left out.
func anywhere(t *testing.T, r *rand.Rand) time.Time {
	t.Helper()
	places := []string{
		"UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Pacific/Apia", "Asia/Kolkata", "Asia/Kathmandu",
		"Australia/Lord_Howe", "America/Sao_Paulo", "America/New_York", "Europe/Berlin", "Pacific/Chatham",
	}
	here := time.FixedZone("", (r.IntN(57)-28)*1800) // 14 hours either way
	if r.IntN(2) == 0 {
		var err error
		if here, err = time.LoadLocation(places[r.IntN(len(places))]); err != nil {
			t.Fatal(err)
		}
	}
	day := journal.Day{Year: 2016, Month: time.Month(1 + r.IntN(12)), Day: 1 + r.IntN(28)}
	return day.At([]int{0, 2, 12, 23}[r.IntN(4)], []int{0, 1, 30, 59}[r.IntN(4)], 0, here)
}

// TestShownDayIsTheDaySearched holds that an entry is found, counted and drawn under the day on the
// wall where it happened, wherever it is looked for.
func TestShownDayIsTheDaySearched(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		e := journal.Entry{ID: "a", Written: anywhere(t, r)}
		shown := e.Written
		switch r.IntN(3) {
		case 0:
			e.Happened = anywhere(t, r)
			shown = e.Happened
		case 1:
			shown = anywhere(t, r)
			e.Happened, e.DayOnly = journal.OnDay(journal.DayOf(shown), e.Written), true
		}
		on := shown.Format(time.DateOnly)
		found := func(since, until journal.Day) bool {
			return parseQuery("since:" + since.String() + " until:" + until.String() + " ").Matcher().Match(e)
		}
		d := journal.DayOf(shown)
		if got := e.When().Format(time.DateOnly); got != on || d.String() != on {
			t.Fatalf("%+v is shown on %s, not %s", e, got, on)
		}
		if !found(d, d) || found(d.Add(1), d.Add(9)) || found(d.Add(-9), d.Add(-1)) {
			t.Fatalf("%+v is not found on %s alone", e, on)
		}
		now := anywhere(t, r)
		now = d.Add(r.IntN(20)).At(now.Hour(), now.Minute(), 0, now.Location())
		heads := []journal.Head{e.Head()}
		for _, c := range journal.Calendar(heads, now, 4) {
			if (c.Entries == 1) != (c.Day == d) {
				t.Fatalf("%+v, of %s, is drawn on %s: %d", e, on, c.Day, c.Entries)
			}
		}
		for weekday, hours := range journal.Hours(heads) {
			for hour, slot := range hours {
				here := !e.DayOnly && hour == shown.Hour() && time.Weekday((weekday+1)%7) == d.Weekday()
				if (slot.Entries == 1) != here {
					t.Fatalf("%+v, of %s, counts on weekday %d at %d", e, on, weekday, hour)
				}
			}
		}
	}
}
