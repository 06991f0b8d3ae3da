package tui_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// said is an entry that says this.
func said(text string) journal.Entry {
	return journal.Entry{Written: today(), Answers: []journal.Answer{{Step: journal.Happened, Question: happened, Text: text}}}
}

// drafted are the drafts of a journal, as their words.
func (m *memory) drafted() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var texts []string
	for _, d := range m.drafts {
		texts = append(texts, d.entry.Text(journal.Happened))
	}
	return texts
}

func seeDrafts(t *testing.T, m *memory, want ...string) {
	t.Helper()
	if got := m.drafted(); fmt.Sprint(got) != fmt.Sprint(want) || len(got) != len(want) {
		t.Errorf("the drafts say %q, want %q", got, want)
	}
}

func TestAutosaverSavesTheNewest(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	if k.Pending() {
		t.Error("something is pending before anything was put")
	}
	k.Put(said("a"))
	k.Put(said("ab"))
	if !k.Pending() {
		t.Error("nothing is pending after a put")
	}
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "ab")
	if k.Pending() {
		t.Error("something is pending after a flush")
	}
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := m.count("Save"); n != 1 {
		t.Errorf("saved %d times, want once", n)
	}
}

func TestAutosaverDoesNotLoseAPutDuringASave(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	m.beforeCall = func(name string) {
		m.beforeCall = nil
		k.Put(said("ab"))
	}
	k.Put(said("a"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "a")
	if !k.Pending() {
		t.Fatal("what was put during the save is not pending")
	}
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "ab")
}

// TestAutosaverLosesNothingWhenAPageIsLeftDuringASave holds that words which were put
// while a page was being saved, taken out or kept, are still saved when another page
// was taken up before that was done.
func TestAutosaverLosesNothingWhenAPageIsLeftDuringASave(t *testing.T) {
	for name, begin := range map[string]func(*page.Autosaver) error{
		"saved":     func(k *page.Autosaver) error { k.Put(said("a")); return k.Flush(t.Context()) },
		"taken out": func(k *page.Autosaver) error { k.Put(said("")); return k.Flush(t.Context()) },
		"discarded": func(k *page.Autosaver) error { return k.Discard(t.Context()) },
		"kept":      func(k *page.Autosaver) error { _, err := k.File(t.Context(), said("a")); return err },
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(today)
			k := page.NewAutosaver(m)
			k.Put(said("before"))
			if err := k.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			m.beforeCall = func(string) {
				m.beforeCall = nil
				k.Put(said("ab"))
				k.Adopt(m.NewDraft(), said("waiting"))
			}
			if err := begin(k); err != nil {
				t.Fatal(err)
			}
			if !k.Pending() {
				t.Error("what was put meanwhile is not pending")
			}
			if err := k.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			seeDrafts(t, m, "ab")
			if k.Pending() {
				t.Error("something is pending after a flush")
			}
			for _, d := range m.drafts {
				if !d.owner.forgotten {
					t.Error("the key of the page that was left is still there")
				}
			}
		})
	}
}

func TestAutosaverTriesAgainAfterAnError(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	k.Put(said("a"))
	m.fail["Save"] = journal.ErrFull
	if err := k.Flush(t.Context()); !errors.Is(err, journal.ErrFull) {
		t.Fatalf("flushing on a full disk: %v", err)
	}
	if !k.Pending() {
		t.Fatal("nothing is pending after a failed save")
	}
	clear(m.fail)
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "a")
}

func TestAutosaverKeepsTheDraftItSaved(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	k.Put(said("a"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.fail["File"] = journal.ErrInUse
	if _, err := k.File(t.Context(), said("ab")); !errors.Is(err, journal.ErrInUse) {
		t.Fatalf("keeping while in use: %v", err)
	}
	if !k.Pending() {
		t.Error("nothing is pending after a failed keep")
	}
	clear(m.fail)
	kept, err := k.File(t.Context(), said("ab"))
	if err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m)
	if len(m.entries) != 1 || m.entries[0].ID != kept.ID() || m.entries[0].Text(journal.Happened) != "ab" {
		t.Errorf("the journal holds %v", m.entries)
	}
	k.Put(said("next"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "next")
}

func TestAutosaverDoesNotLoseAPutDuringKeep(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	m.beforeCall = func(string) {
		m.beforeCall = nil
		k.Put(said("more"))
	}
	if _, err := k.File(t.Context(), said("a")); err != nil {
		t.Fatal(err)
	}
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "more")
}

func TestAutosaverTakesAnEmptiedPageOut(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	k.Put(said(" "))
	if k.Pending() {
		t.Error("a blank page is pending")
	}
	k.Put(said("a"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	k.Put(said(""))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m)
	k.Put(said("b"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "b")
}

func TestAutosaverForgets(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	k.Put(said("a"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := m.drafts[0].owner
	k.Forget()
	k.Put(said("b"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "a", "b")
	if !first.forgotten || m.drafts[1].owner.forgotten {
		t.Error("the key of the page before is still there, or that of this page is not")
	}
}

func TestAutosaverWipesAKeyOnlyAfterItsSave(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	m.beforeCall = func(string) { k.Forget() }
	k.Put(said("a"))
	if err := k.Flush(t.Context()); err != nil { // the fake panics if a forgotten draft is saved
		t.Fatal(err)
	}
	seeDrafts(t, m, "a")
	if !m.drafts[0].owner.forgotten {
		t.Error("the key was not wiped when the save was done")
	}
	if k.Pending() {
		t.Error("a forgotten page is pending")
	}
}

func TestAutosaverAdopts(t *testing.T) {
	m := newMemory(today)
	m.wait(said("waiting"))
	u, err := m.Unlock(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	w, _ := u.Drafts(t.Context())
	k := page.NewAutosaver(m)
	k.Put(said("in hand"))
	d, e, err := u.Adopt(t.Context(), w[0].Waiting)
	if err != nil {
		t.Fatal(err)
	}
	k.Adopt(d, e)
	if !k.Pending() {
		t.Fatal("the page that was left is not pending")
	}
	m.fail["Save"] = journal.ErrFull
	if err := k.Flush(t.Context()); !errors.Is(err, journal.ErrFull) {
		t.Fatalf("flushing on a full disk: %v", err)
	}
	clear(m.fail)
	k.Put(said("waiting no more"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "waiting no more", "in hand")
	if k.Pending() {
		t.Error("something is pending after a flush")
	}
	if !m.drafts[1].owner.forgotten {
		t.Error("the key of the page that was left is still there")
	}
}

func TestAutosaverDiscards(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	if err := k.Discard(t.Context()); err != nil {
		t.Fatalf("discarding nothing: %v", err)
	}
	k.Put(said("a"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := k.Discard(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m)
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m)
}

func TestAutosaverWaitsNoLongerThanItsContext(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	k.Put(said("a"))
	over, cancel := context.WithCancel(t.Context())
	cancel()
	m.beforeCall = func(string) {
		m.beforeCall = nil
		if err := k.Flush(over); !errors.Is(err, context.Canceled) {
			t.Errorf("a flush behind another, with its context over: %v", err)
		}
		if _, err := k.File(over, said("ab")); !errors.Is(err, context.Canceled) {
			t.Errorf("a keep behind another, with its context over: %v", err)
		}
	}
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !k.Pending() {
		t.Error("the words of a keep that was given up are gone")
	}
}

// TestAutosaverFromManyGoroutines is for the race detector, and holds that after
// everybody is done the newest text is one flush away from the disk.
func TestAutosaverFromManyGoroutines(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 200 {
				switch (g + i) % 4 {
				case 0:
					if err := k.Flush(t.Context()); err != nil {
						t.Error(err)
					}
				case 1:
					k.Pending()
				default:
					k.Put(said(fmt.Sprint(g, i)))
				}
			}
		})
	}
	all.Go(func() {
		for i := range 50 {
			if _, err := k.File(t.Context(), said(fmt.Sprint("kept ", i))); err != nil {
				t.Error(err)
			}
		}
	})
	all.Wait()
	k.Put(said("last"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	drafts := m.drafted()
	if k.Pending() || len(drafts) == 0 || drafts[len(drafts)-1] != "last" {
		t.Errorf("the drafts end in %q", drafts)
	}
	if len(m.entries) != 50 {
		t.Errorf("%d entries, want 50", len(m.entries))
	}
}

// TestAutosaverBeside holds that a second page is saved, counted as pending and
// forgotten with the first, and otherwise lives on its own.
func TestAutosaverBeside(t *testing.T) {
	m := newMemory(today)
	k := page.NewAutosaver(m)
	beside := k.Other("edit")
	if k.Other("edit") != beside {
		t.Fatal("there is more than one second page")
	}
	k.Put(said("a"))
	beside.Put(said("b"))
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "a", "b")
	beside.Put(said("bc"))
	if !k.Pending() {
		t.Error("the second page is not pending")
	}
	m.fail["Save"] = journal.ErrFull
	if err := k.Flush(t.Context()); !errors.Is(err, journal.ErrFull) {
		t.Errorf("the second page could not be saved: %v", err)
	}
	delete(m.fail, "Save")
	if err := k.Flush(t.Context()); err != nil || k.Pending() {
		t.Errorf("pending %v: %v", k.Pending(), err)
	}
	if err := beside.Discard(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeDrafts(t, m, "a")
	beside.Put(said("c"))
	k.Forget()
	if k.Pending() || beside.Pending() {
		t.Error("something is pending after all was forgotten")
	}
}
