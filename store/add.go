package store

import (
	"context"
	"slices"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Add files entries, all or none, in one transaction and under one key, and
// returns their ids, which are new. It needs no passphrase. Intentions are
// opened where there is a change answer; Written must be set.
func (j *Journal) Add(ctx context.Context, entries ...journal.Entry) ([]journal.ID, error) {
	fresh := slices.Clone(entries)
	for i := range fresh {
		fresh[i].ID = ""
	}
	return j.Import(ctx, fresh...)
}

// filed says whether a record lies among the entries behind an address.
func (j *Journal) filed(ctx context.Context, since uint64, rid seal.ID) bool {
	found := false
	err := j.view(ctx, func(f *guard.File) error {
		return f.WalkBack(bucketEntries, func(k, v []byte) error {
			if r, err := seal.ParseRecord(v); err == nil && r.RID == rid {
				found = true
			}
			if found || address(k) <= since {
				return errStop
			}
			return nil
		})
	})
	return found && (err == nil || isStop(err))
}
