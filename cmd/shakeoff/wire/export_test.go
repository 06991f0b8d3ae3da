package wire

import (
	"context"
	"time"

	"shakeoff/store"
)

// NewDaily is newDaily.
func NewDaily(backup func(context.Context) error, now func() time.Time) *daily {
	return newDaily(backup, now)
}

// With returns a window on j whose backups d makes.
func With(j *store.Journal, d *daily) *Window {
	w := New(j)
	w.daily = d
	return w
}

// Wrote says that a page is on disk.
func (d *daily) Wrote() { d.wrote() }

// End is end.
func (d *daily) End(patience time.Duration) { d.end(patience) }
