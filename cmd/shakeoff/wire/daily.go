package wire

import (
	"context"
	"sync"
	"time"
)

// daily makes the day's backup behind the first write of a day that has
// succeeded. Nobody waits for it but the end of the program, and not for long.
// If it fails nothing is said here: doctor and backup --list tell how far back
// one could go. A nil daily makes none.
type daily struct {
	backup func(ctx context.Context) error
	now    func() time.Time
	ctx    context.Context //nolint:containedctx // of the backups under way, which outlive the call that began them
	stop   context.CancelFunc

	mu      sync.Mutex
	day     string // the last on which one was begun
	over    bool
	running sync.WaitGroup
}

func newDaily(backup func(ctx context.Context) error, now func() time.Time) *daily {
	d := &daily{backup: backup, now: now}
	d.ctx, d.stop = context.WithCancel(context.Background())
	return d
}

// wrote says that a page is on disk.
func (d *daily) wrote() {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	today := d.now().Format(time.DateOnly)
	if d.over || d.day == today {
		return
	}
	d.day = today
	d.running.Go(func() {
		// What it panics with may hold words, and the screens go on without it.
		defer func() { _ = recover() }()
		_ = d.backup(d.ctx)
	})
}

// end waits for a backup under way as long as patience lasts, and then stops
// it: what is half made is taken away, and the next write of the day begins anew.
func (d *daily) end(patience time.Duration) {
	if d == nil {
		return
	}
	d.mu.Lock()
	d.over = true
	d.mu.Unlock()
	done := make(chan struct{})
	go func() {
		d.running.Wait()
		close(done)
	}()
	defer d.stop()
	select {
	case <-done:
		return
	case <-time.After(patience):
	}
	d.stop()
	select {
	case <-done:
	case <-time.After(patience):
	}
}
