package tui_test

import (
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// Above the first answer the page is told when it happened.
func TestWhenItHappened(t *testing.T) {
	said := words.English().Write
	friday := time.Date(2026, time.November, 20, 16, 30, 0, 0, time.UTC)
	for _, test := range []struct {
		name    string
		typed   []string // in the field
		shown   string   // there
		leave   []string
		label   string // after it was left
		want    time.Time
		dayOnly bool
	}{
		{"a day and a time", []string{"yesterday 16:30"}, "Friday 20 November, 16:30", []string{"enter"}, "Friday 20 November, 16:30", friday, false},
		{"a day", []string{"20.11."}, "Friday 20 November", []string{"tab"}, "Friday 20 November", friday.Add(-270 * time.Minute), true},
		{"left with esc", []string{"2026-11-20 16:30"}, "Friday 20 November, 16:30", []string{"esc"}, "Friday 20 November, 16:30", friday, false},
		{"left with down", []string{"fri 16:30"}, "Friday 20 November, 16:30", []string{"down"}, "Friday 20 November, 16:30", friday, false},
		{"nothing typed", nil, said.WhenHint, []string{"enter"}, said.Now, time.Time{}, false},
		{"a day to come", []string{"tomorrow"}, said.WhenAhead, []string{"enter", "tab", "esc"}, said.Now, time.Time{}, false},
		{"no day", []string{"soonish"}, said.WhenUnread, []string{"enter", "tab", "down"}, said.Now, time.Time{}, false},
		{"back to now", []string{"yesterday", "enter", "up", "now"}, said.Now, []string{"enter"}, said.Now, time.Time{}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sit(t, nil)
			d.see(t, said.Now)
			d.Type("A")
			d.press("up")
			d.see(t, said.When)
			for _, typed := range test.typed {
				if typed == "enter" || typed == "up" {
					d.press(typed)
				} else {
					d.Type(typed)
				}
			}
			d.see(t, test.shown)
			d.press(test.leave...)
			d.seeOpen(t, happened)
			d.see(t, test.label)
			d.press("ctrl+s")
			e := d.entry(t)
			if !e.Happened.Equal(test.want) || e.DayOnly != test.dayOnly || !strings.HasSuffix(e.Text(journal.Happened), "A") {
				t.Errorf("it happened %v (%t), want %v: %q", e.Happened, e.DayOnly, test.want, e.Text(journal.Happened))
			}
		})
	}
}

// Words typed into that field are no day, and not lost: they are in the draft, and in the answer
// once the field is left.
func TestWordsAreNoDay(t *testing.T) {
	d := sit(t, nil)
	d.Type("A")
	d.press("up")
	d.Type("He shouted")
	d.press("ctrl+s")
	if got := d.entry(t).Text(journal.Happened); got != "He shouted\n\nA" {
		t.Errorf("it says %q", got)
	}
	d = sit(t, nil)
	d.press("up")
	d.Type("He shouted")
	d.press("down")
	d.Type(".")
	d.press("ctrl+s")
	if got := d.entry(t).Text(journal.Happened); got != "He shouted." {
		t.Errorf("it says %q", got)
	}
}

// A day that is understood is taken wherever the field is left open: by the lock, a kill, closing.
func TestOpenFieldIsTaken(t *testing.T) {
	friday := time.Date(2026, time.November, 20, 16, 30, 0, 0, time.UTC)
	d := sit(t, nil)
	d.Type("A")
	d.press("up")
	d.Type("yesterday 16:30")
	d.Advance(d.clock, 2*time.Second)
	if drafts := d.journal.Drafts(); len(drafts) != 1 || !drafts[0].Happened.Equal(friday) {
		t.Errorf("as it is typed, the page says %+v", drafts)
	}
	for _, leave := range []string{"ctrl+l", "ctrl+s", "ctrl+c"} {
		d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Lock() })
		d.Type("A")
		d.press("up")
		d.Type("yesterday 16:30")
		d.press(leave)
		kept := d.journal.Drafts()
		if leave == "ctrl+s" {
			kept = d.journal.Entries()
		}
		if len(kept) != 1 || !kept[0].Happened.Equal(friday) || kept[0].Text(journal.Happened) != "A" {
			t.Errorf("after %s there is %+v", leave, kept)
		}
	}
}

// So it is where an entry is edited: the field need not be left before ctrl+s.
func TestOpenFieldIsTakenInAnEdit(t *testing.T) {
	d := reviewing(t, pages)
	before := d.journal.Entries()[1]
	d.press("down", "e", "up")
	d.Type("1 Nov")
	d.press("ctrl+s")
	d.see(t, words.English().Change.Edited)
	for _, e := range d.journal.Entries() {
		if e.ID == before.ID && (journal.DayOf(e.Happened) != journal.Day{Year: 2026, Month: time.November, Day: 1} || !e.DayOnly) {
			t.Errorf("it happened %v", e.Happened)
		}
	}
}

// Now is a time on a page that was begun on another day.
func TestNowOfAPageBegunBefore(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) {
		j.Wait(journal.Entry{Written: today().Add(-30 * time.Hour), Answers: []journal.Answer{{Step: journal.Happened, Question: happened, Text: "The lift."}}})
	})
	d.press("ctrl+o", "up")
	d.Type("now")
	d.see(t, "Saturday 21 November, 14:05")
	d.press("enter", "ctrl+s")
	if e := d.entry(t); journal.DayOf(e.When()) != journal.DayOf(today()) {
		t.Errorf("it happened %v", e.When())
	}
}

// An entry is told to have happened at another time where it is edited, and stays written when it was.
func TestEditWhenItHappened(t *testing.T) {
	d := reviewing(t, pages)
	before := d.journal.Entries()[1]
	d.press("down", "e", "up")
	d.Type("1 Nov 09:00")
	d.press("enter", "ctrl+s")
	d.see(t, words.English().Change.Edited)
	for _, e := range d.journal.Entries() {
		if e.ID == before.ID {
			if want := time.Date(2026, time.November, 1, 9, 0, 0, 0, time.UTC); !e.Happened.Equal(want) || !e.Written.Equal(before.Written) {
				t.Errorf("it happened %v, and was written %v", e.Happened, e.Written)
			}
			return
		}
	}
	t.Error("the entry is gone")
}

// A page that was begun on another day happened then, unless it says otherwise.
func TestUnfinishedPageHappenedWhenItWasBegun(t *testing.T) {
	begun := today().Add(-30 * time.Hour)
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) {
		j.Wait(journal.Entry{Written: begun, Answers: []journal.Answer{{Step: journal.Happened, Question: happened, Text: "The lift."}}})
	})
	d.press("ctrl+o")
	d.see(t, "The lift.", "Friday 20 November, 08:05")
	d.press("ctrl+s")
	if e := d.entry(t); !e.Happened.Equal(begun) || journal.DayOf(e.Written) != journal.DayOf(today()) {
		t.Errorf("it happened %v, and was written %v", e.Happened, e.Written)
	}
}

// TestDayToComeIsNotLost holds that a day to come that was left in the field by any key is words in
// the answer, and that the screen says so where the page goes on.
func TestDayToComeIsNotLost(t *testing.T) {
	said := words.English().Write
	for _, leave := range []string{"esc", "down", "ctrl+s", "ctrl+c", "ctrl+l"} {
		d := sit(t, offered)
		d.Type("A")
		d.press("up")
		d.Type("tomorrow 9:00")
		d.press(leave)
		kept := d.journal.Drafts()
		switch leave {
		case "esc", "down":
			d.see(t, said.WhenAhead+" "+said.WhenMoved, "tomorrow 9:00", said.Now)
			d.press("right")
			d.notSee(t, said.WhenAhead)
			d.press("ctrl+s")
			kept = d.journal.Entries()
		case "ctrl+s":
			d.notSee(t, said.WhenAhead, "tomorrow")
			d.press("enter")
			d.see(t, said.KeptAsIs+" "+said.WhenAhead)
			kept = d.journal.Entries()
		}
		if len(kept) != 1 || kept[0].Text(journal.Happened) != "tomorrow 9:00\n\nA" || !kept[0].Happened.IsZero() {
			t.Errorf("after %s there is %+v", leave, kept)
		}
	}
	d := reviewing(t, pages)
	d.press("down", "e", "up")
	d.Type("tomorrow")
	d.press("ctrl+s")
	d.see(t, words.English().Change.Edited+" "+said.WhenAhead)
	if e := d.journal.Entries()[1]; !strings.HasPrefix(e.Text(journal.Happened), "tomorrow\n\n") {
		t.Errorf("it says %q", e.Text(journal.Happened))
	}
}
