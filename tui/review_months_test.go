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

// TestMonths holds that [ and ] go to the newest entry of the month before and after.
func TestMonths(t *testing.T) {
	d := reviewing(t, pages)
	d.press("down", "[")
	d.seeChosen(t, "Fri 30 Oct")
	d.press("[")
	d.seeChosen(t, "Tue 16 Dec")
	d.press("[")
	d.seeChosen(t, "Tue 16 Dec")
	d.press("]")
	d.seeChosen(t, "Fri 30 Oct")
	d.press("]")
	d.seeChosen(t, "Sat 21 Nov")
	d.press("]", "enter", "[")
	d.see(t, "Friday 30 October 2026")
}

// TestJump holds that t and a day lead to the newest entry up to that day, and that what is
// no day stays on the line.
func TestJump(t *testing.T) {
	w := words.English().Review
	for typed, want := range map[string]string{
		"2026-11-20": "Fri 20 Nov", "2026-11-19": "Fri 13 Nov", "2026-10": "Fri 30 Oct", "2026": "Sat 21 Nov", "2001": "Tue 16 Dec",
	} {
		d := reviewing(t, pages)
		d.press("down", "down", "t")
		d.see(t, w.Day)
		d.Type(typed)
		d.press("enter")
		d.seeChosen(t, want)
	}
	d := reviewing(t, pages)
	d.press("down", "t")
	d.Type("once upon a time")
	d.press("enter")
	d.see(t, w.NoDay, "once upon a time")
	d.press("esc")
	d.seeChosen(t, "Fri 20 Nov")
	d.notSee(t, "once upon")
}

// TestDenseRows holds that z makes rows of one line, of which twelve and more are in sight at
// 80×24, and z again two.
func TestDenseRows(t *testing.T) {
	d := reviewing(t, numbered(40))
	two := strings.Count(d.Text(), ":")
	d.press("z")
	if n := strings.Count(d.Text(), ":"); n < 12 || n < 2*two {
		t.Errorf("%d rows where there were %d:\n%s", n, two, d.Text())
	}
	d.press("end", "up")
	d.see(t, "39 of 40")
	d.press("z")
	if n := strings.Count(d.Text(), ":"); n > two {
		t.Errorf("z again leaves %d rows", n)
	}
}

// TestLeavingASearchKeepsThePlace holds that esc out of a search stays at the entry that was
// chosen there, and is back at the one before where nothing was found.
func TestLeavingASearchKeepsThePlace(t *testing.T) {
	d := reviewing(t, pages)
	d.press("down", "down", "/")
	d.Type("lift")
	d.press("esc", "esc")
	d.seeChosen(t, "Fri 20 Nov")
	d.see(t, "2 of 7")
	d.press("down", "/")
	d.Type("zeppelin")
	d.press("esc", "esc")
	d.seeChosen(t, "Fri 13 Nov")
}

// TestOpenDay holds that another room can have the entries of one day shown, each told from
// the others by its time, and that esc shows all, at the same place.
func TestOpenDay(t *testing.T) {
	for _, early := range []bool{false, true} {
		d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
			o.Room = kit.Patterns
			pages(j)
			j.Add(journal.Entry{Written: today().Add(-21 * time.Hour), Answers: []journal.Answer{answer(journal.Happened, happened, "Once more.")}})
		})
		if !early {
			d.press("2", "/")
			d.Type("queue")
			d.press("enter", "4")
		}
		d.openDay(journal.DayOf(today()).Add(-1))
		d.see(t, "2 of 8", "Fri 20 Nov  16:40", "Fri 20 Nov  17:05")
		d.notSee(t, "Sat 21 Nov")
		d.press("down", "esc")
		d.seeChosen(t, "Fri 20 Nov  16:40")
		d.see(t, "Sat 21 Nov")
	}
}

// openDay has another room open a day in Review.
func (d *desk) openDay(day journal.Day) {
	for _, msg := range brought(d.Model().(kit.App).OpenReview(kit.OpenDay{Day: day})) {
		d.Send(msg)
	}
}

// TestHistory holds that an entry says when it was written, changed and weighed.
func TestHistory(t *testing.T) {
	d := reviewing(t, pages)
	d.press("enter")
	d.Resize(100, 60)
	d.see(t, "Written: Saturday 21 November 2026, 14:05", "Weighed 8: ", "Weighed 3: ")
	d.notSee(t, "Changed:")
	d.Advance(d.clock, 2*time.Minute)
	d.press("w", "2", "enter")
	d.see(t, "Weighed 2: Saturday 21 November 2026, 14:07")
	d.Advance(d.clock, time.Minute)
	d.press("e")
	d.Type(" And more.")
	d.press("ctrl+s")
	d.see(t, "Written: Saturday 21 November 2026, 14:05", "Changed: Saturday 21 November 2026, 14:08")
}

// seeChosen fails unless the chosen row begins like this.
func (d *desk) seeChosen(t *testing.T, row string) {
	t.Helper()
	if open := d.open(); len(open) == 0 || !strings.HasPrefix(open[0], row) {
		t.Errorf("chosen is %q, want %q:\n%s", open, row, d.Text())
	}
}
