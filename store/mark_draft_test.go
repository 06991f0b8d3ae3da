package store_test

import (
	"errors"
	"testing"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestMarkDraft holds that a mark takes the draft of its line away in the same
// transaction, that one that fails leaves it where it was, and that the draft is
// the same page afterwards.
func TestMarkDraft(t *testing.T) {
	ctx := t.Context()
	j := storetest.New(t)
	ids := storetest.Add(t, j, storetest.Entry("stays", "", "count to three"), storetest.Entry("goes", "", "ask first"))
	u := storetest.Unlock(t, j, "")
	d := j.NewDraft()
	if err := d.Save(ctx, storetest.Entry("it helped")); err != nil {
		t.Fatal(err)
	}
	page := d.Record()
	waiting := func(want int) {
		t.Helper()
		if s, err := j.Status(ctx); err != nil || len(s.Waiting) != want {
			t.Fatalf("%d drafts, want %d: %v", len(s.Waiting), want, err)
		}
	}
	if err := u.Delete(ctx, store.Deleted, ids[1]); err != nil {
		t.Fatal(err)
	}
	tried := journal.Intention{State: journal.Tried, At: storetest.At, How: "it helped"}
	if err := u.MarkDraft(ctx, d, ids[1], tried); !errors.Is(err, journal.ErrNotFound) {
		t.Errorf("an entry that is gone: %v", err)
	}
	if err := u.MarkDraft(ctx, d, ids[0], journal.Intention{}); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("a mark that says nothing: %v", err)
	}
	waiting(1)
	if err := u.MarkDraft(ctx, d, ids[0], tried); err != nil {
		t.Fatal(err)
	}
	waiting(0)
	if got := storetest.All(t, u); len(got) != 1 || got[0].Intention.State != tried.State || got[0].Intention.How != tried.How {
		t.Errorf("marked %+v", got)
	}
	if err := d.Save(ctx, storetest.Entry("and again")); err != nil || d.Record() != page {
		t.Errorf("the draft goes on as another page: %v", err)
	}
	waiting(1)
}
