package disk_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestPublishWithoutHardLinks publishes across two disks, where links fail, and
// finds the side file of a process that was killed there.
func TestPublishWithoutHardLinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	temp := filepath.Join(t.TempDir(), "a folder that is not there", "temp")
	if err := os.WriteFile(path+".creating", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	// The link fails, and so does the rename: but not for the side file's sake.
	if made, err := disk.Publish(t.Context(), temp, path); made || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("made %v: %v", made, err)
	}
	if _, err := os.Stat(path + ".creating"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the side file stays: %v", err)
	}
	if err := os.WriteFile(path, []byte("the first"), 0o600); err != nil {
		t.Fatal(err)
	}
	if made, err := disk.Publish(t.Context(), temp, path); made || err != nil {
		t.Errorf("over another's: made %v, %v", made, err)
	}
}

// A journal that another process makes between two looks at its path is not taken for
// a link that leads nowhere: whoever comes second goes on with it.
func TestNoFile(t *testing.T) {
	dir := t.TempDir()
	nothing, made, link := filepath.Join(dir, "nothing"), filepath.Join(dir, "made"), filepath.Join(dir, "link")
	storetest.WriteFile(t, made, "")
	storetest.Link(t, nothing, link)
	for path, want := range map[string]error{nothing: journal.ErrNoJournal, made: journal.ErrNoJournal, link: journal.ErrNotJournal} {
		if err := disk.NoFile(path); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", filepath.Base(path), err, want)
		}
	}
}
