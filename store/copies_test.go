package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/store/storetest"
)

// at is the same computer with the journal at a path that a person chose, and its backups there.
func (m machine) at(path, backups string) *store.Journal {
	return store.New(store.Options{
		Path: path, WorkFactor: storetest.WorkFactor, Patience: time.Minute, State: m.state, Chosen: true, Backups: backup.Options{Dir: backups},
	})
}

// ways are how a copy comes to lie in the folder that they return, and how the journal is
// opened afterwards.
var ways = map[string]func(t *testing.T, m machine) (lies string, after *store.Journal){
	"by a link": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		link := filepath.Join(t.TempDir(), "diary.db")
		storetest.Link(t, m.path, link)
		return filepath.Dir(copied(t, m.open(), "")), m.at(link, "")
	},
	"made by a link": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		link := filepath.Join(t.TempDir(), "diary.db")
		storetest.Link(t, m.path, link)
		return filepath.Dir(copied(t, m.at(link, ""), "")), m.open()
	},
	"renamed": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		lies, to := filepath.Dir(copied(t, m.open(), "")), filepath.Join(filepath.Dir(m.path), "diary.db")
		must(t, os.Rename(m.path, to))
		return lies, m.at(to, "")
	},
	"moved": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		lies, to := filepath.Dir(copied(t, m.open(), "")), filepath.Join(t.TempDir(), "diary.db")
		must(t, os.Rename(m.path, to))
		return lies, m.at(to, "")
	},
	"backups elsewhere": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		return filepath.Dir(copied(t, m.open(), "")), m.at(m.path, t.TempDir())
	},
	"a file of its own": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		return filepath.Dir(copied(t, m.open(), filepath.Join(t.TempDir(), "away", "copy.db"))), m.open()
	},
	"into a folder": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		return filepath.Dir(copied(t, m.open(), t.TempDir())), m.open()
	},
	"salvaged": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		to := filepath.Join(t.TempDir(), "saved.db")
		_, err := mend.Salvage(t.Context(), m.open().File(), to)
		must(t, err)
		must(t, m.open().Backups().Remember(t.Context(), to))
		return filepath.Dir(to), m.open()
	},
	"set aside, then moved": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		lies, to := filepath.Dir(m.path), filepath.Join(t.TempDir(), "diary.db")
		_, err := m.open().Backups().Restore(t.Context(), copied(t, m.open(), filepath.Join(t.TempDir(), "copy.db")),
			func(backup.Change) (backup.Proof, error) { return backup.Proof{}, nil })
		must(t, err)
		must(t, os.Rename(m.path, to))
		return lies, m.at(to, "")
	},
}

func copied(t *testing.T, j *store.Journal, to string) string {
	t.Helper()
	path, err := j.Backups().Make(t.Context(), to)
	must(t, err)
	return path
}

// locked says how many journals of a folder have a lock, and how many have none.
func locked(t *testing.T, dir string) (with, without int) {
	t.Helper()
	for _, path := range storetest.FilesUnder(t, dir) {
		if strings.HasPrefix(filepath.Ext(path), ".json") {
			continue
		}
		s, err := storetest.Open(path).Status(t.Context())
		must(t, err)
		if s.Locked {
			with++
		} else {
			without++
		}
	}
	return with, without
}

// A deletion, and a lock, reach every copy that this machine has ever made, whatever the
// journal is called by then.
func TestEveryCopyIsReached(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			id := storetest.Add(t, m.open(), storetest.Entry("one"), storetest.Entry("two"))[0]
			lies, after := way(t, m)
			sealed := storetest.Sealed(t, lies, id)
			if len(sealed) == 0 {
				t.Fatal("the control failed: there is nothing to forget in the copy")
			}
			must(t, storetest.Unlock(t, after, "").Delete(t.Context(), store.Deleted, id))
			if anyContains(t, lies, sealed) {
				t.Error("the copy still has what was deleted")
			}
			storetest.Lock(t, after)
			if _, without := locked(t, lies); without > 0 {
				t.Error("the copy has no lock")
			}
		})
	}
}

// The control: where nothing is remembered, only what lies beside the journal is reached.
func TestWithoutMemoryCopiesAreNotReached(t *testing.T) {
	for name, way := range ways {
		m := newMachine(t)
		m.state = ""
		id := storetest.Add(t, m.open(), storetest.Entry("one"))[0]
		lies, after := way(t, m)
		sealed := storetest.Sealed(t, lies, id)
		must(t, storetest.Unlock(t, after, "").Delete(t.Context(), store.Deleted, id))
		beside := map[string]bool{"by a link": true, "made by a link": true, "renamed": true}[name]
		if anyContains(t, lies, sealed) == beside {
			t.Errorf("%s: the copy was reached %v", name, beside)
		}
	}
}

// A passphrase that is changed, and a new identity, reach a copy elsewhere too: what opened
// it before opens it no more.
func TestCopiesFollowThePassphrase(t *testing.T) {
	m := newMachine(t)
	storetest.Add(t, m.open(), storetest.Entry("one"))
	early := copied(t, m.open(), filepath.Join(t.TempDir(), "early.db"))
	storetest.Lock(t, m.open())
	late := copied(t, m.open(), filepath.Join(t.TempDir(), "late.db"))
	secret := storetest.Passphrase
	for _, change := range []func(u *store.Unlocked, to string) error{
		func(u *store.Unlocked, to string) error { return u.SetPassphrase(t.Context(), []byte(to)) },
		func(u *store.Unlocked, to string) error { return u.Rekey(t.Context(), []byte(to)) },
	} {
		j := m.open()
		must(t, change(storetest.Unlock(t, j, secret), secret+"!"))
		for _, path := range []string{early, late} {
			if _, err := storetest.Open(path).Unlock(t.Context(), []byte(secret)); !errors.Is(err, journal.ErrPassphrase) {
				t.Errorf("%s opens as before: %v", filepath.Base(path), err)
			}
			if got := storetest.All(t, storetest.Unlock(t, storetest.Open(path), secret+"!")); len(got) != 1 {
				t.Errorf("%s holds %d entries", filepath.Base(path), len(got))
			}
		}
		if got := j.Backups().Unreached(); len(got) > 0 {
			t.Errorf("not reached: %v", got)
		}
		secret += "!"
	}
}

// A copy under an identity that is gone cannot be opened by anybody here: it is told, and
// never removed.
func TestACopyOfAnOlderLockIsTold(t *testing.T) {
	m := newMachine(t)
	m.lock(t)
	stick := filepath.Join(t.TempDir(), "stick")
	copied(t, m.open(), filepath.Join(stick, "copy.db"))
	must(t, os.Rename(stick, stick+" away"))
	must(t, storetest.Unlock(t, m.open(), storetest.Passphrase).Rekey(t.Context(), []byte("another")))
	must(t, os.Rename(stick+" away", stick))
	j := m.open()
	must(t, j.Backups().Daily(t.Context()))
	if got := j.Backups().Unreached(); len(got) != 1 || got[0] != filepath.Join(stick, "copy.db") {
		t.Errorf("told: %v", got)
	}
	storetest.Unlock(t, storetest.Open(filepath.Join(stick, "copy.db")), storetest.Passphrase)
}

// A page that was rescued before the lock gets the lock with the journal, though it is a
// journal of its own; one from before there was any journal too.
func TestARescuedPageGetsTheLock(t *testing.T) {
	for _, first := range []bool{true, false} {
		m, dir := newMachine(t), t.TempDir()
		if !first {
			storetest.Add(t, m.open(), storetest.Entry("one"))
		}
		d := m.open().NewDraft()
		path, err := d.Rescue(t.Context(), dir, storetest.Entry("rescued"))
		must(t, err)
		if s, err := storetest.Open(path).Status(t.Context()); err != nil || s.Locked {
			t.Fatal("the control failed: it has a lock from the beginning", err)
		}
		storetest.Lock(t, m.open())
		if got := storetest.All(t, storetest.Unlock(t, storetest.Open(path), storetest.Passphrase)); len(got) != 1 || storetest.Words(got[0])[0] != "rescued" {
			t.Errorf("%d entries in it", len(got))
		}
		if _, without := locked(t, dir); without > 0 {
			t.Error("it has no lock")
		}
	}
}

// A disk that is not there is told, and stands in nobody's way; what lies on it follows when
// it is back. A copy that was taken away is forgotten, and another journal in its place is
// left alone.
func TestAMissingStick(t *testing.T) {
	for name, mountPoint := range map[string]bool{"no folder": false, "an empty folder": true} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			id := storetest.Add(t, m.open(), storetest.Entry("one"), storetest.Entry("two"))[0]
			stick := filepath.Join(t.TempDir(), "stick")
			path := copied(t, m.open(), filepath.Join(stick, "copy.db"))
			sealed := storetest.Sealed(t, stick, id)
			must(t, os.Rename(stick, stick+" away"))
			if mountPoint {
				must(t, os.Mkdir(stick, 0o700))
			}
			j := m.open()
			must(t, storetest.Unlock(t, j, "").Delete(t.Context(), store.Deleted, id))
			if got := j.Backups().Unreached(); len(got) != 1 || got[0] != path {
				t.Errorf("told: %v", got)
			}
			if s, err := j.Status(t.Context()); err != nil || s.Pending {
				t.Errorf("every write would try again: %v", err)
			}
			must(t, os.RemoveAll(stick))
			must(t, os.Rename(stick+" away", stick))
			if !anyContains(t, stick, sealed) {
				t.Fatal("the control failed: the copy was reached where it was not")
			}
			must(t, m.open().Backups().Daily(t.Context()))
			if anyContains(t, stick, sealed) {
				t.Error("it was not reached when it was back")
			}
			if got := m.state.Copies(nameOf(t, m)); len(got) != 2 || got[0].Behind || got[1].Behind {
				t.Errorf("remembered: %+v", got)
			}
		})
	}
}

func TestACopyThatIsNoneAnyMoreIsForgotten(t *testing.T) {
	m, dir := newMachine(t), t.TempDir()
	id := storetest.Add(t, m.open(), storetest.Entry("one"))[0]
	gone, other := copied(t, m.open(), filepath.Join(dir, "gone.db")), copied(t, m.open(), filepath.Join(dir, "other.db"))
	must(t, os.Remove(gone))
	must(t, os.Remove(other))
	storetest.Add(t, storetest.Open(other), storetest.Entry("of another journal"))
	must(t, storetest.Unlock(t, m.open(), "").Delete(t.Context(), store.Deleted, id))
	j := m.open()
	storetest.Lock(t, j)
	if got := m.state.Copies(nameOf(t, m)); len(got) != 1 || got[0].Own != nil || len(j.Backups().Unreached()) > 0 {
		t.Errorf("remembered: %+v, told: %v", got, j.Backups().Unreached())
	}
	if with, without := locked(t, dir); with != 0 || without != 1 {
		t.Error("another journal was given the lock")
	}
}

// nameOf returns the name by which a journal's copies are remembered.
func nameOf(t *testing.T, m machine) []byte {
	t.Helper()
	meta, err := m.open().File().Meta(t.Context())
	must(t, err)
	return meta.Journal[:]
}

// A copy that is opened as a journal is one copy: what is done there is not done to the
// copies of the journal that it was made of.
func TestACopyIsNotTheJournal(t *testing.T) {
	m := newMachine(t)
	storetest.Add(t, m.open(), storetest.Entry("one"))
	lies := filepath.Dir(copied(t, m.open(), ""))
	byHand := filepath.Join(t.TempDir(), "copy.db")
	storetest.WriteFile(t, byHand, storetest.ReadFile(t, m.path))
	storetest.Lock(t, m.at(byHand, ""))
	if with, without := locked(t, lies); with != 0 || without != 1 {
		t.Errorf("the backups of the journal: %d with the lock of its copy, %d as they were", with, without)
	}
	storetest.Lock(t, m.open())
	if with, without := locked(t, lies); with != 1 || without != 0 {
		t.Errorf("the journal itself does not reach its backups: %d with a lock, %d without", with, without)
	}
}

// A journal that is moved is the journal still, though a person has once looked into a copy of it.
func TestAMovedJournalIsNoCopy(t *testing.T) {
	m := newMachine(t)
	id := storetest.Add(t, m.open(), storetest.Entry("one"))[0]
	copy, backup := copied(t, m.open(), filepath.Join(t.TempDir(), "copy.db")), copied(t, m.open(), "")
	storetest.All(t, storetest.Unlock(t, m.at(copy, ""), "")) // shakeoff --journal copy.db list
	moved := filepath.Join(t.TempDir(), "moved.db")
	must(t, os.Rename(m.path, moved))
	must(t, storetest.Unlock(t, m.at(moved, filepath.Dir(backup)), "").Delete(t.Context(), store.Deleted, id))
	if n := entriesIn(t, copy, ""); n != 0 {
		t.Errorf("the copy still has %d", n)
	}
	storetest.Lock(t, m.at(moved, filepath.Dir(backup)))
	if s, err := storetest.Open(copy).Status(t.Context()); err != nil || !s.Locked {
		t.Errorf("the copy has no lock: %v", err)
	}
}

// A deletion that is cut short anywhere is gone on with by the next write, in copies elsewhere too.
func TestReachingCopiesIsResumed(t *testing.T) {
	interrupted := 0
	for n := 0; interrupted == n; n++ {
		m := newMachine(t)
		id := storetest.Add(t, m.open(), storetest.Entry("one"))[0]
		lies := filepath.Dir(copied(t, m.open(), filepath.Join(t.TempDir(), "copy.db")))
		sealed := storetest.Sealed(t, lies, id)
		must(t, storetest.Unlock(t, m.open(), "").Delete(&dying{Context: t.Context(), left: n}, store.Deleted, id))
		s, err := m.open().Status(t.Context())
		must(t, err)
		if s.Pending {
			interrupted++
			storetest.Add(t, m.open(), storetest.Entry("next"))
		}
		if anyContains(t, lies, sealed) {
			t.Errorf("after %d: the copy still has it", n)
		}
	}
	if interrupted < 3 {
		t.Errorf("interrupted only %d times", interrupted)
	}
}

// What was deleted by hand in a page is not left in a copy elsewhere that had it unfinished.
func TestWordsTakenBackLeaveCopiesElsewhere(t *testing.T) {
	m := newMachine(t)
	d := m.open().NewDraft()
	must(t, d.Save(t.Context(), storetest.Entry("a word too many")))
	lies := filepath.Dir(copied(t, m.open(), filepath.Join(t.TempDir(), "copy.db")))
	sealed := storetest.Sealed(t, lies, d.Record())
	must(t, d.Save(t.Context(), storetest.Entry("a word")))
	if _, err := d.File(t.Context(), storetest.Entry("a word")); err != nil || len(sealed) == 0 {
		t.Fatal(err, len(sealed))
	}
	must(t, m.open().ForgetVersions(t.Context(), journal.Waiting{}))
	if anyContains(t, lies, sealed) {
		t.Error("the copy still has the page as it was")
	}
}

// A folder of backups that was away is told too, until it was reached.
func TestAFolderThatWasAway(t *testing.T) {
	m := newMachine(t)
	id := storetest.Add(t, m.open(), storetest.Entry("one"))[0]
	stick := filepath.Join(t.TempDir(), "stick")
	copied(t, m.at(m.path, filepath.Join(stick, "backups")), "")
	must(t, os.Rename(stick, stick+" away"))
	must(t, storetest.Unlock(t, m.open(), "").Delete(t.Context(), store.Deleted, id))
	told := func(want backup.Info) {
		t.Helper()
		want.Path, want.Locked = filepath.Join(stick, "backups"), true
		if got, err := m.open().Backups().Elsewhere(t.Context()); err != nil || !reflect.DeepEqual(got, []backup.Info{want}) {
			t.Errorf("told: %+v, %v", got, err)
		}
	}
	told(backup.Info{Unreached: true, Behind: true})
	must(t, os.Rename(stick+" away", stick))
	told(backup.Info{Behind: true})
	must(t, m.open().Backups().Daily(t.Context()))
	if got, err := m.open().Backups().Elsewhere(t.Context()); err != nil || len(got) > 0 {
		t.Errorf("told though it was reached: %+v, %v", got, err)
	}
}

// A page that was filed just now can be burnt while the journal is locked, in copies elsewhere too.
func TestBurningWhileLockedReachesCopies(t *testing.T) {
	m := newMachine(t)
	m.lock(t)
	f, err := m.open().NewDraft().File(t.Context(), storetest.Entry("burn this"))
	must(t, err)
	lies := filepath.Dir(copied(t, m.open(), filepath.Join(t.TempDir(), "copy.db")))
	sealed := storetest.Sealed(t, lies, f.ID())
	must(t, f.Burn(t.Context()))
	if len(sealed) == 0 || anyContains(t, lies, sealed) {
		t.Errorf("of %d parts some are left", len(sealed))
	}
}
