package main_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	program "shakeoff/cmd/shakeoff"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
	"shakeoff/tui"
)

// A first write of a day begins one backup, behind the write, and so does the
// first of the next day.
func TestDailyBackupIsBegunByTheFirstWrite(t *testing.T) {
	ctx := t.Context()
	now := storetest.At
	begun := make(chan string, 10)
	d := program.NewDaily(func(context.Context) error {
		begun <- now.Format(time.DateOnly)
		return nil
	}, func() time.Time { return now })
	j := storetest.New(t)
	w := program.NewWindowWith(j, d)

	stopped, stop := context.WithCancel(ctx)
	stop()
	page := w.NewDraft()
	if err := page.Save(stopped, storetest.Entry("words")); err == nil {
		t.Fatal("saved with a context that had ended")
	}
	if _, err := w.Status(ctx); err != nil || len(begun) > 0 {
		t.Errorf("a backup was begun before anything was written: %v", err)
	}
	do(t, page.Save(ctx, storetest.Entry("words")))
	do(t, page.Save(ctx, storetest.Entry("words, and on")))
	if _, err := page.Keep(ctx, storetest.Entry("words, and on")); err != nil {
		t.Fatal(err)
	}
	if got := <-begun; got != "2026-11-21" {
		t.Errorf("begun on %s", got)
	}
	now = now.AddDate(0, 0, 1)
	other := w.NewDraft()
	do(t, other.Save(ctx, storetest.Entry("the day after")))
	other.Forget()
	if got := <-begun; got != "2026-11-22" {
		t.Errorf("begun on %s", got)
	}
	now = now.AddDate(0, 0, 1)
	s, err := w.Status(ctx)
	do(t, err)
	do(t, w.KeepWaiting(ctx, s.Waiting[0]))
	if got := <-begun; got != "2026-11-23" {
		t.Errorf("begun on %s", got)
	}
	program.EndDaily(d, time.Minute)
	now = now.AddDate(0, 0, 1)
	do(t, w.NewDraft().Save(ctx, storetest.Entry("too late")))
	if len(begun) > 0 {
		t.Error("a backup was begun after the end, or twice a day")
	}
}

// The end waits for a backup, stops one that takes too long, and outlives one
// that breaks down.
func TestDailyBackupEnds(t *testing.T) {
	made := false
	d := program.NewDaily(func(context.Context) error { made = true; return nil }, time.Now)
	program.Wrote(d)
	program.EndDaily(d, time.Minute)
	if !made {
		t.Error("the end did not wait")
	}
	stopped := false
	d = program.NewDaily(func(ctx context.Context) error {
		<-ctx.Done()
		stopped = true
		return ctx.Err()
	}, time.Now)
	program.Wrote(d)
	program.EndDaily(d, time.Millisecond)
	program.EndDaily(d, time.Minute)
	if !stopped {
		t.Error("the end did not stop it")
	}
	d = program.NewDaily(func(context.Context) error { panic("Marker") }, time.Now)
	program.Wrote(d)
	program.EndDaily(d, time.Minute)
}

// With a store behind it, one sound backup lies there.
func TestDailyBackupOfAJournal(t *testing.T) {
	ctx := t.Context()
	j := storetest.New(t)
	d := program.NewDaily(j.DailyBackup, time.Now)
	w := program.NewWindowWith(j, d)
	do(t, w.NewDraft().Save(ctx, storetest.Entry("words")))
	program.EndDaily(d, time.Minute)
	backups, err := j.Backups(ctx)
	if err != nil || len(backups) != 1 || !backups[0].Sound {
		t.Errorf("%+v, %v", backups, err)
	}
}

// rescuer is what the screens ask a page for.
type rescuer interface {
	Rescue(ctx context.Context, e journal.Entry) (string, error)
}

// A page goes to the first folder that takes it, is told of shortly, and once
// more at the end.
func TestRescueOfAWindow(t *testing.T) {
	ctx := t.Context()
	j := storetest.New(t)
	storetest.Lock(t, j)
	home, other := t.TempDir(), t.TempDir()
	page := func(to ...string) (tui.Journal, rescuer) {
		w := program.NewWindowTo(j, to...)
		return w, w.NewDraft().(rescuer)
	}
	w, p := page(home, other)
	path, err := p.Rescue(ctx, storetest.Entry("words"))
	if err != nil || !strings.HasPrefix(path, "~/shakeoff-rescue-") {
		t.Fatalf("%s, %v", path, err)
	}
	whole := filepath.Join(home, strings.TrimPrefix(path, "~/"))
	if got := program.Rescued(w); len(got) != 1 || got[0] != whole {
		t.Errorf("at the end %q is told, want %s", got, whole)
	}
	if _, drafts := waiting(t, program.NewWindow(storetest.Open(whole)), storetest.Passphrase); drafts != 0 {
		t.Errorf("%d drafts, want an entry", drafts)
	}

	file := filepath.Join(home, "file")
	do(t, os.WriteFile(file, nil, 0o600))
	_, p = page(filepath.Join(file, "home"), other)
	if path, err := p.Rescue(ctx, storetest.Entry("words")); err != nil || filepath.Dir(path) != other {
		t.Errorf("the second folder: %s, %v", path, err)
	}
	w, p = page(filepath.Join(file, "home"))
	if path, err := p.Rescue(ctx, storetest.Entry("words")); err == nil || len(program.Rescued(w)) > 0 {
		t.Errorf("where nothing can be written: %s, %v", path, err)
	}
}
