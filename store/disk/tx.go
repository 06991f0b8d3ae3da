package disk

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

const (
	// The file is less than twice as long as its plain text; bbolt's defaults make it 3.7 times.
	pageSize  = 16384
	allocSize = 1 << 20
	fill      = 0.9
	// tryOnce makes bbolt try its lock only once: we hold it already.
	tryOnce = time.Nanosecond
)

// Tx is one writing transaction. Its methods guard the pages on the way to what they change.
type Tx struct {
	Meta   Meta        // as it was; whoever changes it must also put the value
	Before *guard.File // the file as it was before; nil while one is being built
	Random io.Reader
	Owner  *seal.Identity // who makes it; nil if the journal is not unlocked here

	bolt    *bbolt.Tx
	removed map[uint64]bool
}

// Commit makes one transaction. If there is no journal and begin does not object, it creates one
// first. It returns the meta as fn left it.
func (f File) Commit(ctx context.Context, begin func() error, fn func(t *Tx) error) (after Meta, err error) {
	write := func(t *Tx) error {
		err := fn(t)
		after = t.Meta
		return err
	}
	if err = f.Write(ctx, write); !errors.Is(err, journal.ErrNoJournal) {
		return after, err
	}
	if err = begin(); err == nil {
		// Without a lock. If another process is quicker, its journal is used.
		_, err = f.Build(ctx, 0, func(t *Tx) error { return t.Begin(NewMeta()) })
	}
	if err == nil {
		err = f.Write(ctx, write)
	}
	return after, err
}

// Write is Commit for a file that must exist.
func (f File) Write(ctx context.Context, fn func(t *Tx) error) error {
	file, err := f.Hold(ctx, true)
	if err != nil {
		return err
	}
	return f.Explain(f.transact(file, fn))
}

// transact runs fn in a bbolt transaction on an open, locked file, and closes it.
func (f File) transact(file *Held, fn func(t *Tx) error) (err error) {
	defer file.claim.release() // bbolt closes the file itself
	// When bbolt panics it leaks the file and its map, which alone would keep the lock.
	defer func() {
		if p := recover(); p != nil {
			// The value may hold bytes of the file: it is not printed.
			err = errors.Join(fmt.Errorf("%s: %w", f.Path, journal.ErrDamaged), unlock(file.File), file.File.Close())
		}
	}()
	before, err := Open(file.File)
	if err == nil {
		err = missing(before, CheckPaths(before))
	}
	if err == nil && before.OneHeader() && !f.Copy {
		f.tell(before)
		err = f.copyHeader(file.File, before)
	}
	var db *bbolt.DB
	if err == nil {
		db, err = openBolt(file.File, f.Path, int64(before.Pages())*pageSize+f.Growth) //nolint:gosec // of a file
	}
	if err != nil {
		return errors.Join(err, file.File.Close())
	}
	err = db.Update(func(b *bbolt.Tx) error {
		t := &Tx{Before: before, Random: f.Random, bolt: b}
		for _, name := range Buckets() {
			t.bucket(name).FillPercent = fill
		}
		if t.Meta, err = t.readMeta(); err != nil {
			return err
		}
		if !t.Meta.Writable() {
			return fmt.Errorf("%s: %w", f.Path, journal.ErrNewer)
		}
		if err := t.name(); err != nil {
			return err
		}
		return errors.Join(fn(t), file.claim.lost())
	})
	return errors.Join(err, db.Close())
}

// CheckPaths guards what every transaction walks, and the paths to new records.
func CheckPaths(g *guard.File) error {
	return g.Quick(
		guard.Path{Bucket: BucketMeta},
		guard.Path{Bucket: BucketKeys},
		guard.Path{Bucket: BucketDrafts, Last: true},
		guard.Path{Bucket: BucketEntries, Last: true},
		guard.Path{Bucket: BucketTombstones})
}

// openBolt gives bbolt a file that is open and locked, and the size it is expected to reach: bbolt
// copies the whole transaction whenever the file outgrows its map. It never creates one, or an empty
// file would silently become an empty journal.
func openBolt(file *os.File, path string, size int64) (*bbolt.DB, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		OpenFile:        func(string, int, os.FileMode) (*os.File, error) { return file, nil },
		Timeout:         tryOnce,
		PageSize:        pageSize,
		InitialMmapSize: int(size),
		FreelistType:    bbolt.FreelistMapType,
		NoStatistics:    true,
	})
	if err != nil {
		return nil, err
	}
	db.AllocSize = allocSize
	return db, nil
}

// Sign is the owner's signature that a record may go.
func (t *Tx) Sign(rid seal.ID) []byte { return t.Owner.Sign(seal.ClaimTombstone, rid[:]) }

func (t *Tx) bucket(name string) *bbolt.Bucket { return t.bolt.Bucket([]byte(name)) }

func (t *Tx) getMeta(key string) []byte { return t.bucket(BucketMeta).Get([]byte(key)) }

// readMeta reads the meta as this transaction has left it so far.
func (t *Tx) readMeta() (Meta, error) {
	return readMeta(func(key string) ([]byte, error) { return t.getMeta(key), nil })
}

// PutMeta puts a value into the meta bucket.
func (t *Tx) PutMeta(key string, value []byte) error {
	return t.bucket(BucketMeta).Put([]byte(key), value)
}

// name gives the journal, even an old one, the name for life by which its backups are known.
func (t *Tx) name() error {
	if t.Meta.Journal != (seal.ID{}) {
		return nil
	}
	t.Meta.Journal = seal.NewID(t.Random)
	return t.PutMeta(MetaJournal, t.Meta.Journal[:])
}

// Counter is the last address that was given out in drafts or entries.
func (t *Tx) Counter(bucket string) uint64 { return t.bucket(bucket).Sequence() }

// maxRecord is the longest record that is written, in bytes: bbolt may put four into one page, and
// guard accepts no page above 64 MiB.
const maxRecord = 12 << 20

// Append puts a record at the next address of drafts or entries.
func (t *Tx) Append(bucket string, value []byte) (uint64, error) {
	n, err := t.bucket(bucket).NextSequence()
	if err != nil {
		return 0, err
	}
	return n, t.Put(bucket, AddressKey(n), value)
}

// Put puts a value.
func (t *Tx) Put(bucket string, key, value []byte) error {
	if len(value) > maxRecord {
		return fmt.Errorf("a page of more than %d million letters: %w", maxRecord/1_000_000, journal.ErrInvalid)
	}
	if err := t.guard(guard.Path{Bucket: bucket, Key: key}); err != nil {
		return err
	}
	return t.bucket(bucket).Put(key, value)
}

// Remove removes a value, if it is there. It guards the neighbouring pages too: bbolt may merge them.
func (t *Tx) Remove(bucket string, key []byte) error {
	if err := t.guard(guard.Path{Bucket: bucket, Key: key, Delete: true}); err != nil {
		return err
	}
	return t.bucket(bucket).Delete(key)
}

// Get returns a value, nil if it is not there. It is valid until the next change.
func (t *Tx) Get(bucket string, key []byte) ([]byte, error) {
	if err := t.guard(guard.Path{Bucket: bucket, Key: key}); err != nil {
		return nil, err
	}
	return t.bucket(bucket).Get(key), nil
}

func (t *Tx) guard(p guard.Path) error {
	if t.Before == nil {
		return nil
	}
	err := t.Before.Quick(p)
	if p.Bucket == BucketOrder {
		return ignore(err, guard.ErrNoBucket) // this transaction may have made it
	}
	return err
}

// Record returns the record at an address; ok is false if there is no sound one.
func (t *Tx) Record(bucket string, n uint64) (value []byte, r seal.Record, ok bool) {
	value, err := t.Get(bucket, AddressKey(n))
	if err != nil {
		return nil, r, false
	}
	r, err = seal.ParseRecord(value)
	return value, r, err == nil
}

// ScrubLater notes that the pages which this transaction frees must be overwritten.
func (t *Tx) ScrubLater() error {
	t.Meta.ScrubPending = true
	return t.PutMeta(MetaScrubPending, t.mark())
}

// BackupsLater notes that the backups must lose what was taken out, and must not open by these epochs.
func (t *Tx) BackupsLater(retired ...seal.Epoch) error {
	note := t.mark()
	for _, e := range append(t.Meta.BackupsPending.Retired(), retired...) {
		note = append(note, e[:]...)
	}
	t.Meta.BackupsPending = note
	return t.PutMeta(MetaBackupsPending, note)
}

// mark names this transaction in a note that something is pending.
func (t *Tx) mark() []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(t.bolt.ID())) //nolint:gosec // a counter
}

// Done removes a note, unless it is newer than the one that was seen.
func (t *Tx) Done(key string, seen []byte) error {
	if string(t.getMeta(key)) != string(seen) {
		return nil
	}
	return t.Remove(BucketMeta, []byte(key))
}
