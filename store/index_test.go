package store_test

import (
	"runtime"
	"testing"
	"weak"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestNothingReadIsHeldOn holds that what a reading remembers for the next one,
// where everything lies, has nothing of the entries hanging on it.
func TestNothingReadIsHeldOn(t *testing.T) {
	j := storetest.New(t)
	ids := numbered(t, j, 20)
	u := storetest.Unlock(t, j, "")
	read := readAndLetGo(t, u)
	runtime.GC()
	if read.Value() != nil {
		t.Error("an entry that was read is still in memory")
	}
	if got, err := u.Entries(t.Context(), ids[3]); err != nil || len(got) != 1 {
		t.Errorf("%d entries where they lie: %v", len(got), err)
	}
}

// readAndLetGo reads everything, and returns where a part of it was in memory.
//
//go:noinline
func readAndLetGo(t *testing.T, u *store.Unlocked) weak.Pointer[journal.Weighing] {
	t.Helper()
	return weak.Make(&storetest.All(t, u)[7].Weighings[0])
}
