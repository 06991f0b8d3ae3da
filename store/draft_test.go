package store_test

import (
	"bytes"
	"testing"

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
