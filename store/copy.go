package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// copyFrom fills a new file with another one, word for word: every bucket,
// those of a newer shakeoff too, and their counters, so that every address
// stays. It reads through the bounded reader, and takes nothing along that is
// not in use: a copy of the file's bytes would have every freed page in it.
//
// leave says what is not to be copied; nil copies all. What the file still
// owes (a scrub, the renewal of its backups) is never copied.
func (t *tx) copyFrom(ctx context.Context, f *guard.File, leave func(bucket string, k, v []byte) bool) error {
	names, err := f.Buckets()
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := t.copyBucket(ctx, f, name, leave); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) copyBucket(ctx context.Context, f *guard.File, name string, leave func(bucket string, k, v []byte) bool) error {
	to, err := t.CreateBucketIfNotExists([]byte(name))
	if err != nil {
		return err
	}
	to.FillPercent = fill
	n, err := f.Sequence(name)
	if err != nil {
		return err
	}
	if err := to.SetSequence(n); err != nil {
		return err
	}
	return f.Walk(name, func(k, v []byte) error {
		switch {
		case v == nil:
			return fmt.Errorf("it holds what only a newer shakeoff can copy: %w", journal.ErrNewer)
		case name == bucketMeta && (string(k) == keyScrubDue || string(k) == keyRenewDue):
			return ctx.Err()
		case leave != nil && leave(name, k, v):
			return ctx.Err()
		}
		// bbolt keeps the value until the commit; the reader's buffer does not last.
		return errors.Join(ctx.Err(), to.Put(k, bytes.Clone(v)))
	})
}

// verify reads a whole file, which must be locked, and holds that it is a sound
// journal: by the guard every page, by its sum every record. It needs no key.
// The error wraps journal.ErrDamaged or journal.ErrNotJournal.
func verify(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	f, err := guard.Open(file, info.Size())
	if err != nil {
		return err
	}
	if _, err := f.FreeInBoth(); err != nil && !errors.Is(err, guard.ErrStale) {
		return err
	}
	if _, err := readMeta(fileGetter(f)); err != nil {
		return fmt.Errorf("%s: %w", file.Name(), err)
	}
	names, err := f.Buckets()
	if err != nil {
		return err
	}
	bad := 0
	for _, name := range names {
		err := f.Walk(name, func(_, v []byte) error {
			if name != bucketEntries && name != bucketDrafts {
				return nil
			}
			if _, err := seal.ParseRecord(v); err != nil && !errors.Is(err, seal.ErrVersion) {
				bad++
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if bad > 0 {
		return fmt.Errorf("%s: %d of its records are not as they were written: %w", file.Name(), bad, journal.ErrDamaged)
	}
	return nil
}

// erase overwrites a file, waiting until nobody else is at it, and removes it.
// If its bytes have another name too they are not ours alone, and stay.
func erase(ctx context.Context, path string) error {
	file, err := openHeld(ctx, path)
	if errors.Is(err, os.ErrNotExist) {
		return nil // another process was quicker
	}
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err == nil && links(file, info) == 1 {
		err = writeZeros(file, guard.Span{Length: info.Size()})
		err = errors.Join(err, file.Sync())
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// copyFile copies a file's bytes to a name that must be free.
func copyFile(from *os.File, to string) error {
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, io.NewSectionReader(from, 0, 1<<62))
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}
