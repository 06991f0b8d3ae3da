package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// reviewing opens Review of a journal without a lock.
func reviewing(t testing.TB, fill func(*journaltest.Journal)) *desk {
	t.Helper()
	return sit(t, func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Review
		fill(j)
	})
}

// numbered fills a journal with n entries, an hour apart, the newest being 0.
func numbered(n int) func(*journaltest.Journal) {
	return func(j *journaltest.Journal) {
		for i := range n {
			at := today().Add(-time.Duration(i) * time.Hour)
			j.Add(journal.Entry{Written: at, Answers: []journal.Answer{answer(journal.Happened, "What happened?", fmt.Sprintf("entry %d.", i))}})
		}
	}
}

// TestReviewOrder holds that the newest stands first, under the names of the months,
// with what each weighed.
func TestReviewOrder(t *testing.T) {
	d := reviewing(t, pages)
	d.Resize(80, 60)
	text := d.Text()
	at := -1
	for _, want := range []string{
		"1 of 7", "Sat 21 Nov", "8 → 3", "Covering", "Fri 20 Nov", "6 → 2", "The lift", "10 → 10", "Mon 9 Nov", "October",
		"Fri 30 Oct", "5 → 5", "Thu 22 Oct", "A child", "December 2025", "Tue 16 Dec", "7 → 1",
	} {
		next := strings.Index(text[at+1:], want)
		if next < 0 {
			t.Fatalf("%q does not follow:\n%s", want, text)
		}
		at += 1 + next
	}
	if strings.Contains(text, "November") {
		t.Errorf("the current month is named in the list:\n%s", text)
	}
}

// TestReviewReads holds that an entry shows each question as it was asked, what was
// answered, its weights as dots and numbers, and its tags.
func TestReviewReads(t *testing.T) {
	d := reviewing(t, pages)
	d.Resize(80, 40)
	d.Press("enter")
	for _, want := range []string{
		"Saturday 21 November 2026, 14:05", "●●●●●●●●○○ 8 → ●●●○○○○○○○ 3", "#refusal #alone",
		"What happened?", "Covering at another site", "What was in my control?", "How I explained it", "What would I change?", "Ring the main desk",
	} {
		d.see(t, want)
	}
	d.notSee(t, "The lift")
	d.Press("n")
	d.see(t, "The lift")
	d.see(t, "2 of 7")
	d.Press("p", "esc")
	d.see(t, "1 of 7")
	d.see(t, "The lift")
	d.Press("esc")
	if !onlyCover(d.Text()) {
		t.Errorf("esc in the list does not cover:\n%s", d.Text())
	}
	d.Resize(120, 40)
	d.Press("enter")
	d.see(t, "Ring the main desk")
	d.see(t, "The lift")
}

// TestReviewReadsOn holds that space goes through a long entry and on to the next, so
// that a journal can be read with one key.
func TestReviewReadsOn(t *testing.T) {
	d := reviewing(t, func(j *journaltest.Journal) {
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, "What happened?", strings.Repeat("line\n", 40)+"the end")}})
		numbered(3)(j)
	})
	d.Press("enter")
	d.notSee(t, "the end")
	for range 10 {
		if strings.Contains(d.Text(), "the end") {
			break
		}
		d.Press("space")
	}
	d.see(t, "the end")
	d.Press("space")
	d.see(t, "2 of 4")
}

// TestReviewOpensOnlyWhatIsNear holds that of many entries only those in sight and
// around are opened, wherever one goes.
func TestReviewOpensOnlyWhatIsNear(t *testing.T) {
	const many = 5000
	d := reviewing(t, numbered(many))
	d.see(t, "1 of 5,000")
	d.see(t, "entry 0.")
	d.Press("end")
	d.see(t, "5,000 of 5,000")
	d.see(t, "entry 4999.")
	d.Press("home", "pgdown", "pgdown", "j", "k")
	if n := len(d.journal.Read); n == 0 || n > 200 {
		t.Errorf("%d entries were opened", n)
	}
	d.Press("end", "pgup")
	d.notSee(t, "…")
}

// TestReviewReadsTheJournalOnce holds that at first the newest entries are shown as they were read, and
// not opened again before all heads are here: that would read the whole journal a second time.
func TestReviewReadsTheJournalOnce(t *testing.T) {
	d := reviewing(t, numbered(200))
	if n := d.journal.Count("Entries"); n > 1 {
		t.Errorf("it called %v", d.journal.Calls)
	}
}

// TestReviewDamaged holds that an entry which cannot be opened says so in its row and
// in the reader, and costs no other.
func TestReviewDamaged(t *testing.T) {
	d := reviewing(t, numbered(200))
	d.journal.Damage(d.journal.Entries()[120].ID)
	d.Press("end")
	for range 80 {
		d.Press("up")
	}
	d.Press("down")
	d.see(t, words.English().Review.Damaged)
	d.see(t, "entry 119.")
	d.see(t, "entry 121.")
	d.Press("enter")
	d.see(t, words.English().Review.Damaged)
}

// TestADamagedEntryCostsNoOther holds that beside a damaged entry all others are shown, also those
// that are read together with it.
func TestADamagedEntryCostsNoOther(t *testing.T) {
	d := reviewing(t, numbered(200))
	entries := d.journal.Entries()
	d.journal.Damage(entries[197].ID)
	d.press("end")
	d.see(t, "entry 196.", "entry 198.", "entry 199.", words.English().Review.Damaged)
	d.notSee(t, "entry 197.", "…")
}

// TestReviewBothVersions holds that an entry edited twice at once is shown in both
// versions.
func TestReviewBothVersions(t *testing.T) {
	d := reviewing(t, func(j *journaltest.Journal) {
		id := j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, "", "one version")}})
		j.Edit(id, "one version", "other version")
	})
	d.see(t, "one version")
	d.see(t, "other version")
	d.see(t, "1 of 2")
}

// TestReviewComesBack holds that Review shows what was kept since it was left, and
// stays with the entry that was chosen.
func TestReviewComesBack(t *testing.T) {
	d := reviewing(t, numbered(9))
	d.Press("down", "down")
	d.see(t, "3 of 9")
	d.Press("1")
	d.journal.Add(journal.Entry{Written: today().Add(time.Hour), Answers: []journal.Answer{answer(journal.Happened, "", "brand new")}})
	d.Press("esc", "2")
	d.see(t, "4 of 10")
	d.see(t, "brand new")
}

// TestReviewFirstEntry holds that a journal which began in this sitting is read at
// once.
func TestReviewFirstEntry(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Absent() })
	d.Press("esc", "2")
	d.see(t, words.English().Review.Empty)
	d.Press("1")
	d.write("The printer gave up.")
	fileFirst(d)
	d.Press("esc", "esc", "2")
	d.see(t, "The printer gave up.")
}

// TestReviewForgetsWhenLocked holds that no word stays in sight, and that what was
// being opened while locking is dropped.
func TestReviewForgetsWhenLocked(t *testing.T) {
	d := atReview(t, numbered(200))
	d.Type(passphrase)
	d.Press("enter")
	d.journal.Deaf = true
	d.journal.During("Entries", func() { d.Press("ctrl+l") })
	d.Press("end", "enter")
	d.see(t, words.English().Unlock.Title)
	d.notSee(t, "entry")
	d.Press("esc")
	d.notSee(t, "entry")
}

// TestReviewReportsErrors holds that a journal which cannot be read is told, and that
// coming back tries again.
func TestReviewReportsErrors(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Review
		pages(j)
		j.Fail["Tail"] = journal.ErrDamaged
	})
	d.see(t, words.English().Problems.Damaged)
	d.see(t, "Covering at another site") // what can be read is shown all the same
	delete(d.journal.Fail, "Tail")
	d.Press("esc")
	if !onlyCover(d.Text()) {
		t.Errorf("the cover tells what this is about:\n%s", d.Text())
	}
	d.Press("2")
	d.see(t, "Covering at another site")
	d.notSee(t, words.English().Problems.Damaged)
}

// BenchmarkReviewKey is a key in Review of ten years of entries, and its frame.
func BenchmarkReviewKey(b *testing.B) {
	d := reviewing(b, numbered(100_000))
	d.Press("end", "pgup")
	for i := 0; b.Loop(); i++ {
		d.Press([]string{"up", "down", "pgup", "pgdown"}[i%4])
		_ = d.Model().View()
	}
}
