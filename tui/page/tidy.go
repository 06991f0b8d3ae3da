package page

import (
	"context"
	"errors"
	"sync/atomic"

	"shakeoff/store/journal"
)

// tidying is a journal opened for reading that knows whether all of it was read.
type tidying struct {
	Unlocked
	read, tidied atomic.Bool
}

// Tidying returns a journal opened for reading that is due to be tidied once all of it was read,
// by whichever room, and nothing of it is missing.
func Tidying(u Unlocked) Unlocked { return &tidying{Unlocked: u} }

// DueToTidy says so, once. If tidying fails nothing is lost: the next unlocking is slower, and
// what is taken out till then is not missed.
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

// note notes that all was read. What is damaged stands in nobody's way.
func (t *tidying) note(err error) {
	if err == nil || errors.Is(err, journal.ErrDamaged) && !errors.Is(err, journal.ErrMissing) {
		t.read.Store(true)
	}
}
