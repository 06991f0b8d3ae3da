package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// lived returns a journal in which one entry of three, added together under
// one key, was edited three times, weighed and marked, and its id; and the ids of
// every version of it.
func lived(t *testing.T, secret string, between func(j *store.Journal)) (j *store.Journal, id journal.ID, versions []journal.ID) {
	t.Helper()
	j = storetest.New(t)
	if secret != "" {
		storetest.Lock(t, j)
	}
	ids := storetest.Add(t, j, storetest.Entry("one"), storetest.Entry("two"), storetest.Entry("three"))
	id, versions = ids[1], ids[1:2]
	between(j)
	u := storetest.Unlock(t, j, secret)
	for _, text := range []string{"two, said better", "two, said well", "two, said best"} {
		seen, err := u.Entries(t.Context(), id)
		if err != nil || len(seen) != 1 {
			t.Fatalf("%d entries: %v", len(seen), err)
		}
		seen[0].Answers[0].Text = text
		record, err := u.Edit(t.Context(), seen[0])
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, record)
		between(j)
	}
	if err := u.Weigh(t.Context(), id, journal.Weighing{At: storetest.At.Add(time.Hour), Moment: journal.Later, Weight: 1}); err != nil {
		t.Fatal(err)
	}
	if err := u.Mark(t.Context(), id, journal.Intention{State: journal.Tried, At: storetest.At.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	between(j)
	return j, id, versions
}

func TestDeleteTakesOutAllOfAnEntry(t *testing.T) {
	for _, secret := range []string{"", storetest.Passphrase} {
		j, id, _ := lived(t, secret, func(*store.Journal) {})
		if got := len(storetest.Keys(t, j.Path(), "entries")); got != 5 {
			t.Fatalf("the control failed: %d records, want two entries, a version, a weighing and a mark", got)
		}
		window := storetest.Unlock(t, j, secret)
		if _, err := window.Heads(t.Context()); err != nil {
			t.Fatal(err)
		}
		u := storetest.Unlock(t, j, secret)
		if err := u.Delete(t.Context(), store.Deleted, id, id); err != nil {
			t.Fatal(err)
		}
		if got := storetest.Keys(t, j.Path(), "entries"); len(got) != 2 {
			t.Errorf("%d records left, want the two others", len(got))
		}
		if got := storetest.Keys(t, j.Path(), "keys"); len(got) != 1 {
			t.Errorf("%d keys left, want the one that the others share", len(got))
		}
		for _, u := range []*store.Unlocked{u, window} {
			got := storetest.All(t, u)
			if len(got) != 2 || slices.ContainsFunc(got, func(e journal.Entry) bool { return e.ID == id }) {
				t.Errorf("%d entries, want the two others", len(got))
			}
			if found, err := u.Entries(t.Context(), id); err != nil || len(found) != 0 {
				t.Errorf("a deleted entry is found: %v", err)
			}
			if err := u.Weigh(t.Context(), id, journal.Weighing{At: storetest.At, Moment: journal.Later}); !errors.Is(err, journal.ErrNotFound) {
				t.Errorf("a deleted entry is weighed: %v", err)
			}
		}
		if s, err := j.Status(t.Context()); err != nil || s.Pending {
			t.Errorf("something is still due: %v", err)
		}
	}
}

func TestDeleteIsAllOrNothing(t *testing.T) {
	j := storetest.New(t)
	ids := storetest.Add(t, j, storetest.Entry("one"), storetest.Entry("two"))
	missing := journal.NewID([16]byte{7})
	u := storetest.Unlock(t, j, "")
	before := storetest.ReadFile(t, j.Path())
	if err := u.Delete(t.Context(), store.Deleted, ids[0], missing); !errors.Is(err, journal.ErrNotFound) || !strings.Contains(err.Error(), string(missing)) {
		t.Errorf("deleted what is not there: %v", err)
	}
	if err := u.Delete(t.Context(), store.Reason(1), ids[0]); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("deleted for no reason: %v", err)
	}
	if err := u.Delete(t.Context(), store.Deleted, "short"); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("deleted what is no id: %v", err)
	}
	if err := u.Delete(t.Context(), store.Deleted); err != nil || storetest.ReadFile(t, j.Path()) != before {
		t.Errorf("deleting nothing, or in vain, wrote: %v", err)
	}
	u.Lock()
	if err := u.Delete(t.Context(), store.Deleted, ids[0]); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("deleted while locked: %v", err)
	}
	if err := storetest.Unlock(t, j, "").Delete(t.Context(), store.Burnt, ids...); err != nil {
		t.Fatal(err)
	}
	if got := storetest.All(t, storetest.Unlock(t, j, "")); len(got) != 0 {
		t.Errorf("%d entries left of two deleted", len(got))
	}
}

// TestBackupsForgetToo deletes an entry of which backups have every version,
// those that were replaced long ago too, and looks for its sealed records.
func TestBackupsForgetToo(t *testing.T) {
	for _, secret := range []string{"", storetest.Passphrase} {
		backup := func(j *store.Journal) {
			if _, err := j.Backups().Make(t.Context(), ""); err != nil {
				t.Fatal(err)
			}
		}
		j, id, versions := lived(t, secret, backup)
		sealed := storetest.Sealed(t, filepath.Dir(j.Path()), versions...)
		if len(sealed) < len(versions) {
			t.Fatalf("the control failed: %d sealed records of %d versions", len(sealed), len(versions))
		}
		if err := storetest.Unlock(t, j, secret).Delete(t.Context(), store.Deleted, id); err != nil {
			t.Fatal(err)
		}
		checkForgotten(t, filepath.Dir(j.Path()), sealed)
		backups, err := j.Backups().List(t.Context())
		if err != nil || len(backups) < 5 {
			t.Fatalf("%d backups: %v", len(backups), err)
		}
		for _, b := range backups[:5] { // the sixth, if any, is from setting the lock
			got := storetest.All(t, storetest.Unlock(t, storetest.Open(b.Path), secret))
			if len(got) != 2 || !b.Sound || b.Locked != (secret != "") {
				t.Errorf("%d entries in a backup of three without one: %+v", len(got), b)
			}
			if len(storetest.Keys(t, b.Path, "dead")) == 0 {
				t.Errorf("a backup could bring back what was deleted: %+v", b)
			}
		}
	}
}

func checkForgotten(t *testing.T, dir string, sealed []string) {
	t.Helper()
	for _, path := range storetest.FilesUnder(t, dir) {
		text := storetest.ReadFile(t, path)
		if slices.ContainsFunc(sealed, func(part string) bool { return strings.Contains(text, part) }) {
			t.Errorf("a sealed record that was taken out is in %s", filepath.Base(path))
		}
	}
}

// TestBurnForgetsTheDraftItWas burns a page that was taken up from a draft,
// which a backup has, while the journal is locked.
func TestBurnForgetsTheDraftItWas(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	storetest.Add(t, j, storetest.Entry("stays"))
	if err := j.NewDraft().Save(t.Context(), storetest.Entry("goes")); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Backups().Make(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	s, err := j.Status(t.Context())
	if err != nil || len(s.Waiting) != 1 {
		t.Fatalf("%+v, %v", s, err)
	}
	u := storetest.Unlock(t, j, storetest.Passphrase)
	d, e, err := u.Adopt(t.Context(), s.Waiting[0])
	if err != nil {
		t.Fatal(err)
	}
	u.Lock()
	k, err := d.File(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Weigh(t.Context(), journal.Weighing{At: storetest.At, Moment: journal.After, Weight: 9}); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Backups().Make(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	sealed := storetest.Sealed(t, filepath.Dir(j.Path()), s.Waiting[0].Record, k.ID())
	if len(sealed) < 3 {
		t.Fatalf("the control failed: %d sealed records of a draft and an entry", len(sealed))
	}
	if err := k.Burn(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkForgotten(t, filepath.Dir(j.Path()), sealed)
	backups, err := j.Backups().List(t.Context())
	if err != nil || len(backups) < 2 {
		t.Fatalf("%d backups: %v", len(backups), err)
	}
	for _, b := range backups[:2] {
		if got := storetest.Keys(t, b.Path, "entries"); !b.Sound || len(got) != 1 || len(storetest.Keys(t, b.Path, "drafts")) != 0 {
			t.Errorf("%d records in a backup of the other entry", len(got))
		}
	}
}

// dying is a context that ends after so many times that it was asked.
type dying struct {
	context.Context
	left int
}

func (d *dying) Err() error {
	if d.left--; d.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestForgettingIsResumed interrupts what follows a deletion, a change of
// passphrase and a first lock at every place where it looks whether to go on, or
// in the short run of the last two at every fifth.
// The journal says that something is due, and the next write does it.
func TestForgettingIsResumed(t *testing.T) {
	for name, forget := range map[string]func(ctx context.Context, u *store.Unlocked, id journal.ID) error{
		"delete": func(ctx context.Context, u *store.Unlocked, id journal.ID) error {
			return u.Delete(ctx, store.Deleted, id)
		},
		"lock": func(ctx context.Context, u *store.Unlocked, _ journal.ID) error {
			return u.SetPassphrase(ctx, []byte("another"))
		},
		"rekey": func(ctx context.Context, u *store.Unlocked, _ journal.ID) error { return u.Rekey(ctx, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			whole, id, versions := lived(t, "", func(j *store.Journal) {
				if _, err := j.Backups().Make(t.Context(), ""); err != nil {
					t.Fatal(err)
				}
			})
			interrupted, step := 0, 1
			if !*full && name != "delete" {
				step = 5
			}
			for n := 0; interrupted*step == n; n += step {
				dir := filepath.Join(t.TempDir(), strconv.Itoa(n))
				if err := os.CopyFS(dir, os.DirFS(filepath.Dir(whole.Path()))); err != nil {
					t.Fatal(err)
				}
				j := storetest.Open(filepath.Join(dir, filepath.Base(whole.Path())))
				u := storetest.Unlock(t, j, "")
				old := u.RecoveryKey()
				gone := []string{old}
				if name == "delete" {
					gone = storetest.Sealed(t, dir, versions...)
				}
				if err := forget(&dying{Context: t.Context(), left: n}, u, id); err != nil {
					t.Fatalf("after %d: it was committed, and yet: %v", n, err)
				}
				s, err := j.Status(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if s.Pending {
					interrupted++
					if n == 0 && !anyContains(t, dir, gone) {
						t.Error("the control failed: nothing is left when nothing was overwritten")
					}
					// Anyone may write next; no secret is needed.
					storetest.Add(t, storetest.Open(j.Path()), storetest.Entry("next"))
				}
				checkForgotten(t, dir, gone)
				if s, err = j.Status(t.Context()); err != nil || s.Pending {
					t.Fatalf("after %d: still due: %v", n, err)
				}
				left, err := filepath.Glob(filepath.Join(dir, "*", ".*"))
				if err != nil || len(left) > 0 {
					t.Errorf("after %d: left behind: %v", n, left)
				}
				backups, err := j.Backups().List(t.Context())
				if err != nil || len(backups) == 0 {
					t.Errorf("after %d: %d backups: %v", n, len(backups), err)
				}
				for _, b := range backups {
					if !b.Sound || b.Locked != s.Locked {
						t.Errorf("after %d: %+v", n, b)
					}
				}
			}
			if t.Logf("interrupted at %d places", interrupted); interrupted < 3 {
				t.Errorf("interrupted only %d times", interrupted)
			}
		})
	}
}

func anyContains(t *testing.T, dir string, parts []string) bool {
	t.Helper()
	return slices.ContainsFunc(storetest.FilesUnder(t, dir), func(path string) bool {
		text := storetest.ReadFile(t, path)
		return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(text, part) })
	})
}

// TestDeleteRefusesADamagedFile holds that a file of which a part cannot be
// read is not said to have forgotten.
func TestDeleteRefusesADamagedFile(t *testing.T) {
	j := storetest.New(t)
	var ids []journal.ID
	for range 40 {
		ids = append(ids, storetest.Add(t, j, storetest.Entry(strings.Repeat("words ", 300)))...)
	}
	b := []byte(storetest.ReadFile(t, j.Path()))
	rid, err := ids[20].Bytes()
	if err != nil {
		t.Fatal(err)
	}
	const pageSize = 16384
	at := bytes.Index(b, append([]byte{1}, rid[:]...)) / pageSize * pageSize
	for at >= 0 { // every copy of the page, live or freed
		clear(b[at : at+16])
		next := bytes.Index(b[at+pageSize:], append([]byte{1}, rid[:]...))
		if next < 0 {
			break
		}
		at += pageSize + next/pageSize*pageSize
	}
	if err := os.WriteFile(j.Path(), b, 0o600); err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, "")
	if err := u.Delete(t.Context(), store.Deleted, ids[0]); !errors.Is(err, journal.ErrDamaged) {
		t.Errorf("deleted in a damaged file: %v", err)
	}
	if storetest.ReadFile(t, j.Path()) != string(b) {
		t.Error("refusing wrote in the file")
	}
}
