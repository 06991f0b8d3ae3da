package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestMarkDraft holds that a mark takes the draft of its line away in the same
// transaction, that one that fails leaves it where it was, and that what is
// written next is another page: the draft's name has a tombstone now.
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
	if err := d.Save(ctx, storetest.Entry("and again")); err != nil || d.Record() == page {
		t.Errorf("the draft goes on under the name of the one that ended: %v", err)
	}
	waiting(1)
}

// TestTheDraftOfAMarkIsForgotten has the line of a mark lie in a draft when a backup is
// made. It goes from there with the next mark, and when the entry is deleted.
func TestTheDraftOfAMarkIsForgotten(t *testing.T) {
	for name, forget := range map[string]func(u *store.Unlocked, id journal.ID) error{
		"marked again": func(u *store.Unlocked, id journal.ID) error {
			return u.Mark(t.Context(), id, journal.Intention{State: journal.LetGo, At: storetest.At})
		},
		"deleted": func(u *store.Unlocked, id journal.ID) error { return u.Delete(t.Context(), store.Deleted, id) },
	} {
		t.Run(name, func(t *testing.T) {
			j := storetest.New(t)
			id := storetest.Add(t, j, storetest.Entry("one", "", "count to three"))[0]
			u := storetest.Unlock(t, j, "")
			d := j.NewDraft()
			if err := d.Save(t.Context(), storetest.Entry("it helped")); err != nil {
				t.Fatal(err)
			}
			dir := filepath.Dir(j.Path())
			sealed := storetest.Sealed(t, dir, d.Record())
			if _, err := j.Backups().Make(t.Context(), ""); err != nil || len(sealed) == 0 {
				t.Fatalf("%d records of the draft: %v", len(sealed), err)
			}
			tried := journal.Intention{State: journal.Tried, At: storetest.At, How: "it helped"}
			if err := u.MarkDraft(t.Context(), d, id, tried); err != nil {
				t.Fatal(err)
			}
			if err := forget(u, id); err != nil {
				t.Fatal(err)
			}
			checkForgotten(t, dir, sealed)
		})
	}
}
