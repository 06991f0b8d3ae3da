package disk

import (
	"context"
	"errors"
	"os"

	"shakeoff/store/guard"
)

// Scrub overwrites with zeros what no state of the file uses: pages that are free in both headers,
// and everything past the high-water mark. bbolt frees pages without touching them, and a compaction
// would leave the old blocks on the disk.
//
// The previous header still uses what the last transaction freed, so another commit replaces that
// header first. Then come the zeros, then also, if not nil, for what else is pending; last the note
// is removed. If the program is killed in between, the note stays.
func (f File) Scrub(ctx context.Context, also func() error) error {
	const attempts = 3 // others may crash meanwhile, each in the middle of a write
	for range attempts {
		if err := ctx.Err(); err != nil {
			return err
		}
		var seen []byte
		err := f.Write(ctx, func(t *Tx) error {
			seen = t.mark()
			return t.ScrubLater()
		})
		if err != nil {
			return err
		}
		err = f.zero(ctx)
		if errors.Is(err, guard.ErrStale) {
			continue // another process was killed in the middle of a commit
		}
		if err == nil && also != nil {
			err = also()
		}
		if err != nil {
			return err
		}
		return f.Write(ctx, func(t *Tx) error { return t.Done(MetaScrubPending, seen) })
	}
	return errors.New("other processes kept crashing in the middle of their writes")
}

func (f File) zero(ctx context.Context) error {
	file, err := f.Hold(ctx, true)
	if err != nil {
		return err
	}
	defer file.Close() // releases the lock; Sync has told of any write error
	g, err := Open(file.File)
	if err != nil {
		return f.Explain(err)
	}
	free, err := g.FreeInBoth()
	if err != nil {
		return f.Explain(err)
	}
	for _, span := range free {
		if err := writeZeros(file.File, span); err != nil {
			return err
		}
	}
	return file.Sync()
}

func writeZeros(file *os.File, s guard.Span) error {
	zeros := make([]byte, min(s.Length, 1<<16))
	for at, end := s.Offset, s.Offset+s.Length; at < end; at += int64(len(zeros)) {
		if _, err := file.WriteAt(zeros[:min(int64(len(zeros)), end-at)], at); err != nil {
			return err
		}
	}
	return nil
}
