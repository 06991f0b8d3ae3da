package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// create makes an empty journal without a lock, unless another process was
// quicker: then its journal is used.
func (j *Journal) create(ctx context.Context) error {
	id, err := seal.NewIdentity()
	if err != nil {
		return err
	}
	defer id.Wipe()
	_, err = build(ctx, j.opts.Path, func(t *tx) error {
		t.j = j
		return errors.Join(
			t.name(),
			t.putMeta(keyFormat, []byte{format}),
			t.putMeta(keyWriter, []byte{format}),
			t.putIdentity(id.Recipient(), append([]byte{identityClear}, id.RecoveryKey()...)))
	})
	return err
}

// build makes a new journal file at path: fn fills it, in one transaction, and
// finds the five buckets there. It is built under a temporary name and
// published with a hard link, which fails if the name is taken: made is false
// then, and what is there stays. With a rename, eight first writes at once
// lost 174 of 800 acknowledged entries.
func build(ctx context.Context, path string, fn func(t *tx) error) (made bool, err error) {
	return buildLike(ctx, path, 0, fn)
}

// buildLike is build for a file that will be about as long as size, in bytes:
// when bbolt must map a file again because it grows, it copies all that is not
// written yet, which at 100,000 entries took most of the time.
func buildLike(ctx context.Context, path string, size int64, fn func(t *tx) error) (made bool, err error) {
	err = assemble(ctx, path, size, fn, func(temp string) error {
		made, err = publish(ctx, temp, path)
		return err
	})
	return made, err
}

// assemble builds a new journal file in the folder of path, reads it back, and
// has it published under its name. Nothing is published that was not synced
// and verified.
func assemble(ctx context.Context, path string, size int64, fn func(t *tx) error, publish func(temp string) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return createError(dir, err)
	}
	removeStale(dir, filepath.Base(path))
	temp, err := os.CreateTemp(dir, tempPattern(filepath.Base(path))) // 0600
	if err != nil {
		return createError(dir, err)
	}
	defer os.Remove(temp.Name())
	if err := initialise(temp, size, fn); err != nil {
		return createError(dir, err)
	}
	// Locked until it has its name, so that nobody takes it for a leftover.
	held, err := openHeld(ctx, temp.Name())
	if err != nil {
		return createError(dir, err)
	}
	defer held.Close()
	if err := verify(held); err != nil {
		return fmt.Errorf("the new file does not read back: %w", err)
	}
	if err := publish(temp.Name()); err != nil {
		return createError(dir, err)
	}
	return syncDir(dir)
}

// openHeld opens a file for writing and takes its lock.
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

func createError(dir string, err error) error {
	switch {
	case readOnly(err):
		return fmt.Errorf("%s %w", dir, journal.ErrReadOnly)
	case errors.Is(err, errDiskFull):
		return fmt.Errorf("%s: %w", dir, journal.ErrFull)
	}
	return err
}

// initialise makes the open, empty file a journal and closes it. The lock it
// takes on the way tells removeStale that someone is at work on it.
func initialise(temp *os.File, size int64, fn func(t *tx) error) error {
	if _, err := tryLock(temp, true); err != nil {
		return errors.Join(err, temp.Close())
	}
	db, err := openBolt(temp, temp.Name(), size)
	if err != nil {
		return errors.Join(err, temp.Close())
	}
	err = db.Update(func(b *bbolt.Tx) error {
		for _, name := range []string{bucketMeta, bucketKeys, bucketDrafts, bucketEntries, bucketDead} {
			bucket, err := b.CreateBucket([]byte(name))
			if err != nil {
				return err
			}
			bucket.FillPercent = fill
		}
		return fn(&tx{Tx: b})
	})
	return errors.Join(err, db.Sync(), db.Close())
}

// name gives the journal a name for life, so that its backups are told from
// those of another; a file from before it had one gets it with the next write.
func (t *tx) name() error {
	if t.meta.journal != (seal.ID{}) {
		return nil
	}
	if _, err := io.ReadFull(t.j.opts.Random, t.meta.journal[:]); err != nil {
		return err
	}
	return t.putMeta(keyJournal, t.meta.journal[:])
}

// putIdentity makes an identity the journal's own.
func (t *tx) putIdentity(r seal.Recipient, identity []byte) error {
	epoch := r.Epoch()
	return errors.Join(
		t.putMeta(keyEpoch, epoch[:]),
		t.putMeta(keyRecipient, []byte(r.String())),
		t.putMeta(keyIdentity, identity))
}

// clearIdentity returns the identity of a journal without a lock. With a lock
// there is nothing to return: the file holds only ciphertext.
func (m meta) clearIdentity() (*seal.Identity, error) {
	if m.locked() {
		return nil, journal.ErrLocked
	}
	id, err := seal.ParseIdentity(string(m.identity[1:]))
	if err != nil {
		return nil, fmt.Errorf("its identity cannot be read: %w", journal.ErrDamaged)
	}
	if id.Recipient().Epoch() != m.epoch || id.Recipient().String() != m.recipient {
		return nil, fmt.Errorf("its recipient does not belong to its identity; someone may have exchanged it: %w", journal.ErrDamaged)
	}
	return id, nil
}

// publish gives a finished file its name, unless the name is taken. Where the
// disk knows no hard links, the lock of a side file stands guard over the
// rename; one that a killed process has left does no harm.
func publish(ctx context.Context, temp, path string) (made bool, err error) {
	err = os.Link(temp, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err == nil, nil
	}
	side := path + ".creating"
	guard, sideErr := os.OpenFile(side, os.O_CREATE|os.O_RDWR, 0o600)
	if sideErr != nil {
		return false, errors.Join(err, sideErr)
	}
	defer guard.Close()
	if sideErr := waitLock(ctx, guard, true); sideErr != nil {
		return false, errors.Join(err, sideErr)
	}
	defer os.Remove(side) // while the lock is held; whoever waits for it finds the name taken
	if _, err := os.Lstat(path); err == nil {
		return false, nil
	}
	err = os.Rename(temp, path)
	return err == nil, err
}

// tempPattern is the name of a journal in the making, for os.CreateTemp.
func tempPattern(base string) string { return "." + base + ".*" + newSuffix }

const newSuffix = ".new"

// removeStale removes what a killed create left: an empty journal that was
// never published. One that is still locked, or young, is someone's work.
func removeStale(dir, base string) {
	left, err := filepath.Glob(filepath.Join(dir, strings.Replace(tempPattern(base), "*", "[0-9]*", 1)))
	if err != nil {
		return
	}
	for _, name := range left {
		info, err := os.Lstat(name)
		if err != nil || !info.Mode().IsRegular() || time.Since(info.ModTime()) < time.Hour {
			continue
		}
		if file, err := os.Open(name); err == nil {
			if free, err := tryLock(file, true); free && err == nil {
				_ = os.Remove(name)
			}
			_ = file.Close()
		}
	}
}
