package store_test

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

// secretsUnder returns what in the files of a folder leads to an identity: how
// many lie in clear, and how many sealed ones the passphrase opens.
func secretsUnder(t *testing.T, dir, passphrase string) (clear, opened int) {
	t.Helper()
	for _, path := range storetest.FilesUnder(t, dir) {
		text := storetest.ReadFile(t, path)
		clear += strings.Count(text, "AGE-SECRET-KEY-PQ-1")
		for at := strings.Index(text, sealedIdentity); at >= 0; {
			// What follows in the file makes it damaged, but only for who could open it.
			if _, err := seal.OpenIdentity([]byte(text[at:]), []byte(passphrase)); !errors.Is(err, seal.ErrSecret) {
				opened++
			}
			next := strings.Index(text[at+1:], sealedIdentity)
			if next < 0 {
				break
			}
			at += 1 + next
		}
	}
	return clear, opened
}

// sealedIdentity is what an identity sealed under a passphrase begins with.
const sealedIdentity = "age-encryption.org/v1\n-> scrypt "

func TestBackupsFollowThePassphrase(t *testing.T) {
	j := storetest.New(t)
	dir := filepath.Dir(j.Path())
	backup := func() {
		t.Helper()
		storetest.Add(t, j, storetest.Entry("words"))
		if _, err := j.Backups().Make(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
	}
	backup()
	backup()
	u := storetest.Unlock(t, j, "")
	if clear, _ := secretsUnder(t, dir, ""); clear < 3 {
		t.Fatalf("the control failed: %d identities in clear in a journal and two backups without a lock", clear)
	}
	open := func(passphrase string, want int) {
		t.Helper()
		backups, err := j.Backups().List(t.Context())
		if err != nil || len(backups) != want {
			t.Fatalf("%d backups, want %d: %v", len(backups), want, err)
		}
		for _, b := range backups {
			if !b.Sound || b.Locked != (passphrase != "") {
				t.Errorf("%+v", b)
			}
			storetest.All(t, storetest.Unlock(t, storetest.Open(b.Path), passphrase))
		}
	}
	if err := u.SetPassphrase(t.Context(), []byte("first")); err != nil {
		t.Fatal(err)
	}
	open("first", 1) // those without a lock are gone, and a fresh one is there
	if clear, opened := secretsUnder(t, dir, "first"); clear != 0 || opened < 2 {
		t.Errorf("after the first lock %d identities in clear, %d under the passphrase", clear, opened)
	}
	backup()
	if err := u.SetPassphrase(t.Context(), []byte("second")); err != nil {
		t.Fatal(err)
	}
	open("second", 2) // the same ones, under the new passphrase
	if clear, opened := secretsUnder(t, dir, "first"); clear != 0 || opened != 0 {
		t.Errorf("after a change %d identities in clear, %d under the old passphrase", clear, opened)
	}
	if err := u.RemoveLock(t.Context()); err != nil {
		t.Fatal(err)
	}
	open("", 1)
	if clear, opened := secretsUnder(t, dir, "second"); clear < 2 || opened != 0 {
		t.Errorf("after the lock was removed %d identities in clear, %d under the old passphrase", clear, opened)
	}
}

func TestRekey(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("words"))
	storetest.Lock(t, j)
	storetest.Add(t, j, storetest.Entry("posted"))
	if _, err := j.Backups().Make(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(copied, []byte(storetest.ReadFile(t, j.Path())), 0o600); err != nil {
		t.Fatal(err)
	}
	window, u := storetest.Unlock(t, j, storetest.Passphrase), storetest.Unlock(t, j, storetest.Passphrase)
	old := u.RecoveryKey()
	if err := u.Rekey(t.Context(), nil); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("a new identity removed the lock: %v", err)
	}
	if err := u.Rekey(t.Context(), []byte(storetest.Passphrase)); err != nil {
		t.Fatal(err)
	}
	if u.RecoveryKey() == old {
		t.Error("the recovery key is the old one")
	}
	if got := storetest.All(t, u); len(got) != 2 {
		t.Errorf("%d entries after rekey", len(got))
	}
	if _, err := window.All(t.Context()); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("a window of the old identity reads: %v", err)
	}
	if err := window.Rekey(t.Context(), []byte("mine")); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("a window of the old identity makes a new one: %v", err)
	}
	storetest.All(t, storetest.Unlock(t, storetest.Open(copied), old)) // the control
	backups, err := j.Backups().List(t.Context())
	if err != nil || len(backups) != 1 {
		t.Fatalf("%d backups, want a fresh one alone: %v", len(backups), err)
	}
	for _, path := range []string{j.Path(), backups[0].Path} {
		if _, err := storetest.Open(path).Unlock(t.Context(), []byte(old)); !errors.Is(err, journal.ErrPassphrase) {
			t.Errorf("the old recovery key opens %s: %v", filepath.Base(path), err)
		}
		if got := storetest.All(t, storetest.Unlock(t, storetest.Open(path), storetest.Passphrase)); len(got) != 2 {
			t.Errorf("%d entries in %s", len(got), filepath.Base(path))
		}
	}
	u.Lock()
	if err := u.Rekey(t.Context(), []byte("x")); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("a new identity while locked: %v", err)
	}
}

func TestRekeyWithoutALock(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("words"))
	u := storetest.Unlock(t, j, "")
	old := u.RecoveryKey()
	if err := u.Rekey(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(storetest.ReadFile(t, j.Path()), old) {
		t.Error("the old identity is in the file")
	}
	if got := storetest.All(t, storetest.Unlock(t, j, "")); len(got) != 1 {
		t.Errorf("%d entries", len(got))
	}
}

// TestLockReachesWhatARestorePutAside holds that what a restore put aside does
// not open without the passphrase either, and that no word in it is lost.
func TestLockReachesWhatARestorePutAside(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("one"))
	copied, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "copy.db"))
	if err != nil {
		t.Fatal(err)
	}
	ids := storetest.Add(t, j, storetest.Entry("two"), storetest.Entry("three"))
	if err := storetest.Unlock(t, j, "").Delete(t.Context(), store.Deleted, ids[1]); err != nil {
		t.Fatal(err)
	}
	aside, err := j.Backups().Restore(t.Context(), copied, storetest.Proof(""))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Lock(t, j)
	if clear, _ := secretsUnder(t, filepath.Dir(j.Path()), ""); clear > 0 {
		t.Errorf("%d identities in clear after the first lock", clear)
	}
	got := storetest.All(t, storetest.Unlock(t, storetest.Open(aside), storetest.Passphrase))
	if len(got) != 2 {
		t.Errorf("%d entries in what was put aside, want two", len(got))
	}
}

// TestPassphraseAsTyped holds that the journal opens with the same letters from another
// keyboard or file, also with a new identity, and the recovery key from any file.
func TestPassphraseAsTyped(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("words"))
	u := storetest.Unlock(t, j, "")
	if err := u.SetPassphrase(t.Context(), []byte("cafe\u0301 corner")); err != nil {
		t.Fatal(err)
	}
	again := storetest.Unlock(t, j, "\uFEFFcaf\u00e9\u00a0corner")
	storetest.Unlock(t, j, "\xff\xfe"+strings.Join(strings.SplitAfter(again.RecoveryKey(), ""), "\x00")+"\x00")
	if err := again.Rekey(t.Context(), []byte("cafe\u0301\u3000corner")); err != nil {
		t.Fatal(err)
	}
	storetest.Unlock(t, j, "caf\u00e9 corner")
	if _, err := j.Unlock(t.Context(), []byte("cafe corner")); !errors.Is(err, journal.ErrPassphrase) {
		t.Errorf("opened with other letters: %v", err)
	}
}

// TestUntypablePassphraseIsNotSet holds that a passphrase which no field takes is refused
// before anything is changed, and does not count as none.
func TestUntypablePassphraseIsNotSet(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("words"))
	u := storetest.Unlock(t, j, "")
	key := u.RecoveryKey()
	for _, p := range []string{
		"a\ttab", "two\nlines", "an arrow\x1b[D", "\x00", "not \xff text", "\uFFFD", "a\uFEFFmark within", "\uFEFF", "\xff\xfe",
		"\xff\xfea\x00\t\x00", "\u2028", "\u2029", "\u0085", "\xff\xfe\x00\xd8", "\uFEFF" + key, strings.ReplaceAll(key, "-", "\u00a0-"),
	} {
		for name, set := range map[string]func() error{
			"set":   func() error { return u.SetPassphrase(t.Context(), []byte(p)) },
			"rekey": func() error { return u.Rekey(t.Context(), []byte(p)) },
		} {
			if err := set(); !errors.Is(err, journal.ErrInvalid) {
				t.Errorf("%s %q: %v", name, p, err)
			}
		}
	}
	status, err := j.Status(t.Context())
	if err != nil || status.Locked || u.RecoveryKey() != key {
		t.Errorf("locked %v, another key %v, %v", status.Locked, u.RecoveryKey() != key, err)
	}
	for p, want := range map[string]bool{"seven c": true, "eight ch": false, "ééééééé": true, "\xff\xfeé\x00é\x00": true, "an \u00e9\U0001fae9 and so on": false} {
		if short, err := store.CheckPassphrase([]byte(p)); short != want || err != nil {
			t.Errorf("%q is short: %v, %v", p, short, err)
		}
	}
}

// spent is randomness that may run out.
type spent struct{ out bool }

func (s *spent) Read(b []byte) (int, error) {
	if s.out {
		return 0, errors.New("no randomness is left")
	}
	return rand.Read(b)
}

// TestALockThatFailsIsPending has the transaction of a lock break off. What it may
// have left in free pages was noted before it began.
func TestALockThatFailsIsPending(t *testing.T) {
	random := new(spent)
	dir, err := os.MkdirTemp("", "lock")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) }) // a transaction that breaks off leaves its map, and Windows the file
	j := store.New(store.Options{Path: filepath.Join(dir, "journal.db"), WorkFactor: storetest.WorkFactor, Random: random})
	storetest.Add(t, j, storetest.Entry("words"))
	u := storetest.Unlock(t, j, "")
	pending := func(want bool) {
		t.Helper()
		if s, err := j.Status(t.Context()); err != nil || s.Locked || s.Pending != want {
			t.Fatalf("%+v, %v", s, err)
		}
	}
	pending(false)
	random.out = true
	if err := u.SetPassphrase(t.Context(), []byte("first")); err == nil {
		t.Fatal("the lock did not fail")
	}
	pending(true)
	random.out = false
	storetest.Add(t, j, storetest.Entry("the next write goes on with it"))
	pending(false)
}
