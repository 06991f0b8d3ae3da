//go:build unix

package faulttest_test

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

// secrets are the passphrases that workers set in turn; "" takes the lock off.
var secrets = []string{"the first passphrase", "the second passphrase", ""}

// unlockAny unlocks with the one passphrase that fits, and returns which it was.
func unlockAny(j *store.Journal) (*store.Unlocked, int, error) {
	var err error
	for i, secret := range secrets {
		u, tried := j.Unlock(context.Background(), []byte(secret))
		if tried == nil {
			s, err := j.Status(context.Background())
			if err == nil && !s.Locked {
				i = len(secrets) - 1 // whatever was tried: it needs none
			}
			return u, i, err
		}
		err = errors.Join(err, tried)
	}
	return nil, 0, err
}

// lockOne adds an entry, and sets, changes or removes the lock.
func lockOne(j *store.Journal, text string) error {
	return withIdentity(j, text, func(u *store.Unlocked, now int) error {
		next := secrets[(now+1)%len(secrets)]
		if next == "" {
			return u.RemoveLock(context.Background())
		}
		return u.SetPassphrase(context.Background(), []byte(next))
	})
}

// rekeyOne adds an entry and makes a new identity under another passphrase.
func rekeyOne(j *store.Journal, text string) error {
	return withIdentity(j, text, func(u *store.Unlocked, now int) error {
		return u.Rekey(context.Background(), []byte(secrets[(now+1)%2]))
	})
}

func withIdentity(j *store.Journal, text string, fn func(u *store.Unlocked, now int) error) error {
	if err := addOne(j, text); err != nil {
		return err
	}
	if _, err := j.Backups().Make(context.Background(), ""); err != nil {
		return err
	}
	u, now, err := unlockAny(j)
	if err != nil {
		return err
	}
	defer u.Lock()
	return fn(u, now)
}

// deleteOne adds two entries and deletes one of them, which a backup has.
func deleteOne(j *store.Journal, text string) error {
	ctx := context.Background()
	if err := addOne(j, text); err != nil {
		return err
	}
	ids, err := j.Add(ctx, storetest.Entry(condemned))
	if err != nil {
		return err
	}
	u, err := j.Unlock(ctx, nil)
	if err != nil {
		return err
	}
	if err := j.Backups().Daily(ctx); err != nil {
		return err
	}
	return u.Delete(ctx, store.Deleted, ids...)
}

// condemned is what the entries say that workers delete.
const condemned = "to be deleted"

// TestKilledWhileForgetting kills a process that deletes, or sets, changes and
// removes the lock, or makes new identities, in the middle of its transaction,
// of its scrub, or of what it does to the backups. The journal opens with the
// old or the new passphrase, nothing that was acknowledged is lost, and the
// next write, by any process, leaves nothing of the old secrets on the disk. The
// control is what was there before that write.
func TestKilledWhileForgetting(t *testing.T) {
	for _, task := range []string{"lock", "rekey", "delete"} {
		t.Run(task, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "shakeoff", "journal.db")
			random := rand.New(rand.NewPCG(3, 4))
			acked, next, pending, left, kills := make(map[int]bool), 0, 0, 0, 0
			met := func() bool { return pending > 0 && (task == "delete" || left > 0) } // what the control asks for
			for ; kills < rounds(8, 300) || !met() && kills < 100; kills++ {
				next = killOne(t, random, task, path, next, acked)
				j := storetest.Open(path)
				u, now, err := unlockAny(j)
				if err != nil {
					t.Fatalf("it opens neither with the old passphrase nor with the new: %v", err)
				}
				u.Lock()
				s, err := j.Status(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if s.Pending {
					pending++
					if len(stale(t, filepath.Dir(path), now)) > 0 {
						left++
					}
				}
				if _, err := j.Add(t.Context(), storetest.Entry("the next write")); err != nil {
					t.Fatal(err)
				}
				if after, err := j.Status(t.Context()); err != nil || after.Pending {
					t.Fatalf("after the next write something is still pending: %v", err)
				}
				if found := stale(t, filepath.Dir(path), now); len(found) > 0 {
					t.Fatalf("after the next write, pending before it %v, there is %q while %q is set", s.Pending, found, secrets[now])
				}
				checkBackups(t, j)
				checkSwept(t, path)
			}
			lost := lostOf(t, path, acked)
			checkSound(t, path)
			t.Logf("kills %d, acknowledged %d, lost %d, left something pending %d, old secrets among it %d", kills, len(acked), lost, pending, left)
			if !met() {
				t.Error("the control failed: no kill left anything to do")
			}
		})
	}
}

// lostOf counts the acknowledged entries that are not in the journal, and
// reports those that are there twice.
func lostOf(t *testing.T, path string, acked map[int]bool) (lost int) {
	t.Helper()
	u, _, err := unlockAny(storetest.Open(path))
	if err != nil {
		t.Fatal(err)
	}
	defer u.Lock()
	entries, err := u.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	for _, e := range entries {
		count[e.Text(journal.Happened)]++
	}
	for n := range acked {
		switch count[strconv.Itoa(n)] {
		case 0:
			lost++
		case 1:
		default:
			t.Errorf("entry %d is there %d times", n, count[strconv.Itoa(n)])
		}
	}
	if lost > 0 {
		t.Errorf("%d acknowledged entries are lost", lost)
	}
	return lost
}

// stale counts the secrets in the files of a folder that must not be there
// while the passphrase of this number is set: identities in clear if it is one,
// and sealed ones that another passphrase opens.
func stale(t *testing.T, dir string, now int) (found []string) {
	t.Helper()
	for _, path := range files(t, dir) {
		text, name := contents(t, path), filepath.Base(path)
		if secrets[now] != "" && strings.Contains(text, "AGE-SECRET-KEY-") {
			found = append(found, "one in clear in "+name)
		}
		for i, secret := range secrets {
			if i != now && secret != "" && opened(text, secret) > 0 {
				found = append(found, "one under "+secret+" in "+name)
			}
		}
	}
	return found
}

// opened counts the sealed identities in a text that a passphrase opens.
func opened(text, passphrase string) (n int) {
	const begins = "age-encryption.org/v1\n-> scrypt "
	for {
		at := strings.Index(text, begins)
		if at < 0 {
			return n
		}
		// What follows it in the file makes it damaged, but only for the right passphrase.
		if _, err := seal.OpenIdentity([]byte(text[at:]), []byte(passphrase)); !errors.Is(err, seal.ErrSecret) {
			n++
		}
		text = text[at+len(begins):]
	}
}

func files(t *testing.T, dir string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func contents(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// checkBackups holds that every file that has the name of a backup is a sound
// one, that it opens as the journal does, and that nothing deleted is in it.
func checkBackups(t *testing.T, j *store.Journal) {
	t.Helper()
	s, err := j.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	backups, err := j.Backups().List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range backups {
		if !b.Sound || b.Locked != s.Locked {
			t.Fatalf("%+v in a journal with lock %v", b, s.Locked)
		}
		u, _, err := unlockAny(storetest.Open(b.Path))
		if err != nil {
			t.Fatal(err)
		}
		u.Lock()
	}
	named, err := filepath.Glob(filepath.Join(filepath.Dir(j.Path()), "backups", "journal-*"))
	if err != nil || len(named) != len(backups) {
		t.Fatalf("%d files among %d backups: %v", len(named), len(backups), err)
	}
}

// checkSwept holds that no file is left that was being forgotten.
func checkSwept(t *testing.T, path string) {
	t.Helper()
	all := files(t, filepath.Dir(path))
	if i := slices.IndexFunc(all, func(p string) bool { return strings.HasSuffix(p, ".gone") }); i >= 0 {
		t.Fatalf("%s was being forgotten and is left", filepath.Base(all[i]))
	}
}
