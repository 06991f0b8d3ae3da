package store_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestFiledAgainWithOtherWords is a File that seemed to fail; the person writes
// on, and files the page again.
func TestFiledAgainWithOtherWords(t *testing.T) {
	for _, texts := range [][]string{{"one"}, {"one", "one and two"}} {
		j := storetest.New(t)
		d := j.NewDraft()
		if err := d.Save(t.Context(), storetest.Entry("one")); err != nil {
			t.Fatal(err)
		}
		if err := d.FileAndForgetIt(t.Context(), storetest.Entry("one")); err != nil {
			t.Fatal(err)
		}
		last := texts[len(texts)-1]
		if last != "one" {
			if err := d.Save(t.Context(), storetest.Entry(last)); err != nil {
				t.Fatal(err)
			}
		}
		f, err := d.File(t.Context(), storetest.Entry(last))
		if err != nil {
			t.Fatal(err)
		}
		entries := storetest.All(t, storetest.Unlock(t, j, ""))
		if len(entries) != 1 || entries[0].Text(journal.Happened) != last || entries[0].ID != f.ID() {
			t.Errorf("filed %q again: %d entries", last, len(entries))
		}
		if s, err := j.Status(t.Context()); err != nil || len(s.Waiting) != 0 {
			t.Errorf("filed %q again: %d drafts left, %v", last, len(s.Waiting), err)
		}
	}
}

// A page whose filing seemed to fail is written on, and is a draft and an entry then, under one key.
// To discard it takes both away; another window that takes the draft up leaves the entry.
func TestPageThatIsADraftAndAnEntry(t *testing.T) {
	both := func() (*store.Journal, *store.Draft) {
		j := storetest.New(t)
		d := j.NewDraft()
		must(t, d.Save(t.Context(), storetest.Entry("one")))
		must(t, d.FileAndForgetIt(t.Context(), storetest.Entry("one")))
		must(t, d.Save(t.Context(), storetest.Entry("one and more")))
		if n := len(storetest.All(t, storetest.Unlock(t, j, ""))); n != 1 || waitingIn(t, j) != 1 {
			t.Fatalf("%d entries and %d drafts", n, waitingIn(t, j))
		}
		return j, d
	}
	j, d := both()
	must(t, d.Discard(t.Context()))
	if n := len(storetest.All(t, storetest.Unlock(t, j, ""))); n != 0 || waitingIn(t, j) != 0 {
		t.Errorf("discarded: %d entries and %d drafts are left", n, waitingIn(t, j))
	}
	j, _ = both()
	s, err := j.Status(t.Context())
	must(t, err)
	u := storetest.Unlock(t, j, "")
	_, _, err = u.Adopt(t.Context(), s.Waiting[0])
	must(t, err)
	if entries := storetest.All(t, u); len(entries) != 1 || entries[0].Text(journal.Happened) != "one" {
		t.Errorf("taken up elsewhere: %d entries", len(entries))
	}
}

func TestAdoptedDraftKeepsWhatIsNotKnown(t *testing.T) {
	j := storetest.New(t)
	d := j.NewDraft()
	d.AddUnknown("newer")
	if err := d.Save(t.Context(), storetest.Entry("one")); err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, "")
	s, err := j.Status(t.Context())
	if err != nil || len(s.Waiting) != 1 {
		t.Fatal(err)
	}
	taken, e, err := u.Adopt(t.Context(), s.Waiting[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := taken.Save(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if unknown, err := u.UnknownIn(t.Context(), taken); err != nil || !bytes.Contains(unknown, []byte("newer")) {
		t.Errorf("a field of a newer shakeoff was lost by an autosave: %v", err)
	}
}

// twice is a page on which one step is answered twice: its own answer, and words
// that were typed while it was on its way to disk.
func twice() journal.Entry {
	e := storetest.Entry("one", "in my control")
	e.Answers = append(e.Answers, journal.Answer{Step: journal.Happened, Question: "What happened?", Text: "two"})
	return e
}

// TestNoStepIsAnsweredTwice holds that whatever a page comes as, what is saved,
// filed and rescued is an entry that we would import.
func TestNoStepIsAnsweredTwice(t *testing.T) {
	ctx := t.Context()
	for name, write := range map[string]func(j *store.Journal) error{
		"saved": func(j *store.Journal) error { return j.NewDraft().Save(ctx, twice()) },
		"saved and filed unread": func(j *store.Journal) error {
			if err := j.NewDraft().Save(ctx, twice()); err != nil {
				return err
			}
			s, err := j.Status(ctx)
			return errors.Join(err, j.FileWaiting(ctx, s.Waiting[0]))
		},
		"filed":                            func(j *store.Journal) error { _, err := j.NewDraft().File(ctx, twice()); return err },
		"from before this was held, saved": func(j *store.Journal) error { return j.NewDraft().SaveUnheld(ctx, twice()) },
		"from before this was held, filed": func(j *store.Journal) error {
			if err := j.NewDraft().SaveUnheld(ctx, twice()); err != nil {
				return err
			}
			s, err := j.Status(ctx)
			return errors.Join(err, j.FileWaiting(ctx, s.Waiting[0]))
		},
	} {
		j := storetest.New(t)
		if err := write(j); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		u := storetest.Unlock(t, j, "")
		drafts, err := u.Drafts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		found := storetest.All(t, u)
		for _, d := range drafts {
			found = append(found, d.Entry)
		}
		if len(found) != 1 || found[0].Validate() != nil {
			t.Fatalf("%s: not one entry, and valid: %+v", name, found)
		}
		if got, want := storetest.Words(found[0]), []string{"one\n\ntwo", "in my control"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if _, err := storetest.New(t).Import(ctx, found...); err != nil {
			t.Errorf("%s: our own import refuses it: %v", name, err)
		}
	}
}

// TestWhatIsInvalidIsNotWritten is a page that breaks a rule for which no words
// can be blamed.
func TestWhatIsInvalidIsNotWritten(t *testing.T) {
	heavy, odd := storetest.Entry("one"), storetest.Entry("one")
	heavy.Weighings[0].Weight = 11
	odd.Answers[0].Step = "What happened?"
	for _, e := range []journal.Entry{heavy, odd} {
		j := storetest.New(t)
		d := j.NewDraft()
		if err := d.Save(t.Context(), e); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("saved: %v", err)
		}
		if _, err := d.File(t.Context(), e); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("filed: %v", err)
		}
		if s, err := j.Status(t.Context()); err != nil || s.Exists {
			t.Errorf("written: %+v, %v", s, err)
		}
	}
	// A weight alone may wait, as it may be told later.
	j := storetest.New(t)
	blank := journal.Entry{Written: storetest.At, Weighings: storetest.Entry("one").Weighings}
	if err := j.NewDraft().Save(t.Context(), blank); err != nil {
		t.Errorf("a weight without words: %v", err)
	}
}

// TestADraftTakenAwayKeepsWhatIsNotKnown is a page that another window has filed
// while it was written on: it goes on as another.
func TestADraftTakenAwayKeepsWhatIsNotKnown(t *testing.T) {
	j := storetest.New(t)
	d := j.NewDraft()
	d.AddUnknown("newer")
	if err := d.Save(t.Context(), storetest.Entry("one")); err != nil {
		t.Fatal(err)
	}
	s, err := j.Status(t.Context())
	if err := errors.Join(err, storetest.Open(j.Path()).FileWaiting(t.Context(), s.Waiting[0])); err != nil {
		t.Fatal(err)
	}
	if err := d.Save(t.Context(), storetest.Entry("one and two")); err != nil {
		t.Fatal(err)
	}
	unknown, err := storetest.Unlock(t, j, "").UnknownIn(t.Context(), d)
	if err != nil || !bytes.Contains(unknown, []byte("newer")) {
		t.Errorf("a field of a newer shakeoff was lost: %v", err)
	}
}

// TestASaveThatFailedIsNoOtherPage holds that a draft is known for its own after
// a save that failed, whether that went through or not.
func TestASaveThatFailedIsNoOtherPage(t *testing.T) {
	j := storetest.New(t)
	d := j.NewDraft()
	if err := d.Save(t.Context(), storetest.Entry("one")); err != nil {
		t.Fatal(err)
	}
	name := d.Record()
	if err := d.SaveAndFail(t.Context(), storetest.Entry("two")); err == nil {
		t.Fatal("the control failed: it was saved")
	}
	if err := d.SaveUnheld(t.Context(), storetest.Entry("three")); err != nil { // it does not know that this went through
		t.Fatal(err)
	}
	if err := d.Save(t.Context(), storetest.Entry("four")); err != nil {
		t.Fatal(err)
	}
	drafts, err := storetest.Unlock(t, j, "").Drafts(t.Context())
	if err != nil || len(drafts) != 1 || drafts[0].Record != name || storetest.Words(drafts[0].Entry)[0] != "four" {
		t.Errorf("%d drafts: %v", len(drafts), err)
	}
}

// TestNothingIsFiledOfWhatIsGone weighs a page that another window has deleted.
func TestNothingIsFiledOfWhatIsGone(t *testing.T) {
	j := storetest.New(t)
	f, err := j.NewDraft().File(t.Context(), storetest.Entry("goes"))
	if err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, "")
	if err := u.Delete(t.Context(), store.Deleted, f.ID()); err != nil {
		t.Fatal(err)
	}
	w := journal.Weighing{At: storetest.At, Moment: journal.Later, Weight: 1}
	if err := f.Weigh(t.Context(), w); !errors.Is(err, journal.ErrNotFound) {
		t.Errorf("weighed where it was filed: %v", err)
	}
	if err := u.Weigh(t.Context(), f.ID(), w); !errors.Is(err, journal.ErrNotFound) {
		t.Errorf("weighed when unlocked: %v", err)
	}
	if left := storetest.Keys(t, j.Path(), "entries"); len(left) != 0 {
		t.Errorf("%d records are left", len(left))
	}
}

// A draft that goes on under another key, since its journal has another identity, leaves
// no key behind that opens what it was.
func TestDraftLeavesNoKeyBehind(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	d := j.NewDraft()
	must(t, d.Save(t.Context(), storetest.Entry("words")))
	must(t, storetest.Unlock(t, storetest.Open(j.Path()), storetest.Passphrase).Rekey(t.Context(), []byte("another one")))
	must(t, d.Save(t.Context(), storetest.Entry("other words")))
	if keys := storetest.Keys(t, j.Path(), "keys"); len(keys) != 1 {
		t.Errorf("%d keys for one draft", len(keys))
	}
}
