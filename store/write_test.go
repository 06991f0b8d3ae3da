package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

func TestFirstWriteMakesThePrivateFile(t *testing.T) {
	j := storetest.New(t)
	if s, err := j.Status(t.Context()); err != nil || s.Exists {
		t.Fatalf("before anything was written: %+v, %v", s, err)
	}
	if _, err := os.Stat(filepath.Dir(j.Path())); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("asking how it stands made the folder: %v", err)
	}
	storetest.Add(t, j, storetest.Entry("words"))
	for path, want := range map[string]os.FileMode{filepath.Dir(j.Path()): 0o700, j.Path(): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want && runtime.GOOS != "windows" {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
	}
	left, err := os.ReadDir(filepath.Dir(j.Path()))
	if err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v, want the journal alone (%v)", left, err)
	}
	if s, err := j.Status(t.Context()); err != nil || !s.Exists || s.Locked || s.ReadOnly || s.Entries != 1 {
		t.Errorf("after the first write: %+v, %v", s, err)
	}
}

func TestEncountersComeBackWordForWord(t *testing.T) {
	for _, locked := range []bool{false, true} {
		j := storetest.New(t)
		if locked {
			storetest.Lock(t, j)
		}
		want := storetest.Encounters(t)
		ids := storetest.Add(t, j, want...)
		u := storetest.Unlock(t, j, storetest.Passphrase)
		got := storetest.All(t, u)
		if len(got) != len(want) || len(want) < 5 {
			t.Fatalf("locked %v: %d entries of %d", locked, len(got), len(want))
		}
		for i, e := range got {
			if !slices.Equal(storetest.Words(e), storetest.Words(want[i])) || e.ID != ids[i] || e.Record != ids[i] {
				t.Errorf("locked %v: entry %d is not the one that was added", locked, i)
			}
			if !e.Written.Equal(want[i].Written) || e.Written.Format(time.RFC3339) != want[i].Written.Format(time.RFC3339) {
				t.Errorf("written %v, want %v with its offset", e.Written, want[i].Written)
			}
			if b, _ := e.Weight(journal.Before); b != 8 || len(e.Weighings) != 2 {
				t.Errorf("weighings %v", e.Weighings)
			}
			if e.Answers[0].Question != "What happened?" {
				t.Errorf("the question as asked: %q", e.Answers[0].Question)
			}
		}
		if got[0].Intention.State != journal.Open {
			t.Errorf("a change answer opens an intention: %+v", got[0].Intention)
		}
	}
}

// TestTwoPowers holds promise 2 in the type system: nothing that a writer can
// reach gives words back.
func TestTwoPowers(t *testing.T) {
	reads := func(typ reflect.Type) (found []string) {
		for m := range typ.Methods() {
			for i := range m.Type.NumOut() {
				out := m.Type.Out(i).String()
				if strings.Contains(out, "journal.Entry") || strings.Contains(out, "Head") || strings.Contains(out, "Identity") {
					found = append(found, m.Name)
				}
			}
		}
		return found
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[*store.Journal](), reflect.TypeFor[*store.Draft](), reflect.TypeFor[*store.Filed]()} {
		if found := reads(typ); len(found) > 0 {
			t.Errorf("%v reads through %v", typ, found)
		}
	}
	if len(reads(reflect.TypeFor[*store.Unlocked]())) == 0 {
		t.Error("the control failed: Unlocked does not read either")
	}
	for m := range reflect.TypeFor[*store.Journal]().Methods() {
		for i := 1; i < m.Type.NumIn(); i++ {
			if m.Name != "Unlock" && m.Type.In(i) == reflect.TypeFor[[]byte]() {
				t.Errorf("%s takes bytes, which might be a secret", m.Name)
			}
		}
	}
}

func TestDraftIsOverwrittenThenKept(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	d := j.NewDraft()
	for _, text := range []string{"one", "one two", "one two three"} {
		if err := d.Save(t.Context(), storetest.Entry(text)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := j.Status(t.Context())
	if err != nil || len(s.Waiting) != 1 || s.Entries != 0 {
		t.Fatalf("three saves of one page: %+v, %v", s, err)
	}
	k, err := d.File(t.Context(), storetest.Entry("one two three four"))
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Weigh(t.Context(), journal.Weighing{At: storetest.At.Add(time.Minute), Moment: journal.After, Weight: 2}); err != nil {
		t.Fatal(err)
	}
	if s, err = j.Status(t.Context()); err != nil || len(s.Waiting) != 0 {
		t.Fatalf("a kept page still waits: %+v, %v", s, err)
	}
	got := storetest.All(t, storetest.Unlock(t, j, storetest.Passphrase))
	if len(got) != 1 || storetest.Words(got[0])[0] != "one two three four" || got[0].ID != k.ID() {
		t.Fatalf("kept %d entries", len(got))
	}
	if w, _ := got[0].Latest(); w != 2 || len(got[0].Weighings) != 3 {
		t.Errorf("the weighing of the end: %v", got[0].Weighings)
	}
}

func TestTwoWindowsNeverOverwriteEachOther(t *testing.T) {
	j := storetest.New(t)
	mine, yours := j.NewDraft(), storetest.Open(j.Path()).NewDraft()
	for range 3 {
		for d, text := range map[*store.Draft]string{mine: "mine", yours: "yours"} {
			if err := d.Save(t.Context(), storetest.Entry(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	u := storetest.Unlock(t, j, "")
	drafts, err := u.Drafts(t.Context())
	if err != nil || len(drafts) != 2 {
		t.Fatalf("two windows, %d drafts: %v", len(drafts), err)
	}
	// A page that was written since it was seen is not taken up in its old version.
	stale := drafts[0].Waiting
	for d, text := range map[*store.Draft]string{mine: "mine", yours: "yours"} {
		if err := d.Save(t.Context(), storetest.Entry(text)); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := u.Adopt(t.Context(), stale); !errors.Is(err, journal.ErrChanged) {
		t.Errorf("adopted a version that is no more: %v", err)
	}
	if drafts, err = u.Drafts(t.Context()); err != nil {
		t.Fatal(err)
	}
	// You take up my page while I go on writing: mine must not be overwritten.
	i := slices.IndexFunc(drafts, func(w journal.WaitingEntry) bool { return storetest.Words(w.Entry)[0] == "mine" })
	taken, e, err := u.Adopt(t.Context(), drafts[i].Waiting)
	if err != nil || storetest.Words(e)[0] != "mine" {
		t.Fatalf("adopt: %v", err)
	}
	if _, _, err := u.Adopt(t.Context(), drafts[i].Waiting); !errors.Is(err, journal.ErrChanged) {
		t.Errorf("adopted twice: %v", err)
	}
	if err := mine.Save(t.Context(), storetest.Entry("mine, and more")); err != nil {
		t.Fatal(err)
	}
	if err := taken.Save(t.Context(), storetest.Entry("mine, taken up")); err != nil {
		t.Fatal(err)
	}
	if err := j.FileWaiting(t.Context(), drafts[i].Waiting); !errors.Is(err, journal.ErrChanged) {
		t.Errorf("an old version was filed: %v", err)
	}
	drafts, err = u.Drafts(t.Context())
	var texts []string
	for _, d := range drafts {
		texts = append(texts, storetest.Words(d.Entry)...)
	}
	slices.Sort(texts)
	if want := []string{"mine, and more", "mine, taken up", "yours"}; err != nil || !slices.Equal(texts, want) {
		t.Errorf("drafts %q, want %q: %v", texts, want, err)
	}
}

// TestRestoredDraftIsNotOverwritten is a file that was put back to an earlier
// state while its page was still being written: what lies there is not what
// this window wrote last, so it is someone's, and stays.
func TestRestoredDraftIsNotOverwritten(t *testing.T) {
	j := storetest.New(t)
	d := j.NewDraft()
	for _, text := range []string{"first", "second"} {
		if err := d.Save(t.Context(), storetest.Entry(text)); err != nil {
			t.Fatal(err)
		}
		if text == "first" {
			if err := os.WriteFile(j.Path()+".copy", []byte(storetest.ReadFile(t, j.Path())), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.Rename(j.Path()+".copy", j.Path()); err != nil {
		t.Fatal(err)
	}
	if err := d.Save(t.Context(), storetest.Entry("third")); err != nil {
		t.Fatal(err)
	}
	drafts, err := storetest.Unlock(t, j, "").Drafts(t.Context())
	if err != nil || len(drafts) != 2 || storetest.Words(drafts[0].Entry)[0] != "first" || storetest.Words(drafts[1].Entry)[0] != "third" {
		t.Errorf("%d drafts, want the restored and the new: %v", len(drafts), err)
	}
}

// TestPageTakenAwayGoesOnAsAnother is a window that goes on writing on a page
// which another one has taken up meanwhile: both keep it, one burns it, and
// neither loses a word to the other.
func TestPageTakenAwayGoesOnAsAnother(t *testing.T) {
	for _, saves := range []bool{true, false} {
		j := storetest.New(t)
		mine := j.NewDraft()
		if err := mine.Save(t.Context(), storetest.Entry("begun")); err != nil {
			t.Fatal(err)
		}
		u := storetest.Unlock(t, storetest.Open(j.Path()), "")
		drafts, err := u.Drafts(t.Context())
		if err != nil || len(drafts) != 1 {
			t.Fatal(err)
		}
		yours, _, err := u.Adopt(t.Context(), drafts[0].Waiting)
		if err != nil {
			t.Fatal(err)
		}
		if saves {
			if err := mine.Save(t.Context(), storetest.Entry("begun, and mine")); err != nil {
				t.Fatal(err)
			}
			if mine.Record() == drafts[0].Record {
				t.Error("a page that was taken away goes on under its old name")
			}
		}
		if _, err := mine.File(t.Context(), storetest.Entry("mine")); err != nil {
			t.Fatal(err)
		}
		kept, err := yours.File(t.Context(), storetest.Entry("yours"))
		if err != nil {
			t.Fatal(err)
		}
		if got := storetest.All(t, u); len(got) != 2 {
			t.Errorf("saves %v: %d entries, want both", saves, len(got))
		}
		if err := kept.Burn(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := storetest.All(t, u); len(got) != 1 || storetest.Words(got[0])[0] != "mine" {
			t.Errorf("saves %v: burning one took %d of the other", saves, 1-len(got))
		}
	}
}

// TestDiscardLeavesWhatAnotherWindowFiled is a page that another window has
// filed as it is, and that is then emptied here.
func TestDiscardLeavesWhatAnotherWindowFiled(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	d := j.NewDraft()
	if err := d.Save(t.Context(), storetest.Entry("words", "", "change")); err != nil {
		t.Fatal(err)
	}
	s, err := j.Status(t.Context())
	if err != nil || len(s.Waiting) != 1 {
		t.Fatal(err)
	}
	if err := j.FileWaiting(t.Context(), s.Waiting[0]); err != nil {
		t.Fatal(err)
	}
	// Told that it failed, a person files it again: that is no error.
	if err := j.FileWaiting(t.Context(), s.Waiting[0]); err != nil {
		t.Errorf("filed again: %v", err)
	}
	if err := d.Discard(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := storetest.All(t, storetest.Unlock(t, j, storetest.Passphrase))
	if len(got) != 1 || storetest.Words(got[0])[0] != "words" || got[0].Intention.State != journal.Open {
		t.Errorf("%d entries: %+v", len(got), got)
	}
}

func TestWaitingPageIsKeptWithoutReading(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	d := j.NewDraft()
	if err := d.Save(t.Context(), storetest.Entry("half a")); err != nil {
		t.Fatal(err)
	}
	d.Forget()
	s, err := j.Status(t.Context())
	if err != nil || len(s.Waiting) != 1 {
		t.Fatalf("%+v, %v", s, err)
	}
	if err := j.FileWaiting(t.Context(), s.Waiting[0]); err != nil {
		t.Fatal(err)
	}
	got := storetest.All(t, storetest.Unlock(t, j, storetest.Passphrase))
	if len(got) != 1 || storetest.Words(got[0])[0] != "half a" || got[0].ID != s.Waiting[0].Record {
		t.Errorf("kept as it is: %d entries", len(got))
	}
}

func TestForgottenDraftBeginsAnother(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	d := j.NewDraft()
	for _, text := range []string{"before the lock", "after it"} {
		if err := d.Save(t.Context(), storetest.Entry(text)); err != nil {
			t.Fatal(err)
		}
		d.Forget()
	}
	drafts, err := storetest.Unlock(t, j, storetest.Passphrase).Drafts(t.Context())
	if err != nil || len(drafts) != 2 {
		t.Errorf("%d drafts, want both: %v", len(drafts), err)
	}
}

func TestDiscard(t *testing.T) {
	j := storetest.New(t)
	d := j.NewDraft()
	if err := d.Discard(t.Context()); err != nil {
		t.Errorf("nothing to discard: %v", err)
	}
	if s, _ := j.Status(t.Context()); s.Exists {
		t.Error("discarding nothing made a file")
	}
	if err := d.Save(t.Context(), storetest.Entry("a")); err != nil {
		t.Fatal(err)
	}
	if err := d.Discard(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s, err := j.Status(t.Context()); err != nil || len(s.Waiting) != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestKeepNeedsAWord(t *testing.T) {
	j := storetest.New(t)
	blank := storetest.Entry(" \n")
	blank.Weighings = nil // a weight alone is an entry
	if _, err := j.NewDraft().File(t.Context(), blank); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("kept a blank page: %v", err)
	}
	if _, err := j.Add(t.Context(), storetest.Entry("fine"), blank); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("added a blank page: %v", err)
	}
	if s, _ := j.Status(t.Context()); s.Entries != 0 {
		t.Error("all or none: one was added")
	}
}

func TestBurnNeedsNoPassphraseAndLeavesNothing(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	storetest.Add(t, j, storetest.Entry("stays"))
	d := j.NewDraft()
	if err := d.Save(t.Context(), storetest.Entry("goes")); err != nil {
		t.Fatal(err)
	}
	k, err := d.File(t.Context(), storetest.Entry("goes"))
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Weigh(t.Context(), journal.Weighing{At: storetest.At, Moment: journal.After, Weight: 9}); err != nil {
		t.Fatal(err)
	}
	sealed := storetest.Sealed(t, filepath.Dir(j.Path()), k.ID())
	if len(sealed) < 2 {
		t.Fatalf("the control failed: %d records of it in the file, want draft and entry", len(sealed))
	}
	if err := k.Burn(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := storetest.All(t, storetest.Unlock(t, j, storetest.Passphrase))
	if len(got) != 1 || storetest.Words(got[0])[0] != "stays" {
		t.Errorf("after burning one of two: %d entries", len(got))
	}
	after := storetest.ReadFile(t, j.Path())
	for _, part := range sealed {
		if strings.Contains(after, part) {
			t.Error("a sealed record of a burnt entry is still in the file")
		}
	}
}

func TestCancelledWriteChangesNothing(t *testing.T) {
	j := storetest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := j.Add(ctx, storetest.Entry("words")); !errors.Is(err, context.Canceled) {
		t.Errorf("added under a context that had ended: %v", err)
	}
}
