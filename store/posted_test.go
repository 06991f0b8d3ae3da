package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

// forgery is what somebody does who can write a locked journal's file, knows its format and
// holds no secret, to a journal of three entries that its owner has seen: of their records, and
// of the first of each.
type forgery func(ctx context.Context, j *store.Journal, write func(func(tx *disk.Tx) error), rids []seal.ID) error

func rid(t *testing.T, id journal.ID) seal.ID {
	t.Helper()
	b, err := id.Bytes()
	must(t, err)
	return b
}

// TestWhatIsPostedTakesNothingAway forges whatever might hide, replace or take out a page of
// the owner. All pages are there, whole, and nothing is missing; what was posted says so.
func TestWhatIsPostedTakesNothingAway(t *testing.T) {
	stranger := seal.NewIdentity()
	tombstones := func(proof func(rid seal.ID) []byte) forgery {
		return func(_ context.Context, _ *store.Journal, write func(func(tx *disk.Tx) error), rids []seal.ID) error {
			write(func(tx *disk.Tx) (err error) {
				for i, rid := range rids {
					stone := disk.NewTombstone(disk.Reason(1+i%3), proof(rid))
					err = errors.Join(err, tx.Bury(disk.Tombstones{rid: stone}))
				}
				return err
			})
			return nil
		}
	}
	for name, c := range map[string]struct {
		forge  forgery
		posted int // pages more, which were posted
	}{
		"tombstones":             {forge: tombstones(func(seal.ID) []byte { return nil })},
		"looked at":              {forge: tombstones(func(seal.ID) []byte { return []byte{0} })},
		"with a token":           {forge: tombstones(func(rid seal.ID) []byte { return rid[:] })},
		"signed by somebody":     {forge: tombstones(func(rid seal.ID) []byte { return stranger.Sign(seal.ClaimTombstone, rid[:]) })},
		"signed for another one": {forge: tombstones(func(seal.ID) []byte { return stranger.Sign(seal.ClaimTombstone) })},
		"a version": {posted: 1, forge: func(ctx context.Context, j *store.Journal, _ func(func(tx *disk.Tx) error), rids []seal.ID) error {
			return j.Forge(ctx, store.Forged{Of: rids[3], Replaces: rids[:1], Entry: storetest.Entry("forged")})
		}},
		"an entry": {posted: 1, forge: func(ctx context.Context, j *store.Journal, _ func(func(tx *disk.Tx) error), rids []seal.ID) error {
			return j.Forge(ctx, store.Forged{Replaces: rids, Entry: storetest.Entry("forged")})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			u := m.accepted(t)
			e := storetest.All(t, u)[0]
			e.Answers[0].Text += ", edited"
			_, err := u.Edit(t.Context(), e)
			must(t, err)
			must(t, u.Tidy(t.Context()))
			before := storetest.All(t, u)
			const accepted = 2 // and one was edited
			var rids []seal.ID
			for _, e := range before {
				rids = append(rids, rid(t, e.Record))
			}
			for _, e := range before {
				rids = append(rids, rid(t, e.ID))
			}
			must(t, c.forge(t.Context(), m.open(), func(fn func(tx *disk.Tx) error) { write(t, m.path, fn) }, rids))
			for round := range 3 {
				if round == 2 { // what no proof took out under the lock stays when that comes off
					must(t, u.RemoveLock(t.Context()))
				}
				if told := missed(t, m.open(), storetest.Passphrase); told != nil {
					t.Errorf("told: %v", told)
				}
				all, posted := storetest.All(t, storetest.Unlock(t, m.open(), storetest.Passphrase)), 0
				there := make(map[journal.ID]bool)
				for _, e := range all {
					there[e.Record] = true
					if e.Posted {
						posted++
					}
				}
				for _, e := range before {
					if !there[e.Record] {
						t.Errorf("%q is hidden", e.Text(journal.Happened))
					}
				}
				if told := accepted + c.posted; len(all) != len(before)+c.posted || posted != told && round < 2 {
					t.Errorf("%d pages, %d of them posted", len(all), posted)
				}
				must(t, u.Tidy(t.Context()))
			}
			for _, e := range before {
				must(t, u.Weigh(t.Context(), e.ID, journal.Weighing{At: storetest.At, Moment: journal.Later, Weight: 1}))
				_, err := u.Edit(t.Context(), e)
				must(t, err)
			}
		})
	}
}

// A tombstone that proves itself hides what lies there, as the joining of two copies would have it.
func TestAProvenTombstoneHides(t *testing.T) {
	m := newMachine(t)
	u := m.accepted(t)
	id, err := seal.ParseIdentity([]byte(u.RecoveryKey()))
	must(t, err)
	gone := rid(t, storetest.All(t, u)[0].ID)
	word := id.Sign(seal.ClaimTombstone, gone[:])
	write(t, m.path, func(tx *disk.Tx) error { return tx.Bury(disk.Tombstones{gone: disk.NewTombstone(disk.Deleted, word)}) })
	if n := len(storetest.All(t, u)); n != 2 {
		t.Errorf("%d pages", n)
	}
}

// TestWhatIsPostedTakesNothingOut plants pages that name pages of the owner as their own
// past. The owner throws them away: only they go, here and from the backups.
func TestWhatIsPostedTakesNothingOut(t *testing.T) {
	m := newMachine(t)
	u := m.accepted(t)
	before := storetest.All(t, u)
	rids := []seal.ID{rid(t, before[0].ID), rid(t, before[1].ID), rid(t, before[2].ID)}
	backup, err := m.open().Backups().Make(t.Context(), "")
	must(t, err)
	forge := func(f store.Forged) { must(t, m.open().Forge(t.Context(), f)) }
	trash := seal.ID{1}
	forge(store.Forged{RID: trash, Replaces: rids, Entry: storetest.Entry("trash")})
	forge(store.Forged{Kind: 3, Of: rids[0], Replaces: rids[1:], Entry: journal.Entry{Intention: journal.Intention{State: journal.LetGo, At: storetest.At}}})
	forge(store.Forged{InTheDrafts: true, RID: rids[0], Replaces: rids, Entry: storetest.Entry("a trap")})
	storetest.All(t, u)
	must(t, u.Delete(t.Context(), store.Deleted, journal.NewID(trash)))
	must(t, u.Mark(t.Context(), before[0].ID, journal.Intention{State: journal.Tried, At: storetest.At.Add(time.Hour)}))
	s, err := m.open().Status(t.Context())
	must(t, err)
	d, _, err := u.Adopt(t.Context(), s.Waiting[0])
	must(t, err)
	must(t, d.Discard(t.Context()))
	must(t, u.Tidy(t.Context()))
	for _, path := range []string{m.path, backup} {
		if n := entriesIn(t, path, storetest.Passphrase); n != 3 {
			t.Errorf("%d pages are left in %s", n, path)
		}
	}
}

// TestPostedNotesSayIt weighs and marks a page of the owner without the passphrase: the
// page says so, as it does not for what its owner notes.
func TestPostedNotesSayIt(t *testing.T) {
	m := newMachine(t)
	u := m.accepted(t)
	before := storetest.All(t, u)
	weighing := journal.Weighing{At: storetest.At, Moment: journal.Later, Weight: 10}
	mark := journal.Intention{State: journal.LetGo, At: storetest.At.Add(time.Hour)}
	e := storetest.Entry("of the owner", "", "promised")
	_, err := u.Edit(t.Context(), journal.Entry{ID: before[0].ID, Record: before[0].Record, Answers: e.Answers})
	must(t, err)
	_, err = u.Edit(t.Context(), journal.Entry{ID: before[1].ID, Record: before[1].Record, Answers: e.Answers})
	must(t, err)
	_, err = u.Edit(t.Context(), journal.Entry{ID: before[2].ID, Record: before[2].Record, Answers: e.Answers})
	must(t, err)
	must(t, u.Weigh(t.Context(), before[2].ID, weighing))
	must(t, m.open().Forge(t.Context(), store.Forged{Kind: 2, Of: rid(t, before[0].ID), Entry: journal.Entry{Weighings: []journal.Weighing{weighing}}}))
	must(t, m.open().Forge(t.Context(), store.Forged{Kind: 3, Of: rid(t, before[1].ID), Entry: journal.Entry{Intention: mark}}))
	for range 2 {
		var told []journal.ID
		for _, e := range storetest.All(t, u) {
			if e.Posted {
				t.Errorf("%s itself was posted", e.ID)
			}
			if e.PostedLater {
				told = append(told, e.ID)
			}
		}
		slices.Sort(told)
		want := []journal.ID{before[0].ID, before[1].ID}
		slices.Sort(want)
		if !slices.Equal(told, want) {
			t.Errorf("told of %v and not of %v", told, want)
		}
		must(t, u.Tidy(t.Context()))
	}
}

// Neither the head's other numbers nor a record from later times silences what is told.
func TestNothingSilencesTheRemarks(t *testing.T) {
	m := newMachine(t)
	u := m.accepted(t)
	write(t, m.path, func(tx *disk.Tx) error { return tx.PutMeta(disk.MetaWriter, []byte{0}) })
	posted := 0
	for _, e := range storetest.All(t, u) {
		if e.Posted {
			posted++
		}
	}
	if posted != 3 {
		t.Errorf("%d of the pages say that they were posted", posted)
	}
	must(t, m.open().Forge(t.Context(), store.Forged{OfLaterTimes: true, Entry: storetest.Entry("later")}))
	must(t, u.Tidy(t.Context()))
	if told := missed(t, m.open(), storetest.Passphrase); told != nil {
		t.Errorf("nothing is missing, and told: %v", told)
	}
	write(t, m.path, func(tx *disk.Tx) error {
		k, _, err := first(tx)
		return errors.Join(err, tx.Remove(disk.BucketEntries, k))
	})
	if told := missed(t, m.open(), storetest.Passphrase); told == nil || told.Records != 1 {
		t.Errorf("told: %v", told)
	}
}
