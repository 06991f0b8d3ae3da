package mend

import (
	"bytes"
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

// SalvageReport says what became of the records of a damaged journal. Found is always Written +
// Duplicates + Purged.
type SalvageReport struct {
	Found      int  `json:"found"`               // different records that pass their sum, in use or left from before
	Written    int  `json:"written"`             // into the new file, drafts included
	Drafts     int  `json:"drafts"`              // of those written, pages that wait
	Duplicates int  `json:"earlier_states"`      // earlier states of a page that was written in a later one
	Purged     int  `json:"taken_out"`           // left out, because they were taken out of the journal
	Damaged    int  `json:"-"`                   // not found whole anywhere: they stay in the damaged file alone, where reading may yet succeed
	KeyMissing int  `json:"records_without_key"` // of those written, records that cannot be opened: their key was not found
	Carved     bool `json:"carved"`              // not everything could be walked: the leaves were searched for what was left

	// OnlyRecoveryKey: until a passphrase is set, only the recovery key opens the new file.
	OnlyRecoveryKey bool `json:"only_recovery_key"`
	// NoRecipient: nothing can be written in the new file before a Rekey.
	NoRecipient bool `json:"needs_rekey"`
}

// Salvage copies every record that still passes its sum, word for word, into a new journal file at
// the path to. It needs no secret, and leaves the damaged file as it is.
//
// It first walks everything that can be reached. If that is not all, it carves leaves out of the rest
// of the file, including those that were set free and not yet written over. An entry has one version,
// so any copy of it will do. Which version of an unreachable draft is the last cannot be told, so all
// are kept: better to keep words twice than to lose them.
//
// Buckets and values that this shakeoff does not know are carried along as they are, except for
// nested buckets, which no format has.
//
// Errors: fs.ErrExist for a file that is already at to; journal.ErrDamaged, without a new file, if
// nothing could be saved that anyone could ever open.
func Salvage(ctx context.Context, f disk.File, to string) (SalvageReport, error) {
	exists := fmt.Errorf("%s is there already and was not touched: %w", to, fs.ErrExist)
	if _, err := os.Lstat(to); err == nil {
		return SalvageReport{}, exists
	}
	held, err := f.Hold(ctx, false)
	if err != nil {
		return SalvageReport{}, err
	}
	defer held.Close() // releases the lock; nothing was written
	s := salvage{
		ctx: ctx, whole: make(map[string]bool), boxes: make(map[seal.ID][]box), tombstones: make(disk.Tombstones),
		seen: make(map[[sha256.Size]byte]bool), roots: make(map[int64]*root),
	}
	if err := s.read(held.File); err != nil {
		return s.report, f.Explain(err)
	}
	if err := s.resolveMeta(); err != nil {
		return s.report, fmt.Errorf("%s: %w", f.Path, err)
	}
	if s.resolveRecords(); s.report.Written == 0 && s.report.Carved {
		return s.report, fmt.Errorf("%s: %w", f.Path, errNothing)
	}
	made, err := disk.File{Path: to}.Build(ctx, 0, s.write)
	if err == nil && !made {
		err = exists
	}
	return s.report, err
}

// salvage is what was found so far, and what is to be written.
type salvage struct {
	ctx    context.Context //nolint:containedctx // lives as long as the call it was made for
	file   *guard.File     // nil if no header can be read
	report SalvageReport

	whole      map[string]bool // buckets whose every page was reached and every record is well
	finds      []find          // all different records, in the order in which they were met
	seen       map[[sha256.Size]byte]bool
	bad        []seal.ID       // names of records that were reached and do not pass
	roots      map[int64]*root // of leaves that were carved, by where they lie
	boxes      map[seal.ID][]box
	tombstones disk.Tombstones
	metas      []meta // what the file says of itself, the most trusted first

	meta   meta // as it will be written
	epoch  seal.Epoch
	chosen []find // in the order in which they will be written
}

type box struct {
	value []byte
	live  bool // reached, not carved
}

// read walks what can be walked, and carves if that was not everything.
func (s *salvage) read(held *os.File) (err error) {
	s.file, err = disk.Open(held)
	switch {
	case errors.Is(err, guard.ErrEmpty), errors.Is(err, guard.ErrNotBolt):
		return err
	case err == nil:
		s.walk()
	}
	if s.isWhole() || s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	s.report.Carved = true
	info, err := held.Stat()
	if err != nil {
		return err
	}
	s.carve(held, info.Size())
	return s.ctx.Err()
}

// isWhole says that nothing is missing of what can be reached.
func (s *salvage) isWhole() bool {
	missed := func(bucket string) bool { return !s.whole[bucket] }
	keyless := func(f find) bool { return f.known && s.boxes[f.kid] == nil }
	return !slices.ContainsFunc(disk.Buckets(), missed) && !slices.ContainsFunc(s.finds, keyless)
}

// walk takes in what can be reached from the header in use; a damaged one may be the newer.
func (s *salvage) walk() {
	m := meta{values: make(map[string][]byte), live: true}
	s.walkBucket(disk.BucketMeta, func(k, v []byte) bool {
		m.values[string(k)] = bytes.Clone(v)
		return true
	})
	s.whole[disk.BucketMeta] = s.whole[disk.BucketMeta] && m.sound()
	s.walkBucket(disk.BucketKeys, func(k, v []byte) bool { return s.key(k, v, true) })
	s.walkBucket(disk.BucketTombstones, func(k, v []byte) bool {
		if len(k) != seal.IDSize {
			return false
		}
		s.tombstones[seal.ID(k)] = disk.Tombstone(v)
		return true
	})
	for _, bucket := range []string{disk.BucketEntries, disk.BucketDrafts} {
		s.walkBucket(bucket, func(k, v []byte) bool {
			return s.add(find{bucket: bucket, live: true, address: disk.Address(k), value: v})
		})
		n, _ := s.file.Sequence(bucket) // as far as it can be read
		m.counter += n
	}
	s.metas = append(s.metas, m)
}

// walkBucket passes a bucket's keys and values to take, which says whether they are sound.
func (s *salvage) walkBucket(bucket string, take func(k, v []byte) bool) {
	well := !s.file.OneHeader()
	err := s.file.Walk(bucket, func(k, v []byte) error {
		if !take(k, v) {
			well = false
		}
		return s.ctx.Err()
	})
	s.whole[bucket] = well && err == nil
}

func (s *salvage) key(kid, value []byte, live bool) bool {
	if _, _, err := seal.BoxEpoch(value); err != nil || len(kid) != seal.IDSize {
		return false
	}
	id := seal.ID(kid)
	if sum := sha256.Sum256(slices.Concat([]byte("key"), kid, value)); !s.seen[sum] {
		s.seen[sum] = true
		s.boxes[id] = append(s.boxes[id], box{value: bytes.Clone(value), live: live})
	}
	return true
}
