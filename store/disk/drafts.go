package disk

import (
	"shakeoff/store/guard"
	"shakeoff/store/seal"
)

// Versions are the nonces of drafts, by their names.
type Versions map[seal.ID]seal.Nonce

// Records passes the records of a bucket to fn, each with its key. It skips what is not a record:
// that is carried along, and doctor reports it.
func Records(g *guard.File, bucket string, fn func(k []byte, r seal.Record)) error {
	return g.Walk(bucket, func(k, v []byte) error {
		if r, err := seal.UncheckedRecord(v); err == nil {
			fn(k, r)
		}
		return nil
	})
}

// Drafts returns the drafts of a file.
func Drafts(g *guard.File) (Versions, error) {
	found := make(Versions)
	return found, Records(g, BucketDrafts, func(_ []byte, r seal.Record) { found[r.RID] = r.Nonce })
}

// Ended returns those of a copy's drafts that the journal g is known to have filed or taken out. Of
// any other, the copy may be all there is.
func Ended(g *guard.File, drafts Versions) (Tombstones, error) {
	ended, unknown := make(Tombstones), make(map[seal.ID]bool)
	here, err := Drafts(g)
	if err != nil {
		return nil, err
	}
	for rid := range drafts {
		value, err := g.Get(BucketTombstones, rid[:])
		if err != nil {
			return nil, err
		}
		switch _, waits := here[rid]; {
		case waits:
		case len(value) > 0:
			ended[rid] = Tombstone(value)
		default:
			unknown[rid] = true
		}
	}
	if len(unknown) == 0 {
		return ended, nil // without a look at every entry
	}
	return ended, Records(g, BucketEntries, func(_ []byte, r seal.Record) {
		if unknown[r.RID] {
			ended[r.RID] = NewTombstone(Replaced, nil)
		}
	})
}
