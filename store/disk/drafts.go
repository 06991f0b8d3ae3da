package disk

import (
	"shakeoff/store/guard"
	"shakeoff/store/seal"
)

// Versions are drafts by their names, each in the version of a nonce.
type Versions map[seal.ID][seal.NonceSize]byte

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
	ended := make(Tombstones)
	here, err := Drafts(g)
	if err != nil {
		return nil, err
	}
	unknown := 0
	for rid := range drafts {
		value, err := g.Get(BucketTombstones, rid[:])
		if err != nil {
			return nil, err
		}
		if reason := ReasonOf(value); reason != 0 {
			ended[rid] = reason
		} else if _, waits := here[rid]; !waits {
			unknown++
		}
	}
	if unknown == 0 {
		return ended, nil // without a look at every entry
	}
	return ended, g.Walk(BucketEntries, func(_, v []byte) error {
		r, err := seal.UncheckedRecord(v)
		if _, drafted := drafts[r.RID]; err == nil && drafted {
			ended[r.RID] = Replaced
		}
		return nil
	})
}
