package disk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
)

// File is where a journal lies, and how its file is held and written.
type File struct {
	Path      string
	Random    io.Reader     // where names, keys and nonces come from
	Patience  time.Duration // how long to wait while another process holds the file
	OneHeader func()        // called, if not nil, when one of the file's two headers is damaged
	Copy      bool          // it is itself a copy of a journal: it is not copied before a repair
	Growth    int64         // about how many bytes a large transaction will add
	// Network replaces the function of this name in tests.
	Network func(path string) string
}

// Held is a locked file; Close also unlocks it.
type Held struct {
	*os.File
	claim *claim
}

// Close unlocks and closes the file, once.
func (h *Held) Close() error {
	err := h.File.Close()
	h.claim.release()
	return err
}

// View opens the file with the bounded reader for as long as fn runs.
func (f File) View(ctx context.Context, fn func(g *guard.File) error) error {
	file, err := f.Hold(ctx, false)
	if err != nil {
		return err
	}
	defer file.Close() // releases the lock; nothing was written
	g, err := Open(file.File)
	if err != nil {
		return f.Explain(err)
	}
	f.tell(g)
	return f.Explain(missing(g, fn(g)))
}

func (f File) tell(g *guard.File) {
	if g.OneHeader() && f.OneHeader != nil {
		f.OneHeader()
	}
}

// Open returns the bounded reader of a file, which must be held.
func Open(held *os.File) (*guard.File, error) {
	info, err := held.Stat()
	if err != nil {
		return nil, err
	}
	return guard.Open(held, info.Size())
}

// Meta reads the meta bucket.
func (f File) Meta(ctx context.Context) (m Meta, err error) {
	err = f.View(ctx, func(g *guard.File) error {
		m, err = ReadMeta(g)
		return err
	})
	return m, err
}

// missing tells a journal that has lost a bucket from a file of another program.
func missing(g *guard.File, err error) error {
	if !errors.Is(err, guard.ErrNoBucket) || errors.Is(err, guard.ErrDamaged) {
		return err
	}
	if _, none := g.Get(BucketMeta, []byte(MetaFormat)); none != nil {
		return fmt.Errorf("%w: %w", journal.ErrNotJournal, err)
	}
	return fmt.Errorf("%w: %w", journal.ErrDamaged, err)
}

// Hold opens the file and takes its lock, and returns only a file that the path still names.
func (f File) Hold(ctx context.Context, write bool) (*Held, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, f.Patience, journal.ErrInUse)
	defer cancel()
	c, err := f.claim(ctx, write)
	if err != nil {
		return nil, err
	}
	file, err := f.lock(ctx, write)
	if err != nil {
		c.release()
		return nil, err
	}
	if c != nil {
		refresh(file)
	}
	return &Held{file, c}, nil
}

func (f File) lock(ctx context.Context, write bool) (*os.File, error) {
	for {
		file, err := f.open(write)
		if err != nil {
			return nil, err
		}
		if err := waitLock(ctx, file, write); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		// Another process may have replaced the file while we waited.
		ours, err := file.Stat()
		if err == nil {
			named, gone := os.Stat(f.Path)
			if gone == nil && os.SameFile(ours, named) {
				return file, nil
			}
			err = ignore(gone, fs.ErrNotExist)
		}
		if err := errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
	}
}

// noFile says why a path led to no file. If another process has made the journal since, the path is
// not a dangling link.
func noFile(path string) error {
	if named, err := os.Lstat(path); err == nil && named.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%s is a link to a file that is not there: %w", path, journal.ErrNotJournal)
	}
	return fmt.Errorf("%s: %w", path, journal.ErrNoJournal)
}

// open opens what the path names if it is a regular file: opening a FIFO would hang.
func (f File) open(write bool) (*os.File, error) {
	info, err := os.Stat(f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, noFile(f.Path)
	case err != nil:
		return nil, PathError(err)
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder: %w", f.Path, journal.ErrNotJournal)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file: %w", f.Path, journal.ErrNotJournal)
	}
	flag := os.O_RDONLY
	if write {
		flag = os.O_RDWR
	}
	file, err := os.OpenFile(f.Path, flag, 0)
	if write && readOnly(err) {
		return nil, fmt.Errorf("%s %w", f.Path, journal.ErrReadOnly)
	}
	return file, PathError(err)
}

// waitLock takes the lock, trying often and with jitter: bbolt's own wait of 50 ms would let a busy
// journal starve a waiting process.
func waitLock(ctx context.Context, file *os.File, exclusive bool) error {
	for {
		ok, err := tryLock(file, exclusive)
		if ok || err != nil {
			return err
		}
		if err := pause(ctx, 2*time.Millisecond); err != nil {
			return fmt.Errorf("%s: %w", file.Name(), err)
		}
	}
}

// pause waits for d to 2d. If ctx ends first, the error says why.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d + rand.N(d)): //nolint:gosec // no secret
		return nil
	}
}

func openHeld(ctx context.Context, path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	if err := waitLock(ctx, file, true); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// Writable says whether the file can be opened for writing.
func (f File) Writable() bool {
	file, err := os.OpenFile(f.Path, os.O_RDWR, 0)
	return err == nil && file.Close() == nil
}

func readOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, errReadOnlyDisk)
}

// PathError says in plain words that a path may not be opened.
func PathError(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok && errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%s: %w", pe.Path, journal.ErrForbidden)
	}
	return err
}

// Explain turns what guard found into the journal's errors, with the name of the file.
func (f File) Explain(err error) error {
	switch {
	case errors.Is(err, guard.ErrEmpty):
		return fmt.Errorf("%s is empty, and a journal never is: %w", f.Path, journal.ErrDamaged)
	case errors.Is(err, guard.ErrNotBolt):
		return fmt.Errorf("%s: %w", f.Path, journal.ErrNotJournal)
	case errors.Is(err, guard.ErrDamaged):
		return fmt.Errorf("%s: %w: %w", f.Path, journal.ErrDamaged, err)
	case errors.Is(err, guard.ErrNoBucket):
		return fmt.Errorf("%s: %w", f.Path, err)
	case diskFull(err):
		return fmt.Errorf("%s: %w", f.Path, journal.ErrFull)
	}
	return err
}

// Resolved returns the path with links followed, for work next to the file.
func (f File) Resolved() string {
	if real, err := filepath.EvalSymlinks(f.Path); err == nil {
		return real
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(f.Path)); err == nil {
		return filepath.Join(dir, filepath.Base(f.Path))
	}
	return f.Path
}

// Whole returns the path from the root with links followed, by which the file is remembered.
func (f File) Whole() string {
	path := f.Resolved()
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}
