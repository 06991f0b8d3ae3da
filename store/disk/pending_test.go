package disk_test

import (
	"bytes"
	"testing"

	"shakeoff/store/disk"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

// TestANewerNoteStays is a deletion while an earlier one is being finished: what
// is done then is not what the newer note is about.
func TestANewerNoteStays(t *testing.T) {
	f := storetest.New(t).File()
	note := func(retired ...seal.Epoch) disk.Pending {
		t.Helper()
		m, err := f.Commit(t.Context(), func() error { return nil }, func(tx *disk.Tx) error { return tx.BackupsLater(retired...) })
		if err != nil {
			t.Fatal(err)
		}
		return m.BackupsPending
	}
	one, two := seal.Epoch{1}, seal.Epoch{2}
	first := note(one)
	newer := note(two)
	for _, c := range []struct{ seen, want disk.Pending }{{first, newer}, {newer, nil}} {
		if err := f.Write(t.Context(), func(tx *disk.Tx) error { return tx.Done(disk.MetaBackupsPending, c.seen) }); err != nil {
			t.Fatal(err)
		}
		if m, err := f.Meta(t.Context()); err != nil || !bytes.Equal(m.BackupsPending, c.want) {
			t.Errorf("pending %v, want %v: %v", m.BackupsPending, c.want, err)
		}
	}
	if got := newer.Retired(); len(got) != 2 || got[0] != one || got[1] != two {
		t.Errorf("the newer note names %v as retired", got)
	}
}
