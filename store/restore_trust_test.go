package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"shakeoff/store/backup"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestAWindowTakesWhatTheOwnerRestored restores a file without a lock over a locked
// journal that a window has open. With the passphrase the window goes on in it, as its
// owner wants; by force it writes nothing in clear where a lock was, whereas whoever
// forced it goes on.
func TestAWindowTakesWhatTheOwnerRestored(t *testing.T) {
	for name, proof := range map[string]backup.Proof{"the passphrase": {Secret: []byte(storetest.Passphrase)}, "force": {Force: true}} {
		t.Run(name, func(t *testing.T) {
			j := storetest.New(t)
			storetest.Add(t, j, storetest.Entry("one"))
			before, err := j.Backups().Make(t.Context(), filepath.Join(t.TempDir(), "before.db"))
			if err != nil {
				t.Fatal(err)
			}
			storetest.Lock(t, j)
			window := storetest.Open(j.Path())
			storetest.Unlock(t, window, storetest.Passphrase)
			if _, err := j.Restore(t.Context(), before, func(backup.Change) (backup.Proof, error) { return proof, nil }); err != nil {
				t.Fatal(err)
			}
			want := map[bool]error{true: journal.ErrReplaced}[proof.Force]
			if _, err := window.Add(t.Context(), storetest.Entry("two")); !errors.Is(err, want) {
				t.Errorf("the window writes: %v, want %v", err, want)
			}
			storetest.Add(t, j, storetest.Entry("three"))
		})
	}
}
