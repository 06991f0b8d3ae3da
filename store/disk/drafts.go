package disk

import (
	"maps"

	"shakeoff/store/guard"
	"shakeoff/store/seal"
)

// Versions are drafts by their names, each in the version of a nonce.
type Versions map[seal.ID]seal.Nonce

// Drafts returns the drafts of a file.
func Drafts(g *guard.File) (Versions, error) {
	found := make(Versions)
	err := g.Walk(BucketDrafts, func(_, v []byte) error {
		if r, err := seal.UncheckedRecord(v); err == nil {
			found[r.RID] = r.Nonce
		}
		return nil
	})
	return found, err
}

// Ended returns those of a copy's drafts that the journal g is known to have filed or
// taken out. Of one that it knows nothing about, the copy may be all there is.
func Ended(g *guard.File, drafts Versions) (Tombstones, error) {
	ended, unknown := make(Tombstones), maps.Clone(drafts)
	here, err := Drafts(g)
	if err != nil {
		return nil, err
	}
	for rid := range drafts {
		value, err := g.Get(BucketTombstones, rid[:])
		if err != nil {
			return nil, err
		}
		_, waits := here[rid]
		if len(value) > 0 && !waits {
			ended[rid] = Tombstone(value)
		}
		if waits || ended[rid] != "" {
			delete(unknown, rid)
		}
	}
	if len(unknown) == 0 {
		return ended, nil // without a look at every entry
	}
	return ended, g.Walk(BucketEntries, func(_, v []byte) error {
		r, err := seal.UncheckedRecord(v)
		if _, drafted := unknown[r.RID]; err == nil && drafted {
			ended[r.RID] = NewTombstone(Replaced, nil)
		}
		return nil
	})
}
