package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Rescue puts the page into a small journal of its own in the folder dir, for
// when the journal itself cannot be written, and returns its path. It opens
// with what opens the journal: the page is sealed to the same identity, which
// is read from the journal's head. Where there is no journal yet, the new one
// has no lock, as a first one has none.
//
// If the head cannot be read nothing is written, since it would be in clear.
// The draft itself stays as it is, and the page can still be saved or kept.
//
// Errors: those of reading the journal, of which journal.ErrDamaged is one, and
// of writing into dir, journal.ErrFull and journal.ErrReadOnly.
func (d *Draft) Rescue(ctx context.Context, dir string, e journal.Entry) (path string, err error) {
	if e.Blank() {
		return "", fmt.Errorf("a page without a word: %w", journal.ErrInvalid)
	}
	m, err := d.j.head(ctx)
	none := errors.Is(err, journal.ErrNoJournal)
	switch {
	case none:
	case err != nil:
		return "", fmt.Errorf("what a rescued page would be sealed to cannot be read: %w", err)
	case !m.writable():
		return "", fmt.Errorf("%s: %w", d.j.opts.Path, journal.ErrNewer)
	}
	if path, err = d.j.rescuePath(dir); err != nil {
		return "", err
	}
	if d.rid == (seal.ID{}) {
		if d.rid, err = d.j.newRID(); err != nil {
			return "", err
		}
	}
	made, err := build(ctx, path, func(t *tx) error {
		t.j = d.j
		if err := t.begin(m, none); err != nil {
			return err
		}
		key, err := t.keyOf(nil, seal.Epoch{}) // not the draft's: one key is for one file
		if err != nil {
			return err
		}
		defer key.Wipe()
		_, err = t.file(key, d.rid, payload{kind: kindEntry, replaces: d.from, entry: e.Promised()})
		return err
	})
	switch {
	case err != nil:
		return "", fmt.Errorf("rescuing a page: %w", err)
	case !made:
		return "", exists(path)
	}
	return path, nil
}

// rescuePath is a name in dir that nothing else has.
func (j *Journal) rescuePath(dir string) (string, error) {
	var tail [4]byte
	if _, err := io.ReadFull(j.opts.Random, tail[:]); err != nil {
		return "", err
	}
	name := "shakeoff-rescue-" + j.opts.Now().Format(time.DateOnly) + "-" + hex.EncodeToString(tail[:]) + ".db"
	return filepath.Join(dir, name), nil
}

// begin makes what is being built a journal of the identity of m, or, where
// there is none, of a new one without a lock. Its name is its own: it is no
// backup of the other.
func (t *tx) begin(m meta, none bool) error {
	err := errors.Join(
		t.name(),
		t.putMeta(keyFormat, []byte{format}),
		t.putMeta(keyWriter, []byte{format}))
	if none {
		id, idErr := seal.NewIdentity()
		if idErr != nil {
			return errors.Join(err, idErr)
		}
		defer id.Wipe()
		err = errors.Join(err, t.putIdentity(id.Recipient(), append([]byte{identityClear}, id.RecoveryKey()...)))
	} else {
		err = errors.Join(err,
			t.putMeta(keyEpoch, m.epoch[:]),
			t.putMeta(keyRecipient, []byte(m.recipient)),
			t.putMeta(keyIdentity, m.identity),
			t.putMeta(keyOffered, []byte{byte(m.offered)}))
	}
	if err != nil {
		return err
	}
	t.meta, err = readMeta(t.get)
	return err
}
