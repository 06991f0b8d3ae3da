package backup_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// exchanged has a journal seal its pages to somebody else.
func exchanged(path string) error {
	b, err := os.ReadFile(path)
	at := bytes.Index(b, []byte("age1pq1"))
	if err != nil || at < 0 {
		return errors.Join(err, errors.New("no recipient"))
	}
	b = bytes.ReplaceAll(b, b[at:at+50], []byte("age1pq1"+strings.Repeat("q", 43)))
	return os.WriteFile(path, b, 0o600)
}

// guarded returns a journal with the lock now, copies of what it was before, and its
// recovery key.
func guarded(t *testing.T, then, now string) (j *store.Journal, copies map[string]string, key string) {
	t.Helper()
	dir := t.TempDir()
	j, copies = storetest.New(t), make(map[string]string)
	made := func(j *store.Journal, name string) {
		t.Helper()
		var err error
		if copies[name], err = j.Backups().Make(t.Context(), filepath.Join(dir, name+".db")); err != nil {
			t.Fatal(err)
		}
	}
	storetest.Add(t, j, storetest.Entry("one"))
	made(j, "lockless")
	u := storetest.Unlock(t, j, "")
	for _, name := range []string{"other", "then"} {
		if err := errors.Join(u.RemoveLock(t.Context()), u.SetPassphrase(t.Context(), []byte(then))); err != nil {
			t.Fatal(err)
		}
		made(j, name)
	}
	if err := u.SetPassphrase(t.Context(), []byte(now)); err != nil {
		t.Fatal(err)
	}
	made(j, "older")
	storetest.Add(t, j, storetest.Entry("two"))
	if _, err := j.Backups().Make(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	strange := storetest.New(t)
	storetest.Add(t, strange, storetest.Entry("strange"))
	storetest.Lock(t, strange)
	made(strange, "strange")
	return j, copies, u.RecoveryKey()
}

// TestRestoreAsksForWhatGuardsTheJournal restores each kind of file over a journal in
// each state, with each proof. Where the proof is refused nothing has changed.
func TestRestoreAsksForWhatGuardsTheJournal(t *testing.T) {
	const then, now = "the passphrase of then", storetest.Passphrase
	sound := func(string) error { return nil }
	empty := func(path string) error { return os.Truncate(path, 0) }
	j, copies, key := guarded(t, then, now)
	whole := storetest.ReadFile(t, j.Path())
	for name, c := range map[string]struct {
		from    string // which of the copies
		spoil   func(path string) error
		opens   []string // the proofs that are enough, of all
		refused bool     // no passphrase is asked for, as none is enough
	}{
		"no lock":                          {from: "lockless", spoil: sound, opens: []string{now, "key", "force"}},
		"another lock":                     {from: "other", spoil: sound, opens: []string{now, "key", "force"}},
		"the passphrase of then":           {from: "then", spoil: sound, opens: []string{now, "key", "force"}},
		"an older state":                   {from: "older", spoil: sound, opens: []string{now, "key", "force"}},
		"another journal":                  {from: "strange", spoil: sound, opens: []string{now, "key", "force"}},
		"empty, an older state":            {from: "older", spoil: empty, opens: []string{now, "key", "force"}},
		"empty, the passphrase of then":    {from: "then", spoil: empty, opens: []string{then, "key", "force"}},
		"empty, no lock":                   {from: "lockless", spoil: empty, opens: []string{"force"}, refused: true},
		"empty, another journal":           {from: "strange", spoil: empty, opens: []string{"force"}, refused: true},
		"pages go to another, older state": {from: "older", spoil: exchanged, opens: []string{now, "force"}},
		"pages go to another, no lock":     {from: "lockless", spoil: exchanged, opens: []string{"force"}},
		"missing, an older state":          {from: "older", spoil: os.Remove, opens: []string{"", then, now, "key", "force"}},
		"missing, no lock":                 {from: "lockless", spoil: os.Remove, opens: []string{"force"}, refused: true},
		"missing, another journal":         {from: "strange", spoil: os.Remove, opens: []string{"force"}, refused: true},
	} {
		t.Run(name, func(t *testing.T) {
			for _, proof := range []string{"", then, now, "key", "force"} {
				storetest.WriteFile(t, j.Path(), whole)
				if err := c.spoil(j.Path()); err != nil {
					t.Fatal(err)
				}
				before, _ := os.ReadFile(j.Path()) // none where it is missing
				given := backup.Proof{Secret: []byte(proof), Force: proof == "force"}
				if proof == "key" {
					given.Secret = []byte(key)
				}
				var told backup.Change
				fresh := storetest.Open(j.Path()) // which has seen no journal here
				_, err := fresh.Backups().Restore(t.Context(), copies[c.from], func(change backup.Change) (backup.Proof, error) {
					told = change
					return given, nil
				})
				if want := slices.Contains(c.opens, proof); (err == nil) != want || (told.Refused != nil) != c.refused {
					t.Errorf("with the proof %q: %v; told %v, %v", proof, err, told.Secret, told.Refused)
				}
				if after, _ := os.ReadFile(j.Path()); err != nil && string(after) != string(before) {
					t.Errorf("with the proof %q it was refused, and changed all the same", proof)
				}
			}
		})
	}
}

// TestRestoreIsAgreedOnAsItStands first says no, and then sets a lock between the
// agreement and the restore: what was agreed on is not there any more.
func TestRestoreIsAgreedOnAsItStands(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("one"))
	from, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "away.db"))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, j, storetest.Entry("two"), storetest.Entry("three"))
	no := errors.New("no")
	for _, want := range []error{no, journal.ErrChanged} {
		_, err := j.Backups().Restore(t.Context(), from, func(c backup.Change) (p backup.Proof, err error) {
			if c.Secret || c.Refused != nil || c.Now.Locked || c.Now.Records != 3 || c.Then.Records != 1 || !c.SameLock() {
				t.Errorf("told %+v", c)
			}
			if want == no {
				return p, no
			}
			storetest.Lock(t, j)
			return p, nil
		})
		if !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if got := storetest.All(t, storetest.Unlock(t, j, storetest.Passphrase)); len(got) != 3 {
		t.Errorf("%d entries", len(got))
	}
}

// TestOneThatNeverHadALockIsBroughtBack holds that nothing is asked where no backup of
// the damaged journal has a lock.
func TestOneThatNeverHadALockIsBroughtBack(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("one"))
	from, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	storetest.WriteFile(t, j.Path(), "")
	if _, err := j.Backups().Restore(t.Context(), from, storetest.Proof("")); err != nil {
		t.Fatal(err)
	}
	if got := storetest.All(t, storetest.Unlock(t, j, "")); len(got) != 1 {
		t.Errorf("%d entries", len(got))
	}
}
