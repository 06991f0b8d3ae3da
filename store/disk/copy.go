package disk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// CopyFrom fills a new file with the content of another, word for word: every bucket, even of a newer
// shakeoff, with its counter, so that every address stays. It leaves out what is not in use, the
// records of these tombstones, the drafts that have ended, and any note of something pending.
func (t *Tx) CopyFrom(ctx context.Context, from *guard.File, without, ended Tombstones) error {
	names, err := from.Buckets()
	if err != nil {
		return err
	}
	for _, name := range names {
		counter, err := from.Sequence(name)
		if err != nil {
			return err
		}
		err = t.Fill(name, counter, func(put func(k, v []byte) error) error {
			return from.Walk(name, func(k, v []byte) error {
				switch {
				case v == nil:
					return fmt.Errorf("it holds what only a newer shakeoff can copy: %w", journal.ErrNewer)
				case name == BucketMeta && (string(k) == MetaScrubPending || string(k) == MetaBackupsPending):
					return ctx.Err()
				}
				// bbolt keeps the value until the commit, and the reader's buffer is reused.
				return errors.Join(ctx.Err(), put(k, bytes.Clone(v)))
			})
		})
		if err != nil {
			return err
		}
	}
	// What is removed before the commit is never written to the disk.
	met, err := t.purge(from, without, nil, BucketEntries, BucketDrafts)
	_, failed := t.purge(from, ended, nil, BucketDrafts)
	return errors.Join(err, failed, t.Bury(without), t.Bury(met))
}

// Fill fills a bucket of a file that is being built, known to this program or not.
func (t *Tx) Fill(name string, counter uint64, with func(put func(k, v []byte) error) error) error {
	b, err := t.bolt.CreateBucketIfNotExists([]byte(name))
	if err != nil {
		return err
	}
	b.FillPercent = fill
	return errors.Join(b.SetSequence(counter), with(b.Put))
}

// Verify checks every page and the sum of every record of the file, which must be held. The error
// wraps journal.ErrDamaged or journal.ErrNotJournal.
func (f File) Verify(held *os.File) error { return f.Explain(verify(held)) }

func verify(file *os.File) error {
	g, err := Open(file)
	if err != nil {
		return err
	}
	if _, err := g.FreeInBoth(); err != nil && !errors.Is(err, guard.ErrStale) {
		return err
	}
	if _, err := ReadMeta(g); err != nil {
		return fmt.Errorf("%s: %w", file.Name(), err)
	}
	names, err := g.Buckets()
	if err != nil {
		return err
	}
	bad := 0
	for _, name := range names {
		err := g.Walk(name, func(_, v []byte) error {
			if name != BucketEntries && name != BucketDrafts {
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
		return fmt.Errorf("%s: records that are not as they were written: %d: %w", file.Name(), bad, journal.ErrDamaged)
	}
	return nil
}

// copyFile copies a file that is held. fs.ErrExist if the new name is taken.
func copyFile(from *os.File, to string) error {
	temp, err := createTemp(to)
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = io.Copy(temp, io.NewSectionReader(from, 0, 1<<62))
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	made, err := publish(context.Background(), temp.Name(), to)
	if err == nil && !made {
		err = fs.ErrExist
	}
	return errors.Join(err, syncDir(filepath.Dir(to)))
}
