package page

import (
	"context"
	"errors"
	"sync/atomic"

	"shakeoff/store/journal"
)

// tidying is an unlocked journal that knows whether all of it was read.
type tidying struct {
	Unlocked
	read, tidied atomic.Bool
}

// Tidying returns an unlocked journal that is due to be tidied once some room has read all of it,
// and nothing is missing.
func Tidying(u Unlocked) Unlocked { return &tidying{Unlocked: u} }

// DueToTidy says that the journal is due to be tidied, once. If tidying fails nothing is lost: the
// next unlocking is slower, and until then nobody notices if entries were taken away.
func DueToTidy(u Unlocked) bool {
	t, ok := u.(*tidying)
	return ok && t.read.Load() && !t.tidied.Swap(true)
}

func (t *tidying) All(ctx context.Context) ([]journal.Entry, error) {
	entries, err := t.Unlocked.All(ctx)
	t.note(err)
	return entries, err
}

func (t *tidying) Heads(ctx context.Context) ([]journal.Head, error) {
	heads, err := t.Unlocked.Heads(ctx)
	t.note(err)
	return heads, err
}

func (t *tidying) Search(ctx context.Context, q journal.Query) ([]journal.Head, error) {
	heads, err := t.Unlocked.Search(ctx, q)
	t.note(err)
	return heads, err
}

// note notes that all was read, damaged records aside.
func (t *tidying) note(err error) {
	if err == nil || errors.Is(err, journal.ErrDamaged) && !errors.Is(err, journal.ErrMissing) {
		t.read.Store(true)
	}
}
