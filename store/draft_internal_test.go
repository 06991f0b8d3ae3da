package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shakeoff/store/journal"
)

// These tests are inside of the package: what they are about, a commit that
// fails and yet went through and a field of a newer shakeoff, cannot be brought
// about from outside.

func page(text string) journal.Entry {
	at := time.Date(2026, 11, 21, 14, 5, 0, 0, time.UTC)
	return journal.Entry{Written: at, Answers: []journal.Answer{{Step: journal.Happened, Question: "What happened?", Text: text}}}
}

// TestKeepAgainWithOtherWords is a Keep that seemed to fail; the person writes
// on, and keeps again.
func TestKeepAgainWithOtherWords(t *testing.T) {
	j := New(Options{Path: filepath.Join(t.TempDir(), "journal.db"), WorkFactor: 1})
	d := j.NewDraft()
	if err := d.Save(t.Context(), page("one")); err != nil {
		t.Fatal(err)
	}
	seemed := errors.New("the commit seemed to fail")
	err := j.update(t.Context(), func(tx *tx) error {
		if _, err := d.file(tx, page("one")); err != nil {
			return err
		}
		return d.takeOut(tx)
	})
	if err = errors.Join(err, seemed); !errors.Is(err, seemed) {
		t.Fatal(err)
	}
	for _, text := range []string{"one", "one and two"} {
		if text != "one" {
			if err := d.Save(t.Context(), page(text)); err != nil {
				t.Fatal(err)
			}
		}
		again := *d
		key := *d.key
		again.key = &key
		k, err := again.Keep(t.Context(), page(text))
		if err != nil {
			t.Fatal(err)
		}
		u, err := j.Unlock(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := u.All(t.Context())
		if err != nil || len(entries) != 1 || entries[0].Text(journal.Happened) != text || entries[0].ID != k.ID() {
			t.Errorf("kept %q again: %d entries, %v", text, len(entries), err)
		}
		if s, err := j.Status(t.Context()); err != nil || len(s.Waiting) != 0 {
			t.Errorf("kept %q again: %d drafts left, %v", text, len(s.Waiting), err)
		}
	}
}

func TestAdoptedDraftKeepsWhatIsNotKnown(t *testing.T) {
	j := New(Options{Path: filepath.Join(t.TempDir(), "journal.db"), WorkFactor: 1})
	d := j.NewDraft()
	d.unknown = appendField(nil, 77, []byte("newer"))
	if err := d.Save(t.Context(), page("one")); err != nil {
		t.Fatal(err)
	}
	u, err := j.Unlock(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := j.Status(t.Context())
	if err != nil || len(s.Waiting) != 1 {
		t.Fatal(err)
	}
	taken, e, err := u.Adopt(t.Context(), s.Waiting[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := taken.Save(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	err = j.update(t.Context(), func(tx *tx) error {
		_, r, _ := tx.record(bucketDrafts, taken.place)
		p, err := u.open(tx, r)
		if !bytes.Contains(p.unknown, []byte("newer")) {
			t.Error("a field of a newer shakeoff was lost by an autosave")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPublishWithoutHardLinks publishes across two disks, where links fail, and
// finds the side file of a process that was killed there.
func TestPublishWithoutHardLinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	temp := filepath.Join(t.TempDir(), "a folder that is not there", "temp")
	if err := os.WriteFile(path+".creating", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	// The link fails, and so does the rename: but not for the side file's sake.
	if made, err := publish(t.Context(), temp, path); made || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("made %v: %v", made, err)
	}
	if _, err := os.Stat(path + ".creating"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the side file stays: %v", err)
	}
	if err := os.WriteFile(path, []byte("the first"), 0o600); err != nil {
		t.Fatal(err)
	}
	if made, err := publish(t.Context(), temp, path); made || err != nil {
		t.Errorf("over another's: made %v, %v", made, err)
	}
}
