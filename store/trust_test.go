package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/state"
	"shakeoff/store/storetest"
)

// machine is a computer that remembers: each open is another process on it.
type machine struct {
	path  string
	state state.File
}

func newMachine(t *testing.T) machine {
	dir := t.TempDir()
	return machine{filepath.Join(dir, "journal.db"), state.File(filepath.Join(dir, "journals.json"))}
}

func (m machine) open() *store.Journal {
	return store.New(store.Options{Path: m.path, WorkFactor: storetest.WorkFactor, Patience: time.Minute, State: m.state})
}

// lock files an entry and sets a lock. before is a copy of the file without it.
func (m machine) lock(t *testing.T) (before string) {
	t.Helper()
	storetest.Add(t, m.open(), storetest.Entry("one"))
	before = storetest.ReadFile(t, m.path)
	storetest.Lock(t, m.open())
	return before
}

// swap writes another head into a file, as somebody would who can write it, and knows
// the format.
func swap(t *testing.T, path string, forge func(m *disk.Meta) error) {
	t.Helper()
	err := disk.File{Path: path, Patience: time.Minute}.Write(t.Context(), func(tx *disk.Tx) error {
		m := tx.Meta
		return errors.Join(forge(&m), tx.PutHead(m))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestNothingIsWrittenIntoAnother exchanges the journal in every way there is: a command
// that never saw it itself, and a window that did, write nothing into what lies there.
func TestNothingIsWrittenIntoAnother(t *testing.T) {
	stranger := disk.NewMeta()
	for name, exchange := range map[string]func(t *testing.T, m machine, before string){
		"gone":                 func(t *testing.T, m machine, _ string) { t.Helper(); must(t, os.Remove(m.path)) },
		"from before the lock": func(t *testing.T, m machine, before string) { t.Helper(); storetest.WriteFile(t, m.path, before) },
		"another journal": func(t *testing.T, m machine, _ string) {
			t.Helper()
			other := newMachine(t)
			other.lock(t)
			storetest.WriteFile(t, m.path, storetest.ReadFile(t, other.path))
		},
		"somebody's recipient": func(t *testing.T, m machine, _ string) {
			t.Helper()
			swap(t, m.path, func(h *disk.Meta) error { h.Recipient, h.Epoch = stranger.Recipient, stranger.Epoch; return nil })
		},
		"somebody's head": func(t *testing.T, m machine, _ string) {
			t.Helper()
			swap(t, m.path, func(h *disk.Meta) error {
				h.Recipient, h.Epoch, h.Owner = stranger.Recipient, stranger.Epoch, stranger.Owner
				return nil
			})
		},
		"no owner": func(t *testing.T, m machine, _ string) {
			t.Helper()
			swap(t, m.path, func(h *disk.Meta) error {
				h.Recipient, h.Epoch, h.Owner = stranger.Recipient, stranger.Epoch, nil
				return nil
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			before := m.lock(t)
			window := m.open()
			if s, err := window.Status(t.Context()); err != nil || s.Trouble != nil {
				t.Fatal(err, s.Trouble)
			}
			exchange(t, m, before)
			was, _ := os.ReadFile(m.path)
			for who, j := range map[string]*store.Journal{"a window": window, "a command": m.open()} {
				if _, err := j.Add(t.Context(), storetest.Entry("two")); !errors.Is(err, journal.ErrGone) && !errors.Is(err, journal.ErrReplaced) {
					t.Errorf("%s writes: %v", who, err)
				}
				if s, err := j.Status(t.Context()); err != nil || s.Trouble == nil {
					t.Errorf("%s sees nothing strange: %v", who, err)
				}
			}
			if now, _ := os.ReadFile(m.path); string(now) != string(was) {
				t.Error("the file was changed")
			}
		})
	}
}

// TestTheOwnerMayChangeEverything sets, changes and removes the lock and makes new
// identities in one process; every other takes it without a question, at once or later.
func TestTheOwnerMayChangeEverything(t *testing.T) {
	m := newMachine(t)
	m.lock(t)
	late, each := m.open(), m.open()
	must(t, statusOf(t, late))
	must(t, statusOf(t, each))
	secret := storetest.Passphrase
	for name, change := range map[string]func(u *store.Unlocked, to string) error{
		"rekey":  func(u *store.Unlocked, to string) error { return u.Rekey(t.Context(), []byte(to)) },
		"change": func(u *store.Unlocked, to string) error { return u.SetPassphrase(t.Context(), []byte(to)) },
		"off and on": func(u *store.Unlocked, to string) error {
			return errors.Join(u.RemoveLock(t.Context()), statusOf(t, each), u.SetPassphrase(t.Context(), []byte(to)))
		},
	} {
		elsewhere := store.New(store.Options{Path: m.path, WorkFactor: storetest.WorkFactor}) // on another machine
		u, err := elsewhere.Unlock(t.Context(), []byte(secret))
		must(t, err)
		secret = name
		must(t, change(u, secret))
		u.Lock()
		if _, err := each.Add(t.Context(), storetest.Entry(name)); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
	for who, j := range map[string]*store.Journal{"a window that slept": late, "a command": m.open()} {
		if _, err := j.Add(t.Context(), storetest.Entry(who)); err != nil {
			t.Errorf("%s: %v", who, err)
		}
	}
	if got := storetest.All(t, storetest.Unlock(t, m.open(), secret)); len(got) != 6 {
		t.Errorf("%d entries", len(got))
	}
}

func statusOf(t *testing.T, j *store.Journal) error {
	t.Helper()
	s, err := j.Status(t.Context())
	return errors.Join(err, s.Trouble)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// An old identity, which somebody may know, cannot bring itself back.
func TestAnOldOwnerIsNoOwner(t *testing.T) {
	m := newMachine(t)
	m.lock(t)
	old := storetest.ReadFile(t, m.path)
	u := storetest.Unlock(t, m.open(), storetest.Passphrase)
	must(t, u.Rekey(t.Context(), []byte("the next passphrase")))
	storetest.WriteFile(t, m.path, old)
	if _, err := m.open().Add(t.Context(), storetest.Entry("two")); !errors.Is(err, journal.ErrReplaced) {
		t.Errorf("a page was sealed to the old identity: %v", err)
	}
	meant := m.open()
	meant.MeanIt() // the owner has put the copy there
	storetest.Add(t, meant, storetest.Entry("two"))
	storetest.Add(t, m.open(), storetest.Entry("three"))
}

// What the machine remembers holds no secret, and at a place that a person chose
// nothing is begun before they say so.
func TestNoJournalElsewhere(t *testing.T) {
	m := newMachine(t)
	chosen := func() *store.Journal {
		return store.New(store.Options{Path: m.path, Chosen: true, State: m.state})
	}
	j := chosen()
	if _, err := j.Add(t.Context(), storetest.Entry("one")); !errors.Is(err, journal.ErrElsewhere) || !errors.Is(j.Missing(), journal.ErrElsewhere) {
		t.Errorf("begun: %v", err)
	}
	if _, err := j.Unlock(t.Context(), nil); !errors.Is(err, journal.ErrElsewhere) {
		t.Errorf("read: %v", err)
	}
	j.MeanIt()
	storetest.Add(t, j, storetest.Entry("one"))
	storetest.Add(t, chosen(), storetest.Entry("two"))
	must(t, os.Remove(m.path))
	if err := chosen().Missing(); !errors.Is(err, journal.ErrGone) {
		t.Errorf("it was there before: %v", err)
	}
}

// TestAllNamesAreRemembered looks at a locked journal by its second name, which then leads
// nowhere any more by the first: no journal is begun in clear where that was.
func TestAllNamesAreRemembered(t *testing.T) {
	m := newMachine(t)
	real, link := t.TempDir(), filepath.Join(t.TempDir(), "link")
	storetest.Link(t, real, link)
	m.path = filepath.Join(link, "journal.db")
	m.lock(t)
	other := m
	other.path = filepath.Join(real, "journal.db")
	must(t, statusOf(t, other.open()))
	must(t, os.Remove(link))
	if _, err := m.open().Add(t.Context(), storetest.Entry("two")); !errors.Is(err, journal.ErrGone) {
		t.Errorf("begun anew: %v", err)
	}
}
