package wire_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/store/storetest"
	"shakeoff/tui/page"
)

// A first write of a day begins one backup, behind the write, and so does the
// first of the next day.
func TestDailyBackupIsBegunByTheFirstWrite(t *testing.T) {
	ctx := t.Context()
	now := storetest.At
	begun := make(chan string, 10)
	d := wire.NewDaily(func(context.Context) error {
		begun <- now.Format(time.DateOnly)
		return nil
	}, func() time.Time { return now })
	j := storetest.New(t)
	w := wire.With(j, d)

	free := obstruct(t, j)
	page := w.NewDraft()
	if err := page.Save(ctx, storetest.Entry("words")); err == nil {
		t.Fatal("saved where no journal can be")
	}
	free()
	if _, err := w.Status(ctx); err != nil || len(begun) > 0 {
		t.Errorf("a backup was begun before anything was written: %v", err)
	}
	do(t, page.Save(ctx, storetest.Entry("words")))
	do(t, page.Save(ctx, storetest.Entry("words, and on")))
	if _, err := page.File(ctx, storetest.Entry("words, and on")); err != nil {
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
	do(t, w.FileWaiting(ctx, s.Waiting[0]))
	if got := <-begun; got != "2026-11-23" {
		t.Errorf("begun on %s", got)
	}
	d.End(time.Minute)
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
	d := wire.NewDaily(func(context.Context) error { made = true; return nil }, time.Now)
	d.Wrote()
	d.End(time.Minute)
	if !made {
		t.Error("the end did not wait")
	}
	stopped := false
	d = wire.NewDaily(func(ctx context.Context) error {
		<-ctx.Done()
		stopped = true
		return ctx.Err()
	}, time.Now)
	d.Wrote()
	d.End(time.Millisecond)
	d.End(time.Minute)
	if !stopped {
		t.Error("the end did not stop it")
	}
	d = wire.NewDaily(func(context.Context) error { panic("Marker") }, time.Now)
	d.Wrote()
	d.End(time.Minute)
}

// With a store behind it, one sound backup lies there.
func TestDailyBackupOfAJournal(t *testing.T) {
	ctx := t.Context()
	j := storetest.New(t)
	d := wire.NewDaily(j.Backups().Daily, time.Now)
	w := wire.With(j, d)
	do(t, w.NewDraft().Save(ctx, storetest.Entry("words")))
	d.End(time.Minute)
	backups, err := j.Backups().List(ctx)
	if err != nil || len(backups) != 1 || !backups[0].Sound {
		t.Errorf("%+v, %v", backups, err)
	}
}

// A page goes to the first folder that takes it, is told of shortly, and once
// more at the end.
func TestRescueOfAWindow(t *testing.T) {
	ctx := t.Context()
	j := storetest.New(t)
	storetest.Lock(t, j)
	home, other := t.TempDir(), t.TempDir()
	draft := func(to ...string) (*wire.Window, page.Draft) {
		w := wire.New(j)
		w.Safeguard(time.Now, to...)
		return w, w.NewDraft()
	}
	w, p := draft(home, other)
	path, err := p.Rescue(ctx, storetest.Entry("words"))
	if err != nil || !strings.HasPrefix(path, "~/shakeoff-rescue-") {
		t.Fatalf("%s, %v", path, err)
	}
	whole := filepath.Join(home, strings.TrimPrefix(path, "~/"))
	if got := w.Rescued(); len(got) != 1 || got[0] != whole {
		t.Errorf("at the end %q is told, want %s", got, whole)
	}
	if _, drafts := waiting(t, wire.New(storetest.Open(whole)), storetest.Passphrase); drafts != 0 {
		t.Errorf("%d drafts, want an entry", drafts)
	}
	do(t, p.Save(ctx, storetest.Entry("words")))
	if got := w.Rescued(); len(got) > 0 {
		t.Errorf("the journal has the page, and %q is told", got)
	}

	file := filepath.Join(home, "file")
	do(t, os.WriteFile(file, nil, 0o600))
	_, p = draft(filepath.Join(file, "home"), other)
	if path, err := p.Rescue(ctx, storetest.Entry("words")); err != nil || filepath.Dir(path) != other {
		t.Errorf("the second folder: %s, %v", path, err)
	}
	w, p = draft(filepath.Join(file, "home"))
	if path, err := p.Rescue(ctx, storetest.Entry("words")); err == nil || len(w.Rescued()) > 0 {
		t.Errorf("where nothing can be written: %s, %v", path, err)
	}
}
