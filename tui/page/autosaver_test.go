package page_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
)

// said is an entry that says this.
func said(text string) journal.Entry {
	return journal.Entry{Written: today(), Answers: []journal.Answer{{Step: journal.Happened, Question: "What happened?", Text: text}}}
}

// today is when every test takes place.
func today() time.Time { return time.Date(2026, time.November, 21, 14, 5, 0, 0, time.UTC) }

// drafted are the words of the drafts in the file, the oldest first.
func drafted(j *journaltest.Journal) []string {
	var texts []string
	for _, e := range j.Drafts() {
		texts = append(texts, e.Text(journal.Happened))
	}
	return texts
}

func seeDrafts(t *testing.T, j *journaltest.Journal, want ...string) {
	t.Helper()
	if got := drafted(j); !slices.Equal(got, want) {
		t.Errorf("the drafts say %q, want %q", got, want)
	}
}

func TestAutosaverSavesTheNewest(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	if a.Pending() {
		t.Error("something is pending before anything was put")
	}
	a.Put(said("a"))
	a.Put(said("ab"))
	if !a.Pending() {
		t.Error("nothing is pending after a put")
	}
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "ab")
	if a.Pending() {
		t.Error("something is pending after a flush")
	}
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := j.Count("Save"); n != 1 {
		t.Errorf("saved %d times, want once", n)
	}
}

func TestAutosaverDoesNotLoseAPutDuringASave(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	j.During("", func() { a.Put(said("ab")) })
	a.Put(said("a"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "a")
	if !a.Pending() {
		t.Fatal("what was put during the save is not pending")
	}
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "ab")
}

// TestAutosaverLosesNothingWhenAPageIsLeftDuringASave holds that words which were put
// while their page was being saved, discarded or filed are still saved if another page
// was taken up before that was done.
func TestAutosaverLosesNothingWhenAPageIsLeftDuringASave(t *testing.T) {
	for name, begin := range map[string]func(*page.Autosaver) error{
		"saved":     func(a *page.Autosaver) error { a.Put(said("a")); return a.Flush(t.Context()) },
		"taken out": func(a *page.Autosaver) error { a.Put(said("")); return a.Flush(t.Context()) },
		"discarded": func(a *page.Autosaver) error { return a.Discard(t.Context()) },
		"kept":      func(a *page.Autosaver) error { _, err := a.File(t.Context(), said("a")); return err },
	} {
		t.Run(name, func(t *testing.T) {
			j := journaltest.New(t, today)
			a := page.NewAutosaver(j)
			a.Put(said("before"))
			if err := a.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			var adopted page.Draft
			j.During("", func() {
				a.Put(said("ab"))
				adopted = j.NewDraft()
				a.Adopt(adopted, said("waiting"))
			})
			if err := begin(a); err != nil {
				t.Fatal(err)
			}
			if !a.Pending() {
				t.Error("what was put meanwhile is not pending")
			}
			if err := a.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			seeDrafts(t, j, "ab")
			if a.Pending() {
				t.Error("something is pending after a flush")
			}
			for _, p := range j.Pages {
				if p.Forgotten == (p == adopted) {
					t.Errorf("forgotten: %v, the page that was taken up: %v", p.Forgotten, p == adopted)
				}
			}
		})
	}
}

func TestAutosaverTriesAgainAfterAnError(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	a.Put(said("a"))
	j.Fail["Save"] = journal.ErrFull
	if err := a.Flush(t.Context()); !errors.Is(err, journal.ErrFull) {
		t.Fatalf("flushing on a full disk: %v", err)
	}
	if !a.Pending() {
		t.Fatal("nothing is pending after a failed save")
	}
	clear(j.Fail)
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "a")
}

func TestAutosaverFilesTheDraftItSaved(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	a.Put(said("a"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	j.Fail["File"] = journal.ErrInUse
	if _, err := a.File(t.Context(), said("ab")); !errors.Is(err, journal.ErrInUse) {
		t.Fatalf("keeping while in use: %v", err)
	}
	if !a.Pending() {
		t.Error("nothing is pending after a failed keep")
	}
	clear(j.Fail)
	kept, err := a.File(t.Context(), said("ab"))
	if err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j)
	if len(j.Entries()) != 1 || j.Entries()[0].ID != kept.ID() || j.Entries()[0].Text(journal.Happened) != "ab" {
		t.Errorf("the journal holds %v", j.Entries())
	}
	a.Put(said("next"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "next")
}

func TestAutosaverDoesNotLoseAPutDuringFile(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	j.During("", func() { a.Put(said("more")) })
	if _, err := a.File(t.Context(), said("a")); err != nil {
		t.Fatal(err)
	}
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "more")
}

func TestAutosaverTakesAnEmptiedPageOut(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	a.Put(said(" "))
	if a.Pending() {
		t.Error("a blank page is pending")
	}
	a.Put(said("a"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.Put(said(""))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j)
	a.Put(said("b"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "b")
}

func TestAutosaverForgets(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	a.Put(said("a"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.Forget()
	a.Put(said("b"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "a", "b")
	if !j.Pages[0].Forgotten || j.Pages[1].Forgotten {
		t.Error("the key of the page before is still there, or that of this page is not")
	}
}

func TestAutosaverWipesAKeyOnlyAfterItsSave(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	j.During("Save", a.Forget)
	a.Put(said("a"))
	if err := a.Flush(t.Context()); err != nil { // saving a forgotten draft fails the test
		t.Fatal(err)
	}
	seeDrafts(t, j, "a")
	if !j.Pages[0].Forgotten {
		t.Error("the key was not wiped when the save was done")
	}
	if a.Pending() {
		t.Error("a forgotten page is pending")
	}
}

func TestAutosaverAdopts(t *testing.T) {
	j := journaltest.New(t, today)
	j.Wait(said("waiting"))
	u, err := j.Unlock(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	w, _ := u.Drafts(t.Context())
	a := page.NewAutosaver(j)
	a.Put(said("in hand"))
	d, e, err := u.Adopt(t.Context(), w[0].Waiting)
	if err != nil {
		t.Fatal(err)
	}
	a.Adopt(d, e)
	if !a.Pending() {
		t.Fatal("the page that was left is not pending")
	}
	j.Fail["Save"] = journal.ErrFull
	if err := a.Flush(t.Context()); !errors.Is(err, journal.ErrFull) {
		t.Fatalf("flushing on a full disk: %v", err)
	}
	clear(j.Fail)
	a.Put(said("waiting no more"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "waiting no more", "in hand")
	if a.Pending() {
		t.Error("something is pending after a flush")
	}
	if !j.Pages[0].Forgotten {
		t.Error("the key of the page that was left is still there")
	}
}

func TestAutosaverDiscards(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	if err := a.Discard(t.Context()); err != nil {
		t.Fatalf("discarding nothing: %v", err)
	}
	a.Put(said("a"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.Discard(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j)
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j)
}

func TestAutosaverWaitsNoLongerThanItsContext(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	a.Put(said("a"))
	over, cancel := context.WithCancel(t.Context())
	cancel()
	j.During("", func() {
		if err := a.Flush(over); !errors.Is(err, context.Canceled) {
			t.Errorf("a flush behind another, with its context over: %v", err)
		}
		if _, err := a.File(over, said("ab")); !errors.Is(err, context.Canceled) {
			t.Errorf("a keep behind another, with its context over: %v", err)
		}
	})
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !a.Pending() {
		t.Error("the words of a keep that was given up are gone")
	}
}

// TestAutosaverFromManyGoroutines is for the race detector, and holds that after
// everybody is done the newest text is one flush away from the disk.
func TestAutosaverFromManyGoroutines(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 200 {
				switch (g + i) % 4 {
				case 0:
					if err := a.Flush(t.Context()); err != nil {
						t.Error(err)
					}
				case 1:
					a.Pending()
				default:
					a.Put(said(fmt.Sprint(g, i)))
				}
			}
		})
	}
	all.Go(func() {
		for i := range 50 {
			if _, err := a.File(t.Context(), said(fmt.Sprint("kept ", i))); err != nil {
				t.Error(err)
			}
		}
	})
	all.Wait()
	a.Put(said("last"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	drafts := drafted(j)
	if a.Pending() || len(drafts) == 0 || drafts[len(drafts)-1] != "last" {
		t.Errorf("the drafts end in %q", drafts)
	}
	if len(j.Entries()) != 50 {
		t.Errorf("%d entries, want 50", len(j.Entries()))
	}
}

// TestOtherAutosaver holds that a second page is flushed, counted as pending and
// forgotten with the first, and is otherwise independent.
func TestOtherAutosaver(t *testing.T) {
	j := journaltest.New(t, today)
	a := page.NewAutosaver(j)
	beside := a.Other("edit")
	if a.Other("edit") != beside {
		t.Fatal("there is more than one second page")
	}
	a.Put(said("a"))
	beside.Put(said("b"))
	if err := a.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "a", "b")
	beside.Put(said("bc"))
	if !a.Pending() {
		t.Error("the second page is not pending")
	}
	j.Fail["Save"] = journal.ErrFull
	if err := a.Flush(t.Context()); !errors.Is(err, journal.ErrFull) {
		t.Errorf("the second page could not be saved: %v", err)
	}
	delete(j.Fail, "Save")
	if err := a.Flush(t.Context()); err != nil || a.Pending() {
		t.Errorf("pending %v: %v", a.Pending(), err)
	}
	if err := beside.Discard(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, j, "a")
	beside.Put(said("c"))
	a.Forget()
	if a.Pending() || beside.Pending() {
		t.Error("something is pending after all was forgotten")
	}
}
