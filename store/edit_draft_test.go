package store_test

import (
	"errors"
	"path/filepath"
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

// TestDeletingForgetsTheDraftOfAnEdit deletes an entry whose edit lay in a draft
// when a backup was made.
func TestDeletingForgetsTheDraftOfAnEdit(t *testing.T) {
	ctx := t.Context()
	j := storetest.New(t)
	id := storetest.Add(t, j, storetest.Entry("as it was"))[0]
	u := storetest.Unlock(t, j, "")
	seen := storetest.All(t, u)[0]
	d := j.NewDraft()
	seen.Answers[0].Text = "as it is"
	if err := d.Save(ctx, seen); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(j.Path())
	sealed := storetest.Sealed(t, dir, d.Record())
	if _, err := j.Backups().Make(ctx, ""); err != nil || len(sealed) == 0 {
		t.Fatalf("%d records of the draft: %v", len(sealed), err)
	}
	if _, err := u.EditDraft(ctx, d, seen); err != nil {
		t.Fatal(err)
	}
	if err := u.Delete(ctx, store.Deleted, id); err != nil {
		t.Fatal(err)
	}
	checkForgotten(t, dir, sealed)
}
