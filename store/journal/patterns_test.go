package journal_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"shakeoff/store/journal"
)

var ranges = []journal.Range{journal.FourWeeks, journal.SixMonths, journal.AllTime}

// head returns a head written at a time; a weight below 0 was not given.
func head(id string, written time.Time, before, after int, tags ...string) journal.Head {
	h := journal.Head{ID: journal.ID(id), Record: journal.ID(id), Written: written, Tags: tags}
	if before >= 0 {
		h.Weighings = append(h.Weighings, journal.Weighing{At: written.Add(-time.Minute), Moment: journal.Before, Weight: before})
	}
	if after >= 0 {
		h.Weighings = append(h.Weighings, journal.Weighing{At: written, Moment: journal.After, Weight: after})
	}
	return h
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// everything is every picture of some heads.
type everything struct {
	Weeks     [3][]journal.Week
	Calendar  []journal.Cell
	Hours     [3]journal.Timetable
	Tags      [3][]journal.TagPattern
	Summaries [3]journal.Summary
	Heavy     []journal.Head
}

func draw(heads []journal.Head, now time.Time) (e everything) {
	for i, r := range ranges {
		in := r.In(heads, now)
		e.Weeks[i], e.Hours[i], e.Tags[i], e.Summaries[i] = journal.Weeks(heads, now, r), journal.Hours(in), journal.Tags(in), journal.Summarise(in)
	}
	e.Calendar = journal.Calendar(heads, now, journal.CalendarWeeks)
	e.Heavy = journal.StillHeavy(heads, now)
	return e
}

// chance returns heads of the last year or so.
func chance(r *rand.Rand, n int) []journal.Head {
	heads := make([]journal.Head, n)
	for i := range heads {
		zone := time.FixedZone("", 1800*(r.IntN(53)-24))
		written := now.Add(-time.Duration(r.IntN(400*24*60)) * time.Minute).In(zone)
		heads[i] = head(fmt.Sprint(i), written, r.IntN(12)-1, r.IntN(12)-1, []string{"phone", "desk", "late"}[:r.IntN(4)]...)
	}
	return heads
}

func TestOrderDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 20 {
		heads := chance(r, 80)
		twin := heads[3] // edited twice at once
		twin.Record += "x"
		twin.Tags = []string{"otherwise"}
		heads = append(heads, twin)
		want := draw(heads, now)
		before := slices.Clone(heads)
		if draw(heads, now); !reflect.DeepEqual(before, heads) {
			t.Fatal("the caller's heads were changed")
		}
		r.Shuffle(len(heads), func(i, j int) { heads[i], heads[j] = heads[j], heads[i] })
		if got := draw(heads, now); !reflect.DeepEqual(got, want) {
			t.Fatal("another order, another picture")
		}
	}
}

func TestAnEditChangesOnlyTags(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	heads := chance(r, 80)
	want := draw(heads, now)
	for i := range heads {
		heads[i].Record, heads[i].Tags = heads[i].Record+"x", []string{"another"}
	}
	got := draw(heads, now)
	for i := range ranges {
		if len(got.Tags[i]) != 1 || got.Tags[i][0].Tag != "another" {
			t.Errorf("the tags after the edit: %+v", got.Tags[i])
		}
	}
	got.Tags = want.Tags
	for i := range got.Heavy { // the heads themselves say that they were edited
		got.Heavy[i].Record, got.Heavy[i].Tags = want.Heavy[i].Record, want.Heavy[i].Tags
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("an edit of answers changed more than the tags")
	}
}

func TestAnEntryChangesOnlyItsWeek(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 50 {
		heads := chance(r, 40)
		extra := chance(r, 1)[0]
		extra.ID = "extra"
		for _, rng := range ranges {
			was, is := journal.Weeks(heads, now, rng), journal.Weeks(append(slices.Clone(heads), extra), now, rng)
			monday, changed := journal.DayOf(extra.Written).Monday(), 0
			is = is[max(0, len(is)-len(was)):]
			for i, w := range is {
				if w == was[i] {
					continue
				}
				if changed++; w.Monday != monday || w.Entries != was[i].Entries+1 {
					t.Fatalf("an entry of the week of %v changed that of %v", monday, w.Monday)
				}
			}
			if inside := monday.Compare(was[0].Monday) >= 0; inside != (changed == 1) {
				t.Fatalf("an entry of the week of %v changed %d weeks", monday, changed)
			}
		}
	}
}

func TestWeeks(t *testing.T) {
	heads := []journal.Head{
		head("sunday night", at("2026-11-15T23:59:00+01:00"), 8, 2),
		head("monday", at("2026-11-16T00:00:00+01:00"), 6, -1),
		head("today", at("2026-11-21T14:00:00+01:00"), -1, 4),
		head("far east", at("2026-11-16T00:10:00+09:00"), 4, 4), // Sunday in London, Monday there
		head("far west", at("2026-11-15T23:50:00-08:00"), 2, 2), // Monday in London, Sunday there
		head("tomorrow", at("2026-11-22T01:00:00+13:00"), 10, 10),
		head("first of four", at("2026-10-26T00:00:00+01:00"), 5, 5),
		head("before four", at("2026-10-25T23:59:00+01:00"), 5, 5),
		head("long ago", at("2025-11-20T12:00:00Z"), 9, 9),
		head("no date", time.Time{}, 9, 9),
	}
	four := journal.Weeks(heads, now, journal.FourWeeks)
	want := []journal.Week{
		{Monday: journal.Day{Year: 2026, Month: 10, Day: 26}, Entries: 1, Before: journal.Mean{N: 1, Sum: 5}, After: journal.Mean{N: 1, Sum: 5}},
		{Monday: journal.Day{Year: 2026, Month: 11, Day: 2}},
		{Monday: journal.Day{Year: 2026, Month: 11, Day: 9}, Entries: 2, Before: journal.Mean{N: 2, Sum: 10}, After: journal.Mean{N: 2, Sum: 4}},
		{Monday: journal.Day{Year: 2026, Month: 11, Day: 16}, Entries: 3, Before: journal.Mean{N: 2, Sum: 10}, After: journal.Mean{N: 2, Sum: 8}},
	}
	if !reflect.DeepEqual(four, want) {
		t.Errorf("four weeks:\ngot  %+v\nwant %+v", four, want)
	}
	if six := journal.Weeks(heads, now, journal.SixMonths); len(six) != 26 || six[25] != four[3] || six[21].Entries != 1 {
		t.Errorf("six months: %+v", six)
	}
	if all := journal.Weeks(heads, now, journal.AllTime); len(all) != 53 || all[0].Monday.String() != "2025-11-17" || all[0].Entries != 1 {
		t.Errorf("all: %d weeks from %v", len(all), all[0].Monday)
	}
	if none := journal.Weeks(nil, now, journal.AllTime); none != nil {
		t.Errorf("weeks of nothing: %+v", none)
	}
	if empty := journal.Weeks(nil, now, journal.FourWeeks); len(empty) != 4 {
		t.Errorf("four weeks of nothing: %+v", empty)
	}
}

// TestClocksGoForwardAndBack has an entry at every hour of the weeks in which
// London's clocks change: each week has its seven days, each day its hours.
func TestClocksGoForwardAndBack(t *testing.T) {
	london, summer := time.FixedZone("", 0), time.FixedZone("", 3600)
	for _, c := range []struct {
		change, now time.Time
		before      *time.Location
		after       *time.Location
		hours       int // of the day of the change
		slot        int // how often one o'clock struck on that day
	}{
		{at("2026-03-29T01:00:00Z"), at("2026-04-01T12:00:00+01:00"), london, summer, 23, 0},
		{at("2026-10-25T01:00:00Z"), at("2026-10-28T12:00:00Z"), summer, london, 25, 2},
	} {
		var heads []journal.Head
		day := journal.DayOf(c.change)
		first := day.Monday().Add(-8).Time()
		for h := range 24 * 28 {
			written := first.Add(time.Duration(h) * time.Hour)
			if written = written.In(c.after); written.Before(c.change) {
				written = written.In(c.before)
			}
			heads = append(heads, head(fmt.Sprint(h), written, 5, 5))
		}
		weeks := journal.Weeks(heads, c.now, journal.FourWeeks)
		if changed := weeks[2]; changed.Monday != day.Monday() || changed.Entries != 6*24+c.hours {
			t.Errorf("the week of the change: %+v", changed)
		}
		if before := weeks[1]; before.Entries != 7*24 {
			t.Errorf("the week before it: %+v", before)
		}
		for _, cell := range journal.Calendar(heads, c.now, 3) {
			want := 24
			if cell.Day == day {
				want = c.hours
			}
			if cell.Day.Compare(day.Add(-6)) >= 0 && cell.Day.Compare(day.Add(2)) <= 0 && cell.Entries != want {
				t.Errorf("%v: %d hours, want %d", cell.Day, cell.Entries, want)
			}
		}
		only := slices.DeleteFunc(slices.Clone(heads), func(h journal.Head) bool { return journal.DayOf(h.Written) != day })
		if got := journal.Hours(only)[6][1].Entries; got != c.slot {
			t.Errorf("one o'clock on %v: %d, want %d", day, got, c.slot)
		}
	}
}

func TestCalendar(t *testing.T) {
	heads := []journal.Head{
		head("a", at("2026-11-21T09:00:00+01:00"), 8, 3),
		head("b", at("2026-11-21T10:00:00+01:00"), 4, 9),
		head("c", at("2026-11-20T10:00:00+01:00"), -1, 2),
		head("first", at("2026-05-25T00:00:00+02:00"), 0, 0),
		head("too early", at("2026-05-24T23:59:00+02:00"), 9, 9),
	}
	cells := journal.Calendar(heads, now, journal.CalendarWeeks)
	if len(cells) != 7*26 || cells[0].Day.String() != "2026-05-25" || cells[0].Entries != 1 || cells[0].Heaviest != 0 {
		t.Fatalf("%d days from %+v", len(cells), cells[0])
	}
	if got, want := cells[7*25+5], (journal.Cell{Day: journal.DayOf(now), Entries: 2, Before: journal.Mean{N: 2, Sum: 12}, Heaviest: 8}); got != want {
		t.Errorf("today: got %+v, want %+v", got, want)
	}
	if got := cells[7*25+4]; got.Entries != 1 || got.Before.N != 0 {
		t.Errorf("yesterday, not weighed before: %+v", got)
	}
	if got := cells[7*25+6]; got.Day.Weekday() != time.Sunday || got.Entries != 0 {
		t.Errorf("tomorrow: %+v", got)
	}
}

func TestHours(t *testing.T) {
	table := journal.Hours([]journal.Head{
		head("a", at("2026-11-16T00:00:00Z"), 8, 3),
		head("b", at("2026-11-23T00:59:59Z"), 4, -1),
		head("c", at("2026-11-22T23:30:00-08:00"), -1, 2), // Monday in London
	})
	if got, want := table[0][0], (journal.Slot{Entries: 2, Before: journal.Mean{N: 2, Sum: 12}}); got != want {
		t.Errorf("Monday at midnight: got %+v, want %+v", got, want)
	}
	if got := table[6][23]; got.Entries != 1 || got.Before.N != 0 {
		t.Errorf("Sunday before midnight: %+v", got)
	}
}

func TestTagPatterns(t *testing.T) {
	got := journal.Tags([]journal.Head{
		head("a", now, 8, 3, "phone", "late"),
		head("b", now, 6, 8, "phone"),
		head("c", now, 5, -1, "phone", "desk"),
		head("d", now, -1, 2, "alone"),
	})
	want := []journal.TagPattern{
		{Tag: "phone", Entries: 3, Before: journal.Mean{N: 3, Sum: 19}, Drop: journal.Mean{N: 2, Sum: 3}},
		{Tag: "alone", Entries: 1},
		{Tag: "desk", Entries: 1, Before: journal.Mean{N: 1, Sum: 5}},
		{Tag: "late", Entries: 1, Before: journal.Mean{N: 1, Sum: 8}, Drop: journal.Mean{N: 1, Sum: 5}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, spelled := range [][]string{{"cafe", "café", "café"}, {"café", "café", "cafe"}, {"cafe\u0301", "café", "cafe", "café"}} {
		var heads []journal.Head
		for i, tag := range spelled {
			heads = append(heads, head(fmt.Sprint(i), now, 8, 3, tag))
		}
		if got := journal.Tags(heads); len(got) != 1 || got[0].Tag != "café" || got[0].Entries != len(spelled) {
			t.Errorf("%q: got %+v", spelled, got)
		}
	}
}

func TestStillHeavy(t *testing.T) {
	lighter := head("lighter since", now.AddDate(0, 0, -3), 9, 8)
	lighter.Weighings = append(lighter.Weighings, journal.Weighing{At: now, Moment: journal.Later, Weight: 5})
	got := journal.StillHeavy([]journal.Head{
		head("last day", at("2026-10-25T00:00:00+02:00"), 9, 7),
		head("too long ago", at("2026-10-24T23:59:00+02:00"), 9, 9),
		head("light", now, 9, 5), head("six", now.AddDate(0, 0, -1), -1, 6),
		head("only before", now, 6, -1), head("not weighed", now, -1, -1), lighter,
	}, now)
	var ids []journal.ID
	for _, h := range got {
		ids = append(ids, h.ID)
	}
	if want := []journal.ID{"only before", "six", "last day"}; !slices.Equal(ids, want) {
		t.Errorf("got %q, want %q", ids, want)
	}
}

// Of an entry edited twice at once the version of the lowest record is drawn, as in Ready.
func TestOneVersionIsDrawn(t *testing.T) {
	one, other := head("a", now, 8, 3), head("a", now, 2, 1)
	one.Record, other.Record = "a", "b"
	for _, heads := range [][]journal.Head{{one, other}, {other, one}} {
		if got := journal.AllTime.In(heads, now); len(got) != 1 || got[0].Record != "a" {
			t.Errorf("got %+v", got)
		}
	}
}

func TestSummary(t *testing.T) {
	s := journal.Summarise([]journal.Head{
		head("a", now, 8, 3), head("b", now, 6, 6), head("c", now, 4, 7), head("d", now, 10, 2),
		head("e", now, 10, -1), head("f", now, -1, 0), head("g", now, -1, -1),
	})
	want := journal.Summary{Entries: 7, Weighed: 4, Before: journal.Mean{N: 4, Sum: 28}, After: journal.Mean{N: 4, Sum: 18}, Lighter: 2, Heavier: 1}
	if s != want {
		t.Errorf("got %+v, want %+v", s, want)
	}
	if s.Before.Value() != 7 || s.After.Value() != 4.5 || (journal.Mean{}).Value() != 0 {
		t.Errorf("means of %v, %v", s.Before.Value(), s.After.Value())
	}
}

// TestNobodyIsScored holds that nothing here can show a streak or a total that
// grows by writing every day: no picture knows how days follow each other.
func TestNobodyIsScored(t *testing.T) {
	daily, apart := make([]journal.Head, 5), make([]journal.Head, 5)
	for i := range daily {
		daily[i] = head(fmt.Sprint(i), now.AddDate(0, 0, -i), 8, 3)
		apart[i] = head(fmt.Sprint(i), now.AddDate(0, 0, -5*i), 8, 3)
	}
	if a, b := journal.Summarise(daily), journal.Summarise(apart); a != b {
		t.Errorf("five days in a row say %+v, five days apart %+v", a, b)
	}
}

func BenchmarkPatterns(b *testing.B) {
	heads := chance(rand.New(rand.NewPCG(8, 8)), 10_000)
	for b.Loop() {
		draw(heads, now)
	}
}
