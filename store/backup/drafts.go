package backup

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// ForgetVersions overwrites what earlier versions of pages have left in the journal, its backups, and
// copies elsewhere that can be reached. Of the page left, unless it is zero, the backups keep only
// that version.
func (s *Set) ForgetVersions(ctx context.Context, left journal.Waiting) error {
	return s.file.Scrub(ctx, func() error { return s.purgeDrafts(ctx, left) })
}

// purgeDrafts removes from the backups the drafts that the journal has filed or taken out, and every
// other version of the page left. It looks only at drafts, as it runs whenever a page was filed. It
// does not touch what a restore has replaced: a draft there may be newer than the journal's.
func (s *Set) purgeDrafts(ctx context.Context, left journal.Waiting) error {
	m, err := s.file.Meta(ctx)
	if err != nil {
		return err
	}
	own, failed := s.own(ctx, m)
	for i, c := range slices.Concat(own, s.elsewhere(ctx, m.Journal)) {
		file := s.at(c.Path)
		gone, err := s.ended(ctx, file, left)
		if err == nil && (len(gone) > 0 || c.meta.ScrubPending) {
			err = file.Write(ctx, func(t *disk.Tx) error {
				_, err := t.Purge(gone, orders{now: m, gone: gone}.may(t), disk.BucketDrafts)
				return errors.Join(err, t.ScrubLater())
			})
			if err == nil {
				err = file.Scrub(ctx, nil)
			}
		}
		if i < len(own) && !errors.Is(err, journal.ErrDamaged) { // which backup --list reports
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// Show notes a proof, by its writer or the owner, that a draft may go from the backups. A draft that
// was filed under its own name has no tombstone to show it.
func (s *Set) Show(rid seal.ID, proof []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shown == nil {
		s.shown = make(map[seal.ID][]byte)
	}
	s.shown[rid] = proof
}

// Drafts returns all versions of the drafts in backups and copies elsewhere, as far as those can be
// read, by their names and keys.
func (s *Set) Drafts(ctx context.Context) map[[2]seal.ID][][]byte {
	all := make(map[[2]seal.ID][][]byte)
	m, err := s.file.Meta(ctx)
	if err != nil {
		return all
	}
	own, _ := s.own(ctx, m)
	for _, c := range slices.Concat(own, s.elsewhere(ctx, m.Journal)) {
		_ = s.at(c.Path).View(ctx, func(g *guard.File) error {
			return disk.Records(g, disk.BucketDrafts, func(_ []byte, r seal.Record) {
				page := [2]seal.ID{r.RID, r.KID}
				all[page] = append(all[page], bytes.Clone(r.Value))
			})
		})
	}
	return all
}

// ended returns the drafts that a backup must lose, each with its proof if one is known.
func (s *Set) ended(ctx context.Context, copied disk.File, left journal.Waiting) (gone disk.Tombstones, err error) {
	var drafts disk.Versions
	err = copied.View(ctx, func(g *guard.File) (err error) {
		drafts, err = disk.Drafts(g)
		return err
	})
	if err != nil || len(drafts) == 0 {
		return nil, err
	}
	err = s.file.View(ctx, func(g *guard.File) (err error) {
		gone, err = disk.Ended(g, drafts)
		return err
	})
	rid, none := left.Record.Bytes()
	if nonce, there := drafts[rid]; err == nil && none == nil && there && nonce != left.Nonce {
		gone[seal.ID(rid)] = disk.NewTombstone(disk.Replaced, nil)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for rid, stone := range gone {
		if proof := s.shown[rid]; proof != nil && !stone.Reason().ForGood() {
			gone[rid] = disk.NewTombstone(disk.Replaced, proof)
		}
	}
	return gone, err
}
