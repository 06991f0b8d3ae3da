package backup_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestRestoreInEveryState restores over a present file in each state it may be
// in. What it was lies aside, byte by byte.
func TestRestoreInEveryState(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"sound":     func(string) error { return nil },
		"empty":     func(path string) error { return os.Truncate(path, 0) },
		"truncated": func(path string) error { return os.Truncate(path, 40_000) },
		"garbage":   func(path string) error { return os.WriteFile(path, []byte("garbage"), 0o600) },
		"headless": func(path string) error {
			b, err := os.ReadFile(path)
			if err == nil {
				clear(b[:32768])
				err = os.WriteFile(path, b, 0o600)
			}
			return err
		},
		"missing": os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			now := storetest.At
			j := timed(t, &now, backup.Options{})
			storetest.Lock(t, j)
			want := storetest.All(t, storetest.Unlock(t, j, storetest.Passphrase))
			now = now.Add(time.Hour)
			from, err := j.Backups().Make(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			storetest.Add(t, j, storetest.Entry("after the backup"))
			if err := spoil(j.Path()); err != nil {
				t.Fatal(err)
			}
			var before string
			if name != "missing" {
				before = storetest.ReadFile(t, j.Path())
			}
			aside, err := j.Backups().Restore(t.Context(), from, storetest.Proof(storetest.Passphrase))
			if err != nil {
				t.Fatal(err)
			}
			if got := storetest.All(t, storetest.Unlock(t, j, storetest.Passphrase)); !reflect.DeepEqual(got, want) {
				t.Errorf("%d entries, want the %d of the backup", len(got), len(want))
			}
			storetest.Add(t, j, storetest.Entry("goes on"))
			if name == "missing" {
				if aside != "" {
					t.Errorf("put aside %s", aside)
				}
				return
			}
			if aside != j.Path()+".before-restore-20261121T150500" || storetest.ReadFile(t, aside) != before {
				t.Errorf("what was there does not lie at %s as it was", aside)
			}
			// Once more: what lies aside already stays too.
			if again, err := j.Backups().Restore(t.Context(), aside, storetest.Proof(storetest.Passphrase)); (err == nil) != (name == "sound") || again == aside || storetest.ReadFile(t, aside) != before {
				t.Errorf("restoring what was put aside: %s, %v", again, err)
			}
			if left, err := filepath.Glob(filepath.Join(filepath.Dir(j.Path()), ".*")); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestRestoreRefusesWhatCannotBeTrusted(t *testing.T) {
	now := storetest.At
	j := timed(t, &now, backup.Options{})
	from, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(damaged, []byte(storetest.ReadFile(t, from)), 0o600); err != nil {
		t.Fatal(err)
	}
	flip(t, storetest.Open(damaged))
	cut := filepath.Join(t.TempDir(), "cut.db")
	if err := os.WriteFile(cut, []byte(storetest.ReadFile(t, from)[:50_000]), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "other")
	if err := os.WriteFile(other, []byte(strings.Repeat("text", 10_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	before := storetest.ReadFile(t, j.Path())
	for path, want := range map[string]error{
		damaged: journal.ErrDamaged, cut: journal.ErrDamaged, empty: journal.ErrDamaged, other: journal.ErrNotJournal,
		filepath.Join(t.TempDir(), "none"): journal.ErrNoJournal, t.TempDir(): journal.ErrNotJournal, j.Path(): journal.ErrInvalid,
	} {
		aside, err := j.Backups().Restore(t.Context(), path, storetest.Proof(""))
		if !errors.Is(err, want) || aside != "" {
			t.Errorf("%s: %v, want %v", filepath.Base(path), err, want)
		}
		if err != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("the message does not name the file: %v", err)
		}
	}
	if storetest.ReadFile(t, j.Path()) != before {
		t.Error("refusing changed the journal")
	}
	if got := storetest.FilesUnder(t, filepath.Dir(j.Path())); len(got) != 2 {
		t.Errorf("left behind: %v", got)
	}
}

// TestTheDeadStayDead restores a backup from before a deletion, one that was
// out of reach of it. What was deleted does not come back; what was replaced
// by a later edit does, for the edit is not there any more.
func TestTheDeadStayDead(t *testing.T) {
	j := storetest.New(t)
	ids := storetest.Add(t, j, storetest.Entry("stays"), storetest.Entry("goes"), storetest.Entry("edited"))
	own := storetest.Add(t, j, storetest.Entry("goes, under a key of its own"))
	away, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "away.db"))
	if err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, "")
	seen, err := u.Entries(t.Context(), ids[2])
	if err != nil || len(seen) != 1 {
		t.Fatal(err)
	}
	seen[0].Answers[0].Text = "edited, and better"
	if _, err := u.Edit(t.Context(), seen[0]); err != nil {
		t.Fatal(err)
	}
	if err := u.Delete(t.Context(), store.Deleted, ids[1], own[0]); err != nil {
		t.Fatal(err)
	}
	if got := storetest.All(t, storetest.Unlock(t, storetest.Open(away), "")); len(got) != 4 {
		t.Fatalf("the control failed: %d entries in a copy that was out of reach", len(got))
	}
	aside, err := j.Backups().Restore(t.Context(), away, storetest.Proof(""))
	if err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]bool)
	for _, e := range storetest.All(t, u) {
		texts[storetest.Words(e)[0]] = true
	}
	if !reflect.DeepEqual(texts, map[string]bool{"stays": true, "edited": true}) {
		t.Errorf("restored %v", texts)
	}
	if entries, keys := storetest.Keys(t, j.Path(), "entries"), storetest.Keys(t, j.Path(), "keys"); len(entries) != 2 || len(keys) != 1 {
		t.Errorf("%d records and %d keys in the restored file, want two under one", len(entries), len(keys))
	}
	// And back: the edit lies in what was put aside.
	if _, err := j.Backups().Restore(t.Context(), aside, storetest.Proof("")); err != nil {
		t.Fatal(err)
	}
	if got := storetest.All(t, u); len(got) != 2 {
		t.Errorf("%d entries after restoring what was put aside", len(got))
	}
}

// TestRestoreLeavesWhatIsPendingElsewhere restores a file that says something must
// still be overwritten, in it and in its backups: neither is so of the copy, whether
// it replaces a file or there is none.
func TestRestoreLeavesWhatIsPendingElsewhere(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file in the place of a folder is told as no folder there, and nothing is pending")
	}
	now := storetest.At
	dir := filepath.Join(t.TempDir(), "a file and no folder")
	storetest.WriteFile(t, dir, "")
	from := timed(t, &now, backup.Options{Dir: dir})
	u := storetest.Unlock(t, from, "")
	if err := u.Delete(t.Context(), store.Deleted, storetest.All(t, u)[0].ID); err != nil {
		t.Fatal(err)
	}
	notes := func(path string) (notes []string) {
		return slices.DeleteFunc(storetest.Keys(t, path, "meta"), func(key string) bool { return !strings.HasSuffix(key, "_due") })
	}
	err := from.File().Write(t.Context(), func(tx *disk.Tx) error { return tx.ScrubLater() })
	if got := notes(from.Path()); err != nil || len(got) != 2 {
		t.Fatalf("the control failed: the notes in what is restored are %v: %v", got, err)
	}
	j := timed(t, &now, backup.Options{})
	for _, present := range []bool{true, false} {
		if !present {
			if err := os.Remove(j.Path()); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := j.Backups().Restore(t.Context(), from.Path(), storetest.Proof("")); err != nil {
			t.Fatal(err)
		}
		if got := notes(j.Path()); len(got) > 0 {
			t.Errorf("a file to replace %v: the restored one has the notes %v", present, got)
		}
	}
}

// TestWindowsFindTheRestoredFile has windows that were open before a restore.
// They never write in the file that was put aside; one whose identity does not
// open the restored file is locked.
func TestWindowsFindTheRestoredFile(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("one"))
	before, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "before.db"))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Lock(t, j)
	after, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "after.db"))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, j, storetest.Entry("two"))
	window := storetest.Open(j.Path())
	u, d := storetest.Unlock(t, window, storetest.Passphrase), window.NewDraft()
	if err := d.Save(t.Context(), storetest.Entry("half a page")); err != nil {
		t.Fatal(err)
	}
	storetest.All(t, u)
	aside, err := j.Backups().Restore(t.Context(), after, storetest.Proof(storetest.Passphrase))
	if err != nil {
		t.Fatal(err)
	}
	old := storetest.ReadFile(t, aside)
	if got := storetest.All(t, u); len(got) != 1 {
		t.Errorf("a window of the same epoch reads %d entries, want the restored one", len(got))
	}
	if found, err := u.Entries(t.Context(), storetest.All(t, u)[0].ID); err != nil || len(found) != 1 {
		t.Errorf("by name: %v", err)
	}
	if err := d.Save(t.Context(), storetest.Entry("half a page, and more")); err != nil {
		t.Fatal(err)
	}
	if drafts, err := u.Drafts(t.Context()); err != nil || len(drafts) != 1 || storetest.Words(drafts[0].Entry)[0] != "half a page, and more" {
		t.Errorf("%d drafts in the restored file: %v", len(drafts), err)
	}
	// By force, and so without a word of the owner.
	force := func(backup.Change) (backup.Proof, error) { return backup.Proof{Force: true}, nil }
	if _, err := j.Backups().Restore(t.Context(), before, force); err != nil {
		t.Fatal(err)
	}
	if _, err := u.All(t.Context()); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("a window of another epoch reads: %v", err)
	}
	if err := u.Rekey(t.Context(), []byte("mine")); !errors.Is(err, journal.ErrReplaced) {
		t.Errorf("a window of another epoch writes: %v", err)
	}
	if err := d.Save(t.Context(), storetest.Entry("half a page, and the end")); !errors.Is(err, journal.ErrReplaced) {
		t.Errorf("written in clear where a lock was: %v", err)
	}
	if storetest.ReadFile(t, aside) != old {
		t.Error("someone wrote in the file that was put aside")
	}
}

// TestRestoreThroughALink replaces the file that a link names, not the link.
func TestRestoreThroughALink(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("one"))
	from, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link.db")
	storetest.Link(t, j.Path(), link)
	aside, err := storetest.Open(link).Backups().Restore(t.Context(), from, storetest.Proof(""))
	if err != nil || filepath.Dir(aside) != filepath.Dir(j.Path()) {
		t.Fatalf("put aside %s: %v", aside, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link became a file: %v", err)
	}
	if got := storetest.All(t, storetest.Unlock(t, j, "")); len(got) != 1 {
		t.Errorf("%d entries behind the link", len(got))
	}
}
