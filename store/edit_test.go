package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// ciphertexts returns the sealed part of every record among the entries.
func ciphertexts(t *testing.T, path string) (parts []string) {
	t.Helper()
	storetest.Walk(t, []byte(storetest.ReadFile(t, path)), "entries", func(_, v []byte) { parts = append(parts, string(v[60:])) })
	return parts
}

// TestAMarkLeavesNoneBefore holds that of how a promise went only the last
// wording is left: in the file, in its freed pages, and in the backups.
func TestAMarkLeavesNoneBefore(t *testing.T) {
	j := storetest.New(t)
	id := storetest.Add(t, j, storetest.Entry("one", "", "count to three"))[0]
	u := storetest.Unlock(t, j, "")
	if err := u.Weigh(t.Context(), id, journal.Weighing{At: storetest.At, Moment: journal.Later, Weight: 2}); err != nil {
		t.Fatal(err)
	}
	const others = 2 // the entry and the weighing
	var before string
	for n := range 3 {
		// The clock of the second is behind that of the first.
		at := storetest.At.Add(time.Hour * time.Duration([]int{2, 1, 3}[n]))
		want := journal.Intention{State: journal.Tried, At: at, How: fmt.Sprintf("it went %d", n)}
		if err := u.Mark(t.Context(), id, want); err != nil {
			t.Fatal(err)
		}
		for _, path := range storetest.FilesUnder(t, filepath.Dir(j.Path())) {
			if n > 0 && strings.Contains(storetest.ReadFile(t, path), before) {
				t.Errorf("mark %d: the wording before is in %s", n, filepath.Base(path))
			}
		}
		got := storetest.All(t, u)
		if len(got) != 1 || got[0].Intention.How != want.How || len(got[0].Weighings) != 3 {
			t.Fatalf("mark %d: %+v", n, got)
		}
		records := ciphertexts(t, j.Path())
		if len(records) != others+1 {
			t.Fatalf("mark %d: %d records, want the entry, the weighing and one mark", n, len(records))
		}
		before = records[others]
		path, err := j.Backups().Make(t.Context(), "")
		if err != nil || !strings.Contains(storetest.ReadFile(t, path), before) {
			t.Fatalf("the control failed: it is not in the backup: %v", err)
		}
	}
	if s, err := j.Status(t.Context()); err != nil || s.Pending {
		t.Errorf("something is pending still: %v", err)
	}
}

// TestOnlyOneEntryIsReadAgain damages every other record of a journal that was
// read. Whoever read them again would no longer know where they lie: not so an
// edit, a weighing, a mark, a deletion, and reading that entry after each. The
// places of what was replaced or taken out are kept: nothing else ever lies there.
func TestOnlyOneEntryIsReadAgain(t *testing.T) {
	j := storetest.New(t)
	entries := make([]journal.Entry, 40)
	for i := range entries {
		entries[i] = account(i, 400)
	}
	ids, err := j.AddSingly(t.Context(), entries...)
	if err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, "")
	if _, err := u.Heads(t.Context()); err != nil {
		t.Fatal(err)
	}
	id, gone := ids[20], ids[21]
	data := storetest.ReadFile(t, j.Path())
	for i, part := range ciphertexts(t, j.Path()) {
		if i != 20 && i != 21 {
			data = strings.ReplaceAll(data, part, strings.Repeat("x", len(part)))
		}
	}
	storetest.WriteFile(t, j.Path(), data)
	seen, err := u.Entries(t.Context(), id)
	if err != nil || len(seen) != 1 {
		t.Fatalf("%d entries: %v", len(seen), err)
	}
	at := storetest.At.Add(time.Hour)
	weigh := func() error {
		return u.Weigh(t.Context(), id, journal.Weighing{At: at, Moment: journal.Later, Weight: 1})
	}
	mark := func() error {
		return u.Mark(t.Context(), id, journal.Intention{State: journal.Tried, At: at, How: "well"})
	}
	edit := func() error { _, err := u.Edit(t.Context(), seen[0]); return err }
	remove := func() error { return u.Delete(t.Context(), store.Deleted, gone) }
	for _, step := range []struct {
		name  string
		do    func() error
		known int
	}{
		{"an edit", edit, 41}, {"a weighing", weigh, 42}, {"a mark", mark, 43}, {"another mark", mark, 44}, {"a deletion", remove, 44},
	} {
		seen[0].Answers[0].Text = "better by " + step.name
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if got, err := u.Entries(t.Context(), id); err != nil || len(got) != 1 || got[0].Answers[0].Text != "better by an edit" {
			t.Errorf("after %s: %d entries, %v", step.name, len(got), err)
		}
		if got := u.Indexed(); got != step.known {
			t.Errorf("after %s it is known where %d records lie, want %d", step.name, got, step.known)
		}
	}
	// The control: whoever reads the others notices.
	if _, err := u.Heads(t.Context()); !errors.Is(err, journal.ErrDamaged) || u.Indexed() != 3 {
		t.Errorf("the control failed: %v, and of %d records it is known where they lie", err, u.Indexed())
	}
}
