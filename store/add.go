package store

import (
	"context"
	"io"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Add files entries, all or none, in one transaction and under one key, and
// returns their ids. It needs no passphrase. Intentions are opened where there
// is a change answer; Written must be set.
func (j *Journal) Add(ctx context.Context, entries ...journal.Entry) ([]journal.ID, error) {
	rids := make([]seal.ID, len(entries))
	ids := make([]journal.ID, len(entries))
	for i, e := range entries {
		if err := e.Validate(); err != nil {
			return nil, err
		}
		if _, err := io.ReadFull(j.opts.Random, rids[i][:]); err != nil {
			return nil, err
		}
		ids[i] = journal.NewID(rids[i])
	}
	if len(entries) == 0 {
		return nil, nil
	}
	var since uint64
	begun := false
	err := j.update(ctx, func(t *tx) error {
		begun, since = true, t.bucket(bucketEntries).Sequence()
		key, err := t.keyOf(nil, seal.Epoch{})
		if err != nil {
			return err
		}
		defer key.Wipe()
		for i, e := range entries {
			if _, err := t.file(key, rids[i], payload{kind: kindEntry, entry: e.Promised()}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && begun && j.filed(ctx, since, rids[0]) {
		err = nil // the commit failed after the header was written: it is there
	}
	if err != nil {
		return nil, err
	}
	return ids, nil
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
