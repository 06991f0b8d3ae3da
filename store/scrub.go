package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"

	"shakeoff/store/guard"
)

// scrubLater notes that this transaction frees pages whose content must not
// stay readable in the file. update then scrubs, at the latest the next one.
func (t *tx) scrubLater() error {
	t.meta.scrubDue = true
	return t.putMeta(keyScrubDue, t.mark())
}

// mark is what a note of something due says: the transaction that made it. Who
// has done it takes the note away only if it is still the one they saw, for
// another process may have made a newer one meanwhile.
func (t *tx) mark() []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(t.ID())) //nolint:gosec // a counter
}

// settled takes a note away, if it is still the one that was seen.
func (t *tx) settled(key string, seen []byte) error {
	if now, err := t.get(key); err != nil || !bytes.Equal(now, seen) {
		return err
	}
	return t.remove(bucketMeta, []byte(key))
}

// scrub overwrites with zeros what no state of the file uses any more: pages
// that are free in both headers, and all behind the high-water mark. bbolt
// frees pages without touching them, and a compaction would leave the old
// file's blocks on the disk as they were; this overwrites them in place.
//
// What the last transaction freed is still in use by the header before it. So
// one more commit comes first, which replaces that header; then the zeros;
// then the flag goes. Killed between any two, it is simply still due.
func (j *Journal) scrub(ctx context.Context) error {
	for range maxTouches {
		if err := ctx.Err(); err != nil {
			return err
		}
		var seen []byte
		touch := func(t *tx) error {
			seen = t.mark()
			return t.scrubLater()
		}
		if err := j.locked(ctx, touch); err != nil {
			return err
		}
		err := j.zero(ctx)
		if errors.Is(err, guard.ErrStale) {
			continue // another process was killed in the middle of a commit
		}
		if err != nil {
			return err
		}
		return j.locked(ctx, func(t *tx) error { return t.settled(keyScrubDue, seen) })
	}
	return errBusy
}

// maxTouches is how often a scrub begins again when others crash beside it.
const maxTouches = 3

var errBusy = errors.New("other processes kept crashing in the middle of their writes")

// locked is update without its scrub.
func (j *Journal) locked(ctx context.Context, fn func(t *tx) error) error {
	file, err := j.hold(ctx, true)
	if err != nil {
		return err
	}
	return j.fileError(j.transact(file, fn))
}

// zero overwrites the free pages, under the lock and without bbolt.
func (j *Journal) zero(ctx context.Context) error {
	file, err := j.hold(ctx, true)
	if err != nil {
		return err
	}
	defer file.Close() // releases the lock; Sync has told of any write error
	info, err := file.Stat()
	if err != nil {
		return err
	}
	f, err := guard.Open(file, info.Size())
	if err != nil {
		return j.fileError(err)
	}
	free, err := f.FreeInBoth()
	if err != nil {
		return j.fileError(err)
	}
	for _, span := range free {
		if err := writeZeros(file, span); err != nil {
			return err
		}
	}
	return file.Sync()
}

func writeZeros(file *os.File, s guard.Span) error {
	_, err := io.CopyN(io.NewOffsetWriter(file, s.Offset), zeros{}, s.Length)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return err
}

// zeros reads as zeros without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
