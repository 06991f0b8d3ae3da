package store_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// What is looked for here is every sealed version of a page in every file: what does
// not lie there opens with no key.

// begun returns a journal with an entry and an unfinished page of several versions, of
// which its own backup holds one and a copy in another folder too.
func begun(t *testing.T, secret string) (j *store.Journal, d *store.Draft, elsewhere string, sealed []string) {
	t.Helper()
	j = storetest.New(t)
	if secret != "" {
		storetest.Lock(t, j)
	}
	storetest.Add(t, j, storetest.Entry("stays"))
	d = j.NewDraft()
	save(t, d, "names", "names and more", "names and all")
	elsewhere = filepath.Join(t.TempDir(), "copy.db")
	for _, to := range []string{"", elsewhere} {
		if _, err := j.Backups().Make(t.Context(), to); err != nil {
			t.Fatal(err)
		}
	}
	save(t, d, "names and all of it")
	sealed = storetest.Sealed(t, filepath.Dir(j.Path()), d.Record())
	if len(sealed) < 3 || waitingIn(t, j) != 1 {
		t.Fatalf("the control failed: %d sealed versions of a page", len(sealed))
	}
	return j, d, elsewhere, sealed
}

func save(t *testing.T, d *store.Draft, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if err := d.Save(t.Context(), storetest.Entry(text)); err != nil {
			t.Fatal(err)
		}
	}
}

func waitingIn(t *testing.T, j *store.Journal) int {
	t.Helper()
	s, err := j.Status(t.Context())
	if err != nil || s.Pending {
		t.Fatalf("pending %v: %v", s.Pending, err)
	}
	return len(s.Waiting)
}

// checkBackups holds that the backups are sound and hold so many drafts each.
func checkBackups(t *testing.T, j *store.Journal, drafts int) {
	t.Helper()
	backups, err := j.Backups().List(t.Context())
	if err != nil || len(backups) == 0 {
		t.Fatalf("%d backups: %v", len(backups), err)
	}
	for _, b := range backups {
		if got := len(storetest.Keys(t, b.Path, "drafts")); !b.Sound || got != drafts {
			t.Errorf("sound %v, with %d unfinished pages, want %d", b.Sound, got, drafts)
		}
	}
}

// restored restores a copy, and returns the words of the entries and how many pages wait.
func restored(t *testing.T, j *store.Journal, from, secret string) (words []string, waiting int) {
	t.Helper()
	if _, err := j.Backups().Restore(t.Context(), from, storetest.Proof(secret)); err != nil {
		t.Fatal(err)
	}
	for _, e := range storetest.All(t, storetest.Unlock(t, j, secret)) {
		words = append(words, e.Text(journal.Happened))
	}
	s, err := j.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return words, len(s.Waiting)
}

// TestDiscardedWordsAreGone discards a page, with a lock while locked: no version of it
// is left, and no copy brings it back.
func TestDiscardedWordsAreGone(t *testing.T) {
	for _, secret := range []string{"", storetest.Passphrase} {
		j, d, elsewhere, sealed := begun(t, secret)
		if err := d.Discard(t.Context()); err != nil {
			t.Fatal(err)
		}
		checkForgotten(t, filepath.Dir(j.Path()), sealed)
		checkBackups(t, j, 0)
		if waitingIn(t, j) != 0 {
			t.Error("the page waits")
		}
		if words, waiting := restored(t, j, elsewhere, secret); len(words) != 1 || waiting != 0 {
			t.Errorf("a copy brought back %q and %d pages", words, waiting)
		}
		save(t, d, "another")
		if s, err := j.Status(t.Context()); err != nil || len(s.Waiting) != 1 || len(storetest.Sealed(t, filepath.Dir(j.Path()), d.Record())) == 0 {
			t.Errorf("the draft goes on as %d pages: %v", len(s.Waiting), err)
		}
	}
}

// TestFiledPageLeavesNoOtherVersion files a page of which words were deleted by hand.
// That takes one transaction; what it leaves is overwritten by whoever comes next.
func TestFiledPageLeavesNoOtherVersion(t *testing.T) {
	for _, secret := range []string{"", storetest.Passphrase} {
		j, d, elsewhere, sealed := begun(t, secret)
		before := txid(t, j)
		if _, err := d.File(t.Context(), storetest.Entry("all of it")); err != nil {
			t.Fatal(err)
		}
		if n := txid(t, j) - before; n != 1 {
			t.Errorf("filing takes %d transactions", n)
		}
		if err := j.FinishPending(t.Context()); err != nil {
			t.Fatal(err)
		}
		checkForgotten(t, filepath.Dir(j.Path()), sealed)
		checkBackups(t, j, 0)
		if got := storetest.All(t, storetest.Unlock(t, j, secret)); waitingIn(t, j) != 0 || len(got) != 2 {
			t.Errorf("%d entries, want two", len(got))
		}
		if words, waiting := restored(t, j, elsewhere, secret); len(words) != 1 || waiting != 0 {
			t.Errorf("a copy brought back %q and %d pages", words, waiting)
		}
	}
}

// TestLeftPageHasOneVersion leaves a page of which words were deleted by hand. It waits
// as it is; nobody can open what it was.
func TestLeftPageHasOneVersion(t *testing.T) {
	j, d, _, sealed := begun(t, storetest.Passphrase)
	save(t, d, "all of it")
	w, older := d.Left()
	d.Forget()
	if !older {
		t.Fatal("nothing is older than the fifth version")
	}
	if err := j.ForgetVersions(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	checkForgotten(t, filepath.Dir(j.Path()), sealed)
	checkBackups(t, j, 0)
	drafts, err := storetest.Unlock(t, j, storetest.Passphrase).Drafts(t.Context())
	if err != nil || waitingIn(t, j) != 1 || drafts[0].Entry.Text(journal.Happened) != "all of it" || drafts[0].Waiting != w {
		t.Errorf("%d pages: %v", len(drafts), err)
	}
	if _, err := j.Backups().Make(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if err := j.ForgetVersions(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	if backups, err := j.Backups().List(t.Context()); err != nil || len(storetest.Keys(t, backups[0].Path, "drafts")) != 1 {
		t.Errorf("the page as it was left is in no backup: %v", err)
	}
	if d.Record() == w.Record {
		t.Error("the draft goes on as the page that was left")
	}
}

// TestPageTakenUpLeavesNoOtherVersion takes up an unfinished page, deletes words of it by
// hand, and files or leaves it: what it was before has another name.
func TestPageTakenUpLeavesNoOtherVersion(t *testing.T) {
	for name, end := range map[string]func(j *store.Journal, d *store.Draft) error{
		"filed": func(j *store.Journal, d *store.Draft) error {
			_, err := d.File(t.Context(), storetest.Entry("all of it"))
			return errors.Join(err, j.FinishPending(t.Context()))
		},
		"left": func(j *store.Journal, d *store.Draft) error {
			err := d.Save(t.Context(), storetest.Entry("all of it"))
			w, _ := d.Left()
			return errors.Join(err, j.ForgetVersions(t.Context(), w))
		},
	} {
		j, d, elsewhere, sealed := begun(t, "")
		d.Forget()
		s, err := j.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		taken, _, err := storetest.Unlock(t, j, "").Adopt(t.Context(), s.Waiting[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, older := taken.Left(); older {
			t.Error("a page that was only looked at has an earlier version")
		}
		if _, err := j.Backups().Make(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
		sealed = append(sealed, storetest.Sealed(t, filepath.Dir(j.Path()), taken.Record())...)
		if err := end(j, taken); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		checkForgotten(t, filepath.Dir(j.Path()), sealed)
		checkBackups(t, j, 0)
		if words, waiting := restored(t, j, elsewhere, ""); len(words) != 1 || waiting != 0 {
			t.Errorf("%s: a copy brought back %q and %d pages", name, words, waiting)
		}
	}
}

// TestEditLeavesNoDraft files words that lay in a draft as another version of an entry.
func TestEditLeavesNoDraft(t *testing.T) {
	j, d, elsewhere, sealed := begun(t, "")
	u := storetest.Unlock(t, j, "")
	e := storetest.All(t, u)[0]
	e.Answers[0].Text = "said better"
	if _, err := u.EditDraft(t.Context(), d, e); err != nil {
		t.Fatal(err)
	}
	checkForgotten(t, filepath.Dir(j.Path()), sealed)
	checkBackups(t, j, 0)
	if words, waiting := restored(t, j, elsewhere, ""); len(words) != 1 || waiting+waitingIn(t, j) != 0 {
		t.Errorf("a copy brought back %q and %d pages", words, waiting)
	}
}

// TestBackupKeepsWhatTheJournalNeverEnded restores a backup from before a page was begun.
// The newer backup may be all there is of that page, whatever is filed meanwhile.
func TestBackupKeepsWhatTheJournalNeverEnded(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("stays"))
	before, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "before.db"))
	if err != nil {
		t.Fatal(err)
	}
	save(t, j.NewDraft(), "half a page")
	newer, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, waiting := restored(t, j, before, ""); waiting != 0 {
		t.Fatal("the control failed: the page is in both backups")
	}
	d := j.NewDraft()
	save(t, d, "another")
	if _, err := d.File(t.Context(), storetest.Entry("another")); err != nil {
		t.Fatal(err)
	}
	if err := j.FinishPending(t.Context()); err != nil {
		t.Fatal(err)
	}
	if words, waiting := restored(t, j, newer, ""); len(words) != 1 || waiting != 1 {
		t.Errorf("%q and %d pages, want the entry and the page", words, waiting)
	}
}

// TestForgettingVersionsIsResumed interrupts what follows a page that was filed at every
// place where it looks whether to go on.
func TestForgettingVersionsIsResumed(t *testing.T) {
	for n, pending := 0, true; pending; n++ {
		j, d, _, sealed := begun(t, "")
		if _, err := d.File(t.Context(), storetest.Entry("all of it")); err != nil {
			t.Fatal(err)
		}
		_ = j.FinishPending(&dying{Context: t.Context(), left: n})
		s, err := j.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if pending = s.Pending; !pending && n < 3 {
			t.Fatalf("interrupted only %d times", n)
		}
		storetest.Add(t, storetest.Open(j.Path()), storetest.Entry("next"))
		checkForgotten(t, filepath.Dir(j.Path()), sealed)
		checkBackups(t, j, 0)
		if waitingIn(t, j) != 0 {
			t.Error("a page waits")
		}
	}
}

// TestNothingIsForgottenInAnotherJournal leaves a page whose journal has another in its
// place by now.
func TestNothingIsForgottenInAnotherJournal(t *testing.T) {
	j, d, _, _ := begun(t, "")
	w, _ := d.Left()
	other, file, _, _ := begun(t, "")
	if _, err := file.File(t.Context(), storetest.Entry("another's")); err != nil { // which leaves something pending
		t.Fatal(err)
	}
	before := storetest.ReadFile(t, other.Path())
	storetest.WriteFile(t, j.Path(), before)
	for _, err := range []error{j.ForgetVersions(t.Context(), w), j.FinishPending(t.Context())} {
		if !errors.Is(err, journal.ErrReplaced) || storetest.ReadFile(t, j.Path()) != before {
			t.Errorf("written into another journal: %v", err)
		}
	}
}

// TestRescuedPageComesHome throws away a page of which a copy was put elsewhere: the copy
// is not thereby refused.
func TestRescuedPageComesHome(t *testing.T) {
	j, d, _, sealed := begun(t, storetest.Passphrase)
	path, err := d.Rescue(t.Context(), t.TempDir(), storetest.Entry("names and all of it"))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Discard(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkForgotten(t, filepath.Dir(j.Path()), sealed)
	checkBackups(t, j, 0)
	rescued := storetest.All(t, storetest.Unlock(t, storetest.Open(path), storetest.Passphrase))
	for want := 1; want >= 0; want-- { // and once only
		if ids, err := j.Import(t.Context(), rescued...); err != nil || len(ids) != want {
			t.Errorf("%d pages came home, want %d: %v", len(ids), want, err)
		}
	}
}

// TestAnEarlierVersionEndsNoLaterOne has somebody who can write the file file an earlier version
// of a page that waits, word for word, as who leaves it unread does with the last one. When the
// owner comes it stands among their entries, but the later words stay in the backups.
func TestAnEarlierVersionEndsNoLaterOne(t *testing.T) {
	for name, last := range map[string]bool{"an earlier version": false, "the last version": true} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			u := m.accepted(t)
			d := m.open().NewDraft()
			var versions [][]byte
			for _, text := range []string{"one", "one and two"} {
				save(t, d, text)
				storetest.Walk(t, []byte(storetest.ReadFile(t, m.path)), disk.BucketDrafts, func(_, v []byte) {
					versions = append(versions, bytes.Clone(v))
				})
			}
			if len(versions) != 2 || bytes.Equal(versions[0], versions[1]) {
				t.Fatalf("the control failed: %d versions", len(versions))
			}
			backup, err := m.open().Backups().Make(t.Context(), "")
			must(t, err)
			write(t, m.path, func(tx *disk.Tx) error {
				filed := versions[0]
				if last {
					filed = versions[1]
				}
				_, err := tx.Append(disk.BucketEntries, filed)
				return errors.Join(err, tx.Remove(disk.BucketDrafts, disk.AddressKey(1)))
			})
			must(t, u.Tidy(t.Context()))
			if got, want := len(storetest.Keys(t, backup, disk.BucketDrafts)), map[bool]int{true: 0, false: 1}[last]; got != want {
				t.Errorf("%d pages wait in the backup, want %d", got, want)
			}
			if got := len(storetest.All(t, u)); got != 4 {
				t.Errorf("%d entries, want 4", got)
			}
		})
	}
}
