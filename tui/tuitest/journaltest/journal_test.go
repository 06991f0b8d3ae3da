package journaltest_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"path/filepath"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/store/storetest"
	"shakeoff/tui/tuitest/journaltest"
)

var freeze = flag.Bool("freeze", false, "make the locked journal anew; then RecoveryKey must become what this prints")

// TestLockedJournal holds that what a locked journal begins with opens as its
// constants say.
func TestLockedJournal(t *testing.T) {
	if *freeze {
		writeLocked(t)
	}
	j := journaltest.New(t, storetest.At.Local)
	j.Lock()
	for _, secret := range []string{journaltest.Passphrase, journaltest.RecoveryKey} {
		if u, err := j.Unlock(t.Context(), []byte(secret)); err != nil || u.RecoveryKey() != journaltest.RecoveryKey {
			t.Errorf("unlocked with %q: %v", secret, err)
		}
	}
	if _, err := j.Unlock(t.Context(), nil); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("unlocked with nothing: %v", err)
	}
}

func writeLocked(t *testing.T) {
	t.Helper()
	j := storetest.New(t)
	storetest.Lock(t, j)
	u := storetest.Unlock(t, j, storetest.Passphrase)
	if err := u.SetPassphrase(t.Context(), []byte(journaltest.Passphrase)); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := io.WriteString(z, storetest.ReadFile(t, j.Path())); err != nil || z.Close() != nil {
		t.Fatal("not packed", err)
	}
	storetest.WriteFile(t, filepath.Join("testdata", "locked.db.gz"), out.String())
	t.Log(u.RecoveryKey())
}
