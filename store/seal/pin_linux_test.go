package seal_test

import (
	"os"
	"strings"
	"testing"

	"shakeoff/store/seal"
)

// TestPinned holds that what lives as long as the journal is unlocked is kept from the
// swap, and let go when it is wiped.
func TestPinned(t *testing.T) {
	id := seal.NewIdentity()
	before := pinned(t)
	if id.Pin(); pinned(t) == before {
		t.Skip("this process may not keep memory from the swap")
	}
	if id.Wipe(); pinned(t) != before {
		t.Errorf("pinned %s, and %s before", pinned(t), before)
	}
}

// pinned is how much of this process is kept from the swap.
func pinned(t *testing.T) string {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmLck:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}
