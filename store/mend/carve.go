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
	bucket  string // "" if the leaf that it was carved out of does not tell
	live    bool   // reached, not carved
	current bool   // the newest carved root says that it is in that bucket
	address uint64 // in the bucket
	offset  int64  // of the leaf that it was carved out of
	leaf    uint64 // the number on that leaf
	value   []byte

	known    bool    // this shakeoff knows its version
	rid, kid seal.ID // for an unknown version, rid is made of its sum and kid is zero
}

// add collects a record, unless it was met before, and says whether it passes its sum.
func (s *salvage) add(r find) bool {
	rec, err := seal.ParseRecord(r.value)
	if err != nil && !errors.Is(err, seal.ErrVersion) {
		if r.live {
			rec, _ = seal.UncheckedRecord(r.value) // a name that is damaged names nothing
			s.bad = append(s.bad, rec.RID)
		}
		return false
	}
	sum := sha256.Sum256(r.value)
	if s.seen[sum] {
		return true
	}
	s.seen[sum] = true
	if r.rid, r.kid, r.known = rec.RID, rec.KID, err == nil; !r.known {
		r.rid = seal.ID(sum[:seal.IDSize])
	}
	r.value = bytes.Clone(r.value)
	s.finds = append(s.finds, r)
	return true
}

// root is a leaf that lists the buckets, now or before; the meta bucket lies within.
type root struct {
	meta    meta
	drafts  uint64 // the page where the drafts begin, 0 if they lie within too
	entries uint64
}

func (s *salvage) carve(file io.ReaderAt, size int64) {
	// What is given is either genuine or found out, whatever else there is.
	_ = guard.Carve(file, size, func(g guard.Carved) error {
		s.take(g)
		return s.ctx.Err()
	})
	at, newest := s.newestRoot()
	for i := range s.finds {
		f := &s.finds[i]
		// A small bucket is one leaf, which the root names; a tiny one lies within the root.
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
}

// take sorts one key and its value by their form: no value of one bucket can pass for that of another.
func (s *salvage) take(g guard.Carved) {
	switch {
	case g.IsBucket:
		s.bucket(g)
	case g.Inline == disk.BucketMeta:
		s.root(g.Offset).meta.values[string(g.Key)] = bytes.Clone(g.Value)
	case len(g.Key) == seal.IDSize && disk.Tombstone(g.Value).Valid():
		if s.tombstones[seal.ID(g.Key)] == "" {
			s.tombstones[seal.ID(g.Key)] = disk.Tombstone(g.Value)
		}
	case len(g.Key) == seal.IDSize:
		s.key(g.Key, g.Value, false)
	default:
		s.add(find{bucket: g.Inline, address: disk.Address(g.Key), offset: g.Offset, leaf: g.ID, value: g.Value})
	}
}

func (s *salvage) root(offset int64) *root {
	if s.roots[offset] == nil {
		s.roots[offset] = &root{meta: meta{values: make(map[string][]byte)}}
	}
	return s.roots[offset]
}

func (s *salvage) bucket(g guard.Carved) {
	switch string(g.Key) {
	case disk.BucketEntries:
		s.root(g.Offset).entries = g.Root
	case disk.BucketDrafts:
		s.root(g.Offset).drafts = g.Root
	default:
		return
	}
	s.root(g.Offset).meta.counter += g.Sequence
}

// newestRoot returns the root with the highest counters and where it lies, and notes all metas.
func (s *salvage) newestRoot() (at int64, newest root) {
	for _, offset := range slices.Sorted(maps.Keys(s.roots)) {
		r := s.roots[offset]
		if r.meta.counter >= newest.meta.counter && len(r.meta.values) > 0 {
			at, newest = offset, *r
		}
		s.metas = append(s.metas, r.meta)
	}
	return at, newest
}
