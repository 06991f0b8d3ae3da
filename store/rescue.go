package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/state"
)

// Rescue puts the page into a small journal of its own in the folder dir, for when the journal
// cannot be written, and returns its path. What opens the journal opens it, or opened it when it
// was last read; where there was never one, it has no lock. If none of that is known nothing is
// written, since it would be in clear. The page can still be saved or filed.
//
// Errors: those of reading the journal and of writing into dir, such as journal.ErrDamaged,
// journal.ErrFull and journal.ErrReadOnly.
func (d *Draft) Rescue(ctx context.Context, dir string, e journal.Entry) (path string, err error) {
	if e.Blank() {
		return "", fmt.Errorf("a page without a word: %w", journal.ErrInvalid)
	}
	m, err := d.j.rescueHead(ctx)
	switch {
	case err != nil:
		return "", fmt.Errorf("what a rescued page would be sealed to cannot be read: %w", err)
	case !m.Writable():
		return "", fmt.Errorf("%s: %w", d.j.file.Path, journal.ErrNewer)
	}
	var tail [4]byte
	if _, err := io.ReadFull(d.j.file.Random, tail[:]); err != nil {
		return "", err
	}
	path = filepath.Join(dir, "shakeoff-rescue-"+d.j.now().Format(time.DateOnly)+"-"+hex.EncodeToString(tail[:])+".db")
	if d.rid == (seal.ID{}) {
		if d.rid, err = d.j.newRID(); err != nil {
			return "", err
		}
	}
	file := disk.File{Path: path, Random: d.j.file.Random}
	made, err := file.Build(ctx, 0, func(t *disk.Tx) error {
		if err := t.Begin(m); err != nil {
			return err
		}
		of := m.Journal[:]
		if m.Journal == (seal.ID{}) { // there was never a journal
			of = []byte(d.j.file.Whole())
		}
		d.j.trust.Note(state.Copy{Of: of, Path: file.Whole(), Own: t.Meta.Journal[:]})
		// Not under the draft's key: one key is for one file.
		return tx{Tx: t}.fileUnderNew(d.rid, payload{kind: kindEntry, replaces: d.from, entry: e.Joined().Promised()})
	})
	if err == nil && !made {
		err = fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	if err != nil {
		return "", fmt.Errorf("rescuing a page: %w", err)
	}
	d.rescued = true
	return path, nil
}

// rescueHead returns the head of a rescued page: that of the journal, or where that is
// gone, damaged or exchanged, as it was last read here. Where none was ever seen it is
// a new one, without a lock.
func (j *Journal) rescueHead(ctx context.Context) (disk.Meta, error) {
	m, err := j.file.Meta(ctx)
	if err == nil {
		err = j.trust.saw(m)
	}
	if err == nil {
		return m, nil
	}
	if m, ok := j.trust.lastHead(); ok {
		return m, nil
	}
	if errors.Is(err, journal.ErrNoJournal) && !errors.Is(j.trust.mayBegin(), journal.ErrGone) {
		return disk.NewMeta()
	}
	return m, err
}
