package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
)

// view opens the file for reading, for as long as fn runs. fn gets the bounded
// reader; nothing is mapped.
func (j *Journal) view(ctx context.Context, fn func(f *guard.File) error) error {
	file, err := j.hold(ctx, false)
	if err != nil {
		return err
	}
	defer file.Close() // releases the lock; nothing was written
	info, err := file.Stat()
	if err != nil {
		return err
	}
	f, err := guard.Open(file, info.Size())
	if err != nil {
		return j.fileError(err)
	}
	return j.fileError(missing(f, fn(f)))
}

// missing tells a journal that has lost a part from a file of another program.
func missing(f *guard.File, err error) error {
	if !errors.Is(err, guard.ErrNoBucket) || errors.Is(err, guard.ErrDamaged) {
		return err
	}
	if _, none := f.Get(bucketMeta, []byte(keyFormat)); none != nil {
		return fmt.Errorf("%w: %w", journal.ErrNotJournal, err)
	}
	return fmt.Errorf("%w: %w", journal.ErrDamaged, err)
}

// hold opens the file and takes its lock, shared for reading or exclusive for
// writing, and returns only a file that the path still names.
func (j *Journal) hold(ctx context.Context, write bool) (*os.File, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, j.opts.Patience, journal.ErrInUse)
	defer cancel()
	for {
		file, err := j.openFile(write)
		if err != nil {
			return nil, err
		}
		if err := waitLock(ctx, file, write); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		// Another process may have replaced the file while we waited: then the
		// lock is on a file that nobody will ever read.
		same, err := stillThere(file, j.opts.Path)
		if err == nil && same {
			return file, nil
		}
		if err := errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
	}
}

// openFile opens what the path names if it is a regular file; opening a FIFO
// would hang, so it looks first.
func (j *Journal) openFile(write bool) (*os.File, error) {
	info, err := os.Stat(j.opts.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(j.opts.Path); err == nil {
			return nil, fmt.Errorf("%s is a link to a file that is not there: %w", j.opts.Path, journal.ErrNotJournal)
		}
		return nil, fmt.Errorf("%s: %w", j.opts.Path, journal.ErrNoJournal)
	case err != nil:
		return nil, pathError(err)
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder: %w", j.opts.Path, journal.ErrNotJournal)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file: %w", j.opts.Path, journal.ErrNotJournal)
	}
	flag := os.O_RDONLY
	if write {
		flag = os.O_RDWR
	}
	file, err := os.OpenFile(j.opts.Path, flag, 0)
	if write && readOnly(err) {
		return nil, fmt.Errorf("%s %w", j.opts.Path, journal.ErrReadOnly)
	}
	return file, pathError(err)
}

// waitLock takes the lock. It tries often and with jitter: bbolt's own wait of
// 50 ms lets a busy journal starve a waiting process.
func waitLock(ctx context.Context, file *os.File, exclusive bool) error {
	for {
		ok, err := tryLock(file, exclusive)
		if ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
				return fmt.Errorf("%s: %w", file.Name(), cause)
			}
			return ctx.Err()
		case <-time.After(2*time.Millisecond + rand.N(3*time.Millisecond)): //nolint:gosec // jitter, not a secret
		}
	}
}

func stillThere(file *os.File, path string) (bool, error) {
	ours, err := file.Stat()
	if err != nil {
		return false, err
	}
	named, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(ours, named), err
}

// writable says that the file could be opened for writing.
func writable(path string) bool {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	return file.Close() == nil
}

func readOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, errReadOnlyDisk)
}

// pathError makes a failed open or stat speak of the path in plain words.
func pathError(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			return fmt.Errorf("%s: %w", pe.Path, journal.ErrForbidden)
		}
	}
	return err
}

// fileError names the file in what guard found, in the journal's words.
func (j *Journal) fileError(err error) error {
	switch {
	case errors.Is(err, guard.ErrEmpty):
		return fmt.Errorf("%s is empty, and a journal never is: %w", j.opts.Path, journal.ErrDamaged)
	case errors.Is(err, guard.ErrNotBolt):
		return fmt.Errorf("%s: %w", j.opts.Path, journal.ErrNotJournal)
	case errors.Is(err, guard.ErrDamaged):
		return fmt.Errorf("%s: %w: %w", j.opts.Path, journal.ErrDamaged, err)
	case errors.Is(err, guard.ErrNoBucket):
		return fmt.Errorf("%s: %w", j.opts.Path, err)
	case errors.Is(err, errDiskFull):
		return fmt.Errorf("%s: %w", j.opts.Path, journal.ErrFull)
	}
	return err
}

// resolved returns the path with links followed, for work beside the file.
func (j *Journal) resolved() string {
	if real, err := filepath.EvalSymlinks(j.opts.Path); err == nil {
		return real
	}
	return j.opts.Path
}
