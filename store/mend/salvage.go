package mend

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/seal"
)

// SalvageReport says what became of a damaged journal's records. Found is
// always Written + Duplicates + Purged; Damaged comes on top.
type SalvageReport struct {
	Found      int  // different records that pass their sum, in use or left from before
	Written    int  // into the new file, drafts included
	Drafts     int  // of those written, pages that wait
	Duplicates int  // earlier states of a page of which a later one was written
	Purged     int  // left out, because they were taken out of the journal
	Damaged    int  // not found whole anywhere: they stay in the damaged file alone, where reading may yet succeed
	KeyMissing int  // of those written, records that cannot be opened: their key was not found
	Carved     bool // not everything could be walked: the leaves were searched for what was left

	// OnlyRecoveryKey says that the identity was not found: what opens the
	// new file is the printed recovery key, and no passphrase. Setting the
	// passphrase again puts that right.
	OnlyRecoveryKey bool
	// NoRecipient says that what new pages are sealed to was not found:
	// nothing can be written in the new file until a new identity is made for
	// it, which is Rekey.
	NoRecipient bool
}

// Salvage writes every record that still passes its sum into a new journal
// file at the path to, word for word, and needs no secret for it. The damaged
// file stays as it is.
//
// First everything that can be reached is walked. If that is not all, leaves
// are carved out of the rest of the file: what was in use, and what was set
// free and is not yet written over. Records are told apart by rid: of an entry
// there is one version, so that any copy is as good as another. Of a draft
// that is not reached, the state that was last cannot be told, and all are
// kept. Words are rather kept twice than lost: a page that was thrown away
// may come back.
//
// Buckets and values that this shakeoff does not know are carried along as
// they are; buckets within them, which no format has, are not.
//
// A file that exists at to is never touched: fs.ErrExist. journal.ErrDamaged
// says that nothing could be saved that anyone could ever open; no new file is
// made then.
func Salvage(ctx context.Context, f disk.File, to string) (SalvageReport, error) {
	if _, err := os.Lstat(to); err == nil {
		return SalvageReport{}, exists(to)
	}
	file, err := f.Hold(ctx, false)
	if err != nil {
		return SalvageReport{}, err
	}
	defer file.Close() // releases the lock; nothing was written
	info, err := file.Stat()
	if err != nil {
		return SalvageReport{}, err
	}
	s := newSalvage(ctx)
	if err := s.read(file, info.Size()); err != nil {
		return s.report, f.Explain(err)
	}
	if err := s.resolve(); err != nil {
		return s.report, fmt.Errorf("%s: %w", f.Path, err)
	}
	made, err := disk.File{Path: to}.Build(ctx, 0, s.write)
	if err == nil && !made {
		err = exists(to)
	}
	return s.report, err
}

func exists(path string) error {
	return fmt.Errorf("%s is there already and was not touched: %w", path, fs.ErrExist)
}

// salvage is one salvaging: what was found so far, and what is to be written.
type salvage struct {
	ctx    context.Context //nolint:containedctx // lives as long as the call it was made for
	report SalvageReport

	whole      map[string]bool // buckets of which every page was reached and every record is well
	finds      finds
	boxes      map[seal.ID][]box
	tombstones map[seal.ID][]byte
	metas      []meta // what the file says of itself, the most trusted first
	unknown    []bucketCopy

	meta   meta // as it will be written
	epoch  seal.Epoch
	chosen []find // in the order in which they will be written
}

// box is a key's box, as it was met.
type box struct {
	value []byte
	live  bool // reached, not carved
}

func newSalvage(ctx context.Context) *salvage {
	return &salvage{
		ctx:        ctx,
		whole:      make(map[string]bool),
		finds:      finds{seen: make(map[[sha256.Size]byte]bool)},
		boxes:      make(map[seal.ID][]box),
		tombstones: make(map[seal.ID][]byte),
	}
}

// read walks what can be walked, and carves if that was not everything.
func (s *salvage) read(file *os.File, size int64) error {
	f, err := guard.Open(file, size)
	switch {
	case errors.Is(err, guard.ErrEmpty), errors.Is(err, guard.ErrNotBolt):
		return err
	case err == nil:
		s.walk(f)
	}
	if s.isWhole() || s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	s.report.Carved = true
	if err := s.carve(file, size); s.ctx.Err() != nil {
		return err
	}
	// Whatever else carving met, what it gave was genuine or is found out.
	return nil
}

// isWhole says that nothing is missing of what can be reached.
func (s *salvage) isWhole() bool {
	for _, bucket := range disk.Buckets() {
		if !s.whole[bucket] {
			return false
		}
	}
	for _, f := range s.finds.all {
		if _, ok := s.boxes[f.kid]; !ok && f.known {
			return false
		}
	}
	return true
}

// walk takes in what can be reached from the header in use. When one header
// of the two is damaged it may be the newer, and what it led to is not reached.
func (s *salvage) walk(f *guard.File) {
	m := meta{values: make(map[string][]byte), live: true, counter: counters(f)}
	s.walkBucket(f, disk.BucketMeta, func(k, v []byte) bool {
		m.values[string(k)] = append([]byte{}, v...)
		return true
	})
	s.metas = append(s.metas, m)
	s.whole[disk.BucketMeta] = s.whole[disk.BucketMeta] && m.sound()
	s.walkBucket(f, disk.BucketKeys, func(k, v []byte) bool { return s.key(k, v, true) })
	s.walkBucket(f, disk.BucketTombstones, func(k, v []byte) bool {
		if len(k) != seal.IDSize {
			return false
		}
		s.tombstones[seal.ID(k)] = append([]byte{}, v...)
		return true
	})
	for _, bucket := range []string{disk.BucketEntries, disk.BucketDrafts} {
		s.walkBucket(f, bucket, func(k, v []byte) bool {
			return s.finds.add(find{bucket: bucket, live: true, address: disk.Address(k), value: v})
		})
	}
	s.walkUnknown(f)
}

// walkUnknown takes in the buckets of a newer format. What of them cannot be
// reached is lost: their leaves look like any.
func (s *salvage) walkUnknown(f *guard.File) {
	names, _ := f.Buckets()
	for _, name := range names {
		if slices.Contains(disk.Buckets(), name) {
			continue
		}
		b := bucketCopy{name: name}
		b.counter, _ = f.Sequence(name) // a counter that cannot be read begins anew
		s.walkBucket(f, name, func(k, v []byte) bool {
			if v != nil {
				b.pairs = append(b.pairs, [2][]byte{append([]byte{}, k...), append([]byte{}, v...)})
			}
			return true
		})
		s.unknown = append(s.unknown, b)
	}
}

// bucketCopy is a bucket of a newer format, as it is.
type bucketCopy struct {
	name    string
	counter uint64
	pairs   [][2][]byte
}

// walkBucket gives a bucket's keys and values to take, which says whether
// they are well.
func (s *salvage) walkBucket(f *guard.File, bucket string, take func(k, v []byte) bool) {
	well := !f.OneHeader()
	err := f.Walk(bucket, func(k, v []byte) error {
		if !take(k, v) {
			well = false
		}
		return s.ctx.Err()
	})
	s.whole[bucket] = well && err == nil
}

// key takes in the box of a key.
func (s *salvage) key(kid, value []byte, live bool) bool {
	if _, _, err := seal.BoxEpoch(value); err != nil || len(kid) != seal.IDSize {
		return false
	}
	id := seal.ID(kid)
	for _, b := range s.boxes[id] {
		if string(b.value) == string(value) {
			return true
		}
	}
	s.boxes[id] = append(s.boxes[id], box{value: append([]byte{}, value...), live: live})
	return true
}
