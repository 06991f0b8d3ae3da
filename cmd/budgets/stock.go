package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"shakeoff/store"
	"shakeoff/store/backup"
)

// passphrase is the lock of every journal here. It guards nothing.
const passphrase = "correct horse battery staple"

// stock is the folder of journals and programs that are made once.
type stock struct {
	dir string
	say func(format string, args ...any) // told of what takes long
}

// The two files of a journal in stock: with the lock that the program itself
// would set, and before it was set.
const (
	locked   = "locked.db"
	unlocked = "open.db"
)

// journal returns the folder in which a journal of n entries lies, and fills it
// if need be. Each entry is added by itself, as people do, so each has a key of
// its own.
func (s stock) journal(ctx context.Context, k kind, n int) (string, error) {
	dir := filepath.Join(s.dir, fmt.Sprintf("%s-%d-edition-%d", k, n, edition))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	s.say("making a journal of %d entries (%s); it is kept in %s", n, k, s.dir)
	unfinished, err := os.MkdirTemp(s.dir, "making-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(unfinished) //nolint:errcheck // it is gone already if all went well
	if err := fill(ctx, unfinished, k, n); err != nil {
		return "", fmt.Errorf("the journal of %d entries: %w", n, err)
	}
	return dir, os.Rename(unfinished, dir)
}

// fill makes the two files of a journal in a folder.
func fill(ctx context.Context, dir string, k kind, n int) error {
	path := filepath.Join(dir, unlocked)
	j, w := open(path), newWriter(k, n)
	for range n {
		if _, err := j.Add(ctx, w.entry()); err != nil {
			return err
		}
	}
	copied := filepath.Join(dir, locked)
	if err := copyFile(copied, path); err != nil {
		return err
	}
	u, err := open(copied).Unlock(ctx, nil)
	if err != nil {
		return err
	}
	defer u.Lock()
	return u.SetPassphrase(ctx, []byte(passphrase))
}

// open returns the journal at a path, which makes no backups.
func open(path string) *store.Journal {
	return store.New(store.Options{Path: path, Patience: time.Minute, Backups: backup.Options{Off: true}})
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
