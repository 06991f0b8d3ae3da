package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// reading is one look into the file with the identity at hand.
type reading struct {
	ctx  context.Context //nolint:containedctx // lives as long as the call it was made for
	file *guard.File
	meta disk.Meta
	id   *seal.Identity

	boxes   func(bucket string, key []byte) ([]byte, error) // where the boxes of keys are; or nil: the file
	ring    map[seal.ID]*seal.Key                           // the keys met so far, or all of them
	opener  seal.Opener
	decoder decoder
	bad     int             // records that could not be read
	buried  disk.Tombstones // nil: each is looked up

	counter *seal.Counter // nil if nothing is counted
	counted seal.Count    // what the owner has accepted and was opened
}

func (r *reading) close() {
	r.wipeText()
	for _, k := range r.ring {
		k.Wipe()
	}
}

func (r *reading) wipeText() {
	r.opener.Wipe()
	if r.decoder.collector != nil {
		r.decoder.collector.words.Wipe()
	}
}

func (r *reading) damaged() error {
	if r.bad == 0 {
		return nil
	}
	return fmt.Errorf("%d of the records or pages could not be read, all others were: %w", r.bad, journal.ErrDamaged)
}

// loadKeys opens every key on all cores, ten times as quick as looking each up by its name.
func (r *reading) loadKeys() error {
	opened := make([][]*seal.Key, runtime.GOMAXPROCS(0))
	each := make([]func(k, box []byte) error, len(opened))
	for i := range each {
		each[i] = func(k, box []byte) error {
			if len(k) != seal.IDSize {
				return nil
			}
			// A key that does not open is missed by the records that need it.
			if key, err := r.id.OpenKey(seal.ID(k), box); err == nil {
				opened[i] = append(opened[i], key)
			}
			return r.ctx.Err()
		}
	}
	err := r.readable(r.file.Spread(disk.BucketKeys, each))
	all := slices.Concat(opened...)
	r.ring = make(map[seal.ID]*seal.Key, len(all))
	for _, key := range all {
		r.ring[key.ID] = key
	}
	return err
}

// plenty bounds the records for which room is made at once, since the file is not trusted.
const plenty = 1 << 17

// openAll opens every record and takes all of them in, on each core into a merger of its own.
func (r *reading) openAll(q *journal.Query) (*merger, error) {
	counter, err := r.file.Sequence(disk.BucketEntries)
	if err != nil && !errors.Is(err, guard.ErrDamaged) {
		return nil, err
	}
	crew := make([]reading, runtime.GOMAXPROCS(0))
	mergers := make([]*merger, len(crew))
	each := make([]func(k, v []byte) error, len(crew))
	for i := range each {
		own, f := &crew[i], newMerger(int(min(counter, plenty))/len(crew))
		*own = reading{ctx: r.ctx, ring: r.ring, counter: r.counter, decoder: decoder{collector: collect(q)}}
		defer own.wipeText()
		mergers[i] = f
		each[i] = func(k, v []byte) error {
			_, err := own.take(f, disk.Address(k), v)
			return err
		}
	}
	err = r.readable(r.file.Spread(disk.BucketEntries, each))
	for i := range crew {
		r.bad += crew[i].bad
		r.counted.Add(crew[i].counted)
	}
	mergers[0].join(mergers[1:]...)
	mergers[0].known = counter
	return mergers[0], err
}

func (r *reading) key(kid seal.ID) (*seal.Key, error) {
	if k := r.ring[kid]; k != nil {
		return k, nil
	}
	if r.file == nil { // one of a crew, which shares a whole ring
		return nil, fmt.Errorf("its key is missing: %w", journal.ErrDamaged)
	}
	get := r.boxes
	if get == nil {
		get = r.file.Get
	}
	name := kid // which goes to the heap, and kid does not
	box, err := get(disk.BucketKeys, name[:])
	if err != nil {
		return nil, err
	}
	k, err := r.id.OpenKey(kid, box)
	if err != nil {
		return nil, err
	}
	if r.ring == nil {
		r.ring = make(map[seal.ID]*seal.Key)
	}
	r.ring[kid] = k
	return k, nil
}

// open opens a value, into a payload that is good until the next. A record that
// cannot be read is counted and gives none; err is for the file as a whole.
func (r *reading) open(value []byte) (*payload, error) {
	if err := r.ctx.Err(); err != nil {
		return nil, err
	}
	p, err := r.try(value)
	if err == nil {
		return p, nil
	}
	// One of an unknown version is carried along, unless it is only damaged.
	if _, sum := seal.ParseRecord(value); !errors.Is(err, seal.ErrVersion) || errors.Is(sum, seal.ErrRecord) {
		r.bad++
	}
	return nil, nil //nolint:nilnil // as said above
}

func (r *reading) try(value []byte) (*payload, error) {
	rec, err := seal.UncheckedRecord(value)
	if err != nil {
		return nil, err
	}
	k, err := r.key(rec.KID)
	if err != nil {
		return nil, err
	}
	plain, err := r.opener.OpenRecord(k, rec)
	if err != nil {
		return nil, err
	}
	if r.counter != nil && k.Wrapped {
		r.counted.Add(r.counter.Of(rec.Mark()))
	}
	err = r.decoder.decode(plain)
	p := &r.decoder.payload
	p.rid, p.kid, p.posted = rec.RID, rec.KID, k.Posted
	return p, err
}

// take opens a value and adds it to a merger, and says whether it was a version.
func (r *reading) take(f *merger, address uint64, value []byte) (version bool, err error) {
	p, err := r.open(value)
	return p != nil && f.add(address, p), err
}

// openOne opens a value that must open, into a payload that stays.
func (r *reading) openOne(value []byte) (payload, error) {
	p, err := r.try(value)
	if err != nil {
		return payload{}, fmt.Errorf("%w: %w", journal.ErrDamaged, err)
	}
	return *p, nil
}

// gone says that a version was taken out, or its entry, though it lies there. Whoever can
// write the file can write a tombstone: where a lock is set, only one with a proof counts.
func (r *reading) gone(v *version) (bool, error) {
	counts := func(rid seal.ID, why disk.Tombstone) bool {
		return !r.meta.Locked() || why.Proves(seal.Record{RID: rid, KID: v.kid}, r.id.OwnerKey())
	}
	why, err := r.tombstone(v.rid)
	switch {
	case err != nil:
		return false, err
	case why != "" && counts(v.rid, why):
		return true, nil
	case v.rid == v.first:
		return false, nil
	}
	// An edited entry that was deleted is named by its first record.
	why, err = r.tombstone(v.first)
	return why.Reason().ForGood() && counts(v.first, why), err
}

// tombstone returns that of a record, "" if it was not taken out. Unless all were read, it reads
// no more than the page where that would lie.
func (r *reading) tombstone(rid seal.ID) (disk.Tombstone, error) {
	if r.buried != nil {
		return r.buried[rid], nil
	}
	name := rid // which goes to the heap, and rid does not
	v, err := r.file.Get(disk.BucketTombstones, name[:])
	return disk.Tombstone(v), r.readable(err)
}

// readTombstones reads all at once, for whoever asks for most of them.
func (r *reading) readTombstones() error {
	r.buried = make(disk.Tombstones)
	return r.walk(disk.BucketTombstones, func(k, v []byte) error {
		if len(k) == seal.IDSize {
			r.buried[seal.ID(k)] = disk.Tombstone(v)
		}
		return nil
	})
}

// walk visits a bucket, as far as it can be read.
func (r *reading) walk(bucket string, fn func(k, v []byte) error) error {
	return r.readable(r.file.Walk(bucket, func(k, v []byte) error {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		return fn(k, v)
	}))
}

// readable counts what was found damaged like a record: the rest was read.
func (r *reading) readable(err error) error {
	if r.ctx.Err() == nil && errors.Is(err, guard.ErrDamaged) {
		r.bad++
		return nil
	}
	return err
}
