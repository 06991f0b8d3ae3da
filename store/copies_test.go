package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/mend"
	"shakeoff/store/storetest"
)

// at is the same computer with the journal at another path, and its backups elsewhere.
func (m machine) at(path, backups string) *store.Journal {
	return store.New(store.Options{
		Path: path, WorkFactor: storetest.WorkFactor, Patience: time.Minute, State: m.state, Backups: backup.Options{Dir: backups},
	})
}

// ways are how a copy comes to lie in the folder that they return, and how the journal is
// opened afterwards.
var ways = map[string]func(t *testing.T, m machine) (lies string, after *store.Journal){
	"by a link": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		link := filepath.Join(t.TempDir(), "diary.db")
		must(t, os.Symlink(m.path, link))
		return filepath.Dir(copied(t, m.open(), "")), m.at(link, "")
	},
	"made by a link": func(t *testing.T, m machine) (string, *store.Journal) {
		t.Helper()
		link := filepath.Join(t.TempDir(), "diary.db")
		must(t, os.Symlink(m.path, link))
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
		_, err := m.open().Backups().Restore(t.Context(), copied(t, m.open(), filepath.Join(t.TempDir(), "copy.db")))
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
		if filepath.Base(path) == "journals.json" {
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
// journal is called by then. Where nothing is remembered they do not.
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
