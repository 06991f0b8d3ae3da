package store_test

import (
	"errors"
	"testing"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// An edit takes the draft of its words away in the transaction that files it; one
// that fails leaves the draft where it was.
func TestEditDraft(t *testing.T) {
	ctx := t.Context()
	j := storetest.New(t)
	ids, err := j.Add(ctx, storetest.Entry("as it was"), storetest.Entry("soon gone"))
	if err != nil {
		t.Fatal(err)
	}
	u, err := j.Unlock(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer u.Lock()
	seen, err := u.Entries(ctx, ids...)
	if err != nil {
		t.Fatal(err)
	}
	d := j.NewDraft()
	changed := storetest.Entry("as it is")
	if err := d.Save(ctx, changed); err != nil {
		t.Fatal(err)
	}
	waiting := func() int {
		s, err := j.Status(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return len(s.Waiting)
	}
	if err := u.Delete(ctx, store.Deleted, seen[1].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := u.EditDraft(ctx, d, seen[1]); !errors.Is(err, journal.ErrNotFound) {
		t.Errorf("an entry that is gone: %v", err)
	}
	if waiting() != 1 {
		t.Fatalf("%d drafts after an edit that failed, want 1", waiting())
	}
	edited := seen[0]
	edited.Answers = changed.Answers
	if _, err := u.EditDraft(ctx, d, edited); err != nil {
		t.Fatal(err)
	}
	if waiting() != 0 {
		t.Errorf("%d drafts after the edit", waiting())
	}
	now, err := u.Entries(ctx, ids...)
	if err != nil || len(now) != 1 || now[0].Text(journal.Happened) != "as it is" {
		t.Errorf("%+v, %v", now, err)
	}
	if err := d.Save(ctx, storetest.Entry("and on")); err != nil || waiting() != 1 {
		t.Errorf("the draft is of no use afterwards: %v", err)
	}
}
