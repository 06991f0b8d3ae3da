package disk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
)

// Begin makes the file that is being built a journal of m's identity, with a name of its own.
func (t *Tx) Begin(m Meta) error {
	if _, err := m.SealTo(); err != nil {
		return err
	}
	t.Meta = Meta{Writer: Format, Offered: m.Offered}
	return errors.Join(
		t.name(),
		t.PutMeta(MetaFormat, []byte{Format}),
		t.PutMeta(MetaWriter, []byte{Format}),
		t.PutMeta(MetaOffered, []byte{m.Offered}),
		t.PutHead(m))
}

// Build makes a new journal file, which fn fills in one transaction; the five buckets are there
// already. A hard link gives it its name, and fails if the name is taken: made is then false, and
// what is there stays. With a rename, eight first writes at once lost 174 of 800 acknowledged
// entries.
//
// size is about how long the file will be in bytes, 0 if that is not known: bbolt copies everything
// not yet written each time it maps a growing file again.
func (f File) Build(ctx context.Context, size int64, fn func(t *Tx) error) (made bool, err error) {
	err = f.assemble(ctx, size, fn, func(temp string) error {
		made, err = publish(ctx, temp, f.Path)
		return err
	})
	return made, createError(f.Path, err)
}

// Replace builds a file and puts it in the place of the present one, which is held and then lies at
// old: the journal's path with a suffix for the time. At every moment the journal's path names one
// of the two.
func (f File) Replace(ctx context.Context, held *os.File, suffix func(time.Time) string, now time.Time, size int64, fn func(t *Tx) error) (old string, err error) {
	f.Path = f.Resolved()
	err = f.assemble(ctx, size, fn, func(temp string) error {
		if old, err = secondName(held, f.Path, suffix, now); err != nil {
			return err
		}
		if err := syncDir(filepath.Dir(f.Path)); err != nil {
			return err
		}
		if runtime.GOOS == "windows" {
			// No name of an open file can be taken there.
			if err := held.Close(); err != nil {
				return err
			}
		}
		return os.Rename(temp, f.Path)
	})
	return old, createError(f.Path, err)
}

// secondName gives a file a second name, for the first free time. Where the disk has no hard links it
// makes a copy.
func secondName(held *os.File, path string, suffix func(time.Time) string, now time.Time) (string, error) {
	for at := now; ; at = at.Add(time.Second) {
		name := path + suffix(at)
		err := os.Link(path, name)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			err = copyFile(held, name)
		}
		switch {
		case err == nil:
			return name, nil
		case !errors.Is(err, fs.ErrExist):
			return "", err
		}
	}
}

// assemble builds a new journal file, and publishes it once it is synced and reads back.
func (f File) assemble(ctx context.Context, size int64, fn func(t *Tx) error, publish func(temp string) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	dir, base := filepath.Dir(f.Path), filepath.Base(f.Path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	_ = Sweep(ctx, dir, func(name string) bool { return strings.HasPrefix(name, base+".") }, time.Hour) // a younger one may be someone's work
	temp, err := createTemp(f.Path)
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if err := f.initialise(temp, size, fn); err != nil {
		return err
	}
	held, err := openHeld(ctx, temp.Name())
	if err == nil {
		// Closed, as Windows renames no open file. It is too young to be taken for a leftover.
		err = errors.Join(verify(held), held.Close())
	}
	if err != nil {
		return fmt.Errorf("the new file does not read back: %w", err)
	}
	return errors.Join(publish(temp.Name()), syncDir(dir))
}

func createError(path string, err error) error {
	dir := filepath.Dir(path)
	switch {
	case readOnly(err):
		return fmt.Errorf("%s %w", dir, journal.ErrReadOnly)
	case diskFull(err):
		return fmt.Errorf("%s: %w", dir, journal.ErrFull)
	}
	return err
}

func (f File) initialise(temp *os.File, size int64, fn func(t *Tx) error) error {
	db, err := openBolt(temp, temp.Name(), size)
	if err != nil {
		return errors.Join(err, temp.Close())
	}
	err = db.Update(func(b *bbolt.Tx) error {
		for _, name := range Buckets() {
			bucket, err := b.CreateBucket([]byte(name))
			if err != nil {
				return err
			}
			bucket.FillPercent = fill
		}
		return fn(&Tx{bolt: b, Random: f.Random})
	})
	return errors.Join(err, db.Sync(), db.Close())
}

// publish gives a finished file its name, unless the name is taken. Where the disk has no hard
// links, the lock of a side file guards the rename.
func publish(ctx context.Context, temp, path string) (made bool, err error) {
	err = os.Link(temp, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err == nil, nil
	}
	side := path + ".creating"
	lock, sideErr := os.OpenFile(side, os.O_CREATE|os.O_RDWR, 0o600)
	if sideErr != nil {
		return false, errors.Join(err, sideErr)
	}
	defer lock.Close()
	if sideErr := waitLock(ctx, lock, true); sideErr != nil {
		return false, errors.Join(err, sideErr)
	}
	// Removed while locked: whoever waits for the lock finds the name taken.
	defer func() {
		if runtime.GOOS == "windows" { // which removes no open file, and none that another waits for
			_ = lock.Close()
		}
		_ = os.Remove(lock.Name())
	}()
	if _, err := os.Lstat(path); err == nil {
		return false, nil
	}
	err = os.Rename(temp, path)
	return err == nil, err
}

// How the hidden names end of a file in the making, and of one that is being erased.
const (
	newSuffix  = ".new"
	goneSuffix = ".gone"
)

// createTemp makes the temporary file of a journal, locked to show that someone is at work on it.
func createTemp(path string) (*os.File, error) {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*"+newSuffix) // 0600
	if err != nil {
		return nil, err
	}
	if _, err := tryLock(temp, true); err != nil {
		return nil, errors.Join(err, temp.Close(), os.Remove(temp.Name()))
	}
	return temp, nil
}

// Sweep overwrites and removes what killed processes have left: journals in the making that are at
// least so old, and files that were being removed. ours is asked about the name without its dot.
func Sweep(ctx context.Context, dir string, ours func(name string) bool, age time.Duration) error {
	in, err := os.ReadDir(dir)
	if err != nil {
		return ignore(err, fs.ErrNotExist)
	}
	var failed error
	for _, e := range in {
		path := filepath.Join(dir, e.Name())
		switch {
		case !strings.HasPrefix(e.Name(), ".") || !ours(e.Name()[1:]) || !e.Type().IsRegular():
		case strings.HasSuffix(e.Name(), goneSuffix):
			failed = errors.Join(failed, erase(ctx, path))
		case strings.HasSuffix(e.Name(), newSuffix) && abandoned(path, age):
			failed = errors.Join(failed, Remove(ctx, path))
		}
	}
	return failed
}

// abandoned says whether nobody is at work on a file; a young one may not be locked yet.
func abandoned(path string, age time.Duration) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil && info.Size() == 0 {
		age = max(age, time.Hour)
	}
	if err != nil || time.Since(info.ModTime()) < age {
		return false
	}
	free, err := tryLock(file, true)
	return free && err == nil
}

// Remove overwrites and removes a file of our own. It renames the file first: half overwritten it
// could not be recognised, but the next Sweep knows the hidden name.
func Remove(ctx context.Context, path string) error {
	dir := filepath.Dir(path)
	hidden := filepath.Join(dir, "."+strings.TrimPrefix(filepath.Base(path), ".")+goneSuffix)
	if err := os.Rename(path, hidden); err != nil {
		return ignore(err, fs.ErrNotExist) // another process was quicker
	}
	return errors.Join(erase(ctx, hidden), syncDir(dir))
}

// erase waits for a file, overwrites it unless its bytes have another name too, and removes it.
func erase(ctx context.Context, path string) error {
	file, err := openHeld(ctx, path)
	if err != nil {
		return ignore(err, fs.ErrNotExist) // another process was quicker
	}
	info, err := file.Stat()
	if err == nil && links(file, info) == 1 {
		err = errors.Join(writeZeros(file, guard.Span{Length: info.Size()}), file.Sync())
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return ignore(os.Remove(path), fs.ErrNotExist)
}

func ignore(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}
