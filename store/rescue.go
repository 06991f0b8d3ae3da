package store

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/state"
)

// Rescue puts the page into a small journal of its own in the folder dir, for when the journal
// cannot be written, and returns its path. What opens the journal opens it, or opened it when it
// was last read; where there was never one, it has no lock. If none of that is known nothing is
// written, since it would be in clear. The page can still be saved or filed, with these words or
// what became of them: then the file is overwritten and removed.
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
	tail := d.j.newRID()
	path = filepath.Join(dir, "shakeoff-rescue-"+d.j.now().Format(time.DateOnly)+"-"+hex.EncodeToString(tail[seal.IDSize-4:])+".db")
	file := disk.File{Path: path, Random: d.j.file.Random}
	c := state.Copy{Path: file.Whole(), Page: bytes.Clone(d.rid[:])}
	for _, nonce := range d.written {
		c.Drafts = append(c.Drafts, nonce[:]...)
	}
	made, err := file.Build(ctx, 0, func(t *disk.Tx) error {
		if err := t.Begin(m); err != nil {
			return err
		}
		c.Of, c.Own = m.Journal[:], t.Meta.Journal[:]
		if m.Journal == (seal.ID{}) { // there was never a journal
			c.Of = []byte(d.j.file.Whole())
		}
		d.j.trust.Note(c)
		// Not under the draft's key: one key is for one file.
		return tx{t}.fileUnderNew(d.rid, payload{kind: kindEntry, replaces: d.from, entry: e.Joined().Promised()})
	})
	if err == nil && !made {
		err = fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	if err != nil {
		return "", fmt.Errorf("rescuing a page: %w", err)
	}
	d.rescues = append(d.rescues, c)
	return path, nil
}

// atHome removes the rescued copies of a page that the journal has taken after all: brought
// home they would double its words. One that somebody has gone on writing in stays.
func (d *Draft) atHome(ctx context.Context) {
	for _, c := range d.rescues {
		file := disk.File{Path: c.Path}
		err := file.View(ctx, func(g *guard.File) error {
			entries, err := g.Sequence(disk.BucketEntries)
			drafts, failed := g.Sequence(disk.BucketDrafts)
			if entries != 1 || drafts != 0 {
				failed = journal.ErrChanged
			}
			return errors.Join(err, failed)
		})
		if err == nil && disk.Remove(ctx, c.Path) == nil {
			c.Gone = true
			d.j.trust.Note(c)
		}
	}
	d.rescues = nil
}

// rescued says of a page that comes home, and whose draft waits in the journal, which of them is the
// later one: the draft is still as it was when the page was rescued, or it went on since. A window
// that was killed in between leaves both. known is false where nothing is known of a rescue.
func (t *trust) rescued(of seal.ID, draft seal.Record) (goneOn, known bool) {
	for _, c := range t.Copies(of) {
		if bytes.Equal(c.Page, draft.RID[:]) {
			known, goneOn = true, true
			for nonce := range slices.Chunk(c.Drafts, seal.NonceSize) {
				if bytes.Equal(nonce, draft.Nonce[:]) {
					return false, true
				}
			}
		}
	}
	return goneOn, known
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
	j.trust.mu.Lock()
	last := j.trust.head
	j.trust.mu.Unlock()
	if last != nil {
		return *last, nil
	}
	if errors.Is(err, journal.ErrNoJournal) && !errors.Is(j.trust.mayBegin(), journal.ErrGone) {
		return disk.NewMeta(), nil
	}
	return m, err
}
