//go:build unix

package faulttest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// backupOne adds an entry and makes the backup of a day, which no other has.
func backupOne(j *store.Journal, text string) error {
	n, err := strconv.Atoi(text)
	if err != nil {
		return err
	}
	if err := addOne(j, text); err != nil {
		return err
	}
	day := storetest.At.AddDate(0, 0, n)
	return store.New(store.Options{
		Path: j.Path(), Now: func() time.Time { return day }, Backups: backup.Options{Daily: 3, Weekly: 1, Monthly: 1},
	}).Backups().Daily(context.Background())
}

// restoreOne adds an entry, and restores a backup that has it.
func restoreOne(j *store.Journal, text string) error {
	if err := addOne(j, text); err != nil {
		return err
	}
	from, err := j.Backups().Make(context.Background(), j.Path()+".copy")
	if err != nil {
		return err
	}
	aside, err := j.Backups().Restore(context.Background(), from, storetest.Proof(""))
	if err != nil {
		return err
	}
	if err := os.Remove(from); err != nil {
		return err
	}
	return os.Remove(aside)
}

// TestKilledWhileBackingUp kills a process that makes backups and rotates
// them, or that restores one. The journal is always there and sound, with all
// that was acknowledged; what has the name of a backup is a whole one.
func TestKilledWhileBackingUp(t *testing.T) {
	for _, task := range []string{"backup", "restore"} {
		t.Run(task, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "shakeoff", "journal.db")
			random := rand.New(rand.NewPCG(5, 6))
			acked, next, unfinished, kills := make(map[int]bool), 0, 0, 0
			for ; kills < rounds(8, 300) || unfinished == 0 && kills < 100; kills++ {
				next = killOne(t, random, task, path, next, acked)
				checkSound(t, path)
				checkBackups(t, storetest.Open(path))
				unfinished += clearUp(t, path)
			}
			if err := backupOne(storetest.Open(path), strconv.Itoa(next)); err != nil {
				t.Fatal(err)
			}
			checkSwept(t, path)
			lost := lostOf(t, path, acked)
			t.Logf("kills %d, acknowledged %d, lost %d, copies left unfinished %d", kills, len(acked), lost, unfinished)
			if unfinished == 0 {
				t.Error("the control failed: no kill hit a copy in the making")
			}
		})
	}
}

// clearUp removes what a killed worker has left beside the journal, and counts
// the files: copies without a name yet, the copy to restore, what was put aside.
func clearUp(t *testing.T, path string) (n int) {
	t.Helper()
	for _, pattern := range []string{".*.new", "backups/.*.new", "*.copy", "*.before-restore-*"} {
		left, err := filepath.Glob(filepath.Join(filepath.Dir(path), pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range left {
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			n++
		}
	}
	return n
}

// TestTheLatestBackupRestores writes, edits, weighs, burns and deletes at
// random, makes a backup, goes on writing, and restores: what is there then is
// what was there when the backup was made. The control is what was written
// after it.
func TestTheLatestBackupRestores(t *testing.T) {
	t.Parallel()
	times := rounds(5, 100)
	random := rand.New(rand.NewPCG(7, 8))
	path := filepath.Join(t.TempDir(), "shakeoff", "journal.db")
	day := storetest.At
	j := store.New(store.Options{Path: path, WorkFactor: storetest.WorkFactor, Now: func() time.Time { return day }})
	storetest.Lock(t, j)
	u := storetest.Unlock(t, j, storetest.Passphrase)
	same, entries := 0, 0
	for round := range times {
		day = day.AddDate(0, 0, 1)
		live(t, random, j, u, round)
		if err := j.Backups().Daily(t.Context()); err != nil {
			t.Fatal(err)
		}
		want, drafts := state(t, u)
		if err := addOne(j, "after the backup"); err != nil {
			t.Fatal(err)
		}
		if got, _ := state(t, u); reflect.DeepEqual(got, want) {
			t.Fatal("the control failed: what was written after the backup makes no difference")
		}
		backups, err := j.Backups().List(t.Context())
		if err != nil || len(backups) == 0 {
			t.Fatalf("%d backups: %v", len(backups), err)
		}
		if _, err := j.Backups().Restore(t.Context(), backups[0].Path, storetest.Proof(storetest.Passphrase)); err != nil {
			t.Fatal(err)
		}
		got, waiting := state(t, storetest.Unlock(t, j, storetest.Passphrase))
		if reflect.DeepEqual(got, want) && reflect.DeepEqual(waiting, drafts) {
			same++
		}
		entries += len(want)
	}
	t.Logf("restored %d times, identical %d, entries %d", times, same, entries)
	if same != times || entries < 5*times {
		t.Errorf("%d of %d restored identical, %d entries in all", same, times, entries)
	}
}

func state(t *testing.T, u *store.Unlocked) ([]journal.Entry, []journal.WaitingEntry) {
	t.Helper()
	if err := u.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	entries, err := u.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	drafts, err := u.Drafts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return entries, drafts
}

// live does a few things that a person does with a journal.
func live(t *testing.T, random *rand.Rand, j *store.Journal, u *store.Unlocked, round int) {
	t.Helper()
	ctx := t.Context()
	for step := range 4 {
		e := storetest.Entry(fmt.Sprintf("round %d, step %d", round, step), "what was mine", "ask sooner")
		e.Written = storetest.At.Add(time.Duration(100*round+step) * time.Minute)
		ids, err := j.Add(ctx, e, e)
		if err != nil {
			t.Fatal(err)
		}
		entries, _ := state(t, u)
		some := entries[random.IntN(len(entries))]
		some.Answers[0].Text += ", better"
		d := j.NewDraft()
		for _, do := range []func() error{
			func() error { _, err := u.Edit(ctx, some); return err },
			func() error {
				return u.Weigh(ctx, some.ID, journal.Weighing{At: e.Written, Moment: journal.Later, Weight: step})
			},
			func() error { return u.Mark(ctx, some.ID, journal.Intention{State: journal.Tried, At: e.Written}) },
			func() error { return u.Delete(ctx, store.Deleted, ids[0]) },
			func() error { return d.Save(ctx, e) },
		} {
			if random.IntN(2) == 0 {
				continue
			}
			if err := do(); err != nil {
				t.Fatal(err)
			}
		}
		if random.IntN(2) == 0 {
			k, err := d.File(ctx, e)
			if err == nil && random.IntN(2) == 0 {
				err = k.Burn(ctx)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestWritersFindTheRestoredFile lets processes write while backups are
// restored again and again. What was acknowledged is in the journal or was put
// aside by a later restore; and nobody, having waited for the old file, writes
// in it after it was put aside. The control is a writer that does not look
// whether the path still names the file that it opened.
func TestWritersFindTheRestoredFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "shakeoff", "journal.db")
	asides, lost, acked := writeWhileRestoring(t, path)
	late := changed(t, asides)
	t.Logf("processes 4, restores %d, acknowledged %d, lost %d, written too late %d", rounds(10, 20), acked, lost, late)
	if lost > 0 || late > 0 || acked < rounds(10, 20) {
		t.Errorf("%d of %d entries lost, %d files written after they were put aside", lost, acked, late)
	}
	careless, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer careless.Close()
	aside := restoreAgain(t, path, "control")
	asides[aside] = contents(t, aside)
	if _, err := careless.Write([]byte{0}); err != nil {
		t.Fatal(err)
	}
	if got := changed(t, asides); got != late+1 {
		t.Errorf("the control failed: %d files were written too late, and one more was, but %d are found", late, got)
	}
}

// changed counts the files that no longer hold what they held.
func changed(t *testing.T, files map[string]string) (n int) {
	t.Helper()
	for path, held := range files {
		if contents(t, path) != held {
			n++
		}
	}
	return n
}

// restoreAgain makes a backup and restores it, and returns where the journal was put aside.
func restoreAgain(t *testing.T, path, name string) (aside string) {
	t.Helper()
	j := storetest.Open(path)
	from, err := j.Backups().Make(t.Context(), path+".copy-"+name)
	if err != nil {
		t.Fatal(err)
	}
	if aside, err = j.Backups().Restore(t.Context(), from, storetest.Proof("")); err != nil {
		t.Fatal(err)
	}
	return aside
}

// writeWhileRestoring returns what each file held when it was put aside.
func writeWhileRestoring(t *testing.T, path string) (asides map[string]string, lost, acked int) {
	t.Helper()
	const processes, most = 4, 1 << 20
	if err := addOne(storetest.Open(path), "the first"); err != nil {
		t.Fatal(err)
	}
	written, wrote := make(chan []string), make(chan struct{}, 1)
	var kill []func() error
	for p := range processes {
		cmd, lines := worker(t, "add", path, p*most, most)
		kill = append(kill, cmd.Process.Kill)
		go func() {
			var said []string
			for lines.Scan() {
				said = append(said, lines.Text())
				select {
				case wrote <- struct{}{}:
				default:
				}
			}
			_ = cmd.Wait() // it was killed
			written <- said
		}()
	}
	asides = make(map[string]string)
	for n := range rounds(10, 20) {
		select { // however busy the machine is, someone writes between two restores
		case <-wrote:
		case <-written:
			t.Fatal("a writer ended by itself")
		}
		aside := restoreAgain(t, path, strconv.Itoa(n))
		asides[aside] = contents(t, aside)
	}
	for _, kill := range kill {
		if err := kill(); err != nil {
			t.Fatal(err)
		}
	}
	var said []string
	for range processes {
		said = append(said, <-written...)
	}
	there := found(t, path, "")
	for aside := range asides {
		for text := range found(t, aside, "") {
			there[text]++
		}
	}
	for _, line := range said {
		if there[strconv.Itoa(acknowledged(t, line))] == 0 {
			lost++
		}
	}
	return asides, lost, len(said)
}
