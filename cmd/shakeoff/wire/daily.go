package wire

import (
	"context"
	"sync"
	"time"
)

// daily makes a backup after the first successful write of a day. Only the end of the
// program waits for it, and not for long. Failures are not reported here, but by doctor
// and backup --list. It also does other work that nobody waits for, one piece at a time.
type daily struct {
	backup func(ctx context.Context) error
	now    func() time.Time
	ctx    context.Context // backups outlive the call that began them
	stop   context.CancelFunc

	mu      sync.Mutex
	day     string // the last one on which a backup was begun
	over    bool
	running sync.WaitGroup
	turn    sync.Mutex // held by what is under way
}

func newDaily(backup func(ctx context.Context) error, now func() time.Time) *daily {
	d := &daily{backup: backup, now: now}
	d.ctx, d.stop = context.WithCancel(context.Background())
	return d
}

// wrote is told that a page is on disk.
func (d *daily) wrote() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.over {
		return
	}
	if today := d.now().Format(time.DateOnly); d.day != today {
		d.day = today
		d.begin(func() error { return d.backup(d.ctx) })
	}
}

// after does work once what is under way is done. The end does not stop it.
func (d *daily) after(work func(ctx context.Context) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.over {
		d.begin(func() error { return work(context.WithoutCancel(d.ctx)) })
	}
}

func (d *daily) begin(work func() error) {
	d.running.Go(func() {
		d.turn.Lock()
		defer d.turn.Unlock()
		defer func() { _ = recover() }() // the value may hold words, and the screens go on without a backup
		_ = work()
	})
}

// end waits as long as patience lasts for a backup under way. Then it stops the backup and waits as
// long again: a half-made one is removed, and the next write begins another.
func (d *daily) end(patience time.Duration) {
	d.mu.Lock()
	d.over = true
	d.mu.Unlock()
	done := make(chan struct{})
	go func() {
		d.running.Wait()
		close(done)
	}()
	for range 2 {
		select {
		case <-done:
		case <-time.After(patience):
		}
		d.stop()
	}
}
