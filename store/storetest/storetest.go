// Package storetest opens a journal for a test: in a folder of its own, with a key derivation
// that costs nothing, and with the real encounters of testdata to put into it.
//
// It imports store, backup, guard and journal. Rejected: a store in memory (the file is what is
// tested) and a shared fixture (a test that writes would change what the next one finds).
package storetest

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
)

// Passphrase is the passphrase that tests set.
const Passphrase = "correct horse battery staple"

// WorkFactor is the cheapest scrypt cost there is.
const WorkFactor = 1

// At is the time at which tests write: a Saturday in November, in a place one hour east of UTC.
var At = time.Date(2026, 11, 21, 14, 5, 0, 0, time.FixedZone("", 3600))

// New returns a journal in a folder of its own, which does not exist yet.
func New(t testing.TB) *store.Journal {
	t.Helper()
	return Open(filepath.Join(t.TempDir(), "shakeoff", "journal.db"))
}

// Open returns the journal at a path, as another process would see it.
func Open(path string) *store.Journal {
	return store.New(store.Options{Path: path, WorkFactor: WorkFactor, Patience: time.Minute})
}

// Link makes a symbolic link, or leaves the test out where there are none: Windows makes them
// only for some, and Wine says that it has made one.
func Link(t testing.TB, to, name string) {
	t.Helper()
	err := os.Symlink(to, name)
	if info, failed := os.Lstat(name); err != nil || failed != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Skipf("no symbolic links here: %v", errors.Join(err, failed))
	}
}

// Unlock unlocks or fails the test.
func Unlock(t testing.TB, j *store.Journal, secret string) *store.Unlocked {
	t.Helper()
	u, err := j.Unlock(context.Background(), []byte(secret))
	if err != nil {
		t.Fatalf("unlock: %v", err)
	}
	t.Cleanup(u.Lock)
	return u
}

// Walk gives fn the keys and values of a bucket of a journal's bytes.
func Walk(t testing.TB, data []byte, bucket string, fn func(k, v []byte)) {
	t.Helper()
	f, err := guard.Open(bytes.NewReader(data), int64(len(data)))
	if err == nil {
		err = f.Walk(bucket, func(k, v []byte) error { fn(k, v); return nil })
	}
	if err != nil {
		t.Fatalf("walk %s: %v", bucket, err)
	}
}

// Lock sets the Passphrase on a journal that has no lock, creating it if need be.
func Lock(t testing.TB, j *store.Journal) {
	t.Helper()
	ctx := context.Background()
	if err := j.MarkOffered(ctx, store.OfferLock); err != nil {
		t.Fatalf("create: %v", err)
	}
	u, err := j.Unlock(ctx, nil)
	if err == nil {
		err = u.SetPassphrase(ctx, []byte(Passphrase))
		u.Lock()
	}
	if err != nil {
		t.Fatalf("set the lock: %v", err)
	}
}

// Entry returns an entry with these answers under the four steps, written at
// At and weighed 8 before and 3 after.
func Entry(answers ...string) journal.Entry {
	e := journal.Entry{Written: At, Weighings: []journal.Weighing{
		{At: At.Add(-2 * time.Minute), Moment: journal.Before, Weight: 8},
		{At: At, Moment: journal.After, Weight: 3},
	}}
	questions := []string{"What happened?", "What was in my control?", "What would I change?", "Shake it off"}
	for i, step := range []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release} {
		if i < len(answers) && answers[i] != "" {
			e.Answers = append(e.Answers, journal.Answer{Step: step, Question: questions[i], Text: answers[i]})
		}
	}
	return e
}

//go:embed testdata/encounters.json
var encounters []byte

// Encounters returns encounters that front-line staff have described, as entries an hour apart,
// the newest first.
func Encounters(t testing.TB) []journal.Entry {
	t.Helper()
	var file struct {
		Entries []struct {
			Answers map[journal.Step]string `json:"answers"`
		} `json:"entries"`
	}
	if err := json.Unmarshal(encounters, &file); err != nil {
		t.Fatalf("the encounters: %v", err)
	}
	out := make([]journal.Entry, len(file.Entries))
	for i, e := range file.Entries {
		out[i] = Entry(e.Answers[journal.Happened], e.Answers[journal.Control], e.Answers[journal.Change], e.Answers[journal.Release])
		out[i].Written = At.Add(-time.Duration(i) * time.Hour)
	}
	return out
}

// Proof returns what agrees to a restore, with a passphrase if it is not "".
func Proof(passphrase string) func(backup.Change) (backup.Proof, error) {
	return func(backup.Change) (backup.Proof, error) { return backup.Proof{Secret: []byte(passphrase)}, nil }
}
