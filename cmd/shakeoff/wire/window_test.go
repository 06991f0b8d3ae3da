package wire_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
	"shakeoff/tui/page"
)

// waiting returns how many pages a window sees waiting, locked and unlocked.
func waiting(t *testing.T, w page.Journal, secret string) (status, drafts int) {
	t.Helper()
	s, err := w.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	u, err := w.Unlock(t.Context(), []byte(secret))
	if err != nil {
		t.Fatal(err)
	}
	defer u.Lock()
	found, err := u.Drafts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return len(s.Waiting), len(found)
}

func expectWaiting(t *testing.T, w page.Journal, when string, want int) {
	t.Helper()
	if status, drafts := waiting(t, w, ""); status != want || drafts != want {
		t.Errorf("%s: %d pages wait by the status, %d by the drafts, want %d", when, status, drafts, want)
	}
}

func do(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A page waits for everybody but the window that is writing it.
func TestPagesOfThisWindowDoNotWait(t *testing.T) {
	ctx := t.Context()
	j := storetest.New(t)
	here, there := wire.New(j), wire.New(storetest.Open(j.Path()))

	mine, theirs := here.NewDraft(), there.NewDraft()
	do(t, mine.Save(ctx, storetest.Entry("mine")))
	expectWaiting(t, here, "my page, to me", 0)
	expectWaiting(t, there, "my page, to them", 1)

	do(t, theirs.Save(ctx, storetest.Entry("theirs")))
	do(t, mine.Save(ctx, storetest.Entry("mine, and on")))
	expectWaiting(t, here, "their page, to me", 1)
	expectWaiting(t, there, "my page, to them again", 1)

	mine.Forget()
	expectWaiting(t, here, "both, once mine is forgotten", 2)
	theirs.Forget()
	theirs.Forget()

	u, err := here.Unlock(ctx, nil)
	do(t, err)
	defer u.Lock()
	drafts, err := u.Drafts(ctx)
	do(t, err)
	adopted, e, err := u.Adopt(ctx, drafts[0].Waiting)
	do(t, err)
	if e.Title() != drafts[0].Entry.Title() {
		t.Errorf("took up %q, want %q", e.Title(), drafts[0].Entry.Title())
	}
	expectWaiting(t, here, "one taken up, to me", 1)
	expectWaiting(t, there, "one taken up, to them", 2)
	if _, _, err := u.Adopt(ctx, drafts[0].Waiting); !errors.Is(err, journal.ErrChanged) {
		t.Errorf("taking the same page up twice: %v", err)
	}

	kept, err := adopted.File(ctx, e)
	do(t, err)
	expectWaiting(t, there, "one kept", 1)
	found, err := u.Entries(ctx, kept.ID())
	if err != nil || len(found) != 1 {
		t.Errorf("the page that was kept: %d, %v", len(found), err)
	}
}

// A page whose first save failed is claimed by the next.
func TestPageClaimedAfterAFailedSave(t *testing.T) {
	j := storetest.New(t)
	w := wire.New(j)
	page := w.NewDraft()
	free := obstruct(t, j)
	if err := page.Save(t.Context(), storetest.Entry("words")); err == nil {
		t.Fatal("saved where no journal can be")
	}
	free()
	do(t, page.Save(t.Context(), storetest.Entry("words")))
	expectWaiting(t, w, "my page", 0)
	do(t, page.Discard(t.Context()))
	expectWaiting(t, wire.New(j), "a page that was discarded", 0)
}

// The adapter says of the file what the store says.
func TestWindowStatus(t *testing.T) {
	ctx := t.Context()
	j := storetest.New(t)
	w := wire.New(j)
	if s, err := w.Status(ctx); err != nil || s.Exists || len(s.Waiting) > 0 {
		t.Errorf("no file: %+v, %v", s, err)
	}
	storetest.Lock(t, j)
	do(t, w.MarkOffered(ctx, page.OfferRecovery)) // a lock that is set afterwards has another key, which was not offered
	if _, err := j.Add(ctx, storetest.Entry("words")); err != nil {
		t.Fatal(err)
	}
	s, err := w.Status(ctx)
	do(t, err)
	if !s.Exists || !s.Locked || s.ReadOnly || s.Entries != 1 || s.Offered != page.OfferLock|page.OfferRecovery {
		t.Errorf("got %+v", s)
	}
	if direct, err := j.Status(ctx); err != nil || direct.Offered != store.OfferLock|store.OfferRecovery {
		t.Errorf("the file says %+v, %v", direct, err)
	}
	for secret, want := range map[string]error{"": journal.ErrLocked, "wrong": journal.ErrPassphrase} {
		// A nil pointer in an interface would look like an open journal.
		if u, err := w.Unlock(ctx, []byte(secret)); !errors.Is(err, want) || u != nil {
			t.Errorf("unlocked with %q: %v, %v", secret, u, err)
		}
	}
	if got, _ := waiting(t, w, storetest.Passphrase); got != 0 {
		t.Errorf("%d pages wait", got)
	}
}

// obstruct puts a folder where the journal of j would be made, until it is freed.
func obstruct(t *testing.T, j *store.Journal) (free func()) {
	t.Helper()
	do(t, os.MkdirAll(j.Path(), 0o700))
	return func() { do(t, os.Remove(j.Path())) }
}

// What was begun to be written is written, whoever has stopped waiting.
func TestWritingIsNotCancelled(t *testing.T) {
	w := wire.New(storetest.New(t))
	over, stop := context.WithCancel(t.Context())
	stop()
	d := w.NewDraft()
	do(t, d.Save(over, storetest.Entry("words")))
	f, err := d.File(over, storetest.Entry("words"))
	do(t, err)
	do(t, f.Weigh(over, journal.Weighing{At: storetest.At, Moment: journal.After, Weight: 3}))
	u, err := w.Unlock(t.Context(), nil)
	do(t, err)
	defer u.Lock()
	do(t, u.Mark(over, f.ID(), journal.Intention{State: journal.Tried, At: storetest.At}))
	do(t, u.Weigh(over, f.ID(), journal.Weighing{At: storetest.At, Moment: journal.Later, Weight: 2}))
	entries, err := u.Entries(t.Context(), f.ID())
	if err != nil || len(entries) != 1 || len(entries[0].Weighings) != 3 || entries[0].Intention.State != journal.Tried {
		t.Fatalf("%+v, %v", entries, err)
	}
	entries[0].Answers[0].Text = "other words"
	do(t, u.Edit(over, entries[0]))
	do(t, u.Delete(over, f.ID()))
}

// A damaged header is seen by the screens.
func TestOneHeaderOfAWindow(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("words"))
	for _, damaged := range []bool{false, true} {
		if damaged {
			data := storetest.ReadFile(t, j.Path())
			storetest.WriteFile(t, j.Path(), strings.Repeat("\x00", storetest.PageSize)+data[storetest.PageSize:])
		}
		if s, err := wire.New(j).Status(t.Context()); err != nil || s.OneHeader != damaged {
			t.Errorf("%+v, %v", s, err)
		}
	}
}

// TestWritten holds what a run says that it has left behind: pages that it has filed, pages
// that it has not finished, and nothing of what was taken out again.
func TestWritten(t *testing.T) {
	ctx := t.Context()
	w := wire.New(storetest.New(t))
	holds := func(what string, any bool, unfinished int) {
		t.Helper()
		if a, u := w.Written(); a != any || u != unfinished {
			t.Errorf("%s: wrote %v, with %d unfinished pages; want %v and %d", what, a, u, any, unfinished)
		}
	}
	says := func(text string) journal.Entry {
		return journal.Entry{Answers: []journal.Answer{{Step: journal.Happened, Question: "What happened?", Text: text}}}
	}
	save := func(text string) page.Draft {
		t.Helper()
		d := w.NewDraft()
		do(t, d.Save(ctx, says(text)))
		return d
	}
	holds("at first", false, 0)
	thrown := save("thrown away")
	holds("a page", true, 1)
	do(t, thrown.Discard(ctx))
	holds("discarded", false, 0)
	kept := save("kept")
	burnt, err := kept.File(ctx, says("kept"))
	do(t, err)
	holds("filed", true, 0)
	do(t, burnt.Burn(ctx))
	holds("burnt", false, 0)
	save("left").Forget()
	save("left too").Forget()
	holds("two pages", true, 2)
	u, err := w.Unlock(ctx, nil)
	do(t, err)
	s, err := w.Status(ctx)
	do(t, err)
	again, e, err := u.Adopt(ctx, s.Waiting[0])
	do(t, err)
	filed, err := again.File(ctx, e)
	do(t, err)
	holds("one taken up and filed", true, 1)
	do(t, u.Delete(ctx, filed.ID()))
	holds("and deleted", true, 1)
	do(t, w.FileWaiting(ctx, s.Waiting[1]))
	holds("the other filed unread", true, 0)
}
