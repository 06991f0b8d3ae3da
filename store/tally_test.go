package store_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

// accepted is a locked journal with three entries that its owner has seen.
func (m machine) accepted(t *testing.T) (u *store.Unlocked) {
	t.Helper()
	storetest.Lock(t, m.open())
	for _, text := range []string{"one", "two", "three"} {
		storetest.Add(t, m.open(), storetest.Entry(text))
	}
	u = storetest.Unlock(t, m.open(), storetest.Passphrase)
	must(t, u.Tidy(t.Context()))
	storetest.All(t, u)
	return u
}

// missed returns what the journal lacks, as who opens it now is told: nil for nothing.
func missed(t *testing.T, j *store.Journal, secret string) *journal.Missing {
	t.Helper()
	entries, err := storetest.Unlock(t, j, secret).All(t.Context())
	told, _ := errors.AsType[*journal.Missing](err)
	if err != nil && (told == nil || !errors.Is(err, journal.ErrMissing) || !errors.Is(err, journal.ErrDamaged)) {
		t.Fatalf("%d entries: %v", len(entries), err)
	}
	return told
}

// first returns the address and the value of the first record of entries.
func first(tx *disk.Tx) (k, v []byte, err error) {
	err = tx.Before.Walk(disk.BucketEntries, func(key, value []byte) error {
		if k == nil {
			k, v = bytes.Clone(key), bytes.Clone(value)
		}
		return nil
	})
	return k, v, err
}

// TestWhatIsTakenOutIsMissed has somebody who can write the file, and knows its format,
// take out, exchange or bring back what the owner had: the rest is read, and it is told, at
// every unlocking, whatever is written and tidied since.
func TestWhatIsTakenOutIsMissed(t *testing.T) {
	takeOut := func(tx *disk.Tx) error {
		k, _, err := first(tx)
		return errors.Join(err, tx.Remove(disk.BucketEntries, k))
	}
	for name, c := range map[string]struct {
		attack  func(tx *disk.Tx) error
		also    func(t *testing.T, m machine, taken journal.ID)
		records int // that are missing
	}{
		"a record": {attack: takeOut, records: 1},
		"with a tombstone": {records: 1, attack: func(tx *disk.Tx) error {
			_, v, err := first(tx)
			r, failed := seal.ParseRecord(v)
			gone := tombstones(disk.Deleted, r.RID)
			_, purged := tx.Purge(gone, nil, disk.BucketEntries)
			// A tally that is gone is told by the machine; here it is kept.
			return errors.Join(err, failed, purged, tx.Bury(gone), tx.PutMeta(disk.MetaTally, tx.Meta.Tally))
		}},
		"with a forged debt": {records: 1, attack: func(tx *disk.Tx) error {
			_, v, err := first(tx)
			r, failed := seal.ParseRecord(v)
			mark := r.Mark()
			debt := slices.Concat([]byte{byte(disk.Deleted)}, r.RID[:], mark[seal.IDSize:])
			return errors.Join(err, failed, takeOut(tx), tx.Put(disk.BucketTombstones, r.RID[:], debt))
		}},
		"exchanged under the same id": {attack: takeOut, records: 1, also: func(t *testing.T, m machine, taken journal.ID) {
			t.Helper()
			e := storetest.Entry("another one")
			e.ID = taken
			if ids, err := m.open().Import(t.Context(), e); err != nil || ids[0] != taken {
				t.Fatal(ids, err)
			}
		}},
		"twice": {records: -1, attack: func(tx *disk.Tx) error {
			_, v, err := first(tx)
			_, failed := tx.Append(disk.BucketEntries, v)
			return errors.Join(err, failed)
		}},
		"the tally": {attack: func(tx *disk.Tx) error { return tx.PutMeta(disk.MetaTally, make([]byte, len(tx.Meta.Tally))) }},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			u := m.accepted(t)
			oldest := storetest.All(t, u)
			backup, err := m.open().Backups().Make(t.Context(), "")
			must(t, err)
			write(t, m.path, c.attack)
			_, err = m.open().Backups().Make(t.Context(), "") // which lacks it too
			must(t, err)
			if c.also != nil {
				c.also(t, m, notThere(t, m, oldest))
			}
			for range 2 {
				told := missed(t, m.open(), storetest.Passphrase)
				if told == nil || told.Records != c.records || told.Older || u.WholeBackup(t.Context(), told) != backup {
					t.Fatalf("told: %+v", told)
				}
				storetest.Add(t, m.open(), storetest.Entry("since"))
				must(t, u.Tidy(t.Context()))
			}
			must(t, u.Rekey(t.Context(), []byte(storetest.Passphrase)))
			if missed(t, m.open(), storetest.Passphrase) == nil {
				t.Error("after a rekey nothing is told")
			}
		})
	}
}

// notThere returns which of these entries is not in the file any more.
func notThere(t *testing.T, m machine, entries []journal.Entry) journal.ID {
	t.Helper()
	there := make(map[journal.ID]bool)
	storetest.Walk(t, []byte(storetest.ReadFile(t, m.path)), disk.BucketEntries, func(_, v []byte) {
		r, err := seal.ParseRecord(v)
		must(t, err)
		there[journal.NewID(r.RID)] = true
	})
	return entries[slices.IndexFunc(entries, func(e journal.Entry) bool { return !there[e.ID] })].ID
}

// TestWeighedAfterItWasCounted weighs a page from the window that filed it, locked, after the owner has
// counted it elsewhere: what comes under a counted key would look like one record too many.
func TestWeighedAfterItWasCounted(t *testing.T) {
	m := newMachine(t)
	u := m.accepted(t)
	f, err := m.open().NewDraft().File(t.Context(), storetest.Entry("filed while locked"))
	must(t, err)
	must(t, u.Tidy(t.Context()))
	must(t, f.Weigh(t.Context(), journal.Weighing{At: storetest.At, Moment: journal.After, Weight: 2}))
	if told := missed(t, m.open(), storetest.Passphrase); told != nil {
		t.Errorf("told: %v", told)
	}
}

// TestAnOlderCopyIsTold puts an older copy of the file in its place, with all that the
// owner had signed then, or takes the tally away. What a restore put there is not told.
func TestAnOlderCopyIsTold(t *testing.T) {
	for name, attack := range map[string]func(t *testing.T, m machine, before string){
		"an older copy": func(t *testing.T, m machine, before string) { t.Helper(); storetest.WriteFile(t, m.path, before) },
		"no tally": func(t *testing.T, m machine, _ string) {
			t.Helper()
			write(t, m.path, func(tx *disk.Tx) error { return tx.Remove(disk.BucketMeta, []byte(disk.MetaTally)) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			u := m.accepted(t)
			before := storetest.ReadFile(t, m.path)
			storetest.Add(t, m.open(), storetest.Entry("four"))
			must(t, u.Tidy(t.Context()))
			storetest.All(t, u)
			attack(t, m, before)
			for range 2 {
				if older, err := m.open().Older(t.Context()); err != nil || !older {
					t.Errorf("without the passphrase nothing is told: %v", err)
				}
				if told := missed(t, m.open(), storetest.Passphrase); told == nil || !told.Older {
					t.Fatalf("told: %+v", told)
				}
				u := storetest.Unlock(t, m.open(), storetest.Passphrase)
				must(t, u.Tidy(t.Context()))
				entries, _ := u.All(t.Context())
				for i := range 5 { // nor does what the owner writes into it hide that it is older
					must(t, u.Weigh(t.Context(), entries[0].ID, journal.Weighing{At: storetest.At.Add(time.Duration(i) * time.Hour), Moment: journal.Later}))
				}
			}
			from := filepath.Join(t.TempDir(), "copy.db")
			storetest.WriteFile(t, from, before)
			_, err := m.open().Restore(t.Context(), from, storetest.Proof(storetest.Passphrase))
			must(t, err)
			if told := missed(t, m.open(), storetest.Passphrase); told != nil {
				t.Errorf("after a restore: %v", told)
			}
		})
	}
}

// TestARestoredDebtIsPaid restores copies that the owner has not tidied since something was
// taken out, whatever lock was set when: nothing is missing then, and what somebody took out of
// the copy still is.
func TestARestoredDebtIsPaid(t *testing.T) {
	again := []byte(storetest.Passphrase)
	off := func(t *testing.T, u *store.Unlocked) { t.Helper(); must(t, u.RemoveLock(t.Context())) }
	set := func(t *testing.T, u *store.Unlocked) { t.Helper(); must(t, u.SetPassphrase(t.Context(), again)) }
	renew := func(t *testing.T, u *store.Unlocked) { t.Helper(); must(t, u.Rekey(t.Context(), again)) }
	for name, changes := range map[string][]func(t *testing.T, u *store.Unlocked){
		"the same lock":      nil,
		"set again":          {set},
		"rekey":              {renew},
		"off":                {off},
		"off and on":         {off, set},
		"off and on, twice":  {off, set, off, set},
		"on, rekey, and off": {set, renew, off},
	} {
		for _, before := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, copied before %v", name, before), func(t *testing.T) {
				m := newMachine(t)
				j := m.open()
				u := m.accepted(t)
				one := storetest.All(t, u)[0].ID
				page, err := j.NewDraft().File(t.Context(), storetest.Entry("four"))
				must(t, err)
				must(t, u.Tidy(t.Context()))
				dir := t.TempDir()
				from, spoilt := filepath.Join(dir, "copy.db"), filepath.Join(dir, "spoilt.db")
				copied := func() {
					_, err := j.Backups().Make(t.Context(), from)
					must(t, err)
				}
				if before {
					copied()
				}
				must(t, u.Delete(t.Context(), store.Deleted, one))
				must(t, page.Burn(t.Context()))
				if !before {
					copied()
				}
				storetest.WriteFile(t, spoilt, storetest.ReadFile(t, from))
				write(t, spoilt, func(tx *disk.Tx) error {
					k, _, err := first(tx)
					return errors.Join(err, tx.Remove(disk.BucketEntries, k))
				})
				for _, change := range changes {
					change(t, u)
				}
				_, err = j.Restore(t.Context(), from, storetest.Proof(storetest.Passphrase))
				must(t, err)
				if told := missed(t, m.open(), storetest.Passphrase); told != nil {
					t.Errorf("told: %+v", told)
				}
				if got := storetest.All(t, storetest.Unlock(t, m.open(), storetest.Passphrase)); len(got) != 2 {
					t.Errorf("%d entries, want 2", len(got))
				}
				_, err = j.Restore(t.Context(), spoilt, storetest.Proof(storetest.Passphrase))
				must(t, err)
				if told := missed(t, m.open(), storetest.Passphrase); told == nil || told.Records != 1 {
					t.Errorf("of the copy with a record taken out: %+v", told)
				}
			})
		}
	}
}

// TestWhatIsPostedIsNotMissed takes out what the owner has not seen: nobody can tell.
func TestWhatIsPostedIsNotMissed(t *testing.T) {
	m := newMachine(t)
	m.accepted(t)
	page, err := m.open().NewDraft().File(t.Context(), storetest.Entry("posted"))
	must(t, err)
	must(t, page.Burn(t.Context()))
	if told := missed(t, m.open(), storetest.Passphrase); told != nil {
		t.Error(told)
	}
}

// sitting is one process of several at one journal, with what it holds.
type sitting struct {
	j     *store.Journal
	u     *store.Unlocked // nil while locked
	draft *store.Draft
	filed []*store.Filed
}

// play is a random sequence of what people do.
type play struct {
	*testing.T
	m       machine
	r       *rand.Rand
	secret  string
	sits    []*sitting
	copies  []string
	history []string
	looked  map[string][sha256.Size]byte // at what, of each file
}

// legitimate are all the ways to change a journal. What may fail is not looked at: another
// process may have been there, or the lock may be another.
func legitimate() map[string]func(p *play, s *sitting) error {
	unlocked := func(fn func(p *play, s *sitting, e journal.Entry) error) func(p *play, s *sitting) error {
		return func(p *play, s *sitting) error {
			if s.u == nil {
				return nil
			}
			all, err := s.u.All(p.Context())
			if len(all) == 0 {
				return err
			}
			return fn(p, s, all[p.r.IntN(len(all))])
		}
	}
	waiting := func(fn func(p *play, s *sitting, w journal.Waiting) error) func(p *play, s *sitting) error {
		return func(p *play, s *sitting) error {
			status, err := s.j.Status(p.Context())
			if len(status.Waiting) == 0 {
				return err
			}
			return fn(p, s, status.Waiting[p.r.IntN(len(status.Waiting))])
		}
	}
	filed := func(fn func(p *play, s *sitting, i int) error) func(p *play, s *sitting) error {
		return func(p *play, s *sitting) error {
			if len(s.filed) == 0 {
				return nil
			}
			return fn(p, s, p.r.IntN(len(s.filed)))
		}
	}
	lock := func(fn func(p *play, s *sitting) (secret string, err error)) func(p *play, s *sitting) error {
		return func(p *play, s *sitting) error {
			if s.u == nil {
				return nil
			}
			secret, err := fn(p, s)
			if err == nil {
				p.secret = secret
			}
			return err
		}
	}
	page := storetest.Entry("what happened", "", "say it sooner")
	weighing := journal.Weighing{At: storetest.At, Moment: journal.Later, Weight: 2}
	tidy := func(p *play, s *sitting) error {
		if err := legitimate()["unlock"](p, s); err != nil {
			return err
		}
		return s.u.Tidy(p.Context())
	}
	unlock := func(p *play, s *sitting) (err error) {
		if s.u != nil {
			s.u.Lock()
		}
		s.u, err = s.j.Unlock(p.Context(), []byte(p.secret))
		return err
	}
	return map[string]func(p *play, s *sitting) error{
		"add":        func(p *play, s *sitting) error { _, err := s.j.Add(p.Context(), page, page); return err },
		"save":       func(p *play, s *sitting) error { return s.draft.Save(p.Context(), page) },
		"save again": func(p *play, s *sitting) error { return s.draft.Save(p.Context(), page) },
		"file": func(p *play, s *sitting) error {
			f, err := s.draft.File(p.Context(), page)
			if err == nil {
				s.filed = append(s.filed, f)
			}
			return err
		},
		"file without knowing": func(p *play, s *sitting) error { return s.draft.FileAndForgetIt(p.Context(), page) },
		"discard":              func(p *play, s *sitting) error { return s.draft.Discard(p.Context()) },
		"leave":                func(p *play, s *sitting) error { s.draft.Forget(); return nil },
		"weigh filed":          filed(func(p *play, s *sitting, i int) error { return s.filed[i].Weigh(p.Context(), weighing) }),
		"burn": filed(func(p *play, s *sitting, i int) error {
			err := s.filed[i].Burn(p.Context())
			s.filed = slices.Delete(s.filed, i, i+1)
			return err
		}),
		"file waiting": waiting(func(p *play, s *sitting, w journal.Waiting) error { return s.j.FileWaiting(p.Context(), w) }),
		"adopt": waiting(func(p *play, s *sitting, w journal.Waiting) error {
			if s.u == nil {
				return nil
			}
			d, _, err := s.u.Adopt(p.Context(), w)
			if err == nil {
				s.draft = d
			}
			return err
		}),
		"forget versions": func(p *play, s *sitting) error { return s.j.ForgetVersions(p.Context(), journal.Waiting{}) },
		"unlock":          unlock,
		"lock": func(_ *play, s *sitting) error {
			if s.u != nil {
				s.u.Lock()
				s.u = nil
			}
			return nil
		},
		"tidy": tidy,
		"edit": unlocked(func(p *play, s *sitting, e journal.Entry) error {
			e.Answers = page.Answers
			_, err := s.u.Edit(p.Context(), e)
			return err
		}),
		"edit draft": unlocked(func(p *play, s *sitting, e journal.Entry) error {
			e.Answers = page.Answers
			_, err := s.u.EditDraft(p.Context(), s.draft, e)
			return err
		}),
		"weigh": unlocked(func(p *play, s *sitting, e journal.Entry) error { return s.u.Weigh(p.Context(), e.ID, weighing) }),
		"mark": unlocked(func(p *play, s *sitting, e journal.Entry) error {
			return s.u.Mark(p.Context(), e.ID, journal.Intention{State: journal.Tried, At: storetest.At})
		}),
		"delete": unlocked(func(p *play, s *sitting, e journal.Entry) error {
			return s.u.Delete(p.Context(), store.Deleted, e.ID)
		}),
		"import again": unlocked(func(p *play, s *sitting, e journal.Entry) error { _, err := s.j.Import(p.Context(), e); return err }),
		"import": func(p *play, s *sitting) error {
			e := page
			e.ID = journal.NewID([journal.RecordSize]byte{1, byte(p.r.IntN(4))})
			_, err := s.j.Import(p.Context(), e)
			return err
		},
		"change": lock(func(p *play, s *sitting) (string, error) {
			status, err := s.j.Status(p.Context())
			if err != nil || !status.Locked {
				return p.secret, err
			}
			return "another " + p.secret[:3], s.u.SetPassphrase(p.Context(), []byte("another "+p.secret[:3]))
		}),
		"rekey": lock(func(p *play, s *sitting) (string, error) { return p.secret, s.u.Rekey(p.Context(), []byte(p.secret)) }),
		"off and on": lock(func(p *play, s *sitting) (string, error) {
			if err := s.u.RemoveLock(p.Context()); err != nil {
				return p.secret, err
			}
			if err := errors.Join(legitimate()["save"](p, s), legitimate()["add"](p, s)); err != nil {
				return p.secret, err
			}
			return p.secret, s.u.SetPassphrase(p.Context(), []byte(p.secret))
		}),
		"off": lock(func(p *play, s *sitting) (string, error) { return p.secret, s.u.RemoveLock(p.Context()) }),
		"on": lock(func(p *play, s *sitting) (string, error) {
			return p.secret, s.u.SetPassphrase(p.Context(), []byte(p.secret))
		}),
		"daily": func(p *play, s *sitting) error { return s.j.Backups().Daily(p.Context()) },
		"copy": func(p *play, s *sitting) error {
			to := filepath.Join(filepath.Dir(p.m.path), fmt.Sprintf("copy%d.db", len(p.copies)))
			_, err := s.j.Backups().Make(p.Context(), to)
			if err == nil {
				p.copies = append(p.copies, to)
			}
			return err
		},
		"restore": func(p *play, s *sitting) error {
			files, _ := filepath.Glob(filepath.Join(filepath.Dir(p.m.path), "backups", "*.db"))
			files = append(files, p.copies...)
			if len(files) == 0 {
				return nil
			}
			// A copy may have another lock than the present one: then it is left alone.
			from := files[p.r.IntN(len(files))]
			u, err := storetest.Open(from).Unlock(p.Context(), []byte(p.secret))
			if err != nil {
				return err
			}
			u.Lock()
			_, err = s.j.Restore(p.Context(), from, storetest.Proof(p.secret))
			return err
		},
		"salvage": func(p *play, s *sitting) error {
			to := filepath.Join(p.TempDir(), "saved.db")
			if _, err := mend.Salvage(p.Context(), s.j.File(), to); err != nil {
				return err
			}
			_, err := s.j.Restore(p.Context(), to, storetest.Proof(p.secret))
			return err
		},
	}
}

// TestNoFalseAlarm has three processes do at random what people do, with a lock. Never is
// anything missing: neither in the journal nor in a copy that is opened by itself.
func TestNoFalseAlarm(t *testing.T) {
	seeds := rounds(6, 300)
	ways := legitimate()
	names := slices.Sorted(maps.Keys(ways))
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel() // most of it is waiting for the disk
			p := &play{T: t, m: newMachine(t), r: rand.New(rand.NewPCG(uint64(seed), 1)), secret: storetest.Passphrase, looked: make(map[string][sha256.Size]byte)}
			storetest.Lock(t, p.m.open())
			for range 3 {
				j := p.m.open()
				p.sits = append(p.sits, &sitting{j: j, draft: j.NewDraft()})
			}
			for range 60 {
				n, name := p.r.IntN(len(p.sits)), names[p.r.IntN(len(names))]
				if p.r.IntN(4) == 0 {
					name = "tidy"
				}
				err := ways[name](p, p.sits[n])
				p.history = append(p.history, fmt.Sprintf("%d %s: %v", n, name, err))
				if errors.Is(err, journal.ErrMissing) {
					t.Fatalf("%v\n%q", err, p.history)
				}
				p.look()
			}
		})
	}
}

// TestNoFalseAlarmAtOnce has three windows do it at the same time, under one lock. It begins
// anew now and then: what is taken out is taken out of every copy that was ever made.
func TestNoFalseAlarmAtOnce(t *testing.T) {
	times := rounds(1, 25)
	ways := legitimate()
	for _, name := range []string{"change", "rekey", "off and on", "off", "on"} {
		delete(ways, name)
	}
	names := slices.Sorted(maps.Keys(ways))
	for round := range times {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			m.accepted(t)
			var all sync.WaitGroup
			for n := range 3 {
				all.Go(func() {
					j := m.open()
					s := &sitting{j: j, draft: j.NewDraft()}
					p := &play{T: t, m: m, r: rand.New(rand.NewPCG(uint64(n), uint64(2+round))), secret: storetest.Passphrase, sits: []*sitting{s}}
					for range 40 {
						name := names[p.r.IntN(len(names))]
						err := ways[name](p, s)
						if err == nil {
							if err = ways["tidy"](p, s); err == nil {
								_, err = s.u.All(t.Context())
							}
						}
						if errors.Is(err, journal.ErrMissing) {
							t.Errorf("after %s: %v", name, err)
						}
					}
				})
			}
			all.Wait()
		})
	}
}

// look opens the journal and every copy that the passphrase opens. What it has seen it does not
// open again: nothing else than the file, the passphrase and what the machine has seen counts.
func (p *play) look() {
	p.Helper()
	files, _ := filepath.Glob(filepath.Join(filepath.Dir(p.m.path), "backups", "*.db"))
	for _, path := range append(append(files, p.copies...), p.m.path) {
		j, seen := storetest.Open(path), []byte(nil)
		if path == p.m.path {
			j = p.m.open()
			seen, _ = os.ReadFile(string(p.m.state))
		}
		now, _ := os.ReadFile(path)
		is := sha256.Sum256(slices.Concat(now, []byte(p.secret), seen))
		if p.looked[path] == is {
			continue
		}
		p.looked[path] = is
		u, err := j.Unlock(p.Context(), []byte(p.secret))
		if errors.Is(err, journal.ErrPassphrase) && path != p.m.path {
			continue // of another lock
		}
		if err == nil {
			_, err = u.All(p.Context())
			u.Lock()
		}
		if err != nil && !os.IsNotExist(err) {
			p.Fatalf("%s: %v\n%q", filepath.Base(path), err, p.history)
		}
	}
}

// TestPostedPagesSayIt posts a page and edits another with the passphrase: before and after
// Tidy, and under another identity, only the first was posted. Without a lock none is.
func TestPostedPagesSayIt(t *testing.T) {
	m := newMachine(t)
	storetest.Add(t, m.open(), storetest.Entry("before the lock"))
	storetest.Lock(t, m.open())
	storetest.Add(t, m.open(), storetest.Entry("posted"), storetest.Entry("edited"))
	u := storetest.Unlock(t, m.open(), storetest.Passphrase)
	edited := storetest.All(t, u)
	at := slices.IndexFunc(edited, func(e journal.Entry) bool { return e.Text(journal.Happened) == "edited" })
	_, err := u.Edit(t.Context(), edited[at])
	must(t, err)
	posted := func(when string, want ...string) {
		t.Helper()
		entries := storetest.All(t, u)
		one, err := u.Entries(t.Context(), entries[0].ID, entries[1].ID, entries[2].ID)
		must(t, err)
		for _, some := range [][]journal.Entry{entries, one} {
			var got []string
			for _, e := range some {
				if e.Posted {
					got = append(got, e.Text(journal.Happened))
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: posted were %q, want %q", when, got, want)
			}
		}
	}
	posted("at first", "posted")
	must(t, u.Tidy(t.Context()))
	posted("when seen", "posted")
	must(t, u.Rekey(t.Context(), []byte(storetest.Passphrase)))
	posted("under another identity", "posted")
	must(t, u.RemoveLock(t.Context()))
	posted("without a lock")
}
