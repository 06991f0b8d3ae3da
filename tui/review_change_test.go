package tui_test

import (
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// text returns what an entry of the journal says under a step, in its only version.
func (d *desk) text(t *testing.T, id journal.ID, s journal.Step) string {
	t.Helper()
	var texts []string
	for _, e := range d.journal.Entries() {
		if e.ID == id {
			texts = append(texts, e.Text(s))
		}
	}
	if len(texts) != 1 {
		t.Fatalf("%d versions of the entry: %q", len(texts), texts)
	}
	return texts[0]
}

// TestEdit holds that an edit changes the words of an entry, and nothing else.
func TestEdit(t *testing.T) {
	d := reviewing(t, pages)
	before := d.journal.Entries()[1]
	d.press("down", "e")
	d.see(t, "The lift was stuck")
	d.Type(" Again.")
	d.press("tab", "tab")
	d.Type(` "It will be ten minutes."`)
	d.press("ctrl+s")
	d.see(t, words.English().Change.Edited)
	d.see(t, "2 of 7")
	after := d.journal.Entries()[1]
	if after.ID != before.ID || after.Record == before.Record || !after.Written.Equal(before.Written) || len(after.Weighings) != 2 {
		t.Errorf("before:\n%+v\nafter:\n%+v", before, after)
	}
	if got := after.Text(journal.Happened); got != before.Text(journal.Happened)+" Again." {
		t.Errorf("it says %q", got)
	}
	if got := after.Text(journal.Change); got != `Put the sign out at once. "It will be ten minutes."` {
		t.Errorf("it says %q", got)
	}
	if len(d.journal.Drafts()) != 0 || d.autosaver.Pending() {
		t.Errorf("the edit is still a draft")
	}
	d.press("enter")
	d.see(t, "Again.")
}

// TestEditIsSealedAsItIsTyped holds that an edit is on disk within a second, as a draft
// of its own, next to the page in Write.
func TestEditIsSealedAsItIsTyped(t *testing.T) {
	d := reviewing(t, pages)
	d.press("1")
	d.Type("A page of today.")
	d.press("esc", "2", "e")
	d.Type(" And more.")
	d.Advance(d.clock, time.Second)
	if len(d.journal.Drafts()) != 2 {
		t.Fatalf("%d drafts, want the page and the edit", len(d.journal.Drafts()))
	}
	if got := d.journal.Drafts()[1].Text(journal.Happened); got != scene+" #refusal #alone And more." {
		t.Errorf("the draft says %q", got)
	}
	if got := d.text(t, d.journal.Entries()[0].ID, journal.Happened); got != scene+" #refusal #alone" {
		t.Errorf("the entry was changed before the edit was kept: %q", got)
	}
	d.press("ctrl+s", "1")
	d.see(t, "A page of today.")
	if len(d.journal.Drafts()) != 1 {
		t.Errorf("%d drafts, want the page alone", len(d.journal.Drafts()))
	}
}

// TestEditAsks holds that esc neither drops nor saves an edit without asking, and that
// the question shows none of the words.
func TestEditAsks(t *testing.T) {
	for key, want := range map[string]string{"enter": " And more.", "x": ""} {
		d := reviewing(t, pages)
		id := d.journal.Entries()[0].ID
		d.press("e", "esc") // nothing was changed
		d.see(t, "1 of 7")
		d.press("e")
		d.Type(" And more.")
		d.press("esc")
		d.see(t, words.English().Change.DropAsk)
		d.notSee(t, "Covering")
		d.press("esc")
		d.see(t, "And more.")
		d.press("esc", key)
		if got := d.text(t, id, journal.Happened); got != scene+" #refusal #alone"+want {
			t.Errorf("after %s it says %q", key, got)
		}
		if len(d.journal.Drafts()) != 0 || d.autosaver.Pending() {
			t.Errorf("after %s a draft is left", key)
		}
		d.see(t, "1 of 7")
	}
}

// TestEditSurvivesALock holds that an edit which a lock cuts short waits as a page of
// its own, and that the entry is as it was.
func TestEditSurvivesALock(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		o.Room = kit.Review
		j.Offer(page.OfferRecovery)
	})
	d.Type(passphrase)
	d.press("enter", "e")
	d.Type(" And more.")
	d.Advance(d.clock, 6*time.Minute)
	if !lockedItself(d.Text()) {
		t.Fatalf("idle does not cover:\n%s", d.Text())
	}
	if len(d.journal.Drafts()) != 1 || !strings.HasSuffix(d.journal.Drafts()[0].Text(journal.Happened), " And more.") {
		t.Fatalf("the edit does not wait: %d drafts", len(d.journal.Drafts()))
	}
	d.press("2")
	d.Type(passphrase)
	d.press("enter")
	d.see(t, "1 of 7")
	d.see(t, words.English().Review.Waits)
	d.press("1", "ctrl+o", "ctrl+s")
	if last := d.journal.Entries()[len(d.journal.Entries())-1]; !strings.HasSuffix(last.Text(journal.Happened), " And more.") {
		t.Errorf("the page that waited says %q", last.Text(journal.Happened))
	}
}

// TestEditSurvivesTheEnd holds that flushing the autosaver alone saves an edit too.
func TestEditSurvivesTheEnd(t *testing.T) {
	d := reviewing(t, pages)
	d.press("e")
	d.Type(" And more.")
	if !d.autosaver.Pending() {
		t.Fatal("the autosaver does not know of the edit")
	}
	if err := d.autosaver.Flush(t.Context()); err != nil || len(d.journal.Drafts()) != 1 {
		t.Errorf("%d drafts: %v", len(d.journal.Drafts()), err)
	}
}

// TestEditOfADeletedEntry holds that the words of an edit can be filed as a new entry
// if theirs was deleted elsewhere.
func TestEditOfADeletedEntry(t *testing.T) {
	d := reviewing(t, pages)
	id := d.journal.Entries()[0].ID
	d.press("e")
	d.Type(" And more.")
	d.journal.Delete(id)
	d.press("ctrl+s")
	d.see(t, words.English().Change.GoneAsk)
	d.press("esc")
	d.see(t, "And more.")
	d.press("ctrl+s", "enter")
	kept := d.journal.Entries()[len(d.journal.Entries())-1]
	if kept.ID == id || kept.Text(journal.Happened) != scene+" #refusal #alone And more." || kept.Text(journal.Control) != mine {
		t.Errorf("kept as a new page: %+v", kept)
	}
	if len(d.journal.Drafts()) != 0 {
		t.Errorf("a draft is left")
	}
	d.see(t, "1 of 7")
}

// TestANewPageOfADeletedEntryIsChosen holds that words saved as a new page, since their entry was
// deleted elsewhere, are what one stands on then.
func TestANewPageOfADeletedEntryIsChosen(t *testing.T) {
	d := reviewing(t, numbered(9))
	id := d.journal.Entries()[4].ID
	d.press("end", "up", "up", "up", "up", "e")
	d.see(t, "entry 4.")
	d.Type(" And more.")
	d.journal.Delete(id)
	d.journal.Calls = nil
	d.press("ctrl+s", "enter")
	d.see(t, "1 of 9")
	if open := strings.Join(d.open(), " "); !strings.Contains(open, "entry 4. And more.") {
		t.Errorf("one stands on %q:\n%s", open, d.Text())
	}
	if d.journal.Count("Heads") > 0 {
		t.Error("the journal was read for one new page")
	}
}

// TestAnEditedEntryStaysChosen holds that one stands on what was edited, wherever it is now.
func TestAnEditedEntryStaysChosen(t *testing.T) {
	d := reviewing(t, numbered(9))
	d.press("e", "up")
	d.Type("yesterday")
	d.press("ctrl+s")
	d.see(t, words.English().Change.Edited, "9 of 9")
	if open := strings.Join(d.open(), " "); !strings.Contains(open, "entry 0.") {
		t.Errorf("one stands on %q:\n%s", open, d.Text())
	}
}

// TestNoKeyChangesAVersionThatWasReplaced holds that, while an entry that was saved just now is read
// again, no key begins to change the version before.
func TestNoKeyChangesAVersionThatWasReplaced(t *testing.T) {
	for _, key := range []string{"e", "w", "d", "v", "x"} {
		d := reviewing(t, pages)
		d.press("e")
		d.Type(" And more.")
		d.journal.During("Entries", func() { d.Press(key) })
		d.press("ctrl+s")
		d.see(t, words.English().Change.Edited, "1 of 7")
	}
}

// TestASaveOutlivesAnotherFailure holds that a save goes to its end, even if other work broke down
// meanwhile and the task was left.
func TestASaveOutlivesAnotherFailure(t *testing.T) {
	d := reviewing(t, pages)
	d.press("w", "2")
	d.journal.During("Weigh", func() {
		d.clickOn(t, kit.ActWrite)
		d.journal.Panics["Heads"] = "boom"
		d.clickOn(t, kit.ActReview)
		delete(d.journal.Panics, "Heads")
		d.Press("esc", "down")
	})
	d.press("enter")
	d.see(t, "2 of 7", "8 → 2")
}

// TestEditThatCannotBeSaved holds that the words stay on the screen, and can be saved
// again.
func TestEditThatCannotBeSaved(t *testing.T) {
	d := reviewing(t, pages)
	id := d.journal.Entries()[0].ID
	d.journal.Fail["Edit"], d.journal.Fail["Save"] = journal.ErrFull, journal.ErrFull
	d.press("e")
	d.Type(" And more.")
	d.press("ctrl+s")
	d.see(t, "And more.")
	d.see(t, "The disk is full")
	d.Advance(d.clock, 5*time.Second)            // every autosave fails
	d.notSee(t, words.English().Problems.Rescue) // which ctrl+s does not do here
	delete(d.journal.Fail, "Edit")
	delete(d.journal.Fail, "Save")
	d.press("ctrl+s")
	if got := d.text(t, id, journal.Happened); !strings.HasSuffix(got, " And more.") {
		t.Errorf("it says %q", got)
	}
	d.notSee(t, "The disk is full")
}

// TestEditOfEverything holds that an entry cannot be deleted by emptying it.
func TestEditOfEverything(t *testing.T) {
	d := reviewing(t, numbered(2))
	d.press("e", "ctrl+u", "ctrl+s")
	d.see(t, words.English().Change.Wordless)
	if d.journal.Count("Edit") != 0 {
		t.Error("it was kept")
	}
}

// TestEditOwnSteps holds that answers to questions the guide no longer asks are kept
// and can be edited.
func TestEditOwnSteps(t *testing.T) {
	d := reviewing(t, func(j *journaltest.Journal) {
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{
			answer(journal.Happened, "What was it?", "The printer."), answer("who-helped", "Who helped?", "Sam"),
		}})
	})
	d.press("e")
	d.see(t, "What was it?")
	d.see(t, "Who helped?")
	d.press("tab", "tab", "tab")
	d.seeOpen(t, "Who helped?")
	d.Type(" did.")
	d.press("tab")
	d.seeOpen(t, release)
	d.press("tab")
	got := d.journal.Entries()[0]
	if got.Text("who-helped") != "Sam did." || got.Answers[0].Question != "What was it?" || len(got.Answers) != 2 {
		t.Errorf("it says %+v", got.Answers)
	}
}

// TestTwoEditsAtOnce holds that both versions are in sight, that one says so, and that
// choosing one, after a question, leaves it alone.
func TestTwoEditsAtOnce(t *testing.T) {
	d := reviewing(t, twoVersions)
	id := d.journal.Entries()[1].ID
	d.press("down")
	d.see(t, words.English().Review.Version)
	d.press("enter")
	d.see(t, opening(words.English().Review.Versions))
	d.press("n")
	d.see(t, "as she put it")
	d.press("v")
	d.see(t, words.English().Change.VersionAsk)
	d.press("x") // any other key keeps both
	d.see(t, opening(words.English().Review.Versions))
	d.press("v", "v")
	d.notSee(t, "two versions")
	if got := d.text(t, id, journal.Happened); got != "The lift, as she put it." {
		t.Errorf("it says %q", got)
	}
}

// twoVersions fills a journal with an entry that was edited twice at once.
func twoVersions(j *journaltest.Journal) {
	numbered(1)(j)
	at := today().Add(-24 * time.Hour)
	weighed := []journal.Weighing{{At: at, Moment: journal.Before, Weight: 7}, {At: at, Moment: journal.After, Weight: 4}}
	id := j.Add(journal.Entry{Written: at, Weighings: weighed, Answers: []journal.Answer{answer(journal.Happened, "What happened?", "The lift, as I put it.")}})
	j.Add(journal.Entry{Written: at.Add(-time.Hour), Answers: []journal.Answer{answer(journal.Happened, "What happened?", "Another day.")}})
	j.Edit(id, "The lift, as I put it.", "The lift, as she put it.")
}

// TestWeighAgain holds that a weighing is added, and none replaced.
func TestWeighAgain(t *testing.T) {
	d := reviewing(t, pages)
	d.press("w", "enter") // nothing chosen, nothing weighed
	d.see(t, "1 of 7")
	d.press("w", "1", "0", "2", "enter")
	got := d.journal.Entries()[0].Weighings
	if want := (journal.Weighing{Moment: journal.Later, Weight: 2}); len(got) != 3 || got[2].Moment != want.Moment || got[2].Weight != want.Weight || got[2].At.Before(today()) {
		t.Errorf("weighings: %+v", got)
	}
	d.see(t, "8 → 2")
	d.press("w", "9", "esc")
	if got := d.journal.Entries()[0].Weighings; len(got) != 3 {
		t.Errorf("esc weighed: %+v", got)
	}
}

// TestEntryDeletedElsewhere holds that whatever is done to an entry that another window
// has deleted reports that it is gone.
func TestEntryDeletedElsewhere(t *testing.T) {
	for _, keys := range [][]string{{"w", "3", "enter"}, {"d", "d"}} {
		d := reviewing(t, pages)
		d.journal.Delete(d.journal.Entries()[0].ID)
		d.press(keys...)
		d.Advance(d.clock, 11*time.Second)
		d.see(t, words.English().Problems.NotFound)
		d.see(t, "1 of 6")
		d.notSee(t, "Covering")
	}
}

// TestDamagedEntryCanBeDeleted holds that a damaged entry cannot be edited, weighed or
// exported, but can be deleted.
func TestDamagedEntryCanBeDeleted(t *testing.T) {
	d := reviewing(t, numbered(200))
	d.journal.Damage(d.journal.Entries()[120].ID)
	d.Press("end")
	for range 79 {
		d.Press("up")
	}
	d.press("e", "w", "x")
	d.see(t, "121 of 200")
	d.press("d")
	d.see(t, words.English().Review.Damaged)
	d.press("d")
	d.Advance(d.clock, 11*time.Second)
	d.see(t, "121 of 199")
	if _, err := d.journal.Elsewhere().All(t.Context()); err != nil {
		t.Errorf("what is damaged is still there: %v", err)
	}
}

// TestLockChangedMeanwhile holds that the journal locks and asks for the passphrase
// when another window has changed the lock, and that an edit then waits as a draft.
func TestLockChangedMeanwhile(t *testing.T) {
	d := reviewing(t, pages)
	d.press("e")
	d.Type(" And more.")
	d.journal.Fail["Edit"] = journal.ErrLocked
	d.journal.Lock()
	d.press("ctrl+s")
	d.see(t, words.English().Unlock.Title)
	d.notSee(t, "Covering", "And more.")
	if len(d.journal.Drafts()) != 1 {
		t.Errorf("the edit does not wait")
	}
}

// Where a copy could not be reached, it is not said that everything is gone.
func TestWhatCannotBeReachedIsTold(t *testing.T) {
	w := words.English()
	d := reviewing(t, pages)
	d.journal.Away = true
	d.press("d", "d")
	d.Advance(d.clock, 11*time.Second)
	if d.journal.Count("Delete") != 1 {
		t.Fatal("nothing was deleted")
	}
	d.see(t, w.Change.Unreached)
	d.notSee(t, w.Change.Gone)
	d = sit(t, nil)
	d.journal.Away = true
	d.write("The printer gave up.")
	fileFirst(d)
	d.Press("l")
	for range 2 {
		d.Type(passphrase)
		d.Press("enter")
	}
	if !strings.Contains(d.prose(), w.Lock.Unreached) {
		t.Errorf("the screen does not show %q:\n%s", w.Lock.Unreached, d.Text())
	}
	d.notSee(t, w.Lock.Done)
}
