package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

const (
	// pageSize, allocSize and fill keep the file below twice its plain text:
	// bbolt's defaults make it 3.7 times as large (measured at 900 bytes an entry).
	pageSize  = 16384
	allocSize = 1 << 20
	fill      = 0.9
	// tryOnce makes bbolt ask for its lock once. We hold it already.
	tryOnce = time.Nanosecond
)

// tx is one writing transaction, with the head of the file as it stood. It
// touches records and keys through look, put, remove and append alone, which guard
// the pages on the way.
type tx struct {
	*bbolt.Tx
	j     *Journal
	meta  meta
	pages *guard.File // nil while a file is being built: then it is all our own
}

// update makes one transaction, and then does what is owed, whoever left it:
// overwriting what was taken out, here and in the backups.
func (j *Journal) update(ctx context.Context, fn func(t *tx) error) error {
	owed, err := j.commit(ctx, fn)
	if err == nil {
		j.settle(ctx, owed)
	}
	return err
}

// Settle does what earlier writes owe, if Status says that something is Due.
// Every write does so too.
func (j *Journal) Settle(ctx context.Context) error {
	owed, err := j.head(ctx)
	if err != nil || !owed.due() {
		return err
	}
	var failed error
	if owed.scrubDue {
		failed = j.scrub(ctx)
	}
	return errors.Join(failed, j.renew(ctx))
}

// commit makes one transaction: it creates the journal where there is none,
// waits for the file, checks the pages that will be walked, runs fn, commits
// and lets go. It returns the head of the file as fn left it.
func (j *Journal) commit(ctx context.Context, fn func(t *tx) error) (after meta, err error) {
	file, err := j.hold(ctx, true)
	if errors.Is(err, journal.ErrNoJournal) {
		if err := j.create(ctx); err != nil {
			return after, err
		}
		file, err = j.hold(ctx, true)
	}
	if err != nil {
		return after, err
	}
	err = j.transact(file, func(t *tx) error {
		err := fn(t)
		after = t.meta
		return err
	})
	return after, j.fileError(err)
}

// settle does what is owed. What was asked for is committed by then, and
// acknowledged whatever happens here: what fails stays due, and the next write
// tries again.
func (j *Journal) settle(ctx context.Context, m meta) {
	if m.scrubDue {
		_ = j.scrub(ctx)
	}
	if len(m.renewDue) > 0 {
		_ = j.renew(ctx)
	}
}

// transact runs fn in a bbolt transaction on an open, locked file, and closes it.
func (j *Journal) transact(file *os.File, fn func(t *tx) error) (err error) {
	// When bbolt panics on a damaged page it leaks the file and its map, and the
	// map alone would keep the lock until this process ends.
	defer func() {
		if p := recover(); p != nil {
			// The value may hold bytes of the file: it is not printed.
			err = errors.Join(fmt.Errorf("%s: %w", j.opts.Path, journal.ErrDamaged), unlock(file), file.Close())
		}
	}()
	guarded, err := check(file)
	if err == nil && guarded.OneHeader() && !j.copy {
		err = j.putAside(file, guarded)
	}
	if err != nil {
		return errors.Join(err, file.Close())
	}
	db, err := openBolt(file, j.opts.Path, 0)
	if err != nil {
		return errors.Join(err, file.Close())
	}
	err = db.Update(func(b *bbolt.Tx) error {
		t := &tx{Tx: b, j: j, pages: guarded}
		m, err := readMeta(t.get)
		if err != nil {
			return err
		}
		if t.meta = m; !m.writable() {
			return fmt.Errorf("%s: %w", j.opts.Path, journal.ErrNewer)
		}
		for _, name := range []string{bucketKeys, bucketDrafts, bucketEntries, bucketDead} {
			t.bucket(name).FillPercent = fill
		}
		if err := t.name(); err != nil {
			return err
		}
		return fn(t)
	})
	return errors.Join(err, db.Close())
}

// check guards what every transaction walks: the headers, the freelist, where
// the buckets begin, and the path on which a new record is put.
func check(file *os.File) (*guard.File, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	f, err := guard.Open(file, info.Size())
	if err != nil {
		return nil, err
	}
	return f, missing(f, checkPaths(f))
}

// checkPaths is check, for a file that is open.
func checkPaths(f *guard.File) error {
	return f.Quick(
		guard.Path{Bucket: bucketMeta},
		guard.Path{Bucket: bucketKeys},
		guard.Path{Bucket: bucketDrafts, Last: true},
		guard.Path{Bucket: bucketEntries, Last: true},
		guard.Path{Bucket: bucketDead})
}

// openBolt hands bbolt a file that is open and locked already, and tells it how
// long it will become, if that is known. It never creates: a zero-length file
// would silently become an empty journal.
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

func (t *tx) bucket(name string) *bbolt.Bucket { return t.Bucket([]byte(name)) }

func (t *tx) get(key string) ([]byte, error) {
	for _, name := range []string{bucketMeta, bucketKeys, bucketDrafts, bucketEntries, bucketDead} {
		if t.bucket(name) == nil {
			return nil, fmt.Errorf("the bucket %s is missing: %w", name, journal.ErrNotJournal)
		}
	}
	return t.bucket(bucketMeta).Get([]byte(key)), nil
}

func (t *tx) putMeta(key string, value []byte) error {
	return t.bucket(bucketMeta).Put([]byte(key), value)
}

// maxRecord is the longest record that is written, in bytes. bbolt puts up to
// four records into a page however long they are, and guard believes no page
// above 64 MiB.
const maxRecord = 12 << 20

// append puts a record at the next address of drafts or entries.
func (t *tx) append(bucket string, value []byte) (uint64, error) {
	n, err := t.bucket(bucket).NextSequence()
	if err != nil {
		return 0, err
	}
	return n, t.put(bucket, addressKey(n), value)
}

// put puts a value, having guarded the pages on the way to it.
func (t *tx) put(bucket string, key, value []byte) error {
	if len(value) > maxRecord {
		return fmt.Errorf("a page of more than %d million letters: %w", maxRecord/1_000_000, journal.ErrInvalid)
	}
	if err := t.guard(guard.Path{Bucket: bucket, Key: key}); err != nil {
		return err
	}
	return t.bucket(bucket).Put(key, value)
}

// remove takes a value out, if it is there, having guarded the pages on the
// way and those beside them, which bbolt may merge.
func (t *tx) remove(bucket string, key []byte) error {
	if err := t.guard(guard.Path{Bucket: bucket, Key: key, Delete: true}); err != nil {
		return err
	}
	return t.bucket(bucket).Delete(key)
}

// look returns a value, nil if it is not there, having guarded the pages on
// the way.
func (t *tx) look(bucket string, key []byte) ([]byte, error) {
	if err := t.guard(guard.Path{Bucket: bucket, Key: key}); err != nil {
		return nil, err
	}
	return t.bucket(bucket).Get(key), nil
}

func (t *tx) guard(p guard.Path) error {
	if t.pages == nil {
		return nil
	}
	return t.pages.Quick(p)
}

// record returns the record at an address; ok is false when none lies there
// or it is damaged.
func (t *tx) record(bucket string, n uint64) (value []byte, r seal.Record, ok bool) {
	value, err := t.look(bucket, addressKey(n))
	if err != nil {
		return nil, r, false
	}
	r, err = seal.ParseRecord(value)
	return value, r, err == nil
}

// filedAfter says whether a record lies among the entries filed after an
// address: how a second try finds out that the first went through after all.
func (t *tx) filedAfter(n uint64, is func(r seal.Record) bool) bool {
	found := false
	// Through the bounded reader: nobody has guarded the pages on the way back.
	_ = t.pages.WalkBack(bucketEntries, func(k, v []byte) error {
		if address(k) <= n {
			return errStop
		}
		if r, err := seal.ParseRecord(v); err == nil {
			found = is(r)
		}
		if found {
			return errStop
		}
		return nil
	})
	return found
}

// putKey makes sure that the key lies in the file, in a box of this epoch.
// While no lock is set the identity is at hand, and the box is the small kind.
func (t *tx) putKey(k *seal.Key) error {
	old, err := t.look(bucketKeys, k.ID[:])
	if err != nil {
		return err
	}
	if epoch, _, err := seal.BoxEpoch(old); err == nil && epoch == t.meta.epoch {
		return nil
	}
	box, err := t.box(k)
	if err != nil {
		return err
	}
	return t.put(bucketKeys, k.ID[:], box)
}

func (t *tx) box(k *seal.Key) ([]byte, error) {
	if t.meta.locked() {
		r, err := t.meta.sealTo()
		if err != nil {
			return nil, err
		}
		return r.SealKey(k)
	}
	id, err := t.meta.clearIdentity()
	if err != nil {
		return nil, err
	}
	defer id.Wipe()
	w, err := id.Wrapper()
	if err != nil {
		return nil, err
	}
	return w.WrapKey(k, t.j.opts.Random)
}
