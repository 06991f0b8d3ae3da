package mend

import (
	"bytes"
	"cmp"
	"errors"
	"maps"
	"slices"
	"sort"

	"shakeoff/store/disk"
	"shakeoff/store/seal"
)

func (s *salvage) resolveRecords() {
	var rids []seal.ID
	versions := make(map[seal.ID][]find)
	for _, f := range s.finds {
		if versions[f.rid] == nil {
			rids = append(rids, f.rid)
		}
		versions[f.rid] = append(versions[f.rid], f)
	}
	s.report.Found = len(s.finds)
	// How many records with a single version each carved leaf has. Drafts were saved again and
	// again and entries once, so the leaf of an entry has more of them.
	company := make(map[int64]int)
	for _, all := range versions {
		if len(all) == 1 {
			company[all[0].offset]++
		}
	}
	for _, rid := range rids {
		all := versions[rid]
		if s.tombstones[rid] != "" {
			s.report.Purged += len(all)
			continue
		}
		chosen := s.choose(all, company)
		s.report.Duplicates += len(all) - len(chosen)
		s.chosen = append(s.chosen, chosen...)
	}
	sort.SliceStable(s.chosen, func(i, j int) bool { return s.chosen[i].address < s.chosen[j].address })
	s.report.Written = len(s.chosen)
	for _, rid := range s.bad {
		if len(versions[rid]) == 0 { // no copy of it is whole
			s.report.Damaged++
		}
	}
	for _, f := range s.chosen {
		if f.bucket == disk.BucketDrafts {
			s.report.Drafts++
		}
		if f.known && len(s.boxes[f.kid]) == 0 {
			s.report.KeyMissing++
		}
	}
}

// choose returns the versions of one record to write, each with its bucket. What is missing from a
// whole bucket was taken out of it. Where an entry cannot be told from its drafts, the likeliest
// version becomes the entry and the others stay drafts.
func (s *salvage) choose(all []find, company map[int64]int) []find {
	var live, entries, drafts, either []find
	for _, f := range all {
		switch {
		case f.live:
			live = append(live, f)
		case f.bucket == disk.BucketEntries:
			entries = append(entries, f)
		case f.bucket == disk.BucketDrafts:
			drafts = append(drafts, f)
		default:
			either = append(either, f)
		}
	}
	filed := slices.ContainsFunc(live, func(f find) bool { return f.bucket == disk.BucketEntries })
	waits := slices.ContainsFunc(drafts, func(f find) bool { return f.current })
	switch {
	case filed, len(live) > 0 && (s.whole[disk.BucketDrafts] || s.whole[disk.BucketEntries]), s.whole[disk.BucketEntries] && s.whole[disk.BucketDrafts]:
		return live
	case s.whole[disk.BucketEntries]:
		return as(disk.BucketDrafts, either, drafts)
	case len(entries) > 0:
		return append(live, entries[0])
	case waits && len(live) == 0:
		current := slices.DeleteFunc(drafts, func(f find) bool { return !f.current })
		return as(disk.BucketDrafts, either, current)
	case len(either) > 0:
		sort.SliceStable(either, func(i, j int) bool {
			a, b := &either[i], &either[j]
			return cmp.Or(cmp.Compare(company[b.offset], company[a.offset]), cmp.Compare(len(b.value), len(a.value))) < 0
		})
		return append(append(live, as(disk.BucketEntries, either[:1])...), as(disk.BucketDrafts, either[1:])...)
	case len(live) > 0 || s.whole[disk.BucketDrafts]:
		return live
	}
	return as(disk.BucketDrafts, drafts)
}

func as(bucket string, finds ...[]find) []find {
	out := slices.Concat(finds...)
	for i := range out {
		out[i].bucket = bucket
	}
	return out
}

func (s *salvage) write(t *disk.Tx) error {
	for key, value := range s.meta.values {
		if err := t.PutMeta(key, value); err != nil {
			return err
		}
	}
	if err := errors.Join(s.writeKeys(t), t.Bury(s.tombstones), s.carryAlong(t)); err != nil {
		return err
	}
	for _, f := range s.chosen {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		if _, err := t.Append(f.bucket, f.value); err != nil {
			return err
		}
	}
	return nil
}

// carryAlong copies the buckets of a newer format as far as they can be reached.
func (s *salvage) carryAlong(t *disk.Tx) error {
	if s.file == nil {
		return nil
	}
	names, _ := s.file.Buckets()
	for _, name := range names {
		if slices.Contains(disk.Buckets(), name) || name == disk.BucketOrder { // which the next write rebuilds
			continue
		}
		counter, _ := s.file.Sequence(name) // one that cannot be read starts again
		if err := t.Fill(name, counter, func(put func(k, v []byte) error) (failed error) {
			_ = s.file.Walk(name, func(k, v []byte) error {
				if v != nil { // no bucket within
					failed = errors.Join(failed, put(k, bytes.Clone(v)))
				}
				return errors.Join(failed, s.ctx.Err())
			})
			return failed
		}); err != nil {
			return err
		}
	}
	return nil
}

// writeKeys writes the keys that were reached, and the carved ones that a record needs: the others
// are of pages that were taken out.
func (s *salvage) writeKeys(t *disk.Tx) error {
	needed, all := make(map[seal.ID]bool), false
	for _, f := range s.chosen {
		needed[f.kid] = true
		all = all || !f.known // nobody can tell what it needs
	}
	opens, end := opener(s.meta.values[disk.MetaIdentity])
	defer end()
	// bbolt is quickest with sorted keys.
	kids := slices.Collect(maps.Keys(s.boxes))
	sort.Slice(kids, func(i, j int) bool { return bytes.Compare(kids[i][:], kids[j][:]) < 0 })
	for _, kid := range kids {
		boxes := s.boxes[kid]
		if !all && !needed[kid] && !slices.ContainsFunc(boxes, func(b box) bool { return b.live }) {
			continue
		}
		if err := t.Put(disk.BucketKeys, kid[:], s.best(boxes, kid, opens)); err != nil {
			return err
		}
	}
	return nil
}
