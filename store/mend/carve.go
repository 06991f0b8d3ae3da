package mend

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"maps"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/seal"
)

// find is a record that passes its sum.
type find struct {
	bucket  string // "" if the leaf it was carved out of does not tell
	live    bool   // it was reached, not carved
	current bool   // the newest root that was carved says that it is in that bucket
	address uint64 // its address there
	offset  int64  // of the leaf it was carved out of
	leaf    uint64 // the number that the leaf bears
	value   []byte

	rid, kid seal.ID // of a version that is not known, rid stands for its bytes and kid is zero
	known    bool    // this shakeoff knows its version
}

// finds are all different records, in the order in which they were met.
type finds struct {
	all  []find
	seen map[[sha256.Size]byte]bool
	bad  []seal.ID // names of records that were reached and do not pass
}

// add takes a record in, unless it was met before, and says whether it passes its sum.
func (f *finds) add(r find) bool {
	rec, err := seal.ParseRecord(r.value)
	if err != nil && !errors.Is(err, seal.ErrVersion) {
		if r.live {
			rec, _ = seal.UncheckedRecord(r.value) // a name that is damaged names nothing
			f.bad = append(f.bad, rec.RID)
		}
		return false
	}
	sum := sha256.Sum256(r.value)
	if f.seen[sum] {
		return true
	}
	f.seen[sum] = true
	if r.rid, r.kid, r.known = rec.RID, rec.KID, err == nil; !r.known {
		r.rid = seal.ID(sum[:seal.IDSize])
	}
	r.value = bytes.Clone(r.value)
	f.all = append(f.all, r)
	return true
}

// carving is what is learned of the buckets while leaves are carved.
type carving struct {
	*salvage
	roots map[int64]*root // by where they lie
}

// root is a leaf that lists the buckets, now or before; the meta bucket lies within.
type root struct {
	meta    meta
	drafts  uint64 // the page where the drafts begin, 0 if they lie within too
	entries uint64
}

func (s *salvage) carve(file io.ReaderAt, size int64) error {
	c := carving{salvage: s, roots: make(map[int64]*root)}
	err := guard.Carve(file, size, func(g guard.Carved) error {
		c.take(g)
		return s.ctx.Err()
	})
	at, newest := c.newest()
	for i := range s.finds.all {
		f := &s.finds.all[i]
		// A small bucket is one leaf, which the root names; a smaller lies within the root.
		switch {
		case f.live:
		case f.bucket != "":
			f.current = f.offset == at
		case f.leaf != 0 && f.leaf == newest.drafts:
			f.bucket, f.current = disk.BucketDrafts, true
		case f.leaf != 0 && f.leaf == newest.entries:
			f.bucket, f.current = disk.BucketEntries, true
		}
	}
	return err
}

// take takes in one key and its value. By its looks it is told what it is: no value of one
// bucket can be taken for that of another.
func (c *carving) take(g guard.Carved) {
	switch {
	case g.IsBucket:
		c.bucket(g)
	case g.Inline == disk.BucketMeta:
		c.root(g.Offset).meta.values[string(g.Key)] = bytes.Clone(g.Value)
	case len(g.Key) == seal.IDSize && disk.Tombstone(g.Value).Valid():
		if c.tombstones[seal.ID(g.Key)] == "" {
			c.tombstones[seal.ID(g.Key)] = disk.Tombstone(g.Value)
		}
	case len(g.Key) == seal.IDSize:
		c.key(g.Key, g.Value, false)
	default:
		c.finds.add(find{bucket: g.Inline, address: disk.Address(g.Key), offset: g.Offset, leaf: g.ID, value: g.Value})
	}
}

func (c *carving) root(offset int64) *root {
	if c.roots[offset] == nil {
		c.roots[offset] = &root{meta: meta{values: make(map[string][]byte)}}
	}
	return c.roots[offset]
}

func (c *carving) bucket(g guard.Carved) {
	switch string(g.Key) {
	case disk.BucketEntries:
		c.root(g.Offset).entries = g.Root
	case disk.BucketDrafts:
		c.root(g.Offset).drafts = g.Root
	default:
		return
	}
	c.root(g.Offset).meta.counter += g.Sequence
}

// newest returns the root with the highest counters and where it lies, and notes all metas.
func (c *carving) newest() (at int64, newest root) {
	for _, offset := range slices.Sorted(maps.Keys(c.roots)) {
		r := c.roots[offset]
		if r.meta.counter >= newest.meta.counter && len(r.meta.values) > 0 {
			at, newest = offset, *r
		}
		c.metas = append(c.metas, r.meta)
	}
	return at, newest
}
