package backup_test

import (
	"errors"
	"fmt"
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
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// timed returns a journal whose clock the test sets, with a few pages in it.
func timed(t *testing.T, now *time.Time, b backup.Options) *store.Journal {
	t.Helper()
	j := store.New(store.Options{
		Path: filepath.Join(t.TempDir(), "shakeoff", "journal.db"), WorkFactor: storetest.WorkFactor,
		Backups: b, Now: func() time.Time { return *now },
	})
	storetest.Add(t, j, storetest.Encounters(t)...)
	return j
}

func TestBackupHoldsTheSameEntries(t *testing.T) {
	for _, secret := range []string{"", storetest.Passphrase} {
		j := storetest.New(t)
		if secret != "" {
			storetest.Lock(t, j)
		}
		storetest.Add(t, j, storetest.Encounters(t)...)
		writer := storetest.Unlock(t, j, secret)
		edited := storetest.All(t, writer)[1]
		edited.Answers[0].Text = "said better"
		if _, err := writer.Edit(t.Context(), edited); err != nil {
			t.Fatal(err)
		}
		if err := j.NewDraft().Save(t.Context(), storetest.Entry("half a page")); err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "elsewhere", "copy.db")
		path, err := j.Backups().Make(t.Context(), to)
		if err != nil || path != to {
			t.Fatalf("backup to %s: %v", path, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
			t.Errorf("the backup's mode: %v, %v", info.Mode(), err)
		}
		want, u := storetest.All(t, storetest.Unlock(t, j, secret)), storetest.Unlock(t, storetest.Open(path), secret)
		if got := storetest.All(t, u); !reflect.DeepEqual(got, want) {
			t.Errorf("%d entries, not the %d of the journal", len(got), len(want))
		}
		if drafts, err := u.Drafts(t.Context()); err != nil || len(drafts) != 1 {
			t.Errorf("%d drafts: %v", len(drafts), err)
		}
		for _, bucket := range []string{"meta", "keys", "drafts", "entries", "dead"} {
			if got, want := storetest.Keys(t, path, bucket), storetest.Keys(t, j.Path(), bucket); !slices.Equal(got, want) {
				t.Errorf("%s: %d keys, want the same %d", bucket, len(got), len(want))
			}
		}
	}
}

// TestBackupTakesNoFreedPageAlong holds that a copy has nothing of what was
// taken out of the journal, even where the journal itself still has it.
func TestBackupTakesNoFreedPageAlong(t *testing.T) {
	j := storetest.New(t)
	d := j.NewDraft()
	for _, text := range []string{"first", "second"} {
		if err := d.Save(t.Context(), storetest.Entry(text)); err != nil {
			t.Fatal(err)
		}
	}
	names := []journal.ID{d.Record()}
	if n := len(storetest.Sealed(t, filepath.Dir(j.Path()), names...)); n < 2 {
		t.Fatalf("the control failed: %d versions in the journal, one of them in a freed page", n)
	}
	dir := t.TempDir()
	if _, err := j.Backups().Make(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if n := len(storetest.Sealed(t, dir, names...)); n != 1 {
		t.Errorf("%d versions in the backup", n)
	}
}

// TestCountersGoOn holds that an address is never given twice, though the
// record that had the highest was taken out before the copy was made.
func TestCountersGoOn(t *testing.T) {
	j := storetest.New(t)
	ids := storetest.Add(t, j, storetest.Entry("one"), storetest.Entry("two"))
	if err := storetest.Unlock(t, j, "").Delete(t.Context(), store.Deleted, ids[1]); err != nil {
		t.Fatal(err)
	}
	path, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, storetest.Open(path), storetest.Entry("three"))
	if s, err := storetest.Open(path).Status(t.Context()); err != nil || s.Entries != 3 {
		t.Errorf("the third record ever filed has the address %d: %v", s.Entries, err)
	}
}

func TestBackupOverwritesNothing(t *testing.T) {
	j := storetest.New(t)
	if _, err := j.Backups().Make(t.Context(), ""); !errors.Is(err, journal.ErrNoJournal) {
		t.Errorf("a backup of nothing: %v", err)
	}
	storetest.Add(t, j, storetest.Entry("words"))
	there := filepath.Join(t.TempDir(), "there")
	if err := os.WriteFile(there, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Backups().Make(t.Context(), there); !errors.Is(err, fs.ErrExist) || storetest.ReadFile(t, there) != "precious" {
		t.Errorf("a file was there: %v", err)
	}
	first, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	second, err := j.Backups().Make(t.Context(), "")
	if err != nil || first == second {
		t.Errorf("two in a second: %v", err)
	}
	if backups, err := j.Backups().List(t.Context()); err != nil || len(backups) != 2 || backups[0].Path != second || !backups[0].Sound {
		t.Errorf("%+v, %v", backups, err)
	}
}

func TestDailyBackupIsMadeOnceADay(t *testing.T) {
	now := storetest.At
	j := timed(t, &now, backup.Options{})
	for _, step := range []struct {
		on   time.Time
		want int
	}{
		{now, 1},
		{now.Add(9 * time.Hour), 1},               // 23:05 of that day
		{now.Add(10 * time.Hour), 2},              // 00:05 of the next, 23:05 in UTC
		{now.Add(24 * time.Hour), 2},              //
		{now.Add(20 * 24 * time.Hour), 3},         //
		{now.Add(20*24*time.Hour + time.Hour), 3}, //
	} {
		now = step.on
		if err := j.Backups().Daily(t.Context()); err != nil {
			t.Fatal(err)
		}
		if backups, err := j.Backups().List(t.Context()); err != nil || len(backups) != step.want {
			t.Errorf("on %v: %d backups, want %d: %v", now, len(backups), step.want, err)
		}
	}
	off := timed(t, &now, backup.Options{Off: true})
	if err := off.Backups().Daily(t.Context()); err != nil {
		t.Fatal(err)
	}
	if backups, err := off.Backups().List(t.Context()); err != nil || len(backups) != 0 {
		t.Errorf("%d backups though they are off: %v", len(backups), err)
	}
}

// TestRotation makes a backup on each day of two years and looks which are kept.
func TestRotation(t *testing.T) {
	now := time.Date(2026, 11, 21, 14, 5, 0, 0, time.UTC) // a Saturday
	j := timed(t, &now, backup.Options{})
	one, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	dir, text := filepath.Dir(one), storetest.ReadFile(t, one)
	for day := 1; day < 730; day++ { // as if one had been made on each
		name := filepath.Join(dir, now.AddDate(0, 0, -day).Format("journal-20060102T150405.db"))
		if err := os.Link(one, name); err != nil {
			t.Fatal(err)
		}
	}
	// None of these may go: no name of a backup, another journal, none at all.
	other := timed(t, &now, backup.Options{})
	foreign, err := other.Backups().Make(t.Context(), filepath.Join(dir, "journal-20200101T000000.db"))
	if err != nil {
		t.Fatal(err)
	}
	kept := []string{foreign, filepath.Join(dir, "journal-20200102T000000.db"), filepath.Join(dir, "mine.db"), filepath.Join(dir, "journal-20209902T000000.db")}
	for i, name := range kept[1:] {
		content := text
		if i == 0 {
			content = "not a journal"
		}
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	now = now.AddDate(0, 0, 1)
	if err := j.Backups().Daily(t.Context()); err != nil {
		t.Fatal(err)
	}
	backups, err := j.Backups().List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range backups {
		got = append(got, b.At.Format(time.DateOnly))
	}
	want := []string{
		"2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16", // days
		"2026-11-15", "2026-11-08", "2026-11-01", // the ends of weeks; this one's is the first above
		"2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31", // the ends of months
		"2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31",
	}
	if !slices.Equal(got, want) {
		t.Errorf("kept\n%v, want\n%v", got, want)
	}
	for _, name := range kept {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("a file that is not ours went: %v", err)
		}
	}
}

func TestRotationKeepsWithinTheSize(t *testing.T) {
	now := storetest.At
	j := timed(t, &now, backup.Options{MaxBytes: 1})
	for range 3 {
		if err := j.Backups().Daily(t.Context()); err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 0, 1)
	}
	backups, err := j.Backups().List(t.Context())
	if err != nil || len(backups) != 1 || !backups[0].At.Equal(now.AddDate(0, 0, -1)) {
		t.Fatalf("%+v, want the newest alone: %v", backups, err)
	}
	size := backups[0].Size
	j = timed(t, &now, backup.Options{MaxBytes: 2*size + size/2})
	for range 5 {
		if err := j.Backups().Daily(t.Context()); err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 0, 1)
	}
	if backups, err = j.Backups().List(t.Context()); err != nil || len(backups) != 2 {
		t.Errorf("%d backups within the size of two and a half: %v", len(backups), err)
	}
}

// TestNothingRotatesAfterAFailedBackup damages one record of the journal: the
// copy would not read back, so none is made, and every older one stays.
func TestNothingRotatesAfterAFailedBackup(t *testing.T) {
	now := storetest.At
	j := timed(t, &now, backup.Options{Daily: 1, Weekly: -1, Monthly: -1})
	if err := j.Backups().Daily(t.Context()); err != nil {
		t.Fatal(err)
	}
	before, err := j.Backups().List(t.Context())
	if err != nil || len(before) != 1 {
		t.Fatalf("%d backups: %v", len(before), err)
	}
	sound := storetest.ReadFile(t, j.Path())
	flip(t, j)
	now = now.AddDate(0, 0, 1)
	if err := j.Backups().Daily(t.Context()); !errors.Is(err, journal.ErrDamaged) {
		t.Errorf("a backup of a damaged journal: %v", err)
	}
	if after, err := j.Backups().List(t.Context()); err != nil || !reflect.DeepEqual(after, before) {
		t.Errorf("%+v, want what was there: %v", after, err)
	}
	if left := storetest.FilesUnder(t, filepath.Dir(before[0].Path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	// The control: with a sound journal the older one does go.
	if err := os.WriteFile(j.Path(), []byte(sound), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := j.Backups().Daily(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after, err := j.Backups().List(t.Context()); err != nil || len(after) != 1 || after[0].Path == before[0].Path {
		t.Errorf("the control failed: %+v, %v", after, err)
	}
}

// flip turns one bit in the newest record of a journal.
func flip(t *testing.T, j *store.Journal) {
	t.Helper()
	id := storetest.Add(t, j, storetest.Entry("to be damaged"))[0]
	rid, err := id.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	text := storetest.ReadFile(t, j.Path())
	at := strings.Index(text, "\x01"+string(rid[:]))
	if at < 0 {
		t.Fatal("the record is not in the file")
	}
	b := []byte(text)
	b[at+100] ^= 1
	if err := os.WriteFile(j.Path(), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestBackupsAreListedWithoutAJournal(t *testing.T) {
	now := storetest.At
	j := timed(t, &now, backup.Options{})
	path, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for name, state := range map[string]func() error{
		"damaged": func() error { return os.WriteFile(j.Path(), []byte("garbage"), 0o600) },
		"missing": func() error { return os.Remove(j.Path()) },
	} {
		if err := state(); err != nil {
			t.Fatal(err)
		}
		if backups, err := j.Backups().List(t.Context()); err != nil || len(backups) != 1 || backups[0].Path != path {
			t.Errorf("%s: %+v, %v", name, backups, err)
		}
	}
	if _, err := j.Backups().Restore(t.Context(), path, storetest.Proof("")); err != nil {
		t.Errorf("restoring the latest of them: %v", err)
	}
}

// TestADamagedBackupIsToldAndForgotten holds that damage is seen in the list,
// and that a backup which can no longer forget one entry goes as a whole.
func TestADamagedBackupIsToldAndForgotten(t *testing.T) {
	now := storetest.At
	j := timed(t, &now, backup.Options{})
	id := storetest.Add(t, j, storetest.Entry("goes"))[0]
	path, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	b := []byte(storetest.ReadFile(t, path))
	rid, err := id.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(b), "\x01"+string(rid[:]))
	clear(b[at/16384*16384:][:16]) // the header of its page
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if backups, err := j.Backups().List(t.Context()); err != nil || len(backups) != 1 || backups[0].Sound {
		t.Fatalf("%+v, %v", backups, err)
	}
	if err := storetest.Unlock(t, j, "").Delete(t.Context(), store.Deleted, id); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
	if s, err := j.Status(t.Context()); err != nil || s.Pending {
		t.Errorf("still due: %v", err)
	}
}

func TestBackupNamesTellTheTime(t *testing.T) {
	now := storetest.At
	j := timed(t, &now, backup.Options{Dir: filepath.Join(t.TempDir(), "other")})
	path, err := j.Backups().Make(t.Context(), "")
	if err != nil || filepath.Base(path) != "journal-20261121T140500.db" || filepath.Base(filepath.Dir(path)) != "other" {
		t.Errorf("%s, %v", path, err)
	}
	if backups, err := j.Backups().List(t.Context()); err != nil || len(backups) != 1 || !backups[0].At.Equal(now) {
		t.Errorf("%s: %v", fmt.Sprint(backups), err)
	}
}

// TestNoBackupInTheMakingIsSwept has somebody read the journal who makes a backup of it,
// and another day's backup made meanwhile: what looks like a leftover stays until nobody
// can be at work on it.
func TestNoBackupInTheMakingIsSwept(t *testing.T) {
	j := store.New(store.Options{Path: filepath.Join(t.TempDir(), "journal.db"), Patience: time.Millisecond})
	storetest.Add(t, j, storetest.Entry("one"))
	held, err := j.File().Hold(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	making := filepath.Join(filepath.Dir(j.Path()), "backups", ".journal-20261121T140500.db.1.new")
	if err := os.Mkdir(filepath.Dir(making), 0o700); err != nil {
		t.Fatal(err)
	}
	storetest.WriteFile(t, making, "half a copy")
	if err := j.Backups().Daily(t.Context()); !errors.Is(err, journal.ErrInUse) || storetest.ReadFile(t, making) != "half a copy" {
		t.Errorf("swept while somebody reads the journal: %v", err)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, "")
	if err := u.Delete(t.Context(), store.Deleted, storetest.All(t, u)[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(making); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a leftover stays: %v", err)
	}
}
